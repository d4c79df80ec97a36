"""Limits on the size of requests."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.http.errors import error_response
from app.web.http.raw_headers import header

MAX_ADDRESS_BYTES = 65_536
"""Maximum length of an address, path and query together."""

MAX_BODY_BYTES = 393_216
"""Maximum size of a request body: the longest pasted text in any encoding of JSON or of a form. How much of them is in
memory at a time is bounded too (`server.limits`)."""


class RequestLimits:
    """ASGI middleware that refuses too long an address (414) or a body declared as too large (413).

    A body of undeclared length is measured as it is read (`web.http.admission`).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request, or pass it on."""
        answer: ASGIApp = self._app
        if scope["type"] == "http":
            query = b"?" + scope["query_string"] if scope["query_string"] else b""
            if len(scope["raw_path"] + query) > MAX_ADDRESS_BYTES:
                answer = error_response(Request(scope), 414, f"网址最长 {MAX_ADDRESS_BYTES // 1024} KB。")
            elif _announced_bytes(scope) > MAX_BODY_BYTES:
                answer = too_large(Request(scope))
        await answer(scope, receive, send)


def too_large(request: Request) -> Response:
    """The response (413) to a request with too large a body."""
    return error_response(request, 413, f"内容最长 {MAX_BODY_BYTES // 1024} KB。")


def _announced_bytes(scope: Scope) -> int:
    length = header(scope, b"content-length")
    return int(length[:20]) if length.isdecimal() else 0
