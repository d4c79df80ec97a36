"""Reads files in a process of their own, bounded in memory and time, that is replaced when one of them ends it."""

import atexit
import logging
import os
import pickle
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.ingest.caged import HEAD, MOST_SECONDS, Answer, CagedFile, length_of, packed
from app.sources.reading import Reading

logger = logging.getLogger(__name__)

MOST_WALL_SECONDS = 2 * MOST_SECONDS
"""For a file that waits instead of working, or on a busy machine, in seconds."""
_CHUNK = 1 << 20


class Cage:
    """A process that reads one file after the other. It begins with the first one, with the code `entry`."""

    def __init__(self, names: Names, entry: str = "from app.ingest.caged import main; main()") -> None:
        self.names, self._entry = names, entry
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, form: str, data: bytes, stem: str) -> tuple[Reading, ...] | Problem:
        """Read a file in the format of a name. Whatever it does to the process is told as its refusal."""
        file = CagedFile(form, data, stem)
        answer = self._ask(file)
        if isinstance(answer, _EndedError) and not answer.was_fresh:
            # It may have ended of what the files before have left behind.
            answer = self._ask(file)
        if isinstance(answer, _EndedError):
            return answer.refusal()
        if answer.defect:
            logger.error("reading %s: %s", stem, answer.defect)
        if answer.is_last:
            self.close()
        return answer.found

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            _end(process)

    def _ask(self, file: CagedFile) -> "Answer | _EndedError":
        was_fresh = self._process is None
        process = self._process = self._process or _started(self._entry, self.names)
        try:
            return _asked(process, file)
        except _EndedError as ended:
            self._process = None
            _end(process)
            return ended.of(process.returncode, was_fresh=was_fresh)


class _EndedError(Exception):
    """The process ended before it answered: by a signal, or because its time was over."""

    status: int | None = None
    was_fresh = True

    def __init__(self, *, is_late: bool) -> None:
        super().__init__()
        self.is_late = is_late

    def of(self, status: int | None, *, was_fresh: bool) -> "_EndedError":
        """The same with the exit status of the process, and whether this was its first file."""
        self.status, self.was_fresh = status, was_fresh or self.is_late
        return self

    def refusal(self) -> Problem:
        """What is told of the file."""
        if self.is_late or self.status == -signal.SIGXCPU:
            return Problem(
                "too_slow", f"读取超过 {MOST_SECONDS} 秒，已中止；请拆成几个文件，或另存为别的格式"
            )
        how = signal.Signals(-self.status).name if self.status and self.status < 0 else f"状态 {self.status}"
        return Problem(
            "crashed",
            f"读取程序在这个文件上异常中止（{how}）：文件多半已损坏，或读取所需的内存超过 1 GB；请换一份，或另存为别的格式",
        )


def _started(entry: str, names: Names) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(  # noqa: S603  the interpreter that runs this
        [sys.executable, "-c", entry],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        start_new_session=True,
    )
    os.set_blocking(_input(process), False)
    os.set_blocking(_output(process), False)
    with suppress(_EndedError):
        _write(process, packed(names), time.monotonic() + MOST_WALL_SECONDS)
    return process


def _asked(process: subprocess.Popen[bytes], file: CagedFile) -> Answer:
    until = time.monotonic() + MOST_WALL_SECONDS
    _write(process, packed(file), until)
    length = length_of(_read(process, HEAD, until))
    answer = pickle.loads(_read(process, length, until))  # noqa: S301  both ends are this program
    assert isinstance(answer, Answer)  # noqa: S101
    return answer


def _write(process: subprocess.Popen[bytes], data: bytes, until: float) -> None:
    rest = memoryview(data)
    while rest:
        _, ready, _ = select.select([], [_input(process)], [], max(0, until - time.monotonic()))
        if not ready:
            raise _EndedError(is_late=True)
        try:
            rest = rest[os.write(_input(process), rest[:_CHUNK]) :]
        except BrokenPipeError:
            raise _EndedError(is_late=False) from None


def _read(process: subprocess.Popen[bytes], length: int, until: float) -> bytes:
    parts: list[bytes] = []
    while length:
        ready, _, _ = select.select([_output(process)], [], [], max(0, until - time.monotonic()))
        if not ready:
            raise _EndedError(is_late=True)
        part = os.read(_output(process), min(length, _CHUNK))
        if not part:
            raise _EndedError(is_late=False)
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _input(process: subprocess.Popen[bytes]) -> int:
    assert process.stdin is not None  # noqa: S101
    return process.stdin.fileno()


def _output(process: subprocess.Popen[bytes]) -> int:
    assert process.stdout is not None  # noqa: S101
    return process.stdout.fileno()


def _end(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


_GRACE = 0.5
"""How long a process whose pipes are closed may take to end, in seconds."""
_cages: list[Cage] = []


def caged(form: str, data: bytes, stem: str, names: Names) -> tuple[Reading, ...] | Problem:
    """Read a file in the cage of this process, which stays for the files after it."""
    if not _cages or _cages[0].names is not names:
        close()
        _cages.append(Cage(names))
    return _cages[0].read(form, data, stem)


@atexit.register
def close() -> None:
    """End the cage of this process."""
    while _cages:
        _cages.pop().close()
