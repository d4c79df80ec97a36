"""How often states voted in each way and sponsored, as tables show it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from app.db.queries.states import SPONSORED, Stances
from app.web.words import VOTE

_CAST = ("in_favour", "against", "abstaining")
_ALWAYS = ("in_favour", "against", "abstaining", SPONSORED)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many documents have a stance, and the address of their list; None where there are none."""

    stance: str
    count: int
    url: str | None


def columns(found: Iterable[Stances]) -> tuple[str, ...]:
    """The stances that a table shows: votes that were not cast only where there are any."""
    taken = {stance for stances in found for stance in stances}
    return tuple(stance for stance in (*VOTE, SPONSORED) if stance in _ALWAYS or stance in taken)


def cells(state: str, stances: Stances, shown: Collection[str], year: int | None = None) -> tuple[Cell, ...]:
    """A row of a table, each number with its list."""
    return tuple(
        Cell(stance, stances.get(stance, 0), state_url(state, stance, year) if stances.get(stance) else None)
        for stance in shown
    )


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the bar of votes; where it starts and how wide it is, in percent; the address of its list."""

    vote: str
    count: int
    start: float
    width: float
    url: str


def bar(counts: Mapping[str, int], url_of: Callable[[str], str]) -> tuple[Segment, ...]:
    """The votes that were cast, as parts of one bar."""
    cast = sum(counts.get(vote, 0) for vote in _CAST)
    segments, before = [], 0
    for vote in _CAST:
        if count := counts.get(vote, 0):
            segments.append(Segment(vote, count, 100 * before / cast, 100 * count / cast, url_of(vote)))
            before += count
    return tuple(segments)


def state_url(state: str, stance: str = "", year: int | None = None) -> str:
    """The page of a state, kept to a year and a stance."""
    query = urlencode({key: value for key, value in (("year", year), ("vote", stance)) if value})
    return f"/states/{state}?{query}" if query else f"/states/{state}"
