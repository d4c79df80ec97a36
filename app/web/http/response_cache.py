"""An in-memory cache of responses, compressed as sent, and 304 for clients with a current copy."""

from dataclasses import dataclass

from cachetools import LRUCache
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.http.cost import KEPT_NOWHERE
from app.web.http.etag import ProgramVersion, Validators
from app.web.http.open_release import ReleaseWatcher, UnservableError
from app.web.http.raw_headers import header, put

MAX_BYTES = 32 * 1024 * 1024
"""Maximum size of the cache, per process."""

_HEADERS_BYTES = 1024
"""Size counted for a response in addition to its body."""


@dataclass(frozen=True, slots=True)
class _Answer:
    start: Message
    body: Message
    route: object

    @property
    def size(self) -> int:
        return len(self.body["body"]) + _HEADERS_BYTES


class ResponseCache:
    """ASGI middleware that caches responses made from the archive.

    A response with a `Cache-Control` header of its own is passed on unchanged.
    """

    def __init__(self, app: ASGIApp, releases: ReleaseWatcher, program: ProgramVersion) -> None:
        self._app = app
        self._releases = releases
        self._program = program
        self._answers: LRUCache[str, _Answer] = LRUCache(MAX_BYTES, lambda answer: answer.size)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        validators = self._validators(scope)
        if validators is None:
            await self._app(scope, receive, send)
            return
        answer = self._answers.get(validators.etag)
        if validators.is_current(scope, is_cached=answer is not None):
            headers = [*validators.headers.items()]
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
        elif answer:
            # Told to `web.http.request_log`, which need not look for it.
            scope["route"] = answer.route
            await send({**answer.start, "headers": [*answer.start["headers"]]})
            await send(answer.body)
        else:
            await self._app(scope, receive, _Recorder(scope, validators, self._answers, send).send)

    def _validators(self, scope: Scope) -> Validators | None:
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"].startswith(KEPT_NOWHERE):
            return None
        try:
            return Validators.of(scope, self._releases.current(), self._program)
        except UnservableError:
            return None


class _Recorder:
    """Passes a response on, and caches it if it is a single-part 200 of at most an eighth of the cache."""

    def __init__(
        self, scope: Scope, validators: Validators, answers: LRUCache[str, _Answer], send: Send
    ) -> None:
        self._scope = scope
        self._validators = validators
        self._answers = answers
        self._send = send
        self._start: Message | None = None

    async def send(self, message: Message) -> None:
        """Pass on one ASGI message of the response."""
        if message["type"] == "http.response.start":
            if message["status"] == 200 and not header(message, b"cache-control"):
                put(message, self._validators.headers)
                self._start = {**message, "headers": [*message["headers"]]}
        elif self._start and message["type"] == "http.response.body":
            answer = _Answer(self._start, message, self._scope.get("route"))
            if not message.get("more_body") and answer.size <= self._answers.maxsize / 8:
                self._answers[self._validators.etag] = answer
            self._start = None
        await self._send(message)
