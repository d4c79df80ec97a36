"""Facet counts: how many matching units, or documents with such units, have each value of a facet."""

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from app.search.columns import UNIT_FACTS, Codes, Columns
from app.search.engine import Counts, FacetCount
from app.search.ranking import DocumentGroups
from app.search.text_engine import Numbers

_OF_UNITS = (*UNIT_FACTS, "state")
"""Facets whose values belong to units; those of others belong to documents."""

_SPARSE = 100
"""Where so few of all cells are filled, sorting those takes less time than looking through all."""

_Numbers = NDArray[np.integer]


def count_values(
    columns: Columns, facet: str, found: DocumentGroups, counted: Counts = "units"
) -> tuple[FacetCount, ...]:
    """The values of a facet among these units with their counts, highest first, ties by label."""
    return most_frequent(columns, facet, found, counted)[0]


def most_frequent(
    columns: Columns,
    facet: str,
    found: DocumentGroups,
    counted: Counts,
    most: int | None = None,
    kept: Collection[str] = (),
) -> tuple[tuple[FacetCount, ...], int]:
    """At most so many of these values, and those of `kept` that occur; and how many values there are in all."""
    labels = columns.labels[facet]
    count = _of_units if facet in _OF_UNITS else _of_documents
    counts = count(columns, facet, found, counted)
    in_order = columns.codes_by_label[facet]
    in_order = in_order[counts[in_order] > 0]
    in_order = in_order[np.argsort(-counts[in_order], kind="stable")]
    codes = in_order[:most].tolist()
    if kept and len(codes) < len(in_order):
        codes += [code for code in in_order[most:].tolist() if labels[code] in kept]
    return tuple(FacetCount(labels[code], int(counts[code])) for code in codes), len(in_order)


def _of_documents(columns: Columns, facet: str, found: DocumentGroups, counted: Counts) -> _Numbers:
    """Counts of a facet whose values belong to documents."""
    codes, many = _coded(columns, facet, found.documents)
    weights = None if counted == "documents" else found.ends - found.starts
    if weights is not None and many is not None:
        weights = np.repeat(weights, many)
    # No value is -1.
    counts = np.bincount(codes + 1, weights, minlength=len(columns.labels[facet]) + 1)
    return counts[1:].astype(np.int64, copy=False)


def _of_units(columns: Columns, facet: str, found: DocumentGroups, counted: Counts) -> _Numbers:
    """Counts of a facet whose values belong to units."""
    codes, many = _coded(columns, facet, found.units)
    size, width = len(columns.labels[facet]) + 1, len(found.documents)
    if counted == "units":
        return np.bincount(codes + 1, minlength=size)[1:]
    groups = np.repeat(np.arange(width), found.ends - found.starts)
    # One cell for each document with each value: it is set however often the value occurs there.
    filled = (codes + 1) * np.int64(width) + (groups if many is None else np.repeat(groups, many))
    if len(filled) * _SPARSE < size * width:
        return np.bincount(np.unique(filled) // width, minlength=size)[1:]
    cells = np.zeros(size * width, dtype=bool)
    cells[filled] = True
    counts: _Numbers = cells.reshape(size, width).sum(axis=1, dtype=np.int32)
    return counts[1:]


def _coded(columns: Columns, facet: str, owners: Numbers) -> tuple[Codes, Codes | None]:
    """The codes that units or documents have, one owner after another, and how many each has; None if one each."""
    if facet in columns.codes:
        return columns.codes[facet][owners], None
    return columns.codes_of(facet, owners)
