"""A server that goes away under load: clear answers meanwhile, never a wrong one, and recovery by itself."""

import re
import signal
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count, cycle, islice
from pathlib import Path
from threading import Event
from time import monotonic, sleep

import pytest
from fastapi.testclient import TestClient

from app.db.server import keep_rows_on
from app.main import create_app
from app.settings import Settings
from tests.conftest import TEXTS, run_ingest
from tests.postgres import Postgres, running
from tests.sources.akn import text as chinese

PAGES = (
    "/A/HRC/RES/50/4",
    "/A/HRC/RES/50/4/op/5",
    "/states/CHN",
    "/search?q=人权",
    "/A/RES/70/1/cited-by",
    "/browse",
)
FEW_SECONDS = 30
"""A shared machine may be slow; what is awaited takes two seconds."""


@pytest.fixture
def own_server() -> Iterator[Postgres]:
    """A server that the tests may kill."""
    with running() as server:
        yield server


@pytest.fixture
def client(own_server: Postgres, tmp_path: Path) -> Iterator[TestClient]:
    archive, url = tmp_path / "archive", own_server.database()
    keep_rows_on(archive, url)
    run_ingest(archive, *TEXTS, engine="tantivy")
    settings = Settings(archive=archive, database_url=url, search_engine="tantivy")
    with TestClient(
        create_app(settings), base_url="http://juey.test", raise_server_exceptions=False
    ) as client:
        yield client


def fresh(client: TestClient, path: str, number: int) -> tuple[int, str]:
    """Status and text of a page under an address that was not asked for before, so that it is made anew."""
    answer = client.get(f"{path}{'&' if '?' in path else '?'}x=q{number}z")
    return answer.status_code, re.sub(r"(\?|&|&amp;|%3F|%26)x(=|%3D)q\d+z", "", answer.text)


def eventually(client: TestClient, path: str, status: int) -> None:
    """Ask until the answer has this status."""
    end = monotonic() + FEW_SECONDS
    while client.get(path).status_code != status:
        assert monotonic() < end, path
        sleep(0.2)


def test_while_the_server_is_away_pages_say_so_and_come_back(
    client: TestClient, own_server: Postgres
) -> None:
    kept = client.get("/A/HRC/RES/50/4").text
    own_server.stop(signal.SIGQUIT)
    for path in PAGES[1:]:
        answer = client.get(path)
        assert answer.status_code == 503, path
        assert int(answer.headers["retry-after"]) > 0
        assert answer.headers["cache-control"] == "no-store"
        assert "数据库服务器现在连不上" in answer.text
        assert "psycopg" not in answer.text
    problem = client.get("/api/v1/documents/A/HRC/RES/50/4")
    assert problem.status_code == 503
    assert problem.headers["content-type"] == "application/problem+json"
    assert client.get("/readyz").status_code == 503
    assert "jueyi check" not in client.get("/readyz").text
    assert client.get("/healthz").status_code == 200
    assert client.get("/A/HRC/RES/50/4").text == kept, "what is kept in memory is still right"
    own_server.start()
    for path in (*PAGES, "/readyz"):
        eventually(client, path, 200)


def test_a_crash_under_load_gives_no_wrong_answer(client: TestClient, own_server: Postgres) -> None:
    right = {path: fresh(client, path, 0)[1] for path in PAGES}
    numbers, is_over = count(1), Event()
    found: Counter[int] = Counter()

    def ask(first: int) -> None:
        for path in islice(cycle(PAGES), first, None):
            if is_over.is_set():
                return
            status, told = fresh(client, path, next(numbers))
            found[status] += 1
            assert status in (200, 503), told
            if status == 200:
                assert told == right[path]

    with ThreadPoolExecutor(4) as threads:
        asking = [threads.submit(ask, first) for first in range(4)]
        for _ in range(2):
            sleep(1.5)
            own_server.stop(signal.SIGQUIT)
            sleep(1)
            own_server.start()
        eventually(client, "/states/FRA", 200)
        is_over.set()
        for one in asking:
            one.result()
    assert found[200] > 10
    assert found[503] > 0
    for path in PAGES:
        assert fresh(client, path, next(numbers)) == (200, right[path])


def test_a_new_release_is_seen_by_itself(client: TestClient, tmp_path: Path) -> None:
    assert client.get("/A/RES/77/213").status_code in (200, 404)
    (tmp_path / "new.xml").write_bytes(
        chinese.document(chinese.statement(chinese.paragraph("1", "重申人权"), number="77/299"))
    )
    archive = tmp_path / "archive"
    run_ingest(archive, tmp_path / "new.xml", engine="tantivy")
    eventually(client, "/A/RES/77/299", 200)


def test_a_server_that_begins_before_its_database_finds_it_later(
    own_server: Postgres, tmp_path: Path
) -> None:
    archive, url = tmp_path / "archive", own_server.database()
    keep_rows_on(archive, url)
    run_ingest(archive, TEXTS[0], engine="tantivy")
    own_server.stop()
    settings = Settings(archive=archive, database_url=url, search_engine="tantivy")
    with TestClient(
        create_app(settings), base_url="http://juey.test", raise_server_exceptions=False
    ) as client:
        answer = client.get("/browse")
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        own_server.start()
        eventually(client, "/browse", 200)


def test_a_machine_without_the_index_says_so(own_server: Postgres, tmp_path: Path) -> None:
    url = own_server.database()
    for archive in (tmp_path / "ingesting", tmp_path / "serving"):
        keep_rows_on(archive, url)
    run_ingest(tmp_path / "ingesting", TEXTS[0], engine="tantivy")
    settings = Settings(archive=tmp_path / "serving", database_url=url, search_engine="tantivy")
    with TestClient(create_app(settings), base_url="http://juey.test") as client:
        answer = client.get("/browse")
        assert answer.status_code == 503
        assert "没有归档" in answer.text
        assert "索引" in answer.text
