"""Numbers of resolutions and decisions as texts print them, alone and in lists.

Accepted, with blanks anywhere inside: `77/213`, `72/262 C`, `57/130 A和B`, `S-20/4 A-E`, `ES-11/1`,
`2000/22`, `1514(XV)`, `217 A (III)`, `1874(S-IV)`, `1325(2000)`, `X/29`, `BS-V/11`, `SS.XII/1`,
`1/CP.21`, `5/COP.14`; between `第` and `号` also the bare `2758`; any of them in Chinese numerals, `一五一四(十五)`, `六○/一`.
A range, `70/1至70/5`, is all its members.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from app.domain.numerals import CHINESE_NUMERAL, from_chinese, to_roman

Shape = Literal["slash", "special", "year", "roman", "serial", "party", "bare"]
"""Form of a number: `slash` 77/213; `special` S-10/2; `year` 2000/22; `roman` 1514 (XV); `serial` 1325
(2000); `party` X/29, 1/CP.21; `bare` 2758."""

_LETTER = r"(?:[A-Z]|AA|BB|CC|DD|EE|FF)(?![A-Za-z0-9/.])"
_LETTERS = rf"(?:\s*{_LETTER}(?:\s*(?:-|至|到|和|及|与|、)\s*{_LETTER}){{0,25}})"
_ROMAN = r"(?:(?:S|ES)[\s-]+)?[IVXLC]+"
_HAN = CHINESE_NUMERAL
_NO_PLACE = r"(?!\s*(?:[(段款项条目节]|分段))"
"""`二十九(二)段` is a place."""
_WITH_KIND = (
    r"(?=(?:\s*(?:、|,|，|以及|和|及|与|或|至|到|-)\s*(?:第\s*)?[^\s、，。；段款项条目]{1,16})*\s*号)"
)
"""So is `29(二)`, unless `号` follows it or the list that it begins."""
_NUMBER = (
    rf"(?:(?:ES|S)\s*-\s*[0-9]{{1,3}}\s*/\s*[0-9]{{1,4}}{_LETTERS}?"
    r"|[0-9]{1,3}\s*/\s*(?:CP|CMP|CMA|COP|MOP)\s*\.\s*[0-9]{1,3}"
    rf"|(?:[A-Z]{{2}}\s*[-.]\s*)?[IVX]+\s*/\s*[0-9]{{1,3}}{_LETTERS}?"
    rf"|(?:[0-9]{{1,2}}|(?:19|20)[0-9]{{2}})\s*/\s*[1-9][0-9]{{0,2}}(?![0-9]){_LETTERS}?"
    rf"|[0-9]{{1,4}}{_LETTERS}?\s*\(\s*(?:{_ROMAN}|[0-9]{{4}})\s*\){_LETTERS}?"
    rf"|[0-9]{{1,4}}{_LETTERS}?\s*\(\s*{_HAN}{{1,4}}\s*\){_LETTERS}?{_WITH_KIND}"
    rf"|{_HAN}{{1,8}}{_LETTERS}?\s*(?:[㈠-㈩]|\(\s*(?:{_ROMAN}|{_HAN}{{1,4}})\s*\)){_LETTERS}?{_NO_PLACE}"
    rf"|{_HAN}{{1,4}}\s*/\s*{_HAN}{{1,5}})"
)
_MOST_SESSIONS = 90
_IN_CHINESE = re.compile(
    rf"(?P<number>[0-9]+|{_HAN}+)(?P<letters>[A-Z、至到和及与-]*)(?P<session>[㈠-㈩]|\((?:{_ROMAN}|{_HAN}+)\))(?P<last>[A-Z]*)"
)
_SLASH_IN_CHINESE = re.compile(rf"(?P<session>{_HAN}+)/(?P<number>{_HAN}+)")
_TO = r"(?:\s*号)?\s*(?:至|到|-|~|～|〜)\s*(?:第\s*)?"
_AND = rf"(?:、|,|，|以及|和|及|与|或|{_TO})"
_MOST_IN_RANGE = 60
"""Of more numbers between the first and the last, two numbers are meant that stand beside each other."""
_LIST = re.compile(
    rf"(?<![A-Za-z0-9/.(-])(?:第\s*)?{_NUMBER}(?:\s*{_AND}\s*(?:第\s*)?{_NUMBER})*\s*(?P<end>号)?"
    rf"|第\s*(?:[0-9]{{1,4}}|{_HAN}{{3,9}})\s*(?P<bare>号)(?=\s*(?:决议|决定))"
)
_ONE = re.compile(rf"(?P<number>{_NUMBER})|(?P<bare>[0-9]{{1,4}}|{_HAN}{{3,9}})")
_PLAIN = re.compile(rf"(?P<head>.*?)(?P<letters>{_LETTERS})?(?P<bracket>\([^)]*\))?(?:[A-Z]+)?")
_RANGE = re.compile(r"([A-Z])\s*(?:-|至|到)\s*([A-Z])")
_KIND = re.compile(r"\s*(?P<kind>决\s?[议定])")
_GOES_ON = re.compile(r"\s*(?:[、，,或和及与]|以及|并|\(|至|第|关于|有关|等|规定|所述|所载|授权)")
_STOP = re.compile(r"[；。]")
_SAID_LATER = re.compile(r"(?:[^，；。0-9]{0,12}|(?:关于|有关)[^，；。]{1,60}的)(?P<kind>决议|决定)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed; `plain` has no blanks and no letters, `letters` are the parts that it covers."""

    start: int
    end: int
    plain: str
    letters: tuple[str, ...]
    shape: Shape
    is_decision: bool = False

    @property
    def session(self) -> int:
        """The session or year of the number, 0 if it has none in digits."""
        found = re.search(r"\((\d{4})\)" if self.shape == "serial" else r"^(\d+)/", self.plain)
        return int(found[1]) if found else 0

    @property
    def item(self) -> int:
        """The number within its session, 0 if it has none in digits."""
        found = re.search(r"/(\d+)$", self.plain)
        return int(found[1]) if found else 0


