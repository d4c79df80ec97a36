"""Pinpoints: the part of its target that a reference means, as printed and as places.

Accepted, alone or in sequence: `第8段`, `第5(a)段`, `第8和9段`, `第1至10段`, `序言部分第3段`, `附件`,
`附件二`, `附录三`, `第1/CP.21号决定`, `第三章`, `A节`, `第七节`, `第二部分`, `第一条第三款`, `第一条第三项`,
`第七十三条(辰)款`, `第七章`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.numerals import CHINESE_NUMERAL, from_chinese
from app.domain.places import plain_label

_ONE = rf"(?:[0-9]{{1,4}}(?:\.[0-9]{{1,3}}){{0,3}}|{CHINESE_NUMERAL}+)"
_LETTER = r"[A-Z](?![A-Za-z])"
_POINT = r"(?:\s?\(\s?[a-z0-9一二三四五六七八九十子丑寅卯辰巳午未申酉戌亥]{1,4}\s?\)|\s?[㈠-㈩])"
_LABEL = rf"(?:(?:{_ONE}|{_LETTER})(?:\s?\.\s?[A-Z0-9])?{_POINT}*|{_POINT}+)"
_AND = r"\s?(?:、|和|及|与|至|到|-|以及)\s?(?:第\s?)?"
_LABELS = rf"{_LABEL}(?:{_AND}{_LABEL})*"
_NTH = r"(?:第\s?|(?=[A-Z(㈠-㈩]))"
"""`第` may be omitted only before letters and points: `一项` is not the first item."""

_UNIT = r"分?段|节|章|条|款|项|部分|编|卷"
_ANNEX = r"附件|附录|附文"
_BARE = rf"(?:{_ONE}|{_LETTER})"
_WHOLE = rf"(?!\s?(?:{_UNIT}|{CHINESE_NUMERAL}|[0-9.]))"
_PIN = re.compile(
    rf"(?:(?P<part>序言部分|执行部分)?\s?{_NTH}(?P<labels>{_LABELS})\s?(?P<unit>{_UNIT})"
    rf"|(?:{_ANNEX})\s?(?P<annex>(?:{_BARE}(?:{_AND}{_BARE})*)?{_WHOLE}))"
)
_NAMELESS = re.sub(r"\?P<\w+>", "?:", _PIN.pattern)
_ANY = rf"(?:{_NAMELESS}|第[0-9A-Z][^，,。；、]{{0,13}}?号(?:决定|决议))"
_CHAIN = re.compile(
    rf"(?:\)|号文件)*\s?(?:[，,]?\s?(?:特别是|尤其是|包括)(?:其中)?的?\s?|[，,]\s?其?|的\s?|及其?\s?|和其\s?|\(|(?:所?载|中)的?\s?)?(?P<pins>{_ANY}(?:\s?(?:[，,和及、]|以及)?\s?(?:所?载?的)?\s?{_ANY}){{0,8}})"
)
_ITEM = re.compile(rf"(?P<label>{_ONE}|{_LETTER})?(?:\s?\.\s?(?P<sub>[A-Z0-9]))?(?P<points>{_POINT}*)")
_UNITS = {"段": "op", "节": "sec", "章": "chap", "条": "art", "部分": "part", "编": "part", "卷": "vol"}
_DEEPEST = 8
"""Maximum number of steps in a place."""

_MOST = 60
"""Maximum number of places that a range is expanded to."""


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A part of a target, as printed without blanks and as places in it; `end` is its end in the text."""

    text: str
    places: tuple[str, ...]
    end: int


def pinpoint_at(text: str, start: int, limit: int | None = None, *, paragraph: str = "op") -> Pinpoint | None:
    """The pinpoint of a text in surface form that begins at `start` and ends by `limit`, or None.

    `paragraph` is the prefix of numbered paragraphs in the target.
    """
    found = _CHAIN.match(text, start, len(text) if limit is None else limit)
    if found is None:
        return None
    return pinpoint_of(found["pins"], found.end(), paragraph)


def pinpoint_of(printed: str, end: int, paragraph: str = "op") -> Pinpoint:
    """The pinpoint in printed words; `end` is its end in the text."""
    done: list[str] = []
    parents, places = [""], [""]
    last = 0
    for pin in _PIN.finditer(printed):
        steps = list(_steps(pin, paragraph))
        if re.search(r"和|及|、", printed[last : pin.start()]):
            done += places
            places = parents if _goes_under(parents[0], steps[0]) else [""]
        if _goes_under(places[0], steps[0]) and places[0].count("/") < _DEEPEST:
            parents = places
            places = [f"{place}/{step}".strip("/") for place in places for step in steps][:_MOST]
        last = pin.end()
    return Pinpoint(
        re.sub(r"\s", "", printed), tuple(place for place in (*done, *places) if place)[:_MOST], end
    )


_ORDER = ("vol", "part", "annex", "chap", "art", "sec", "pp", "op", "para")


def _goes_under(place: str, step: str) -> bool:
    """Whether a step is nested in the previous place: a paragraph of a section, a section of an annex."""
    # A point may have two letters too: `5(aa)`.
    kinds = [[kind for kind in one.split("/") if kind in _ORDER][-1:] for one in (place, step)]
    if not place or not kinds[1] or not kinds[0]:
        return True
    return _ORDER.index(kinds[0][0]) < _ORDER.index(kinds[1][0]) or kinds[1][0] == "sec"


def _steps(pin: re.Match[str], paragraph: str) -> Iterator[str]:
    if pin["annex"] is not None:
        yield from (f"annex/{label}" for label in _each(pin["annex"] or "1"))
        return
    unit = pin["unit"]
    prefix = _UNITS.get(unit, "")
    if prefix == "op":
        prefix = "pp" if pin["part"] == "序言部分" else paragraph
    for label in _each(pin["labels"]):
        yield f"{prefix}/{label}".strip("/")


def _each(labels: str) -> Iterator[str]:
    """The labels of a list with ranges, as paths: `5(a)和(b)` → 5/a, 5/b; `1至3` → 1, 2, 3."""
    before: list[str] = []
    is_range = False
    for piece in re.split(r"(、|和|及|与|至|到|-|，|以及)", re.sub(r"[\s第]", "", labels)):
        if piece in ("至", "到", "-"):
            is_range = True
        elif found := _ITEM.fullmatch(piece):
            steps = [_plain(found["label"])] if found["label"] else before[:1]
            steps += [found["sub"]] if found["sub"] else []
            steps += [_plain(point) for point in re.findall(r"[a-z0-9]+|[^\s()]", found["points"])]
            if is_range and before and steps and before[-1].isdecimal() and steps[-1].isdecimal():
                first, last = int(before[-1]), min(int(steps[-1]), int(before[-1]) + _MOST)
                yield from ("/".join([*steps[:-1], str(number)]) for number in range(first + 1, last))
            if is_range and before and steps and _are_letters(before[-1], steps[-1]):
                letters = range(ord(before[-1]) + 1, ord(steps[-1]))
                yield from ("/".join([*steps[:-1], chr(letter)]) for letter in letters)
            is_range = False
            if piece and steps:
                yield "/".join(steps)
            before = steps or before


def _are_letters(first: str, last: str) -> bool:
    return len(first) == len(last) == 1 and "a" <= first < last <= "z"


def _plain(label: str) -> str:
    if label in _BRACKETED:
        return str(_BRACKETED.index(label) + 1)
    try:
        return str(from_chinese(label))
    except ValueError:
        return plain_label(label) if label.islower() or not label.isascii() else label


_BRACKETED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
