"""Which footnote of a Chinese text is which of the English one: they may bear other numbers, since the order of words
differs."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.editions.evidence import Evidence, Weights, evidence_of
from app.domain.editions.lexicon import Lexicon
from app.domain.editions.model import Pairing
from app.domain.editions.quantities import Language
from app.domain.resolution import Footnote, Paragraph

_SAME_UNIT, _SAME_NUMBER = 8.0, 4.0
_SAME_VALUES = 6.0
"""What it tells that notes of one unit give the same values: `Ibid.` and what it stands for share no word."""
_LEAST = 0.0
"""What two notes need to be one: the same unit or number, and words that are not against it."""
_LEFT_OVER, _FAR = -10.0, 5.0
"""What two notes that no other is like need: near each other; with another unit and number."""


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
    found: dict[int, tuple[int, float]] = {}
    for least, least_far in ((_LEAST, math.inf), (_LEFT_OVER, _FAR)):
        taken = {j for j, _ in found.values()}
        left = (
            [(i, note) for i, note in enumerate(zh) if i not in found],
            [(j, note) for j, note in enumerate(en) if j not in taken],
        )
        _pair_best(found, _likely(weights, *left, least, least_far))
    taken = {j for j, _ in found.values()}
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
    return Pairing(
        (index,), (found[0],), "place" if is_same else "words", max(0.0, min(1.0, (4 + found[1]) / 16))
    )


def _likely(
    weights: Weights,
    zh: Iterable[tuple[int, _Note]],
    en: Sequence[tuple[int, _Note]],
    least: float,
    least_far: float,
) -> list[tuple[float, int, int]]:
    """Notes that may be one with how much speaks for it, the likeliest first."""
    found = []
    for i, one in zh:
        for j, other in en:
            needed = least if _is_near(one, other) else least_far
            if needed < math.inf and (score := _score(weights, one, other)) >= needed:
                found.append((score, i, j))
    return sorted(found, reverse=True)


def _pair_best(found: dict[int, tuple[int, float]], likely: Iterable[tuple[float, int, int]]) -> None:
    """Add the likeliest pairs, each note in one of them."""
    taken = {j for j, _ in found.values()}
    for score, i, j in likely:
        if i not in found and j not in taken:
            found[i] = (j, score)
            taken.add(j)


def _is_near(one: _Note, other: _Note) -> bool:
    """Whether two notes have the same number or unit."""
    return one.number == other.number or not one.marked_in.isdisjoint(other.marked_in)


def _score(weights: Weights, one: _Note, other: _Note) -> float:
    is_of_one_unit = not one.marked_in.isdisjoint(other.marked_in)
    said = one.evidence.quantities
    return (
        weights.likeness(one.evidence, other.evidence)
        + _SAME_UNIT * is_of_one_unit
        + _SAME_NUMBER * (one.number == other.number)
        + _SAME_VALUES * (is_of_one_unit and bool(said) and said == other.evidence.quantities)
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
