"""Resolutions converted to the input of a search index."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.places import part_of
from app.domain.query import cite_key
from app.domain.resolution import Resolution
from app.domain.text import fold, sentence_stops
from app.search.engine import Changes, SearchDocument, SearchUnit


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The documents and units of an index, and the texts of the units as printed."""

    documents: tuple[SearchDocument, ...]
    units: tuple[SearchUnit, ...]
    printed: tuple[str, ...]

    @property
    def added(self) -> Changes:
        """The changes that add everything."""
        return Changes(documents=self.documents, units=self.units)


def taken_in(resolutions: Iterable[Resolution]) -> TakenIn:
    """The documents and units of these resolutions; unit ids count from 1."""
    documents: list[SearchDocument] = []
    units: list[SearchUnit] = []
    printed: list[str] = []
    for text in resolutions:
        head = text.head
        on = str(head.adopted_on or "")
        subjects = ("HUMAN RIGHTS", head.body)
        year = head.adopted_on.year if head.adopted_on else None
        documents.append(SearchDocument(text.id, head.body, head.session, year, head.kind, on, subjects))
        units.append(SearchUnit(len(units) + 1, text.id, "title", fold(head.title or "")))
        printed.append(head.title or "")
        for unit in text.units:
            cites = tuple(cite_key(found.target) for found in unit.citations if found.target)
            verb, annex = getattr(unit, "verb", None), getattr(unit, "annex", None)
            part = part_of(unit.anchor)
            units.append(
                SearchUnit(
                    len(units) + 1,
                    text.id,
                    part,
                    fold(unit.text),
                    verb,
                    annex,
                    cites,
                    sentence_stops(unit.text),
                )
            )
            printed.append(unit.text)
    return TakenIn(tuple(documents), tuple(units), tuple(printed))
