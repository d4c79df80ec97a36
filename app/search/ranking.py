"""Ranks results and groups them by document, the same for every engine."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.domain.query import Sort
from app.search.columns import Columns
from app.search.engine import DocumentHits
from app.search.text_engine import Mask, Numbers, Scores

Weights: TypeAlias = NDArray[np.float64]

_TIER = 1e6
"""The distance between tiers of units, larger than any score."""


@dataclass(frozen=True, slots=True, eq=False)
class DocumentGroups:
    """Matching units, their documents, and the start and end of each document's group among them."""

    units: Numbers
    documents: Numbers
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]

    @classmethod
    def of(cls, columns: Columns, units: Numbers) -> "DocumentGroups":
        """Group units; those of one document must be adjacent, as they are in an index."""
        documents = columns.unit_document[units]
        borders = (documents[1:] != documents[:-1]).nonzero()[0] + 1
        edges = np.concatenate([[0], borders, [len(units)]] if len(units) else [[0], borders])
        starts, ends = edges[:-1], edges[1:]
        return cls(units, documents[starts], starts, ends)

    def in_order(self, order: NDArray[np.intp]) -> Numbers:
        """The units, document by document in this order of their positions."""
        starts = self.starts[order]
        counts = self.ends[order] - starts
        rows = (starts - (counts.cumsum() - counts)).repeat(counts)
        units: Numbers = self.units[rows + np.arange(len(rows))]
        return units


def last_of_series(columns: Columns, grouped: DocumentGroups, series: Mapping[str, tuple[int, int]]) -> Mask:
    """The units of documents that are in no series, or the last of those found in theirs."""
    documents = columns.unit_document[grouped.units[grouped.starts]].tolist()
    places = [series.get(columns.addresses[document]) for document in documents]
    last: dict[int, int] = {}
    for place in places:
        if place:
            last[place[0]] = max(place[1], last.get(place[0], place[1]))
    is_kept = np.array([place is None or last[place[0]] == place[1] for place in places], dtype=bool)
    return np.repeat(is_kept, grouped.ends - grouped.starts)


def in_time(columns: Columns, documents: Numbers, sort: Sort, count: int) -> NDArray[np.intp]:
    """The positions of the first documents, so many of them, the oldest first or else the newest; undated ones last."""
    adopted = columns.adopted[documents]
    ages = np.where(adopted, adopted, np.iinfo(np.int32).max) if sort == "oldest" else -adopted
    return _first((documents, ages), count)


def _first(keys: tuple[NDArray[Any], ...], count: int) -> NDArray[np.intp]:
    """The positions of the so many first by some keys, the last of which counts most: only those that can be among them
    are put in order."""
    most = keys[-1]
    if count >= len(most):
        return np.lexsort(keys)
    can_be = np.flatnonzero(most <= np.partition(most, count)[count])
    return can_be[np.lexsort(tuple(key[can_be] for key in keys))][:count]


def weights(columns: Columns, units: Numbers, scores: Scores, together: Mask) -> Weights:
    """The relevance of units: titles first, then units that hold the phrases in sequence, then by score."""
    weight: Weights = scores.astype(np.float64) + _TIER * (2 * columns.is_title[units] + together)
    return weight


def page_of(
    columns: Columns, grouped: DocumentGroups, weight: Weights | None, sort: Sort, span: slice
) -> tuple[DocumentHits, ...]:
    """One page of documents.

    By relevance, documents rank by their best unit, ties by newest date, and units by weight. By date, undated
    documents come last, and units keep the order of the text.
    """
    if not len(grouped.units):
        return ()
    documents = grouped.documents
    if sort == "relevance" and weight is not None:
        best = np.maximum.reduceat(weight, grouped.starts)
        order = _first((documents, -columns.adopted[documents], -best), span.stop)
    else:
        order = in_time(columns, documents, sort, span.stop)
    shown = order[span]
    spans = zip(
        documents[shown].tolist(), grouped.starts[shown].tolist(), grouped.ends[shown].tolist(), strict=True
    )
    return tuple(
        DocumentHits(columns.addresses[document], _keys(columns, grouped.units, slice(start, end), weight))
        for document, start, end in spans
    )


def _keys(columns: Columns, units: Numbers, inside: slice, weight: Weights | None) -> tuple[int, ...]:
    """The keys of the units of one document."""
    found = units[inside]
    if weight is not None and len(found) > 1:
        found = found[np.argsort(-weight[inside], kind="stable")]
    return tuple(columns.unit_ids[found].tolist())
