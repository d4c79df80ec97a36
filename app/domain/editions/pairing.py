"""Which unit of a Chinese text is which of the English one.

The place of a unit is the key, its `eId` and its words the evidence: they decide where places disagree, and doubt a
pair whose places agree. Units keep their order, but for those that both texts have at other places.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence

from app.domain.editions.facing import with_facing, with_labels
from app.domain.editions.left_over import with_left_over
from app.domain.editions.lexicon import Lexicon
from app.domain.editions.model import How, Pairing, confidence
from app.domain.editions.two_texts import EditionUnit, Span, Step, TwoTexts

_SURE = 3.0
"""Likeness in words from which a pair with the same place needs no other."""
_BEYOND_DOUBT = 9.0
"""Likeness from which the units beside are not looked at."""
_MORE_LIKE = 3.0
_GAIN = 1.0
"""How much better two units must agree with one than the better of them alone."""
_NEAR_BY = 3
_MOST_JOINED = 3
"""Units of a pairing that another one may be joined to."""
_BAND = 40
"""How far the indices of a pair may be from the diagonal, beyond the difference in length."""
_MOVES = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1))


def paired(
    chinese: Sequence[EditionUnit], english: Sequence[EditionUnit], lexicon: Lexicon
) -> tuple[Pairing, ...]:
    """Each unit of both texts in exactly one pairing, in the order of the Chinese text."""
    texts = TwoTexts(chinese, english, lexicon)
    steps: list[Step] = []
    before = (0, 0)
    for anchor in [*_anchors(texts), (len(chinese), len(english))]:
        steps += _best_steps(texts, before, anchor)
        steps.append(((anchor[0], anchor[0] + 1), (anchor[1], anchor[1] + 1)))
        before = (anchor[0] + 1, anchor[1] + 1)
    pairings = [_pairing(texts, *step) for step in _with_merged(texts, steps[:-1])]
    return tuple(with_facing(texts, with_left_over(texts, with_labels(texts, pairings))))


def _anchors(texts: TwoTexts) -> list[tuple[int, int]]:
    """Pairs that place and words make sure: of those that contradict each other in order, the longest row."""
    places = {path: index for index, path in enumerate(texts.english.paths)}
    sure = [
        (zh, en)
        for zh, path in enumerate(texts.chinese.paths)
        if (en := places.get(path)) is not None
        and texts.is_same_place(zh, en)
        and texts.may_pair(zh, en)
        and _is_sure(texts, zh, en)
    ]
    return _longest_row(sure)


def _is_sure(texts: TwoTexts, zh: int, en: int) -> bool:
    """Whether the words say so, too, and no unit beside one of the two is much more like the other."""
    likeness = texts.likeness((zh, zh + 1), (en, en + 1))
    if not _SURE <= likeness < _BEYOND_DOUBT:
        return likeness >= _BEYOND_DOUBT
    beside = ((zh - 1, en), (zh + 1, en), (zh, en - 1), (zh, en + 1))
    sizes = len(texts.chinese.units), len(texts.english.units)
    return all(
        texts.likeness((one, one + 1), (other, other + 1)) < likeness + _MORE_LIKE
        for one, other in beside
        if 0 <= one < sizes[0] and 0 <= other < sizes[1]
    )


def _longest_row(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest of the rows of pairs, in order on the left, that are in order on the right, too."""
    ends: list[int] = []
    last: list[tuple[int, int]] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for pair in pairs:
        at = bisect_left(ends, pair[1])
        before[pair] = last[at - 1] if at else None
        ends[at : at + 1], last[at : at + 1] = [pair[1]], [pair]
    row: list[tuple[int, int]] = []
    pair_or_none = last[-1] if last else None
    while pair_or_none is not None:
        row.append(pair_or_none)
        pair_or_none = before[pair_or_none]
    return row[::-1]


