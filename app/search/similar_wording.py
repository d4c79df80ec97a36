"""Agreed language: the units that contain a passage, in the same or in similar words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from app.search.clauses import MIN_PARTIAL_RATIO, MIN_PASSAGE, MOST_CANDIDATES, is_clause, words_sought
from app.search.engine import MIN_SIMILARITY
from app.search.facet_counts import FacetCounts
from app.search.index import SearchIndex
from app.search.like_wording import (
    FacetCount,
    Places,
    SimilarUnit,
    SimilarUnits,
    UnitPlace,
    Wording,
    WordingQuestion,
    Wordings,
)
from app.search.ranking import DocumentGroups
from app.search.text_engine import Mask, Numbers, Scores

_NONE: tuple[Numbers, Scores] = np.empty(0, dtype=np.int32), np.empty(0, dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Units in similar words, the most similar first, ties by oldest date.

    `units`, `texts`, `ratios`, `passages` and `holds` are arrays of equal length: numbers of units and of their texts
    in the index, the similarity (0 to 1) of the text to the nearest passage, the number of that passage, and whether
    the text contains any passage verbatim.
    """

    units: Numbers
    texts: Numbers
    ratios: Scores
    passages: Numbers
    holds: Mask
    facets: Mapping[str, tuple[FacetCount, ...]]


def similar_units(index: SearchIndex, question: WordingQuestion, pause: Callable[[], None]) -> SimilarUnits:
    """The units whose text resembles one of the passages, or contains it in the same or similar words. `pause` is
    called before each passage."""
    found = _find(index, question, pause)
    shown = _shown(question)
    rows = zip(
        _places(index, found.units[shown]),
        found.ratios[shown].tolist(),
        found.passages[shown].tolist(),
        strict=True,
    )
    return SimilarUnits(len(found.units), tuple(SimilarUnit(*row) for row in rows))


def wordings(
    index: SearchIndex, question: WordingQuestion, places: int, pause: Callable[[], None]
) -> Wordings:
    """The same units, by their text; at most so many places of each."""
    return _wordings(index, question, places, _find(index, question, pause))


def wordings_of_each(
    index: SearchIndex, question: WordingQuestion, places: int, pause: Callable[[], None]
) -> Iterator[Wordings]:
    """The same for each passage by itself, in their order."""
    for passage in question.passages:
        alone = replace(question, passages=(passage,))
        yield _wordings(index, alone, places, _find(index, alone, pause))


def _wordings(index: SearchIndex, question: WordingQuestion, places: int, found: _Found) -> Wordings:
    total, groups = _grouped(found, _shown(question))
    return Wordings(
        total,
        len(found.units),
        int(found.holds.sum()),
        int((found.ratios == 1).sum()),
        _ends(index, found.units),
        _ends(index, found.units[found.holds]),
        tuple(
            Wording(
                _places(index, found.units[group[:places]]),
                len(group),
                float(found.ratios[group[0]]),
                int(found.passages[group[0]]),
            )
            for group in groups
        ),
        found.facets,
    )


def same_units(index: SearchIndex, question: WordingQuestion) -> Places:
    """The units whose text is one of the passages and no more, the oldest first, undated ones last."""
    sought = filter(None, question.passages)
    holding = [(one, number) for one in sought for number in index.texts_holding(one).tolist()]
    same = sorted({number for one, number in holding if index.texts[number] == one})
    units = _left(index, question, np.array(same, dtype=np.int32))
    units = units[_all_except(_chosen(index, question, units), "", len(units))]
    in_time = units[np.lexsort((units, _dated(index, units)))]
    return Places(len(units), _places(index, in_time[_shown(question)]))


def _shown(question: WordingQuestion) -> slice:
    return slice((question.page - 1) * question.size, question.page * question.size)


def _places(index: SearchIndex, units: Numbers) -> tuple[UnitPlace, ...]:
    columns = index.columns
    documents = columns.unit_document[units].tolist()
    keys = columns.unit_ids[units].tolist()
    return tuple(
        UnitPlace(columns.addresses[document], key) for document, key in zip(documents, keys, strict=True)
    )


def _grouped(found: _Found, shown: slice) -> tuple[int, list[NDArray[np.intp]]]:
    """How many texts there are, and for some of them, in the order of their most similar unit, the positions of their
    units."""
    _, firsts, group = np.unique(found.texts, return_index=True, return_inverse=True)
    by_group = np.argsort(group, kind="stable")
    ends = np.cumsum(np.bincount(group, minlength=1))
    begins = np.append(0, ends)
    return len(firsts), [by_group[begins[one] : ends[one]] for one in np.argsort(firsts)[shown]]


def _ends(index: SearchIndex, units: Numbers) -> tuple[UnitPlace, ...]:
    """The earliest and the latest unit, of those of one day the one that a search lists first; none if no unit is
    dated."""
    documents = index.columns.unit_document[units]
    dated = index.columns.adopted[documents] != 0
    units, documents = units[dated], documents[dated]
    if not len(units):
        return ()
    adopted = index.columns.adopted[documents]
    ends = [np.lexsort((units, documents, days))[0] for days in (adopted, -adopted)]
    return _places(index, units[ends])


