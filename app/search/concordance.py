"""Concordance: every occurrence of a phrase, sortable by its left or right context in folded text."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from app.domain.query import SearchQuery
from app.domain.text import Span
from app.search.engine import Concordance, Line, LineOrder
from app.search.index import SearchIndex
from app.search.line_order import by_context
from app.search.occurrences import MOST_LINES, spans
from app.search.ranking import DocumentGroups
from app.search.text_engine import Numbers
from app.search.text_store import Places

_NO_DATE = 99991231

_TOGETHER = 2000
"""How many units are looked through at once."""

_Found = NDArray[np.int64]
"""Lines, each a unit and where in the file of texts the phrase begins and ends, in bytes."""


def concordance(index: SearchIndex, query: SearchQuery, by: LineOrder, shown: slice) -> Concordance:
    """The occurrences of a query's phrases, sorted by right or left context, or by date; `shown` selects a page.

    All are looked for as bytes; only the lines of the page become spans of their texts.
    """
    found = _found(index, query, MOST_LINES + 1, is_oldest_first=by == "oldest")
    is_cut = len(found) > MOST_LINES
    found = found[:MOST_LINES]
    page = np.arange(len(found))[shown]
    if by in ("left", "right") and len(found):
        page = by_context(index.texts, _places(index, found), by, shown)
    lines = (_line_at(index, *line) for line in found[page].tolist())
    return Concordance(len(found), tuple(lines), is_cut)


def lines(index: SearchIndex, query: SearchQuery, *, is_oldest_first: bool = False) -> Iterator[Line]:
    """Every occurrence of a query's phrases, one after another, by date."""
    for unit in _in_time(index, query, is_oldest_first=is_oldest_first).tolist():
        text = index.texts[int(index.columns.unit_text[unit])]
        found = spans(query, text, index.columns.stops_of(unit))
        yield from (_line(index, unit, span) for span in found)


def _in_time(index: SearchIndex, query: SearchQuery, *, is_oldest_first: bool) -> Numbers:
    """The matching units by date; none for a query without phrases."""
    # By date, which needs no scores.
    matched = index.find(replace(query, sort="newest")) if query.phrases else None
    if matched is None:
        return np.empty(0, dtype=np.int32)
    # Documents are put in order, of which there are fewer than units.
    found = DocumentGroups.of(index.columns, matched.unit_numbers())
    dates = index.columns.adopted[found.documents]
    ages = np.where(dates, dates, _NO_DATE) if is_oldest_first else -dates
    return found.in_order(ages.argsort(kind="stable"))


def _found(index: SearchIndex, query: SearchQuery, most: int, *, is_oldest_first: bool) -> _Found:
    """At most so many lines, by date."""
    units = _in_time(index, query, is_oldest_first=is_oldest_first)
    found, count = [np.empty((0, 3), dtype=np.int64)], 0
    for start in range(0, len(units), _TOGETHER):
        found.append(_lines_of(index, query, units[start : start + _TOGETHER]))
        count += len(found[-1])
        if count >= most:
            break
    return np.concatenate(found)[:most]


def _lines_of(index: SearchIndex, query: SearchQuery, units: Numbers) -> _Found:
    """The lines of some units, one unit after another."""
    phrases = [sought.encode() for sought in query.sought if isinstance(sought, str)]
    if len(phrases) < len(query.sought):
        measured = ((unit, *span) for unit in units.tolist() for span in _measured(index, query, unit))
        return np.fromiter(chain.from_iterable(measured), dtype=np.int64).reshape(-1, 3)
    texts = index.columns.unit_text[units]
    places = [(*index.texts.places(phrase, texts), len(phrase)) for phrase in phrases]
    rows = np.concatenate(
        [np.stack([which, starts, starts + size], axis=1) for which, starts, size in places]
    )
    rows = rows[np.lexsort(rows.T[::-1])]
    rows[:, 0] = units[rows[:, 0]]
    return rows


def _measured(index: SearchIndex, query: SearchQuery, unit: int) -> list[Span]:
    number = int(index.columns.unit_text[unit])
    text, origin = index.texts[number], index.texts.span(number)[0]

    def offset(place: int) -> int:
        return origin + len(text[:place].encode())

    found = spans(query, text, index.columns.stops_of(unit))
    return [(offset(start), offset(end)) for start, end in found]


def _places(index: SearchIndex, found: _Found) -> Places:
    origins, limits = index.texts.spans(index.columns.unit_text[found[:, 0]])
    return Places(found[:, 1], found[:, 2], origins, limits)


def _line_at(index: SearchIndex, unit: int, start: int, end: int) -> Line:
    """A line whose phrase stands at these bytes of the file."""
    origin = index.texts.span(int(index.columns.unit_text[unit]))[0]
    before, phrase = (len(index.texts.between(*ends).decode()) for ends in ((origin, start), (start, end)))
    return _line(index, unit, (before, before + phrase))


def _line(index: SearchIndex, unit: int, span: Span) -> Line:
    columns = index.columns
    return Line(columns.addresses[int(columns.unit_document[unit])], int(columns.unit_ids[unit]), *span)
