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
_NUMBERED = re.compile(r"/\s?(?:[A-Za-z]+[.-])?[0-9]|\([0-9]")
_PARTY_DECISION = re.compile(r"[IVX]+/[0-9]+[A-Z]?")
_ALSO = re.compile(
    r"\s?(?:和|及|、|以及|，)\s?(?P<tail>(?:Add|Corr|Rev|Amend)\.\s?[0-9]+(?:/(?:Add|Corr|Rev)\.\s?[0-9]+)*)"
)


def find_symbols(text: str) -> Iterator[Citation]:
    """All symbols in a text in surface form."""
    for found in _SYMBOL.finditer(text):
        printed = found[0]
        if not _NUMBERED.search(printed) or _PARTY_DECISION.fullmatch(printed):
            continue
        symbol = Symbol.read(printed)
        if symbol is None:
            continue
        yield Citation(printed, found.start(), found.end(), symbol.canonical)
        yield from _tails(text, found.end(), symbol)


def _tails(text: str, end: int, symbol: Symbol) -> Iterator[Citation]:
    """Further documents of a symbol, cited by suffix alone: `A/78/1和Add.1`, `和Corr.1`."""
    while also := _ALSO.match(text, end):
        end = also.end()
        if full := Symbol.read(f"{symbol.canonical}/{also['tail']}"):
            yield Citation(also["tail"], also.start("tail"), also.end("tail"), full.canonical)
