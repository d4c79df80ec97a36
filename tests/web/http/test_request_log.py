"""Request identifiers, and what is logged about a request."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import structlog
from fastapi.testclient import TestClient

from app.db.release import current_release
from app.main import create_app
from app.settings import ROOT, Settings
from app.web.http.limits import MAX_BODY_BYTES
from tests.conftest import run_ingest
from tests.heavy.running import free_port, get


def test_every_answer_has_a_name_of_its_own(client: TestClient) -> None:
    found = client.get("/A/HRC/RES/50/4")
    again = client.get("/A/HRC/RES/50/4")
    current = client.get("/A/HRC/RES/50/4", headers={"If-None-Match": found.headers["etag"]})
    too_long = client.post("/api/v1/wording", content=b"a" * (MAX_BODY_BYTES + 1))
    answers = [found, again, current, too_long, client.head("/browse"), client.get("/no/such/page")]
    assert [answer.status_code for answer in answers] == [200, 200, 304, 413, 200, 404]
    names = [answer.headers["X-Request-Id"] for answer in answers]
    assert all(re.fullmatch("[0-9a-f]{16}", name) for name in names)
    assert len(set(names)) == len(names)


def test_errors_tell_the_name(client: TestClient) -> None:
    page = client.get("/no/such/page")
    assert f"编号 <code>{page.headers['X-Request-Id']}</code>" in page.text
    details = client.get("/api/v1/documents/none")
    assert details.json()["request_id"] == details.headers["X-Request-Id"]


@pytest.mark.parametrize(
    ("given", "is_taken"),
    [
        ("6f1c2a52-8d1e-4b7c-9a51-2f3f0d3c9e11", True),
        ("short", False),
        ("a" * 65, False),
        ("with blank", False),
        ("<script>1", False),
    ],
)
def test_only_a_sane_name_is_taken_from_outside(client: TestClient, given: str, *, is_taken: bool) -> None:
    answer = client.get("/no/such/page", headers={"X-Request-Id": given})
    assert (answer.headers["X-Request-Id"] == given) is is_taken
    assert (given in answer.text) is is_taken


@pytest.mark.parametrize(
    ("address", "route", "status"),
    [
        ("/states/CHN?x=秘密", "/states/{code}", 200),
        ("/search?q=真诚对话", "/search", 200),
        ("/api/v1/documents/A/HRC/RES/50/4", "/api/v1/documents/{symbol}", 200),
        ("/no/such/page", "show_document", 404),
        ("/A/HRC/RES/50/4/op/5", "/{name}/{place}", 200),
        ("/A/HRC/RES/50/4/series", "/{name}/series", 200),
    ],
)
def test_a_line_tells_route_status_and_time_but_not_what_was_asked(
    client: TestClient, archive: Path, address: str, route: str, status: int
) -> None:
    release = current_release(archive)
    assert release is not None
    for _ in range(2):  # the second response comes from the cache
        with structlog.testing.capture_logs() as events:
            answer = client.get(address)
        (event,) = events
        assert event.pop("milliseconds") >= 0
        assert event == {
            "event": "request",
            "log_level": "info",
            "route": route,
            "method": "GET",
            "status": status,
            "release": release.path.name,
        }
        assert answer.status_code == status


def test_a_setting_turns_paths_on(archive: Path) -> None:
    app = create_app(Settings(archive=archive, log_paths=True))
    with TestClient(app) as client, structlog.testing.capture_logs() as events:
        client.get("/states/CHN?q=秘密")
    assert [event["path"] for event in events] == ["/states/CHN"]
    assert "秘密" not in str(events)


def wait_until_it_listens(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert server.poll() is None
        try:
            socket.create_connection(("127.0.0.1", port), timeout=20).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("no answer")


def test_a_fault_is_logged_once_with_the_name_of_its_request(tmp_path: Path) -> None:
    run_ingest(tmp_path / "archive", ROOT / "data")
    release = current_release(tmp_path / "archive")
    assert release is not None
    release.database_file.write_bytes(b"not a database" * 1000)
    port = free_port()
    command = [sys.executable, "-c", "from app.cli import main; main()", "serve", "--port", str(port)]
    environment = {**os.environ, "JUEYI_LOG_FORMAT": "json", "JUEYI_ARCHIVE": str(tmp_path / "archive")}
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_until_it_listens(port, server)
            status, html = get(port, "/A/HRC/RES/50/4")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(20)
    events = [json.loads(line) for line in (tmp_path / "log").read_text("utf-8").splitlines()]
    assert status == 500
    name = re.search("编号 <code>([0-9a-f]{16})</code>", html)
    assert name is not None
    of_request = [event for event in events if event.get("request_id") == name[1]]
    assert [event["level"] for event in of_request] == ["info", "error"]
    assert of_request[0]["status"] == 500
    assert of_request[1]["event"] == "Exception in ASGI application"
    assert of_request[1]["exception"].count("Traceback") >= 1
    assert "127.0.0.1" not in str(of_request)
