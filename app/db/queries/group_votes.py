"""How groups of states vote: cohesion by year and organ, where they split, who breaks ranks."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session

from app.db.queries.listing import Listed, by_keys
from app.db.queries.roll_call_choice import CallChoice, CountedCalls, counted_calls
from app.domain.adoption import Choice
from app.domain.group_votes import Mask, breaking, majority, member_votes, splits
from app.domain.state_groups import StateGroup
from app.domain.vote_measures import NUMBERS, Floats, Votes, cohesion, is_cast

_NAMES: dict[int, Choice] = {number: name for name, number in NUMBERS.items()}  # type: ignore[misc]
_CAST: tuple[Choice, ...] = ("in_favour", "against", "abstaining")


@dataclass(frozen=True, slots=True)
class Cohesion:
    """Of some roll calls in which two members or more voted: how many, the mean of their cohesion, how many split
    the group."""

    calls: int
    mean: float | None
    split: int


@dataclass(frozen=True, slots=True)
class Breaker:
    """A member: how many votes it cast where its group had a majority, and how many of them otherwise."""

    state: str
    cast: int
    broke: int

    @property
    def share(self) -> float:
        """The share of votes that were not those of the majority."""
        return self.broke / self.cast


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """A group in the roll calls of a choice. `by` has year and organ, an empty one for both or all together; years
    are newest first, organs those with the most roll calls first. Breakers: who broke ranks most often first."""

    whole: Cohesion
    by: Mapping[tuple[str, str], Cohesion]
    years: tuple[str, ...]
    bodies: tuple[str, ...]
    breakers: tuple[Breaker, ...]
    undated: int
    excluded: int


@dataclass(frozen=True, slots=True)
class Camp:
    """The members that cast one vote, by code, and whether it was the majority's."""

    vote: Choice
    states: tuple[str, ...]
    is_majority: bool


@dataclass(frozen=True, slots=True)
class GroupCall:
    """A roll call of a group: its camps, the largest first."""

    document: Listed
    cohesion: float
    camps: tuple[Camp, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Voted:
    """The votes of a group's members, and which roll calls count: chosen, and two members or more voted."""

    counted: CountedCalls
    members: tuple[str, ...]
    votes: Votes
    cohesion: Floats
    rows: Mask
    undated: int

    @classmethod
    def of(cls, session: Session, group: StateGroup, choice: CallChoice) -> "_Voted":
        counted = counted_calls(session)
        calls, chosen = counted.calls, counted.chosen(choice)
        days = np.array([day or "NaT" for day in calls.days], dtype="datetime64[D]")
        members, votes = member_votes(calls.votes, days, calls.states, group)
        cohesive = cohesion(votes)
        return cls(
            counted,
            members,
            votes,
            cohesive,
            chosen & ~np.isnan(cohesive),
            int((chosen & np.isnat(days)).sum()),
        )

    def split(self, state: str) -> Mask:
        """Which of them split the group; with a state, those in which it broke ranks."""
        if not state:
            return self.rows & splits(self.votes)
        if state not in self.members:
            return np.zeros(len(self.rows), dtype=bool)
        found: Mask = self.rows & breaking(self.votes)[:, self.members.index(state)]
        return found


def group_figures(session: Session, group: StateGroup, choice: CallChoice) -> GroupFigures:
    """Cohesion and breakers of a dated group."""
    voted = _Voted.of(session, group, choice)
    rows, calls = voted.rows, voted.counted.calls
    is_split = splits(voted.votes)
    years = np.array([str(year) if year else "" for year in calls.years.tolist()])
    bodies = np.array(calls.bodies)

    def cohesion_of(chosen: Mask) -> Cohesion:
        count = int(chosen.sum())
        mean = float(voted.cohesion[chosen].mean()) if count else None
        return Cohesion(count, mean, int((chosen & is_split).sum()))

    by = {("", body): cohesion_of(rows & (bodies == body)) for body in set(bodies[rows].tolist())}
    by_most = sorted(by, key=lambda one: (-by[one].calls, one))
    told = sorted({year for year in years[rows].tolist() if year}, reverse=True)
    for year in told:
        by[year, ""] = cohesion_of(rows & (years == year))
        for _, body in by_most:
            if (both := cohesion_of(rows & (years == year) & (bodies == body))).calls:
                by[year, body] = both
    return GroupFigures(
        cohesion_of(rows),
        by,
        tuple(told),
        tuple(body for _, body in by_most),
        _breakers(voted.members, voted.votes[rows]),
        voted.undated,
        voted.counted.left_out(choice),
    )


def count_splits(session: Session, group: StateGroup, choice: CallChoice, state: str = "") -> int:
    """How many roll calls split a group; with a state, in how many it broke ranks."""
    return int(_Voted.of(session, group, choice).split(state).sum())


def group_splits(
    session: Session, group: StateGroup, choice: CallChoice, state: str = "", *, offset: int, limit: int
) -> list[GroupCall]:
    """Some of the roll calls that split a group, newest first. Takes one statement."""
    voted = _Voted.of(session, group, choice)
    return _calls(session, voted, np.flatnonzero(voted.split(state))[::-1][offset : offset + limit])


def group_calls(
    session: Session, group: StateGroup, choice: CallChoice, *, offset: int, limit: int
) -> list[GroupCall]:
    """Some of all roll calls of a group, newest first. Takes one statement."""
    voted = _Voted.of(session, group, choice)
    return _calls(session, voted, np.flatnonzero(voted.rows)[::-1][offset : offset + limit])


def _calls(session: Session, voted: _Voted, rows: NDArray[np.intp]) -> list[GroupCall]:
    documents = by_keys(session, voted.counted.calls.keys[rows].tolist())
    return [
        GroupCall(document, float(voted.cohesion[row]), _camps(voted, row))
        for row, document in zip(rows.tolist(), documents, strict=True)
    ]


def _camps(voted: _Voted, row: int) -> tuple[Camp, ...]:
    votes = voted.votes[row]
    most = _NAMES.get(int(majority(votes[np.newaxis])[0]))
    camps = (
        Camp(
            vote,
            tuple(
                state
                for state, one in zip(voted.members, votes.tolist(), strict=True)
                if one == NUMBERS[vote]
            ),
            vote == most,
        )
        for vote in _CAST
    )
    return tuple(sorted((camp for camp in camps if camp.states), key=lambda camp: -len(camp.states)))


def _breakers(members: tuple[str, ...], votes: Votes) -> tuple[Breaker, ...]:
    has_majority = majority(votes)[:, np.newaxis] > 0
    cast = (is_cast(votes) & has_majority).sum(axis=0).tolist()
    broke = breaking(votes).sum(axis=0).tolist()
    found = [Breaker(*row) for row in zip(members, cast, broke, strict=True) if row[1]]
    return tuple(sorted(found, key=lambda one: (-one.broke, one.state)))
