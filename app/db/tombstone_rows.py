"""The table of addresses that were given up."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from app.db.instants import Instant


class TombstoneRow(SQLModel, table=True):
    """The address of a document that has another one since, or that became one with another document."""

    __tablename__ = "tombstone"

    address: str = Field(primary_key=True)
    moved_to: str
    since: datetime | None = Field(
        default=None, sa_type=Instant, description="none until the end of the ingest that wrote it"
    )
