"""Facet counts: how many matching units, or documents with such units, have each value of a facet."""

from collections.abc import Collection
from dataclasses import dataclass, field

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

_Numbers = NDArray[np.integer]


@dataclass(slots=True)
class FacetCounts:
    """The values of facets among some units, counted in units or documents.

    All facets of documents are counted together, and all of units: what takes time is to call NumPy.
    """

    columns: Columns
    found: DocumentGroups
    counted: Counts = "units"
    _by_kind: dict[str, _Numbers] = field(default_factory=dict)

    def values(
        self, facet: str, most: int | None = None, kept: Collection[str] = ()
    ) -> tuple[tuple[FacetCount, ...], int]:
        """At most so many values of a facet and those of `kept` that occur, highest count first, ties by label; and
        how many values there are in all."""
        facts, found_of = self._counted(facet)
        span = facts.spans[facet]
        counts = found_of[span]
        found = counts.nonzero()[0]
        in_order = found[(-counts[found]).argsort(kind="stable")]
        shown = in_order if most is None else in_order[:most]
        rows = zip((shown + span.start).tolist(), counts[shown].tolist(), strict=True)
        listed = [FacetCount(facts.labels[code], count) for code, count in rows]
        if kept and len(shown) < len(in_order):
            rest = ((facts.labels[span.start + code], counts[code]) for code in in_order[most:].tolist())
            listed += [FacetCount(label, int(count)) for label, count in rest if label in kept]
        return tuple(listed), len(found)

    def _counted(self, facet: str) -> tuple[JoinedFacts, _Numbers]:
        """The facts that a facet is one of, and the counts of their values."""
        if facet in _OF_UNITS:
            kind, facts, count = "units", self.columns.facts_of_units, self._of_units
        elif facet == "voted":
            kind, facts, count = facet, self.columns.votes_of_documents, self._of_documents
        else:
            kind, facts, count = "documents", self.columns.facts_of_documents, self._of_documents
        if kind not in self._by_kind:
            self._by_kind[kind] = count(facts)
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
