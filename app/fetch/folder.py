"""The folder that texts are brought into: `REPOSITORY/SESSION/LANGUAGE/NAME.xml`, as their repositories have them.

`.fetch/` in it has what is known of each repository, and what is not whole yet; an ingest reads nothing there.
"""

import fcntl
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Literal

from app.fetch.repositories import Wanted

Change = Literal["new", "changed", "same"]
_OWN = ".fetch"


class FolderBusyError(Exception):
    """Another run brings texts into the folder."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not brought, with the reason, in Chinese."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the last whole run found in a repository: where, with which validator, which files, what was told."""

    address: str
    etag: str | None
    wanted: Wanted
    files: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Size, and time of the last change in nanoseconds, of each file, by its path in the repository's folder."""
    refused: tuple[Refused, ...] = ()
    remarks: tuple[str, ...] = ()


class Folder:
    """A folder of texts."""

    def __init__(self, top: Path) -> None:
        self._top = top
        self._own = top / _OWN
        self._real = top.resolve()
        self._made: dict[Path, bool] = {}
        self._numbers = count()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Make the folder if it is missing, and keep others out. Raises FolderBusyError at once if another run does."""
        self._own.mkdir(parents=True, exist_ok=True)
        self._real = self._top.resolve()
        with (self._own / "lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise FolderBusyError(self._top) from error
            for left in self._own.glob("*.part"):
                left.unlink()
            yield

    @contextmanager
    def unfinished(self) -> Iterator[Path]:
        """A file that is gone at the end."""
        part = self._own / f"{next(self._numbers)}.part"
        try:
            yield part
        finally:
            part.unlink(missing_ok=True)

    def keep(self, path: tuple[str, ...], data: bytes) -> Change:
        """Write a file, unless it is there as it is. Raises OSError; ValueError if its place is outside the folder."""
        target = self._top.joinpath(*path)
        if not self._is_inside(target.parent):
            raise ValueError("文件夹里有通向别处的链接")
        change: Change = "new"
        if target.exists():
            if target.stat().st_size == len(data) and target.read_bytes() == data:
                return "same"
            change = "changed"
        with self.unfinished() as part:
            part.write_bytes(data)
            part.replace(target)
        return change

    def seen(self, path: tuple[str, ...]) -> tuple[int, int]:
        """Size and time of the last change of a file."""
        found = self._top.joinpath(*path).stat()
        return found.st_size, found.st_mtime_ns

    def known(self, repository: str) -> Known | None:
        """What is known of a repository, None if nothing is, or it cannot be read."""
        try:
            found = json.loads((self._own / f"{repository}.json").read_text("utf-8"))
            return _known(found)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def remember(self, repository: str, known: Known) -> None:
        """Keep what is known of a repository for the next run."""
        with self.unfinished() as part:
            part.write_text(json.dumps(_document(known), ensure_ascii=False), "utf-8")
            part.replace(self._own / f"{repository}.json")

    def has_all(self, repository: str, known: Known) -> bool:
        """Whether all files of a repository are as they were left."""
        try:
            return all(
                self.seen((repository, *path.split("/"))) == tuple(seen) for path, seen in known.files.items()
            )
        except OSError:
            return False

    def _is_inside(self, folder: Path) -> bool:
        if folder not in self._made:
            self._made[folder] = folder.resolve().is_relative_to(self._real)
            if self._made[folder]:
                folder.mkdir(parents=True, exist_ok=True)
        return self._made[folder]


def _document(known: Known) -> dict[str, Any]:
    return {
        "address": known.address,
        "etag": known.etag,
        "languages": sorted(known.wanted.languages),
        "since": known.wanted.since,
        "files": known.files,
        "refused": [[one.path, one.reason] for one in known.refused],
        "remarks": known.remarks,
    }


def _known(found: Mapping[str, Any]) -> Known:
    return Known(
        address=str(found["address"]),
        etag=found["etag"],
        wanted=Wanted(frozenset(found["languages"]), found["since"]),
        files={str(path): (int(size), int(changed)) for path, (size, changed) in found["files"].items()},
        refused=tuple(Refused(str(path), str(reason)) for path, reason in found["refused"]),
        remarks=tuple(map(str, found["remarks"])),
    )
