"""The English that stands beside units."""

from collections.abc import Collection
from typing import NamedTuple

from sqlmodel import Session, col

from app.db.edition_rows import EditionRow, EditionUnitRow, PairingRow
from app.db.models import Unit
from app.db.once import once
from app.db.packed_rows import Packed, among, as_values, columns


class EnglishBeside(NamedTuple):
    """An English unit by its own place, and its text as printed."""

    anchor: str
    text: str


_PAIRED = (
    columns(PairingRow.unit_id, EditionUnitRow.anchor, EditionUnitRow.text)
    .join(EditionUnitRow, col(EditionUnitRow.id) == PairingRow.edition_unit_id)
    .join(EditionRow, col(EditionRow.id) == EditionUnitRow.edition_id)
    .where(among(col(PairingRow.unit_id), "ids"), col(EditionRow.language) == "en")
    .order_by(col(PairingRow.id))
)
_TITLES = (
    columns(Unit.id, EditionRow.title)
    .join(EditionRow, col(EditionRow.document_id) == Unit.document_id)
    .where(among(col(Unit.id), "ids"), col(Unit.part) == "title", col(EditionRow.language) == "en")
    .where(col(EditionRow.title).is_not(None))
)
_BESIDE = Packed(_PAIRED, _TITLES)
_ANY = Packed(columns(EditionRow.id).where(col(EditionRow.language) == "en").limit(1))


def english_beside(session: Session, units: Collection[int]) -> dict[int, tuple[EnglishBeside, ...]]:
    """What stands beside each of these units, in the order of the English text; nothing for those without any. Takes
    one statement."""
    paired, titles = _BESIDE.read(session, ids=as_values(units))
    found: dict[int, tuple[EnglishBeside, ...]] = {
        key: (EnglishBeside("title", text),) for key, text in titles
    }
    for key, anchor, text in paired:
        found[key] = (*found.get(key, ()), EnglishBeside(anchor, text))
    return found


def has_english(session: Session) -> bool:
    """Whether the archive holds any text in English; asked once for a release."""
    return once(_has_english, session)


def _has_english(session: Session) -> bool:
    return bool(_ANY.rows(session))
