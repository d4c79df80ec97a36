"""What the JSON interface answers about documents: lists, a document with all its parts, a lettered number."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from app.domain.resolution import (
    Confidence,
    DatedBy,
    DocumentKind,
    OrganBy,
    Outcome,
    Scheme,
    StepKind,
    UnitKind,
)
from app.web.api.adoption_schemas import AdoptionItem
from app.web.api.shared_schemas import (
    AbsoluteUrl,
    AddedAt,
    AdoptedOn,
    Anchor,
    ChangedAt,
    Identity,
    Paged,
    Schema,
    Symbol,
    Url,
)


class DocumentItem(Schema):
    """A document in a list."""

    symbol: Symbol = Field(examples=["A/HRC/RES/50/4"])
    id: Identity = Field(examples=["A/HRC/RES/50/4"])
    url: Url = Field(examples=["/A/HRC/RES/50/4"])
    absolute_url: AbsoluteUrl
    kind: DocumentKind
    body: str = Field(description="Code of the organ.", examples=["HRC"])
    number: str | None = Field(description="Number without the symbol.", examples=["50/4"])
    title: str | None = Field(examples=["加强人权领域的国际合作"])
    adopted_on: AdoptedOn = Field(examples=["2022-07-07"])
    added_at: AddedAt = Field(examples=["2026-11-22T00:28:50Z"])
    changed_at: ChangedAt = Field(examples=["2026-11-28T09:30:00Z"])


class DocumentList(Paged):
    """One page of a list of documents."""

    total: int = Field(description="Documents in all pages.", examples=[5])
    after: str | None = Field(
        None,
        description="In the order of changes: give it as `after`, now or any time later, and you get what stands behind "
        "the last document of this page. Null in other lists.",
        examples=["1795858200.7"],
    )
    items: list[DocumentItem]


class TombstoneItem(Schema):
    """An address that no document has any more; it redirects."""

    id: Identity = Field(examples=["x/draft"])
    url: Url
    absolute_url: AbsoluteUrl
    moved_to: Identity = Field(
        description="The identity of the document that it leads to.", examples=["A/C.3/75/L.1"]
    )
    since: datetime = Field(description="Since when, in UTC.")


class TombstoneList(Paged):
    """One page of the addresses that were given up."""

    total: int = Field(description="Addresses in all pages.")
    items: list[TombstoneItem]


class DerivedDate(Schema):
    """A date of adoption that is derived, since the one that the text gives cannot be."""

    value: str | None = Field(
        description="What is sure of it; null if nothing.", examples=["2024-07-10", "2024"]
    )
    precision: Literal["day", "month", "year"] | None
    first: date = Field(description="The first day that it can be.")
    last: date = Field(description="The last day that it can be.")
    derived_from: DatedBy = Field(
        description="Another closing line, the cover, metadata or sidecar of the file, the documents with the numbers "
        "before and after, or the session alone."
    )


class Mark(Schema):
    """A footnote mark; it stands before the character at `offset`."""

    number: str = Field(examples=["1"])
    offset: int = Field(description="Code points from the beginning of `text`.", examples=[42], ge=0)


class CitationItem(Schema):
    """A reference in a text, from `start` to `end`."""

    target: str | None = Field(
        description="Canonical symbol, or `instrument:<slug>`; null where the organ is not certain.",
        examples=["A/RES/70/1"],
    )
    candidates: list[str] = Field(description="The symbols that it may mean where `target` is null.")
    text: str = Field(description="The words that cite, as printed.", examples=["第70/1号决议"])
    start: int = Field(description="Code points from the beginning of the unit's text.", ge=0)
    end: int = Field(description="First code point behind the reference.", ge=0)
    pinpoint: str | None = Field(description="The part of the target as printed.", examples=["第5段"])
    places: list[str] = Field(description="The same part as places in the target.", examples=[["op/5"]])
    organ_by: OrganBy | None = Field(description="How the organ of the number is known.")
    dated: date | None = Field(description="Date of the target that the text states.")
    titled: str | None = Field(description="Title of the target that the text states.")
    held: bool = Field(description="Whether the archive holds the target.")


class ParagraphItem(Schema):
    """A paragraph, a point, a heading or a table, as printed."""

    anchor: Anchor = Field(examples=["op/5"])
    kind: UnitKind
    annex: str | None = Field(description="Number of the annex; null in the text itself.")
    number: str | None = Field(
        description="Label as printed, without brackets and full stop; null for bullets and dashes.",
        examples=["5"],
    )
    depth: int = Field(description="0 for a paragraph, 1 and more for points.", ge=0)
    text: str = Field(description="On one line, without its own number and footnote marks.")
    verb: str | None = Field(description="Base verb.", examples=["重申"])
    eid: str | None = Field(description="`eId` of the source's markup.")
    notes: list[Mark]
    citations: list[CitationItem]
    confidence: Confidence = Field(description="What other sources say of this text.")
    rows: list[list[str]] | None = Field(
        None, description="Cells of a table by rows; only where `kind` is `table`."
    )


class FootnoteItem(Schema):
    """A footnote."""

    number: str = Field(description="Mark as printed.", examples=["1"])
    anchor: Anchor = Field(examples=["fn/1"])
    text: str
    citations: list[CitationItem]
    confidence: Confidence


class SponsorItem(Schema):
    """A sponsor."""

    state: str | None = Field(description="ISO 3166-1 alpha-3.", examples=["CHN"])
    name: str = Field(description="Name as printed.", examples=["中国"])
    on_behalf_of: str | None = Field(
        description="The group that it sponsors for.", examples=["不结盟国家运动"]
    )


class StepItem(Schema):
    """A step on the way to adoption."""

    kind: StepKind
    symbol: str | None = Field(description="Document of the step.")
    on: date | None
    by: str | None = Field(description="Whose step, as the source has it.")
    detail: str | None = Field(description="Paragraph of a report, chapter of the Charter, members elected.")
    until: date | None = Field(description="Last day of a term.")


class KeywordItem(Schema):
    """A subject that the source assigns; those of the schemes `sdg` and `sdg_subject` were assigned by a machine."""

    scheme: Scheme
    value: str = Field(description="Number of a goal or target (`sdg`), else an English heading.")
    uri: str | None


class ProblemItem(Schema):
    """Something that looks wrong in the text or its reading; flagged, never silently corrected."""

    code: str = Field(examples=["number_gap"])
    message: str = Field(description="In Chinese.")
    anchor: str | None = Field(description="Where; null: the whole document.")


class VariantItem(Schema):
    """Where another source has other words."""

    path: str = Field(description="File of the other source.")
    anchor: str | None
    other_anchor: str | None
    text: str | None
    other_text: str | None


class SourceItem(Schema):
    """A file that the text was read from."""

    path: str
    format: str
    sha256: str


class DocumentDetail(Schema):
    """A whole document."""

    symbol: Symbol
    id: Identity
    url: Url
    absolute_url: AbsoluteUrl
    language: Literal["zh"]
    kind: DocumentKind
    outcome: Outcome
    body: str = Field(description="Code of the organ.")
    number: str | None
    title: str | None
    session: str | None = Field(
        description="`50`, `S-32`, `ES-11`, `2021` for the Economic and Social Council."
    )
    agenda_item: str | None
    agenda_item_title: str | None
    committee: str | None
    adopted_on: AdoptedOn
    adopted_as_printed: str | None = Field(
        description="A date of adoption that the text gives and that cannot be; null where the date is sound.",
        examples=["2014年7月10日"],
    )
    derived_date: DerivedDate | None = Field(
        description="What is known of the date where it cannot be as printed."
    )
    meeting: str | None = Field(description="As printed.")
    adoption: AdoptionItem
    sponsors: list[SponsorItem]
    additional_sponsors: list[SponsorItem]
    originating_document: str | None = Field(description="Draft or report that the text was proposed in.")
    remarks: list[str] = Field(description="What the cover says of the printing.")
    steps: list[StepItem]
    keywords: list[KeywordItem]
    paragraphs: list[ParagraphItem] = Field(description="In the order of the text, annexes included.")
    footnotes: list[FootnoteItem]
    problems: list[ProblemItem]
    variants: list[VariantItem]
    sources: list[SourceItem]
    added_at: AddedAt
    changed_at: ChangedAt


class LetteredNumber(Schema):
    """A number whose text is held in lettered parts, each a document of its own."""

    symbol: str = Field(examples=["A/RES/77/256"])
    id: Identity
    url: Url
    absolute_url: AbsoluteUrl
    letters: list[DocumentItem] = Field(description="The parts that are held.")
    unheld: list[str] = Field(description="Symbols of parts that are cited, but not held.")
