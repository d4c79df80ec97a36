"""The documents whose date of adoption is derived from their neighbours, and the dates of these."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select as columns
from sqlmodel import Session, col, delete, func, select

from app.db.document_rows import session_key
from app.db.models import Document, ProblemRow
from app.domain.resolution import Head, Problem

_DERIVED = ("neighbours", "session")
_DATES = ("adopted_on", "adopted_as_printed", "dated_by", "dated_from", "dated_to")
_FIELDS = (
    "symbol",
    "kind",
    "outcome",
    "body",
    "number",
    "session",
    "session_dates",
    "published_on",
    *_DATES,
)
_AFTER_ALL = "\U0010ffff"
_LAST_LETTER: Any = func.substr(Document.number, func.length(Document.number), 1)
"""Parts of one resolution are adopted whenever their turn comes, so they tell nothing."""


@dataclass(frozen=True, slots=True)
class Undated:
    """A document without a date of its own: its row and its head, and the dates of its neighbours in number."""

    document: Document
    head: Head
    earlier: date | None
    later: date | None


def undated(session: Session) -> list[Undated]:
    """The documents whose date is derived from others, in the order of their keys."""
    chosen = select(Document).where(col(Document.dated_by).in_(_DERIVED)).order_by(col(Document.id))
    return [
        Undated(one, Head(**{name: getattr(one, name) for name in _FIELDS}), *_neighbours(session, one))
        for one in session.exec(chosen).all()
    ]


def _neighbours(session: Session, document: Document) -> tuple[date | None, date | None]:
    """The dates of the nearest undoubted documents before and after one, of its organ, session and kind."""
    if document.number is None or document.number[-1:].isalpha():
        return None, None
    start = session_key(document.body, document.session)
    key: Any = col(Document.sort_key)
    chosen: Any = columns(col(Document.adopted_on)).where(
        col(Document.body) == document.body,
        col(Document.kind) == document.kind,
        col(Document.adopted_on).is_not(None),
        col(Document.adopted_as_printed).is_(None),
        ~_LAST_LETTER.between("A", "Z"),
        key.between(start, start + _AFTER_ALL),
    )
    own = document.sort_key
    earlier = session.scalars(chosen.where(key < own).order_by(key.desc(), col(Document.id)).limit(1)).first()
    later = session.scalars(chosen.where(key > own).order_by(key, col(Document.id)).limit(1)).first()
    return earlier, later


def redate(session: Session, document: Document, head: Head) -> None:
    """Write the dates of a head to a document's row."""
    document.sqlmodel_update(
        {name: getattr(head, name) for name in (*_DATES, "ordered_on", "year")},
    )
    session.flush()


def replace_problem(session: Session, document: Document, code: str, problem: Problem) -> None:
    """Report another problem instead of those of a code."""
    session.execute(
        delete(ProblemRow).where(col(ProblemRow.document_id) == document.id, col(ProblemRow.code) == code)
    )
    session.add(
        ProblemRow(
            document_id=document.id or 0, code=problem.code, message=problem.message, anchor=problem.anchor
        )
    )
    session.flush()
