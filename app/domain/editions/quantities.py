"""The numbers, months and symbols that a text gives, in either language, as values that can be compared."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from app.domain.characters import visible
from app.domain.editions.english_numerals import ENGLISH_NUMERAL, from_english
from app.domain.numerals import CHINESE_NUMERAL, from_chinese, from_roman

Language = Literal["zh", "en"]
QuantityKind = Literal["symbol", "month", "number"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value as it is compared, `1500000`, `2642(2022)`, `9` for a month, and the words that print it.

    `is_certain`: written in figures, or a numeral above ten; smaller numerals are often part of a word.
    """

    kind: QuantityKind
    value: str
    printed: str
    is_certain: bool = True


_KEPT = 4096
"""Texts whose quantities are remembered for a while: a pair of texts asks for those of each unit several times."""
_FIGURE = re.compile(r"\d")

Reader = Callable[[re.Match[str]], Iterator[Quantity]]
"""Reads the quantities of a match; none if it is none after all."""


@lru_cache(maxsize=_KEPT)
def quantities(text: str, language: Language) -> tuple[Quantity, ...]:
    """The quantities of a text: symbols first, then months, then numbers."""
    plain = plain_signs(visible(text))
    has_figures = _FIGURE.search(plain) is not None
    if has_figures:
        plain = _without_names(plain)
    found: list[Quantity] = []
    for shape, read in _READERS[language]:
        if not has_figures and read in _OF_FIGURES:
            continue
        plain = shape.sub(lambda match, read=read: _taken(match, read, found), plain)  # type: ignore[misc]
    return tuple(found)


def _without_names(plain: str) -> str:
    """A text with figures without those of names, and with times and symbols in one piece. What a shape must have is
    looked for first: that takes a tenth of the time."""
    if any(figures in plain for figures in ("19", "23", "24")):
        plain = _NAMES_WITH_NUMBERS.sub("", plain)
    if "时" in plain or ":" in plain:
        plain = _TIME_OF_DAY.sub(r"\1.\2", plain)
    if ", " in plain:
        plain = _BLANK_IN_NUMBER.sub(",", plain)
    if "illion" in plain or "thousand" in plain or "亿" in plain or "万" in plain:
        plain = _UNIT_OF_BOTH.sub(r"\1\3\5 \2\4\6", plain)
    if "/ " in plain or " /" in plain:
        plain = _BLANK_AT_SLASH.sub("", plain)
    if "article" in plain or "条" in plain:
        plain = _ARTICLE.sub(r"\1\3 \2\4", plain)
    if "EB " in plain or "WHA " in plain:
        plain = _BLANK_IN_BODY.sub(r"\1", plain)
    if "(" in plain or "/Dec" in plain or "ES-" in plain:
        plain = _BLANK_IN_SYMBOL.sub(lambda found: found[0].replace(" ", _JOINT), plain)
    return plain


def _taken(match: re.Match[str], read: Reader, found: list[Quantity]) -> str:
    """What a match leaves for the next shapes: nothing if it gave a quantity."""
    before = len(found)
    found.extend(read(match))
    return "\0" if len(found) > before else match[0]


_FROM = "０１２３４５６７８９（）／，．－–‑‐−\xa0\u2009\u202f　"
_TO = "0123456789()/,.-----" + " " * 4
_PLAIN = str.maketrans(_FROM, _TO)
_NAMES_WITH_NUMBERS = re.compile(
    r"(?=[CIM372(“\"])(?:COVID ?-? ?19|2019年?(?=冠状病毒)|(?<=coronavirus disease )\(?2019\)?"
    r"|[“\"]?3[·.・]23[”\"]?运动|3月23日运动|\b(?:23 March|March 23) Movement\b|\bM ?23\b|(?:\bI-)?(?<![\d/])24/7(?![\d/])|7天24小时|24小时7天)",
    re.I,
)
"""Names that one language writes with other numbers or without."""
_BLANK_IN_SYMBOL = re.compile(
    r"(?=[ (])(?:(?<=[A-Za-z0-9)]) ?\((?:(?:Sect|Parts?|Vol|Suppl?)\. ?[\w ]{1,9}|Introduction|(?:Part|Vol) [IVX]{1,5}|[IVXLC]+|En|Fr)\)"
    r"|(?<=/Decl\.) (?=\d)|(?<=/Dec\.) (?=\d)|(?<=\bES-) (?=\d))"
)
"""`A/75/6 (Sect. 2)`, in Chinese `A/75/6(Sect.2)`."""
_JOINT = "\x1f"
"""Stands for a blank within a symbol."""
_BLANKS = re.compile(rf"[\s{_JOINT}]+")
_TIME_OF_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:时|:)(\d{2})(?!\d)分?")
_BLANK_IN_NUMBER = re.compile(r"(?<=\d), (?=000\b|\d{3},\d{3}\b)|(?<=\d,\d{3}), (?=\d{3}\b)")
"""`15, 000`, `1,116, 738,700`: slips that no list of numbers looks like."""
_UNIT_OF_BOTH = re.compile(
    r"(\bbetween \d[\d.,]*)(?= and \d[\d.,]* (thousand|million|billion|trillion)\b)"
    r"|((?<![\d.,])(?!(?:19|20)\d\d to )\d[\d.,]*)(?=(?: to |-)\d[\d.,]* (thousand|million|billion|trillion)\b)"
    r"|((?<![\d.,])\d[\d.,]*)(?=[至到-]\d[\d.,]*(万亿|[万亿]))"
)
"""`between 690 and 783 million`, `2.5至4.0万亿`: the unit is that of both numbers; not in `31 billion in 2017 to 87 billion`."""
_BLANK_IN_BODY = re.compile(r"\b(EB|WHA) (?=\d{1,3}[./]\d)")
"""`EB 136/8`, in Chinese `EB136/8`: decisions of the World Health Organization's organs."""


