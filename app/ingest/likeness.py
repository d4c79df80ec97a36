"""How alike two texts of one document are."""

from rapidfuzz.distance import Indel

from app.domain.resolution import Resolution
from app.domain.text import fold

SAME = 0.9
"""From this likeness on, two texts under one symbol are the same text from two sources."""


def folded_text(resolution: Resolution) -> str:
    """The paragraphs and footnotes of a text in their search form."""
    texts = [unit.text for unit in resolution.paragraphs] + [note.text for note in resolution.footnotes]
    return "\n".join(map(fold, texts))


def likeness(one: Resolution, other: Resolution) -> float:
    """0 to 1: the share of characters that two texts have in common, in order."""
    return Indel.normalized_similarity(folded_text(one), folded_text(other), score_cutoff=SAME)
