"""The tables of texts in other languages than Chinese, and of how they stand to the Chinese one."""

from datetime import date

from sqlmodel import Field, SQLModel, UniqueConstraint


class EditionRow(SQLModel, table=True):
    """The text of a document in another language, and the file that it was read from (as `Source`)."""

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("document_id", "language"),)

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id", ondelete="CASCADE")
    language: str
    title: str | None
    formula: str | None
    published_on: date | None
    remarks: str = Field(description="what the cover says of the printing, one a line")
    adoption_text: str | None
    location: str = Field(index=True)
    path: str
    format: str
    sha256: str
    fingerprint: str = Field(index=True)
    digest: str | None = Field(default=None, description="of the text as read")
    is_aligned: bool = Field(
        default=False, description="whether its pairings are those of both texts as they are"
    )
    problems: str | None = Field(default=None, description="what is doubtful in it, as JSON")


class EditionSourceRow(SQLModel, table=True):
    """A further file of an edition, whose text is not the one shown (as `Source`); `reading` is its text."""

    __tablename__ = "edition_source"
    __table_args__ = (UniqueConstraint("location", "document_id"),)

    id: int | None = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="document.id", index=True, ondelete="CASCADE")
    language: str
    location: str = Field(index=True)
    path: str
    format: str
    sha256: str
    fingerprint: str = Field(index=True)
    reading: str


class EditionUnitRow(SQLModel, table=True):
    """A unit of an edition, as `Unit`; keys follow the order of the text. `marks` are numbers and offsets of footnote
    marks, `rows` a table's cells, both as JSON."""

    __tablename__ = "edition_unit"
    __table_args__ = (UniqueConstraint("edition_id", "anchor"),)

    id: int | None = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", ondelete="CASCADE")
    part: str
    anchor: str
    kind: str | None = Field(description="None for the title and for footnotes")
    annex: str | None
    number: str | None
    depth: int
    text: str
    verb: str | None
    verb_start: int
    verb_end: int
    eid: str | None
    rows: str | None
    marks: str | None


class PairingRow(SQLModel, table=True):
    """A Chinese unit and one of an edition that say the same (`domain.editions.model.Pairing`); None on one side where
    it lacks the paragraph. Rows with the same `n` are one pairing of several units."""

    __tablename__ = "pairing"

    id: int | None = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", index=True, ondelete="CASCADE")
    n: int = Field(description="from 0, in the order of the text")
    unit_id: int | None = Field(foreign_key="unit.id", index=True, ondelete="CASCADE")
    edition_unit_id: int | None = Field(foreign_key="edition_unit.id", index=True, ondelete="CASCADE")
    how: str
    confidence: float


class DivergenceRow(SQLModel, table=True):
    """Where the languages differ (`domain.editions.model.Divergence`); values as printed. None on one side where its text
    lacks the unit; `category` as `domain.editions.printings.Printing`. Keys follow the order of the text."""

    __tablename__ = "divergence"

    id: int | None = Field(default=None, primary_key=True)
    edition_id: int = Field(foreign_key="edition.id", index=True, ondelete="CASCADE")
    unit_id: int | None = Field(foreign_key="unit.id", index=True, ondelete="CASCADE")
    edition_unit_id: int | None = Field(foreign_key="edition_unit.id", index=True, ondelete="CASCADE")
    kind: str = Field(index=True)
    chinese_values: str
    english_values: str
    category: str
