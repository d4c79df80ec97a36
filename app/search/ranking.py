"""Ranks results and groups them by document, the same for every engine."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.domain.query import Sort
from app.search.columns import Codes, Columns
from app.search.engine import DocumentHits
from app.search.text_engine import Mask, Numbers, Scores

Weights: TypeAlias = NDArray[np.float64]

_TIER = 1e6
"""The distance between tiers of units, larger than any score."""


@dataclass(frozen=True, slots=True, eq=False)
class DocumentGroups:
    """Matching units, and the start and end of each document's group among them."""

    units: Numbers
    starts: NDArray[np.intp]
    ends: NDArray[np.intp]

    @classmethod
    def of(cls, columns: Columns, units: Numbers) -> "DocumentGroups":
        """Group units; those of one document must be adjacent, as they are in an index."""
        documents = columns.unit_document[units]
        borders = np.flatnonzero(np.diff(documents)) + 1
        starts = np.concatenate([np.zeros(min(1, len(units)), dtype=np.intp), borders])
        return cls(units, starts, np.append(starts[1:], len(units)))


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
    documents = columns.unit_document[grouped.units[grouped.starts]]
    adopted = columns.adopted[documents]
    if sort == "relevance" and weight is not None:
        best = np.maximum.reduceat(weight, grouped.starts)
        order = np.lexsort((documents, -adopted, -best))
    elif sort == "oldest":
        order = np.lexsort((documents, np.where(adopted, adopted, np.iinfo(np.int32).max)))
    else:
        order = np.lexsort((documents, -adopted))
    return tuple(_hits(columns, grouped, int(group), weight) for group in order[span])


def _hits(columns: Columns, grouped: DocumentGroups, group: int, weight: Weights | None) -> DocumentHits:
    inside = slice(grouped.starts[group], grouped.ends[group])
    units = grouped.units[inside]
    if weight is not None:
        units = units[np.argsort(-weight[inside], kind="stable")]
    document: Codes = columns.unit_document[units[0]]
    return DocumentHits(columns.addresses[int(document)], tuple(columns.unit_ids[units].tolist()))
