"""From a Resolution to rows: the only writer."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete
from sqlmodel import Session, col, func, select

from app.db.models import (
    CitationRow,
    Document,
    Mark,
    ProblemRow,
    Redirect,
    Source,
    SponsorRow,
    Unit,
    Version,
    VoteRow,
)
from app.domain.places import part_of
from app.domain.resolution import Citation, Footnote, Head, Paragraph, Resolution

RESOLUTION_JSON = TypeAdapter(Resolution)
"""How a former text is kept: the whole value as JSON."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Where a text came from; `location` is absolute, `path` relative to what was ingested."""

    location: str
    path: str
    format: str
    sha256: str
    fingerprint: str


def add(session: Session, resolution: Resolution) -> Document:
    """Write a text that the archive does not hold."""
    document = Document(**_head_columns(resolution))
    session.add(document)
    session.flush()
    _add_parts(session, document, resolution)
    return document


def replace_text(session: Session, document: Document, resolution: Resolution) -> None:
    """Write another reading of a document over the one that is held."""
    for table in (Unit, VoteRow, SponsorRow, ProblemRow):
        session.execute(delete(table).where(col(table.document_id) == document.id))
    if document.address != resolution.id:
        _redirect(session, document.address_key, resolution.id)
    document.sqlmodel_update(_head_columns(resolution))
    session.flush()
    _add_parts(session, document, resolution)


def keep_version(session: Session, document: Document, former: Resolution, *, on: date, reason: str) -> None:
    """Keep a text that is about to be replaced, under the document's next version number."""
    shown = select(Source.sha256).where(Source.document_id == document.id, col(Source.is_shown))
    number = select(func.count()).select_from(Version).where(Version.document_id == document.id)
    session.add(
        Version(
            document_id=document.id or 0,
            n=session.exec(number).one() + 1,
            replaced_on=on,
            reason=reason,
            sha256=session.exec(shown).first() or "",
            resolution=RESOLUTION_JSON.dump_json(former).decode(),
        )
    )


def put_source(session: Session, document: Document, file: SourceFile, *, is_shown: bool) -> None:
    """Note that a document was read from a file; a file at a known location replaces its former self.

    Sources of a text that is no longer shown go: what they said is kept with the former version.
    """
    session.execute(delete(Source).where(col(Source.location) == file.location))
    if is_shown:
        session.execute(delete(Source).where(col(Source.document_id) == document.id))
    session.add(Source(document_id=document.id or 0, **asdict(file), is_shown=is_shown))


def sort_key(head: Head, address: str) -> str:
    """Organ, session and number so that text order is number order."""
    key = f"{head.body} {head.session or ''} {head.number or address}"
    return re.sub(r"\d+", lambda digits: digits[0].zfill(6), key)


def _head_columns(resolution: Resolution) -> dict[str, Any]:
    adoption = asdict(resolution.adoption)
    return {
        **asdict(resolution.head),
        "year": resolution.head.year,
        "address": resolution.id,
        "address_key": resolution.id.lower(),
        "adoption_text": adoption["text"],
        **{key: adoption[key] for key in ("method", "in_favour", "against", "abstaining")},
        "sort_key": sort_key(resolution.head, resolution.id),
    }


def _add_parts(session: Session, document: Document, resolution: Resolution) -> None:
    key = document.id or 0
    if resolution.head.title:
        session.add(_unit(key, "title", "title", resolution.head.title))
    paragraphs = [(_paragraph_unit(key, paragraph), paragraph) for paragraph in resolution.paragraphs]
    footnotes = [(_footnote_unit(key, footnote), footnote) for footnote in resolution.footnotes]
    session.add_all(unit for unit, _ in (*paragraphs, *footnotes))
    session.flush()
    for unit, paragraph in paragraphs:
        session.add_all(Mark(unit_id=unit.id or 0, **asdict(mark)) for mark in paragraph.notes)
        session.add_all(_citations(unit, paragraph.citations))
    for unit, footnote in footnotes:
        session.add_all(_citations(unit, footnote.citations))
    session.add_all(VoteRow(document_id=key, **asdict(vote)) for vote in resolution.adoption.votes)
    session.add_all(SponsorRow(document_id=key, **asdict(sponsor)) for sponsor in resolution.sponsors)
    session.add_all(ProblemRow(document_id=key, **asdict(problem)) for problem in resolution.problems)
    session.flush()


def _unit(document_id: int, part: str, anchor: str, text: str) -> Unit:
    return Unit(
        document_id=document_id,
        part=part,
        anchor=anchor,
        text=text,
        kind=None,
        annex=None,
        number=None,
        depth=0,
        verb=None,
        verb_end=0,
        eid=None,
    )


def _paragraph_unit(document_id: int, paragraph: Paragraph) -> Unit:
    columns = asdict(paragraph)
    del columns["notes"], columns["citations"]
    return Unit(document_id=document_id, part=part_of(paragraph.anchor), **columns)


def _footnote_unit(document_id: int, footnote: Footnote) -> Unit:
    unit = _unit(document_id, "fn", footnote.anchor, footnote.text)
    unit.number = footnote.number
    return unit


def _citations(unit: Unit, citations: Iterable[Citation]) -> list[CitationRow]:
    return [
        CitationRow(
            unit_id=unit.id or 0, **{**asdict(citation), "candidates": "\n".join(citation.candidates)}
        )
        for citation in citations
    ]


def retire(session: Session, document: Document, *, new: str) -> None:
    """Remove a document whose text another one holds; its address leads to that one."""
    _redirect(session, document.address_key, new)
    session.execute(delete(Document).where(col(Document.id) == document.id))


def _redirect(session: Session, old: str, new: str) -> None:
    """An address leads on; where it is taken up again, it no longer does."""
    session.merge(Redirect(old=old, new=new))
    session.execute(delete(Redirect).where(col(Redirect.old) == new.lower()))
