"""The documents that a cleaned text mentions, by symbol or by number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from app.domain.characters import visible
from app.domain.citations import find_of_each
from app.domain.citations.number_lists import has_numbers
from app.domain.citations.surface_form import surface_form
from app.domain.citations.symbol_references import find_symbols
from app.domain.organs import Names
from app.domain.places import is_reserved, split_address
from app.domain.resolution import Citation
from app.domain.symbols import Symbol, is_deliberation

_LETTERS = re.compile(
    r"\s?(?P<letters>(?:[A-Z]|AA|BB|CC|DD|EE|FF)(?:\s?(?:-|和|至|、|AND|TO)\s?[A-Z])?)?"
    r"(?P<bracket>\s?\(\s?(?:[0-9]{4}|(?:E?S-)?[IVXLC]+)\s?\)?(?:\s?(?P<behind>[A-Z]))?)?(?![A-Za-z0-9./-])"
)
_WORDED_BEHIND = re.compile(r"(?P<symbol>.*/(?:RES|DEC)/(?:E?S-)?[0-9]+(?:/[0-9]+)?)(?:OP|PP|op|pp)[0-9]")
_DATED_BEHIND = re.compile(r"(?P<symbol>.*/(?:RES|DEC)/(?:E?S-)?[0-9]+/[0-9]+)\s?\([0-9]{4}", re.IGNORECASE)
_FILE_SUFFIX = re.compile(r"(?<=[0-9)])\.(?:pdf|docx?|html?|xml|txt)$", re.IGNORECASE)
_WORDED_LETTER = re.compile(r"\s?(?:OP|PP)\s?[0-9]")
_KIND_FIRST = re.compile(
    r"(?<!号)(?P<kind>决议|决定)\s?第?\s?(?P<number>(?:E?S-)?[0-9]{1,4}(?:\s?/\s?[0-9]{1,4})?(?:\s?[A-Z](?![A-Za-z]))?(?:\s?\((?:[0-9]{4}|(?:E?S-)?[IVXLC]+)\))?)(?![0-9/])(?:\s?号)?(?!\s?(?:号|年|决议|决定|段|[0-9]))"
)
_WITHOUT_NTH = re.compile(
    r"(?P<before>^|[会理经联]|(?<=[^0-9A-Za-z/.(第-]))(?P<number>(?:[0-9]{1,4}(?:/[0-9]{1,4}|\s?\([0-9IVXLC]+\))?\s?[、和及与]\s?)*(?:E?S-)?[0-9]{1,4}(?:\s?/\s?[0-9]{1,4})?(?:\s?[A-Z])?(?:\s?\([0-9IVXLCES-]+\)?)?(?:\s?[A-Z])?)(?=\s?(?:号|决议|决定))"
)
_WITHOUT_SIGN = re.compile(
    r"第\s?(?:[0-9]{1,4}|(?:E?S-)?[0-9]{1,4}\s?/\s?[0-9]{1,4}(?:\s?[A-Z])?)(?=\s?(?:决议|决定))"
)
_COUNTED_LIST = re.compile(r"第\s?[0-9]{1,4}(?:\s?[、和及与]\s?[0-9]{1,4})+(?=\s?号(?:决议|决定))")
_BARE_END = re.compile(r"第\s?[0-9/() A-ZIVX-]+\s?号(?!\s?(?:决议|决定|决議|文件|[0-9A-Za-z]))")
_NUMBER_ALONE = re.compile(
    r"(?:第\s?)?(?P<number>(?:E?S-)?[0-9]{1,4}\s?/\s?[0-9]{1,4}(?:\s?[A-Z])?|[0-9]{1,4}\s?(?:[A-Z]\s?)?\((?:[0-9]{4}|(?:E?S-)?[IVXLC]+)\)?(?:\s?[A-Z])?|[0-9]{1,4})(?:\s?号)?"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A document mentioned from `start` to `end`: its symbol, or several of which it may be one."""

    start: int
    end: int
    symbols: tuple[str, ...]
    is_number_alone: bool = False


