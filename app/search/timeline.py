"""Use over time: the number of documents and units that match a query, by year and by organ."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from app.domain.query import SearchQuery
from app.search.columns import Codes, Columns
from app.search.engine import NO_USE, Use, UseIn, Uses
from app.search.index import SearchIndex
from app.search.like_wording import UnitPlace
from app.search.ranking import DocumentGroups


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
    matched = index.find(replace(query, sort="newest"))  # in an order that needs no scores
    return DocumentGroups.of(index.columns, matched.unit_numbers()) if matched else None


def _years(columns: Columns, found: DocumentGroups) -> Codes:
    """The year of each document, -1 if unknown."""
    return columns.years[found.units[found.starts]]


def _counted(values: Codes, found: DocumentGroups) -> dict[int, Use]:
    """Documents and units by the values of documents, in ascending order of values."""
    least = int(values.min(initial=0))
    documents = np.bincount(values - least)
    units = np.bincount(values - least, found.ends - found.starts).astype(np.int64)
    distinct = documents.nonzero()[0]
    rows = zip(
        (distinct + least).tolist(), documents[distinct].tolist(), units[distinct].tolist(), strict=True
    )
    return {value: Use(*counts) for value, *counts in rows}


def _ends(columns: Columns, found: DocumentGroups) -> Mapping[str, tuple[UnitPlace, UnitPlace]]:
    """By organ, the first unit of its first and of its last document."""
    bodies = columns.codes["body"][found.documents]
    adopted = columns.adopted[found.documents]
    first, last = np.where(adopted, adopted, np.iinfo(np.int32).max), -adopted
    ends = {}
    for body in range(len(columns.labels["body"])):
        of_body = np.flatnonzero(bodies == body)
        if len(of_body):
            earliest, latest = (int(of_body[ages[of_body].argmin()]) for ages in (first, last))
            label = columns.labels["body"][body]
            ends[label] = _place(columns, found, earliest), _place(columns, found, latest)
    return ends


def _place(columns: Columns, found: DocumentGroups, position: int) -> UnitPlace:
    unit = int(found.units[found.starts[position]])
    return UnitPlace(columns.addresses[int(found.documents[position])], int(columns.unit_ids[unit]))
