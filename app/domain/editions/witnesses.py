"""What may be asked of other texts where the two languages of a paragraph differ in a reference: the date of what is
cited, or which of two symbols is meant."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.domain.citations.stated_details import LOOK_BACK, stated_details
from app.domain.instruments import INSTRUMENT_PREFIX
from app.domain.numerals import from_chinese
from app.domain.symbols import Symbol

MOST_SYMBOLS = 4
"""Maximum number of cited documents that are asked about."""


@dataclass(frozen=True, slots=True)
class CitedHere:
    """A citation of a document in a Chinese unit: its symbol, where it stands, date and title stated with it."""

    target: str
    start: int
    end: int
    dated: date | None
    titled: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """What other texts are asked: the dates that they give these symbols; or how often they name each of them, with the
    date, else the title, that this paragraph states, if it states one."""

    about: Literal["date", "symbol"]
    symbols: tuple[str, ...]
    dated: date | None = None
    titled: str | None = None


def asked(
    kind: str, chinese: str, english: str, text: str, citations: Iterable[CitedHere]
) -> Question | None:
    """The question that a difference raises; None if it is in no reference.

    `chinese` and `english` are the values as printed, `text` and `citations` those of the Chinese unit.
    """
    cited = [one for one in citations if not one.target.startswith(INSTRUMENT_PREFIX)]
    if kind in ("month", "number") and chinese:
        dated = [one.target for one in cited if _is_in_date(kind, chinese, text, one)]
        return Question("date", tuple(dict.fromkeys(dated))[:MOST_SYMBOLS]) if dated else None
    if kind == "symbol":
        return _of_symbols("".join(chinese.split()), "".join(english.split()), cited)
    return None


def _is_in_date(kind: str, printed: str, text: str, citation: CitedHere) -> bool:
    """Whether a value is part of the date that is stated with a citation."""
    day = citation.dated
    if day is None:
        return False
    first = max(0, citation.start - LOOK_BACK)
    begins = stated_details(text, first, citation.start, citation.end).start
    value = _number(printed.removesuffix("月"))
    parts = (day.month,) if kind == "month" else (day.day, day.year)
    return value in parts and printed in text[begins : citation.start]


def _number(printed: str) -> int | None:
    try:
        return from_chinese(printed)
    except ValueError:
        return None


def _of_symbols(chinese: str, english: str, cited: Iterable[CitedHere]) -> Question | None:
    for one in cited:
        found = re.search(rf"(?<![^/]){re.escape(chinese)}(?=[A-Z(]|$)", "".join(one.target.split()))
        if chinese and found:
            other = Symbol.read(f"{found.string[: found.start()]}{english}{found.string[found.end() :]}")
            other = other if english else None
            symbols = (one.target, str(other)) if other else (one.target,)
            return Question("symbol", symbols, one.dated, one.titled)
    whole = tuple(dict.fromkeys(_whole(chinese, english)))
    return Question("symbol", whole) if whole else None


def _whole(*printed: str) -> Iterator[str]:
    """Those of these that are whole symbols."""
    for one in printed:
        symbol = Symbol.read(one) if "/" in one and one[0].isalpha() else None
        if symbol:
            yield str(symbol)
