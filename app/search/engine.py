"""What a search engine is, and the values of a search.

An engine is asked for texts by their numbers: which hold all of these phrases, and how well they answer
these words. It knows nothing of documents, facets or pages: `app.search.index` does, the same for all
engines. Engines hold no text as printed and write no markup.
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
"""Numbers of texts or units, rising, each once."""
Scores: TypeAlias = NDArray[np.float32]
Mask: TypeAlias = NDArray[np.bool_]
"""One truth value for each unit."""


@dataclass(frozen=True, slots=True)
class SearchUnit:
    """What is indexed of a paragraph, footnote, heading, title or table.

    `id` is its row's key; keys of one document rise in the order of its text. `folded` is its search form;
    `cites` are the keys of what the unit cites.
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
    """What is indexed of a document; `adopted_on` is an ISO date, empty where it is not known."""

    address: str
    body: str = ""
    session: str | None = None
    year: int | None = None
    kind: str = ""
    adopted_on: str = ""
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """Documents whose units leave the index, then documents and units that enter it."""

    removed: tuple[str, ...] = ()
    documents: tuple[SearchDocument, ...] = ()
    units: Iterable[SearchUnit] = ()


@dataclass(frozen=True, slots=True)
class DocumentHits:
    """The units found in one document, all of them, in the order asked for."""

    document: str
    units: tuple[int, ...]


class FacetCount(NamedTuple):
    """A value of a facet, and how many of the units found have it."""

    value: str
    count: int  # type: ignore[assignment]  # a tuple has a method of that name


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Exact counts over everything that was found, and one page of it, grouped by document.

    `facets` count, for each facet, the units that are found without what is chosen of that facet.
    """

    total_units: int
    total_documents: int
    documents: tuple[DocumentHits, ...]
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Entry:
    """A folded text as an engine takes it in: its number, which it is found by, and its words."""

    number: int
    folded: str
    words: list[str]


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Texts that were found, and the score of each (higher is better)."""

    texts: Numbers
    scores: Scores


class Texts(Protocol):
    """The folded texts by their numbers, for engines that verify."""

    def __len__(self) -> int:
        """How many there are."""

    def holding(self, phrase: str, among: Numbers | None = None) -> Numbers:
        """The texts, of these or of all, that hold a phrase."""

    def lengths(self) -> Scores:
        """How long each of them is."""


class SearchEngine(Protocol):
    """An index of texts on disk. Instances may be shared by threads for searching; adding wants to be alone."""

    def add(self, entries: Iterable[Entry]) -> None:
        """Take in texts; after it returns they are on disk."""

    def find(self, phrases: tuple[str, ...], words: tuple[str, ...], texts: Texts) -> Matches:
        """The texts that hold all of these phrases (at least one), scored by the words that they hold."""

    def close(self) -> None:
        """Let go of all files."""


class OpenEngine(Protocol):
    """How an index is opened, or begun, in a folder."""

    def __call__(self, folder: Path, *, create: bool = False) -> SearchEngine:
        """Raises FileNotFoundError where there is no index to open."""
