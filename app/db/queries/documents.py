"""Reads of one document: by address, its text, sources, variants and former versions."""

from collections import defaultdict, namedtuple
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import select as columns
from sqlmodel import Session, col, or_, select

from app.db.document_rows import CELLS_JSON
from app.db.models import (
    CitationRow,
    CitedRow,
    Document,
    KeywordRow,
    Mark,
    ProblemRow,
    Redirect,
    Source,
    SponsorRow,
    StepRow,
    Unit,
    Variant,
    Version,
    VoteRow,
)
from app.db.store import RESOLUTION_JSON
from app.domain.resolution import (
    Adoption,
    Citation,
    Confidence,
    Footnote,
    Head,
    Keyword,
    NoteMark,
    Paragraph,
    Problem,
    Resolution,
    Sponsor,
    Step,
    Vote,
)
from app.domain.symbols import Symbol

_T = TypeVar("_T")
_Row = TypeVar("_Row", SponsorRow, ProblemRow, StepRow, KeywordRow, VoteRow)
_HEAD_FIELDS = frozenset(Head.__dataclass_fields__) - {"remarks", "title_notes"}


def by_address(session: Session, address: str) -> Document | None:
    """The document at an address, ignoring case."""
    return session.exec(select(Document).where(Document.address_key == address.lower())).first()


def redirect(session: Session, address: str) -> str | None:
    """The address that an abandoned address redirects to."""
    found = session.get(Redirect, address.lower())
    return found.new if found else None


def without_year(session: Session, symbol: str) -> str | None:
    """The symbol, held or cited, that extends this one by a year or session in brackets; None unless unique."""
    pattern = f"{symbol} (%)"
    held = select(Document.symbol).where(col(Document.symbol).like(pattern))
    cited = select(CitedRow.symbol).where(col(CitedRow.symbol).like(pattern))
    found = {*session.exec(held).all(), *session.exec(cited).all()}
    return found.pop() if len(found) == 1 else None


def resolution(session: Session, document: Document) -> Resolution:
    """The complete text of a document. Takes eight statements."""
    units = _units(session, document)
    marks, citations = _marks(session, document), _citations(session, document)
    title = next((unit for unit in units if unit.part == "title"), None)
    return Resolution(
        id=document.address,
        head=Head(
            **document.model_dump(include=set(_HEAD_FIELDS)),
            remarks=tuple(document.remarks.splitlines()),
            title_notes=tuple(marks[title.id or 0]) if title else (),
        ),
        paragraphs=tuple(
            _paragraph(unit, marks[unit.id or 0], citations[unit.id or 0]) for unit in units if unit.kind
        ),
        footnotes=tuple(
            Footnote(unit.anchor, unit.number or "", unit.text, tuple(citations[unit.id or 0]), eid=unit.eid)
            for unit in units
            if unit.part == "fn"
        ),
        adoption=_adoption(session, document),
        sponsors=tuple(
            Sponsor(row.state, row.name, row.mark, row.is_additional)
            for row in _rows(session, SponsorRow, document)
        ),
        problems=tuple(
            Problem(row.code, row.message, row.anchor) for row in _rows(session, ProblemRow, document)
        ),
        steps=tuple(
            Step(row.kind, row.symbol, row.on, row.by, row.detail, row.until)  # type: ignore[arg-type]
            for row in _rows(session, StepRow, document)
        ),
        keywords=tuple(
            Keyword(row.scheme, row.value, row.uri)  # type: ignore[arg-type]
            for row in _rows(session, KeywordRow, document)
        ),
    )


_UNIT_FIELDS = tuple(Unit.model_fields)
_UnitRow = namedtuple("_UnitRow", _UNIT_FIELDS)  # type: ignore[misc]


def _units(session: Session, document: Document) -> list[Any]:
    """The units in the order of the text, as plain rows for speed: a text may have a thousand."""
    chosen = columns(*(getattr(Unit, name) for name in _UNIT_FIELDS)).where(
        col(Unit.document_id) == document.id
    )
    return [_UnitRow(*row) for row in session.execute(chosen.order_by(col(Unit.id)))]


def _rows(session: Session, table: type[_Row], document: Document) -> Sequence[_Row]:
    """A document's rows in a table, in the order of the text."""
    return session.exec(select(table).where(table.document_id == document.id).order_by(col(table.id))).all()


