"""Concordance: every place where a phrase stands, with what stands before and behind it, in folded text."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from app.domain.query import SearchQuery
from app.domain.text import Span, occurrences
from app.search.index import SearchIndex

LineOrder = Literal["right", "left", "newest", "oldest"]

_NO_DATE = 99991231
_CONTEXT = 12
"""How many folded characters on a side decide the order."""
MAX_LINES = 10_000
"""How many lines are sorted; of a phrase that stands more often, the newest."""


@dataclass(frozen=True, slots=True)
class Line:
    """One place of a phrase: its document and unit, and where it begins and ends in the folded text."""

    document: str
    unit: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Concordance:
    """So many lines there are; `lines` are those of one page. `is_cut` says that older ones were left out."""

    total: int
    lines: tuple[Line, ...]
    is_cut: bool = False


def concordance(index: SearchIndex, query: SearchQuery, by: LineOrder, shown: slice) -> Concordance:
    """The places of a query's phrases, sorted by what stands to their right or left, or by date."""
    matched = index.find(query) if query.phrases else None
    if matched is None:
        return Concordance(0, ())
    columns = index.columns
    units = matched.unit_numbers()
    dates = columns.adopted[columns.unit_document[units]]
    ages = np.where(dates, dates, _NO_DATE) if by == "oldest" else -dates
    in_time = units[ages.argsort(kind="stable")].tolist()
    places: list[tuple[bytes, int, Span]] = []
    for unit in in_time:
        text = index.texts[int(columns.unit_text[unit])]
        found = sorted(span for phrase in query.phrases for span in occurrences(phrase.text, text))
        places += [(_key(text, span, by), unit, span) for span in found]
        if len(places) > MAX_LINES:
            break
    if by in ("left", "right"):
        places.sort(key=lambda place: place[0])
    lines = tuple(
        Line(columns.addresses[int(columns.unit_document[unit])], int(columns.unit_ids[unit]), *place)
        for _, unit, place in places[:MAX_LINES][shown]
    )
    return Concordance(min(len(places), MAX_LINES), lines, len(places) > MAX_LINES)


def _key(text: str, span: Span, by: LineOrder) -> bytes:
    """What stands on the side that lines are sorted by, from the phrase outwards, in the order of GB 18030:
    common characters by their sound."""
    start, end = span
    side = text[max(0, start - _CONTEXT) : start][::-1] if by == "left" else text[end : end + _CONTEXT]
    return side.encode("gb18030") if by in ("left", "right") else b""
