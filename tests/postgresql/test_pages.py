"""Every kind of page, file and JSON is the same, byte for byte, from either database."""

import gzip
from collections.abc import Iterator

import pytest

from app.bulk.make import make_package
from app.db.release import current_release
from app.db.server import keep_rows_on
from app.settings import Settings
from tests.conftest import run_ingest
from tests.postgres import Postgres
from tests.two_archives import Clients, archive_of, compare_all, make_texts, serving, stop_clocks


@pytest.fixture(scope="module")
def both(server: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clients]:
    """The program on an archive in files, and on the same one on a server."""
    folder = tmp_path_factory.mktemp("both")
    texts = make_texts(tmp_path_factory.mktemp("texts"))
    settings = [
        Settings(archive=folder / name, database_url=url, search_engine="tantivy")
        for name, url in (("files", ""), ("on-server", server.database()))
    ]
    with pytest.MonkeyPatch.context() as patched:
        stop_clocks(patched)
        for each in settings:
            keep_rows_on(each.archive, each.database_url.get_secret_value())
            run_ingest(each.archive, *texts, engine="tantivy")
    with serving(settings) as both:
        yield both


def test_every_kind_of_page_is_the_same(both: Clients) -> None:
    compare_all(both)


def test_files_in_bulk_are_the_same(both: Clients) -> None:
    made = []
    for client in both:
        archive = archive_of(client)
        release = current_release(archive)
        assert release is not None
        package = make_package(archive, release)
        made.append(
            {
                file.name: gzip.decompress((package.path / file.name).read_bytes())
                for file in package.files()
                if file.name.endswith(".gz")
            }
        )
    assert len(made[0]) > 10
    assert made[0] == made[1]


def test_the_release_is_on_the_server(both: Clients) -> None:
    archive = archive_of(both[1])
    release = current_release(archive)
    assert release is not None
    assert not (release.path / "archive.db").exists()
