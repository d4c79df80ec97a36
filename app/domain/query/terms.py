"""A query as values: what a reader sought, without any engine's syntax."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal, TypeAlias

from app.domain.text import fold

Sort = Literal["relevance", "newest", "oldest"]
FieldName = Literal["body", "year", "session", "part", "verb", "cites", "title", "subject"]
FACETS = ("body", "year", "session", "kind", "part", "verb", "subject", "annex")
"""What units can be counted and chosen by."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in folded form, and as the reader typed it with its quotation marks, which is no part of what
    it means."""

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
    """Units that have one of these values of a facet."""

    facet: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Years:
    """Units of documents of these years, both included; None is open."""

    first: int | None = None
    last: int | None = None


ALL_YEARS = Years()


@dataclass(frozen=True, slots=True)
class Cites:
    """Units that cite what one of these keys stands for (`cite_key`)."""

    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Titled:
    """Units of documents whose title holds a phrase."""

    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Not:
    """All units but those of a node."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class All:
    """Units of each of several nodes."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Units of any of several nodes."""

    nodes: tuple["Node", ...]


Leaf: TypeAlias = Phrase | Field | Having | Years | Cites | Titled
Node: TypeAlias = Leaf | Not | All | Either


def phrases_of(node: Node | None) -> Iterator[Phrase]:
    """The phrases that a unit may be found for, from left to right: none that is left out."""
    if isinstance(node, Phrase):
        yield node
    elif isinstance(node, All | Either):
        for child in node.nodes:
            yield from phrases_of(child)


def is_positive(node: Node) -> bool:
    """Whether a node says what is sought, not only what is left out."""
    if isinstance(node, All):
        return any(map(is_positive, node.nodes))
    if isinstance(node, Either):
        return all(map(is_positive, node.nodes))
    return not isinstance(node, Not)


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """The units sought: those of `root`, None where nothing is.

    `chosen` keeps the search to units with one of the values of each of these facets; they come from the
    address, beside the query, and so do `years`. `notices` are for the reader.
    """

    typed: str
    root: Node | None = None
    notices: tuple[str, ...] = ()
    sort: Sort = "relevance"
    chosen: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    years: Years = ALL_YEARS

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The phrases that units are found for."""
        return tuple(phrases_of(self.root))

    @property
    def together(self) -> str:
        """The phrases in a row, folded: units that hold them so come first. Empty where there is one alone."""
        nodes = self.root.nodes if isinstance(self.root, All) else ()
        in_a_row = [node for node in nodes if isinstance(node, Phrase)]
        return fold("".join(phrase.typed for phrase in in_a_row)) if len(in_a_row) > 1 else ""

    def with_notice(self, *notices: str) -> "SearchQuery":
        """The same query with more to tell the reader."""
        return replace(self, notices=(*self.notices, *notices))
