"""The order by relevance: titles first, then units that hold all phrases in a row, then what the words weigh.

A score has 24 bits, at whatever power of two: each rank is so many powers above the one before that no weight of words
reaches it, and within each rank weights are told apart as well as in the lowest.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from app.domain.proximity import InOrder, Near
from app.domain.query import SearchQuery
from app.domain.query.terms import All, Either, Node, Phrase
from app.search.opensearch.mapping import PATH
from app.search.opensearch.tokens import word_sent
from app.search.opensearch.tree import Clause, Known, any_of, holding, of_unit, phrase
from app.search.opensearch.weights import SCRIPT

_IN_A_ROW: Final = 2.0**16
_TITLE: Final = 2.0**32
"""Above all weights of words, and above both ranks below."""
_ONE: Final[Clause] = {"constant_score": {"filter": {"match_all": {}}, "boost": 1.0}}

Words = Mapping[str, Mapping[str, Any]]
"""The parameters of each word that ranks (`weights.Statistics`)."""


def scored(query: SearchQuery, found: Clause, words: Words, known: Known) -> Clause:
    """The units found, scored by their relevance."""
    weighed: dict[str, Any] = {"filter": [found], "must": [_ONE]}
    bearing = _weighed(query, known) if words else None
    if bearing is not None:
        weights = [_word(word, parameters) for word, parameters in words.items()]
        weighed["should"] = [{"bool": {"filter": bearing, "should": weights}}] if bearing else weights
    ranks = [{"filter": {"term": {f"{PATH}.part": "title"}}, "weight": _TITLE}]
    if query.together:
        ranks.append({"filter": phrase(query.together), "weight": _IN_A_ROW})
    return {
        "function_score": {
            "query": {"bool": weighed},
            "functions": ranks,
            "score_mode": "multiply",
            "boost_mode": "multiply",
        }
    }


def _word(word: str, parameters: Mapping[str, Any]) -> Clause:
    term = {"term": {f"{PATH}.words": {"value": word_sent(word)}}}
    return {"script_score": {"query": term, "script": {"source": SCRIPT, "params": parameters}}}


def _weighed(query: SearchQuery, known: Known) -> list[Clause] | None:
    """In which of the units found words weigh: those found by a phrase, an empty list for all; None for no units. A
    single character weighs nothing by itself, as most texts hold it."""
    steps = list(_steps(query.root)) if query.root else []
    if len(steps) == 1 and not isinstance(query.root, Either):
        return None if isinstance(steps[0], str) else []
    clauses = []
    for number, step in enumerate(steps):
        if isinstance(step, str):
            continue
        after = [phrase(one) for one in steps[number + 1 :] if isinstance(one, str)]
        found = _found_by(step, known)
        clauses.append({"bool": {"filter": [found], "must_not": after}} if after else found)
    return [any_of(clauses)] if clauses else None


_Step = tuple[str, ...] | Near | InOrder | str
"""Phrases that a unit holds all of, several together, or a single character that weighs nothing."""


def _steps(node: Node) -> Iterator[_Step]:
    """By what units are found, in the order in which the embedded index looks for it: the last one counts."""
    if isinstance(node, Phrase):
        yield _lone(node.text)
    elif isinstance(node, Near | InOrder):
        yield node
    elif isinstance(node, All):
        phrases = tuple(dict.fromkeys(part.text for part in node.nodes if isinstance(part, Phrase)))
        if phrases:
            yield phrases if len(phrases) > 1 else _lone(phrases[0])
        for part in node.nodes:
            if not isinstance(part, Phrase):
                yield from _steps(part)
    elif isinstance(node, Either):
        for part in node.nodes:
            if not (isinstance(part, Phrase) and is_character(part.text)):
                yield from _steps(part)
        yield from (part.text for part in node.nodes if isinstance(part, Phrase) and is_character(part.text))


def _lone(text: str) -> _Step:
    return text if is_character(text) else (text,)


def is_character(text: str) -> bool:
    """Whether a phrase is a single character other than a Latin letter or digit."""
    return len(text) == 1 and not text.isascii()


def _found_by(step: _Step, known: Known) -> Clause:
    if isinstance(step, tuple):
        return holding(step)
    return phrase(step) if isinstance(step, str) else of_unit(step, known)
