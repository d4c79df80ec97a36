"""Tables of how often states voted in each way and sponsored."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.db.queries.states import SPONSORED, Stances
from app.domain.addresses import state_url
from app.web.html.labels import VOTE

_ALWAYS = ("in_favour", "against", "abstaining", SPONSORED)


@dataclass(frozen=True, slots=True)
class StanceCell:
    """How many documents have a stance, and the address of their list; None where there are none."""

    stance: str
    count: int
    url: str | None


def columns(found: Iterable[Stances]) -> tuple[str, ...]:
    """The stances that a table shows: votes that were not cast only where there are any."""
    taken = {stance for stances in found for stance in stances}
    return tuple(stance for stance in (*VOTE, SPONSORED) if stance in _ALWAYS or stance in taken)


def cells(
    state: str, stances: Stances, shown: Collection[str], year: int | None = None
) -> tuple[StanceCell, ...]:
    """A row of a table, each number with its list."""
    return tuple(
        StanceCell(
            stance, stances.get(stance, 0), state_url(state, stance, year) if stances.get(stance) else None
        )
        for stance in shown
    )
