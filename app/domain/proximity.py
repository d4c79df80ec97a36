"""Phrases near each other or in a row: where several phrases stand together, found in one pass over their spans."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Near:
    """Folded phrases that stand in any order, not overlapping, each at most `within` folded characters from the next:
    punctuation and dropped blanks do not count. A phrase that is named twice stands there twice."""

    parts: tuple[str, ...]
    within: int


@dataclass(frozen=True, slots=True)
class InOrder:
    """Folded phrases that stand in this order, not overlapping, with no end of a sentence between them."""

    parts: tuple[str, ...]


def near(places: Sequence[Sequence[Span]], within: int) -> Iterator[tuple[Span, ...]]:
    """The spans of each stretch of text in which every phrase stands near the next; stretches do not overlap.

    `places` are all spans of each phrase. For each set of phrases only the stretch that ends last is kept, since
    whatever follows is nearest to it; so time grows with the number of spans, times two for each phrase.
    """
    everything = (1 << len(places)) - 1
    spans = sorted((start, end, 1 << part) for part, found in enumerate(places) for start, end in found)
    closed: dict[int, tuple[Span, ...]] = {}
    open_: list[tuple[int, int, tuple[Span, ...]]] = []
    done = 0
    for start, end, part in spans:
        if start < done:
            continue
        while open_ and open_[0][0] <= start:
            _, phrases, stretch = heappop(open_)
            closed[phrases] = stretch
        longer: list[tuple[int, tuple[Span, ...]]] = [(part, ((start, end),))]
        for phrases, stretch in list(closed.items()):
            if start - stretch[-1][1] > within:
                del closed[phrases]
            elif not phrases & part:
                longer.append((phrases | part, (*stretch, (start, end))))
        whole = next((stretch for phrases, stretch in longer if phrases == everything), None)
        if whole:
            yield whole
            closed, open_, done = {}, [], end
        else:
            for phrases, stretch in longer:
                heappush(open_, (end, phrases, stretch))


def in_order(places: Sequence[Sequence[Span]], stops: Sequence[int]) -> Iterator[tuple[Span, ...]]:
    """The spans of each stretch in which the phrases stand in a row; the shortest ones, not overlapping.

    `places` are all spans of each phrase, ascending; `stops` are the offsets at which a sentence begins.
    """
    rows: list[_Row] = [(span, None) for span in places[0]]
    for found in places[1:]:
        rows = list(_continued(rows, found, stops))
    done = 0
    for row in rows:
        stretch = _spans(row)
        if stretch[0][0] >= done:
            yield stretch
            done = stretch[-1][1]


_Row: TypeAlias = tuple[Span, "_Row | None"]
"""A span, and the row that it continues."""


def _continued(rows: Sequence[_Row], found: Sequence[Span], stops: Sequence[int]) -> Iterator[_Row]:
    """The rows continued by each span: the one that ends last before it has the fewest stops between."""
    nearest = -1
    for span in found:
        while nearest + 1 < len(rows) and rows[nearest + 1][0][1] <= span[0]:
            nearest += 1
        if nearest >= 0:
            row = rows[nearest]
            if bisect_left(stops, row[0][1]) == bisect_right(stops, span[0]):
                yield span, row


def _spans(row: _Row) -> tuple[Span, ...]:
    spans: list[Span] = []
    rest: _Row | None = row
    while rest:
        spans.append(rest[0])
        rest = rest[1]
    return tuple(reversed(spans))
