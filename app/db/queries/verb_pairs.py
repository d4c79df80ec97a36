"""Which verbs open paragraphs that say the same in both languages, by organ."""

from typing import NamedTuple

from sqlmodel import Session, col, func, select

from app.db.edition_rows import EditionUnitRow, PairingRow
from app.db.models import Document, Unit
from app.db.once import once


class VerbPair(NamedTuple):
    """An English verb and a Chinese one, and how many paragraphs of an organ have both."""

    english: str
    chinese: str
    body: str
    units: int


def verb_pairs(session: Session) -> list[VerbPair]:
    """All pairs of verbs, counted once for a release."""
    return once(_verb_pairs, session)


def _verb_pairs(session: Session) -> list[VerbPair]:
    counted = (
        select(EditionUnitRow.verb, Unit.verb, Document.body, func.count())
        .select_from(PairingRow)
        .join(Unit, col(Unit.id) == PairingRow.unit_id)
        .join(EditionUnitRow, col(EditionUnitRow.id) == PairingRow.edition_unit_id)
        .join(Document, col(Document.id) == Unit.document_id)
        .where(col(EditionUnitRow.verb).is_not(None), col(Unit.verb).is_not(None))
        .group_by(col(EditionUnitRow.verb), col(Unit.verb), col(Document.body))
    )
    rows = [
        VerbPair(str(english), str(chinese), body, units)
        for english, chinese, body, units in session.exec(counted)
    ]
    return sorted(rows, key=lambda one: (one.english, one.chinese, one.body))
