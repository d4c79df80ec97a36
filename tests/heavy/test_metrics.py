"""What Prometheus reads of a real server of two processes."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from app.resources import ROOT
from tests.heavy.running import free_port, get, running

JUEYI = (sys.executable, "-c", "from app.cli import main; main()", "serve")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture(scope="module")
def ports(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    """The port of the site and that of its metrics."""
    site, metrics = free_port(), free_port()
    command = [*JUEYI, "--port", str(site), "--workers", "2", "--archive", str(archive)]
    log = tmp_path_factory.mktemp("served") / "log"
    with running(command, site, log, {**ENVIRONMENT, "JUEYI_METRICS": f"127.0.0.1:{metrics}"}):
        yield site, metrics


Labels = tuple[tuple[str, str], ...]


def read(port: int) -> Mapping[tuple[str, Labels], float]:
    status, text = get(port, "/metrics")
    assert status == 200
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def requests(route: str, status: str) -> tuple[str, Labels]:
    return "jueyi_requests_total", (("method", "GET"), ("route", route), ("status", status))


def read_until(port: int, wanted: Mapping[tuple[str, Labels], float]) -> Mapping[tuple[str, Labels], float]:
    """What is read once that many are counted, or after 10 seconds: a request is counted behind its answer, which the
    reader may have before."""
    end = time.monotonic() + 10
    while True:
        found = read(port)
        if all(found.get(name, 0) >= number for name, number in wanted.items()) or time.monotonic() > end:
            return found
        time.sleep(0.1)


def test_requests_of_all_processes_are_counted_by_route_and_status(ports: tuple[int, int]) -> None:
    site, metrics = ports
    before = read(metrics)
    for number in range(20):
        assert get(site, f"/search?q={number}")[0] == 200
        assert get(site, f"/A/RES/99/{number}")[0] == 404
    counted = [requests("/search", "200"), requests("show_document", "404")]
    wanted = {one: before.get(one, 0) + 20 for one in counted}
    found = read_until(metrics, wanted)
    assert {one: found[one] for one in counted} == wanted
    assert found["jueyi_request_duration_seconds_count", (("route", "/search"),)] >= 20
    assert found["jueyi_request_duration_seconds_bucket", (("le", "+Inf"), ("route", "/search"))] >= 20
    assert found["jueyi_requests_waiting", (("cost", "search"),)] == 0
    assert ("jueyi_connections", ()) in found


def test_the_release_and_the_size_of_its_index_are_told(ports: tuple[int, int], archive: Path) -> None:
    found = read(ports[1])
    release = (archive / "current").resolve()
    index = sum(path.stat().st_size for path in (release / "index").rglob("*") if path.is_file())
    assert found["jueyi_release_index_bytes", ()] == index
    assert found["jueyi_release_documents", ()] == 5
    assert any(name == "jueyi_release_info" and ("name", release.name) in labels for name, labels in found)


def test_nothing_that_was_asked_for_is_in_them(ports: tuple[int, int]) -> None:
    site, metrics = ports
    get(site, "/search?q=secretword")
    get(site, "/A/RES/secretword")
    text = get(metrics, "/metrics")[1]
    assert "secretword" not in text
    assert "127.0.0.1" not in text


def test_the_site_itself_has_no_metrics(ports: tuple[int, int]) -> None:
    assert get(ports[0], "/metrics")[0] == 404


def test_an_address_that_is_taken_is_told_and_ends_the_command(ports: tuple[int, int], archive: Path) -> None:
    taken = f"127.0.0.1:{ports[1]}"
    ended = subprocess.run(
        [*JUEYI, "--port", str(free_port()), "--archive", str(archive)],
        env={**ENVIRONMENT, "JUEYI_METRICS": taken},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert f"JUEYI_METRICS={taken} 不能监听" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_worker_that_died_leaves_its_counts(archive: Path, tmp_path: Path) -> None:
    site, metrics = free_port(), free_port()
    command = [*JUEYI, "--port", str(site), "--workers", "2", "--archive", str(archive)]
    log = tmp_path / "log"
    with running(command, site, log, {**ENVIRONMENT, "JUEYI_METRICS": f"127.0.0.1:{metrics}"}):
        for number in range(20):
            get(site, f"/search?q={number}")
        counted = requests("/search", "200")
        read_until(metrics, {counted: 20})
        os.kill(int(re.findall(r"\[(\d+)\]", log.read_text("utf-8"))[-1]), signal.SIGKILL)
        assert read(metrics)[counted] == 20
