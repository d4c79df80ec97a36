"""Document symbols as printed.

Accepted: `A/HRC/50/51`, `A/75/6 (Sect. 29A)/Corr.1`, `A/CONF.157/24(Part I)`, `NPT/CONF.2000/28 (Parts
I和II)`, `A/75/6 (Introduction)`, `ICCD/COP(14)/23/Add.1`, `UNEP(DTIE)/Hg/CONF/4`, `A/HRC/ 40/55`, and two
symbols of one document, `E/CN.4/2001/2-E/CN.4/Sub.2/2000/46`. Not accepted: `HIV/AIDS`, which has no number,
and `X/29`, a decision of parties.
"""

import re
from collections.abc import Iterator

from app.domain.resolution import Citation
from app.domain.symbols import Symbol

_COMPONENT = r"(?:[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*(?:\s?\(\s?[0-9A-Z]{1,4}\s?\)(?=/))?)"
_AND = r"\s?(?:和|及|and|&|至|-)\s?"
_BRACKET = (
    rf"\s*\(\s*(?:(?i:Parts?)\s?[IVX]+(?:{_AND}[IVX]+)?|[IVXLC]+|[0-9]{{4}}|Vols?\.\s?[IVX]+|Introduction|Supp"
    r"|Sect\.\s?[0-9]{1,2}[A-Z]?)\s*\)"
)
_SECOND = rf"(?:\s?-\s?[A-Z]{{1,6}}(?:/{_COMPONENT})+)"
_SYMBOL = re.compile(
    rf"(?<![A-Za-z0-9/.-])[A-Z]{{1,8}}(?:\([A-Z]+\))?(?:/\s?{_COMPONENT}(?:{_BRACKET})?)+{_SECOND}?", re.ASCII
)
_LOWER = re.compile(r"(?<![A-Za-z0-9/.-])[aes](?:/[a-z0-9.]+){0,3}/(?:res|dec)/[a-z0-9]", re.ASCII)
"""The beginning of a symbol in small letters, `a/hrc/res/50/4`; only those of resolutions are certain."""
_NUMBERED = re.compile(r"/\s?(?:[A-Za-z]+[.-])?[0-9]|\([0-9]")
_PARTY_DECISION = re.compile(r"[IVX]+/[0-9]+[A-Z]?")
_TO = r"\s?(?:-|至|到|~|～)\s?"
_ALSO = re.compile(
    rf"\s?(?:和|及|、|以及|，)\s?(?P<tail>(?:Add|Corr|Rev|Amend)\.\s?[0-9]+(?:/(?:Add|Corr|Rev)\.\s?[0-9]+)*)"
    rf"(?:{_TO}(?:(?:Add|Corr|Rev|Amend)\.\s?)?(?P<last>[0-9]{{1,2}})(?![0-9./]))?"
)
_ALSO_NUMBER = re.compile(
    r"\s?(?:和|及|、|以及)\s?(?P<number>[0-9]{1,2})(?=\s?(?:[)）、，,；;。]|和|及|号|$))"
)
_SUFFIX = re.compile(r"/(?P<kind>Add|Corr|Rev|Amend)\.[0-9]+$")
_OF_RANGE = re.compile(
    r"(?P<stem>[A-Z0-9/.]+/(?:RES|DEC)/(?:[A-Z0-9-]+/)?)(?P<first>[0-9]+)-(?:(?P<again>[A-Z0-9/.]+/(?:RES|DEC)/(?:[A-Z0-9-]+/)?))?(?P<last>[0-9]+)"
)
"""`A/RES/70/1-3` and `A/RES/70/1-A/RES/70/3`."""
_MOST_IN_RANGE = 60


def find_symbols(text: str) -> Iterator[Citation]:
    """All symbols in a text in surface form."""
    for found in _SYMBOL.finditer(_LOWER.sub(lambda lower: lower[0].upper(), text)):
        printed = text[found.start() : found.end()]
        if not _NUMBERED.search(printed) or _PARTY_DECISION.fullmatch(printed):
            continue
        symbol = Symbol.read(printed)
        if symbol is None:
            continue
        for member in _members(symbol):
            yield Citation(printed, found.start(), found.end(), member.canonical)
        yield from _tails(text, found.end(), symbol)


def _members(symbol: Symbol) -> list[Symbol]:
    """The resolutions of a range; the symbol itself if it is none."""
    found = _OF_RANGE.fullmatch(symbol.canonical)
    if found is None or (found["again"] or found["stem"]) != found["stem"]:
        return [symbol]
    first, last = int(found["first"]), int(found["last"])
    if not first < last < first + _MOST_IN_RANGE:
        return [symbol]
    return [Symbol.parse(f"{found['stem']}{item}") for item in range(first, last + 1)]


def _tails(text: str, end: int, symbol: Symbol) -> Iterator[Citation]:
    """Further documents of a symbol, cited by suffix alone: `A/78/1和Add.1`, `和Corr.1`."""
    while also := _ALSO.match(text, end):
        end = also.end()
        printed = also[0][also.start("tail") - also.start() :]
        for tail in _suffixes(also["tail"], also["last"]):
            if full := Symbol.read(f"{_stem(symbol, tail)}/{tail}"):
                yield Citation(printed, also.start("tail"), end, full.canonical)
        kind = re.match("[A-Za-z]+", also["tail"])
        while kind and (number := _ALSO_NUMBER.match(text, end)):
            end = number.end()
            tail = f"{kind[0]}.{number['number']}"
            if full := Symbol.read(f"{_stem(symbol, tail)}/{tail}"):
                yield Citation(number["number"], number.start("number"), number.end("number"), full.canonical)


def _suffixes(tail: str, last: str | None) -> list[str]:
    """The suffixes of a range: `Add.1` to `5`; the one suffix if it is none."""
    kind, _, first = tail.partition(".")
    if not last or not first.strip().isdecimal() or not int(first) < int(last) < int(first) + _MOST_IN_RANGE:
        return [tail]
    return [f"{kind}.{number}" for number in range(int(first), int(last) + 1)]


def _stem(symbol: Symbol, tail: str) -> str:
    """The symbol that a suffix is added to: `Add.2` after `A/77/100/Add.1` is one of `A/77/100`."""
    own = _SUFFIX.search(symbol.canonical)
    return symbol.canonical[: own.start()] if own and tail.startswith(own["kind"]) else symbol.canonical
