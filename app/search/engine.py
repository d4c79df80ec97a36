"""The protocol of a search: whole questions and their answers, as frozen values.

Whatever keeps the index answers these questions: the embedded index (`app.search.embedded`), or one that runs
elsewhere. Questions and answers name documents by address and units by the keys of their rows; their texts are
folded (`app.domain.text.fold`), never as printed, and no answer holds markup.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, NamedTuple, Protocol, TypeAlias

from app.domain.query.terms import FACETS, SearchQuery
from app.search.changes import Changes
from app.search.like_wording import (
    EnglishWording,
    FacetCount,
    Places,
    SimilarUnits,
    UnitPlace,
    WordingQuestion,
    Wordings,
)

CutAll: TypeAlias = Callable[[Sequence[str]], Iterable[list[str]]]
"""Cuts folded texts into words, one list per text."""
LineOrder = Literal["right", "left", "newest", "oldest"]

MIN_SIMILARITY = 0.6
"""The least similarity (0 to 1) of a unit to a passage, unless it contains the passage."""


Unavailable: TypeAlias = Literal[
    "unreachable", "timeout", "partial", "missing", "refused", "untrusted", "busy", "failed", "full"
]
"""Why an index that lies elsewhere cannot answer: nobody answers, or not in time, or not all of its parts do; it is
not there; it does not let us in, or is not who it should be; it has too much to do; it could not do what was asked, or
its disks are full."""


class SearchUnavailableError(Exception):
    """The index cannot answer now, or not wholly, and may later. `detail` is for the log."""

    def __init__(self, reason: Unavailable, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail

    @property
    def told(self) -> str:
        """What a reader is told, in Chinese, without an end."""
        return _TOLD[self.reason]


_TOLD: dict[Unavailable, str] = {
    "unreachable": "检索服务连不上",
    "timeout": "检索服务没有按时回答",
    "partial": "检索服务只有一部分能回答",
    "missing": "检索服务里没有这份归档的索引",
    "refused": "检索服务不接受所设的用户名和密码",
    "untrusted": "检索服务的证书不可信",
    "busy": "检索服务太忙",
    "failed": "检索服务没有做完要它做的事",
    "full": "检索服务的磁盘已满",
}


class DocumentHits(NamedTuple):
    """All units found in one document, by key, in the requested order."""

    document: str
    units: tuple[int, ...]


Counts = Literal["units", "documents"]
"""What a facet counts: matching units, or documents with at least one of them."""


@dataclass(frozen=True, slots=True)
class Question:
    """A search, and what is wanted of it: a page of documents, and the counts of some facets.

    `page` counts from 1, `size` is the number of documents per page. With `or_words`, a phrase that
    occurs nowhere is read without what may be marks of footnotes in it, and a single unquoted phrase
    that occurs nowhere is answered by its words. `counts` is what facets count, `most` how many values of each,
    the most frequent ones, are wanted, `kept` those that are wanted besides where they occur. `series` has documents by address, each with its series and its place in it:
    of those found of a series only the last is listed.
    """

    query: SearchQuery
    page: int = 1
    size: int = 20
    counted: tuple[str, ...] = FACETS
    or_words: bool = False
    counts: Counts = "units"
    most: int | None = None
    kept: Mapping[str, Collection[str]] = field(default_factory=lambda: MappingProxyType({}))
    series: Mapping[str, tuple[int, int]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Answer:
    """Exact totals, and one page of the results, grouped by document.

    `query` is what was answered: the query of the question, or the one for its words, with a notice. The counts
    of a facet ignore the values selected in that facet, so that alternatives keep their counts. `values` is the
    number of values of each facet.
    """

    query: SearchQuery
    total_units: int
    total_documents: int
    documents: tuple[DocumentHits, ...]
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=lambda: MappingProxyType({}))
    values: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    left_out: int = 0
    """Documents that were found and are not listed, since a later one of their series is."""


@dataclass(frozen=True, slots=True)
class Line:
    """An occurrence of a phrase, or of several together: address of the document, key of the unit, and offsets in the
    folded text."""

    document: str
    unit: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Concordance:
    """One page of lines, and the total number of lines; `is_cut` if older occurrences were left out."""

    total: int
    lines: tuple[Line, ...]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """Numbers of matching documents and units."""

    documents: int
    units: int


NO_USE = Use(0, 0)


@dataclass(frozen=True, slots=True)
class Uses:
    """Use by year, by organ, in undated documents, and in total (`whole`).

    `ends` are, by organ, the first unit that matches of its first and of its last document, undated ones coming last.
    """

    by_year: Mapping[int, Use]
    by_body: Mapping[str, Use]
    undated: Use
    whole: Use
    ends: Mapping[str, tuple["UnitPlace", "UnitPlace"]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class UseIn:
    """Use in a year by an organ, None if unknown."""

    year: int | None
    body: str | None
    use: Use


@dataclass(frozen=True, slots=True)
class NamedStates:
    """Numbers of matching units: by state that they name, at least one each, and of those that name none."""

    by_state: Mapping[str, int]
    others: int


def no_pause() -> None:
    """Go on at once."""


@dataclass(frozen=True, slots=True)
class IndexFault:
    """What is wrong with a unit: its folded text differs, or the index does not find it by its text.

    `error` is what a damaged file made a library raise, None if the index answered, though wrongly.
    """

    part: Literal["text", "index"]
    error: Exception | None = None


class SearchEngine(Protocol):
    """The index of an archive. Threads may share it for questions; `update` needs exclusive use."""

    def answer(self, question: Question) -> Answer:
        """The units that match a query, grouped by document, with totals and facets."""

    def concordance(self, query: SearchQuery, by: LineOrder, *, page: int = 1, size: int = 50) -> Concordance:
        """The occurrences of a query's phrases, by what stands on the right or on the left, or by date.

        Of a phrase that is too frequent to be sorted the newest occurrences; `is_cut` tells it.
        """

    def lines(self, query: SearchQuery, *, is_oldest_first: bool = False) -> Iterator[Line]:
        """Every occurrence of a query's phrases, one after another, by date."""

    def uses(self, query: SearchQuery) -> Uses:
        """The numbers of documents and units that match a query, by year and by organ."""

    def uses_by_year_and_body(self, query: SearchQuery) -> tuple[UseIn, ...]:
        """The same for each organ in each year, unknown ones first, in that order."""

    def named_states(self, query: SearchQuery, states: Sequence[str]) -> NamedStates:
        """Which of these states the units that match a query name, whatever states are chosen."""

    def similar_units(self, question: WordingQuestion, pause: Callable[[], None] = no_pause) -> SimilarUnits:
        """The units with a wording, one by one. `pause` is called between the passages, where it is this process
        that compares them."""

    def wordings(
        self, question: WordingQuestion, *, places: int, pause: Callable[[], None] = no_pause
    ) -> Wordings:
        """The units with a wording, by their text; at most so many places of each. `pause` as above."""

    def wordings_of_each(
        self, question: WordingQuestion, *, places: int, pause: Callable[[], None] = no_pause
    ) -> Iterator[Wordings]:
        """The same for each passage by itself, in their order. A passage is looked for when its turn has come, so
        whoever asks may stop."""

    def same_units(self, question: WordingQuestion) -> Places:
        """The units whose text is one of the passages and no more."""

    def like_english(self, passage: str, most: int) -> tuple[EnglishWording, ...]:
        """The English texts beside units that are like a folded passage (`domain.english_text`), at most so many, the
        likest first, ties by newest date; of like ones that share too few of its words some may be missing."""

    def values(self, facet: str) -> tuple[str, ...]:
        """All values of a facet that units have, the most frequent first."""

    def sample(self) -> tuple[int, ...]:
        """The keys of some units, spread over the whole index; none of an empty one."""

    def fault(self, unit: int, folded: str) -> IndexFault | None:
        """What is wrong with a unit whose folded text should be this; None if the index has and finds it."""

    def count(self) -> int:
        """Number of units in the index."""

    def update(self, changes: Changes, cut: CutAll | None = None) -> None:
        """Apply changes. They are kept when this returns. `cut` replaces the index's own word segmentation."""

    def close(self) -> None:
        """Close the index; running questions are answered."""
