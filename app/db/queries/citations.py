"""What is known of cited documents; who cites them, `app.db.queries.citing`."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Any

from sqlalchemy import String, bindparam, cast, null
from sqlmodel import Session, col, func, or_, select

from app.db.dialect import each_value
from app.db.models import AliasRow, CitationRow, CitedRow, Document, Unit
from app.db.packed_rows import LAST_CHARACTER, Packed, among, as_values, columns
from app.domain.instruments import INSTRUMENT_PREFIX


@dataclass(frozen=True, slots=True)
class Known:
    """A cited document. `address` is set if it is held; otherwise title and date are those that citations give."""

    symbol: str
    address: str | None = None
    title: str | None = None
    adopted_on: date | None = None


def resolved(session: Session, targets: Collection[str]) -> dict[str, str]:
    """Map those of these targets that are aliases to the symbols of their documents."""
    return dict(_RESOLVED.rows(session, targets=as_values(targets)))


_ALIASES = columns(AliasRow.target, AliasRow.symbol).where(among(col(AliasRow.target), "targets"))
_RESOLVED = Packed(_ALIASES)


def targets_of(session: Session, symbol: str) -> list[str]:
    """The aliases of a symbol."""
    return list(session.exec(select(AliasRow.target).where(AliasRow.symbol == symbol)))


def known(session: Session, targets: Collection[str]) -> dict[str, Known]:
    """What is known of each of these targets."""
    aliases, said, held = _KNOWN.read(session, targets=as_values(targets))
    symbols = dict(aliases)
    about = {row[0]: Known(*row) for rows in (said, held) for row in rows}
    return {
        target: about.get(symbol) or Known(symbol)
        for target in targets
        for symbol in (symbols.get(target, target),)
    }


_TARGET = cast(each_value(bindparam("targets")).value, String)
_SYMBOL: Any = func.coalesce(
    columns(AliasRow.symbol).where(col(AliasRow.target) == _TARGET).scalar_subquery(), _TARGET
)
# By their addresses, since these have an index.
_IS_HELD = col(Document.address).in_(columns(func.replace(_SYMBOL, " ", "")))
_KNOWN = Packed(
    _ALIASES,
    columns(CitedRow.symbol, null(), CitedRow.title, CitedRow.dated).where(
        col(CitedRow.symbol).in_(columns(_SYMBOL))
    ),
    columns(Document.symbol, Document.address, Document.title, Document.adopted_on).where(
        _IS_HELD, col(Document.symbol).is_not(None)
    ),
)


def places_of(session: Session, wanted: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    """Those of the wanted places, by address, that the documents have; annexes and sections count as places."""
    found: dict[str, set[str]] = {address: set() for address in wanted}
    if not wanted:
        return found
    anchors = {anchor for places in wanted.values() for anchor in places}
    # Annexes and sections are not units: they exist if a unit lies in them.
    has_parts = any(anchor.split("/")[-2:-1] in (["annex"], ["sec"]) for anchor in anchors)
    rows = (_PARTS if has_parts else _PLACES).rows(
        session, addresses=as_values(wanted), anchors=as_values(anchors)
    )
    for address, anchor in rows:
        within_it = accumulate(anchor.split("/"), "{}/{}".format)
        found[address].update(place for place in within_it if place in wanted[address])
    return found


_IS_WANTED = among(col(Unit.anchor), "anchors")
_IN_WANTED = (
    columns(Document.address, Unit.anchor).join(Unit).where(among(col(Document.address), "addresses"))
)
_PLACES = Packed(_IN_WANTED.where(_IS_WANTED))
_PARTS = Packed(
    _IN_WANTED.where(or_(_IS_WANTED, col(Unit.anchor).like("annex/%"), col(Unit.anchor).like("sec/%")))
)


def parts_cited(session: Session, symbol: str) -> list[str]:
    """The cited lettered parts of a resolution, in the order of their letters."""
    # A range and no pattern, for which SQLite would look at all.
    begun = f"{symbol} "
    chosen = select(CitedRow.symbol).where(col(CitedRow.symbol).between(begun, begun + LAST_CHARACTER))
    cited = session.exec(chosen.order_by(col(CitedRow.symbol)))
    return [part for part in cited if len(part) - len(begun) in (1, 2)]


def cited_together(session: Session, document_id: int) -> list[tuple[str, int]]:
    """The symbols that a document cites, with the number of citations, most first; aliases are resolved."""
    return [(target, total) for target, total in _CITED_TOGETHER.rows(session, document=document_id)]


_CITED: Any = func.coalesce(AliasRow.symbol, CitationRow.target)
_CITED_TOGETHER = Packed(
    columns(_CITED, func.count())
    .select_from(CitationRow)
    .join(Unit, col(Unit.id) == col(CitationRow.unit_id))
    .outerjoin(AliasRow, col(AliasRow.target) == col(CitationRow.target))
    .where(col(Unit.document_id) == bindparam("document"), col(CitationRow.target).is_not(None))
    .group_by(_CITED)
    .order_by(func.count().desc(), _CITED)
)


def instruments_cited(session: Session) -> dict[str, int]:
    """Number of citing documents of each cited instrument, highest first."""
    chosen = select(CitedRow.symbol, CitedRow.documents).where(
        col(CitedRow.symbol).like(f"{INSTRUMENT_PREFIX}%")
    )
    order = (col(CitedRow.documents).desc(), col(CitedRow.symbol))
    return dict(session.exec(chosen.order_by(*order)).all())


def counts(session: Session, symbols: Iterable[str]) -> dict[str, int]:
    """Number of citing documents of each of these symbols that is cited."""
    wanted = list(symbols)
    rows = _COUNTS.rows(session, symbols=as_values(wanted)) if wanted else []
    return dict(rows)


_COUNTS = Packed(columns(CitedRow.symbol, CitedRow.documents).where(among(col(CitedRow.symbol), "symbols")))
