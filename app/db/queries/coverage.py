"""What the archive holds of each organ and session, counted once for a release."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import or_
from sqlalchemy import select as columns
from sqlmodel import Session, col

from app.db.models import CitedRow, Document
from app.db.once import once
from app.db.queries.document_columns import document_columns
from app.db.queries.listing import Listed
from app.domain import coverage as domain
from app.domain.coverage import Coverage, HeldText
from app.domain.organs import Names

_LANGUAGES = {None: "zh", "Chinese": "zh", "English": "en"}
"""Texts that do not say their language are Chinese."""


def coverage(session: Session, names: Names) -> Coverage:
    """What the release holds. Takes two statements, the first time."""
    return once(_reading(names), session)


def held_since(session: Session, document: Listed) -> int | None:
    """The year from which texts of a document's organ are held."""
    return once(_held_since, session).get(document.body)


def _held_since(session: Session) -> dict[str, int]:
    facts = document_columns(session).facts
    bodies, years = facts["body"], facts["year"]
    pairs = zip(bodies.codes.tolist(), years.codes.tolist(), strict=True)
    first: dict[str, int] = {}
    for body, year in sorted({pair for pair in pairs if min(pair) >= 0}, reverse=True):
        first[str(bodies.labels[body])] = int(years.labels[year])
    return first


@lru_cache(maxsize=8)
def _reading(names: Names) -> Callable[[Session], Coverage]:
    """One function for the same names, by which `once` knows what it keeps."""

    def read(session: Session) -> Coverage:
        return domain.coverage(_held(session), _cited(session), names)

    return read


def _held(session: Session) -> list[HeldText]:
    row: Any = Document
    facts = (row.symbol, row.kind, row.body, row.session, row.year, row.language, row.adopted_on)
    chosen: Any = columns(*facts, row.added_at)
    return [
        HeldText(
            *(symbol, kind, body, of_session, year, _LANGUAGES.get(language, language), day),
            added_on=added.date() if added else None,
        )
        for symbol, kind, body, of_session, year, language, day, added in session.execute(chosen)
    ]


def _cited(session: Session) -> list[str]:
    is_numbered = or_(*(col(CitedRow.symbol).contains(kind) for kind in ("/RES/", "/DEC/")))
    chosen: Any = columns(col(CitedRow.symbol)).where(is_numbered)
    return list(session.execute(chosen).scalars())