def _find(index: SearchIndex, question: WordingQuestion, pause: Callable[[], None]) -> _Found:
    """The units, restricted to the values selected in each facet."""
    like = _likest(index, question.passages, pause)
    columns = index.columns
    units = _left(index, question, like.texts)
    masks = _chosen(index, question, units)
    left = units[_all_except(masks, "", len(units))]
    of_left = FacetCounts(columns, DocumentGroups.of(columns, left))

    def counts(facet: str) -> FacetCounts:
        if facet not in masks:
            return of_left
        others = units[_all_except(masks, facet, len(units))]
        return FacetCounts(columns, DocumentGroups.of(columns, others))

    counted = {facet: counts(facet).values(facet)[0] for facet in question.counted}
    units = left
    texts = columns.unit_text[units]
    of_unit = np.searchsorted(like.texts, texts)
    ratios = like.ratios[of_unit]
    order = np.lexsort((units, _dated(index, units), -ratios))
    of_unit = of_unit[order]
    return _Found(
        units[order], texts[order], ratios[order], like.passages[of_unit], like.holds[of_unit], counted
    )


def _left(index: SearchIndex, question: WordingQuestion, texts: Numbers) -> Numbers:
    """The units that have these texts, except those of the documents that the question leaves out."""
    columns = index.columns
    units = np.sort(columns.units_of(texts)[0])
    without = columns.documents_at(question.without)
    return units[np.isin(columns.unit_document[units], without, invert=True)] if len(without) else units


def _chosen(index: SearchIndex, question: WordingQuestion, units: Numbers) -> Mapping[str, Mask]:
    """For each facet whether a unit has one of the chosen values."""
    columns = index.columns
    return {facet: columns.have(facet, values, units) for facet, values in question.chosen.items() if values}


def _dated(index: SearchIndex, units: Numbers) -> Numbers:
    """The dates of units, the undated ones behind all others."""
    adopted = index.columns.adopted[index.columns.unit_document[units]]
    dated: Numbers = np.where(adopted, adopted, np.iinfo(np.int32).max)
    return dated


@dataclass(frozen=True, slots=True, eq=False)
class _Like:
    """Texts like some passages: ascending numbers, and as in `_Found` for each."""

    texts: Numbers
    ratios: Scores
    passages: Numbers
    holds: Mask


def _likest(index: SearchIndex, passages: Sequence[str], pause: Callable[[], None]) -> _Like:
    """The texts that are like a passage; of several that one is like, the nearest counts, and then the first."""
    found = [(_NONE, 0)]
    holding = [_NONE[0]]
    for number, passage in enumerate(passages):
        pause()
        if len(passage) < MIN_PASSAGE:
            continue
        whole = _holding(index, passage)
        holding.append(whole[0])
        like = index.minhash.similar_to(passage, index.texts, MIN_SIMILARITY)
        found += [(some, number) for some in (like, whole, _within(index, passage))]
    texts, ratios = (np.concatenate([some[part] for some, _ in found]) for part in (0, 1))
    numbers = np.repeat([number for _, number in found], [len(some[0]) for some, _ in found])
    order = np.lexsort((numbers, -ratios, texts))
    firsts = order[np.append(True, np.diff(texts[order]) != 0)[: len(order)]]
    texts = texts[firsts]
    holds = np.isin(texts, np.concatenate(holding))
    return _Like(texts, ratios[firsts], numbers[firsts].astype(np.int32), holds)


def _holding(index: SearchIndex, passage: str) -> tuple[Numbers, Scores]:
    """The texts that contain a passage verbatim, and their normalized Indel similarity, which follows from the
    lengths."""
    texts = index.texts_holding(passage)
    lengths = index.minhash.lengths(texts).astype(np.float32)
    return texts, (2 * len(passage) / (len(passage) + lengths)).astype(np.float32)


def _within(index: SearchIndex, passage: str) -> tuple[Numbers, Scores]:
    """The longer texts that contain a clause in similar words, and the similarity of the whole text."""
    if not is_clause(passage):
        return _NONE
    words, enough = words_sought(index.words_of(passage))
    sharing = index.texts_sharing(words, enough, MOST_CANDIDATES)
    longer = sharing[index.minhash.lengths(sharing) > len(passage)]
    found = [
        (number, Indel.normalized_similarity(passage, text))
        for number in longer.tolist()
        for text in (index.texts[number],)
        if fuzz.partial_ratio(passage, text, score_cutoff=MIN_PARTIAL_RATIO)
    ]
    texts, ratios = zip(*found, strict=True) if found else ((), ())
    return np.array(texts, dtype=np.int32), np.array(ratios, dtype=np.float32)


def _all_except(masks: Mapping[str, Mask], without: str, size: int) -> Mask:
    """The units that satisfy every facet, or every facet but one."""
    others = (mask for facet, mask in masks.items() if facet != without)
    every: NDArray[np.bool_] = np.ones(size, dtype=bool)
    return reduce(np.logical_and, others, every)
