"""A caged process whose readers misbehave: the format is what the reader does."""

import os
import signal
import time

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.ingest import caged
from app.sources import formats
from app.sources.formats import Format, Reader
from app.sources.reading import Reading


def _crash(data: bytes, _stem: str, _names: Names) -> Problem:
    os.kill(os.getpid(), signal.SIGSEGV if data else signal.SIGABRT)
    return Problem("", "")


def _hang(_data: bytes, _stem: str, _names: Names) -> Problem:
    while True:
        pass


def _sleep(_data: bytes, _stem: str, _names: Names) -> Problem:
    time.sleep(100)
    return Problem("", "")


def _fill(_data: bytes, _stem: str, _names: Names) -> Problem:
    held: list[bytes] = []
    while True:
        # Never written to: to touch a gigabyte takes longer than the second that a reader has here.
        held.append(bytes(50_000_000))


def _defect(_data: bytes, _stem: str, _names: Names) -> tuple[Reading, ...]:
    raise RecursionError


def _chatter(_data: bytes, _stem: str, _names: Names) -> Problem:
    os.write(1, b"warning: odd font\n" * 10_000)
    return Problem("", "读完")


def _once(data: bytes, stem: str, names: Names) -> Problem:
    """Crashes in a process that has read another file."""
    if _read:
        _crash(data, stem, names)
    return _chatter(data, stem, names)


_read: list[bytes] = []


def _note(data: bytes, _stem: str, _names: Names) -> Problem:
    _read.append(data)
    return Problem("", f"{len(data)} 字节")


def main() -> None:
    """Answer with these readers."""
    caged.MOST_SECONDS = 1
    readers: dict[str, Reader] = {
        "crash": _crash,
        "hang": _hang,
        "sleep": _sleep,
        "fill": _fill,
        "defect": _defect,
        "chatter": _chatter,
        "once": _once,
        "note": _note,
    }
    for name, reader in readers.items():
        formats._BY_NAME[name] = Format(name, name, reader, 0)
    caged.main()
