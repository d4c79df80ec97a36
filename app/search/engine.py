"""The protocol that search engines implement, and the types that a search takes and returns.

An engine finds texts, by number: those that hold all of some phrases, scored for some words. Documents, facets
and pages are the business of `app.search.index`, which is the same for all engines. Engines see folded text
only, never text as printed, and produce no markup.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.domain.places import DocumentPart

Numbers: TypeAlias = NDArray[np.int32]
"""Numbers of texts or units, ascending, without duplicates."""
Scores: TypeAlias = NDArray[np.float32]
Mask: TypeAlias = NDArray[np.bool_]
"""One boolean per unit."""


@dataclass(frozen=True, slots=True)
class SearchUnit:
    """A paragraph, footnote, heading, title or table to be indexed.

    `id` is the key of its row; within a document keys ascend in the order of the text. `folded` is the folded
    text; `cites` are the keys of the documents that the unit cites.
    """

    id: int
    document: str
    part: DocumentPart
    folded: str
    verb: str | None = None
    annex: str | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """The metadata of a document to be indexed; `adopted_on` is an ISO date, empty if unknown."""

    address: str
    body: str = ""
    session: str | None = None
    year: int | None = None
    kind: str = ""
    adopted_on: str = ""
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """An update of the index: addresses of documents to remove, then documents and units to add."""

    removed: tuple[str, ...] = ()
    documents: tuple[SearchDocument, ...] = ()
    units: Iterable[SearchUnit] = ()


@dataclass(frozen=True, slots=True)
class DocumentHits:
    """All units found in one document, by key, in the requested order."""

    document: str
    units: tuple[int, ...]


class FacetCount(NamedTuple):
    """A value of a facet, and the number of matching units that have it."""

    value: str
    count: int  # type: ignore[assignment]  # a tuple has a method of that name


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Exact totals, and one page of the results, grouped by document.

    The counts of a facet ignore the values selected in that facet, so that alternatives keep their counts.
    """

    total_units: int
    total_documents: int
    documents: tuple[DocumentHits, ...]
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Entry:
    """A folded text to be indexed by an engine, with the number that identifies it and its words."""

    number: int
    folded: str
    words: list[str]


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Numbers of the matching texts, and their scores (higher is better)."""

    texts: Numbers
    scores: Scores


class Texts(Protocol):
    """The folded texts by number, for engines that verify candidates."""

    def __len__(self) -> int:
        """Number of texts."""

    def holding(self, phrase: str, among: Numbers | None = None) -> Numbers:
        """The texts that hold a phrase, among these or among all."""

    def lengths(self) -> Scores:
        """The length of each text."""


class SearchEngine(Protocol):
    """An index of texts on disk. Threads may share an instance for searching; `add` needs exclusive use."""

    def add(self, entries: Iterable[Entry]) -> None:
        """Add texts. They are on disk when this returns."""

    def find(self, phrases: tuple[str, ...], words: tuple[str, ...], texts: Texts) -> Matches:
        """The texts that hold all of these phrases (at least one), scored by the words among `words` that they hold."""

    def close(self) -> None:
        """Close all files."""


class OpenEngine(Protocol):
    """Opens the index in a folder, or creates one."""

    def __call__(self, folder: Path, *, create: bool = False) -> SearchEngine:
        """Raises FileNotFoundError if there is no index to open."""
