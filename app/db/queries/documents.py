"""Reads of one document: by address, its text, sources, variants and former versions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam
from sqlmodel import Session, SQLModel, col, select

from app.db.document_rows import CELLS_JSON
from app.db.models import (
    CitationRow,
    CitedRow,
    Document,
    KeywordRow,
    Mark,
    ProblemRow,
    Source,
    SponsorRow,
    StepRow,
    Unit,
    Variant,
    Version,
    VoteRow,
)
from app.db.packed_rows import LAST_CHARACTER, Packed, among, as_values, columns
from app.db.queries import known_addresses, listing
from app.db.queries.listing import Choice
from app.db.store import RESOLUTION_JSON
from app.db.tombstone_rows import Redirect
from app.domain.adoption import Adoption, Vote
from app.domain.resolution import (
    Citation,
    Confidence,
    Footnote,
    Head,
    Keyword,
    Link,
    NoteMark,
    Paragraph,
    Problem,
    Resolution,
    Sponsor,
    Step,
)

_T = TypeVar("_T")
_HEAD_FIELDS = frozenset(Head.__dataclass_fields__) - {"remarks", "title_notes"}
_BY_ADDRESS = select(Document).where(Document.address_key == bindparam("key"))


def by_address(session: Session, address: str) -> Document | None:
    """The document at an address, ignoring case."""
    key = address.lower()
    may_be_held = known_addresses.may_be_held(session, key)
    return session.scalars(_BY_ADDRESS, {"key": key}).first() if may_be_held else None


def redirect(session: Session, address: str) -> str | None:
    """The address that an abandoned address redirects to."""
    key = address.lower()
    found = session.get(Redirect, key) if known_addresses.may_be_abandoned(session, key) else None
    return found.new if found else None


def years_held(session: Session, body: str) -> list[int]:
    """The years of which documents of an organ are held, in order."""
    return [int(year.value) for year in listing.counts(session, "year", Choice(bodies=(body,)))]


def without_year(session: Session, symbol: str) -> str | None:
    """The symbol, held or cited, that extends this one by a year or session in brackets; None unless unique."""
    bracket = f"{symbol} ("
    found = {
        extended
        for rows in _BRACKETED.read(session, start=bracket, end=bracket + LAST_CHARACTER)
        for (extended,) in rows
        if extended.endswith(")")
    }
    return found.pop() if len(found) == 1 else None


# Ranges, since these have an index.
_BRACKETED = Packed(
    *(
        columns(symbol).where(col(symbol).between(bindparam("start"), bindparam("end")))
        for symbol in (Document.symbol, CitedRow.symbol)
    )
)


def resolution(session: Session, document: Document) -> Resolution:
    """The complete text of a document. Takes one statement."""
    units, marks, citations, *others = _TEXT.read(session, document=document.id)
    notes = _grouped((unit, NoteMark(*values)) for unit, *values in marks)
    cited = _grouped((unit, citation_of(*values)) for unit, *values in citations)
    sponsors, problems, steps, keywords, votes = others
    title = next((unit for unit, part, *_ in units if part == "title"), None)
    return Resolution(
        id=document.address,
        head=head_of(document, tuple(notes[title])),
        paragraphs=tuple(
            paragraph_of(values, cells, notes[unit], cited[unit])
            for unit, _, cells, *values in units
            if values[KIND]
        ),
        footnotes=tuple(footnote_of(values, cited[unit]) for unit, part, _, *values in units if part == "fn"),
        adoption=adoption_of(document, tuple(Vote(*row) for row in votes)),
        sponsors=tuple(Sponsor(*row) for row in sponsors),
        problems=tuple(Problem(*row) for row in problems),
        steps=tuple(Step(*row) for row in steps),
        keywords=tuple(Keyword(*row) for row in keywords),
    )


def head_of(document: Document, title_notes: tuple[NoteMark, ...] = ()) -> Head:
    """The head of a document's row; the marks at its title are in other rows."""
    facts: dict[str, Any] = {name: getattr(document, name) for name in _HEAD_FIELDS}
    return Head(**facts, remarks=tuple(document.remarks.splitlines()), title_notes=title_notes)


UNIT_FIELDS = tuple(
    name for name in Paragraph.__dataclass_fields__ if name in Unit.model_fields and name != "rows"
)
KIND = UNIT_FIELDS.index("kind")
"""The fields of a paragraph that are columns of its unit, and the place of its kind: None for title and footnotes."""


def _columns_of(table: type[SQLModel], value: type[Any]) -> list[Any]:
    """The columns of a table for the fields of a dataclass, in their order."""
    return [getattr(table, name) for name in value.__dataclass_fields__]


def _of_document(table: Any, *chosen: Any) -> Select[Any]:  # noqa: ANN401  any table, any of its columns
    """The rows of a document in a table, in the order of the text."""
    return columns(*chosen).where(table.document_id == bindparam("document")).order_by(table.id)


