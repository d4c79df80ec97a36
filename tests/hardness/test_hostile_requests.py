"""A hundred thousand hostile requests: no error but 503 with `Retry-After`, and the server goes on.

In short 3,000; a hundred thousand with JUEYI_HARDNESS=full, where none may take two seconds on an idle machine.
"""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.hardness.hostile import ask, hostile_requests
from tests.hardness.serving import serving

FULL = os.environ.get("JUEYI_HARDNESS") == "full"
REQUESTS = 100_000 if FULL else 3000
AT_ONCE = 4
LONGEST_SECONDS = 2
SEED = 1945


def test_no_hostile_request_is_an_error(archive: Path, tmp_path: Path) -> None:
    with serving(archive, tmp_path, files=1024, workers=1) as server, ThreadPoolExecutor(AT_ONCE) as threads:
        answers = threads.map(lambda request: ask(server.port, request), hostile_requests(REQUESTS, SEED))
        longest, statuses = 0.0, set()
        for request, answer in zip(hostile_requests(REQUESTS, SEED), answers, strict=True):
            longest = max(longest, answer.seconds)
            statuses.add(answer.status)
            assert answer.status < 500 or (answer.status == 503 and answer.has_retry_after), request
        assert server.get("/A/HRC/RES/50/4") == 200
        assert "Traceback" not in server.log.read_text("utf-8")
    assert {200, 308, 400, 404, 405} <= statuses
    if FULL:
        assert longest < LONGEST_SECONDS
