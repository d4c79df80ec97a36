"""How well a word that a text holds answers for it: Okapi BM25 (Robertson and Zaragoza, 2009)."""

import numpy as np
from numpy.typing import NDArray

from app.search.engine import Scores

_K1 = 1.2
_B = 0.75


def term_scores(
    frequencies: NDArray[np.float32], lengths: Scores, document_frequency: int, all_lengths: Scores
) -> Scores:
    """What each text earns that holds a word so many frequencies; `document_frequency` of all texts do.

    Lengths may be in any unit. Never below zero.
    """
    total = len(all_lengths)
    idf = np.log1p((total - document_frequency + 0.5) / (document_frequency + 0.5))
    length_norm = 1 - _B + _B * lengths / max(float(all_lengths.mean()), 1.0)
    scores: Scores = (idf * frequencies * (_K1 + 1) / (frequencies + _K1 * length_norm)).astype(np.float32)
    return scores
