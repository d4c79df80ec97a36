"""Results of a query: totals, a page of documents, and the counts of facets."""

from collections.abc import Mapping

import numpy as np

from app.domain.query import SearchQuery
from app.search.engine import Answer, Question
from app.search.evaluate import Evaluation
from app.search.facet_counts import FacetCounts
from app.search.index import MatchedUnits, SearchIndex
from app.search.like_wording import FacetCount
from app.search.ranking import DocumentGroups, Weights, last_of_series, page_of, weights
from app.search.readings import other_readings
from app.search.text_engine import Numbers


def answer(index: SearchIndex, question: Question) -> Answer:
    """Answer a question; where it wants that and a phrase occurs nowhere, without what may be marks of footnotes in
    it, or else by its words."""
    found = _answer(index, question, question.query)
    if found.total_units or not question.or_words:
        return found
    readings = other_readings(question.query, index.stands, index.words_of)
    others = (_answer(index, question, query) for query in readings)
    return next((other for other in others if other.total_units), found)


def _answer(index: SearchIndex, question: Question, query: SearchQuery) -> Answer:
    matched = index.find(query)
    units = matched.unit_numbers() if matched else np.empty(0, dtype=np.int32)
    if matched is None or not (len(units) or matched.chosen):
        return Answer(
            query, 0, 0, (), dict.fromkeys(question.counted, ()), dict.fromkeys(question.counted, 0)
        )
    grouped = DocumentGroups.of(index.columns, units)
    facets = _facets(index, question, matched, grouped)
    listed, total = units, len(grouped.starts)
    if question.series and total:
        listed = units[last_of_series(index.columns, grouped, question.series)]
        grouped = DocumentGroups.of(index.columns, listed)
    weight = _weight(index, query, matched.evaluation, listed) if query.sort == "relevance" else None
    span = slice((question.page - 1) * question.size, question.page * question.size)
    return Answer(
        query,
        len(units),
        total,
        page_of(index.columns, grouped, weight, query.sort, span),
        {facet: counted for facet, (counted, _) in facets.items()},
        {facet: values for facet, (_, values) in facets.items()},
        left_out=total - len(grouped.starts),
    )


def _weight(index: SearchIndex, query: SearchQuery, evaluation: Evaluation, units: Numbers) -> Weights:
    together = np.zeros(len(units), dtype=bool)
    if query.together:
        holding = index.texts_holding(query.together)
        together = np.isin(index.columns.unit_text[units], holding)
    return weights(index.columns, units, evaluation.scores_of(units), together)


def _facets(
    index: SearchIndex, question: Question, matched: MatchedUnits, found: DocumentGroups
) -> Mapping[str, tuple[tuple[FacetCount, ...], int]]:
    of_found = FacetCounts(index.columns, found, question.counts)

    def count(facet: str) -> tuple[tuple[FacetCount, ...], int]:
        chosen = question.query.chosen.get(facet, frozenset())
        if not chosen:
            return of_found.values(facet, question.most, question.kept.get(facet, ()))
        others = DocumentGroups.of(index.columns, matched.unit_numbers(without=facet))
        return FacetCounts(index.columns, others, question.counts).values(
            facet, question.most, {*chosen, *question.kept.get(facet, ())}
        )

    return {facet: count(facet) for facet in question.counted}
