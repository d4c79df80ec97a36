"""Lays out the states of each year by the likeness of their votes, when a release is made: pages only read it.

To find the axes takes a few milliseconds a year, but on a busy machine, where threads of the linear algebra wait for
each other, up to a second; and each year is turned towards the year before it, so one needs the one before
it, as it is kept.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR
from typing import Any

import numpy as np
from sqlalchemy import delete
from sqlalchemy import select as columns
from sqlmodel import Field, Session, SQLModel, col, func

from app.db.models import Document, VoteRow
from app.db.queries.agreement import FEWEST
from app.db.queries.roll_calls import RollCalls, roll_calls_since
from app.db.session import among, insert_rows
from app.db.stance_counts import votes_counted
from app.domain.likeness_map import Layout, LikenessMap, likeness_map, turned

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


def draw_pictures(
    session: Session, written: Collection[str] | None, years: Collection[int], voted: int
) -> None:
    """Lay out the states of the years that may have other votes than before, and of all behind them, if a document at
    the addresses that were written has votes or had some: `voted` votes were counted before (`db.stance_counts`).

    `written` None: the states of all years.
    """
    if written is None:
        _draw_since(session, MINYEAR)
    elif voted != votes_counted(session) or _have_votes(session, written):
        _draw_since(session, min((year for year in years if year), default=MAXYEAR))


def _draw_since(session: Session, year: int) -> None:
    for table in (VotePositionRow, VotePictureRow):
        session.execute(delete(table).where(col(table.year) >= year))
    calls = roll_calls_since(session, year)
    for each, found in _maps(calls, _former(session, year, calls.states)):
        among_year = int((calls.years == each).sum())
        shares = {"explained": round(found.explained * SCALE), "left_out": found.left_out}
        insert_rows(session, VotePictureRow, [{"year": each, "calls": among_year, **shares}])
        insert_rows(session, VotePositionRow, _rows(calls, each, found))


def _former(session: Session, year: int, states: Sequence[str]) -> Layout | None:
    """The last picture before a year, of those states that vote later."""
    places = {state: place for place, state in enumerate(states)}
    row: Any = VotePositionRow
    before = columns(func.max(row.year)).where(row.year < year).scalar_subquery()
    kept = session.execute(columns(row.state, row.x, row.y).where(row.year == before)).all()
    found = sorted((places[state], x, y) for state, x, y in kept if state in places)
    if not found:
        return None
    columns_of, *position = zip(*found, strict=True)
    return Layout(np.array(columns_of), np.array(position).T / SCALE)


def _have_votes(session: Session, written: Collection[str]) -> bool:
    voted = (
        columns(col(VoteRow.id))
        .join(Document, col(Document.id) == VoteRow.document_id)
        .where(among(Document.address, written))
    )
    return session.execute(voted.limit(1)).first() is not None


def _maps(calls: RollCalls, former: Layout | None) -> Iterator[tuple[int, LikenessMap]]:
    for year in np.unique(calls.years[calls.years > 0]).tolist():
        found = likeness_map(calls.votes[calls.years == year], FEWEST)
        if found:
            # As they are kept: a later ingest goes on from there.
            kept = np.rint(turned(found.positions, found.columns, former) * SCALE) / SCALE
            former = Layout(found.columns, kept)
            yield year, replace(found, positions=former.positions)


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