def _best_steps(texts: TwoTexts, start: tuple[int, int], end: tuple[int, int]) -> list[Step]:
    """The steps from one pair of indices to another with the greatest sum of worths."""
    rows, columns = end[0] - start[0], end[1] - start[1]
    best: dict[tuple[int, int], float] = {start: 0.0}
    came: dict[tuple[int, int], Step] = {}
    band = _BAND + abs(rows - columns)
    for row in range(rows + 1):
        centre = row * columns // max(rows, 1)
        for column in range(max(0, centre - band), min(columns, centre + band) + 1):
            here = (start[0] + row, start[1] + column)
            if here in best:
                _go_on(texts, here, end, best, came)
    return _walked_back(came, start, end)


def _go_on(
    texts: TwoTexts,
    here: tuple[int, int],
    end: tuple[int, int],
    best: dict[tuple[int, int], float],
    came: dict[tuple[int, int], Step],
) -> None:
    for down, right in _MOVES:
        there = (here[0] + down, here[1] + right)
        if there[0] > end[0] or there[1] > end[1]:
            continue
        step = ((here[0], there[0]), (here[1], there[1]))
        reached = best[here] + texts.worth(*step)
        if reached > best.get(there, -math.inf):
            best[there], came[there] = reached, step


def _walked_back(
    came: dict[tuple[int, int], Step], start: tuple[int, int], end: tuple[int, int]
) -> list[Step]:
    steps: list[Step] = []
    while end != start:
        step = came[end]
        steps.append(step)
        end = (step[0][0], step[1][0])
    return steps[::-1]


def _with_merged(texts: TwoTexts, steps: Sequence[Step]) -> list[Step]:
    """The steps with units left over joined to a neighbour whose counterpart says what both say."""
    kept: list[Step] = []
    for at, step in enumerate(steps):
        joined = _joined(texts, kept[-1], step) if kept else None
        if joined and _is_elsewhere(
            texts,
            step if 0 in _sizes(step) else kept[-1],
            steps[max(0, at - _NEAR_BY) : at + _NEAR_BY + 1],
        ):
            joined = None
        if joined:
            kept[-1] = joined
        else:
            kept.append(step)
    return kept


def _joined(texts: TwoTexts, first: Step, second: Step) -> Step | None:
    """Two steps as one, if one of them is a pair and the other a unit that its counterpart also says."""
    pair, alone = (first, second) if 0 in _sizes(second) else (second, first)
    if 0 in _sizes(pair) or sum(_sizes(pair)) > _MOST_JOINED or 0 not in _sizes(alone):
        return None
    whole = ((first[0][0], second[0][1]), (first[1][0], second[1][1]))
    if not texts.may_merge(*whole):
        return None
    return whole if texts.likeness(*whole) > texts.likeness(*pair) + _GAIN else None


def _is_elsewhere(texts: TwoTexts, alone: Step, near: Sequence[Step]) -> bool:
    """Whether a unit left over says what another one near it does that the other text left over."""
    zh, en = alone
    others = [step for step in near if 0 in _sizes(step)]
    if zh[1] > zh[0]:
        return any(texts.likeness(zh, other[1]) >= _SURE for other in others if other[1][1] > other[1][0])
    return any(texts.likeness(other[0], en) >= _SURE for other in others if other[0][1] > other[0][0])


def _sizes(step: Step) -> tuple[int, int]:
    (zh_start, zh_end), (en_start, en_end) = step
    return zh_end - zh_start, en_end - en_start


def _pairing(texts: TwoTexts, zh: Span, en: Span) -> Pairing:
    sides = (tuple(range(*zh)), tuple(range(*en)))
    if not sides[0] or not sides[1]:
        return Pairing(*sides, "words", 1.0)
    how: How = "place" if texts.is_same_place(zh[0], en[0]) else "words"
    if len(sides[0]) + len(sides[1]) > 2:
        how = "merged"
    return Pairing(*sides, how, confidence(texts.worth(zh, en)))
