"""Whether an index has and finds a unit by its text."""

import numpy as np

from app.domain.text import tokens
from app.search.engine import IndexFault
from app.search.index import SearchIndex

_PHRASE = 8
"""Length, in tokens, of the phrase that the engine is asked for."""


def sample(index: SearchIndex) -> tuple[int, ...]:
    """The keys of the first, the middle and the last unit."""
    keys = index.columns.unit_ids
    numbers = {0, len(keys) // 2, len(keys) - 1} if len(keys) else set()
    return tuple(int(keys[number]) for number in sorted(numbers))


def fault(index: SearchIndex, unit: int, folded: str) -> IndexFault | None:
    """What is wrong with a unit whose folded text should be this."""
    numbers = index.columns.unit_text[np.flatnonzero(index.columns.unit_ids == unit)].tolist()
    try:
        if not numbers or index.texts[numbers[0]] != folded:
            return IndexFault("text")
    except Exception as error:  # whatever a damaged file makes a library raise
        return IndexFault("text", error)
    phrase = "".join(tokens(folded)[:_PHRASE])
    try:
        if phrase and numbers[0] not in index.texts_holding(phrase):
            return IndexFault("index")
    except Exception as error:
        return IndexFault("index", error)
    return None
