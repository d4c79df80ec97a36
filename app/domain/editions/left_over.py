"""Units that the order of both texts left over on both sides: those that say the same are one that moved."""

from collections.abc import Sequence

from app.domain.editions.model import How, Pairing, confidence
from app.domain.editions.two_texts import TwoTexts

_FAR, _NEAR, _AT_SAME_PLACE = 4.0, -1.0, -14.0
"""Likeness in words from which two units left over are one: far apart, near each other, at the same place."""
_NEAR_BY, _FARTHEST = 3, 200
"""In units."""


def with_left_over(texts: TwoTexts, pairings: Sequence[Pairing]) -> tuple[Pairing, ...]:
    """The pairings, in the order of the Chinese text, with units left over on both sides paired where they agree."""
    moved = _moved(
        texts,
        [one.chinese[0] for one in pairings if not one.english],
        [one.english[0] for one in pairings if not one.chinese],
    )
    if not moved:
        return tuple(pairings)
    gone = ({(zh,) for zh in moved}, {(en,) for en in moved.values()})
    kept = [
        one
        for one in pairings
        if not (one.chinese in gone[0] and not one.english)
        and not (one.english in gone[1] and not one.chinese)
    ]
    return _in_order([*kept, *(_pairing(texts, zh, en) for zh, en in moved.items())])


def _pairing(texts: TwoTexts, zh: int, en: int) -> Pairing:
    likeness = texts.likeness((zh, zh + 1), (en, en + 1))
    how: How = "place" if texts.is_same_place(zh, en) else "moved"
    return Pairing((zh,), (en,), how, confidence(likeness - 1))


def _moved(texts: TwoTexts, zh_left: Sequence[int], en_left: Sequence[int]) -> dict[int, int]:
    """Units left over that are one, by their words or by their place, the likeliest first."""
    likely = sorted(
        (
            (score, zh, en)
            for zh in zh_left
            for en in en_left
            if abs(zh - en) <= _FARTHEST
            and texts.may_pair(zh, en)
            and (score := texts.likeness((zh, zh + 1), (en, en + 1))) >= _least(texts, zh, en)
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    for _, zh, en in likely:
        if zh not in found and en not in found.values():
            found[zh] = en
    return found


def _least(texts: TwoTexts, zh: int, en: int) -> float:
    """The likeness from which two units left over are one."""
    if texts.is_same_place(zh, en):
        return _AT_SAME_PLACE
    return _NEAR if abs(zh - en) <= _NEAR_BY else _FAR


def _in_order(pairings: Sequence[Pairing]) -> tuple[Pairing, ...]:
    """In the order of the Chinese text; what stands in English only follows what stands before it there."""
    chinese_of = {en: one.chinese[0] for one in pairings if one.chinese for en in one.english}

    def key(one: Pairing) -> tuple[int, int]:
        if one.chinese:
            return one.chinese[0], -1
        before = (chinese_of[en] for en in range(one.english[0] - 1, -1, -1) if en in chinese_of)
        return next(before, -1), one.english[0]

    return tuple(sorted(pairings, key=key))
