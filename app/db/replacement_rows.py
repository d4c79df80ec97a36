"""The tables of wordings that took each other's place, and of the amended paragraphs that show it."""

from sqlmodel import Field, SQLModel, UniqueConstraint


class RewordingRow(SQLModel, table=True):
    """A wording that an amended unit gave up for another (`domain.rewordings.Rewording`).

    `before` and `behind` are words, joined by blanks. The earlier unit is that of the unit's `descent`.
    """

    __tablename__ = "rewording"

    unit_id: int = Field(foreign_key="descent.unit_id", primary_key=True, ondelete="CASCADE")
    position: int = Field(primary_key=True, description="from 0, in the order of the text")
    old: str
    new: str
    head: int
    tail: int
    before: str
    behind: str


class ReplacementRow(SQLModel, table=True):
    """A wording and the one that replaced it, in folded form, with exact counts of where it did.

    The cores are the wordings without the words that always stand around them.
    """

    __tablename__ = "replacement"
    __table_args__ = (UniqueConstraint("old", "new"),)

    id: int | None = Field(default=None, primary_key=True)
    old: str
    new: str
    old_core: str
    new_core: str
    documents: int = Field(description="later documents")
    series: int
    places: int = Field(description="later units")
    since: int | None = Field(description="year of the first later document")
    until: int | None = Field(description="year of the last earlier document")


class ReplacementPlaceRow(SQLModel, table=True):
    """A later unit in which a wording was replaced."""

    __tablename__ = "replacement_place"

    replacement_id: int = Field(foreign_key="replacement.id", primary_key=True, ondelete="CASCADE")
    unit_id: int = Field(foreign_key="descent.unit_id", primary_key=True, index=True, ondelete="CASCADE")
