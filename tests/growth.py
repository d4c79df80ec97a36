"""How the time of a step grows with what it is given."""

from collections.abc import Callable
from time import process_time

_NOTHING = 0.2
"""Seconds of processor time below which nothing is concluded: there, what is constant counts for too much."""
_FACTOR = 4
_MOST = 9.0
"""A step that takes time in proportion takes 4 times as long for 4 times as much; by the square it would be 16."""
_TRIES = 3


def seconds(step: Callable[[], object]) -> float:
    """The processor time of a step, in seconds, other processes aside."""
    began = process_time()
    step()
    return process_time() - began


def grows_too_fast(step: Callable[[int], Callable[[], object]], size: int) -> str:
    """Why a step's time is not about in proportion to the size of its input, or nothing.

    `step(n)` prepares the step for an input of size n; it is taken for `size` and for four times as much.
    """
    small, large = step(size // _FACTOR), step(size)
    found = []
    for _ in range(_TRIES):
        found.append((seconds(small), seconds(large)))
        first, last = min(one for one, _ in found), min(one for _, one in found)
        if last < _NOTHING or last / first <= _MOST:
            return ""
    return f"{first:.2f} s for {size // _FACTOR}, {last:.2f} s for {size}"
