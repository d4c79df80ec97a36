"""The units of the five texts, and the oracle over them."""

import pytest

from app.domain.organs import Names
from app.domain.places import part_of
from app.domain.query import cite_key
from app.domain.resolution import Citation
from app.domain.text import fold
from app.ingest.reading import with_citations
from app.search.engine import Changes, SearchUnit
from app.sources.plain_text import read
from tests.conftest import TEXTS, only
from tests.search.scan import Scan


@pytest.fixture(scope="session")
def five(names: Names) -> tuple[list[SearchUnit], list[str]]:
    """The units of the five texts, and their texts as printed."""
    units: list[SearchUnit] = []
    printed: list[str] = []
    for path in TEXTS:
        resolution = with_citations(only(read(path.read_bytes(), path.stem, names)).resolution, names)
        adopted_on = str(resolution.head.adopted_on or "")
        texts: list[tuple[str, str, tuple[Citation, ...]]] = [("title", resolution.head.title or "", ())]
        texts += [(unit.anchor, unit.text, unit.citations) for unit in resolution.units]
        for anchor, text, found in texts:
            cites = tuple(cite_key(citation.target) for citation in found if citation.target)
            key = len(units) + 1
            unit = SearchUnit(key, resolution.id, part_of(anchor), fold(text), adopted_on, cites)
            units.append(unit)
            printed.append(text)
    return units, printed


@pytest.fixture(scope="session")
def scan(five: tuple[list[SearchUnit], list[str]]) -> Scan:
    scan = Scan()
    scan.update(Changes(added=five[0]))
    return scan
