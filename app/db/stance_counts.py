"""Counts the stances of states by year, for all documents or where some have changed: pages only read the counts."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, literal, union_all
from sqlalchemy import select as columns
from sqlmodel import Field, Session, SQLModel, col, func, true

from app.db.models import Document, SponsorRow, VoteRow
from app.db.session import among, insert_rows

SPONSORED = "sponsored"
"""The stance of a sponsor, original or additional; all other stances are votes."""
UNDATED, ALL_YEARS = 0, -1


class StanceCountRow(SQLModel, table=True):
    """How many documents of a year a state took a stance on: a vote, or `sponsored`."""

    __tablename__ = "stance_count"

    state: str = Field(primary_key=True)
    year: int = Field(primary_key=True, description="0 for undated documents, -1 for those of all years")
    stance: str = Field(primary_key=True)
    documents: int


_YEAR: Any = func.coalesce(Document.year, UNDATED)
_NAMES = ("state", "year", "stance", "documents")


def years_of(session: Session, addresses: Collection[str]) -> set[int]:
    """The years of the documents at these addresses."""
    chosen = columns(_YEAR).where(among(Document.address, addresses)).distinct()
    return set(session.execute(chosen).scalars())


def votes_counted(session: Session) -> int:
    """How many votes of states are counted, of all years together."""
    row: Any = StanceCountRow
    votes = columns(func.sum(row.documents)).where(row.year == ALL_YEARS, row.stance != SPONSORED)
    return session.execute(votes).scalar() or 0


def count_stances(session: Session, years: Collection[int] | None) -> None:
    """Count the stances on documents of these years anew, None for all; and those of all years together."""
    wanted: Collection[int] | None = None
    if years is not None:
        wanted = list(session.execute(columns(col(Document.id)).where(among(_YEAR, years))).scalars())
    counts = (
        _counted(table, stance, wanted)
        for table, stance in ((VoteRow, VoteRow.vote), (SponsorRow, literal(SPONSORED)))
    )
    found = session.execute(union_all(*counts)).all()
    row: Any = StanceCountRow
    gone = true() if years is None else among(row.year, [*years, ALL_YEARS])
    session.execute(delete(row).where(gone))
    insert_rows(session, row, (dict(zip(_NAMES, one, strict=True)) for one in found))
    session.execute(delete(row).where(row.year == ALL_YEARS))
    sums: Any = columns(row.state, literal(ALL_YEARS), row.stance, func.sum(row.documents)).group_by(
        row.state, row.stance
    )
    insert_rows(session, row, [dict(zip(_NAMES, one, strict=True)) for one in session.execute(sums)])


def _counted(table: Any, stance: Any, wanted: Collection[int] | None) -> Any:  # noqa: ANN401  parts of a statement
    """The stances of a table by state and year, on these documents or on all."""
    is_wanted = true() if wanted is None else among(table.document_id, wanted)
    return (
        columns(table.state, _YEAR, stance, func.count(func.distinct(table.document_id)))
        .join(Document, col(Document.id) == table.document_id)
        .where(table.state.is_not(None), is_wanted)
        .group_by(table.state, _YEAR, stance)
    )
