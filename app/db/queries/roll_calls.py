"""All roll calls as an array of votes: read once for a release, and what every figure about votes is counted from."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Date, bindparam, exists, type_coerce
from sqlmodel import Session, col, func

from app.db.models import Document, VoteRow
from app.db.once import once
from app.db.packed_rows import Packed, Rows, columns
from app.domain.adoption import CAST_VOTES, Vote
from app.domain.tally_checks import list_problems
from app.domain.vote_measures import NUMBERS, UNLISTED, Votes


@dataclass(frozen=True, slots=True, eq=False)
class RollCalls:
    """The roll calls of a release, the oldest first.

    `votes` has roll calls by rows, states by columns (`domain.vote_measures`); `keys`, `bodies`, `days` (of
    adoption, else of publication: drafts that failed; None if neither is known), `years` (0 if undated) and `items` (agenda items, empty if unknown) are those of their documents. `excluded`
    says why a roll call, by the key of its document, counts in no figure: its lists differ from its tally, or name a
    state twice; its row is not among the others.
    """

    keys: NDArray[np.int64]
    bodies: tuple[str, ...]
    days: tuple[date | None, ...]
    years: NDArray[np.int32]
    items: tuple[str, ...]
    states: tuple[str, ...]
    votes: Votes
    excluded: Mapping[int, str]

    def column(self, state: str) -> int | None:
        """The column of a state, None if no roll call lists it."""
        return self._places().get(state)

    def _places(self) -> dict[str, int]:
        return {state: place for place, state in enumerate(self.states)}


def roll_calls(session: Session) -> RollCalls:
    """The roll calls of the release that a session reads. Takes two statements, the first time."""
    return once(_read, session)


def roll_calls_since(session: Session, year: int) -> RollCalls:
    """The roll calls of a year and of those behind it, and the states that these list."""
    return _of_rows(*_ROLLS_SINCE.read(session, since=year))


_HAS_VOTES = col(Document.id).in_(columns(VoteRow.document_id).distinct())
_DAY: Any = type_coerce(func.coalesce(Document.ordered_on, Document.published_on), Date)
_BEFORE, _BEHIND = ("id", "body"), ("year", "agenda_item_title", "agenda_item", *CAST_VOTES)
_DOCUMENTS = columns(
    *(getattr(Document, name) for name in _BEFORE),
    _DAY.label("day"),
    *(getattr(Document, name) for name in _BEHIND),
).order_by(_DAY.nulls_first(), col(Document.sort_key), col(Document.id))
_LISTED = columns(VoteRow.document_id, VoteRow.state, VoteRow.name, VoteRow.vote).order_by(col(VoteRow.id))
_ROLLS = Packed(_DOCUMENTS.where(_HAS_VOTES), _LISTED)
_IS_SINCE = col(Document.year) >= bindparam("since")
_IS_VOTED = exists(columns(VoteRow.id).where(col(VoteRow.document_id) == Document.id))
_VOTES_SINCE = col(VoteRow.document_id).in_(columns(Document.id).where(_IS_SINCE))
_ROLLS_SINCE = Packed(
    _DOCUMENTS.where(_IS_VOTED, _IS_SINCE),
    # In an order that no index has: by that of all keys, all votes would be looked at.
    _LISTED.where(_VOTES_SINCE).order_by(None).order_by(col(VoteRow.id) + 0),
)


def _read(session: Session) -> RollCalls:
    return _of_rows(*_ROLLS.read(session))


def _of_rows(documents: Rows, rows: Rows) -> RollCalls:
    lists: defaultdict[int, list[Vote]] = defaultdict(list)
    for key, state, name, vote in rows:
        lists[key].append(Vote(state, name, vote))
    excluded = {key: why for key, *facts in documents if (why := _doubt(facts, lists[key]))}
    counted = [facts for facts in documents if facts[0] not in excluded]
    states = sorted({vote.state for votes in lists.values() for vote in votes if vote.state})
    return RollCalls(
        keys=np.array([facts[0] for facts in counted], dtype=np.int64),
        bodies=tuple(facts[1] for facts in counted),
        days=tuple(facts[2] for facts in counted),
        years=np.array([facts[3] or 0 for facts in counted], dtype=np.int32),
        items=tuple(facts[4] or facts[5] or "" for facts in counted),
        states=tuple(states),
        votes=_votes([lists[facts[0]] for facts in counted], states),
        excluded=excluded,
    )


def _doubt(facts: list[Any], votes: list[Vote]) -> str:
    """Why a roll call counts in no figure; empty if it does."""
    tally = dict(zip(CAST_VOTES, facts[-len(CAST_VOTES) :], strict=True))
    return "；".join(problem.message for problem in list_problems(tally, votes, "作"))


def _votes(lists: list[list[Vote]], states: list[str]) -> Votes:
    places = {state: place for place, state in enumerate(states)}
    found = np.full((len(lists), len(states)), UNLISTED, dtype=np.int8)
    for row, votes in enumerate(lists):
        for vote in votes:
            if vote.state:
                found[row, places[vote.state]] = NUMBERS[vote.vote]
    return found
