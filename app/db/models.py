"""The tables of documents. Within a document, the keys of rows follow the order of the text."""

from datetime import date, datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel, UniqueConstraint

from app.db.instants import Instant

_PLACED, _SHORT = text("places != ''"), text("length(value) < 500")


class Document(SQLModel, table=True):
    """A resolution, decision or draft, with the metadata of its head."""

    __tablename__ = "document"
    __table_args__ = (
        Index("ix_document_changed", "changed_at", "id"),
        # PostgreSQL has no room for a long text in any other kind of index.
        Index("ix_document_agenda_item_title", "agenda_item_title", postgresql_using="hash"),
        Index("ix_document_committee", "committee", postgresql_using="hash"),
    )

    id: int | None = Field(default=None, primary_key=True)
    address: str = Field(unique=True, description="identity in addresses: symbol without blanks, or x/…")
    address_key: str = Field(index=True, description="the address in lower case")
    symbol: str | None = Field(index=True)
    kind: str
    outcome: str
    body: str = Field(index=True)
    number: str | None
    title: str | None
    session: str | None = Field(index=True)
    session_dates: str | None
    agenda_item: str | None
    agenda_item_title: str | None
    committee: str | None
    adopted_on: date | None = Field(index=True)
    published_on: date | None
    year: int | None = Field(index=True)
    meeting: str | None
    distribution: str | None
    language: str | None
    original_language: str | None
    formula: str | None
    originating: str | None
    remarks: str = Field(default="", description="what the cover says of the printing, one a line")
    method: str
    in_favour: int | None
    against: int | None
    abstaining: int | None
    adoption_text: str | None
    cited: int = Field(default=0, description="how many other documents cite it")
    sort_key: str = Field(index=True, description="organ, session and number, padded so that they sort")
    annexes: int = Field(
        default=0, sa_column_kwargs={"server_default": "0"}, description="how many annexes it has"
    )
    adopted_as_printed: str | None = Field(default=None, description="a date of adoption that cannot be")
    dated_by: str | None = Field(
        default=None, description="what the date is derived from, where the printed one cannot be"
    )
    dated_from: date | None = Field(default=None, description="the first day that it can be")
    dated_to: date | None = Field(default=None, description="the last day that it can be")
    ordered_on: date | None = Field(
        default=None, index=True, description="the day by which texts are put in order"
    )
    digest: str | None = Field(default=None, description="of the text, its head and references, as read")
    added_at: datetime | None = Field(default=None, sa_type=Instant, description="since when it is here")
    changed_at: datetime | None = Field(
        default=None, sa_type=Instant, description="when its text or head last changed, in any language"
    )
    shown_as: str | None = Field(
        default=None,
        description="what it showed at `changed_at`: its digest, dates, other languages' digests",
    )


class Unit(SQLModel, table=True):
    """A part of a text that is read and searched by itself: title, paragraph, point, heading, table, footnote."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("document_id", "anchor"),)

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id", index=True, ondelete="CASCADE")
    part: str
    anchor: str
    kind: str | None = Field(description="None for the title and for footnotes")
    annex: str | None
    number: str | None
    depth: int
    text: str
    verb: str | None
    verb_start: int = 0
    verb_end: int
    eid: str | None
    rows: str | None = Field(default=None, description="a table's cells, as JSON")
    confidence: str = Field(default="single", sa_column_kwargs={"server_default": "single"})


class Mark(SQLModel, table=True):
    """A footnote mark in a unit; the offset is in characters."""

    __tablename__ = "mark"

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True, ondelete="CASCADE")
    number: str
    offset: int


class CitationRow(SQLModel, table=True):
    """A citation in a unit. `target` is a canonical symbol, or `instrument:` and a slug. Whether the target is held
    is looked up on reading, not stored. `start` and `end` are in characters."""

    __tablename__ = "citation"
    __table_args__ = (
        Index("ix_citation_cited", "target", "unit_id"),
        Index("ix_citation_placed", "target", "unit_id", sqlite_where=_PLACED, postgresql_where=_PLACED),
    )

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True, ondelete="CASCADE")
    text: str
    start: int
    end: int
    target: str | None
    candidates: str = Field(description="symbols that it may be, one a line")
    pinpoint: str | None
    places: str = Field(default="", description="the places of the target that it means, one a line")
    organ_by: str | None = None
    dated: date | None = None
    titled: str | None = None


class LinkRow(SQLModel, table=True):
    """A hyperlink of the source in a unit's text: evidence, stored beside the citations read from the words."""

    __tablename__ = "link"

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True, ondelete="CASCADE")
    start: int
    end: int
    href: str


