"""The texts with many of some words."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from app.search.opensearch.index import ClusterIndex
from app.search.opensearch.mapping import TEXTS
from app.search.opensearch.tokens import word_sent
from app.search.text_engine import rarest

SHORTEST: Final[Sequence[Mapping[str, Any]]] = (
    {"size": {"order": "asc", "unmapped_type": "integer"}},
    {"key": {"order": "asc", "unmapped_type": "keyword"}},
)
"""The shortest texts first. An index of English texts made before it told their lengths has them in any order."""


def sharing(
    index: ClusterIndex,
    words: Sequence[str],
    enough: int,
    most: int,
    *,
    part: str = TEXTS,
    name: str = "words",
) -> list[dict[str, Any]]:
    """What finds the texts with so many of some words that these have `enough` characters; at most so many, those that
    `search.compared_texts` tells. No search, or one."""
    if not words:
        return []
    frequency = dict(zip(words, index.frequencies(words, part, name), strict=True))
    weighed = {
        word: {"constant_score": {"filter": {"term": {name: word_sent(word)}}, "boost": float(len(word))}}
        for word in words
    }
    needed = rarest(words, frequency.__getitem__, enough)
    driving = {"bool": {"should": [weighed[word] for word in needed], "minimum_should_match": 1}}
    others = [query for word, query in weighed.items() if word not in needed]
    query = {"bool": {"must": [driving], "should": others}}
    return [{"query": query, "min_score": enough, "size": most, "sort": [{"_score": "desc"}, *SHORTEST]}]
