"""Answers that were made before: a release never changes, so neither does what is made from it.

An answer is marked (`ETag`, RFC 9110) with the release, the program and the day that it was made of; the day,
because citations say when a page was read. Who has it already is told so (304), and what was asked for last
is answered from memory, compressed as it was sent.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b
from pathlib import Path

from cachetools import LRUCache
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.archive import ArchiveWatcher, NoArchiveError, OtherEngineError, written

KEPT_BYTES = 32 * 1024 * 1024
"""How many bytes of answers a process keeps."""

_HEADERS_BYTES = 1024
"""What an answer is counted for besides its body."""


@dataclass(frozen=True, slots=True)
class Program:
    """What answers are made with: a name for code, templates and tables, and when the newest was written."""

    name: str
    changed: datetime

    @classmethod
    def of(cls, *folders: Path) -> "Program":
        """That of the files in these folders, compiled ones left out."""
        files = sorted(path for folder in folders for path in folder.rglob("*.*") if path.suffix != ".pyc")
        digest = blake2b(b"".join(map(Path.read_bytes, files)), digest_size=6)
        return cls(digest.hexdigest(), max(map(written, files)))


@dataclass(frozen=True, slots=True)
class _Answer:
    start: Message
    body: Message

    @property
    def size(self) -> int:
        return len(self.body["body"]) + _HEADERS_BYTES


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a request asks for: a name for exactly this answer, and since when it is as it is."""

    tag: str
    since: datetime

    @property
    def headers(self) -> dict[str, str]:
        return {
            "etag": self.tag,
            "last-modified": format_datetime(self.since, usegmt=True),
            "cache-control": "no-cache",
            "vary": "Accept-Encoding",
        }


class Remembering:
    """ASGI middleware around all that answers from the archive.

    An answer with a `Cache-Control` of its own is left alone.
    """

    def __init__(self, app: ASGIApp, archive: ArchiveWatcher, program: Program) -> None:
        self._app = app
        self._archive = archive
        self._program = program
        self._answers: LRUCache[str, _Answer] = LRUCache(KEPT_BYTES, lambda answer: answer.size)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        asked = self._asked(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        if asked is None:
            await self._app(scope, receive, send)
            return
        answer = self._answers.get(asked.tag)
        if _has_it(Headers(scope=scope), asked, is_kept=answer is not None):
            headers = MutableHeaders(asked.headers)
            await send({"type": "http.response.start", "status": 304, "headers": headers.raw})
            await send({"type": "http.response.body", "body": b""})
        elif answer:
            await send({**answer.start, "headers": [*answer.start["headers"]]})
            await send(answer.body)
        else:
            await self._app(scope, receive, _Keeping(asked, self._answers, send).send)

    def _asked(self, scope: Scope) -> _Asked | None:
        try:
            opened = self._archive.current()
        except (NoArchiveError, OtherEngineError):
            return None
        headers = Headers(scope=scope)
        today = datetime.combine(datetime.now(UTC).date(), time(), UTC)
        form = "gzip" if "gzip" in headers.get("accept-encoding", "") else "plain"
        asked = (scope["scheme"], headers.get("host", ""), scope["raw_path"], scope["query_string"], form)
        # Nobody can find another address with the same mark, whose answer would then be taken for this one.
        address = blake2b(repr(asked).encode(), digest_size=12).hexdigest()
        tag = f'W/"{opened.release.path.name}-{self._program.name}-{today:%Y%m%d}-{address}"'
        return _Asked(tag, max(opened.published, self._program.changed, today).replace(microsecond=0))


def _has_it(headers: Headers, asked: _Asked, *, is_kept: bool) -> bool:
    """Whether who asks has the answer. A date alone says so only where there is an answer for certain."""
    if tags := headers.get("if-none-match"):
        return asked.tag in (tag.strip() for tag in tags.split(","))
    since = headers.get("if-modified-since")
    try:
        return is_kept and since is not None and parsedate_to_datetime(since) >= asked.since
    except (TypeError, ValueError):
        return False


class _Keeping:
    """Sends an answer on and keeps it, where it is whole and there is no reason against it."""

    def __init__(self, asked: _Asked, answers: LRUCache[str, _Answer], send: Send) -> None:
        self._asked = asked
        self._answers = answers
        self._send = send
        self._start: Message | None = None

    async def send(self, message: Message) -> None:
        """Take a message of the answer."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            if message["status"] == 200 and "cache-control" not in headers:
                headers.update(self._asked.headers)
                self._start = {**message, "headers": [*message["headers"]]}
        elif self._start and message["type"] == "http.response.body":
            answer = _Answer(self._start, message)
            if not message.get("more_body") and answer.size <= self._answers.maxsize / 8:
                self._answers[self._asked.tag] = answer
            self._start = None
        await self._send(message)
