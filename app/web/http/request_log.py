"""An identifier for each request, and one log line when it has been answered.

The line names the route, never what was requested: no client address, no query, and no path unless a setting
enables paths.
"""

import re
import secrets
from collections.abc import Sequence
from time import perf_counter

import structlog
from fastapi.routing import iter_route_contexts
from starlette.requests import Request
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.http.observer import Observer
from app.web.http.open_release import ReleaseWatcher
from app.web.http.raw_headers import header, put

REQUEST_ID = "X-Request-Id"
_RAW = REQUEST_ID.lower().encode()

_SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
"""Identifiers accepted from clients: UUIDs, trace ids, ULIDs. Anything else could forge log lines."""

_CATCH_ALL = re.compile(r"/\{\w+:path\}")

logger = structlog.stdlib.get_logger(__name__)


def request_id(request: Request) -> str:
    """The identifier that `RequestLog` assigned to a request."""
    name: str = request.state.request_id
    return name


class RequestLog:
    """ASGI middleware, outside of the response cache so that cached responses carry no identifier."""

    def __init__(
        self, app: ASGIApp, releases: ReleaseWatcher, observer: Observer, *, has_paths: bool
    ) -> None:
        self._app = app
        self._observer = observer
        self._releases = releases
        self._has_paths = has_paths
        self._routes: list[tuple[BaseRoute, str]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = header(scope, _RAW)
        name = given if _SANE.fullmatch(given) else secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = name
        # Never unbound: the server logs tracebacks after this returns, and they need the identifier.
        structlog.contextvars.bind_contextvars(request_id=name)
        began = perf_counter()
        status = 500

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                put(message, {_RAW: name.encode()})
            await send(message)

        try:
            await self._app(scope, receive, send_named)
        finally:
            self._log(scope, status, perf_counter() - began)

    def _log(self, scope: Scope, status: int, seconds: float) -> None:
        route = self._route(scope)
        self._observer.answered(route, scope["method"], status, seconds)
        logger.info(
            "request",
            route=route,
            **({"path": scope["path"]} if self._has_paths else {}),
            method=scope["method"],
            status=status,
            milliseconds=round(seconds * 1000, 1),
            release=self._releases.opened(),
        )

    def _route(self, scope: Scope) -> str | None:
        """The route of a request: the one that answered it, or, if none did, the first that would have."""
        self._routes = self._routes or _named_routes(scope["app"].routes)
        answered = scope.get("route")
        matching = (
            name
            for route, name in self._routes
            if route is answered or (answered is None and route.matches({**scope})[0] is not Match.NONE)
        )
        return next(matching, None)


def _named_routes(routes: Sequence[BaseRoute]) -> list[tuple[BaseRoute, str]]:
    """Routes in order, each with its path template, or its name if the template matches every path."""
    return [
        (
            route.original_route,
            str(route.name if _CATCH_ALL.fullmatch(route.path or "") else route.path_format),
        )
        for route in iter_route_contexts(routes)
    ]
