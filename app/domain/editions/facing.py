"""Units left over between two pairs: as many on each side are those that the words could not tell."""

import re
from collections.abc import Sequence
from itertools import groupby

from app.domain.editions.evidence import length_likeness
from app.domain.editions.model import Pairing, confidence
from app.domain.editions.two_texts import EditionUnit, TwoTexts

_FACING, _OTHER_KIND = -9.0, -5.0
"""Likeness in words from which two units left over at the same point are one: of one kind; a heading and a paragraph."""
_AS_LONG = -1.5
_MOST_FACING = 6
"""Of more units left over at one point nothing is said by their order."""
_LABEL = re.compile(
    r"(?:(?:Article|Chapter|(?:Income )?[Ss]ection|Part|Annex)\s)?(?:[IVXLC]+|[A-Z]|\d{1,3}[A-Z]?)\.?"
    r"|第[〇一二三四五六七八九十百]+(?:条|章|节|部分)|附件[A-Z一二三四五六七八九十]{0,3}|[一二三四五六七八九十]{1,3}"
)


def is_label(unit: EditionUnit) -> bool:
    """Whether a heading has nothing but its number, `II`, `第一章`: the other text may print it with its words."""
    return unit.kind == "heading" and _LABEL.fullmatch(unit.text.strip()) is not None


def with_facing(texts: TwoTexts, pairings: Sequence[Pairing]) -> list[Pairing]:
    """The pairings, in their order, with as many units on each side that face each other paired, if nothing is against it."""
    found: list[Pairing] = []
    for is_pair, some in groupby(pairings, key=lambda one: bool(one.chinese and one.english)):
        run = list(some)
        found += run if is_pair else _all_faced(texts, run)
    return found


def _all_faced(texts: TwoTexts, run: list[Pairing]) -> list[Pairing]:
    """As many units on each side, paired in their order if each of these pairs may be one."""
    chinese = [one.chinese[0] for one in run if one.chinese]
    english = [one.english[0] for one in run if one.english]
    if len(chinese) != len(english) or len(chinese) > _MOST_FACING:
        return run
    found = [_faced(texts, *sides) for sides in zip(chinese, english, strict=True)]
    return [one for one in found if one] if all(found) else run


def _faced(texts: TwoTexts, zh: int, en: int) -> Pairing | None:
    spans = ((zh, zh + 1), (en, en + 1))
    likeness = texts.likeness(*spans)
    least = _FACING if texts.may_pair(zh, en) else _OTHER_KIND
    lengths = texts.chinese.length(spans[0]), texts.english.length(spans[1])
    kinds = {texts.chinese.units[zh].kind, texts.english.units[en].kind}
    is_same_place = texts.is_same_place(zh, en)
    if "table" in kinds and len(kinds) > 1:
        return None
    is_same_label = is_same_place or texts.is_same_rank(zh, en)
    if not is_same_label and (likeness < least or length_likeness(*lengths) < _AS_LONG):
        return None
    return Pairing((zh,), (en,), "place" if is_same_place else "words", confidence(likeness))


def with_labels(texts: TwoTexts, pairings: Sequence[Pairing]) -> list[Pairing]:
    """The pairings with a heading left over joined to the pair beside it, where one of the two is only a number."""
    found: list[Pairing] = []
    for one in pairings:
        joined = _joined(texts, found[-1], one) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(one)
    return found


def _joined(texts: TwoTexts, first: Pairing, second: Pairing) -> Pairing | None:
    chinese, english = first.chinese + second.chinese, first.english + second.english
    if sorted((len(chinese), len(english))) != [1, 2]:
        return None
    zh = [texts.chinese.units[index] for index in chinese]
    en = [texts.english.units[index] for index in english]
    indices, units = (chinese, zh) if len(zh) > 1 else (english, en)
    is_in_row = indices[1] == indices[0] + 1 and all(unit.kind == "heading" for unit in (*zh, *en))
    other = en[0] if len(zh) > 1 else zh[0]
    if not is_in_row or not any(map(is_label, units)) or is_label(other):
        return None
    if is_label(units[1]) and not (second.chinese and second.english):
        return None  # a number belongs to what follows it
    return Pairing(chinese, english, "merged", max(first.confidence, second.confidence))
