"""What words weigh: Okapi BM25 as Tantivy reckons it, over the different texts of the archive."""

from bisect import bisect_right
from dataclasses import dataclass
from math import log1p
from typing import Any, Final

_K1: Final = 1.2
_B: Final = 0.75

_EXACT: Final = 24
"""Shorter lengths are kept as they are; of longer ones four leading bits."""

SCRIPT: Final = (
    "return params.weight * _score / (_score + params.least + params.slope * doc['unit.length'].value);"
)
"""The weight of a word in a unit, of which `_score` says how often it stands there."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """The number of different texts, and their mean length in words."""

    texts: int
    mean_length: float

    def parameters(self, holding: int) -> dict[str, Any]:
        """Those of the script, for a word that so many texts hold."""
        rarity = log1p((self.texts - holding + 0.5) / (holding + 0.5))
        return {
            "weight": (_K1 + 1) * rarity,
            "least": _K1 * (1 - _B),
            "slope": _K1 * _B / self.mean_length,
        }


def _kept_lengths() -> list[int]:
    """The lengths that one byte tells apart: the longer, the coarser."""

    def of_byte(code: int) -> int:
        bits, shift = code & 7, (code >> 3) - 1
        return bits if shift < 0 else (bits | 8) << shift

    return [*range(_EXACT), *(_EXACT + of_byte(code) for code in range(256 - _EXACT))]


_LENGTHS: Final = _kept_lengths()


def length_kept(length: int) -> int:
    """The length that counts for a text of so many words: the next one below that a byte can tell."""
    return min(_LENGTHS[bisect_right(_LENGTHS, length) - 1], 2**31 - 1)
