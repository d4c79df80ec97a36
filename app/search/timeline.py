"""Use over time: the number of documents and units that match a query, by year and by organ."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from app.domain.query import SearchQuery
from app.search.columns import Codes, Columns
from app.search.engine import NO_USE, Use, UseIn, Uses
from app.search.index import SearchIndex
from app.search.like_wording import UnitPlace
from app.search.ranking import DocumentGroups, in_time


def uses(index: SearchIndex, query: SearchQuery) -> Uses:
    """Count the matches of a query."""
    found = _found(index, query)
    if found is None:
        return Uses({}, {}, NO_USE, NO_USE)
    columns = index.columns
    by_year = _counted(_years(columns, found), found)
    labels = columns.labels["body"]
    by_body = _counted(columns.codes["body"][found.documents], found)
    return Uses(
        {year: use for year, use in by_year.items() if year >= 0},
        {labels[code]: use for code, use in by_body.items() if code >= 0},
        by_year.get(-1, NO_USE),
        Use(len(found.documents), len(found.units)),
        _ends(columns, found),
    )


def uses_by_year_and_body(index: SearchIndex, query: SearchQuery) -> tuple[UseIn, ...]:
    """Count the matches of a query by year and organ, in that order."""
    found = _found(index, query)
    if found is None:
        return ()
    columns = index.columns
    labels = columns.labels["body"]
    width = len(labels) + 1
    # Unknown years and organs are -1; one more makes each pair a number of its own.
    values = (_years(columns, found) + 1) * width + columns.codes["body"][found.documents] + 1
    return tuple(
        UseIn(
            value // width - 1 if value >= width else None,
            labels[value % width - 1] if value % width else None,
            use,
        )
        for value, use in _counted(values, found).items()
    )


def _found(index: SearchIndex, query: SearchQuery) -> DocumentGroups | None:
    matched = index.find(query)
    return DocumentGroups.of(index.columns, matched.unit_numbers()) if matched else None


def _years(columns: Columns, found: DocumentGroups) -> Codes:
    """The year of each document, -1 if unknown."""
    return columns.years[found.units[found.starts]]


def _counted(values: Codes, found: DocumentGroups) -> dict[int, Use]:
    """Documents and units by the values of documents, in ascending order of values."""
    distinct, of_each, documents = np.unique(values, return_inverse=True, return_counts=True)
    units = np.bincount(of_each, found.ends - found.starts).astype(np.int64)
    rows = zip(distinct.tolist(), documents.tolist(), units.tolist(), strict=True)
    return {value: Use(*counts) for value, *counts in rows}


def _ends(columns: Columns, found: DocumentGroups) -> Mapping[str, tuple[UnitPlace, UnitPlace]]:
    """By organ, the first unit of its first and of its last document."""
    bodies = columns.codes["body"][found.documents]
    firsts = _first_of_each(bodies, in_time(columns, found.documents, "oldest"))
    lasts = _first_of_each(bodies, in_time(columns, found.documents, "newest"))
    labels = columns.labels["body"]
    return {
        labels[body]: (_place(columns, found, firsts[body]), _place(columns, found, lasts[body]))
        for body in firsts
        if body >= 0
    }


def _first_of_each(values: Codes, order: NDArray[np.intp]) -> dict[int, int]:
    """The position that comes first in an order, of those with each value."""
    distinct, firsts = np.unique(values[order], return_index=True)
    return dict(zip(distinct.tolist(), order[firsts].tolist(), strict=True))


def _place(columns: Columns, found: DocumentGroups, position: int) -> UnitPlace:
    unit = int(found.units[found.starts[position]])
    return UnitPlace(columns.addresses[int(found.documents[position])], int(columns.unit_ids[unit]))
