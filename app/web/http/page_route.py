"""The route of a page that takes nothing but the request.

FastAPI solves dependencies and opens stacks for each request, which takes as long as SQLite takes to read the rows of a
page of results. A page that needs none of it has a route of Starlette's.
"""

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send


class PageRoute(Route):
    """Answers GET at one path by a function, called in a thread."""

    def __init__(self, path: str, page: Callable[[Request], Response]) -> None:
        super().__init__(path, page, methods=["GET"], include_in_schema=False)
        # HEAD comes as GET (`web.http.head_requests`).
        self.methods = {"GET"}

        async def answer(scope: Scope, receive: Receive, send: Send) -> None:
            response = await asyncio.to_thread(page, Request(scope))
            await response(scope, receive, send)

        self.app = answer

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match a request; the route is told to `web.http.request_log`."""
        match, child = super().matches(scope)
        return match, child if match is Match.NONE else {**child, "route": self}
