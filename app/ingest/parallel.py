"""Runs a function over parts on all processors, with results in order."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Any, TypeVar, cast

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 24
"""Parts submitted per process ahead of the consumer; their results wait in memory."""


def in_order(
    work: Callable[[S, T], R],
    shared: S,
    parts: Iterable[T],
    *,
    min_parallel: int,
    ahead: int = _AHEAD,
    count: int | None = None,
) -> Iterator[R]:
    """The results of `work(shared, part)`, in the order of the parts, which are taken as they are needed; `count` is
    their number, if they are no sequence.

    Uses all processors if there are at least `min_parallel` parts; the results of `ahead` parts per processor may wait
    in memory. `work` must be a module-level function;
    `shared` is sent to each process once.
    """
    processors = os.cpu_count() or 1
    number = len(parts) if isinstance(parts, Sequence) else count
    if number is None or number < min_parallel or processors == 1:
        yield from (work(shared, part) for part in parts)
        return
    # Threads of this process may hold locks: do not fork.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processors, context, _begin, (work, shared)) as pool:
        waiting: deque[Future[object]] = deque()
        upcoming = iter(parts)
        try:
            waiting.extend(pool.submit(_run, part) for part in islice(upcoming, processors * ahead))
            while waiting:
                yield cast("R", waiting.popleft().result())
                waiting.extend(pool.submit(_run, part) for part in islice(upcoming, 1))
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_work: Callable[[Any], object] | None = None


def _begin(work: Callable[[S, T], R], shared: S) -> None:
    """Initialise a process with the function and its shared argument."""
    global _work  # noqa: PLW0603  a process of the pool keeps nothing else

    def begun(part: T) -> R:
        return work(shared, part)

    _work = begun
    # The main process handles interrupts and ends its workers itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Exit when the main process dies: one that is killed cannot end its workers."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _run(part: object) -> object:
    assert _work is not None  # noqa: S101  the pool began with it
    return _work(part)
