"""Groups of states, and who was a member on a day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Membership:
    """A state's membership: its first day, and its last, None while it goes on."""

    state: str
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the state was a member on a day."""
        return self.since <= day <= (self.until or day)


@dataclass(frozen=True, slots=True)
class StateGroup:
    """A group; where `is_dated` is false, no source tells the days of its memberships, and figures leave it out."""

    code: str
    name: str
    source: str
    memberships: tuple[Membership, ...]
    is_dated: bool = True

    def members_on(self, day: date) -> frozenset[str]:
        """The codes of its members on a day."""
        return frozenset(one.state for one in self.memberships if one.holds_on(day))


def state_groups(table: Mapping[str, Any]) -> tuple[StateGroup, ...]:
    """The groups of a table such as `data/groups.toml`. Raises ValueError with what is wrong with it."""
    return tuple(_group(code, entry) for code, entry in table.items())


def _group(code: str, entry: Any) -> StateGroup:  # noqa: ANN401  whatever a table holds
    try:
        memberships = tuple(_memberships(entry["members"]))
        return StateGroup(
            code, str(entry["name"]), str(entry["source"]), memberships, bool(entry.get("dated", True))
        )
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise ValueError(f"国家组 {code}：需要 name、source 和 members（国家代码 = [起, 止]）") from fault


def _memberships(members: Mapping[str, Any]) -> Iterator[Membership]:
    for state, days in members.items():
        first, *last = days
        if not all(type(day) is date for day in days) or len(last) > 1:
            raise TypeError(state)
        yield Membership(state, first, last[0] if last else None)
