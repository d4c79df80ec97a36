"""How a text was adopted: the tally, and who voted how."""

from dataclasses import dataclass
from typing import Literal, get_args

Method = Literal["recorded_vote", "without_vote", "silence_procedure", "written_vote", "unknown"]
Choice = Literal["in_favour", "against", "abstaining", "not_voting"]
CAST_VOTES: tuple[Choice, ...] = ("in_favour", "against", "abstaining")


@dataclass(frozen=True, slots=True)
class Vote:
    """The vote of one state; `state` is its ISO 3166 alpha-3 code, None if the name is unknown."""

    state: str | None
    name: str
    vote: Choice


@dataclass(frozen=True, slots=True)
class VoteList:
    """The states that voted the same way, in the order of the text."""

    vote: Choice
    votes: tuple[Vote, ...]


@dataclass(frozen=True, slots=True)
class Adoption:
    """How a text was adopted, with the tally and the roll-call votes if printed."""

    method: Method = "unknown"
    in_favour: int | None = None
    against: int | None = None
    abstaining: int | None = None
    text: str | None = None
    votes: tuple[Vote, ...] = ()

    @property
    def roll_call(self) -> tuple[VoteList, ...]:
        """The roll-call votes, one list for each choice that any state made."""
        lists = (
            VoteList(choice, tuple(vote for vote in self.votes if vote.vote == choice))
            for choice in get_args(Choice)
        )
        return tuple(found for found in lists if found.votes)

    @property
    def counted(self) -> dict[str, int]:
        """The number of states listed for each choice."""
        return {listed.vote: len(listed.votes) for listed in self.roll_call}
