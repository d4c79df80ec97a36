"""Facet counts: how many matching units, or documents with such units, have each value of a facet."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from app.search.columns import UNIT_FACTS, Codes, Columns
from app.search.engine import Counts, FacetCount
from app.search.text_engine import Numbers

_OF_UNITS = (*UNIT_FACTS, "state")
"""Facets whose values belong to units; those of others belong to documents."""
_FEW = 200
"""Up to so many units are counted one by one, which takes less time than arrays of all values."""

_Numbers = NDArray[np.integer]


def count_values(
    columns: Columns, facet: str, units: Numbers, counted: Counts = "units"
) -> tuple[FacetCount, ...]:
    """The values of a facet among these units with their counts, highest first, ties by label."""
    labels = columns.labels[facet]
    if len(units) <= _FEW:
        return _counted(labels, _codes(columns, facet, units, counted))
    if facet in _OF_UNITS:
        counts = _of_units(columns, facet, units, len(labels), counted)
    else:
        counts = _of_documents(columns, facet, units, len(labels), counted)
    found = columns.codes_by_label[facet]
    found = found[counts[found] > 0]
    found = found[np.argsort(-counts[found], kind="stable")]
    return tuple(map(FacetCount, [labels[code] for code in found.tolist()], counts[found].tolist()))


def _counted(labels: Sequence[str], codes: Iterable[int]) -> tuple[FacetCount, ...]:
    counted = [FacetCount(labels[code], count) for code, count in Counter(codes).items()]
    return tuple(sorted(counted, key=lambda one: (-one[1], one[0])))


def _coded(columns: Columns, facet: str, owners: Numbers, beside: _Numbers) -> tuple[Codes, _Numbers]:
    """The codes that units or documents have, and for each of them what stands beside its owner."""
    if facet not in columns.codes:
        codes, many = columns.codes_of(facet, owners)
        return codes, np.repeat(beside, many)
    codes = columns.codes[facet][owners]
    return codes[codes >= 0], beside[codes >= 0]


def _codes(columns: Columns, facet: str, units: Numbers, counted: Counts) -> Iterable[int]:
    """The codes that units, or their documents, have, each as often as it counts."""
    documents = columns.unit_document[units]
    owners = units if facet in _OF_UNITS else documents
    codes, of_documents = _coded(columns, facet, owners, documents)
    if counted == "units":
        return map(int, codes)
    return (code for code, _ in set(zip(codes.tolist(), of_documents.tolist(), strict=True)))


def _of_documents(columns: Columns, facet: str, units: Numbers, size: int, counted: Counts) -> _Numbers:
    """Counts of a facet whose values belong to documents."""
    of_documents = np.bincount(columns.unit_document[units], minlength=len(columns.addresses))
    if counted == "documents":
        of_documents = np.minimum(of_documents, 1)
    owners = np.flatnonzero(of_documents).astype(np.int32)
    codes, weights = _coded(columns, facet, owners, of_documents[owners])
    return np.bincount(codes, weights=weights, minlength=size).astype(np.int64)


def _of_units(columns: Columns, facet: str, units: Numbers, size: int, counted: Counts) -> _Numbers:
    """Counts of a facet whose values belong to units."""
    codes, documents = _coded(columns, facet, units, columns.unit_document[units])
    if counted == "units":
        return np.bincount(codes, minlength=size)
    # One cell for each document with each value: it is set however often the value occurs there.
    width = len(columns.addresses)
    cells = np.zeros(size * width, dtype=bool)
    cells[codes.astype(np.int64) * width + documents] = True
    counts: _Numbers = np.count_nonzero(cells.reshape(size, width), axis=1)
    return counts
