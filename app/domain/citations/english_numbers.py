"""Numbers of resolutions and decisions as English texts print them, alone and in lists, with what is stated with each.

Accepted behind `resolution(s)` or `decision(s)`: `70/1 of 25 September 2015`, `217 A (III)`, `S-10/2`, `1325 (2000)`,
`XII/3`, `1/CP.21`, `46/182 and 47/168`, `1820 (2008), 1888 (2009) and 1960 (2010)`, `57/130 A and B`; before it
`paragraph 5 (a) of`, `paragraphs 5 to 7 of`, `annex II to`; behind a number `, paragraph 5`, `, section III`, `, annex`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.citations.number_lists import Number, shape_of
from app.domain.numerals import from_roman

_LETTERS = r"(?:\s?[A-Z](?![A-Za-z0-9/.])(?:\s?(?:-|to|and|,)\s?[A-Z](?![A-Za-z0-9/.’'])){0,12})"
_NUMBER = (
    r"(?:(?:ES|S)-[0-9]{1,3}/[0-9]{1,4}(?![0-9/])" + f"{_LETTERS}?"
    r"|[0-9]{1,3}/(?:CP|CMP|CMA|COP|MOP)\.[0-9]{1,3}(?![0-9])"
    r"|(?:[A-Z]{2}[-.])?[IVX]{1,6}/[0-9]{1,3}(?![0-9/])"
    r"|(?:[0-9]{1,2}|(?:19|20)[0-9]{2})/[1-9][0-9]{0,2}(?![0-9/])" + f"{_LETTERS}?"
    rf"|[0-9]{{1,4}}{_LETTERS}?\s?\((?:(?:ES-|S-)?[IVXLC]{{1,8}}|(?:19|20)[0-9]{{2}})\){_LETTERS}?)"
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DATE = rf"(?P<day>[0-9]{{1,2}}) (?P<month>{'|'.join(_MONTHS)}) (?P<year>[0-9]{{4}})"
_LABEL = r"[0-9]{1,3}(?:\.[0-9]{1,2})?(?: ?\([a-z0-9]{1,4}\)){0,3}"
_LABELS = rf"{_LABEL}(?:(?:, and |, | and | to |-){_LABEL}){{0,11}}"
_PARAGRAPHS = rf"(?:paragraphs?|paras?\.) (?P<labels>{_LABELS})"
_ANNEX = r"annex(?:es)?(?: (?P<annex>[IVX]{1,5}|[0-9]{1,2})(?![0-9A-Za-z/]))?"

_KIND = re.compile(r"\b(?P<kind>[Rr]esolution|[Dd]ecision)(?P<many>s)?\s+(?=[0-9A-Z])")
_ONE = re.compile(_NUMBER)
_OF_DAY = re.compile(rf",? ?(?:of|on|dated|\() ?{_DATE}\)?")
_TITLED = re.compile(r",? (?:entitled|on) (?:“[^”]{1,200}”|\"[^\"]{1,200}\")")
_BEHIND = re.compile(
    rf",? (?:{_ANNEX}|sect(?:ions?|s?\.) (?P<section>[IVX]{{1,5}}|[A-Z0-9]{{1,2}})(?![0-9A-Za-z/])|(?:in )?(?:its )?{_PARAGRAPHS})"
)
_AND = re.compile(r"(?:, and|,? as well as| and|, or| or|,|;)(?: in)? ")
_APART = re.compile(
    rf"(?:(?!resolution|decision|Assembly|Council|Commission)[^;.“”]){{1,140}}?(?:,| and| as well as) (?={_NUMBER}(?: of [0-9]{{1,2}} [A-Z]|, of ))"
)
_BEFORE = re.compile(
    rf"(?:{_PARAGRAPHS},? (?:of|in|to) )?(?:(?:the )?{_ANNEX.replace('P<annex>', 'P<of_annex>')} (?:to|of) )?(?P<between>(?:(?!paragraph|para\.|annex|resolution|decision)[^;,.0-9]){{0,60}})$"
)
_REACH_BEFORE = 140
_MOST_PLACES = 60


@dataclass(frozen=True, slots=True)
class EnglishNumber:
    """A number from `start` to `end` of a text, with the date stated with it and the places of its pinpoint."""

    number: Number
    start: int
    end: int
    day: date | None
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EnglishList:
    """Numbers behind one `resolutions`, which begins at `start`; `end` is behind the last and what is stated with it."""

    start: int
    end: int
    numbers: tuple[EnglishNumber, ...]


def english_lists(text: str) -> Iterator[EnglishList]:
    """The numbers in an English text in surface form, in order."""
    last = 0
    for kind in _KIND.finditer(text):
        if kind.start() < last:
            continue
        numbers, last = _numbers(text, kind)
        if numbers:
            yield EnglishList(kind.start(), last, tuple(numbers))


def places_behind(text: str, end: int) -> tuple[str, ...]:
    """The places stated behind a number or symbol that ends at `end`: `, paragraph 5`, `, annex`."""
    return _stated(text, end)[2]


def _numbers(text: str, kind: re.Match[str]) -> tuple[list[EnglishNumber], int]:
    is_decision = kind["kind"].lower() == "decision"
    before = _places_before(text, kind.start())
    found: list[EnglishNumber] = []
    at, end = kind.end(), kind.start()
    while one := _ONE.match(text, at):
        number = _number(one, is_decision=is_decision)
        end, day, places = _stated(text, one.end())
        found.append(
            EnglishNumber(
                number, at if found else kind.start(), one.end(), day, places or (() if found else before)
            )
        )
        sign = _AND.match(text, end) or (_APART.match(text, end) if kind["many"] else None)
        if sign is None:
            break
        at = sign.end()
    return found, end


def _number(one: re.Match[str], *, is_decision: bool) -> Number:
    printed = one[0]
    letters = re.search(rf"(?<=[0-9)]){_LETTERS}", printed)
    bare = printed if letters is None else printed[: letters.start()] + printed[letters.end() :]
    plain = re.sub(r"\s", "", bare)
    parts = tuple(_letters(letters[0])) if letters else ()
    return Number(one.start(), one.end(), plain, parts, shape_of(plain), is_decision)


def _letters(printed: str) -> Iterator[str]:
    held = re.findall("[A-Z]", printed)
    if re.search(r"-|to", printed) and len(held) == _RANGE:
        yield from map(chr, range(ord(held[0]), ord(held[1]) + 1))
    else:
        yield from held


_RANGE = 2


def _stated(text: str, end: int) -> tuple[int, date | None, tuple[str, ...]]:
    """What stands behind a number: the end of it, the date, the places."""
    day: date | None = None
    pins: list[re.Match[str]] = []
    while True:
        if found := _OF_DAY.match(text, end):
            day = day or _day(found)
        elif pin := _BEHIND.match(text, end):
            pins.append(pin)
            found = pin
        else:
            found = _TITLED.match(text, end)
        if found is None:
            return end, day, _joined_places(pins)
        end = found.end()


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["year"]), _MONTHS.index(found["month"]) + 1, int(found["day"]))
    except ValueError:
        return None


def _joined_places(pins: list[re.Match[str]]) -> tuple[str, ...]:
    prefix = ""
    labels: tuple[str, ...] = ()
    for pin in pins:
        if pin["labels"]:
            labels = labels or tuple(_each(pin["labels"]))
        elif pin["section"]:
            prefix += f"sec/{_plain(pin['section'])}/"
        else:
            prefix = f"annex/{_plain(pin['annex'] or '1')}/"
    return tuple(f"{prefix}op/{label}" for label in labels) or ((prefix.rstrip("/"),) if prefix else ())


def _places_before(text: str, start: int) -> tuple[str, ...]:
    """The places of `paragraph 5 of General Assembly resolution`, `the annex to resolution`."""
    found = _BEFORE.search(text, max(0, start - _REACH_BEFORE), start)
    if found is None:
        return ()
    has_annex = re.match(r"(?:[^,;]*? (?:of|in|to) )?(?:the )?annex", found[0]) is not None
    prefix = f"annex/{_plain(found['of_annex'] or '1')}" if has_annex else ""
    if not found["labels"]:
        return (prefix,) if prefix else ()
    return tuple(f"{prefix}/op/{label}".strip("/") for label in _each(found["labels"]))


def _each(labels: str) -> Iterator[str]:
    """The labels of a list with ranges, as paths: `5 (a) and 6` → 5/a, 6; `1 to 3` → 1, 2, 3."""
    before = ""
    pieces = re.split(r"(, and |, | and | to |-)", labels)
    for sign, piece in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        label = "/".join(re.findall(r"[0-9.]+|[a-z]+", piece))
        if sign in (" to ", "-") and before.isdecimal() and label.isdecimal():
            yield from map(str, range(int(before) + 1, min(int(label), int(before) + _MOST_PLACES)))
        yield label
        before = label


def _plain(label: str) -> str:
    return str(from_roman(label)) if re.fullmatch("[IVX]+", label) else label