_BLANK_AT_SLASH = re.compile(r"(?<=[A-Z0-9]/) (?=[A-Z0-9])|(?<=[A-Z0-9]) (?=/(?:Add|Corr|Rev|L)\.)")
"""`S/PRST/ 2020/5`: a slip."""
_ARTICLE = re.compile(r"(\barticles? \d{1,3})\.(\d{1,2})\b(?! ?\()|(第\d{1,3})\.(\d{1,2})(?=条(?!规则))")
"""`article 66.2`, in Chinese `第66条第2款`; but `第3.3条规则` is rule 3.3."""


def plain_signs(text: str) -> str:
    """A text with its figures, brackets, dashes and blanks in their plain form, of the same length."""
    return text.translate(_PLAIN)


_LONGEST = 18
"""Digits of a number; more are no quantity."""


def _symbol(match: re.Match[str]) -> Iterator[Quantity]:
    if any(char.isdigit() for char in match[0]):
        value = _PART_OF_SYMBOL.sub("", _BLANKS.sub("", match[0]).upper())
        # `(A/66/53/Add.1)` closes a bracket that stands before the symbol.
        value = value.rstrip(")") if value.count(")") > value.count("(") else value
        value = _OF_RESOLUTION.sub("", value)
        yield Quantity("symbol", value, _bare(match[0].replace(_JOINT, " ")))


_OF_RESOLUTION = re.compile(r"^(?:A|S|E|A/HRC)/RES/(?=\d)")
"""`S/RES/2676 (2023)` and `2676 (2023)` are the same resolution."""


def _bare(printed: str) -> str:
    """A symbol without the signs behind it that belong to the sentence."""
    while printed[-1] in ".-(" or (printed[-1] == ")" and printed.count(")") > printed.count("(")):
        printed = printed[:-1]
    return printed


_PART_OF_SYMBOL = re.compile(r"\((?:PART|VOL).*$|[.(-]+$")
"""`(Part I)` stands apart in English; signs at the end belong to the sentence."""


def _month_in_english(match: re.Match[str]) -> Iterator[Quantity]:
    # "May" is also a verb, and June a name.
    is_dated = _BY_DIGITS.match(match.string, match.end()) is not None
    is_name = _BEFORE_NAME.match(match.string, match.end()) is not None
    is_behind_day = match.string[: match.start()].rstrip()[-1:].isdigit()
    is_certain = is_dated or (match[0] != "May" and (is_behind_day or not is_name))
    number = 9 if match[0] == _SEPTEMBER else _MONTHS.index(match[0]) + 1
    yield Quantity("month", str(number), match[0], is_certain)


def _month_in_chinese(match: re.Match[str]) -> Iterator[Quantity]:
    yield Quantity("month", str(from_chinese(match["month"])), match[0])


def _figures(match: re.Match[str]) -> Iterator[Quantity]:
    digits = re.sub(r"[\s,]", "", match["digits"])
    if len(digits) <= _LONGEST:
        value = Decimal(digits) * _TIMES.get((match["times"] or "").strip().lower(), 1)
        # `UN80` is a name that the other language may take apart; for `1名` it has an article.
        is_article = digits == "1" and _MEASURE.match(match.string, match.end()) is not None
        is_certain = match["letter"] is None and not is_article and not _is_mark(match)
        yield Quantity("number", f"{value.normalize():f}", match[0].strip(), is_certain)


def _is_mark(match: re.Match[str]) -> bool:
    """Whether a number may be the mark of a footnote that a Chinese text prints as a plain figure, `《公约》4 和`."""
    before, behind = match.string[max(0, match.start() - 3) : match.start()], match.string[match.end() :]
    if len(match["digits"]) > _LONGEST_MARK or _MEASURED.match(behind):
        return False
    if before.endswith(("；", "。")):
        return not behind.strip()
    return bool(_BEHIND_TITLE.search(before)) and not behind[:1].isdigit()


