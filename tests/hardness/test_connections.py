"""Thousands of connections held open from eight addresses; a reader from a ninth is answered."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.settings import ROOT
from tests.hardness.attack import WAYS
from tests.hardness.serving import Serving, serving

FULL = os.environ.get("JUEYI_HARDNESS") == "full"
HELD = 10_000 if FULL else 2_000
SECONDS = 20 if FULL else 5
FILES = (1024, 20_000) if FULL else (1024,)
WORKERS = (1, 2) if FULL else (1,)
PAGES = ("/", "/A/HRC/RES/50/4", "/search?q=%E4%BA%BA%E6%9D%83", "/healthz")
PAUSE = 0.02
P95_SECONDS = 0.5
MORE_MEGABYTES = 300
OTHER_LINES = 100
"""Log lines beside those of requests: of starting, and of what was closed."""


@contextmanager
def attacked(way: str, server: Serving, seen: dict[str, int]) -> Iterator[None]:
    """While connections are held, all of them opened once before."""
    command = [sys.executable, "-m", "tests.hardness.attack", way, str(server.port), str(HELD)]
    attackers = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        time.sleep(HELD / 1000 + 1)
        yield
    finally:
        attackers.terminate()
        seen.update(json.loads(attackers.communicate(timeout=60)[0]))


def read(server: Serving) -> list[tuple[int, float]]:
    """Statuses and seconds of a reader's requests, each on a connection of its own."""
    found = []
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        for path in PAGES:
            began = time.monotonic()
            status = server.get(path, seconds=5)
            found.append((status, time.monotonic() - began))
            time.sleep(PAUSE)
    return found


@pytest.mark.parametrize("workers", WORKERS)
@pytest.mark.parametrize("files", FILES)
@pytest.mark.parametrize("way", WAYS)
def test_a_reader_is_answered_while_others_hold_connections(
    way: str,
    files: int,
    workers: int,
    archive: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    seen: dict[str, int] = {}
    with serving(archive, tmp_path, files=files, workers=workers) as server:
        for path in PAGES * 2 * workers:
            server.get(path)
        before = server.peak_megabytes()
        with attacked(way, server, seen):
            found = read(server)
        more = server.peak_megabytes() - before
    took = sorted(seconds for _, seconds in found)
    p95 = statistics.quantiles(took, n=20)[-1]
    answered = sum(status == 200 for status, _ in found) / len(found)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{way}, {files} files, {workers} workers: {len(found)} requests, {answered:.1%} answered 200, "
            f"median {statistics.median(took) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, max {took[-1] * 1000:.0f} ms, "
            f"{more:.0f} MB more, attackers {seen}\n"
        )
    said = server.log.read_text("utf-8")
    assert answered >= 0.99
    assert "Traceback" not in said
    assert sum(" request " not in line for line in said.splitlines()) < OTHER_LINES
    assert more < MORE_MEGABYTES
    assert seen["opened"] >= HELD
    if FULL:  # a time says something only where nothing else runs
        assert p95 < P95_SECONDS
