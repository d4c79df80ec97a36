"""The tables of lineage: which text continues which, which paragraph comes from which."""

from sqlmodel import Field, SQLModel


class KeptRow(SQLModel, table=True):
    """The share of a text's characters that it has from an earlier one. What was compared once is not compared
    again until one of the texts changes."""

    __tablename__ = "kept"

    document_id: int = Field(foreign_key="document.id", primary_key=True, ondelete="CASCADE")
    earlier_id: int = Field(foreign_key="document.id", primary_key=True, index=True, ondelete="CASCADE")
    share: float


class ContinuationRow(SQLModel, table=True):
    """Which earlier text a document continues (`continues`), or which draft was adopted as it (`adopts`)."""

    __tablename__ = "continuation"

    document_id: int = Field(foreign_key="document.id", primary_key=True, ondelete="CASCADE")
    kind: str = Field(primary_key=True)
    earlier_id: int = Field(foreign_key="document.id", index=True, ondelete="CASCADE")
    confidence: str
    same_organ: bool
    same_title: bool
    title: float | None = Field(description="likeness of the titles, 0 to 1; None where one has none")
    named: str | None = Field(description="the place that names the earlier text")
    kept: float | None = Field(description="share of the text's characters that the earlier one has")


class SeriesRow(SQLModel, table=True):
    """The series that a document belongs to, by the key of its first document, and which of its texts it is."""

    __tablename__ = "series"

    document_id: int = Field(foreign_key="document.id", primary_key=True, ondelete="CASCADE")
    series: int = Field(index=True)
    position: int = Field(description="from 0, the oldest first")


class DescentRow(SQLModel, table=True):
    """Which unit of the text that is continued a unit comes from, and how alike they are, 0 to 1."""

    __tablename__ = "descent"

    unit_id: int = Field(foreign_key="unit.id", primary_key=True, ondelete="CASCADE")
    earlier_id: int = Field(foreign_key="unit.id", index=True, ondelete="CASCADE")
    kind: str
    ratio: float
