"""Units left over between two pairs: a single one on each side is one that the words could not tell."""

import re
from collections.abc import Sequence
from itertools import groupby

from app.domain.editions.evidence import length_likeness
from app.domain.editions.model import How, Pairing, confidence
from app.domain.editions.two_texts import EditionUnit, TwoTexts

_FACING, _OTHER_KIND = -9.0, 1.0
"""Likeness in words from which two units left over at the same point are one: of one kind; a heading and a paragraph."""
_AS_LONG = -1.5
_LABEL = re.compile(
    r"(?:(?:Article|Chapter|Section|Part|Annex)\s)?(?:[IVXLC]+|[A-Z]|\d{1,3})\.?|第[〇一二三四五六七八九十百]+(?:条|章|节|部分)"
    r"|[一二三四五六七八九十]{1,3}"
)


def is_label(unit: EditionUnit) -> bool:
    """Whether a heading has nothing but its number, `II`, `第一章`: the other text may print it with its words."""
    return unit.kind == "heading" and _LABEL.fullmatch(unit.text.strip()) is not None


def with_facing(texts: TwoTexts, pairings: Sequence[Pairing]) -> list[Pairing]:
    """The pairings, in their order, with single units that face each other paired, if nothing is against it."""
    found: list[Pairing] = []
    for is_pair, some in groupby(pairings, key=lambda one: bool(one.chinese and one.english)):
        run = list(some)
        found += run if is_pair or len(run) != 2 else _faced(texts, *run)
    return found


def _faced(texts: TwoTexts, first: Pairing, second: Pairing) -> list[Pairing]:
    chinese, english = first.chinese or second.chinese, first.english or second.english
    if len(chinese) != 1 or len(english) != 1:
        return [first, second]
    zh, en = chinese[0], english[0]
    spans = ((zh, zh + 1), (en, en + 1))
    likeness = texts.likeness(*spans)
    least = _FACING if texts.may_pair(zh, en) else _OTHER_KIND
    lengths = texts.chinese.length(spans[0]), texts.english.length(spans[1])
    kinds = {texts.chinese.units[zh].kind, texts.english.units[en].kind}
    if likeness < least or length_likeness(*lengths) < _AS_LONG or ("table" in kinds and len(kinds) > 1):
        return [first, second]
    how: How = "place" if texts.is_same_place(zh, en) else "words"
    return [Pairing(chinese, english, how, confidence(likeness))]


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
    if not is_in_row or not any(map(is_label, units)):
        return None
    return Pairing(chinese, english, "merged", max(first.confidence, second.confidence))
