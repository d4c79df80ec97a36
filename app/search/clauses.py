"""What is sought of a passage in texts in like words: a short one also inside longer texts, by its longest words."""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil
from typing import Final

MIN_PASSAGE: Final = 2
"""The least length of a passage, in folded characters."""
MIN_PARTIAL_RATIO: Final = 65
"""The least similarity of a clause to the best matching part of a text, in per cent."""
MOST_CANDIDATES: Final = 500

_LENGTHS = (8, 120)
"""Lengths, in folded characters, of passages that are also looked for inside longer texts in similar words."""
_QUERY_WORDS = 6
"""How many of a clause's words, the longest, select candidates."""
_MIN_WORD_SHARE = Fraction(7, 10)
"""The share of these words, by characters, that a candidate must contain."""


def is_clause(passage: str) -> bool:
    """Whether a folded passage is looked for inside longer texts."""
    shortest, longest = _LENGTHS
    return shortest <= len(passage) <= longest


def words_sought(words: Iterable[str]) -> tuple[list[str], int]:
    """Of a clause's words those that select candidates, and how many of their characters a candidate must have.

    Long words are rare; single characters occur in most texts and do not discriminate.
    """
    longest = sorted(dict.fromkeys(words), key=len, reverse=True)[:_QUERY_WORDS]
    sought = [word for word in longest if len(word) > 1]
    return sought, ceil(sum(map(len, sought)) * _MIN_WORD_SHARE)
