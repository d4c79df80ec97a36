"""The tables of series (which text continues which) and of paragraph history (which unit comes from which)."""

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel


class TitledRow(SQLModel, table=True):
    """The title of a document as series compare it, and what else decides which texts it is beside."""

    __tablename__ = "titled"
    __table_args__ = (Index("ix_titled_form", "form", postgresql_using="hash"),)  # titles may be long

    document_id: int = Field(foreign_key="document.id", primary_key=True, ondelete="CASCADE")
    title: str = Field(description="folded; empty where there is none")
    form: str = Field(description="the folded title without numbers")
    body: str
    session: str | None


class PassageRow(SQLModel, table=True):
    """A paragraph of a document that by itself may relate it to others, by a digest of its text."""

    __tablename__ = "passage"
    __table_args__ = (Index("ix_passage_holders", "digest", "document_id"),)

    document_id: int = Field(foreign_key="document.id", primary_key=True, ondelete="CASCADE")
    digest: int = Field(primary_key=True, sa_type=BigInteger)
    length: int = Field(description="in characters")


class KeptRow(SQLModel, table=True):
    """The share of a text's characters that come from an earlier text, 0 to 1. Cached: a pair is compared again only
    when one of its texts changes."""

    __tablename__ = "kept"

    document_id: int = Field(foreign_key="document.id", primary_key=True, ondelete="CASCADE")
    earlier_id: int = Field(foreign_key="document.id", primary_key=True, index=True, ondelete="CASCADE")
    share: float


class ContinuationRow(SQLModel, table=True):
    """The earlier text that a document continues (kind `continues`), or the draft that it adopts (`adopts`)."""

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
    """A document's series, identified by the key of its first document, and its position in it."""

    __tablename__ = "series"

    document_id: int = Field(foreign_key="document.id", primary_key=True, ondelete="CASCADE")
    series: int = Field(index=True)
    position: int = Field(description="from 0, the oldest first")


class DescentRow(SQLModel, table=True):
    """The unit of the earlier text that a unit comes from, and their similarity, 0 to 1."""

    __tablename__ = "descent"

    unit_id: int = Field(foreign_key="unit.id", primary_key=True, ondelete="CASCADE")
    earlier_id: int = Field(foreign_key="unit.id", index=True, ondelete="CASCADE")
    kind: str
    ratio: float
