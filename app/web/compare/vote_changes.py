"""What changed in the vote between two texts, for pages and JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from app.db.queries.listing import Listed
from app.domain.adoption import CAST_VOTES, Adoption
from app.domain.organs import Names
from app.domain.resolution import Problem
from app.domain.roll_calls import CAST, Move, MoveKind, Roll, moves
from app.domain.tally_checks import list_problems, seat_problems, vote_doubts
from app.domain.vote_details import roll_of
from app.web.compare.comparison import Comparison

Obstacle = Literal["no_roll_call", "different_organs"]
"""Why the votes of states are not compared: a text has no list of them, or the organs have other members."""

TallyName = Literal["in_favour", "against", "abstaining", "not_voting", "unlisted", "members"]

_SHOWN: tuple[MoveKind, ...] = (
    "changed",
    "joined",
    "left",
    "entered",
    "departed",
    "unsure",
    "absent",
    "kept",
)
_UNVOTED = {
    "without_vote": "未经表决获得通过",
    "silence_procedure": "经默许程序通过",
    "unknown": "的文本未载明如何通过",
}


@dataclass(frozen=True)
class Ballot:
    """How a text was adopted; `roll` is None if no roll call of it is held."""

    document: Listed
    adoption: Adoption
    roll: Roll | None

    @property
    def name(self) -> str:
        """What a sentence calls the text, up to the next word."""
        return f"{self.document.symbol} " if self.document.symbol else f"“{self.document.name}”"

    @property
    def printed(self) -> Mapping[str, int | None]:
        """The tally as printed, else as the roll call counts it."""
        counts: dict[str, int | None] = {vote: getattr(self.adoption, vote) for vote in CAST}
        is_printed = any(count is not None for count in counts.values())
        return (
            counts
            if is_printed or not self.roll
            else {str(vote): self.roll.counts.get(vote, 0) for vote in CAST}
        )

    def count(self, name: TallyName) -> int | None:
        """A number of the tally, None if it is not known."""
        if name in CAST:
            return self.printed[name]
        if self.roll is None:
            return None
        if name == "members":
            return len(self.roll.members) if self.roll.members is not None else self.roll.seats
        return self.roll.unlisted_seats if name == "unlisted" else self.roll.counts.get("not_voting", 0)

    @property
    def doubts(self) -> tuple[str, ...]:
        """Where the numbers contradict the roll call, or each other."""
        return vote_doubts([*self._of_lists, *seat_problems(self.adoption, self.count("members"))])

    @property
    def list_doubt(self) -> str:
        """Why the roll call counts in no figure (`db.queries.roll_calls`); empty if it does."""
        return "；".join(problem.message for problem in self._of_lists)

    @cached_property
    def _of_lists(self) -> list[Problem]:
        tally = {vote: getattr(self.adoption, vote) for vote in CAST_VOTES}
        return list_problems(tally, self.adoption.votes, "作")

    def listed(self, name: TallyName) -> int | None:
        """How many states the roll call lists, where that is not the printed number."""
        if self.roll is None or name not in CAST:
            return None
        count = self.roll.counts.get(name, 0)
        return None if count == self.count(name) else count


@dataclass(frozen=True, slots=True)
class TallyRow:
    """A number of both tallies, and where they differ, what the roll calls count."""

    name: TallyName
    counts: tuple[int | None, int | None]
    listed: tuple[int | None, int | None]

    @property
    def difference(self) -> str:
        """`+2`, `−1`, `0`; empty if one of them is not known."""
        before, after = self.counts
        if before is None or after is None:
            return ""
        return f"{after - before:+d}".replace("-", "−") if after != before else "0"


@dataclass(frozen=True, slots=True)
class MoveGroup:
    """The moves of one kind."""

    kind: MoveKind
    moves: tuple[Move, ...]

    @property
    def states(self) -> int:
        """The number of states in them."""
        return sum(len(move.voters) for move in self.moves)


@dataclass(frozen=True, slots=True)
class VoteChanges:
    """The votes on two texts side by side. `moves` is empty where there is an obstacle."""

    first: Ballot
    second: Ballot
    obstacle: Obstacle | None
    note: str
    moves: tuple[Move, ...]

    @property
    def groups(self) -> tuple[MoveGroup, ...]:
        """The moves by kind, those that changed most first."""
        by_kind = (MoveGroup(kind, tuple(one for one in self.moves if one.kind == kind)) for kind in _SHOWN)
        return tuple(group for group in by_kind if group.moves)

    @property
    def changed(self) -> int:
        """The number of states that cast another vote."""
        return sum(group.states for group in self.groups if group.kind == "changed")

    @property
    def rows(self) -> tuple[TallyRow, ...]:
        """Both tallies, without numbers that neither has; empty if no votes were counted."""
        names: tuple[TallyName, ...] = (
            "in_favour",
            "against",
            "abstaining",
            "not_voting",
            "unlisted",
            "members",
        )
        both = (self.first, self.second)
        rows = (
            TallyRow(
                name,
                (self.first.count(name), self.second.count(name)),
                (self.first.listed(name), self.second.listed(name)),
            )
            for name in names
            if name in (*CAST, "members") or any(one.count(name) for one in both)
        )
        return tuple(row for row in rows if any(count is not None for count in row.counts))


def votes_of(found: Comparison, first: Listed, second: Listed, names: Names) -> VoteChanges:
    """The votes on two texts that are compared."""
    before, after = (text.adoption for text in found.texts)
    return vote_changes(ballot(first, before, names), ballot(second, after, names), names)


def ballot(document: Listed, adoption: Adoption, names: Names) -> Ballot:
    """A text with its roll call and the members of the day."""
    roll = roll_of(adoption.votes, document.body, document.adopted_on, names)
    return Ballot(document, adoption, roll)


def vote_changes(first: Ballot, second: Ballot, names: Names) -> VoteChanges:
    """The votes on two texts; those of states only where both have roll calls of one organ."""
    if first.roll is None or second.roll is None:
        return VoteChanges(first, second, "no_roll_call", _why_none(first, second), ())
    if first.document.body != second.document.body:
        organs = "、".join(_organ(one, names) for one in (first, second))
        note = f"两份文件由不同的机构表决（{organs}），成员不同，不逐国比较。"
        return VoteChanges(first, second, "different_organs", note, ())
    return VoteChanges(first, second, None, "", moves(first.roll, second.roll))


def _organ(one: Ballot, names: Names) -> str:
    found = names.organ_by_code(one.document.body)
    return found.name if found else one.document.body


def _why_none(first: Ballot, second: Ballot) -> str:
    if first.adoption.method == second.adoption.method == "without_vote":
        return "两份文件均未经表决获得通过，没有各国的投票可以比较。"
    without = "；".join(f"{one.name}{_unvoted(one)}" for one in (first, second) if one.roll is None)
    return f"{without}，没有各国的投票可以比较。"


def _unvoted(one: Ballot) -> str:
    if one.document.outcome == "pending":
        return "是草案，尚未表决"
    return _UNVOTED.get(one.adoption.method, "载有表决结果，但没有各国名单")
