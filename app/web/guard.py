"""What holds for every response: addresses and bodies are bounded, pages run nothing that is not their own."""

import base64
import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.pages.errors import error_page
from app.web.problems import problem

MAX_ADDRESS_BYTES = 65_536
"""How long an address may be, path and query together."""

MAX_BODY_BYTES = 65_536
"""How long the body of a request may be: the longest pasted text in any encoding of JSON."""


def security_headers(script: str) -> dict[str, str]:
    """What every response says; `script` is the one that may stand in pages themselves (CSP level 2, hash source)."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return {
        "Content-Security-Policy": f"default-src 'none'; style-src 'self'; script-src 'self' 'sha256-{digest}'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    }


class Guard:
    """ASGI middleware. It also answers HEAD as GET without the body."""

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            elif is_head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        address = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
        if len(address) > MAX_ADDRESS_BYTES:
            refusal = _refusal(Request(scope), 414, f"网址最长 {MAX_ADDRESS_BYTES // 1024} KB。")
            await refusal(scope, receive, send_guarded)
        elif _said_length(scope) > MAX_BODY_BYTES:
            refusal = _refusal(Request(scope), 413, f"内容最长 {MAX_BODY_BYTES // 1024} KB。")
            await refusal(scope, receive, send_guarded)
        else:
            await self._app({**scope, "method": "GET"} if is_head else scope, receive, send_guarded)


def _said_length(scope: Scope) -> int:
    """How long a body its request says to be; what says nothing is counted where it is read."""
    length = Headers(scope=scope).get("content-length", "")
    return int(length[:20]) if length.isdecimal() else 0


def _refusal(request: Request, status: int, message: str) -> Response:
    if request.url.path.startswith("/api/"):
        return problem(status, message, instance=request.url.path[:80])
    page: Response = request.app.state.site.renderer.render(error_page(status, message), status=status)
    return page
