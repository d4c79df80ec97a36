"""Tables of votes and sponsorships: the number of documents per state and stance."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.db.queries.states import Stances
from app.db.stance_counts import SPONSORED
from app.domain.addresses import state_url
from app.web.html.labels import VOTE

_ALWAYS = ("in_favour", "against", "abstaining", SPONSORED)


@dataclass(frozen=True, slots=True)
class StanceCell:
    """The number of documents with a stance, and the address of their list; None if there are none."""

    stance: str
    count: int
    url: str | None


def columns(found: Iterable[Stances]) -> tuple[str, ...]:
    """The stances that a table shows. `not_voting` is among them only if it occurs."""
    taken = {stance for stances in found for stance in stances}
    return tuple(stance for stance in (*VOTE, SPONSORED) if stance in _ALWAYS or stance in taken)


def cells(
    state: str, stances: Stances, shown: Collection[str], year: int | None = None
) -> tuple[StanceCell, ...]:
    """A row of a table, each count with the address of its list."""
    return tuple(
        StanceCell(
            stance, stances.get(stance, 0), state_url(state, stance, year) if stances.get(stance) else None
        )
        for stance in shown
    )
