"""What a search engine is: three calls about values.

Engines find units by their folded text. They hold no text as printed and write no markup: pages fetch the
units that were found and mark the phrases with `app.domain.text.mark`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from app.domain.places import Part
from app.domain.query import SearchQuery


@dataclass(frozen=True, slots=True)
class SearchUnit:
    """What is indexed of a paragraph, footnote, heading, title or table.

    `id` is its row's key; keys of one document rise in the order of its text. `folded` is its search form;
    `adopted_on` an ISO date, empty where it is not known; `cites` the keys of what the unit cites.
    """

    id: int
    document: str
    part: Part
    folded: str
    adopted_on: str = ""
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """Documents whose units leave the index, then units that enter it."""

    removed: tuple[str, ...] = ()
    added: Iterable[SearchUnit] = ()


@dataclass(frozen=True, slots=True)
class DocumentHits:
    """The units found in one document, all of them, in the order asked for."""

    document: str
    units: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Exact counts over everything that was found, and one page of it, grouped by document."""

    total_units: int
    total_documents: int
    documents: tuple[DocumentHits, ...]


class SearchEngine(Protocol):
    """An index on disk. Instances may be shared by threads for searching; updates want to be alone."""

    def update(self, changes: Changes) -> None:
        """Apply changes; after it returns they are on disk."""

    def search(self, query: SearchQuery, *, page: int = 1, size: int = 20) -> ResultPage:
        """Find the units sought; `page` counts from 1, `size` is how many documents a page has."""

    def count(self) -> int:
        """How many units the index holds."""

    def close(self) -> None:
        """Let go of all files."""


def answer(
    engine: SearchEngine, query: SearchQuery, *, page: int = 1, size: int = 20
) -> tuple[SearchQuery, ResultPage]:
    """Search; a single unquoted phrase that stands nowhere is sought by its words, under a notice.

    Returns the query that was answered beside its results.
    """
    results = engine.search(query, page=page, size=size)
    if results.total_units == 0 and (by_words := query.in_words()):
        results = engine.search(by_words, page=page, size=size)
        query = by_words if results.total_units else query
    return query, results
