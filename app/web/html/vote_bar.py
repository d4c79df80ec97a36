"""The layout of a stacked bar of votes cast."""

from collections.abc import Mapping
from dataclasses import dataclass

_CAST = ("in_favour", "against", "abstaining")


@dataclass(frozen=True, slots=True)
class BarSegment:
    """A segment of the bar. `start` and `width` are percentages of the bar's width."""

    vote: str
    count: int
    start: float
    width: float


def vote_bar(counts: Mapping[str, int]) -> tuple[BarSegment, ...]:
    """The segments of the votes cast, from left to right."""
    cast = sum(counts.get(vote, 0) for vote in _CAST)
    segments, before = [], 0
    for vote in _CAST:
        if count := counts.get(vote, 0):
            segments.append(BarSegment(vote, count, 100 * before / cast, 100 * count / cast))
            before += count
    return tuple(segments)
