"""Questions for passages and units in like words, and their answers; part of the protocol (`search.engine`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple


class FacetCount(NamedTuple):
    """A value of a facet, and the number of matching units that have it, or of documents with such a unit."""

    value: str
    count: int  # type: ignore[assignment]  # a tuple has a method of that name


class UnitPlace(NamedTuple):
    """A unit by its key, and the address of its document."""

    document: str
    unit: int


@dataclass(frozen=True, slots=True)
class WordingQuestion:
    """Which units contain one of these folded passages, in the same or in similar words.

    `chosen` restricts them to units with one of the values of each facet; units of the documents `without` are
    left out. `page` counts from 1; `size` is the number of units, or of wordings, per page.
    """

    passages: tuple[str, ...]
    chosen: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    without: frozenset[str] = frozenset()
    counted: tuple[str, ...] = ()
    page: int = 1
    size: int = 20


@dataclass(frozen=True, slots=True)
class SimilarUnit:
    """A unit, its similarity (0 to 1) to the nearest passage, and the number of that passage, from 0."""

    place: UnitPlace
    ratio: float
    passage: int


@dataclass(frozen=True, slots=True)
class SimilarUnits:
    """One page of units, the most similar first, ties by oldest date, and how many there are."""

    total: int
    units: tuple[SimilarUnit, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """All units with one text: the oldest of them, how many they are, and `ratio` and `passage` as of any."""

    places: tuple[UnitPlace, ...]
    total: int
    ratio: float
    passage: int


@dataclass(frozen=True, slots=True)
class Wordings:
    """One page of wordings, the most similar first, ties by oldest date.

    `total` counts wordings, `total_units` the units that have them, `holding` those that contain the passage
    verbatim, `same` those that are the passage and no more. `ends` are the earliest and the latest dated unit,
    `holding_ends` those of the units that contain it verbatim; none if no such unit is dated.
    """

    total: int
    total_units: int
    holding: int
    same: int
    ends: tuple[UnitPlace, ...]
    holding_ends: tuple[UnitPlace, ...]
    wordings: tuple[Wording, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]


@dataclass(frozen=True, slots=True)
class Places:
    """One page of units with their places, the oldest first, undated ones last, and how many there are."""

    total: int
    places: tuple[UnitPlace, ...]


@dataclass(frozen=True, slots=True)
class EnglishWording:
    """An English text like a passage: the newest unit that it stands beside, how many there are, and the likeness (0 to
    1; 1 for a text that contains the passage verbatim)."""

    place: UnitPlace
    units: int
    ratio: float
