"""Lays out the states of each year by the likeness of their votes, when a release is made: pages only read it.

To find the axes takes a few milliseconds a year, but on a busy machine, where threads of the linear algebra wait for
each other, up to a second; and each year is turned towards the year before it, so one needs all before it.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from sqlalchemy import delete
from sqlalchemy import select as columns
from sqlmodel import Field, Session, SQLModel, col

from app.db.models import Document, VoteRow
from app.db.queries.agreement import FEWEST
from app.db.queries.roll_calls import RollCalls, roll_calls
from app.db.session import among, insert_rows
from app.db.stance_counts import votes_counted
from app.domain.likeness_map import LikenessMap, likeness_map, turned

SCALE = 10_000
"""Positions and shares are kept as whole numbers of so many parts."""


class VotePictureRow(SQLModel, table=True):
    """A year whose states are laid out by the likeness of their votes."""

    __tablename__ = "vote_picture"

    year: int = Field(primary_key=True)
    calls: int = Field(description="roll calls of the year")
    explained: int = Field(description="how much of the distances two axes tell")
    left_out: int = Field(description="states with too few common votes")


class VotePositionRow(SQLModel, table=True):
    """Where a state lies in the picture of a year."""

    __tablename__ = "vote_position"

    year: int = Field(primary_key=True)
    state: str = Field(primary_key=True)
    x: int
    y: int
    votes: int = Field(description="votes that it cast")
    nearest: str = Field(description="the state that voted most like it")
    likeness: int = Field(description="their weighted agreement")


def draw_pictures(session: Session, written: Collection[str] | None, voted: int) -> None:
    """Lay out all years anew if a document at the addresses that were written, None for any, has votes or had some:
    `voted` votes were counted before (`db.stance_counts`)."""
    if written is not None and voted == votes_counted(session) and not _have_votes(session, written):
        return
    for table in (VotePositionRow, VotePictureRow):
        session.execute(delete(table))
    calls = roll_calls(session)
    for year, found in _maps(calls):
        among_year = int((calls.years == year).sum())
        shares = {"explained": round(found.explained * SCALE), "left_out": found.left_out}
        insert_rows(session, VotePictureRow, [{"year": year, "calls": among_year, **shares}])
        insert_rows(session, VotePositionRow, _rows(calls, year, found))


def _have_votes(session: Session, written: Collection[str]) -> bool:
    voted = (
        columns(col(VoteRow.id))
        .join(Document, col(Document.id) == VoteRow.document_id)
        .where(among(Document.address, written))
    )
    return session.execute(voted.limit(1)).first() is not None


def _maps(calls: RollCalls) -> Iterator[tuple[int, LikenessMap]]:
    former: LikenessMap | None = None
    for year in np.unique(calls.years[calls.years > 0]).tolist():
        found = likeness_map(calls.votes[calls.years == year], FEWEST)
        if found:
            former = replace(found, positions=turned(found.positions, found.columns, former))
            yield year, former


def _rows(calls: RollCalls, year: int, found: LikenessMap) -> Iterator[dict[str, Any]]:
    states = [calls.states[column] for column in found.columns.tolist()]
    places = np.rint(found.positions * SCALE).astype(int).tolist()
    for place, state in enumerate(states):
        yield {
            "year": year,
            "state": state,
            "x": places[place][0],
            "y": places[place][1],
            "votes": int(found.cast[place]),
            "nearest": states[found.nearest[place]],
            "likeness": round(float(found.likeness[place]) * SCALE),
        }
