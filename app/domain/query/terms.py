"""The values that make up a query, independent of any search engine's syntax."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal, TypeAlias

from app.domain.adoption import Choice
from app.domain.proximity import InOrder, Near
from app.domain.text import Sought, fold, unfolded

Sort = Literal["relevance", "newest", "oldest"]
FieldName = Literal[
    "body",
    "year",
    "session",
    "part",
    "verb",
    "cites",
    "title",
    "subject",
    "state",
    "committee",
    "english",
    "in_favour",
    "against",
    "abstaining",
    "not_voting",
    "in_favour_count",
    "against_count",
    "abstaining_count",
]
FACETS = (
    "body",
    "year",
    "session",
    "organ_session",
    "kind",
    "part",
    "verb",
    "state",
    "committee",
    "subject",
    "annex",
    "voted",
)
"""The properties by which units are counted and filtered."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in folded form; `typed` is its original spelling with quotation marks, ignored in
    comparisons."""

    text: str
    typed: str = field(compare=False)
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field and its value, as typed."""

    name: FieldName
    value: str


@dataclass(frozen=True, slots=True)
class Having:
    """Units with one of these values of a facet."""

    facet: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Years:
    """Units of documents from `first` to `last`, inclusive; None means unbounded."""

    first: int | None = None
    last: int | None = None


ALL_YEARS = Years()


@dataclass(frozen=True, slots=True)
class Tally:
    """Units of documents with so many votes of a kind, from `first` to `last`, inclusive; None means unbounded. Documents
    without a tally match none."""

    choice: Choice
    first: int | None = None
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Cites:
    """Units that cite a document with one of these keys (`cite_key`)."""

    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Titled:
    """Units of documents whose title contains a phrase, or several together."""

    phrase: "Phrase | Near | InOrder"


@dataclass(frozen=True, slots=True)
class English:
    """Units whose English counterpart holds a phrase, folded (`domain.english_text`); `in_any_form`: all of its words,
    in any form and order."""

    phrase: str
    in_any_form: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """All units except those of a node."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class All:
    """Units that match all of several nodes."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Units that match any of several nodes."""

    nodes: tuple["Node", ...]


Leaf: TypeAlias = Phrase | Near | InOrder | Field | Having | Years | Tally | Cites | Titled | English
Node: TypeAlias = Leaf | Not | All | Either


def phrases_of(node: Node | None) -> Iterator[Phrase]:
    """The phrases of a node from left to right, without excluded ones."""
    if isinstance(node, Phrase):
        yield node
    elif isinstance(node, Near | InOrder):
        yield from (Phrase(part, unfolded(part), quoted=True) for part in node.parts)
    elif isinstance(node, All | Either):
        for child in node.nodes:
            yield from phrases_of(child)


def sought_in(node: Node | None) -> Iterator[Sought]:
    """What a node seeks in texts, from left to right, without what is excluded."""
    if isinstance(node, Phrase):
        yield node.text
    elif isinstance(node, Near | InOrder):
        yield node
    elif isinstance(node, All | Either):
        for child in node.nodes:
            yield from sought_in(child)


def sought_in_titles(node: Node | None) -> Iterator[Sought]:
    """What a node seeks in titles, from left to right, without what is excluded."""
    if isinstance(node, Titled):
        yield from sought_in(node.phrase)
    elif isinstance(node, All | Either):
        for child in node.nodes:
            yield from sought_in_titles(child)


def english_in(node: Node | None) -> Iterator[English]:
    """What a node seeks in English texts, from left to right, without what is excluded."""
    if isinstance(node, English):
        yield node
    elif isinstance(node, All | Either):
        for child in node.nodes:
            yield from english_in(child)


def is_positive(node: Node) -> bool:
    """Whether a node selects units rather than only excluding them."""
    if isinstance(node, All):
        return any(map(is_positive, node.nodes))
    if isinstance(node, Either):
        return all(map(is_positive, node.nodes))
    return not isinstance(node, Not)


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search: the units of `root`, or none if it is None.

    `chosen` restricts the search to units with one of the values of each facet; like `years`, it comes from
    the URL parameters beside the query. `notices` are shown to the reader.
    """

    typed: str
    root: Node | None = None
    notices: tuple[str, ...] = ()
    sort: Sort = "relevance"
    chosen: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    years: Years = ALL_YEARS

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The phrases to search for."""
        return tuple(phrases_of(self.root))

    @property
    def sought(self) -> tuple[Sought, ...]:
        """What to mark in a text that was found."""
        return tuple(sought_in(self.root))

    @property
    def sought_in_titles(self) -> tuple[Sought, ...]:
        """What to mark in the title of a document that was found."""
        return tuple(sought_in_titles(self.root))

    @property
    def english(self) -> tuple[English, ...]:
        """What to mark in the English counterpart of a text that was found."""
        return tuple(english_in(self.root))

    @property
    def together(self) -> str:
        """The query's phrases joined and folded: units that contain them in a row rank first. Empty for a
        single phrase."""
        nodes = self.root.nodes if isinstance(self.root, All) else ()
        in_a_row = [node for node in nodes if isinstance(node, Phrase)]
        return fold(" ".join(phrase.typed for phrase in in_a_row)) if len(in_a_row) > 1 else ""

    def with_notice(self, *notices: str) -> "SearchQuery":
        """The same query with further notices."""
        return replace(self, notices=(*self.notices, *notices))
