"""What tells where a series dropped a phrase: which text continues which, and what became of paragraphs."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from app.db.models import Document, Unit
from app.db.once import once
from app.db.packed_rows import Packed, among, as_values, columns
from app.db.queries.listing import LISTED, Listed
from app.db.series_rows import ContinuationRow, DescentRow, SeriesRow
from app.db.series_store import CONTINUES
from app.domain.removals import Continuation


@dataclass(frozen=True, slots=True)
class SeriesOfTexts:
    """All continuations by adopted texts; for each text of a series those of the series, by key, oldest first; and the
    keys by address."""

    continuations: tuple[Continuation, ...]
    texts: dict[int, Sequence[int]]
    keys: dict[str, int]


def series_of_texts(session: Session) -> SeriesOfTexts:
    """All series of the release; read once."""
    return once(_read, session)


def _read(session: Session) -> SeriesOfTexts:
    links: Any = columns(ContinuationRow.earlier_id, ContinuationRow.document_id, ContinuationRow.kept)
    links = links.join(Document, col(Document.id) == col(ContinuationRow.document_id))
    adopted = links.where(col(ContinuationRow.kind) == CONTINUES, col(Document.outcome) == "adopted")
    rows = session.execute(adopted.order_by(col(Document.id))).all()
    members: Any = columns(SeriesRow.series, Document.id, Document.address)
    members = members.join(Document, col(Document.id) == col(SeriesRow.document_id))
    of_series: dict[int, list[int]] = defaultdict(list)
    texts: dict[int, Sequence[int]] = {}
    keys: dict[str, int] = {}
    for series, key, address in session.execute(members.order_by(col(SeriesRow.position))):
        of_series[series].append(key)
        texts[key] = of_series[series]
        keys[address] = key
    return SeriesOfTexts(
        tuple(Continuation(earlier, later, kept or 0.0) for earlier, later, kept in rows), texts, keys
    )


@dataclass(frozen=True, slots=True)
class PairedUnit:
    """A unit, and the unit of a later text that comes from it, by anchor and text; None if nothing of it is left."""

    unit: int
    anchor: str
    text: str
    later: int | None
    later_anchor: str | None
    later_text: str | None


_OWN, _LATER = aliased(Unit), aliased(Unit)


def _paired() -> Packed:
    come: Any = columns(
        DescentRow.earlier_id, _LATER.document_id, col(_LATER.anchor).label("a"), col(_LATER.text).label("t")
    ).join(_LATER, col(_LATER.id) == col(DescentRow.unit_id))
    come = come.where(among(col(DescentRow.earlier_id), "units")).subquery()
    chosen: Any = columns(_OWN.id, _OWN.anchor, _OWN.text, come.c.document_id, come.c.a, come.c.t)
    chosen = chosen.select_from(_OWN).outerjoin(come, come.c.earlier_id == col(_OWN.id))
    return Packed(chosen.where(among(col(_OWN.id), "units")).order_by(col(_OWN.id)))


_PAIRED = _paired()
_BY_KEY = Packed(columns(*LISTED).where(among(col(Document.id), "keys")))


def paired_units(session: Session, units: Collection[int]) -> list[PairedUnit]:
    """Units with each unit that comes from them, in the order of their keys."""
    return [PairedUnit(*row) for row in _PAIRED.rows(session, units=as_values(units))]


def by_keys(session: Session, keys: Iterable[int]) -> dict[int, Listed]:
    """Documents by key."""
    rows = _BY_KEY.rows(session, keys=as_values(dict.fromkeys(keys)))
    return {one.id: one for one in (Listed(*row) for row in rows)}
