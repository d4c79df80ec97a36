"""A new release is served without a restart; running requests finish on the old one."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session

from app.db.queries import listing
from app.domain.query import parse
from app.main import create_app
from app.search.engine import Question
from app.settings import Settings
from app.web.http.open_release import ReleaseWatcher
from tests.conftest import engine_kind, run_ingest

TEXT = "60/1. 新题目\n\n人权理事会，\n\n1. 决定继续审议前所未有的事。\n"


def test_the_next_request_sees_what_was_published(own_archive: Path, tmp_path: Path) -> None:
    with TestClient(create_app(Settings(archive=own_archive))) as client:
        assert client.get("/A/HRC/RES/60/1").status_code == 404
        assert client.get("/A/HRC/RES/50/4").status_code == 200
        (tmp_path / "new.txt").write_text(TEXT, "utf-8")
        run_ingest(own_archive, tmp_path / "new.txt")
        assert client.get("/A/HRC/RES/60/1").status_code == 200
        assert client.get("/api/v1/search", params={"q": "前所未有的事"}).json()["total_paragraphs"] == 1
        assert client.get("/readyz").json()["documents"] == 6


def test_a_request_that_runs_finishes_on_its_release(own_archive: Path, tmp_path: Path) -> None:
    watcher = ReleaseWatcher(own_archive, engine_kind())
    begun = watcher.current()
    for number in (1, 2):
        # The second ingest removes the release on which the request began.
        (tmp_path / f"{number}.txt").write_text(TEXT.replace("60/1", f"60/{number}"), "utf-8")
        run_ingest(own_archive, tmp_path / f"{number}.txt")
    assert not begun.release.path.exists()
    with Session(begun.database) as session:
        assert listing.count(session) == 5
    assert begun.search.answer(Question(parse("前所未有的事"))).total_units == 0
    assert begun.search.answer(Question(parse("真诚对话"))).total_documents == 5
    assert watcher.current() is not begun
    assert watcher.current().search.answer(Question(parse("前所未有的事"))).total_units == 2
    watcher.close()


@pytest.mark.parametrize("path", ["/", "/A/RES/77/213", "/api/v1/documents", "/readyz"])
def test_without_an_archive_pages_say_so(tmp_path: Path, path: str) -> None:
    with TestClient(create_app(Settings(archive=tmp_path / "nothing"))) as client:
        response = client.get(path)
    assert response.status_code == 503
    assert "jueyi ingest" in response.text
