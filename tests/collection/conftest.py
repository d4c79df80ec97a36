"""The large collection, where it is at hand: `JUEYI_CORPUS`, else `../shared/corpus` beside the project."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from app.db.release import current_release
from app.db.session import read_session
from app.domain.organs import Names
from app.ingest.files import find_sources
from app.ingest.reading import FileRead, read_files
from app.settings import ROOT, shipped_series
from tests.conftest import built_once, run_ingest


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the collection."""
    folder = Path(os.environ.get("JUEYI_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not folder.is_dir():
        pytest.skip(f"the large collection is not at {folder}; JUEYI_CORPUS may say where it is")
    return folder


@pytest.fixture(scope="session")
def reads(corpus: Path, names: Names) -> list[FileRead]:
    """Every XML file of the collection as it is read."""
    sources = [source for source in find_sources([corpus]) if source.path.suffix == ".xml"]
    return list(read_files(sources, names))


@pytest.fixture(scope="session")
def whole(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the collection: the one that `JUEYI_COLLECTION_ARCHIVE` names, else one made in minutes."""
    if built := os.environ.get("JUEYI_COLLECTION_ARCHIVE"):
        return Path(built)
    return built_once(
        tmp_path_factory, "collection", lambda folder: run_ingest(folder, corpus, by_hand=shipped_series())
    )


@pytest.fixture(scope="session")
def session(whole: Path) -> Iterator[Session]:
    """The rows of that archive."""
    release = current_release(whole)
    assert release
    with read_session(release.database) as session:
        yield session
