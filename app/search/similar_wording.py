"""Agreed language: the units that contain a passage, in the same or in similar words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from app.search.engine import FacetCount, Mask, Numbers, Scores
from app.search.facet_counts import count_values
from app.search.index import SearchIndex

MIN_SIMILARITY = 0.6
"""The least similarity (0 to 1) of a unit to a passage, unless it contains the passage verbatim."""
_MIN_PASSAGE = 2
"""The least length of a passage, in folded characters."""
_CLAUSE_LENGTHS = (8, 120)
"""Lengths, in folded characters, of passages that are also looked for inside longer texts in similar words."""
_MAX_CLAUSE_PASSAGES = 10
"""Above this number of passages they are taken for whole paragraphs, and not looked for inside longer texts."""
_QUERY_WORDS = 6
"""How many of a clause's words, the longest, select candidates."""
_MIN_WORD_SHARE = 0.7
"""The share of these words, by characters, that a candidate must contain."""
_MIN_PARTIAL_RATIO = 65
"""The least similarity of the clause to the best matching part of a text, in per cent."""
_MAX_CANDIDATES = 500

_NONE: tuple[Numbers, Scores] = np.empty(0, dtype=np.int32), np.empty(0, dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """Units in similar words, the most similar first, ties by oldest date.

    `units`, `texts`, `ratios` and `passages` are arrays of equal length: numbers of units and of their texts in
    the index, the similarity (0 to 1) of the text to the nearest passage, and the number of that passage.
    """

    units: Numbers
    texts: Numbers
    ratios: Scores
    passages: Numbers
    facets: Mapping[str, tuple[FacetCount, ...]]

    def __len__(self) -> int:
        """Number of units."""
        return len(self.units)


def find_wording(
    index: SearchIndex,
    passages: Sequence[str],
    chosen: Mapping[str, frozenset[str]],
    facets: Sequence[str] = (),
) -> Wording:
    """The units whose text resembles one of these folded passages, or contains it in the same or similar words,
    restricted to the values selected in each facet."""
    best = np.zeros(len(index.texts), dtype=np.float32)
    nearest = np.zeros(len(index.texts), dtype=np.int32)
    for number, passage in enumerate(passages):
        if len(passage) < _MIN_PASSAGE:
            continue
        ways = [index.minhash.similar_to(passage, index.texts, MIN_SIMILARITY), _holding(index, passage)]
        if len(passages) <= _MAX_CLAUSE_PASSAGES:
            ways.append(_within(index, passage))
        for texts, ratios in ways:
            is_better = ratios > best[texts]
            best[texts[is_better]] = ratios[is_better]
            nearest[texts[is_better]] = number
    units = np.sort(index.columns.units_of(np.flatnonzero(best).astype(np.int32))[0])
    masks = {
        facet: index.evaluation().having(facet, values)[units] for facet, values in chosen.items() if values
    }
    counted = {
        facet: count_values(index.columns, facet, units[_all_except(masks, facet, len(units))])
        for facet in facets
    }
    units = units[_all_except(masks, "", len(units))]
    texts = index.columns.unit_text[units]
    adopted = index.columns.adopted[index.columns.unit_document[units]]
    dated = np.where(adopted, adopted, np.iinfo(np.int32).max)
    order = np.lexsort((units, dated, -best[texts]))
    units, texts = units[order], texts[order]
    return Wording(units, texts, best[texts], nearest[texts], counted)


def _holding(index: SearchIndex, passage: str) -> tuple[Numbers, Scores]:
    """The texts that contain a passage verbatim, and their normalized Indel similarity, which follows from the
    lengths."""
    texts = index.texts_holding(passage)
    lengths = np.array([len(index.texts[number]) for number in texts.tolist()], dtype=np.float32)
    return texts, (2 * len(passage) / (len(passage) + lengths)).astype(np.float32)


def _within(index: SearchIndex, passage: str) -> tuple[Numbers, Scores]:
    """The longer texts that contain a clause in similar words, and the similarity of the whole text."""
    shortest, longest = _CLAUSE_LENGTHS
    if not shortest <= len(passage) <= longest:
        return _NONE
    shared = np.zeros(len(index.texts), dtype=np.float32)
    # Long words are rare; single characters occur in most texts and do not discriminate.
    words = sorted(dict.fromkeys(index.words_of(passage)), key=len, reverse=True)[:_QUERY_WORDS]
    words = [word for word in words if len(word) > 1]
    for word in words:
        shared[index.texts_holding(word)] += len(word)
    enough = np.flatnonzero(shared >= _MIN_WORD_SHARE * max(1, sum(map(len, words))))
    candidates = enough[np.argsort(-shared[enough], kind="stable")][:_MAX_CANDIDATES]
    found = [
        (number, Indel.normalized_similarity(passage, text))
        for number in candidates.tolist()
        for text in (index.texts[number],)
        if len(text) > len(passage) and fuzz.partial_ratio(passage, text, score_cutoff=_MIN_PARTIAL_RATIO)
    ]
    texts, ratios = zip(*sorted(found), strict=True) if found else ((), ())
    return np.array(texts, dtype=np.int32), np.array(ratios, dtype=np.float32)


def _all_except(masks: Mapping[str, Mask], without: str, size: int) -> Mask:
    """The units that satisfy every facet, or every facet but one."""
    others = (mask for facet, mask in masks.items() if facet != without)
    every: NDArray[np.bool_] = np.ones(size, dtype=bool)
    return reduce(np.logical_and, others, every)
