"""Who begins next, and how many at once."""

import asyncio
import itertools
from collections.abc import Callable
from functools import partial

from app.server.turns import Turns
from tests.running import run_apart


def begun(asked: str, rounds: int) -> list[list[str]]:
    """What begins in each of the first iterations if these addresses ask together."""
    found: list[list[str]] = []

    async def run() -> None:
        turns = Turns(asyncio.get_running_loop())
        now: list[str] = []
        for address in asked:
            if turns.begin_now():
                now.append(address)
            else:
                turns.wait(address, partial(_add, found, address))
        found.append(now)
        for _ in range(rounds):
            found.append([])
            await asyncio.sleep(0)

    run_apart(run())
    return [sorted(each) for each in found if each]


def _add(found: list[list[str]], address: str) -> None:
    found[-1].append(address)


def test_who_comes_alone_begins_at_once() -> None:
    assert begun("a", 1) == [["a"]]


def test_one_request_does_not_wait_for_all_of_another() -> None:
    first, second, *_ = begun("a" * 100 + "b", 5)
    assert first == ["a", "a"]
    assert second == ["a", "b"]


def test_all_begin() -> None:
    assert sorted(itertools.chain(*begun("abc" * 30, 60))) == sorted("abc" * 30)


def test_the_failure_of_one_does_not_stop_the_others() -> None:
    done: list[int] = []

    async def run() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda *_: None)
        turns = Turns(loop)
        while turns.begin_now():
            pass
        steps: list[Callable[[], object]] = [lambda: 1 / 0, lambda: done.append(1)]
        for step in steps:
            turns.wait("a", step)  # type: ignore[arg-type]
        for _ in range(4):
            await asyncio.sleep(0)

    run_apart(run())
    assert done == [1]
