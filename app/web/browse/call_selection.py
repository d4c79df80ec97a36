"""Which roll calls a page counts: the values of facts and the least division, as its address has them."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from app.db.queries.roll_call_choice import CallChoice
from app.web.html.selection import Selection, read_selection

DIVISIONS = (0, 10, 25)
"""The least divisions that are offered, in per cent."""


@dataclass(frozen=True, slots=True)
class DivisionLink:
    """A least division, and the address that chooses it."""

    least: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class CallSelection:
    """What an address chooses among the roll calls."""

    selection: Selection
    division: int

    @property
    def choice(self) -> CallChoice:
        """The same, as a query takes it."""
        facts = {fact: values for fact, values in self.selection.values.items() if fact != "state"}
        return CallChoice(self.division, facts)

    @property
    def state(self) -> str:
        """The code of the state that is chosen, empty for none; of several the first."""
        return next(iter(self.selection.values.get("state", ())), "")

    @property
    def divisions(self) -> tuple[DivisionLink, ...]:
        """The least divisions, with the addresses that choose them."""
        return tuple(
            DivisionLink(
                least,
                self.selection.keeping(division=str(least) if least else "").url(),
                least == self.division,
            )
            for least in DIVISIONS
        )


def read_calls(path: str, params: QueryParams, facts: Sequence[str]) -> CallSelection:
    """Read which roll calls an address chooses; a division that is not offered is none."""
    given = params.get("division", "")
    division = next((least for least in DIVISIONS if str(least) == given), 0)
    selection = read_selection(path, params, facts)
    return CallSelection(selection.keeping(division=str(division)) if division else selection, division)
