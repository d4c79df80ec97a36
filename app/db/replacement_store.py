"""Reads and writes the rows that `ingest.replacements` needs: amended units, rewordings, replacements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete
from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func

from app.db.models import Document, Unit
from app.db.packed_rows import Packed
from app.db.replacement_rows import ReplacementPlaceRow, ReplacementRow, RewordingRow
from app.db.series_rows import DescentRow, SeriesRow
from app.db.session import among, insert_rows
from app.domain.replacements import Place, Replacement, Wordings
from app.domain.rewordings import Rewording
from app.domain.text import fold


@dataclass(frozen=True, slots=True)
class AmendedUnit:
    """A unit in its earlier and its later form."""

    id: int
    old: str
    new: str


Years = dict[int, tuple[int | None, int | None]]
"""The years of the later and of the earlier document, by later unit."""

_REWORDING: tuple[Any, ...] = (
    RewordingRow.old,
    RewordingRow.new,
    RewordingRow.head,
    RewordingRow.tail,
    RewordingRow.before,
    RewordingRow.behind,
    RewordingRow.unit_id,
)
_Earlier = aliased(Unit)
_EarlierDocument = aliased(Document)


def amended_units(
    session: Session, documents: Collection[int], least: float
) -> dict[tuple[int, int], list[AmendedUnit]]:
    """The amended units of these documents that are at least so alike (0 to 1), by earlier and later document."""
    chosen: Any = columns(
        col(_Earlier.document_id), col(Unit.document_id), col(Unit.id), col(_Earlier.text), col(Unit.text)
    ).select_from(DescentRow)
    chosen = chosen.join(Unit, col(Unit.id) == col(DescentRow.unit_id))
    chosen = chosen.join(_Earlier, col(_Earlier.id) == col(DescentRow.earlier_id))
    amended = (col(DescentRow.ratio) >= least, col(DescentRow.ratio) < 1)
    found: dict[tuple[int, int], list[AmendedUnit]] = defaultdict(list)
    for earlier, later, *unit in session.execute(
        chosen.where(col(Unit.document_id).in_(documents), *amended).order_by(col(Unit.id))
    ):
        found[earlier, later].append(AmendedUnit(*unit))
    return found


def texts(session: Session, documents: Collection[int]) -> dict[int, str]:
    """The paragraphs, headings and tables of these documents, a line each."""
    lines: dict[int, list[str]] = defaultdict(list)
    chosen: Any = columns(col(Unit.document_id), col(Unit.text)).where(
        col(Unit.document_id).in_(documents), col(Unit.kind).is_not(None)
    )
    for document, text in session.execute(chosen.order_by(col(Unit.id))):
        lines[document].append(text)
    return {document: "\n".join(of_it) for document, of_it in lines.items()}


def insert_rewordings(session: Session, unit: int, found: Iterable[Rewording]) -> None:
    """Insert the rewordings of a unit."""
    rows = (
        {
            "unit_id": unit,
            "position": position,
            "old": one.old,
            "new": one.new,
            "head": one.head,
            "tail": one.tail,
            "before": " ".join(one.before),
            "behind": " ".join(one.behind),
        }
        for position, one in enumerate(found)
    )
    insert_rows(session, RewordingRow, rows)


def counted(session: Session) -> dict[Wordings, int]:
    """The number of places of each rewording."""
    return {(old, new): count for old, new, count in _COUNTED.rows(session)}


_PAIR: tuple[Any, ...] = (RewordingRow.old, RewordingRow.new)
_COUNTED = Packed(columns(*_PAIR, func.count()).group_by(*_PAIR).order_by(*_PAIR))


def places(session: Session, wanted: Collection[Wordings]) -> dict[Wordings, list[Place]]:
    """The places of some rewordings, in the order of their units."""
    series = func.coalesce(SeriesRow.series, Unit.document_id)
    chosen: Any = columns(*_REWORDING, col(Unit.document_id), series).join(
        Unit, col(Unit.id) == col(RewordingRow.unit_id)
    )
    chosen = chosen.outerjoin(SeriesRow, col(SeriesRow.document_id) == col(Unit.document_id))
    chosen = chosen.where(among(RewordingRow.old, {old for old, _ in wanted}))
    found: dict[Wordings, list[Place]] = {pair: [] for pair in wanted}
    in_order = chosen.order_by(col(RewordingRow.unit_id), col(RewordingRow.position))
    for old, new, head, tail, before, behind, *place in session.execute(in_order):
        if (old, new) in found:
            rewording = Rewording(old, new, head, tail, tuple(before.split()), tuple(behind.split()))
            found[old, new].append(Place(rewording, *place))
    return found


def years(session: Session, units: Collection[int]) -> Years:
    """When the documents of these later units and of their earlier forms were adopted."""
    chosen: Any = columns(col(Unit.id), col(Document.year), col(_EarlierDocument.year))
    chosen = chosen.join(Document, col(Document.id) == col(Unit.document_id))
    chosen = chosen.join(DescentRow, col(DescentRow.unit_id) == col(Unit.id))
    chosen = chosen.join(_Earlier, col(_Earlier.id) == col(DescentRow.earlier_id))
    chosen = chosen.join(_EarlierDocument, col(_EarlierDocument.id) == col(_Earlier.document_id))
    rows = session.execute(chosen.where(among(Unit.id, units)))
    return {unit: (later, earlier) for unit, later, earlier in rows}


def replace_replacements(session: Session, found: Sequence[Replacement]) -> None:
    """Replace all replacements."""
    session.execute(delete(ReplacementPlaceRow))
    session.execute(delete(ReplacementRow))
    dated = years(session, {place.unit for one in found for place in one.places})
    insert_rows(session, ReplacementRow, (_row(key, one, dated) for key, one in enumerate(found, start=1)))
    units = [(key, unit) for key, one in enumerate(found, start=1) for unit in one.units]
    names = ("replacement_id", "unit_id")
    insert_rows(session, ReplacementPlaceRow, (dict(zip(names, row, strict=True)) for row in units))


def _row(key: int, found: Replacement, dated: Years) -> dict[str, Any]:
    pairs = [dated[unit] for unit in found.units]
    return {
        "id": key,
        "old": fold(found.old),
        "new": fold(found.new),
        "old_core": fold(found.core[0]),
        "new_core": fold(found.core[1]),
        "documents": found.documents,
        "series": found.series,
        "places": len(found.units),
        "since": min((later for later, _ in pairs if later), default=None),
        "until": max((earlier for _, earlier in pairs if earlier), default=None),
    }
