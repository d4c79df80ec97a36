"""The process in which files are read that may crash, fill or hang their reader.

It reads requests from its standard input and writes answers to its standard output, each a pickle behind its length.
The first request is the known names; each other one a `CagedFile`.
"""

import os
import pickle
import resource
import signal
import struct
import sys
import traceback
from dataclasses import dataclass
from typing import BinaryIO

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.sources.formats import named
from app.sources.reading import Reading

MOST_MEMORY = 1_000_000_000
"""Address space of the process, in bytes."""
MOST_SECONDS = 15
"""Processor time for a file, in seconds."""
_WORN = 400_000
"""Memory, in KB, beyond which the process is replaced after a file: what was freed may be in pieces."""
_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class CagedFile:
    """A file to read: the name of its format, its bytes, its name without extension."""

    format: str
    data: bytes
    stem: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The documents of a file, or its refusal; `defect` is the trace of an error of the reader.

    `is_last`: the process ends behind this answer.
    """

    found: tuple[Reading, ...] | Problem
    defect: str = ""
    is_last: bool = False


def packed(value: object) -> bytes:
    """A value as it goes through a pipe."""
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(data)) + data


def length_of(head: bytes) -> int:
    """The length of what follows the first `HEAD` bytes."""
    return int(_LENGTH.unpack(head)[0])


HEAD = _LENGTH.size


def _received(source: BinaryIO) -> object:
    head = source.read(HEAD)
    if len(head) < HEAD:
        raise EOFError
    return pickle.loads(source.read(length_of(head)))  # noqa: S301  both ends are this program


def main() -> None:
    """Answer until the other end is closed."""
    # What a library prints must not get among the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    requests = sys.stdin.buffer
    try:
        names = _received(requests)
        assert isinstance(names, Names)  # noqa: S101
        _limit(resource.RLIMIT_AS, MOST_MEMORY)
        is_last = False
        while not is_last:
            file = _received(requests)
            assert isinstance(file, CagedFile)  # noqa: S101
            answer = _answer(file, names)
            answers.write(packed(answer))
            answers.flush()
            is_last = answer.is_last
    except (EOFError, BrokenPipeError):
        return


def _answer(file: CagedFile, names: Names) -> Answer:
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + MOST_SECONDS + 1)
    try:
        found = named(file.format).read(file.data, file.stem, names)
    except MemoryError:
        return Answer(too_much_memory(), is_last=True)
    except Exception as error:
        return Answer(defective(type(error).__name__), traceback.format_exc(), is_last=True)
    return Answer(found, is_last=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > _WORN)


def too_much_memory() -> Problem:
    """The refusal of a file that takes more memory than there is for it."""
    return Problem(
        "too_much_memory", f"读取所需的内存超过 {MOST_MEMORY // 1_000_000_000} GB，已中止；请拆成几个文件"
    )


def defective(error: str) -> Problem:
    """The refusal of a file whose reader met a defect of its own."""
    return Problem("defect", f"读取程序出错（{error}），请报告这个文件")


def _limit(kind: int, most: int) -> None:
    """Set the soft limit of a resource; one that the system does not know is left."""
    try:
        resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))
    except (OSError, ValueError):
        return
