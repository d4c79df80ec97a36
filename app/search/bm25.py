"""How well a word that a text holds answers for it: Okapi BM25 (Robertson and Zaragoza, 2009)."""

import numpy as np
from numpy.typing import NDArray

from app.search.engine import Scores

_SATURATION = 1.2
_BY_LENGTH = 0.75


def earned(times: NDArray[np.float32], lengths: Scores, holding: int, all_lengths: Scores) -> Scores:
    """What each text earns that holds a word so many times; `holding` of all texts do.

    Lengths may be in any unit. Never below zero.
    """
    total = len(all_lengths)
    rarity = np.log1p((total - holding + 0.5) / (holding + 0.5))
    worth = 1 - _BY_LENGTH + _BY_LENGTH * lengths / max(float(all_lengths.mean()), 1.0)
    scores: Scores = (rarity * times * (_SATURATION + 1) / (times + _SATURATION * worth)).astype(np.float32)
    return scores
