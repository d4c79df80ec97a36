"""Groups of states, and who was a member on a day."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

MOST_GROUPS, MOST_MEMBERS = 200, 300
_CODE = re.compile(r"[0-9A-Za-z_-]{1,20}")
_LONGEST = 300
"""In characters: a name, a source."""


@dataclass(frozen=True, slots=True)
class Membership:
    """A state's membership: its first day, None where no source tells it, and its last, None while it goes on."""

    state: str
    since: date | None
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the state was a member on a day."""
        return (self.since or day) <= day <= (self.until or day)


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


def state_groups(table: Mapping[str, Any], known: Collection[str] | None = None) -> tuple[StateGroup, ...]:
    """The groups of a table such as `data/groups.toml`; with `known`, members must be among these codes of states.
    Raises ValueError with what is wrong with it."""
    if len(table) > MOST_GROUPS:
        raise ValueError(f"国家组最多 {MOST_GROUPS} 个")
    return tuple(_group(code, entry, known) for code, entry in table.items())


def united(shipped: Collection[StateGroup], own: Collection[StateGroup]) -> tuple[StateGroup, ...]:
    """Groups with those of another table, which come behind them or replace those of the same code."""
    return tuple(({one.code: one for one in shipped} | {one.code: one for one in own}).values())


def _group(code: str, entry: Any, known: Collection[str] | None) -> StateGroup:  # noqa: ANN401  whatever a table holds
    if not _CODE.fullmatch(code):
        raise ValueError(f"国家组 {code[:20]}：代码只用字母、数字、- 和 _，最多 20 个")
    try:
        name, source, is_dated = str(entry["name"]), str(entry["source"]), _is_dated(entry)
        memberships = tuple(_memberships(entry["members"], is_dated=is_dated))
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise ValueError(
            f"国家组 {code}：需要 name、source 和 members（国家代码 = [起, 止]；dated = false 的可以只列代码）"
        ) from fault
    _check(code, (name, source), memberships, known)
    return StateGroup(code, name, source, memberships, is_dated)


def _is_dated(entry: Mapping[str, Any]) -> bool:
    told = entry.get("dated", True)
    if type(told) is not bool:
        raise TypeError(told)
    return told


def _memberships(members: Any, *, is_dated: bool) -> Iterator[Membership]:  # noqa: ANN401  whatever a table holds
    if isinstance(members, list) and not is_dated:
        yield from (Membership(str(state), None) for state in members)
        return
    for state, days in members.items():
        first, *last = days
        if not all(type(day) is date for day in days) or len(last) > 1:
            raise TypeError(state)
        yield Membership(state, first, last[0] if last else None)


def _check(
    code: str, words: tuple[str, ...], members: tuple[Membership, ...], known: Collection[str] | None
) -> None:
    if not members or len(members) > MOST_MEMBERS or any(len(word) > _LONGEST for word in words):
        raise ValueError(
            f"国家组 {code}：要有 1 至 {MOST_MEMBERS} 个成员，name 和 source 各最多 {_LONGEST} 字"
        )
    for one in members:
        if known is not None and one.state not in known:
            raise ValueError(f"国家组 {code}：没有国家代码 {one.state[:20]}")
        if one.since and one.until and one.until < one.since:
            raise ValueError(f"国家组 {code}：{one.state} 的止期早于起期")
