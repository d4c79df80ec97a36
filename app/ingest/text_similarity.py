"""The similarity of two texts of one document."""

from collections import Counter

from rapidfuzz.distance import Indel

from app.domain.resolution import Resolution
from app.domain.text import fold

SAME = 0.9
"""Similarity from which two texts with one symbol count as the same text from two sources."""

_COMPARED_BY_CHARACTER = 200_000
"""Length, in characters, up to which texts are compared by character: the time is quadratic."""


def folded_text(resolution: Resolution) -> str:
    """The folded paragraphs and footnotes of a text, one per line."""
    texts = [unit.text for unit in resolution.paragraphs] + [note.text for note in resolution.footnotes]
    return "\n".join(map(fold, texts))


def text_similarity(one: Resolution, other: Resolution) -> float:
    """Similarity of two texts, 0 to 1, by characters in order; by lines, in any order, for very long texts.

    By character, a similarity below SAME is returned as 0.
    """
    texts = folded_text(one), folded_text(other)
    if max(map(len, texts)) <= _COMPARED_BY_CHARACTER:
        return Indel.normalized_similarity(*texts, score_cutoff=SAME)
    lines, others = (Counter(text.split("\n")) for text in texts)
    return 2 * (lines & others).total() / (lines.total() + others.total())
