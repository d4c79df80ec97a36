"""Concordance: every occurrence of a phrase, by the texts of the units found, read one after another."""

from collections.abc import Iterator
from itertools import islice

from app.domain.query import SearchQuery
from app.search.engine import Concordance, Line, LineOrder
from app.search.occurrences import MOST_LINES, left_of, right_of, spans
from app.search.opensearch.index import ClusterIndex
from app.search.opensearch.known import asked_of
from app.search.opensearch.reading import NEWEST, OLDEST, units_read


def concordance(
    index: ClusterIndex, query: SearchQuery, by: LineOrder, *, page: int, size: int
) -> Concordance:
    """The occurrences of a query's phrases, sorted by right or left context, or by date."""
    read = islice(_lines(index, query, by, is_oldest_first=by == "oldest"), MOST_LINES + 1)
    found = list(read)
    is_cut = len(found) > MOST_LINES
    del found[MOST_LINES:]
    if by in ("left", "right"):
        found.sort(key=lambda one: one[0])
    shown = found[(page - 1) * size : page * size]
    return Concordance(len(found), tuple(line for _, line in shown), is_cut)


def lines(index: ClusterIndex, query: SearchQuery, *, is_oldest_first: bool) -> Iterator[Line]:
    """Every occurrence of a query's phrases, by date."""
    return (line for _, line in _lines(index, query, "newest", is_oldest_first=is_oldest_first))


def _lines(
    index: ClusterIndex, query: SearchQuery, by: LineOrder, *, is_oldest_first: bool
) -> Iterator[tuple[bytes, Line]]:
    """Each line with what it is sorted by."""
    if query.root is None or not query.phrases:
        return
    condition = asked_of(index, query)
    order = OLDEST if is_oldest_first else NEWEST
    for unit in units_read(index, condition.documents, condition.of_units, order):
        for start, end in spans(query, unit.text, unit.stops):
            beside = {"left": left_of(unit.text, start), "right": right_of(unit.text, end)}.get(by, b"")
            yield beside, Line(unit.document, unit.key, start, end)