def _of_units(table: Any, *chosen: Any) -> Select[Any]:  # noqa: ANN401
    """The rows of a document's units in a table, in the order of the text."""
    of_document = col(Unit.document_id) == bindparam("document")
    return columns(*chosen).join(Unit, col(Unit.id) == table.unit_id).where(of_document).order_by(table.id)


_TEXT = Packed(
    _of_document(Unit, Unit.id, Unit.part, Unit.rows, *(getattr(Unit, name) for name in UNIT_FIELDS)),
    _of_units(Mark, Mark.unit_id, *_columns_of(Mark, NoteMark)),
    _of_units(CitationRow, CitationRow.unit_id, *_columns_of(CitationRow, Citation)),
    _of_document(SponsorRow, *_columns_of(SponsorRow, Sponsor)),
    _of_document(ProblemRow, *_columns_of(ProblemRow, Problem)),
    _of_document(StepRow, *_columns_of(StepRow, Step)),
    _of_document(KeywordRow, *_columns_of(KeywordRow, Keyword)),
    _of_document(VoteRow, *_columns_of(VoteRow, Vote)),
)


def citation_of(*values: Any) -> Citation:  # noqa: ANN401  of the columns of its fields
    """A reference from its row."""
    text, start, end, target, candidates, pinpoint, places, *rest = values
    lines = tuple(candidates.splitlines()), pinpoint, tuple(places.splitlines())
    return Citation(text, start, end, target, *lines, *rest)


def _grouped(pairs: Iterable[tuple[int, _T]]) -> dict[int | None, list[_T]]:
    groups: dict[int | None, list[_T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def paragraph_of(
    values: Sequence[Any],
    cells: str | None,
    notes: Sequence[NoteMark] = (),
    citations: Sequence[Citation] = (),
    links: Sequence[Link] = (),
) -> Paragraph:
    """A paragraph from its row (`UNIT_FIELDS`), its cells as JSON, and the rows below it."""
    rows = CELLS_JSON.validate_json(cells) if cells else ()
    below: tuple[Any, ...] = tuple(notes), tuple(citations), tuple(links), rows
    return Paragraph(*values, *below)


def footnote_of(
    values: Sequence[Any], citations: Sequence[Citation] = (), links: Sequence[Link] = ()
) -> Footnote:
    """A footnote from its row (`UNIT_FIELDS`) and the rows below it."""
    told = dict(zip(UNIT_FIELDS, values, strict=True))
    return Footnote(
        told["anchor"], told["number"] or "", told["text"], tuple(citations), tuple(links), told["eid"]
    )


def adoption_of(document: Document, votes: tuple[Vote, ...] = ()) -> Adoption:
    """How a document was adopted; the roll call is in other rows."""
    return Adoption(
        method=document.method,  # type: ignore[arg-type]
        in_favour=document.in_favour,
        against=document.against,
        abstaining=document.abstaining,
        text=document.adoption_text,
        votes=votes,
    )


_ROLL_CALLS = Packed(
    columns(VoteRow.document_id, *_columns_of(VoteRow, Vote))
    .where(among(col(VoteRow.document_id), "documents"))
    .order_by(col(VoteRow.id))
)


def roll_calls(session: Session, documents: Iterable[int]) -> dict[int, tuple[Vote, ...]]:
    """The roll-call votes of documents, of those that have any."""
    rows = _ROLL_CALLS.rows(session, documents=as_values(documents))
    return {
        key: tuple(votes) for key, votes in _grouped((key, Vote(*row)) for key, *row in rows).items() if key
    }


_SOURCES = (
    select(Source)
    .where(Source.document_id == bindparam("document"))
    .order_by(col(Source.is_shown).desc(), col(Source.id))
)


def sources(session: Session, document: Document) -> list[Source]:
    """The sources of a document, the one that is shown first."""
    return list(session.scalars(_SOURCES, {"document": document.id}))


def readings(session: Session, document: Document) -> list[tuple[Source, Resolution]]:
    """The sources that are not shown, with their own texts where these are stored."""
    return [
        (source, RESOLUTION_JSON.validate_json(source.reading))
        for source in sources(session, document)
        if source.reading and not source.is_shown
    ]


_VARIANTS = select(Variant).where(Variant.document_id == bindparam("document")).order_by(col(Variant.id))


def variants(session: Session, document: Document) -> list[Variant]:
    """The differences of other sources, in the order of the text."""
    return list(session.scalars(_VARIANTS, {"document": document.id}))


_CONFIDENCE = Packed(_of_document(Unit, Unit.anchor, Unit.confidence))


def confidence(session: Session, document: Document) -> dict[str, Confidence]:
    """The confidence of the text at each anchor."""
    return dict(_CONFIDENCE.rows(session, document=document.id))


_VERSIONS = select(Version).where(Version.document_id == bindparam("document")).order_by(col(Version.n))


def versions(session: Session, document: Document) -> list[Version]:
    """The former texts of a document, oldest first."""
    return list(session.scalars(_VERSIONS, {"document": document.id}))


def former_text(version: Version) -> Resolution:
    """The text stored in a version."""
    return RESOLUTION_JSON.validate_json(version.resolution)
