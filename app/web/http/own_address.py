"""The site's own address: the hosts that it answers for, and the path that it lies under.

What a client says in `Host` is used only where neither the base URL nor the hosts are set, and only if it is
well-formed.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.html.crawling import Asked, set_asked
from app.web.html.prefix import set_prefix, under_prefix
from app.web.html.printed import set_address
from app.web.http.errors import error_response
from app.web.http.raw_headers import header, put

_HOST = re.compile(r"(?P<name>[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
"""A host with its port (RFC 9110, 7.2), as far as it can be asked for: a name, an IPv4 or an IPv6 address."""

_MONITORED = ("/healthz", "/readyz")
"""Monitors ask by whatever address the process has."""


class OwnAddress:
    """ASGI middleware that refuses other hosts (400), takes the site's path off addresses, and puts it before
    redirects. The base URL, without a closing slash, is left in `request.state.base_url`."""

    def __init__(self, app: ASGIApp, base_url: str, allowed_hosts: Sequence[str]) -> None:
        self._app = app
        own = urlsplit(base_url)
        self._base_url = base_url
        self._path = own.path
        self._allowed = (
            {*allowed_hosts, *([_name(own.netloc)] if own.netloc else [])} if allowed_hosts else set()
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        prefix = self._path if self._base_url else scope.get("root_path", "").rstrip("/")
        set_prefix(prefix)
        set_address("")
        # In place: the log of requests, further out, must find the same route as the router.
        scope.update(_inside(scope, scope.get("root_path", "").rstrip("/"), self._path))
        host = header(scope, b"host")
        if refusal := self._refusal(scope, host):
            await error_response(Request(scope), 400, refusal)(scope, receive, send)
            return
        own = self._base_url or f"{scope['scheme']}://{host or _bound(scope)}{prefix}"
        scope.setdefault("state", {})["base_url"] = own
        set_address(own + _asked_for(scope))
        set_asked(Asked(own, scope["path"], scope.get("query_string", b"").decode("latin-1")))

        async def send_located(message: Message) -> None:
            if message["type"] == "http.response.start" and (location := header(message, b"location")):
                put(message, {b"location": _located(location, host, own).encode("latin-1")})
            await send(message)

        await self._app(scope, receive, send_located)

    def _refusal(self, scope: Scope, host: str) -> str:
        """Why a host is not answered for; empty if it is."""
        if scope["path"] in _MONITORED:
            return ""
        if host and not _HOST.fullmatch(host):
            return "请求的主机名有误。"
        name = _name(host)
        above = (f"*.{name.split('.', parts)[-1]}" for parts in range(1, name.count(".") + 1))
        if self._allowed and not self._allowed.intersection((name, *above)):
            return "本站不在这个主机名下，请核对网址。"
        return ""


def _name(host: str) -> str:
    """The name of a host without its port, in lower case and without the dot of the root."""
    found = _HOST.fullmatch(host)
    return found["name"].lower().rstrip(".") if found else ""


def _bound(scope: Scope) -> str:
    """The address that the server listens on, for clients of HTTP/1.0 that name no host."""
    host, port = scope.get("server") or ("localhost", None)
    name = f"[{host}]" if ":" in host else host
    return f"{name}:{port}" if port else name


def _inside(scope: Scope, *prefixes: str) -> dict[str, object]:
    """The path of a request without these prefixes, whether or not the proxy has taken them off."""
    path, raw = scope["path"], scope.get("raw_path") or scope["path"].encode()
    for prefix in prefixes:
        if prefix and f"{path}/".startswith(f"{prefix}/"):
            path = path[len(prefix) :] or "/"
            raw = raw.removeprefix(prefix.encode()) or b"/"
    return {"path": path, "raw_path": raw, "root_path": ""}


def _asked_for(scope: Scope) -> str:
    """The path and the query of a request, as they were sent."""
    path, query = scope["raw_path"].decode("latin-1"), scope.get("query_string", b"").decode("latin-1")
    return f"{path}?{query}" if query else path


def _located(location: str, host: str, own: str) -> str:
    """Where a redirect leads: under the site's path, and to no host that the client has named."""
    parts = urlsplit(location)
    if parts.netloc and parts.netloc == host:
        return own + parts._replace(scheme="", netloc="").geturl()
    return under_prefix(location)
