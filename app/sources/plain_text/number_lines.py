"""The line with a text's number, in the forms of eighty years: in figures, Chinese or Roman numerals, with or without
its title."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.characters import simplified
from app.domain.numerals import from_chinese, to_roman
from app.domain.resolution import DocumentKind
from app.sources.dates import DATE
from app.sources.plain_text.line_patterns import part_letter

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
"""Full-width figures, letters and signs, and dashes of any length."""
_HAN = "[〇○零一二三四五六七八九十百千]"
_SLASHED = r"(?:ES-|S-)?\d{1,4}/\d{1,4}(?:\s*[A-Z](?![A-Za-z]))?"
_PART = "[A-Z甲乙丙丁戊己庚辛壬癸]"
"""The letter of a part; older texts have `甲` for A."""
_SPECIAL = {"紧特": "ES-", "紧急特别": "ES-", "特": "S-", "特别": "S-"}
"""How older texts name special sessions: `二二五二(紧特五)`."""
_SESSION = rf"(?:ES-|S-)?[IVXLC]+|\d{{4}}|(?:紧急特别|紧特|特别|特)?{_HAN}+"
_OLD = rf"(?:\d{{1,4}}|{_HAN}{{1,8}})\s*(?:{_PART}\s*)?\(\s*(?:{_SESSION})\s*\)(?:\s*(?:[A-Z](?![A-Za-z])|[甲乙丙丁戊己](?![\u3400-\u9fff])))?"
_ORGAN = "大会|安全理事会|安理会|人权理事会|人权委员会|托管理事会|经济及社会理事会|经济暨社会理事会|经社理事会|促进和保护人权小组委员会"
_KIND = r"决\s?议案?|决\s?定"
_LIFTED = re.compile(
    rf"(?P<digits>\d{{1,4}}|{_HAN}{{1,8}})\s*(?P<first>{_PART})?\s*\(\s*(?P<session>{_SESSION})\s*\)\s*(?P<second>{_PART})?"
)
_MOST_SESSIONS = 90

_TITLED = re.compile(rf"(?P<number>{_SLASHED})\s*[.·・•‧]\s*(?P<title>\S.*)")
_OLD_TITLED = re.compile(rf"(?P<number>{_OLD})\s*[.、。:·・•‧]\s*(?P<title>\S.*)")
_NAMED = re.compile(
    rf"(?P<day_first>{DATE.pattern})?\s*[，,]?\s*(?:联合国)?(?P<organ>{_ORGAN})?\s*(?P<day>{DATE.pattern})?\s*(?:通过的?)?\s*(?:第\s*(?P<number>{_SLASHED}|{_OLD})\s*号\s*(?P<kind>{_KIND})"
    rf"|(?P<kind_too>{_KIND})\s*(?:第\s*)?(?P<number_too>{_SLASHED}|{_OLD})(?:\s*号)?)\s*[.:]?\s*(?P<title>.*)"
)
_SERIAL_ALONE = re.compile(
    rf"(?:联合国)?(?P<organ>安全理事会|安理会|大会|联大)\s*(?P<day>{DATE.pattern})?\s*第?\s*(?:(?P<number>\d{{1,4}}|{_HAN}{{1,8}})\s*号\s*(?P<kind>决议案?)|(?P<kind_too>决议)\s*第?\s*(?P<number_too>\d{{1,4}})(?:\s*号)?)"
    r"(?:\s*\(\d{4}\s*年?\))?(?:\s*\((?:中文)?(?:全文|译文|译本|中文本|中译本?)\))?(?P<title>)"
)
_UNTITLED = re.compile(rf"(?P<number>{_SLASHED}|{_OLD})\s*[.、]?(?P<title>)")
_WITHOUT_KIND = re.compile(rf"第\s*(?P<number>{_SLASHED}|{_OLD})\s*号(?P<title>)")
_WITHOUT_ORDINAL = re.compile(rf"(?P<number>{_SLASHED}|{_OLD})\s*号\s*(?P<kind>{_KIND})(?P<title>)")
_WITHOUT_STOP = re.compile(
    rf"(?P<number>{_SLASHED}|{_OLD})\s*[:、。,，]?\s*(?P<title>(?![号年月日届次页]|第\s*(?:\d|{_HAN}+\s*[号段条次页届章款项]))[\u3400-\u9fff“《].*)"
)
_NOT_YET = re.compile(
    r"(?:ES-|S-)?\d{1,4}/\s*(?:…+|\.{2,}|_+|[-–—]{2,}|[xX×]+)\s*\.?\s*(?P<title>[\u3400-\u9fff“《].*)"
)
"""`16/… 题目`: a draft, whose number is not known yet."""
NUMBER_INSIDE = re.compile(
    rf"(?:^|(?<=\s))(?P<number>{_SLASHED}\s*[.．]|(?P<named>第\s*(?:{_SLASHED}|{_OLD})\s*号\s*(?:{_KIND})))"
)
"""A number with what follows it on one line."""
STATEMENT = re.compile(r"PRST[\s/]*\d{1,3}/\d{1,3}\s*[.．]\s*(?P<title>\S.*)")
"""`PRST 26/1. 题目`: a statement by the President of the Human Rights Council, whose symbol is printed in full."""
DATED_TITLE = re.compile(rf"[(（]?{DATE.pattern}\s*(?:(?:通过)?的?(?:决议|决定)案?)?[)）]?")
"""`一九四七年六月四日决议案` behind the number of a text without a title."""
PROCLAIMED = re.compile(
    r"的?附件|(?:(?:予以|所)?(?:通过|宣布|公布|颁布|发布|核准)(?:和|并)?){1,2}(?:并?开放.{0,40})?[。.]?"
)
"""`联合国大会…第217A(III)号决议通过并宣布`, as collections print below a title."""
_STRICT = (_TITLED, _NAMED, _OLD_TITLED)
_ON_COVER = (*_STRICT, _SERIAL_ALONE, _NOT_YET, _WITHOUT_KIND, _WITHOUT_ORDINAL, _UNTITLED, _WITHOUT_STOP)


@dataclass(frozen=True, slots=True)
class NumberLine:
    """What a line with a number gives; all but the number may be empty, and that of a draft is.

    `number` is in figures (`50/4`, `2999(XXVII)`, `2722(2024)`), `title` the span of the title in the line, `day` a
    date as printed. `is_bare`: figures with a slash that could also be something else.
    """

    number: str
    title: tuple[int, int]
    letter: str = ""
    organ: str = ""
    kind: str = ""
    day: str = ""
    is_bare: bool = False
    is_draft: bool = False

    def kind_over(self, before: DocumentKind) -> DocumentKind:
        """The kind of the text as this line tells it, else as the lines above do; above a resolution of a collection
        may stand `决定`."""
        if self.is_draft:
            return "draft"
        if self.kind == "决定":
            return "decision"
        return "resolution" if self.kind == "决议" and before == "decision" else before


def in_narrow_figures(text: str) -> str:
    """A text with its full-width figures, letters and signs as common ones, each in its place."""
    return text.translate(_WIDE)


def number_line(text: str) -> NumberLine | None:
    """The number on a line before the text proper, or None."""
    return next(_read(text, _ON_COVER), None)


def sure_number_line(text: str) -> NumberLine | None:
    """The same, by forms that no line of a text has."""
    return next(_read(text, _STRICT), None)


_INSIDE = re.compile(
    rf"(?:第|(?<=通过))?\s*(?<![\dA-Za-z/])(?:{_SLASHED}|{_OLD})\s*号\s*(?:决议|决定)(?!草案)"
)

_SERIAL_INSIDE = re.compile(r"(?P<organ>安理会|安全理事会)[^第\d]{0,40}第?\s*(?P<number>\d{1,4})\s*号\s*决议")


_SERIAL_LAST = re.compile(
    rf"(?:.{{0,60}}[\u3400-\u9fff])?第\s*(?P<number>\d{{1,4}}|{_HAN}{{1,8}})\s*号\s*决议案?(?:\s*\((?:中文)?(?:全文|译文|中文本)\))?"
)
"""`关于山地问题的第1073号决议`, which does not say whose."""


def number_inside(text: str) -> NumberLine | None:
    """The only number of a resolution inside a headline, `通过第2299(2015)号决议`; None where there are several."""
    plain = simplified(text[:_LONGEST_HEADLINE]).translate(_WIDE)
    found = {inside[0] for inside in _INSIDE.finditer(plain)}
    if not found and (serial := _SERIAL_INSIDE.search(plain)):
        return number_line(f"{serial['organ']}第{serial['number']}号决议")
    if not found and (serial := _SERIAL_LAST.fullmatch(plain)):
        return NumberLine(in_figures(serial["number"])[0], (0, 0), kind="决议")
    return sure_number_line(f"第{found.pop().removeprefix('第').strip()}") if len(found) == 1 else None


def is_number_again(plain: str) -> bool:
    """Whether a line is a number with its organ or day and nothing else, `联合国大会1959年11月20日第1386(XIV)号决议`."""
    found = sure_number_line(plain)
    return (
        found is not None
        and bool(found.kind and (found.organ or found.day))
        and found.title[0] == found.title[1]
    )


def is_number_line(text: str) -> bool:
    """Whether a line anywhere in a text is its number with a slash, or an old one with its title."""
    found = sure_number_line(text) if "/" in text or "(" in text or "（" in text else None
    # A line of the text may begin with `第1325(2000)号决议所述`.
    return found is not None and ("/" in found.number or not found.kind)


def spellings(number: str) -> tuple[str, str]:
    """A number with its year, and without, `478(1980)` and `478`."""
    return number, number.partition("(")[0]


def _read(text: str, shapes: tuple[re.Pattern[str], ...]) -> Iterator[NumberLine]:
    if not text or len(text) > _LONGEST:
        return
    plain = _YEAR_LAST.sub(_with_year_inside, simplified(text).translate(_WIDE))
    for shape in shapes:
        if found := shape.fullmatch(plain):
            groups = found.groupdict()
            printed = groups.get("number") or groups.get("number_too") or ""
            number, letter = in_figures(printed)
            yield NumberLine(
                number,
                found.span("title"),
                letter,
                groups.get("organ") or "",
                re.sub(r"\s", "", groups.get("kind") or groups.get("kind_too") or "")[:2],
                groups.get("day") or groups.get("day_first") or "",
                is_bare=shape is _UNTITLED and "(" not in printed,
                is_draft=shape is _NOT_YET,
            )


_LONGEST, _LONGEST_HEADLINE = 1000, 200
"""In characters."""
_YEAR_LAST = re.compile(
    rf"第(?P<number>\d{{1,4}}|{_HAN}{{1,8}})号(?:\((?P<year>\d{{4}})\)(?P<kind>决议)|(?P<kind_too>决议案?)\((?P<year_too>\d{{4}}|{_HAN}{{4}})\))"
)
"""`第743号(1992)决议`, `第二十一号决议案(一九四七)`, as some print it."""


def _with_year_inside(found: re.Match[str]) -> str:
    kind, year = found["kind"] or found["kind_too"], found["year"] or found["year_too"]
    return f"第{found['number']}({year})号{kind}"


def in_figures(printed: str) -> tuple[str, str]:
    """A number without blanks and in figures, and the letter of its part: `二九九九(二十七)` → `2999(XXVII)`."""
    plain = re.sub(r"\s+", "", printed)
    found = _LIFTED.fullmatch(plain)
    if found is None:
        return str(from_chinese(plain)) if re.fullmatch(rf"{_HAN}+", plain) else plain, ""
    digits = str(from_chinese(found["digits"]))
    session = found["session"]
    if named := re.fullmatch(rf"(?P<special>\D*?)(?P<value>{_HAN}+)", session):
        value = from_chinese(named["value"])
        session = to_roman(value) if value < _MOST_SESSIONS else str(value)
        session = _SPECIAL.get(named["special"], "") + session
    return f"{digits}({session})", part_letter(found["first"] or found["second"] or "")
