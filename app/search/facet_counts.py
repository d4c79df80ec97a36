"""Facet counts: how many matching units, or documents with such units, have each value of a facet."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.search.columns import UNIT_FACTS, Columns, JoinedFacts
from app.search.engine import Counts
from app.search.like_wording import FacetCount
from app.search.ranking import DocumentGroups

_OF_UNITS = (*UNIT_FACTS, "state")
"""Facets whose values belong to units; those of others belong to documents."""

_SPARSE = 100
"""Where so few of all cells are filled, sorting those takes less time than looking through all."""

_COUNT_BITS = 40
"""No count of units takes as many."""

_Numbers = NDArray[np.integer]


class _Ranked(NamedTuple):
    """The values of joined facts that occur, with their counts: fact by fact, the highest count first, ties by label.
    Those of a fact begin at its border, and end at the next one."""

    codes: _Numbers
    counts: _Numbers
    borders: list[int]

    @classmethod
    def of(cls, facts: JoinedFacts, counts: _Numbers) -> "_Ranked":
        """All values at once: to sort those of each fact would take as many calls as there are facts."""
        codes = counts.nonzero()[0]
        found = counts[codes]
        borders = codes.searchsorted(facts.borders)
        order = ((facts.fact_of[codes] << _COUNT_BITS) - found).argsort(kind="stable")
        return cls(codes[order], found[order], borders.tolist())


def _labelled(facts: JoinedFacts, ranked: _Ranked, start: int, end: int) -> Iterator[FacetCount]:
    """Some values that occur, in their order."""
    rows = zip(ranked.codes[start:end].tolist(), ranked.counts[start:end].tolist(), strict=True)
    return (FacetCount(facts.labels[code], count) for code, count in rows)


@dataclass(slots=True)
class FacetCounts:
    """The values of facets among some units, counted in units or documents.

    All facets of documents are counted together, and all of units: what takes time is to call NumPy.
    """

    columns: Columns
    found: DocumentGroups
    counted: Counts = "units"
    _by_kind: dict[str, "_Ranked"] = field(default_factory=dict)

    def values(
        self, facet: str, most: int | None = None, kept: Collection[str] = ()
    ) -> tuple[tuple[FacetCount, ...], int]:
        """At most so many values of a facet and those of `kept` that occur, highest count first, ties by label; and
        how many values there are in all."""
        facts, ranked = self._ranked(facet)
        place = facts.facts[facet]
        start, end = ranked.borders[place], ranked.borders[place + 1]
        stop = end if most is None else min(end, start + most)
        listed = [*_labelled(facts, ranked, start, stop)]
        if kept:
            listed += [one for one in _labelled(facts, ranked, stop, end) if one.value in kept]
        return tuple(listed), end - start

    def _ranked(self, facet: str) -> tuple[JoinedFacts, "_Ranked"]:
        """The facts that a facet is one of, and their values that occur."""
        if facet in _OF_UNITS:
            kind, facts, count = "units", self.columns.facts_of_units, self._of_units
        elif facet == "voted":
            kind, facts, count = facet, self.columns.votes_of_documents, self._of_documents
        else:
            kind, facts, count = "documents", self.columns.facts_of_documents, self._of_documents
        if kind not in self._by_kind:
            self._by_kind[kind] = _Ranked.of(facts, count(facts))
        return facts, self._by_kind[kind]

    def _of_documents(self, facts: JoinedFacts) -> _Numbers:
        codes, many = facts.codes_of(self.found.documents)
        if self.counted == "documents":
            return np.bincount(codes, minlength=len(facts.labels))
        sizes = np.repeat(self.found.ends - self.found.starts, many)
        return np.bincount(codes, sizes, minlength=len(facts.labels)).astype(np.int64)

    def _of_units(self, facts: JoinedFacts) -> _Numbers:
        codes, many = facts.codes_of(self.found.units)
        size, width = len(facts.labels), len(self.found.documents)
        if self.counted == "units":
            return np.bincount(codes, minlength=size)
        groups = np.repeat(np.repeat(np.arange(width), self.found.ends - self.found.starts), many)
        # One cell for each document with each value: it is set however often the value occurs there.
        filled = codes * np.int64(width) + groups
        if len(filled) * _SPARSE < size * width:
            filled.sort()
            is_first = np.ones(len(filled), dtype=bool)
            np.not_equal(filled[1:], filled[:-1], out=is_first[1:])
            return np.bincount(filled[is_first] // width, minlength=size)
        cells = np.zeros(size * width, dtype=bool)
        cells[filled] = True
        counts: _Numbers = cells.reshape(size, width).sum(axis=1, dtype=np.int32)
        return counts
