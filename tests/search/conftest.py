"""Fixtures: the units of the five texts, and the oracle over them."""

import pytest

from app.domain.organs import Names
from app.domain.segmentation import Segmenter
from app.ingest.reading import with_citations
from app.settings import shipped_segmenter
from app.sources.plain_text import read
from tests.conftest import TEXTS, only
from tests.search.scan import Scan
from tests.search.taken_in import TakenIn, taken_in


@pytest.fixture(scope="session")
def words() -> Segmenter:
    return shipped_segmenter()


@pytest.fixture(scope="session")
def five(names: Names) -> TakenIn:
    read_in = (
        with_citations(only(read(path.read_bytes(), path.stem, names)).resolution, names) for path in TEXTS
    )
    return taken_in(read_in, names.states)


@pytest.fixture(scope="session")
def scan(five: TakenIn) -> Scan:
    scan = Scan()
    scan.update(five.added)
    return scan
