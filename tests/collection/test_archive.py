"""A sample of the large collection as an archive: checked, and every place asked for."""

from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.db.queries import integrity
from app.db.release import current_release
from app.db.session import read_session
from app.ingest.checks import check_manifest, check_release
from app.main import create_app
from app.settings import Settings
from tests.conftest import engine_kind, run_ingest

EVERY = 45
"""Of so many files one is taken."""


@pytest.fixture(scope="module")
def archive(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("collection") / "archive"
    files = sorted(corpus.rglob("*.xml"))
    summary = run_ingest(folder, *files[::EVERY])
    assert summary.refused == ()
    return folder


def test_the_archive_is_sound(archive: Path) -> None:
    release = current_release(archive)
    assert release is not None
    with (
        read_session(release.database) as session,
        closing(engine_kind().open(release.index)) as index,
    ):
        assert [*check_release(session, index), *check_manifest(session, release)] == []


def test_every_place_of_every_tenth_document_has_its_page(archive: Path) -> None:
    release = current_release(archive)
    assert release is not None
    with read_session(release.database) as session:
        places = [(address, anchor) for address, anchor, _ in integrity.places(session)]
    chosen = set(sorted({address for address, _ in places})[::10])
    with TestClient(create_app(Settings(archive=archive))) as client:
        missing = [
            f"/{address}/{anchor}"
            for address, anchor in places
            if address in chosen
            and client.get(f"/{address}/{anchor}", follow_redirects=False).status_code != 200
        ]
    assert missing == []
