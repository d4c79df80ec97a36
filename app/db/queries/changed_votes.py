"""Where states cast another vote than on the text before, from text to text of a series."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlmodel import Session, col, select

from app.db.once import once
from app.db.queries.listing import Listed, by_keys
from app.db.queries.roll_calls import roll_calls
from app.db.series_rows import ContinuationRow
from app.db.series_store import CONTINUES
from app.domain.adoption import CAST_VOTES, Choice
from app.domain.series_votes import former_votes
from app.domain.vote_measures import NUMBERS, Votes, is_cast

_Rows = NDArray[np.int32]
_CHOICES: Mapping[int, Choice] = {NUMBERS[choice]: choice for choice in CAST_VOTES}


@dataclass(frozen=True, slots=True)
class ChangedVote:
    """A text on which a state cast another vote than on the one that its vote is compared with."""

    document: Listed
    former: Listed
    before: Choice
    after: Choice


@dataclass(frozen=True, slots=True)
class ChangedVotes:
    """How often a state changed its vote, by the votes before and after, most often first; some of these texts, the
    newest first; and in how many pairs of texts it voted on both."""

    moves: Mapping[tuple[Choice, Choice], int]
    compared: int
    some: tuple[ChangedVote, ...]

    @property
    def total(self) -> int:
        """How often it changed its vote."""
        return sum(self.moves.values())


def changed_votes(session: Session, state: str, *, offset: int = 0, limit: int = 0) -> ChangedVotes:
    """Where a state changed its vote; some of the texts. Takes one statement, the first time three more."""
    rolls, (later, former) = roll_calls(session), once(_compared, session)
    column = rolls.column(state)
    if column is None:
        return ChangedVotes({}, 0, ())
    after, before = rolls.votes[later, column], rolls.votes[former, column]
    both = is_cast(after) & is_cast(before)
    found = np.flatnonzero(both & (after != before))
    shown = found[offset : offset + limit]
    keys = [(int(rolls.keys[later[one]]), int(rolls.keys[former[one]])) for one in shown]
    texts = _texts(session, keys)
    some = tuple(
        ChangedVote(texts[own], texts[other], _CHOICES[int(before[one])], _CHOICES[int(after[one])])
        for one, (own, other) in zip(shown, keys, strict=True)
    )
    return ChangedVotes(_moves(before[found], after[found]), int(both.sum()), some)


def _moves(before: Votes, after: Votes) -> dict[tuple[Choice, Choice], int]:
    """How often each vote follows each other one, most often first; of those as often, the one first that comes first."""
    distinct, firsts, counts = np.unique(
        np.stack([before, after]), axis=1, return_index=True, return_counts=True
    )
    in_order = np.lexsort((firsts, -counts))
    return {
        (_CHOICES[old], _CHOICES[new]): count
        for (old, new), count in zip(distinct[:, in_order].T.tolist(), counts[in_order].tolist(), strict=True)
    }


def former_vote(session: Session, document: int) -> int | None:
    """The key of the document whose vote is compared with that on another one; None if there is none."""
    return once(_formers, session).get(document)


def _formers(session: Session) -> Mapping[int, int]:
    keys = roll_calls(session).keys
    later, former = once(_compared, session)
    return dict(zip(keys[later].tolist(), keys[former].tolist(), strict=True))


def _texts(session: Session, keys: Sequence[tuple[int, int]]) -> dict[int, Listed]:
    wanted = [*dict.fromkeys(key for pair in keys for key in pair)]
    return {one.id: one for one in by_keys(session, wanted)} if wanted else {}


def _compared(session: Session) -> tuple[_Rows, _Rows]:
    """The rows of the roll calls that are compared, the newest first, and of those that they are compared with."""
    rolls = roll_calls(session)
    links = select(ContinuationRow.document_id, ContinuationRow.earlier_id)
    continued = dict(session.exec(links.where(col(ContinuationRow.kind) == CONTINUES)).all())
    rows = {key: row for row, key in enumerate(rolls.keys.tolist())}
    compared = former_votes(continued, {key: rolls.bodies[row] for key, row in rows.items()})
    pairs = sorted(((rows[key], rows[former]) for key, former in compared.items()), reverse=True)
    found = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    return found[:, 0], found[:, 1]
