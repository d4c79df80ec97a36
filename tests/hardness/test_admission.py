"""A reader is answered while others ask for what is dear, or ask and go away."""

import asyncio
import json
import logging
import os
import statistics
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.hardness.flood import ATTACKERS, Answer, ask, drop, get, post, served

logger = logging.getLogger(__name__)

FULL = os.environ.get("JUEYI_HARDNESS") == "full"

PAGES = (
    "/A/HRC/RES/50/4",
    "/A/HRC/RES/56/4",
    "/A/RES/77/213/op/5",
    f"/search?q={quote('真诚对话')}",
    "/browse",
)
DRAFT = "\n".join(f"请各国加强{chr(0x4E00 + number)}领域的国际合作，并就此报告；" for number in range(1200))
FORM = "application/x-www-form-urlencoded"
DEAREST = {
    "passages": post(
        "/api/v1/wording",
        json.dumps({"text": "\n\n".join(f"国{chr(0x4E00 + number)}" for number in range(60))}).encode(),
    ),
    "draft": post("/api/v1/wording/paragraphs", json.dumps({"text": DRAFT}).encode()),
    "form of a draft": post("/wording", f"q={quote(DRAFT)}".encode(), FORM),
    "form without one": post("/wording", f"x={quote(DRAFT)}".encode(), FORM),
}


@pytest.fixture(scope="module", params=[1, 2] if FULL else [1])
def port(
    archive: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[int]:
    """A server with one worker, or with several."""
    with served(archive, tmp_path_factory.mktemp("admission") / "log", request.param) as port:
        yield port


def unseen(label: str) -> Iterator[bytes]:
    """Requests of a reader that no cache can answer."""
    for number, page in enumerate(cycle(PAGES)):
        yield get(f"{page}{'&' if '?' in page else '?'}{label}={number}")


async def read(port: int, label: str, count: int) -> list[Answer]:
    """The answers to a reader who asks for one page after another."""
    return [await ask(port, request) for request in islice(unseen(label), count)]


async def attacked(port: int, source: str, make: Callable[[], bytes], answers: list[Answer]) -> None:
    """Ask without end, whatever the answer is."""
    while True:
        with suppress(OSError):
            answers.append(await ask(port, make(), source))


def p95(answers: list[Answer]) -> float:
    """The 95th percentile of the seconds of answers."""
    return statistics.quantiles((answer.seconds for answer in answers), n=20)[-1]


def assert_no_error(answers: list[Answer]) -> None:
    """Every answer is one, or a refusal that says when to return."""
    assert {answer.status for answer in answers} <= {200, 503}
    assert all("\r\nretry-after: " in answer.head for answer in answers if answer.status == 503)


@pytest.mark.parametrize("dearest", DEAREST)
def test_readers_are_answered_beside_40_attackers_on_the_dearest_request(port: int, dearest: str) -> None:
    async def go() -> tuple[list[Answer], list[Answer], list[Answer]]:
        count = 200 if FULL else 20
        await read(port, "warm", 10)
        idle = await read(port, f"idle-{quote(dearest)}", count)
        others: list[Answer] = []
        sources = islice(cycle(ATTACKERS), 40)
        attack = [
            asyncio.create_task(attacked(port, one, lambda: DEAREST[dearest], others)) for one in sources
        ]
        await asyncio.sleep(1)
        busy = await read(port, f"busy-{quote(dearest)}", count)
        # In turns with eight others, even what is dear is had in time.
        compare = "/compare?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4"
        for number in range(5 if FULL else 0):
            assert (await ask(port, get(f"{compare}&n={number}"))).status == 200
        for task in attack:
            task.cancel()
        await asyncio.gather(*attack, return_exceptions=True)
        return idle, busy, others

    idle, busy, others = asyncio.run(go())
    logger.info(
        "%s: p95 idle %.3f s, attacked %.3f s; %d dear answers", dearest, p95(idle), p95(busy), len(others)
    )
    assert {answer.status for answer in idle + busy} == {200}
    assert_no_error(others)
    if FULL:
        assert p95(busy) <= 4 * p95(idle)


def test_a_reader_is_answered_right_after_1000_dropped_searches(port: int) -> None:
    async def go() -> list[Answer]:
        searches = [get(f"/search?q={quote('的 人 国')}&n={number}") for number in range(1000)]
        async with asyncio.timeout(60):
            for start in range(0, 1000, 100):
                dropped = zip(searches[start : start + 100], cycle(ATTACKERS), strict=False)
                await asyncio.gather(*(drop(port, search, source) for search, source in dropped))
        return await read(port, "after", 5)

    answers = asyncio.run(go())
    assert {answer.status for answer in answers} == {200}
    assert max(answer.seconds for answer in answers) < 8


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/A/HRC/RES/50/4"])
def test_a_burst_of_900_requests_gives_no_error(port: int, path: str) -> None:
    async def go() -> list[Answer]:
        count = 900 if FULL else 300
        requests = (get(f"{path}?n={number}") for number in range(count))
        return await asyncio.gather(
            *(ask(port, *one) for one in zip(requests, cycle(ATTACKERS), strict=False))
        )

    answers = asyncio.run(go())
    assert_no_error(answers)
    assert 200 in {answer.status for answer in answers}
    assert asyncio.run(ask(port, get(path))).status == 200
