"""Numbers of resolutions and decisions as texts print them, alone and in lists.

Accepted, with blanks anywhere inside: `77/213`, `72/262 C`, `57/130 A和B`, `S-20/4 A-E`, `ES-11/1`,
`2000/22`, `1514(XV)`, `217 A (III)`, `1874(S-IV)`, `1325(2000)`, `X/29`, `BS-V/11`, `SS.XII/1`,
`1/CP.21`, `5/COP.14`; between `第` and `号` also the bare `2758`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from app.domain.numerals import CHINESE_NUMERAL, from_chinese, to_roman

Shape = Literal["slash", "special", "year", "roman", "serial", "party", "bare"]
"""Form of a number: `slash` 77/213; `special` S-10/2; `year` 2000/22; `roman` 1514 (XV); `serial` 1325
(2000); `party` X/29, 1/CP.21; `bare` 2758."""

_LETTER = r"(?:[A-Z]|AA|BB|CC|DD|EE|FF)(?![A-Za-z0-9/.])"
_LETTERS = rf"(?:\s*{_LETTER}(?:\s*(?:-|至|到|和|及|与|、)\s*{_LETTER}){{0,25}})"
_ROMAN = r"(?:(?:S|ES)[\s-]+)?[IVXLC]+"
_NUMBER = (
    rf"(?:(?:ES|S)\s*-\s*[0-9]{{1,3}}\s*/\s*[0-9]{{1,4}}{_LETTERS}?"
    r"|[0-9]{1,3}\s*/\s*(?:CP|CMP|CMA|COP|MOP)\s*\.\s*[0-9]{1,3}"
    rf"|(?:[A-Z]{{2}}\s*[-.]\s*)?[IVX]+\s*/\s*[0-9]{{1,3}}{_LETTERS}?"
    rf"|(?:[0-9]{{1,2}}|(?:19|20)[0-9]{{2}})\s*/\s*[1-9][0-9]{{0,2}}(?![0-9]){_LETTERS}?"
    rf"|[0-9]{{1,4}}{_LETTERS}?\s*\(\s*(?:{_ROMAN}|[0-9]{{4}})\s*\){_LETTERS}?"
    r"|[一二三四五六七八九十]{1,3}\s*(?:[㈠-㈩]|\([一二三四五六七八九十]{1,3}\)))"
)
_MOST_SESSIONS = 90
_IN_CHINESE = re.compile(rf"(?P<number>{CHINESE_NUMERAL}+)(?P<session>[㈠-㈩]|\({CHINESE_NUMERAL}+\))")
_AND = r"(?:、|,|，|以及|和|及|与|至|或)"
_LIST = re.compile(
    rf"(?<![A-Za-z0-9/.(-])(?:第\s*)?{_NUMBER}(?:\s*{_AND}\s*(?:第\s*)?{_NUMBER})*\s*(?P<end>号)?"
    r"|第\s*[0-9]{1,4}\s*(?P<bare>号)(?=\s*(?:决议|决定))"
)
_ONE = re.compile(rf"(?P<number>{_NUMBER})|(?P<bare>[0-9]{{1,4}})")
_PLAIN = re.compile(rf"(?P<head>.*?)(?P<letters>{_LETTERS})?(?P<bracket>\([^)]*\))?(?:[A-Z]+)?")
_RANGE = re.compile(r"([A-Z])\s*(?:-|至|到)\s*([A-Z])")
_KIND = re.compile(r"\s*(?P<kind>决议|决定)")
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


def _is_list(text: str, found: re.Match[str]) -> bool:
    """Whether a match is a list of numbers: followed by `号` or the kind, or preceded by `第` if `号` was
    omitted."""
    return bool(found["end"] or found["bare"] or _kind(text, found) or found[0].startswith("第"))


def _kind(text: str, found: re.Match[str]) -> str | None:
    printed = _KIND.match(text, found.end())
    return printed["kind"] if printed else None


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
    for one in _ONE.finditer(found[0]):
        plain = _in_figures(re.sub(r"\s", "", one[0]))
        start = found.start() + one.start()
        parts = _PLAIN.fullmatch(plain)
        assert parts is not None  # noqa: S101  the pattern matches every number
        letters = "" if one["bare"] or parts["head"] == "" else parts["letters"] or ""
        head = parts["head"] + (parts["bracket"] or "")
        yield Number(
            start, found.start() + one.end(), head, tuple(_letters(letters)), _shape(head), is_decision
        )


def _in_figures(plain: str) -> str:
    """A number printed in Chinese, `一㈠`, in the usual form: `1(I)`."""
    printed = _IN_CHINESE.fullmatch(plain)
    if printed is None:
        return plain
    session = from_chinese(unicodedata.normalize("NFKC", printed["session"]).strip("()"))
    return f"{from_chinese(printed['number'])}({to_roman(session)})" if session < _MOST_SESSIONS else plain


def _letters(printed: str) -> Iterator[str]:
    """The letters of a list or range: `A-C` and `A至C` give A, B and C."""
    if interval := _RANGE.fullmatch(printed):
        first, last = sorted(map(ord, interval.groups()))
        yield from map(chr, range(first, last + 1))
    else:
        yield from re.findall(r"[A-Z]+", printed)


def _shape(plain: str) -> Shape:
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
