"""Which states the units found name."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from app.domain.query import SearchQuery
from app.search.engine import NamedStates
from app.search.index import SearchIndex


def named_states(index: SearchIndex, query: SearchQuery, states: Sequence[str]) -> NamedStates:
    """Count the units that match a query, whatever states are chosen, by which of these states they name."""
    matched = index.find(replace(query, sort="newest"))  # in an order that needs no scores
    if matched is None:
        return NamedStates({}, 0)
    labels = index.columns.labels["state"]
    units = matched.unit_numbers(without="state")
    codes, of_each = index.columns.codes_of("state", units)
    counts = dict(zip(labels, np.bincount(codes, minlength=len(labels)).tolist(), strict=True))
    is_sought = np.array([label in states for label in labels], dtype=bool)
    naming = np.unique(np.repeat(units, of_each)[is_sought[codes]])
    return NamedStates(
        {state: counts[state] for state in states if counts.get(state)}, len(units) - len(naming)
    )
