"""Writes a Resolution as rows; the only writer of documents."""

from dataclasses import asdict
from datetime import date

from pydantic import TypeAdapter
from sqlalchemy import bindparam, delete, update
from sqlmodel import Session, col, func, select

from app.db.document_rows import Rows, collect_parts, head_columns
from app.db.edition_rows import DivergenceRow, EditionRow, PairingRow
from app.db.models import (
    Document,
    KeywordRow,
    ProblemRow,
    Source,
    SponsorRow,
    StepRow,
    Unit,
    Variant,
    Version,
    VoteRow,
)
from app.db.session import insert_rows
from app.db.source_file import SourceFile
from app.db.tombstone_rows import Redirect, TombstoneRow
from app.domain.resolution import Confidence, Resolution
from app.domain.text import fold

RESOLUTION_JSON = TypeAdapter(Resolution)
"""Serialises a complete text: former versions, and the readings of sources that are not shown."""

SOURCES_DIFFER = "sources_differ"
"""Code of the problem that another source has a different text."""


def add(session: Session, resolution: Resolution) -> Document:
    """Insert a document that the archive does not hold yet."""
    document = Document(id=next_document(session), **head_columns(resolution))
    session.add(document)
    session.flush()
    _add_parts(session, document, resolution)
    return document


def replace_text(session: Session, document: Document, resolution: Resolution, former: Resolution) -> None:
    """Replace the text of a document. Places that disappear redirect to where their words now stand."""
    forget_alignment(session, document.id or 0)
    for table in (Unit, VoteRow, SponsorRow, StepRow, KeywordRow, ProblemRow, Variant):
        session.execute(delete(table).where(col(table.document_id) == document.id))
    if document.address != resolution.id:
        _leave_address(session, document, resolution.id)
    document.sqlmodel_update(head_columns(resolution))
    session.flush()
    _add_parts(session, document, resolution)
    for old, new in moved_places(former, resolution).items():
        _redirect(session, f"{former.id}/{old}".lower(), f"{resolution.id}/{new}")


def forget_alignment(session: Session, document: int) -> None:
    """Delete how editions of a document stand to its Chinese text, which is about to change."""
    ours = select(EditionRow.id).where(EditionRow.document_id == document)
    for table in (PairingRow, DivergenceRow):
        session.execute(delete(table).where(col(table.edition_id).in_(ours)))
    session.execute(
        update(EditionRow).where(col(EditionRow.document_id) == document).values(is_aligned=False)
    )


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


def _add_parts(session: Session, document: Document, resolution: Resolution) -> None:
    """Insert all rows below a document, one statement per table; unit keys are assigned here, not fetched."""
    session.flush()
    parts: Rows = {}
    collect_parts(parts, next_unit(session), document.id or 0, resolution)
    for table, rows in parts.items():
        insert_rows(session, table, rows)


def next_document(session: Session) -> int:
    """The key of the next document."""
    return 1 + (session.exec(select(func.max(Document.id))).one() or 0)


def next_unit(session: Session) -> int:
    """The key of the next unit."""
    return 1 + (session.exec(select(func.max(Unit.id))).one() or 0)


def retire(session: Session, document: Document, *, new: str) -> None:
    """Delete a document superseded by another, and redirect its address to it."""
    _leave_address(session, document, new)
    session.execute(delete(Document).where(col(Document.id) == document.id))


def _leave_address(session: Session, document: Document, new: str) -> None:
    """Redirect a document's address, and note that no document has it any more."""
    session.merge(TombstoneRow(address=document.address, moved_to=new))
    _redirect(session, document.address_key, new)


def _redirect(session: Session, old: str, new: str) -> None:
    """Redirect an address; delete a redirect away from the new address, which is in use again."""
    session.merge(Redirect(old=old, new=new))
    session.execute(delete(Redirect).where(col(Redirect.old) == new.lower()))
