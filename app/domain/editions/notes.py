"""Which footnote of a Chinese text is which of the English one: they may bear other numbers, since the order of words
differs."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.editions.evidence import Evidence, Weights, evidence_of
from app.domain.editions.lexicon import Lexicon
from app.domain.editions.model import Pairing
from app.domain.editions.quantities import Language
from app.domain.resolution import Footnote, Paragraph

_SAME_UNIT, _SAME_NUMBER = 8.0, 4.0
_LEAST = 0.0
"""What two notes need to be one: the same unit or number, and words that are not against it."""


@dataclass(frozen=True, slots=True)
class _Note:
    """A note with the pairings of the units that mark it."""

    number: str
    evidence: Evidence
    marked_in: frozenset[int]


def paired_notes(
    chinese: tuple[Sequence[Paragraph], Sequence[Footnote]],
    english: tuple[Sequence[Paragraph], Sequence[Footnote]],
    pairings: Sequence[Pairing],
    lexicon: Lexicon,
) -> tuple[Pairing, ...]:
    """Each note of both texts, given with their units, in exactly one pairing; `pairings` are those of the units."""
    zh = _notes(*chinese, [one.chinese for one in pairings], "zh", lexicon)
    en = _notes(*english, [one.english for one in pairings], "en", lexicon)
    weights = Weights([note.evidence for note in zh], [note.evidence for note in en], lexicon)
    likely = sorted(
        (
            (_score(weights, one, other), i, j)
            for i, one in enumerate(zh)
            for j, other in enumerate(en)
            if one.number == other.number or one.marked_in & other.marked_in
        ),
        reverse=True,
    )
    found: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for score, i, j in likely:
        if score >= _LEAST and i not in found and j not in taken:
            found[i] = (j, score)
            taken.add(j)
    return (
        *(_pairing(i, found.get(i), zh, en) for i in range(len(zh))),
        *(Pairing((), (j,), "words", 1.0) for j in range(len(en)) if j not in taken),
    )


def _pairing(
    index: int, found: tuple[int, float] | None, zh: Sequence[_Note], en: Sequence[_Note]
) -> Pairing:
    if found is None:
        return Pairing((index,), (), "words", 1.0)
    is_same = zh[index].number == en[found[0]].number
    return Pairing((index,), (found[0],), "place" if is_same else "words", min(1.0, (4 + found[1]) / 16))


def _score(weights: Weights, one: _Note, other: _Note) -> float:
    return (
        weights.likeness(one.evidence, other.evidence)
        + _SAME_UNIT * bool(one.marked_in & other.marked_in)
        + _SAME_NUMBER * (one.number == other.number)
    )


def _notes(
    units: Sequence[Paragraph],
    notes: Sequence[Footnote],
    sides: Sequence[tuple[int, ...]],
    language: Language,
    lexicon: Lexicon,
) -> list[_Note]:
    marked: dict[str, set[int]] = {}
    for pairing, side in enumerate(sides):
        for index in side:
            for mark in units[index].notes:
                marked.setdefault(mark.number, set()).add(pairing)
    return [
        _Note(
            note.number,
            evidence_of(note.text, language, lexicon),
            frozenset(marked.get(note.number, ())),
        )
        for note in notes
    ]
