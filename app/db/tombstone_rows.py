"""The tables of addresses that were given up, and where they lead."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.db.instants import Instant


class Redirect(SQLModel, table=True):
    """An abandoned address, and the one that replaces it."""

    __tablename__ = "redirect"

    old: str = Field(primary_key=True, description="in lower case")
    new: str


class TombstoneRow(SQLModel, table=True):
    """The address of a document that has another one since, or that became one with another document."""

    __tablename__ = "tombstone"

    address: str = Field(primary_key=True)
    moved_to: str
    since: datetime | None = Field(
        default=None, sa_type=Instant, description="none until the end of the ingest that wrote it"
    )