def with_signs(text: str, names: Names) -> str:
    """Numbers with the signs that references are read by: `安理会1325号决议`, `2758决议`, `决议 77/214`, `大会 77/214`
    and `第77/214号` become `第…号决议`."""
    text = _COUNTED_LIST.sub(lambda found: _each_signed(found[0]), text)
    text = _of_organ(names).sub(lambda found: f"{found['organ']}第{found['number'].strip()}号决议", text)
    turned = _KIND_FIRST.sub(_turned, text)
    signed = _WITHOUT_NTH.sub(
        lambda found: f"{found['before'] or ''}第{_each_signed(closed(found['number']))}", turned
    )
    counted = _WITHOUT_SIGN.sub(lambda found: f"{found[0]}号", signed)
    return _BARE_END.sub(lambda found: f"{found[0]}决议", counted)


@lru_cache
def _of_organ(names: Names) -> re.Pattern[str]:
    """An organ's name and a number of a session or with a bracket: no year, no count."""
    organs = sorted({name for organ in names.organs for name in organ.names}, key=len, reverse=True)
    number = (
        r"(?:E?S-)?[0-9]{1,4}\s?/\s?[0-9]{1,4}(?:\s?[A-Z](?![A-Za-z]))?"
        r"|[0-9]{1,4}\s?(?:[A-Z]\s?)?\((?:[0-9]{4}|(?:E?S-)?[IVXLC]+)\)(?:\s?[A-Z](?![A-Za-z]))?"
    )
    return re.compile(
        rf"(?P<organ>{'|'.join(map(re.escape, organs))})\s?第?\s?(?P<number>{number})(?![0-9/]|\s?[A-Z]?\s?(?:号|决议|决定|[、和及至]))"
    )


def _turned(found: re.Match[str]) -> str:
    number = found["number"].strip()
    is_year = not found.start() and re.fullmatch(r"(?:19|20)[0-9]{2}", number)
    return found[0] if is_year else f"第{number}号{found['kind']}"


def _each_signed(numbers: str) -> str:
    """Of a list of numbers whose first and last signs stand around it, each with its own: `242和338` → `242号和第338`."""
    return re.sub(r"\s?([、和及与])\s?", r"号\1第", numbers)


def closed(number: str) -> str:
    """A number or a title with the bracket that it opens closed."""
    return number + ")" if number.count("(") > number.count(")") else number


def mentions(text: str, names: Names) -> list[Mention]:
    """The mentions in a text, in order; those of one span are one mention of several documents."""
    if not re.search(r"[0-9]", text):
        return []
    symbols = list(_symbols(text, names))
    taken = [(one.start, one.end) for one in symbols]
    numbered = [
        one
        for one in _numbered(text, names)
        if not any(start < one.end and one.start < end for start, end in taken)
    ]
    return sorted((*symbols, *numbered), key=lambda one: one.start)


def number_alone(text: str, names: Names) -> Mention | None:
    """A text that is nothing but a number: `50/4`, `第70/1号`, `2758`; several organs may have it."""
    found = _NUMBER_ALONE.fullmatch(text)
    if found is None:
        return None
    number = closed(re.sub(r"\s", "", found["number"]))
    known = names.known_numbers.get(number)
    if number.isdigit() and not known:
        return None
    kinds = ("决议", "决定") if "/" in number else ("决议",)
    meant = (
        (known,) if known else tuple(one for kind in kinds for one in _of_any(f"第{number}号{kind}", names))
    )
    return Mention(0, len(text), meant, is_number_alone=True) if meant else None


def _of_any(text: str, names: Names) -> tuple[str, ...]:
    return next((one.symbols for one in _numbered(text, names)), ())


