"""Every kind of page, file and JSON is the same from PostgreSQL and OpenSearch as from SQLite and Tantivy, byte for byte.

No answer tells a score; that both engines weigh alike, `tests/collection/test_opensearch.py` shows.
"""

from collections.abc import Iterator

import pytest

from app.db.release import current_release
from app.db.server import keep_rows_on
from app.settings import Settings
from tests.conftest import run_ingest
from tests.opensearch.archives import settings_of, taken_in
from tests.opensearch.servers import Servers
from tests.postgres import Postgres, running
from tests.two_archives import Clients, archive_of, compare_all, make_texts, serving, stop_clocks


@pytest.fixture(scope="module")
def rows() -> Iterator[Postgres]:
    with running() as server:
        yield server


@pytest.fixture(scope="module")
def both(rows: Postgres, cluster: Servers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clients]:
    """The program on an archive in files, and on one whose folder only says where rows and index are."""
    folder = tmp_path_factory.mktemp("both")
    texts = make_texts(tmp_path_factory.mktemp("texts"))
    files = Settings(archive=folder / "files", search_engine="tantivy")
    shared = Settings(
        archive=folder / "shared",
        database_url=rows.database(),
        search_engine="opensearch",
        opensearch_url=",".join(cluster.urls),
        opensearch_prefix="pages",
        opensearch_replicas=0,
    )
    keep_rows_on(shared.archive, shared.database_url.get_secret_value())
    with pytest.MonkeyPatch.context() as patched:
        stop_clocks(patched)
        run_ingest(files.archive, *texts, engine="tantivy")
        taken_in(shared.archive, settings_of(cluster, "pages"), *texts)
    # Another machine, which has taken in nothing.
    elsewhere = shared.model_copy(update={"archive": folder / "elsewhere"})
    with serving([files, elsewhere]) as both:
        yield both


def test_every_kind_of_page_is_the_same(both: Clients) -> None:
    compare_all(both)


def test_nothing_but_names_is_in_the_folder(both: Clients) -> None:
    release = current_release(archive_of(both[1]))
    assert release is not None
    found = {path.relative_to(release.path).as_posix() for path in release.path.rglob("*") if path.is_file()}
    assert found == {"release.json", "schema.json", "index/opensearch.json"}
