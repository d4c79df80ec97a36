"""What a roll call says beside its lists: how groups of states voted, and who took no part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.adoption import Vote
from app.domain.organs import Names
from app.domain.roll_calls import Roll, Voter, members_on
from app.domain.series_votes import GroupVote, group_vote
from app.domain.state_groups import StateGroup


@dataclass(frozen=True, slots=True)
class VoteOfGroup:
    """How the members of a group on the day voted."""

    group: StateGroup
    vote: GroupVote

    @property
    def members(self) -> int:
        """The number of members that had a part in the vote."""
        return sum(self.vote.counts.values())


@dataclass(frozen=True, slots=True)
class VoteDetails:
    """What can be said of a roll call beside its lists.

    `absent` are the members of the day that took no part, where they are known one by one, without those that a list
    names; `unlisted` is the number of members that it does not list, where they are not. `undated` are groups whose
    memberships have no sourced days.
    """

    groups: tuple[VoteOfGroup, ...]
    undated: tuple[StateGroup, ...]
    absent: tuple[Voter, ...]
    unlisted: int


def roll_of(votes: tuple[Vote, ...], body: str, day: date | None, names: Names) -> Roll | None:
    """A roll call with the members of the day, as far as they are known; None without votes."""
    if not votes:
        return None
    if body == "GA" and day:
        members = members_on(day, names.states)
        return Roll(votes, members, len(members))
    organ = names.organ_by_code(body)
    return Roll(votes, seats=organ.seats_in(day.year) if organ and day else None)


def vote_details(
    votes: tuple[Vote, ...], body: str, day: date | None, names: Names, groups: Sequence[StateGroup]
) -> VoteDetails | None:
    """What a roll call of an organ says of groups and of absent states; None without votes."""
    roll = roll_of(votes, body, day, names)
    if roll is None:
        return None
    voted = ((group, group_vote(group, roll, day)) for group in groups)
    named = {vote.state or vote.name for vote in votes}
    return VoteDetails(
        tuple(VoteOfGroup(group, vote) for group, vote in voted if vote),
        tuple(group for group in groups if not group.is_dated),
        tuple(
            voter
            for voter in roll.voters
            if voter.key not in named and roll.standing(voter.key) == "not_voting"
        ),
        roll.unlisted_seats,
    )
