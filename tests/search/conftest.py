"""The units of the five texts, and the oracle over them."""

from dataclasses import dataclass

import pytest

from app.domain.organs import Names
from app.domain.places import part_of
from app.domain.query import cite_key
from app.domain.text import fold
from app.domain.words import Words
from app.ingest.reading import with_citations
from app.search.engine import Changes, SearchDocument, SearchUnit
from app.settings import shipped_words
from app.sources.plain_text import read
from tests.conftest import TEXTS, only
from tests.search.scan import Scan


@dataclass(frozen=True, slots=True)
class Five:
    """The five texts as an index takes them in, and the texts of their units as printed."""

    documents: tuple[SearchDocument, ...]
    units: tuple[SearchUnit, ...]
    printed: tuple[str, ...]

    @property
    def added(self) -> Changes:
        """All of it as something new."""
        return Changes(documents=self.documents, units=self.units)


@pytest.fixture(scope="session")
def words() -> Words:
    return shipped_words()


@pytest.fixture(scope="session")
def five(names: Names) -> Five:
    documents: list[SearchDocument] = []
    units: list[SearchUnit] = []
    printed: list[str] = []
    for path in TEXTS:
        resolution = with_citations(only(read(path.read_bytes(), path.stem, names)).resolution, names)
        head = resolution.head
        on = str(head.adopted_on or "")
        subjects = ("HUMAN RIGHTS", head.body)
        year = head.adopted_on.year if head.adopted_on else None
        documents.append(
            SearchDocument(resolution.id, head.body, head.session, year, head.kind, on, subjects)
        )
        units.append(SearchUnit(len(units) + 1, resolution.id, "title", fold(head.title or "")))
        printed.append(head.title or "")
        for unit in resolution.units:
            cites = tuple(cite_key(found.target) for found in unit.citations if found.target)
            verb, annex = getattr(unit, "verb", None), getattr(unit, "annex", None)
            part = part_of(unit.anchor)
            units.append(SearchUnit(len(units) + 1, resolution.id, part, fold(unit.text), verb, annex, cites))
            printed.append(unit.text)
    return Five(tuple(documents), tuple(units), tuple(printed))


@pytest.fixture(scope="session")
def scan(five: Five) -> Scan:
    scan = Scan()
    scan.update(five.added)
    return scan
