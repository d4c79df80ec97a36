"""Two roll calls side by side: which states moved from which vote to which, and who took no part."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, get_args

from app.domain.adoption import Vote
from app.domain.states import State

Standing = Literal["in_favour", "against", "abstaining", "not_voting", "unlisted", "unclear", "not_member"]
"""What a state did in a vote. `unlisted`: the roll call does not list it, and whether it was a member is not known;
`unclear`: the roll call lists it under several votes."""

CAST: tuple[Standing, ...] = ("in_favour", "against", "abstaining")
STANDINGS: tuple[Standing, ...] = get_args(Standing)

MoveKind = Literal["kept", "changed", "joined", "left", "absent", "entered", "departed", "unsure"]
"""What a move is. Both votes cast: the same, or another one. One cast: the state took part, or no more. None cast: a
member of both days that took part in neither vote. A member of one day only. Or the roll calls do not tell."""


@dataclass(frozen=True, slots=True)
class Voter:
    """A state as a roll call names it; `state` is its ISO 3166 alpha-3 code, None if the name is unknown."""

    state: str | None
    name: str

    @property
    def key(self) -> str:
        """The same in all roll calls."""
        return self.state or self.name


def members_on(day: date, states: Iterable[State]) -> tuple[Voter, ...]:
    """The Member States of the United Nations on a day: those of the General Assembly."""
    return tuple(Voter(state.code, state.name) for state in states if state.is_member(day))


@dataclass(frozen=True)
class Roll:
    """A roll call, and who could have taken part.

    `members` are the members of the day, None where they are not known one by one; `seats` is their number, None if it
    is not known either.
    """

    votes: tuple[Vote, ...]
    members: tuple[Voter, ...] | None = None
    seats: int | None = None

    @cached_property
    def voters(self) -> tuple[Voter, ...]:
        """The states that it lists, then the other members, each once."""
        listed = {voter.key: voter for voter in (Voter(vote.state, vote.name) for vote in self.votes)}
        members = {voter.key: voter for voter in self.members or ()} if self._knows_members else {}
        return tuple({**members, **listed}[key] for key in {**listed, **members})

    @cached_property
    def counts(self) -> Mapping[Standing, int]:
        """How many states have each standing among those that it lists and the members of the day."""
        return Counter(self.standing(voter.key) for voter in self.voters)

    @cached_property
    def unlisted_seats(self) -> int:
        """The number of members that it does not list, where it is not known which they are."""
        return 0 if self._knows_members or self.seats is None else max(0, self.seats - len(self._listed))

    def standing(self, key: str) -> Standing:
        """What a state did in this vote."""
        if found := self._listed.get(key):
            return found
        if self._knows_members:
            return "not_voting" if key in self._members else "not_member"
        is_full = self.seats is not None and len(self._listed) >= self.seats
        return "not_member" if is_full else "unlisted"

    @cached_property
    def _listed(self) -> Mapping[str, Standing]:
        found: defaultdict[str, set[Standing]] = defaultdict(set)
        for vote in self.votes:
            found[vote.state or vote.name].add(vote.vote)
        return {key: votes.pop() if len(votes) == 1 else "unclear" for key, votes in found.items()}

    @cached_property
    def _members(self) -> frozenset[str]:
        return frozenset(voter.key for voter in self.members or ())

    @cached_property
    def _knows_members(self) -> bool:
        # A name that is not known may be that of any member that seems not to be listed.
        return self.members is not None and all(vote.state for vote in self.votes)


@dataclass(frozen=True, slots=True)
class Move:
    """The states that went from one standing to another, or kept theirs."""

    before: Standing
    after: Standing
    voters: tuple[Voter, ...]

    @property
    def kind(self) -> MoveKind:
        """What the move is."""
        both = (self.before, self.after)
        if "unlisted" in both or "unclear" in both:
            return "unsure"
        if "not_member" in both:
            return "entered" if self.before == "not_member" else "departed"
        if self.before == self.after:
            return "absent" if self.before == "not_voting" else "kept"
        if "not_voting" in both:
            return "joined" if self.before == "not_voting" else "left"
        return "changed"


def moves(first: Roll, second: Roll) -> tuple[Move, ...]:
    """All states of two roll calls of one organ and their members, each in exactly one group, in the order of votes."""
    voters = {voter.key: voter for voter in (*first.voters, *second.voters)}
    groups: defaultdict[tuple[Standing, Standing], list[Voter]] = defaultdict(list)
    for key, voter in voters.items():
        groups[first.standing(key), second.standing(key)].append(voter)
    ordered = sorted(groups, key=lambda both: [STANDINGS.index(standing) for standing in both])
    return tuple(Move(before, after, tuple(groups[before, after])) for before, after in ordered)
