"""Security headers of every response: pages run only the archive's own scripts."""

import base64
import hashlib

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.html.crawling import is_indexed
from app.web.http.problem_details import API_PREFIX
from app.web.http.raw_headers import put, raw

_UNUSED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
"""Features of browsers that no page uses."""

_HSTS = "max-age=31536000"
"""A year (RFC 6797); subdomains are not the archive's to decide on."""


def security_headers(script: str) -> dict[str, str]:
    """The headers; `script` is the only inline script allowed, by its hash (CSP level 2, hash source)."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return {
        "Content-Security-Policy": f"default-src 'none'; style-src 'self'; script-src 'self' 'sha256-{digest}'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
        "Cross-Origin-Opener-Policy": "same-origin",
    }


def headers_of(scope: Scope, headers: dict[str, str]) -> dict[str, str]:
    """The headers of the response to a request: other sites may use only the JSON interface, a browser that came by TLS
    keeps to it, and search engines leave out what there is no end of."""
    policy = "cross-origin" if scope["path"].startswith(API_PREFIX) else "same-origin"
    kept = {"Strict-Transport-Security": _HSTS} if scope["scheme"] == "https" else {}
    out = {} if _is_indexed(scope) else {"X-Robots-Tag": "noindex"}
    return {**headers, "Cross-Origin-Resource-Policy": policy, **kept, **out}


def _is_indexed(scope: Scope) -> bool:
    return is_indexed(scope["path"], scope.get("query_string", b"").decode("latin-1"))


class SecurityHeaders:
    """ASGI middleware that adds these headers to every response."""

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self._app = app
        self._headers = headers
        self._raw: dict[tuple[bool, bool, bool], dict[bytes, bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                put(message, self._of(scope))
            await send(message)

        await self._app(scope, receive, send_with_headers)

    def _of(self, scope: Scope) -> dict[bytes, bytes]:
        kind = scope["path"].startswith(API_PREFIX), scope["scheme"] == "https", _is_indexed(scope)
        if kind not in self._raw:
            self._raw[kind] = raw(headers_of(scope, self._headers))
        return self._raw[kind]
