"""English texts in like words."""

from collections.abc import Sequence
from typing import Any

from rapidfuzz.distance import Indel

from app.domain.english_text import stems_of
from app.search.engine import MIN_SIMILARITY
from app.search.like_wording import EnglishWording
from app.search.opensearch.facets import found
from app.search.opensearch.index import ClusterIndex
from app.search.opensearch.mapping import ENGLISH, PATH
from app.search.opensearch.sharing import SHORTEST, sharing
from app.search.opensearch.tokens import SEPARATOR, joined
from app.search.opensearch.tree import among_units, held
from app.search.opensearch.uses import LATEST, place_of, units_shown

_COMPARED = 300
"""How many texts are compared with a passage, those that share most of its words."""
_SHARED = 55
"""Percent of the characters of a passage's words that a like text has."""


def like_english(index: ClusterIndex, passage: str, most: int) -> tuple[EnglishWording, ...]:
    """The English texts beside units that are like a folded passage, the likest first."""
    if not passage:
        return ()
    likest: list[tuple[float, int, str]] = []
    for key, text in _alike(index, passage).items():
        is_held = f" {passage} " in f" {text} "
        ratio = 1.0 if is_held else Indel.normalized_similarity(passage, text, score_cutoff=MIN_SIMILARITY)
        if ratio:
            likest.append((ratio, abs(len(text) - len(passage)), key))
    beside = index.searches([_beside(key) for _, _, key in likest])
    rows = []
    for (ratio, longer, _), units in zip(likest, beside, strict=True):
        among = units["aggregations"]["units"]["found"]
        if among["doc_count"]:
            (newest,) = among["newest"]["hits"]["hits"]
            rows.append(
                (
                    -ratio,
                    longer,
                    -newest["sort"][0],
                    EnglishWording(place_of(newest), among["doc_count"], ratio),
                )
            )
    rows.sort(key=lambda row: row[:3])
    return tuple(wording for *_, wording in rows[:most])


def _alike(index: ClusterIndex, passage: str) -> dict[str, str]:
    """The texts that share most of a passage's words in any form, or hold it, by what they are known by."""
    words = tuple(dict.fromkeys(stems_of(passage)))
    enough = max(1, sum(map(len, words)) * _SHARED // 100)
    bodies: Sequence[dict[str, Any]] = [
        *sharing(index, words, enough, _COMPARED, part=ENGLISH, name="stems"),
        {"query": held("sent", joined(passage, str.split)), "size": _COMPARED, "sort": [*SHORTEST]},
    ]
    read = {"_source": False, "stored_fields": ["sent"], "track_total_hits": False}
    answers = index.searches([{**body, **read} for body in bodies], ENGLISH)
    hits = (hit for one in answers for hit in one["hits"]["hits"])
    return {hit["_id"]: hit["fields"]["sent"][0].replace(SEPARATOR, " ") for hit in hits}


def _beside(key: str) -> dict[str, Any]:
    """What counts the units that an English text stands beside."""
    units = {"term": {f"{PATH}.english_text": key}}
    newest = {"newest": units_shown(1, LATEST)}
    return {"query": among_units(units), "size": 0, "track_total_hits": False, "aggs": found(units, newest)}