@dataclass(frozen=True, slots=True)
class NumberList:
    """Numbers that are read together; the span includes `第` and, if it follows, the kind."""

    start: int
    end: int
    numbers: tuple[Number, ...]


def number_lists(text: str) -> Iterator[NumberList]:
    """The numbers of resolutions and decisions in a text in surface form, in order."""
    found = [match for match in _LIST.finditer(text) if _is_list(text, match)]
    kinds: list[str | None] = []
    following: re.Match[str] | None = None
    for match in reversed(found):
        kinds.append(_kind(text, match) or _inherited(text, match, following, kinds[-1] if kinds else None))
        following = match
    for match, kind in zip(found, reversed(kinds), strict=True):
        if kind:
            printed = _KIND.match(text, match.end())
            end = printed.end() if printed else match.end()
            is_decision = kind == "决定"
            yield NumberList(match.start(), end, tuple(_numbers(match, is_decision=is_decision)))


def has_numbers(text: str) -> bool:
    """Whether a text in surface form has the number of a resolution or decision."""
    return next(number_lists(text), None) is not None


def _is_list(text: str, found: re.Match[str]) -> bool:
    """Whether a match is a list of numbers: followed by `号` or the kind, or preceded by `第` if `号` was
    omitted."""
    return bool(found["end"] or found["bare"] or _kind(text, found) or found[0].startswith("第"))


def _kind(text: str, found: re.Match[str]) -> str | None:
    printed = _KIND.match(text, found.end())
    return re.sub(r"\s", "", printed["kind"]) if printed else None


