"""Agreed language: the units that have some words, or words like them."""

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
"""How alike a unit is at least, unless it holds the passage whole."""
_MIN_PASSAGE = 2
"""How many characters a passage must have in its search form."""
_CLAUSE_LENGTHS = (8, 120)
"""From how many to how many characters a passage may stand in a longer text in like words."""
_MAX_CLAUSE_PASSAGES = 10
"""Of so many passages clauses are looked for in longer texts; more of them are whole paragraphs."""
_QUERY_WORDS = 6
"""How many of its words are looked for."""
_MIN_WORD_SHARE = 0.7
"""The share of these, by their characters, that a text must have to be looked at."""
_MIN_PARTIAL_RATIO = 65
"""How alike the clause and the best part of the text must be, in per cent."""
_MAX_CANDIDATES = 500

_NONE: tuple[Numbers, Scores] = np.empty(0, dtype=np.int32), np.empty(0, dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """Units in like words, the likest first, then the oldest; with each its text, likeness and passage.

    `units`, `texts`, `ratios` and `passages` are arrays of the same length: numbers of units and of texts in the
    index, likenesses (0 to 1) of the text to the passage that it is most like, and which passage that is.
    """

    units: Numbers
    texts: Numbers
    ratios: Scores
    passages: Numbers
    facets: Mapping[str, tuple[FacetCount, ...]]

    def __len__(self) -> int:
        """How many units shared are."""
        return len(self.units)


def find_wording(
    index: SearchIndex,
    passages: Sequence[str],
    chosen: Mapping[str, frozenset[str]],
    facets: Sequence[str] = (),
) -> Wording:
    """The units whose text is like one of these folded passages, or holds it in the same or like words, of those
    that are chosen by facets."""
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
    """The texts that hold a passage whole, and how like they are: the same measure of what is known to be in both."""
    texts = index.texts_holding(passage)
    lengths = np.array([len(index.texts[number]) for number in texts.tolist()], dtype=np.float32)
    return texts, (2 * len(passage) / (len(passage) + lengths)).astype(np.float32)


def _within(index: SearchIndex, passage: str) -> tuple[Numbers, Scores]:
    """The texts that have a clause in like words in them, and how like the whole text is."""
    shortest, longest = _CLAUSE_LENGTHS
    if not shortest <= len(passage) <= longest:
        return _NONE
    shared = np.zeros(len(index.texts), dtype=np.float32)
    # Long words are rare; a lone character is in most texts and tells nothing.
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
    """All choices together, or all but that of one facet."""
    others = (mask for facet, mask in masks.items() if facet != without)
    every: NDArray[np.bool_] = np.ones(size, dtype=bool)
    return reduce(np.logical_and, others, every)
