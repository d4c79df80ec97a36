"""Use over time: how many documents and units hold what is sought, by year and by organ."""

from dataclasses import dataclass

import numpy as np

from app.domain.query import SearchQuery
from app.search.columns import Codes
from app.search.index import SearchIndex

_SHIFT = 32
"""A value and a document together are one number: half of its bits each."""


@dataclass(frozen=True, slots=True)
class Use:
    """How many documents and units hold something."""

    documents: int
    units: int


NO_USE = Use(0, 0)


@dataclass(frozen=True, slots=True)
class Uses:
    """Use by year, by organ, of units whose year is not known, and in all."""

    by_year: dict[int, Use]
    by_body: dict[str, Use]
    undated: Use
    whole: Use


def uses(index: SearchIndex, query: SearchQuery) -> Uses:
    """The use of what a query seeks."""
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


def _counted(values: Codes, documents: Codes) -> dict[int, Use]:
    """Documents and units of each value, rising."""
    found, units = np.unique(values, return_counts=True)
    pairs = np.unique((values.astype(np.int64) << _SHIFT) | documents)
    holding = np.unique(pairs >> _SHIFT, return_counts=True)[1]
    rows = zip(found.tolist(), holding.tolist(), units.tolist(), strict=True)
    return {value: Use(*counts) for value, *counts in rows}