def _symbols(text: str, names: Names) -> Iterator[Mention]:
    """Symbols in any case, with their letters and years: `a/res/72/262 c`, `S/RES/2664(2022`."""
    upper = "".join(char.upper() if char.isascii() else char for char in text)
    for found in find_symbols(upper):
        name = _without_place(text[found.start : found.end])
        end = found.start + len(name)
        symbol = Symbol.read(name) if end < found.end else Symbol(found.target or "")
        if symbol and is_deliberation(symbol.canonical):
            symbol, end = _lettered(upper, symbol, end)
        if symbol and not is_reserved(symbol.canonical.partition("/")[0]):
            yield Mention(found.start, end, (_with_bracket(symbol, names),))


def _without_place(printed: str) -> str:
    """A symbol without the place that follows it as in addresses, or at once: `A/RES/77/213OP5`."""
    name = split_address(_FILE_SUFFIX.sub("", printed))[0]
    worded = _WORDED_BEHIND.match(name) or _DATED_BEHIND.match(name)
    return worded["symbol"] if worded else name


def _with_bracket(symbol: Symbol, names: Names) -> str:
    """A symbol with the year or session that its number is known to have: `S/RES/1325` → `S/RES/1325 (2000)`."""
    organ = names.organ_of(symbol)
    number = symbol.number or ""
    if organ is None or not number.isdigit() or organ.symbol(number).canonical != symbol.canonical:
        return symbol.canonical
    return organ.symbol(organ.with_bracket(int(number))).canonical


def _lettered(text: str, symbol: Symbol, end: int) -> tuple[Symbol, int]:
    """A symbol with the letter and the bracket behind it, also one that is not closed."""
    behind = _LETTERS.match(text, end)
    if behind is None or not behind[0].strip() or _WORDED_LETTER.match(text, end):
        return symbol, end
    bracket = (behind["bracket"] or "").removesuffix(behind["behind"] or "").strip()
    if bracket and not (symbol.number or "").isdigit():
        # The date of `A/RES/77/213 (2022)` is no part of the symbol.
        return symbol, end
    letters = behind["letters"] or behind["behind"] or ""
    full = Symbol.read(
        f"{symbol.canonical} {letters} {bracket + ')' * (bracket.count('(') - bracket.count(')'))}"
    )
    return (full, behind.end()) if full else (symbol, end)


def _numbered(text: str, names: Names) -> Iterator[Mention]:
    """Resolutions and decisions by number. Where no organ is named, those of every organ that can have the number,
    unless it is known by itself; none of another organ than the one that is named before it."""
    if not has_numbers(surface_form(visible(text))):
        return  # whatever the organ
    spans: dict[tuple[int, int], list[Citation]] = {}
    for one in filter(_is_numbered, chain.from_iterable(find_of_each(text, names.organs, names))):
        spans.setdefault((one.start, one.end), []).append(one)
    for (start, end), found in sorted(spans.items()):
        named = [one for one in found if one.organ_by in ("stated", "inherited")]
        if not named and _named_before(names).search(text, 0, start):
            continue
        known = names.known_numbers.get(re.sub(r"第|号.*|\s", "", text[start:end]))
        if not named and known:
            yield Mention(start, end, (known,))
            continue
        meant = dict.fromkeys(
            one.target
            for one in named or found
            if one.target and (named or one.organ_by in ("adopting", "own"))
        )
        if meant:
            yield Mention(start, end, tuple(meant))


@lru_cache
def _named_before(names: Names) -> re.Pattern[str]:
    """An organ, with a date or none, at the end of what stands before a number."""
    organs = sorted({name for organ in names.organs for name in organ.names}, key=len, reverse=True)
    return re.compile(
        rf"(?:{'|'.join(map(re.escape, organs))})\s?(?:[0-9]{{4}}年(?:[0-9]{{1,2}}月)?(?:[0-9]{{1,2}}日)?)?(?:通过)?的?$"
    )


def _is_numbered(found: Citation) -> bool:
    return bool(found.target and not found.target.startswith("instrument:") and found.organ_by)
