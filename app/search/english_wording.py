"""English texts in like words."""

import numpy as np
from rapidfuzz.distance import Indel

from app.search.engine import MIN_SIMILARITY
from app.search.index import SearchIndex
from app.search.like_wording import EnglishWording, UnitPlace
from app.search.text_engine import Numbers

_COMPARED = 300
"""How many texts are compared with a passage, those that share most of its words."""


def like_english(index: SearchIndex, passage: str, most: int) -> tuple[EnglishWording, ...]:
    """The English texts beside units that are like a folded passage, the likest first."""
    if not passage or not len(index.english.texts):
        return ()
    found = []
    for number in index.english.sharing(passage, _COMPARED).tolist():
        text = index.english.texts[number]
        is_held = f" {passage} " in f" {text} "
        ratio = 1.0 if is_held else Indel.normalized_similarity(passage, text, score_cutoff=MIN_SIMILARITY)
        units = _units_beside(index, number)
        if ratio and len(units):
            found.append((ratio, abs(len(text) - len(passage)), units))
    found.sort(key=lambda one: (-one[0], one[1], -_day(index, one[2])))
    return tuple(EnglishWording(_newest(index, units), len(units), ratio) for ratio, _, units in found[:most])


def _units_beside(index: SearchIndex, text: int) -> Numbers:
    owners, texts = index.columns.pairs["english"]
    beside: Numbers = owners[texts == text]
    return beside


def _day(index: SearchIndex, units: Numbers) -> int:
    return int(index.columns.adopted[index.columns.unit_document[units]].max())


def _newest(index: SearchIndex, units: Numbers) -> UnitPlace:
    columns = index.columns
    documents = columns.unit_document[units]
    newest = int(np.argmax(columns.adopted[documents]))
    return UnitPlace(columns.addresses[int(documents[newest])], int(columns.unit_ids[units[newest]]))
