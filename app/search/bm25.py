"""Relevance of a text to a word: Okapi BM25 (Robertson and Zaragoza, 2009)."""

import numpy as np
from numpy.typing import NDArray

from app.search.text_engine import Scores

_K1 = 1.2
_B = 0.75


def term_scores(
    frequencies: NDArray[np.float32], lengths: Scores, document_frequency: int, all_lengths: Scores
) -> Scores:
    """The BM25 score of each text for one word; never negative.

    `frequencies` and `lengths` have an entry for each text that holds the word: how often it occurs, and the
    length of the text. `document_frequency` is the number of texts that hold it, `all_lengths` the lengths of
    all texts. Lengths may be in any unit.
    """
    total = len(all_lengths)
    idf = np.log1p((total - document_frequency + 0.5) / (document_frequency + 0.5))
    length_norm = 1 - _B + _B * lengths / max(float(all_lengths.mean()), 1.0)
    scores: Scores = (idf * frequencies * (_K1 + 1) / (frequencies + _K1 * length_norm)).astype(np.float32)
    return scores
