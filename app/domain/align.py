"""Alignment of two texts: which paragraph of one corresponds to which of the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Generic, Literal, Protocol, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from app.domain.redline import unclosed_form

AlignmentKind = Literal["same", "amended", "new", "dropped", "moved"]

_ALIKE = 0.5
"""Least likeness of two paragraphs that follow the order of both texts to be one paragraph in two
wordings."""
_ALIKE_ELSEWHERE = ((40, 0.6), (12, 0.75))
"""The same for paragraphs out of order: (least length of the shorter one in characters, least likeness).
Short paragraphs resemble each other by chance."""
_WITHIN = 0.85
_SHORTEST_WITHIN = 20
"""A paragraph of at least this length, found inside a longer one to at least this share, is the same
paragraph, however much was added."""
_MOST_PAIRS = 4_000_000
_MOST_CHARACTERS = 40_000_000_000
"""Most pairs of paragraphs, and of characters, that are compared all with all; longer texts are first cut
where they agree."""

Matrix: TypeAlias = NDArray[np.float64]
Match = tuple[int, int]
"""Index of a paragraph in the first text, index in the second."""
IndexPair = tuple[int | None, int | None]


class AnchoredText(Protocol):
    """A text with its place."""

    @property
    def anchor(self) -> str:
        """The place."""

    @property
    def text(self) -> str:
        """The text as printed."""


P = TypeVar("P", bound=AnchoredText)


@dataclass(frozen=True, slots=True)
class Pair(Generic[P]):
    """A paragraph and its counterpart, or a paragraph without one; `ratio` is their likeness, from 0 to 1.

    A `moved` pair stands out of order, whether or not its words have changed.
    """

    kind: AlignmentKind
    first: P | None
    second: P | None
    ratio: float


def aligned(first: Sequence[P], second: Sequence[P]) -> Iterator[Pair[P]]:
    """Each paragraph of both texts in exactly one pair, in the order of the second; dropped paragraphs come
    after the paragraph that they followed in the first.

    Paragraphs in the same words are always paired. The rest are paired first in the order of both texts, then
    in any order, by the likeness of their characters (Indel distance).
    """
    if _is_too_much(first, second):
        yield from _in_stretches(first, second)
    elif first and second:
        yield from _compared(first, second)
    else:
        yield from _unpaired(first, second)


def _is_too_much(first: Sequence[AnchoredText], second: Sequence[AnchoredText]) -> bool:
    characters = [sum(len(unit.text) for unit in side) for side in (first, second)]
    return len(first) * len(second) > _MOST_PAIRS or characters[0] * characters[1] > _MOST_CHARACTERS


def _in_stretches(first: Sequence[P], second: Sequence[P]) -> Iterator[Pair[P]]:
    forms = [unclosed_form(unit.text) for unit in first], [unclosed_form(unit.text) for unit in second]
    for op, i, i_end, j, j_end in SequenceMatcher(None, *forms, autojunk=False).get_opcodes():
        if op == "equal":
            yield from (
                Pair("same", *units, 1.0) for units in zip(first[i:i_end], second[j:j_end], strict=True)
            )
        elif _is_too_much(first[i:i_end], second[j:j_end]):
            yield from _unpaired(first[i:i_end], second[j:j_end])
        else:
            yield from aligned(first[i:i_end], second[j:j_end])


def _unpaired(first: Sequence[P], second: Sequence[P]) -> Iterator[Pair[P]]:
    yield from (Pair("dropped", unit, None, 0.0) for unit in first)
    yield from (Pair("new", None, unit, 0.0) for unit in second)


def _compared(first: Sequence[P], second: Sequence[P]) -> Iterator[Pair[P]]:
    likeness = _Likeness.of(first, second)
    matches = _matches(likeness)
    in_order = dict(_in_order(_weights_of(likeness.weight, matches)))
    for i, j in _rows(matches, in_order, len(first), len(second)):
        if i is None or j is None:
            kind: AlignmentKind = "dropped" if j is None else "new"
            yield Pair(kind, None if i is None else first[i], None if j is None else second[j], 0.0)
            continue
        ratio = float(likeness.ratio[i, j])
        kind = "moved" if in_order.get(i) != j else "same" if ratio == 1 else "amended"
        yield Pair(kind, first[i], second[j], round(ratio, 4))


@dataclass(frozen=True, slots=True, eq=False)
class _Likeness:
    """How alike the paragraphs of two texts are: one row per paragraph of the first; 1 means the same words.

    `alike` is the larger of `ratio` and containment of one in the other. `weight` is what a pair counts for
    in the alignment: long paragraphs count more. `shortest` is the length in characters of the shorter
    paragraph.
    """

    ratio: Matrix
    alike: Matrix
    weight: Matrix
    shortest: Matrix

    @classmethod
    def of(cls, first: Sequence[AnchoredText], second: Sequence[AnchoredText]) -> "_Likeness":
        forms = [unclosed_form(unit.text) for unit in first], [unclosed_form(unit.text) for unit in second]
        ratio = _ratios(*forms)
        lengths = [np.array(list(map(len, side)), dtype=np.float64) for side in forms]
        shortest: Matrix = np.minimum.outer(*lengths)
        common = ratio * np.add.outer(*lengths) / 2
        alike = np.maximum(ratio, _containment(*forms, common, shortest))
        anchors = np.array([unit.anchor for unit in first]), np.array([unit.anchor for unit in second])
        # Breaks ties: a paragraph keeps its place.
        in_place = np.equal.outer(*anchors) / 1000
        return cls(ratio, alike, (alike**2 + in_place) * np.log(shortest + 2), shortest)


def _ratios(first: Sequence[str], second: Sequence[str]) -> Matrix:
    """The likeness of all pairs. A form with an identical counterpart is compared with no other form."""
    ratio: Matrix = np.equal.outer(np.array(first, dtype=object), np.array(second, dtype=object)).astype(
        float
    )
    left, right = (np.flatnonzero(~ratio.any(axis=axis)) for axis in (1, 0))
    sides = [first[i] for i in left.tolist()], [second[j] for j in right.tolist()]
    if len(left) and len(right):
        ratio[np.ix_(left, right)] = process.cdist(*sides, scorer=Indel.normalized_similarity)
    return ratio


def _containment(first: Sequence[str], second: Sequence[str], common: Matrix, shortest: Matrix) -> Matrix:
    """How completely one form is contained in the other, 0 if it is not; ranked a little below the same plain
    likeness.

    `common` is the number of characters shared in order, not necessarily adjacent.
    """
    within = np.zeros_like(common)
    may_be = (common >= _WITHIN * shortest) & (shortest >= _SHORTEST_WITHIN)
    for i, j in np.argwhere(may_be).tolist():
        share = fuzz.partial_ratio(first[i], second[j], score_cutoff=100 * _WITHIN) / 100
        within[i, j] = share * _WITHIN
    return within


def _matches(likeness: _Likeness) -> dict[int, int]:
    """Matched paragraphs: index in the first text to index in the second."""
    found = dict(_in_order(np.where(likeness.alike >= _ALIKE, likeness.weight, 0)))
    taken = set(found.values())
    for i, j in _elsewhere(likeness):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def _elsewhere(likeness: _Likeness) -> list[Match]:
    """Candidate pairs in any order: the most alike first, then the nearest."""
    may_be = likeness.ratio == 1
    for length, alike in _ALIKE_ELSEWHERE:
        may_be |= (likeness.shortest >= length) & (likeness.alike >= alike)
    found: list[Match] = [(int(i), int(j)) for i, j in np.argwhere(may_be)]
    return sorted(found, key=lambda match: (-likeness.alike[match], abs(match[0] - match[1])))


def _weights_of(weight: Matrix, matches: dict[int, int]) -> Matrix:
    kept = np.zeros_like(weight)
    for match in matches.items():
        kept[match] = weight[match]
    return kept


def _in_order(weight: Matrix) -> Iterator[Match]:
    """The heaviest sequence of pairs that keeps the order of both texts; pairs of weight 0 are excluded."""
    best = np.zeros((weight.shape[0] + 1, weight.shape[1] + 1))
    for i, row in enumerate(weight):
        np.maximum.accumulate(np.maximum(best[i, 1:], best[i, :-1] + row), out=best[i + 1, 1:])
    i, j = weight.shape
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            yield i, j


def _rows(matches: dict[int, int], in_order: dict[int, int], first: int, second: int) -> Iterator[IndexPair]:
    """All paragraphs by index, each once; `in_order` holds the matches that keep the order of both texts."""
    followed = np.maximum.accumulate([i if i in in_order else -1 for i in range(first)]).tolist()
    dropped = groupby((i for i in range(first) if i not in matches), key=followed.__getitem__)
    behind = {border: list(numbers) for border, numbers in dropped}
    partner = {j: i for i, j in matches.items()}
    yield from ((i, None) for i in behind.get(-1, ()))
    for j in range(second):
        found = partner.get(j)
        yield found, j
        if found is not None and in_order.get(found) == j:
            yield from ((i, None) for i in behind.get(found, ()))
