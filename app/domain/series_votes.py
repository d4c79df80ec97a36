"""The roll calls of a series side by side: how each state and each group voted, text by text, and where they moved.

A roll call is compared with that on the nearest text before it, as texts continue each other, that the same organ voted
on by name (`former_votes`). A doubtful one, whose lists contradict its tally, is shown and compared with nothing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.roll_calls import CAST, Roll, Standing, Voter
from app.domain.state_groups import StateGroup


@dataclass(frozen=True, slots=True)
class VotedText:
    """A text that was voted on by name; `key` is that of its document.

    `doubt` says why its roll call counts in no figure, empty if it does.
    """

    key: int
    organ: str
    day: date | None
    roll: Roll
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class StateRow:
    """How a state voted on each text; `moved` are the places of the texts on which it cast another vote than before."""

    voter: Voter
    standings: tuple[Standing, ...]
    moved: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GroupVote:
    """How the members of a group voted on a text; `camp` is the vote of most that cast one, None if two camps tie for
    that or none was cast. `has_moved`: another camp was the largest before."""

    counts: Mapping[Standing, int]
    camp: Standing | None
    has_moved: bool = False

    @property
    def cast(self) -> int:
        """The number of members that cast a vote."""
        return sum(self.counts.get(vote, 0) for vote in CAST)

    @property
    def is_split(self) -> bool:
        """Whether members cast different votes."""
        return sum(bool(self.counts.get(vote)) for vote in CAST) > 1


@dataclass(frozen=True, slots=True)
class GroupRow:
    """How a group voted on each text, by the members of each day; None where no member could be found in the lists."""

    group: StateGroup
    votes: tuple[GroupVote | None, ...]

    @property
    def moves(self) -> int:
        """How often its largest camp became another one."""
        return sum(vote.has_moved for vote in self.votes if vote)


@dataclass(frozen=True, slots=True)
class SeriesVotes:
    """All roll calls of a series, in the order given. `formers` has for each text the place of the one that it is
    compared with, None if there is none. Of `states`, those come first that moved most lately, then most often."""

    texts: tuple[VotedText, ...]
    formers: tuple[int | None, ...]
    states: tuple[StateRow, ...]
    groups: tuple[GroupRow, ...]

    @property
    def moved(self) -> tuple[StateRow, ...]:
        """The states that cast another vote at least once."""
        return tuple(row for row in self.states if row.moved)

    @property
    def steady(self) -> tuple[StateRow, ...]:
        """The other states."""
        return tuple(row for row in self.states if not row.moved)


def former_votes(continued: Mapping[int, int], organs: Mapping[int, str]) -> dict[int, int]:
    """For each text that was voted on by name, the text whose vote its own is compared with.

    `continued` is, by key, the text that each continues; `organs` the organ of each text whose roll call counts.
    """
    return {key: former for key in organs if (former := _former(key, continued, organs)) is not None}


def _former(key: int, continued: Mapping[int, int], organs: Mapping[int, str]) -> int | None:
    passed = {key}
    before = continued.get(key)
    while before is not None and before not in passed:
        if organs.get(before) == organs[key]:
            return before
        passed.add(before)
        before = continued.get(before)
    return None


def series_votes(
    texts: Sequence[VotedText], continued: Mapping[int, int], groups: Sequence[StateGroup]
) -> SeriesVotes:
    """The roll calls of a series, the newest text first, and how states and groups moved through them."""
    compared = former_votes(continued, {text.key: text.organ for text in texts if not text.doubt})
    places = {text.key: place for place, text in enumerate(texts)}
    formers = tuple(places.get(compared[text.key]) if text.key in compared else None for text in texts)
    rows = [_state_row(voter, texts, formers) for voter in _voters(texts)]
    rows.sort(key=_latest_first)
    return SeriesVotes(tuple(texts), formers, tuple(rows), tuple(_group_rows(texts, formers, groups)))


def _voters(texts: Sequence[VotedText]) -> list[Voter]:
    """Every state of these roll calls once, under its newest name."""
    return [*{voter.key: voter for text in reversed(texts) for voter in text.roll.voters}.values()]


def _state_row(voter: Voter, texts: Sequence[VotedText], formers: Sequence[int | None]) -> StateRow:
    standings = tuple(text.roll.standing(voter.key) for text in texts)
    moved = tuple(
        place
        for place, former in enumerate(formers)
        if former is not None and has_moved(standings[former], standings[place])
    )
    return StateRow(voter, standings, moved)


def has_moved(before: Standing, after: Standing) -> bool:
    """Whether both votes were cast, and another one the second time."""
    return before in CAST and after in CAST and before != after


def _latest_first(row: StateRow) -> tuple[int, int, bool, bytes]:
    lately = min(row.moved, default=len(row.standings))
    return lately, -len(row.moved), row.voter.state is None, row.voter.name.encode("gb18030", "replace")


def _group_rows(
    texts: Sequence[VotedText], formers: Sequence[int | None], groups: Sequence[StateGroup]
) -> list[GroupRow]:
    found = []
    for group in groups:
        votes = [group_vote(group, text.roll, text.day) for text in texts]
        moved = tuple(_compared(vote, former, votes) for vote, former in zip(votes, formers, strict=True))
        if any(votes):
            found.append(GroupRow(group, moved))
    return found


def _compared(
    vote: GroupVote | None, former: int | None, votes: Sequence[GroupVote | None]
) -> GroupVote | None:
    before = votes[former] if former is not None else None
    if vote is None or before is None:
        return vote
    has_other_camp = bool(vote.camp and before.camp and vote.camp != before.camp)
    return GroupVote(vote.counts, vote.camp, has_other_camp)


def group_vote(group: StateGroup, roll: Roll, day: date | None) -> GroupVote | None:
    """How the members of the day voted; None where their days have no source, or none of them has a part in the vote."""
    if day is None or not group.is_dated:
        return None
    counts = Counter(roll.standing(state) for state in group.members_on(day))
    counts.pop("not_member", None)
    counts.pop("unlisted", None)
    most = max((counts.get(vote, 0) for vote in CAST), default=0)
    camps = [vote for vote in CAST if most and counts.get(vote, 0) == most]
    return GroupVote(dict(counts), camps[0] if len(camps) == 1 else None) if counts else None
