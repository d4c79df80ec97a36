"""A thousand hostile requests to a real server: each is answered, none is an error."""

from pathlib import Path

from tests.hardness.hostile import ask, hostile_requests
from tests.hardness.serving import serving


def test_no_hostile_request_is_an_error(archive: Path, tmp_path: Path) -> None:
    statuses = set()
    with serving(archive, tmp_path, files=1024, workers=1) as server:
        for request in hostile_requests(1000, seed=26):
            answer = ask(server.port, request)
            statuses.add(answer.status)
            assert answer.status < 500 or (answer.status == 503 and answer.has_retry_after), request
        assert server.get("/A/HRC/RES/50/4") == 200
        assert "Traceback" not in server.log.read_text("utf-8")
    assert {200, 308, 400, 404, 405} <= statuses
