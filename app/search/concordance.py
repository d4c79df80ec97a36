"""Concordance: every occurrence of a phrase, sortable by its left or right context in folded text."""

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
        stops = columns.stops_of(unit)
        rows = (row for sought in query.sought for row in stretches(sought, text, stops))
        found = sorted((min(row)[0], max(end for _, end in row)) for row in rows)
        places += [(_key(text, span, by), unit, span) for span in found]
        if len(places) > _MAX_LINES:
            break
    if by in ("left", "right"):
        places.sort(key=lambda place: place[0])
    lines = tuple(
        Line(columns.addresses[int(columns.unit_document[unit])], int(columns.unit_ids[unit]), *place)
        for _, unit, place in places[:_MAX_LINES][shown]
    )
    return Concordance(min(len(places), _MAX_LINES), lines, len(places) > _MAX_LINES)


def _key(text: str, span: Span, by: LineOrder) -> bytes:
    """Sort key of a line: the context on the chosen side, read outwards from the phrase, encoded in GB 18030,
    whose order of common characters (GB 2312 level 1) follows their pronunciation."""
    start, end = span
    side = text[max(0, start - _CONTEXT) : start][::-1] if by == "left" else text[end : end + _CONTEXT]
    return side.encode("gb18030") if by in ("left", "right") else b""
