"""Concordance: every occurrence of a phrase, sortable by its left or right context in folded text."""

from collections.abc import Iterator

import numpy as np

from app.domain.query import SearchQuery
from app.domain.text import Span, stretches
from app.search.engine import Concordance, Line, LineOrder
from app.search.index import SearchIndex

_NO_DATE = 99991231
_CONTEXT = 12
"""Length of the context that lines are sorted by, in folded characters."""
_MAX_LINES = 10_000
"""Most lines that are sorted; of a more frequent phrase, the newest."""


def concordance(index: SearchIndex, query: SearchQuery, by: LineOrder, shown: slice) -> Concordance:
    """The occurrences of a query's phrases, sorted by right or left context, or by date; `shown` selects a page."""
    places: list[tuple[bytes, int, Span]] = []
    for unit, text in _in_time(index, query, is_oldest_first=by == "oldest"):
        places += [(_key(text, span, by), unit, span) for span in _spans(index, query, unit, text)]
        if len(places) > _MAX_LINES:
            break
    if by in ("left", "right"):
        places.sort(key=lambda place: place[0])
    found = tuple(_line(index, unit, span) for _, unit, span in places[:_MAX_LINES][shown])
    return Concordance(min(len(places), _MAX_LINES), found, len(places) > _MAX_LINES)


def lines(index: SearchIndex, query: SearchQuery, *, is_oldest_first: bool = False) -> Iterator[Line]:
    """Every occurrence of a query's phrases, one after another, by date."""
    for unit, text in _in_time(index, query, is_oldest_first=is_oldest_first):
        yield from (_line(index, unit, span) for span in _spans(index, query, unit, text))


def _in_time(index: SearchIndex, query: SearchQuery, *, is_oldest_first: bool) -> Iterator[tuple[int, str]]:
    """The numbers of the matching units by date, with their folded texts; none for a query without phrases."""
    matched = index.find(query) if query.phrases else None
    if matched is None:
        return
    columns = index.columns
    units = matched.unit_numbers()
    dates = columns.adopted[columns.unit_document[units]]
    ages = np.where(dates, dates, _NO_DATE) if is_oldest_first else -dates
    for unit in units[ages.argsort(kind="stable")]:
        yield int(unit), index.texts[int(columns.unit_text[unit])]


def _spans(index: SearchIndex, query: SearchQuery, unit: int, text: str) -> list[Span]:
    stops = index.columns.stops_of(unit)
    rows = (row for sought in query.sought for row in stretches(sought, text, stops))
    return sorted((min(row)[0], max(end for _, end in row)) for row in rows)


def _line(index: SearchIndex, unit: int, span: Span) -> Line:
    columns = index.columns
    return Line(columns.addresses[int(columns.unit_document[unit])], int(columns.unit_ids[unit]), *span)


def _key(text: str, span: Span, by: LineOrder) -> bytes:
    """Sort key of a line: the context on the chosen side, read outwards from the phrase, encoded in GB 18030,
    whose order of common characters (GB 2312 level 1) follows their pronunciation."""
    start, end = span
    side = text[max(0, start - _CONTEXT) : start][::-1] if by == "left" else text[end : end + _CONTEXT]
    return side.encode("gb18030") if by in ("left", "right") else b""
