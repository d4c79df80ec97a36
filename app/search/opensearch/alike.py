"""Texts like some passages: candidates from the cluster, their likeness measured here, exactly."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from app.search.clauses import MIN_PARTIAL_RATIO, MIN_PASSAGE, MOST_CANDIDATES, is_clause, words_sought
from app.search.engine import MIN_SIMILARITY
from app.search.minhash import SHARED
from app.search.opensearch.documents import bands_of
from app.search.opensearch.index import ClusterIndex
from app.search.opensearch.mapping import TEXTS
from app.search.opensearch.reading import Order, documents, text_of
from app.search.opensearch.sharing import sharing
from app.search.opensearch.tokens import joined
from app.search.opensearch.tree import Clause, held

_AT_A_TIME = 5000
_READ_AT_A_TIME = 500
_IN_ORDER: Order = ({"key": "asc"},)


@dataclass(frozen=True, slots=True)
class Alike:
    """A text like some passages: its likeness (0 to 1) to the nearest, the number of that passage, and whether it
    contains any of them verbatim."""

    ratio: float
    passage: int
    holds: bool


def texts_alike(
    index: ClusterIndex, passages: Sequence[str], pause: Callable[[], None]
) -> Mapping[str, Alike]:
    """The texts that are like a passage, by what they are known by; of several that one is like, the nearest counts, and
    then the first. `pause` is called before each passage."""
    found: dict[str, Alike] = {}
    for number, passage in enumerate(passages):
        pause()
        if len(passage) < MIN_PASSAGE:
            continue
        for key, ratio, holds in _of_passage(index, passage):
            known = found.get(key)
            if known is None:
                found[key] = Alike(ratio, number, holds)
            elif ratio > known.ratio or holds > known.holds:
                nearest = (ratio, number) if ratio > known.ratio else (known.ratio, known.passage)
                found[key] = Alike(*nearest, known.holds or holds)
    return found


def _of_passage(index: ClusterIndex, passage: str) -> Iterator[tuple[str, float, bool]]:
    yield from _holding(index, passage)
    texts = dict(_texts(index, _banded(passage)))
    if texts:
        ratios = process.cdist(
            [passage], list(texts.values()), scorer=Indel.normalized_similarity, score_cutoff=MIN_SIMILARITY
        )[0]
        alike = zip(texts, ratios.tolist(), strict=True)
        yield from ((key, ratio, False) for key, ratio in alike if ratio >= MIN_SIMILARITY)
    yield from _within(index, passage)


def _banded(passage: str) -> Clause:
    (bands,) = bands_of([passage])
    shared = [{"constant_score": {"filter": {"term": {"bands": band}}}} for band in bands]
    return {"bool": {"should": shared, "minimum_should_match": SHARED}}


def _holding(index: ClusterIndex, passage: str) -> Iterator[tuple[str, float, bool]]:
    """The texts that contain a passage verbatim; their likeness follows from the lengths."""
    body = {"query": held("sent", joined(passage)), "docvalue_fields": ["size"]}
    for hit in documents(index, body, _IN_ORDER, _AT_A_TIME, part=TEXTS):
        size = hit["fields"]["size"][0]
        yield hit["_id"], _rounded(2 * len(passage) / (len(passage) + size)), True


def _texts(index: ClusterIndex, query: Clause) -> Iterator[tuple[str, str]]:
    body = {"query": query, "stored_fields": ["sent"]}
    for hit in documents(index, body, _IN_ORDER, _READ_AT_A_TIME, part=TEXTS):
        yield hit["_id"], text_of(hit)


def _within(index: ClusterIndex, passage: str) -> Iterator[tuple[str, float, bool]]:
    """The longer texts that contain a clause in similar words, and the likeness of the whole text."""
    if not is_clause(passage):
        return
    words, enough = words_sought(index.words.of(passage))
    for body in sharing(index, words, enough, MOST_CANDIDATES):
        read = {"_source": False, "stored_fields": ["sent"], "track_total_hits": False}
        for hit in index.search({**body, **read}, TEXTS)["hits"]["hits"]:
            text = text_of(hit)
            if len(text) > len(passage) and fuzz.partial_ratio(passage, text, score_cutoff=MIN_PARTIAL_RATIO):
                yield hit["_id"], _rounded(Indel.normalized_similarity(passage, text)), False


def _rounded(ratio: float) -> float:
    """A likeness with as many digits as the embedded index keeps."""
    return float(np.float32(ratio))


def with_ratio(found: Mapping[str, Alike], keys: Collection[str]) -> dict[float, list[str]]:
    """Some of the texts found by their likeness, the likest first."""
    by_ratio: dict[float, list[str]] = {}
    for key in sorted(keys, key=lambda one: -found[one].ratio):
        by_ratio.setdefault(found[key].ratio, []).append(key)
    return by_ratio
