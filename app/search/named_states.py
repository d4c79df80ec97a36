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
    is_found = np.zeros(len(index.columns), dtype=bool)
    is_found[matched.unit_numbers(without="state")] = True
    owners, codes = index.columns.pairs["state"]
    code_of = {label: code for code, label in enumerate(index.columns.labels["state"])}
    naming = {state: owners[codes == code_of[state]] for state in states if state in code_of}
    counts = {state: int(np.count_nonzero(is_found[units])) for state, units in naming.items()}
    for units in naming.values():
        is_found[units] = False
    return NamedStates(
        {state: count for state, count in counts.items() if count}, int(np.count_nonzero(is_found))
    )
