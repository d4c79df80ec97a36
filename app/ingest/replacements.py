"""Finds wordings that took each other's place: in each amended paragraph, then by count over all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from sqlmodel import Session

from app.db import replacement_store
from app.db.replacement_store import AmendedUnit
from app.domain.redline import printed_form
from app.domain.replacements import replacements
from app.domain.rewordings import Rewording, rewordings
from app.domain.segmentation import Segmenter
from app.ingest.parallel import in_order

_LEAST_ALIKE = 0.6
"""Least likeness of the two forms of a paragraph; in others too much has changed."""
_BLOCK = 1000
"""Number of documents whose texts are in memory together."""
_BATCH_SIZE = 10
"""Number of documents compared per task."""
_MIN_BATCHES_FOR_PROCESSES = 16


@dataclass(frozen=True, slots=True)
class _AmendedText:
    """The whole of an earlier and of a later text, and the units that differ."""

    earlier: str
    later: str
    units: Sequence[AmendedUnit]


def count_replacements(session: Session, words: Segmenter, rewritten: Sequence[int]) -> None:
    """Read the rewordings of the documents whose paragraph history was written anew, and count all anew."""
    for start in range(0, len(rewritten), _BLOCK):
        for unit, found in _reworded(session, words, rewritten[start : start + _BLOCK]):
            replacement_store.insert_rewordings(session, unit, found)
    counted = replacements(replacement_store.counted(session), partial(replacement_store.places, session))
    replacement_store.replace_replacements(session, counted)


def _reworded(
    session: Session, words: Segmenter, documents: Sequence[int]
) -> Sequence[tuple[int, list[Rewording]]]:
    amended = replacement_store.amended_units(session, documents, _LEAST_ALIKE)
    texts = replacement_store.texts(session, set(chain.from_iterable(amended)))
    pairs = [_AmendedText(texts[earlier], texts[later], units) for (earlier, later), units in amended.items()]
    parts = [pairs[start : start + _BATCH_SIZE] for start in range(0, len(pairs), _BATCH_SIZE)]
    found = in_order(_compared, words, parts, min_parallel=_MIN_BATCHES_FOR_PROCESSES)
    return list(chain.from_iterable(found))


def _compared(words: Segmenter, part: Sequence[_AmendedText]) -> list[tuple[int, list[Rewording]]]:
    """Units with their rewordings, those that have any."""
    return [(unit.id, found) for text in part for unit, found in _rewordings_of(text, words) if found]


def _rewordings_of(text: _AmendedText, words: Segmenter) -> Iterator[tuple[AmendedUnit, list[Rewording]]]:
    earlier, later = printed_form(text.earlier), printed_form(text.later)
    for unit in text.units:
        yield unit, list(rewordings(unit.old, unit.new, earlier, later, words))