def _marks(session: Session, document: Document) -> dict[int, list[NoteMark]]:
    rows = session.exec(
        select(Mark).join(Unit).where(Unit.document_id == document.id).order_by(col(Mark.id))
    ).all()
    return _grouped((row.unit_id, NoteMark(row.number, row.offset)) for row in rows)


def _citations(session: Session, document: Document) -> dict[int, list[Citation]]:
    chosen = columns(*_CITATION_COLUMNS).join(Unit).where(col(Unit.document_id) == document.id)
    rows = session.execute(chosen.order_by(col(CitationRow.id)))
    return _grouped((unit, _citation(values)) for unit, *values in rows)


_CITATION_COLUMNS: tuple[Any, ...] = (
    CitationRow.unit_id,
    *(getattr(CitationRow, name) for name in Citation.__dataclass_fields__),
)
"""Plain columns for speed: a text may have hundreds of citations."""


def _citation(values: Sequence[Any]) -> Citation:
    text, start, end, target, candidates, pinpoint, places, *rest = values
    lines = tuple(candidates.splitlines()), pinpoint, tuple(places.splitlines())
    return Citation(text, start, end, target, *lines, *rest)


def _grouped(pairs: Iterable[tuple[int, _T]]) -> dict[int, list[_T]]:
    groups: dict[int, list[_T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def _paragraph(unit: _UnitRow, marks: list[NoteMark], citations: list[Citation]) -> Paragraph:
    printed = unit._asdict()
    values = {name: printed[name] for name in _PARAGRAPH_FIELDS}
    rows = CELLS_JSON.validate_json(printed["rows"]) if printed["rows"] else ()
    return Paragraph(**values, notes=tuple(marks), citations=tuple(citations), rows=rows)


_PARAGRAPH_FIELDS = tuple(
    name for name in _UNIT_FIELDS if name in Paragraph.__dataclass_fields__ and name != "rows"
)


def _adoption(session: Session, document: Document) -> Adoption:
    votes = _rows(session, VoteRow, document)
    return Adoption(
        method=document.method,  # type: ignore[arg-type]
        in_favour=document.in_favour,
        against=document.against,
        abstaining=document.abstaining,
        text=document.adoption_text,
        votes=tuple(Vote(row.state, row.name, row.vote) for row in votes),  # type: ignore[arg-type]
    )


def sources(session: Session, document: Document) -> list[Source]:
    """The sources of a document, the one that is shown first."""
    order = (col(Source.is_shown).desc(), col(Source.id))
    return list(session.exec(select(Source).where(Source.document_id == document.id).order_by(*order)))


def readings(session: Session, document: Document) -> list[tuple[Source, Resolution]]:
    """The sources that are not shown, with their own texts where these are stored."""
    return [
        (source, RESOLUTION_JSON.validate_json(source.reading))
        for source in sources(session, document)
        if source.reading and not source.is_shown
    ]


def variants(session: Session, document: Document) -> list[Variant]:
    """The differences of other sources, in the order of the text."""
    of_document = select(Variant).where(Variant.document_id == document.id)
    return list(session.exec(of_document.order_by(col(Variant.id))))


def confidence(session: Session, document: Document) -> dict[str, Confidence]:
    """The confidence of the text at each anchor."""
    units = select(Unit.anchor, Unit.confidence).where(Unit.document_id == document.id)
    return dict(session.exec(units).all())  # type: ignore[arg-type]


def lettered(session: Session, symbol: str) -> list[Document]:
    """The held lettered parts of a resolution, in the order of their letters."""
    of_letter = or_(*(col(Document.symbol).like(f"{symbol} {letters}") for letters in ("_", "__")))
    return list(session.exec(select(Document).where(of_letter).order_by(col(Document.symbol))))


def siblings(session: Session, document: Document) -> list[Document]:
    """The other documents with the same number: lettered parts, or the text without a letter."""
    if not document.symbol or document.kind == "draft":
        return []
    base = Symbol(document.symbol).whole.canonical
    whole = select(Document).where(Document.symbol == base)
    family = [*session.exec(whole), *lettered(session, base)]
    return [other for other in family if other.id != document.id]


def versions(session: Session, document: Document) -> list[Version]:
    """The former texts of a document, oldest first."""
    of_document = select(Version).where(Version.document_id == document.id)
    return list(session.exec(of_document.order_by(col(Version.n))))


def former_text(version: Version) -> Resolution:
    """The text stored in a version."""
    return RESOLUTION_JSON.validate_json(version.resolution)
