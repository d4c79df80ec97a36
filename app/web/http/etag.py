"""Validators of responses (RFC 9110, 8.8): `ETag` and `Last-Modified`.

A release never changes, so a response is identified by release, program version, day (citations give the date of
access) and address.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from starlette.types import Scope

from app.web.http.open_release import OpenRelease
from app.web.http.raw_headers import header


@dataclass(frozen=True, slots=True)
class ProgramVersion:
    """A fingerprint of code, templates and tables, and the last modification time among their files."""

    fingerprint: str
    changed: datetime

    @classmethod
    def of(cls, *folders: Path) -> "ProgramVersion":
        """The version of the files in these folders, without compiled ones, and of single files."""
        found = (
            path for folder in folders for path in (folder.rglob("*.*") if folder.is_dir() else [folder])
        )
        files = sorted(path for path in found if path.suffix != ".pyc")
        digest = blake2b(b"".join(map(Path.read_bytes, files)), digest_size=6)
        return cls(
            digest.hexdigest(), datetime.fromtimestamp(max(path.stat().st_mtime for path in files), UTC)
        )


class _Stamp(NamedTuple):
    """What the validators of a day have in common: the beginning of their tags, and the time of last modification."""

    name: str
    since: datetime
    last_modified: str


@lru_cache(maxsize=4)
def _stamp(release: str, published: datetime, program: ProgramVersion, day: date) -> _Stamp:
    since = max(published, program.changed, datetime.combine(day, time(), UTC)).replace(microsecond=0)
    name = f"{release}-{program.fingerprint}-{day:%Y%m%d}"
    return _Stamp(name, since, format_datetime(since, usegmt=True))


@dataclass(frozen=True, slots=True)
class Validators:
    """The validators of one response: its tag, and the time of its last modification."""

    etag: str
    since: datetime
    last_modified: str

    @classmethod
    def of(cls, scope: Scope, opened: OpenRelease, program: ProgramVersion) -> "Validators":
        """The validators of the response to a request."""
        stamp = _stamp(opened.release.path.name, opened.published, program, datetime.now(UTC).date())
        encoding = "gzip" if "gzip" in header(scope, b"accept-encoding") else "plain"
        asked = (scope["state"]["base_url"], scope["raw_path"], scope["query_string"], encoding)
        # A cryptographic hash, so that nobody can construct an address with the tag of another.
        address = blake2b(repr(asked).encode(), digest_size=12).hexdigest()
        return cls(f'W/"{stamp.name}-{address}"', stamp.since, stamp.last_modified)

    @property
    def headers(self) -> dict[bytes, bytes]:
        """The response headers."""
        return {
            b"etag": self.etag.encode("latin-1"),
            b"last-modified": self.last_modified.encode("latin-1"),
            b"cache-control": b"no-cache",
            b"vary": b"Accept-Encoding",
        }

    def is_current(self, scope: Scope, *, is_cached: bool) -> bool:
        """Whether the client's cached copy is current.

        A date alone counts only if the response is in the cache, since other addresses may not exist, and only if it is
        ours: that of an instance with another program, or of a release that was rolled back, says nothing of this one.
        """
        if tags := header(scope, b"if-none-match"):
            return self.etag in (tag.strip() for tag in tags.split(","))
        since = header(scope, b"if-modified-since")
        try:
            return is_cached and bool(since) and parsedate_to_datetime(since) == self.since
        except (TypeError, ValueError):
            return False
