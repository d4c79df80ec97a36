"""An ingest in a process of its own that is killed at a named moment, as if the machine had gone."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from pkgutil import resolve_name
from typing import Literal, Never, Protocol
from unittest.mock import patch

from app.db.server import keep_rows_on, server_of
from app.settings import shipped_segmenter
from tests.conftest import run_ingest

shipped_segmenter().of("决议")  # children are forked from a process that has loaded the dictionary

PROCESSES = multiprocessing.get_context("forkserver")
"""Processes forked from one that has loaded what they all need."""
PROCESSES.set_forkserver_preload([__name__])

_FILE_OPERATIONS = {"os.rename", "os.symlink", "os.remove", "shutil.rmtree"}
"""The audit events of what a publication does to the file system; each is raised before it happens."""

_ALL_FILE_OPERATIONS = {
    *_FILE_OPERATIONS,
    "open",
    "os.mkdir",
    "os.rmdir",
    "os.truncate",
    "os.link",
    "shutil.copyfile",
}


class Death(Protocol):
    """A moment at which an ingest ends."""

    def death(self) -> AbstractContextManager[object]:
        """The process that enters this dies then."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Before or behind the nth call of a function, which is given by its dotted name."""

    when: Literal["before", "behind"]
    function: str
    call: int = 1

    def __str__(self) -> str:
        return f"{self.when} {self.function.removeprefix('app.ingest.run.')} {self.call}"

    def death(self) -> AbstractContextManager[object]:
        """The function is replaced by one that dies then."""
        return _replaced(self.function, self._dying)

    def _dying(self, function: Callable[..., object]) -> Callable[..., object]:
        calls = count(1)

        def dying(*arguments: object, **named: object) -> object:
            is_last = next(calls) == self.call
            if is_last and self.when == "before":
                die()
            result = function(*arguments, **named)
            return die() if is_last else result

        return dying


@dataclass(frozen=True, slots=True)
class PublishingStep:
    """Before the nth file operation of a publication."""

    number: int

    def death(self) -> AbstractContextManager[object]:
        """Publishing counts what it does to files, and dies then."""
        return _replaced("app.ingest.run.publish", self._dying)

    def _dying(self, publish: Callable[..., object]) -> Callable[..., object]:
        def dying(*arguments: object) -> object:
            operations = count(1)

            def watch(event: str, _: tuple[object, ...]) -> None:
                if event in _FILE_OPERATIONS and next(operations) == self.number:
                    die()

            sys.addaudithook(watch)
            return publish(*arguments)

        return dying


@dataclass(frozen=True, slots=True)
class FileOperation:
    """Before the nth file operation of a whole ingest: what opens, makes, renames or removes a file or folder."""

    number: int

    @contextmanager
    def death(self) -> Iterator[None]:
        """Every operation is counted from now on; the process dies before its last."""
        operations = count(1)

        def watch(event: str, _: tuple[object, ...]) -> None:
            if event in _ALL_FILE_OPERATIONS and next(operations) == self.number:
                die()

        sys.addaudithook(watch)
        yield


@dataclass(frozen=True, slots=True)
class KilledAfter:
    """So many seconds after an ingest began; it may have ended by then."""

    seconds: float

    @contextmanager
    def death(self) -> Iterator[None]:
        """A timer kills the process."""
        timer = threading.Timer(self.seconds, os.kill, (os.getpid(), signal.SIGKILL))
        timer.daemon = True
        timer.start()
        yield
        timer.cancel()


def die() -> Never:
    """As `kill -9` does it: nothing is closed, nothing is cleared up."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def exit_status(archive: Path, texts: Path, moment: Death | None) -> int | None:
    """How a process ended that ingested these texts: 0, or -9 where it was killed."""
    server = server_of(archive)
    return exit_status_of(_ingest, server.url if server else "", archive, texts, moment=moment)


def _ingest(url: str, archive: Path, texts: Path) -> None:
    keep_rows_on(archive, url)
    run_ingest(archive, texts)


def exit_status_of(work: Callable[..., object], *arguments: object, moment: Death | None) -> int | None:
    """How a process ended that called this function of a module: 0, or -9 where it was killed."""
    process = PROCESSES.Process(target=_work, args=(work, arguments, moment))
    process.start()
    process.join(120)
    return process.exitcode


def _work(work: Callable[..., object], arguments: tuple[object, ...], moment: Death | None) -> None:
    with moment.death() if moment else nullcontext():
        work(*arguments)


def _replaced(
    name: str, make: Callable[[Callable[..., object]], Callable[..., object]]
) -> AbstractContextManager[object]:
    return patch(name, make(resolve_name(name)))
