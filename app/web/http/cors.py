"""Cross-origin access to the JSON interface (Fetch standard, CORS protocol)."""

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from app.web.http.problem_details import API_PREFIX


class ApiCors:
    """ASGI middleware that lets any origin read the JSON interface, without credentials, and nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open = CORSMiddleware(
            app,
            allow_origins=["*"],
            allow_methods=["GET", "HEAD", "POST"],
            allow_headers=["Content-Type"],
            expose_headers=["ETag", "Link", "X-Request-Id"],
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        is_api = scope["type"] == "http" and scope["path"].startswith(API_PREFIX)
        await (self._open if is_api else self._app)(scope, receive, send)
