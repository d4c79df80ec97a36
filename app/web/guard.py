"""What holds for every response: addresses are bounded, pages run nothing that is not their own."""

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.pages.errors import error_page
from app.web.problems import problem

MAX_ADDRESS_BYTES = 65_536
"""How long an address may be, path and query together."""

SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}


class Guard:
    """ASGI middleware. It also answers HEAD as GET without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_head = scope["method"] == "HEAD"

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SECURITY_HEADERS)
            elif is_head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        address = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
        if len(address) > MAX_ADDRESS_BYTES:
            await _too_long(Request(scope), scope, receive, send_guarded)
        else:
            await self._app({**scope, "method": "GET"} if is_head else scope, receive, send_guarded)


async def _too_long(request: Request, scope: Scope, receive: Receive, send: Send) -> None:
    message = f"网址最长 {MAX_ADDRESS_BYTES // 1024} KB。"
    if scope["path"].startswith("/api/"):
        response = problem(414, message, instance=scope["path"][:80])
    else:
        response = request.app.state.site.renderer.render(error_page(414, message), status=414)
    await response(scope, receive, send)
