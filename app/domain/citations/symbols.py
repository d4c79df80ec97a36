"""Symbols as they are printed: `A/HRC/50/51`, `A/CONF.157/24(Part I)/Corr.1`."""

import re

from app.domain.resolution import Citation
from app.domain.symbols import Symbol

_COMPONENT = r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*"
_BRACKET = r"\s?\((?:Part\s?[IVX]+|[IVXLC]+|[0-9]{4}|Vol\.\s?[IVX]+)\)"
_SYMBOL = re.compile(
    rf"(?<![A-Za-z0-9/])[A-Z]{{1,6}}(?:/{_COMPONENT}(?:{_BRACKET})?)+(?:-[A-Z]{{1,6}}(?:/{_COMPONENT})+)?"
)
_NUMBERED = re.compile(r"/(?:[A-Za-z]+[.-])?[0-9]")


def find_symbols(text: str) -> list[Citation]:
    """Every symbol in a text; `HIV/AIDS` and its like, which number nothing, are none."""
    return [
        Citation(found[0], found.start(), found.end(), symbol.canonical)
        for found in _SYMBOL.finditer(text)
        if _NUMBERED.search(found[0]) and (symbol := Symbol.read(found[0]))
    ]
