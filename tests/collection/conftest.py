"""The large collection, where it is at hand: `JUEYI_CORPUS`, else `../shared/corpus` beside the project."""

import os
from pathlib import Path

import pytest

from app.domain.organs import Names
from app.ingest.files import find_sources
from app.ingest.reading import FileRead, read_files
from app.settings import ROOT


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
