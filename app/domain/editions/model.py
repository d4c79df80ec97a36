"""What ties two texts in two languages: pairings of their units, and where the two differ."""

import math
from dataclasses import dataclass
from typing import Literal

How = Literal["place", "words", "moved", "merged"]
"""What a pairing rests on: the same place; the words, where places differ; the words, where the order differs; several
units of one text for one of the other."""


DOUBTFUL = 0.6
"""Confidence below which a pairing is said to be doubtful."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Indices of the units of both texts that say the same; one side is empty where a text has nothing.

    `confidence` goes from 0 to 1.
    """

    chinese: tuple[int, ...]
    english: tuple[int, ...]
    how: How
    confidence: float


def confidence(score: float) -> float:
    """From 0 to 1, for a logarithm of likelihoods."""
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), 3)


ValueKind = Literal["number", "month", "symbol"]
"""What kind of value two units give differently."""
DivergenceKind = Literal["number", "month", "symbol", "missing"]
"""Another value; or a unit that only one of the texts has."""


@dataclass(frozen=True, slots=True)
class Divergence:
    """A value that one text gives and the other does not, where two units say the same otherwise.

    `chinese` and `english` are the values as printed; one is empty if its text gives no value instead, both for a unit
    that only one of the texts has.
    """

    kind: DivergenceKind
    chinese: str
    english: str