class AliasRow(SQLModel, table=True):
    """Another name of a document: half of a double symbol, or a number without its year."""

    __tablename__ = "alias"

    target: str = Field(primary_key=True)
    symbol: str = Field(index=True)


class SymbolFormRow(SQLModel, table=True):
    """A symbol that is cited or held, and a form by which it may be another symbol's document."""

    __tablename__ = "symbol_form"

    symbol: str = Field(primary_key=True)
    form: str = Field(primary_key=True, index=True)


class CitedRow(SQLModel, table=True):
    """A summary of all citations of a document: the number of citing documents, and the title and date that most
    of them give."""

    __tablename__ = "cited"

    symbol: str = Field(primary_key=True, description="a symbol, or `instrument:` and a slug")
    documents: int
    title: str | None
    dated: date | None


class VoteRow(SQLModel, table=True):
    """The vote of one state."""

    __tablename__ = "vote"
    __table_args__ = (Index("ix_vote_counted", "state", "vote", "document_id"),)

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id", index=True, ondelete="CASCADE")
    state: str | None
    name: str
    vote: str


class SponsorRow(SQLModel, table=True):
    """A sponsor as printed."""

    __tablename__ = "sponsor"
    __table_args__ = (Index("ix_sponsor_counted", "state", "document_id"),)

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id", index=True, ondelete="CASCADE")
    state: str | None
    name: str
    mark: str | None
    is_additional: bool = False
    on_behalf_of: str | None = None


class StepRow(SQLModel, table=True):
    """A step in the history of a document up to its adoption."""

    __tablename__ = "step"

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id", index=True, ondelete="CASCADE")
    kind: str
    symbol: str | None
    on: date | None
    by: str | None
    detail: str | None
    until: date | None


class KeywordRow(SQLModel, table=True):
    """A subject or goal of a document, from a controlled vocabulary (`scheme`)."""

    __tablename__ = "keyword"
    __table_args__ = (Index("ix_keyword_counted", "scheme", "value", "document_id", postgresql_where=_SHORT),)

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id", index=True, ondelete="CASCADE")
    scheme: str
    value: str
    uri: str | None


class ProblemRow(SQLModel, table=True):
    """A suspected error in a document, never corrected silently."""

    __tablename__ = "problem"

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id", index=True, ondelete="CASCADE")
    code: str = Field(index=True)
    message: str
    anchor: str | None


class Source(SQLModel, table=True):
    """A file that documents were read from: the parts of a lettered resolution come from one. It is read again when its
    `fingerprint` changes."""

    __tablename__ = "source"
    __table_args__ = (UniqueConstraint("location", "document_id"),)

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id", index=True, ondelete="CASCADE")
    location: str = Field(index=True, description="absolute path, by which a changed file is known again")
    path: str = Field(description="relative to the folder that was ingested")
    format: str
    sha256: str
    fingerprint: str = Field(index=True)
    is_shown: bool = Field(description="whether the text shown is this one")
    reading: str | None = Field(default=None, description="the text that it has, where another is shown")


class Variant(SQLModel, table=True):
    """A place where another source, the file at `path`, differs from the text that is shown: place and text in each,
    None in the one that lacks it."""

    __tablename__ = "variant"

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id", index=True, ondelete="CASCADE")
    path: str
    anchor: str | None
    other_anchor: str | None
    text: str | None
    other_text: str | None


class Version(SQLModel, table=True):
    """A complete former text of a document, as JSON of the domain's Resolution."""

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("document_id", "n"),)

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id", index=True, ondelete="CASCADE")
    n: int
    replaced_on: date
    reason: str
    sha256: str
    resolution: str
