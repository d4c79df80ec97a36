"""How alike two texts of one document are."""

from collections import Counter

from rapidfuzz.distance import Indel

from app.domain.resolution import Resolution
from app.domain.text import fold

SAME = 0.9
"""From this likeness on, two texts under one symbol are the same text from two sources."""

_COMPARED_BY_CHARACTER = 200_000
"""Up to this length, in characters; the time of a comparison grows with the square."""


def folded_text(resolution: Resolution) -> str:
    """The paragraphs and footnotes of a text in their search form."""
    texts = [unit.text for unit in resolution.paragraphs] + [note.text for note in resolution.footnotes]
    return "\n".join(map(fold, texts))


def text_similarity(one: Resolution, other: Resolution) -> float:
    """0 to 1: the share of characters that two texts have in common, in order; of very long ones, of lines."""
    texts = folded_text(one), folded_text(other)
    if max(map(len, texts)) <= _COMPARED_BY_CHARACTER:
        return Indel.normalized_similarity(*texts, score_cutoff=SAME)
    lines, others = (Counter(text.split("\n")) for text in texts)
    return 2 * (lines & others).total() / (lines.total() + others.total())