def _inherited(
    text: str, found: re.Match[str], following: re.Match[str] | None, kind: str | None
) -> str | None:
    """The kind printed once after the last number of a list: `第62/206号、…第64/217号决议`."""
    if not _GOES_ON.match(text, found.end()):
        return None
    if following and kind and not _STOP.search(text, found.end(), following.start()):
        return kind
    if later := _SAID_LATER.match(text, found.end()):
        return later["kind"]
    return "决议" if found[0].startswith("第") else None


def _numbers(found: re.Match[str], *, is_decision: bool) -> Iterator[Number]:
    before: Number | None = None
    for one in _ONE.finditer(found[0]):
        number = _number(one, found.start(), is_decision=is_decision)
        if before and _RANGE_SIGN.fullmatch(found[0], before.end - found.start(), one.start()):
            members = _members(before, number)
            if members:
                yield from members
                before = None
                continue
        if before:
            yield before
        before = number
    if before:
        yield before


_RANGE_SIGN = re.compile(_TO)


def _members(first: Number, last: Number) -> list[Number]:
    """The numbers of a range of one session, all with the span of the range; none if it is no range."""
    is_range = (
        first.shape == last.shape
        and first.shape in ("slash", "year", "special")
        and first.plain.partition("/")[0] == last.plain.partition("/")[0]
        and not first.letters
        and not last.letters
        and 0 < last.item - first.item < _MOST_IN_RANGE
    )
    session = first.plain.partition("/")[0]
    items = range(first.item, last.item + 1) if is_range else ()
    return [replace(first, end=last.end, plain=f"{session}/{item}") for item in items]


def _number(one: re.Match[str], offset: int, *, is_decision: bool) -> Number:
    plain = _in_figures(re.sub(r"\s", "", one[0]))
    parts = _PLAIN.fullmatch(plain)
    assert parts is not None  # noqa: S101  the pattern matches every number
    letters = "" if one["bare"] or parts["head"] == "" else parts["letters"] or ""
    head = parts["head"] + (parts["bracket"] or "")
    return Number(
        offset + one.start(),
        offset + one.end(),
        head,
        tuple(_letters(letters)),
        shape_of(head),
        is_decision,
    )


def _in_figures(plain: str) -> str:
    """A number printed in Chinese, `一㈠`, `二二○○A(二十一)`, in the usual form: `1(I)`, `2200A(XXI)`."""
    if re.fullmatch(f"{_HAN}+", plain):
        return str(from_chinese(plain))
    if slash := _SLASH_IN_CHINESE.fullmatch(plain):
        return f"{from_chinese(slash['session'])}/{from_chinese(slash['number'])}"
    printed = _IN_CHINESE.fullmatch(plain)
    if printed is None:
        return plain
    number = from_chinese(printed["number"])
    session = unicodedata.normalize("NFKC", printed["session"]).strip("()")
    if not re.fullmatch(_ROMAN, session):
        value = from_chinese(session)
        if value >= _MOST_SESSIONS:
            return f"{number}({value})" if value >= _FIRST_YEAR else plain
        session = to_roman(value)
    return f"{number}{printed['letters']}({session}){printed['last']}"


_FIRST_YEAR = 1946


def _letters(printed: str) -> Iterator[str]:
    """The letters of a list or range: `A-C` and `A至C` give A, B and C."""
    if interval := _RANGE.fullmatch(printed):
        first, last = sorted(map(ord, interval.groups()))
        yield from map(chr, range(first, last + 1))
    else:
        yield from re.findall(r"[A-Z]+", printed)


def shape_of(plain: str) -> Shape:
    """The form of a number without blanks and letters."""
    for shape, pattern in _SHAPES.items():
        if re.fullmatch(pattern, plain):
            return shape
    return "party"


_SHAPES: dict[Shape, str] = {
    "special": r"E?S-\d+/\d+",
    "year": r"(?:19|20)\d\d/\d+",
    "slash": r"\d+/\d+",
    "serial": r"\d+\(\d{4}\)",
    "roman": r"\d+\((?:E?S-?)?[IVXLC]+\)",
    "bare": r"\d+",
}
