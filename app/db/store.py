"""Writes a Resolution as rows; the only writer of documents."""

import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, update
from sqlmodel import Session, SQLModel, col, func, select

from app.db.models import (
    CitationRow,
    Document,
    KeywordRow,
    LinkRow,
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
from app.db.session import insert_rows
from app.domain.citations.plausibility import CODES as OF_REFERENCES
from app.domain.places import part_of
from app.domain.resolution import Confidence, Head, Paragraph, Resolution, TableCell
from app.domain.text import fold

RESOLUTION_JSON = TypeAdapter(Resolution)
"""Serialises a complete text: former versions, and the readings of sources that are not shown."""

CELLS_JSON = TypeAdapter(tuple[tuple[TableCell, ...], ...])
"""Serialises the cells of a table."""

SOURCES_DIFFER = "sources_differ"
"""Code of the problem that another source has a different text."""

_UNIT_COLUMNS = (
    "anchor",
    "kind",
    "annex",
    "number",
    "depth",
    "text",
    "verb",
    "verb_start",
    "verb_end",
    "eid",
)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that a text was read from; `location` is absolute, `path` relative to the folder that was ingested."""

    location: str
    path: str
    format: str
    sha256: str
    fingerprint: str


class NewDocuments:
    """Documents that the archive does not hold yet, kept until `insert`, which takes one statement per table."""

    def __init__(self) -> None:
        self._waiting: list[tuple[Resolution, SourceFile]] = []

    def add(self, resolution: Resolution, file: SourceFile) -> None:
        """Keep a document, and the file that it was read from, until the next insertion."""
        self._waiting.append((resolution, file))

    def insert(self, session: Session) -> None:
        """Insert what has been kept, in the order of its arrival."""
        if not self._waiting:
            return
        first = 1 + (session.exec(select(func.max(Document.id))).one() or 0)
        unit = _next_unit(session)
        documents: list[dict[str, Any]] = []
        sources: list[dict[str, Any]] = []
        parts: dict[type[SQLModel], list[dict[str, Any]]] = {Document: documents, Source: sources}
        for key, (resolution, file) in enumerate(self._waiting, start=first):
            documents.append({"id": key, **_head_columns(resolution)})
            sources.append({"document_id": key, **asdict(file), "is_shown": True})
            unit += _collect_parts(parts, unit, key, resolution)
        self._waiting.clear()
        for table, rows in parts.items():
            insert_rows(session, table, rows)


def add(session: Session, resolution: Resolution) -> Document:
    """Insert a document that the archive does not hold yet."""
    document = Document(**_head_columns(resolution))
    session.add(document)
    session.flush()
    _add_parts(session, document, resolution)
    return document


def replace_text(session: Session, document: Document, resolution: Resolution, former: Resolution) -> None:
    """Replace the text of a document. Places that disappear redirect to where their words now stand."""
    for table in (Unit, VoteRow, SponsorRow, StepRow, KeywordRow, ProblemRow, Variant):
        session.execute(delete(table).where(col(table.document_id) == document.id))
    if document.address != resolution.id:
        _redirect(session, document.address_key, resolution.id)
    document.sqlmodel_update(_head_columns(resolution))
    session.flush()
    _add_parts(session, document, resolution)
    for old, new in moved_places(former, resolution).items():
        _redirect(session, f"{former.id}/{old}".lower(), f"{resolution.id}/{new}")


def moved_places(former: Resolution, resolution: Resolution) -> dict[str, str]:
    """Map each place that only the former text has to the first place that now has the same folded words."""
    now = {unit.anchor for unit in resolution.paragraphs}
    by_text = {fold(unit.text): unit.anchor for unit in reversed(resolution.paragraphs)}
    return {
        unit.anchor: by_text[fold(unit.text)]
        for unit in former.paragraphs
        if unit.anchor not in now and fold(unit.text) in by_text
    }


def keep_version(
    session: Session, document: Document, former: Resolution, *, on: date, reason: str, sha256: str = ""
) -> None:
    """Store a former text under the next version number. `sha256` is that of its file, by default of the file shown."""
    shown = select(Source.sha256).where(Source.document_id == document.id, col(Source.is_shown))
    number = select(func.count()).select_from(Version).where(Version.document_id == document.id)
    session.add(
        Version(
            document_id=document.id or 0,
            n=session.exec(number).one() + 1,
            replaced_on=on,
            reason=reason,
            sha256=sha256 or session.exec(shown).first() or "",
            resolution=RESOLUTION_JSON.dump_json(former).decode(),
        )
    )


def put_source(
    session: Session,
    document: Document,
    file: SourceFile,
    *,
    is_shown: bool,
    keeps_others: bool = False,
    reading: Resolution | None = None,
) -> None:
    """Record a source of a document, replacing a former entry for the same location.

    If the file is shown, the document's other sources are deleted, as their text is kept as a version, unless
    `keeps_others` says that they have the same text. `reading` is the file's own text, if another is shown.
    """
    of_document = col(Source.document_id) == document.id
    session.execute(delete(Source).where(of_document, col(Source.location) == file.location))
    if is_shown and keeps_others:
        session.execute(update(Source).where(of_document).values(is_shown=False))
    elif is_shown:
        session.execute(delete(Source).where(of_document))
    kept = RESOLUTION_JSON.dump_json(reading).decode() if reading else None
    session.add(Source(document_id=document.id or 0, **asdict(file), is_shown=is_shown, reading=kept))


def keep_reading(session: Session, document: Document, shown: Resolution) -> None:
    """Store the shown text with its source, before the text of another source is shown instead."""
    of_shown = (col(Source.document_id) == document.id, col(Source.is_shown))
    session.execute(update(Source).where(*of_shown).values(reading=RESOLUTION_JSON.dump_json(shown).decode()))


def put_variants(
    session: Session, document: Document, confidence: dict[str, Confidence], variants: list[Variant]
) -> None:
    """Replace the results of collation: the confidence of each place, the variants, and a problem for each."""
    session.execute(delete(Variant).where(col(Variant.document_id) == document.id))
    is_ours = (col(ProblemRow.document_id) == document.id, col(ProblemRow.code) == SOURCES_DIFFER)
    session.execute(delete(ProblemRow).where(*is_ours))
    session.add_all(variants)
    session.add_all(
        ProblemRow(
            document_id=document.id or 0,
            code=SOURCES_DIFFER,
            message=f"另一来源 {variant.path} {_how_it_differs(variant)}",
            anchor=variant.anchor,
        )
        for variant in variants
    )
    session.flush()
    here = (col(Unit.document_id) == document.id, col(Unit.anchor) == bindparam("at"))
    statement = update(Unit).where(*here).values(confidence=bindparam("found"))
    if confidence:
        rows = [{"at": anchor, "found": found} for anchor, found in confidence.items()]
        session.connection().execute(statement, rows)


def _how_it_differs(variant: Variant) -> str:
    if variant.text is None:
        return f"多出一段：{(variant.other_text or '')[:40]}"
    return "没有这一段" if variant.other_text is None else "的文字不同"


def sort_key(head: Head, address: str) -> str:
    """Organ, session and number, zero-padded so that they sort numerically."""
    key = f"{head.body} {head.session or ''} {head.number or address}"
    return re.sub(r"\d+", lambda digits: digits[0].zfill(6), key)


_ROWS_OF_THEIR_OWN = ("remarks", "title_notes")


def _head_columns(resolution: Resolution) -> dict[str, Any]:
    head, adoption = resolution.head, resolution.adoption
    return {
        **{name: getattr(head, name) for name in head.__dataclass_fields__ if name not in _ROWS_OF_THEIR_OWN},
        "remarks": "\n".join(head.remarks),
        "year": resolution.head.year,
        "address": resolution.id,
        "address_key": resolution.id.lower(),
        "adoption_text": adoption.text,
        **{key: getattr(adoption, key) for key in ("method", "in_favour", "against", "abstaining")},
        "sort_key": sort_key(head, resolution.id),
    }


def _add_parts(session: Session, document: Document, resolution: Resolution) -> None:
    """Insert all rows below a document, one statement per table; unit keys are assigned here, not fetched."""
    session.flush()
    parts: dict[type[SQLModel], list[dict[str, Any]]] = {}
    _collect_parts(parts, _next_unit(session), document.id or 0, resolution)
    for table, rows in parts.items():
        insert_rows(session, table, rows)


def _next_unit(session: Session) -> int:
    return 1 + (session.exec(select(func.max(Unit.id))).one() or 0)


def _collect_parts(
    parts: dict[type[SQLModel], list[dict[str, Any]]], first: int, document: int, resolution: Resolution
) -> int:
    """Append the rows below a document, whose first unit gets the key `first`. Returns the number of units."""
    key = {"document_id": document}
    of_text = (problem for problem in resolution.problems if problem.code not in OF_REFERENCES)
    doubtful = frozenset(problem.anchor for problem in of_text if problem.anchor)
    rows = _UnitRows(first, document, doubtful)
    if resolution.head.title:
        rows.add(
            "title", Paragraph("title", "paragraph", resolution.head.title, notes=resolution.head.title_notes)
        )
    for paragraph in resolution.paragraphs:
        rows.add(part_of(paragraph.anchor), paragraph)
    for note in resolution.footnotes:
        rows.add(
            "fn",
            Paragraph(
                note.anchor,
                "paragraph",
                note.text,
                note.number,
                eid=note.eid,
                citations=note.citations,
                links=note.links,
            ),
        )
    for table, values in (
        (Unit, rows.units),
        (Mark, rows.marks),
        (CitationRow, rows.citations),
        (LinkRow, rows.links),
        (VoteRow, [key | asdict(vote) for vote in resolution.adoption.votes]),
        (SponsorRow, [key | asdict(sponsor) for sponsor in resolution.sponsors]),
        (StepRow, [key | asdict(step) for step in resolution.steps]),
        (KeywordRow, [key | asdict(keyword) for keyword in resolution.keywords]),
        (ProblemRow, [key | asdict(problem) for problem in resolution.problems]),
    ):
        if values:
            parts.setdefault(table, []).extend(values)
    return len(rows.units)


class _UnitRows:
    """Collects the rows of units, marks, citations and links."""

    def __init__(self, first: int, document_id: int, doubtful: frozenset[str]) -> None:
        self._next = first
        self._document_id = document_id
        self._doubtful = doubtful
        self.units: list[dict[str, Any]] = []
        self.marks: list[dict[str, Any]] = []
        self.citations: list[dict[str, Any]] = []
        self.links: list[dict[str, Any]] = []

    def add(self, part: str, unit: Paragraph) -> None:
        """Add the rows of a unit; titles and footnotes have no kind."""
        key, self._next = self._next, self._next + 1
        columns = {name: getattr(unit, name) for name in _UNIT_COLUMNS}
        if part in ("title", "fn"):
            columns["kind"] = None
        rows = CELLS_JSON.dump_json(unit.rows).decode() if unit.rows else None
        confidence = "doubtful" if unit.anchor in self._doubtful else "single"
        self.units.append(
            {
                "id": key,
                "document_id": self._document_id,
                "part": part,
                "rows": rows,
                "confidence": confidence,
                **columns,
            }
        )
        self.marks += [{"unit_id": key, "number": mark.number, "offset": mark.offset} for mark in unit.notes]
        self.citations += [
            {
                "unit_id": key,
                **asdict(citation),
                "candidates": "\n".join(citation.candidates),
                "places": "\n".join(citation.places),
            }
            for citation in unit.citations
        ]
        self.links += [{"unit_id": key, **asdict(link)} for link in unit.links]


def retire(session: Session, document: Document, *, new: str) -> None:
    """Delete a document superseded by another, and redirect its address to it."""
    _redirect(session, document.address_key, new)
    session.execute(delete(Document).where(col(Document.id) == document.id))


def _redirect(session: Session, old: str, new: str) -> None:
    """Redirect an address; delete a redirect away from the new address, which is in use again."""
    session.merge(Redirect(old=old, new=new))
    session.execute(delete(Redirect).where(col(Redirect.old) == new.lower()))