def _numeral(match: re.Match[str]) -> Iterator[Quantity]:
    if len(match[0]) <= _LONGEST:
        value = from_chinese(match["numeral"]) * _TIMES.get(match["times"] or "", 1)
        yield Quantity("number", str(value), match[0], is_certain=value > _SMALL and bool(match["ordinal"]))


def _words(match: re.Match[str]) -> Iterator[Quantity]:
    value = from_english(match["words"])
    times = _TIMES.get((match["times"] or "").strip().lower(), 1)
    for words in [match["words"]] if value is not None else _apart(match["words"]):
        value = from_english(words)
        if value is not None:
            is_ordinal = re.search("(?:th|first|second|third)$", words, re.I) is not None
            yield Quantity("number", str(value * times), words, is_certain=value > _SMALL and is_ordinal)


def _apart(words: str) -> Iterator[str]:
    """Numerals side by side: `first and second`, `first seven`."""
    for some in re.split(r" and ", words, flags=re.I):
        yield from [some] if from_english(some) is not None else some.split(" ")


def _half(match: re.Match[str]) -> Iterator[Quantity]:
    value = _TIMES[match["times"].lower()] // 2
    yield Quantity("number", str(value), match[0])


def _roman(match: re.Match[str]) -> Iterator[Quantity]:
    yield Quantity("number", str(from_roman(match[0])), match[0], is_certain=False)


_LONGEST_MARK = 2
_BEHIND_TITLE = re.compile(r"》\)?[，,、；]?$")
_MEASURED = re.compile(r"\s?[年月日号条段款项个国名人次届份岁章节页万亿%％.．/第]")
_MEASURE = re.compile("[名个项份次种位]|美元")
_SMALL = 10
_BEFORE_NAME = re.compile(r" [A-Z][a-z]+")
_BY_DIGITS = re.compile(r",? \d{4}")
_MONTHS = "January February March April May June July August September October November December".split()
_SEPTEMBER = "Sept"
_TIMES = {
    "千": 10**3,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "万亿": 10**12,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "decades": 10,
}
_ALPHABETIC = r"(?<![A-Za-z0-9/])"
_SYMBOLS = re.compile(
    rf"{_ALPHABETIC}(?:[ASE]/RES/\d{{4}}[ {_JOINT}]?\(\d{{4}}\)|[A-Z][A-Za-z]{{0,7}}(?:/[A-Za-z0-9.()*{_JOINT}-]+){{1,6}}"
    rf"|(?:[SDE]{{1,2}}-{_JOINT}?)?\d{{1,5}}/(?:\d{{1,4}}|[A-Z][A-Za-z]{{0,3}}\.\d{{1,3}})(?![\d/])"
    rf"|(?<!No\. )\d{{1,5}}(?: ?[A-Z]{{1,2}})?[ {_JOINT}]?\((?:\d{{4}}|(?:ES-|S-)?[IVXL]+)\))"
)
_ENGLISH_TIMES = r"(?P<times>\s(?i:thousand|million|billion|trillion)\b)?"
_CHINESE_TIMES = r"(?P<times>万亿|十亿|百万|千万|[千万亿]|\s?(?i:million|billion)\b)?"
_ENGLISH_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)}|{_SEPTEMBER}(?=\.? \d{{4}}\b))\b")
_DIGITS = (
    r"(?=\d)(?P<letter>(?<=[A-Za-z]))?(?<!\d)(?P<digits>\d{1,3}(?:[ ,]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
)
_OF_FIGURES = frozenset((_symbol, _figures))
"""What a text without figures has none of."""
_READERS: dict[Language, tuple[tuple[re.Pattern[str], Reader], ...]] = {
    "zh": (
        (_SYMBOLS, _symbol),
        (re.compile(rf"(?P<month>\d{{1,2}}|{CHINESE_NUMERAL}{{1,2}})月(?!球)"), _month_in_chinese),
        (_ENGLISH_MONTH, _month_in_english),
        (re.compile(_DIGITS + r"\s?[多余]?" + _CHINESE_TIMES), _figures),
        (
            re.compile(rf"(?P<ordinal>第)?(?:百分之)?(?P<numeral>{CHINESE_NUMERAL}+)(?P<times>[万亿])?"),
            _numeral,
        ),
    ),
    "en": (
        (_SYMBOLS, _symbol),
        (re.compile(r"\bhalf a (?P<times>million|billion)\b", re.I), _half),
        (_ENGLISH_MONTH, _month_in_english),
        (re.compile(_DIGITS + _ENGLISH_TIMES), _figures),
        (
            re.compile(
                rf"\b(?=[bcdefhnoqst])(?P<words>{ENGLISH_NUMERAL})\b(?P<times>\s(?:thousand|million|billion|decades)\b)?",
                re.I,
            ),
            _words,
        ),
        (re.compile(r"\b(?!C\b)[IVXLC]{1,8}\b"), _roman),
    ),
}
