"""Use over time: the number of documents and units that match a query, by year and by organ."""

import numpy as np

from app.domain.query import SearchQuery
from app.search.columns import Codes
from app.search.engine import NO_USE, Use, UseIn, Uses
from app.search.index import SearchIndex

_SHIFT = 32
"""Packs a value (upper 32 bits) and a document number (lower 32 bits) into one integer."""


def uses(index: SearchIndex, query: SearchQuery) -> Uses:
    """Count the matches of a query."""
    matched = index.find(query)
    if matched is None:
        return Uses({}, {}, NO_USE, NO_USE)
    columns = index.columns
    units = matched.unit_numbers()
    documents = columns.unit_document[units]
    by_year = _counted(columns.years[units], documents)
    labels = columns.labels["body"]
    by_body = _counted(columns.unit_codes["body"][units], documents)
    return Uses(
        {year: use for year, use in by_year.items() if year >= 0},
        {labels[code]: use for code, use in by_body.items() if code >= 0},
        by_year.get(-1, NO_USE),
        Use(len(np.unique(documents)), len(units)),
    )


def uses_by_year_and_body(index: SearchIndex, query: SearchQuery) -> tuple[UseIn, ...]:
    """Count the matches of a query by year and organ, in that order."""
    matched = index.find(query)
    if matched is None:
        return ()
    columns = index.columns
    units = matched.unit_numbers()
    labels = columns.labels["body"]
    width = len(labels) + 1
    # Unknown years and organs are -1; one more makes each pair a number of its own.
    values = (columns.years[units] + 1) * width + columns.unit_codes["body"][units] + 1
    found = _counted(values, columns.unit_document[units])
    return tuple(
        UseIn(
            value // width - 1 if value >= width else None,
            labels[value % width - 1] if value % width else None,
            use,
        )
        for value, use in found.items()
    )


def _counted(values: Codes, documents: Codes) -> dict[int, Use]:
    """Documents and units with each value, in ascending order of values."""
    found, units = np.unique(values, return_counts=True)
    pairs = np.unique((values.astype(np.int64) << _SHIFT) | documents)
    holding = np.unique(pairs >> _SHIFT, return_counts=True)[1]
    rows = zip(found.tolist(), holding.tolist(), units.tolist(), strict=True)
    return {value: Use(*counts) for value, *counts in rows}
