"""Changes as what the indices take in: documents with their units, and the different texts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import Any

from app.domain.english_text import stems_of
from app.search.changes import Changes, SearchDocument, SearchUnit
from app.search.compared_texts import digest
from app.search.engine import CutAll
from app.search.minhash import band_keys
from app.search.opensearch.loading import Put
from app.search.opensearch.mapping import OF_DOCUMENTS, PATH, TALLIES
from app.search.opensearch.tokens import joined, words_joined
from app.search.opensearch.weights import length_kept

NO_DAY = 99991231
"""Stands for an unknown date where the oldest come first."""
_UNITS_AT_A_TIME = 20_000
_FIRST_YEAR, _NO_AGE = 1945, (1 << 16) - 1

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Batch:
    """Some documents as they are put into the indices, with the texts of their units."""

    documents: list[Put] = field(default_factory=list)
    texts: dict[str, Put] = field(default_factory=dict)
    english: dict[str, Put] = field(default_factory=dict)


def batches(changes: Changes, first: int, cut: CutAll) -> Iterator[Batch]:
    """What is added, part by part; `first` is the number of the first document."""
    documents = {one.address: (number, one) for number, one in enumerate(changes.documents, first)}
    with_units: set[str] = set()
    for part in _parts(changes.units):
        with_units.update(address for address, _ in part)
        yield _batch([(*documents[address], units) for address, units in part], cut)
    # A document without units is in no answer, yet it is known again when it is removed.
    bare = [(*one, ()) for address, one in documents.items() if address not in with_units]
    if bare:
        yield _batch(bare, cut)


def _parts(units: Iterable[SearchUnit]) -> Iterator[list[tuple[str, tuple[SearchUnit, ...]]]]:
    """The units of documents, so many documents that they have a certain number of units."""
    part: list[tuple[str, tuple[SearchUnit, ...]]] = []
    size = 0
    for address, of_document in groupby(units, lambda unit: unit.document):
        part.append((address, tuple(of_document)))
        size += len(part[-1][1])
        if size >= _UNITS_AT_A_TIME:
            yield part
            part, size = [], 0
    if part:
        yield part


def _batch(part: Sequence[tuple[int, SearchDocument, Sequence[SearchUnit]]], cut: CutAll) -> Batch:
    batch = Batch()
    texts = list(dict.fromkeys(unit.folded for _, _, units in part for unit in units))
    words = dict(zip(texts, cut(texts), strict=True))
    for text, bands in zip(texts, bands_of(texts), strict=True):
        batch.texts[digest(text)] = Put(digest(text), _text(text, words[text], bands))
    for text in dict.fromkeys(chain.from_iterable(unit.english for _, _, units in part for unit in units)):
        entry = {
            "key": digest(text),
            "size": len(text),
            "sent": joined(text, str.split),
            "stems": words_joined(stems_of(text)),
        }
        batch.english[digest(text)] = Put(digest(text), entry)
    for number, document, units in part:
        batch.documents.append(Put(document.address, _document(number, document, units, words)))
    return batch


def bands_of(texts: Sequence[str]) -> list[list[str]]:
    """The bands of each text, as terms: texts that share some are alike."""
    return [[f"{band}.{key:x}" for band, key in enumerate(keys)] for keys in band_keys(texts).T.tolist()]


def _text(text: str, words: Sequence[str], bands: Sequence[str]) -> Entry:
    return {
        "key": digest(text),
        "size": len(text),
        "sent": joined(text),
        "words": words_joined(words),
        "length": len(words),
        "bands": bands,
    }


def _document(
    number: int, document: SearchDocument, units: Sequence[SearchUnit], words: Mapping[str, Sequence[str]]
) -> Entry:
    day = int(document.adopted_on.replace("-", "") or 0)
    days = {"day": day, "dated": day or NO_DAY}
    facts = _filled(
        {fact: getattr(document, fact) for fact in (*OF_DOCUMENTS[:-1], *TALLIES)}
        | {"subject": document.subjects, "in_year": document.year}
    )
    of_document = {"document": number, **days, **facts}
    return _filled(
        {
            "address": document.address,
            "number": number,
            "voted": document.votes,
            **days,
            **facts,
            PATH: [
                _unit(unit, place, words[unit.folded]) | of_document | {"at": _at(day, number, place)}
                for place, unit in enumerate(units)
            ],
        }
    )


def _unit(unit: SearchUnit, place: int, words: Sequence[str]) -> Entry:
    return _filled(
        {
            "key": unit.id,
            "place": place,
            "sent": joined(unit.folded),
            "words": words_joined(words),
            "length": length_kept(len(words)),
            "text": digest(unit.folded),
            "part": unit.part,
            "verb": unit.verb,
            "annex": unit.annex,
            "state": unit.states,
            "stops": unit.stops,
            "cites": unit.cites,
            "english": [joined(text, str.split) for text in unit.english],
            "stems": [words_joined(stems_of(text)) for text in unit.english],
            "english_text": [digest(text) for text in unit.english],
        }
    )


def _at(day: int, document: int, place: int) -> int:
    """The place of a unit in the order of all, the oldest first, undated ones last: a number that a cluster, which
    reckons in fractions, still tells from the next."""
    year, month, date = day // 10_000, day // 100 % 100, day % 100
    days = (year - _FIRST_YEAR) * 372 + month * 31 + date
    age = min(max(days, 0), _NO_AGE - 1) if day else _NO_AGE
    return age << 37 | min(document, (1 << 23) - 1) << 14 | min(place, (1 << 14) - 1)


def _filled(entry: Entry) -> Entry:
    """An entry without what is unknown."""
    return {name: value for name, value in entry.items() if value not in (None, "", (), [])}
