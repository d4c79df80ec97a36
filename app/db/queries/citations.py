"""Citations in both directions: what is known of cited documents, and the places that cite a document."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy import select as columns
from sqlmodel import Session, col, func, or_, select

from app.db.models import AliasRow, CitationRow, CitedRow, Document, Mark, Unit
from app.db.queries.listing import Listed, listed
from app.domain.instruments import INSTRUMENT_PREFIX
from app.domain.text import fold

_Statement = TypeVar("_Statement", bound=Select[*tuple[Any, ...]])


@dataclass(frozen=True, slots=True)
class Known:
    """A cited document. `address` is set if it is held; otherwise title and date are those that citations give."""

    symbol: str
    address: str | None = None
    title: str | None = None
    adopted_on: date | None = None


@dataclass(frozen=True, slots=True)
class CitedBy:
    """A place that cites a document: document, anchor, text, and the offsets of the citation, in characters.

    For a footnote, `marked` holds the anchor of the paragraph with its mark, and that paragraph's text up to it.
    """

    document: Listed
    anchor: str
    text: str
    start: int
    end: int
    marked: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A title or date that citations give a document, the number of places that do, and one such place."""

    value: str
    count: int
    address: str
    anchor: str


def resolved(session: Session, targets: Collection[str]) -> dict[str, str]:
    """Map those of these targets that are aliases to the symbols of their documents."""
    chosen = select(AliasRow.target, AliasRow.symbol).where(col(AliasRow.target).in_(targets))
    return dict(session.exec(chosen).all())


def targets_of(session: Session, symbol: str) -> list[str]:
    """The aliases of a symbol."""
    return list(session.exec(select(AliasRow.target).where(AliasRow.symbol == symbol)))


def known(session: Session, targets: Collection[str]) -> dict[str, Known]:
    """What is known of each of these targets. Takes three statements."""
    aliases = resolved(session, targets)
    symbols = {aliases.get(target, target) for target in targets}
    said: tuple[Any, ...] = (CitedRow.symbol, CitedRow.title, CitedRow.dated)
    rows = session.execute(columns(*said).where(col(CitedRow.symbol).in_(symbols)))
    cited = {symbol: Known(symbol, None, title, dated) for symbol, title, dated in rows}
    fields: tuple[Any, ...] = (Document.symbol, Document.address, Document.title, Document.adopted_on)
    rows = session.execute(columns(*fields).where(col(Document.symbol).in_(symbols)))
    held = {row[0]: Known(*row) for row in rows}
    return {
        target: held.get(symbol) or cited.get(symbol) or Known(symbol)
        for target in targets
        for symbol in (aliases.get(target, target),)
    }


def places_of(session: Session, wanted: Mapping[str, Collection[str]]) -> dict[str, set[str]]:
    """Those of the wanted places, by address, that the documents have; annexes and sections count as places."""
    anchors = {anchor for places in wanted.values() for anchor in places}
    # Annexes and sections are not units: they exist if a unit lies in them.
    has_parts = any(anchor.split("/")[-2:-1] in (["annex"], ["sec"]) for anchor in anchors)
    within = [col(Unit.anchor).like("annex/%"), col(Unit.anchor).like("sec/%")] if has_parts else []
    rows = session.exec(
        select(Document.address, Unit.anchor)
        .join(Unit)
        .where(col(Document.address).in_(wanted), or_(col(Unit.anchor).in_(anchors), *within))
    ).all()
    found: dict[str, set[str]] = {address: set() for address in wanted}
    for address, anchor in rows:
        within_it = accumulate(anchor.split("/"), "{}/{}".format)
        found[address].update(place for place in within_it if place in wanted[address])
    return found


def count_citing(session: Session, symbol: str, places: Collection[str] = ()) -> int:
    """Number of documents that cite a document, or one of these places in it."""
    if not places:
        return counts(session, [symbol]).get(symbol, 0)
    chosen = _citing(select(func.count(func.distinct(Document.id))), session, symbol, places)
    return int(session.exec(chosen).one())


def citing(
    session: Session, symbol: str, places: Collection[str] = (), *, offset: int = 0, limit: int = 1_000_000
) -> list[CitedBy]:
    """The places that cite a document, newest citing document first, then in the order of its text.

    A paragraph with several citations is one place. `offset` and `limit` count documents. With `places`, only
    citations of one of these places count.
    """
    page = _citing(select(Document.id), session, symbol, places).group_by(col(Document.id)).order_by(*_NEWEST)
    ids = session.exec(page.offset(offset).limit(limit)).all()
    first = _citing(select(func.min(CitationRow.id)), session, symbol, places)
    first = first.where(col(Document.id).in_(ids)).group_by(col(Unit.id))
    rows = session.exec(
        select(Document, Unit, CitationRow.start, CitationRow.end)
        .join(Unit, col(Unit.document_id) == col(Document.id))
        .join(CitationRow, col(CitationRow.unit_id) == col(Unit.id))
        .where(col(CitationRow.id).in_(first))
        .order_by(*_NEWEST, col(CitationRow.id))
    ).all()
    notes = {(unit.document_id, unit.number) for _, unit, *_ in rows if unit.part == "fn"}
    marked = _marked(session, notes)
    documents = {document.id: listed(document) for document, *_ in rows}
    return [
        CitedBy(
            documents[document.id],
            unit.anchor,
            unit.text,
            start,
            end,
            marked.get((unit.document_id, unit.number)) if unit.part == "fn" else None,
        )
        for document, unit, start, end in rows
    ]


_NEWEST = (col(Document.adopted_on).desc(), col(Document.sort_key), col(Document.id))


def _marked(session: Session, notes: Collection[tuple[int, str | None]]) -> dict[Any, tuple[str, str]]:
    """The anchor of each footnote's mark and the text before it, by document and footnote number."""
    chosen: tuple[Any, ...] = (Unit.document_id, Mark.number, Unit.anchor, Unit.text, Mark.offset)
    rows = session.execute(
        columns(*chosen)
        .join(Unit, col(Unit.id) == col(Mark.unit_id))
        .where(col(Unit.document_id).in_({document for document, _ in notes}))
        .order_by(col(Mark.id).desc())
    )
    return {
        (document, number): (anchor, text[:offset])
        for document, number, anchor, text, offset in rows
        if (document, number) in notes
    }


def citing_documents(session: Session, symbol: str, *, limit: int) -> list[Listed]:
    """The documents that cite a document, newest first."""
    chosen = _citing(select(Document), session, symbol, ()).group_by(col(Document.id)).order_by(*_NEWEST)
    return [listed(document) for document in session.exec(chosen.limit(limit))]


def _citing(statement: _Statement, session: Session, symbol: str, places: Collection[str]) -> _Statement:
    aliases = targets_of(session, symbol)
    chosen = (
        statement.select_from(Document)
        .join(Unit, col(Unit.document_id) == col(Document.id))
        .join(CitationRow, col(CitationRow.unit_id) == col(Unit.id))
        .where(col(CitationRow.target).in_((symbol, *aliases)))
        .where(or_(col(Document.symbol).is_(None), Document.symbol != symbol))
    )
    if places:
        lines: Any = "\n" + col(CitationRow.places) + "\n"
        there = (
            lines.contains(f"\n{place}{end}", autoescape=True) for place in places for end in ("\n", "/")
        )
        chosen = chosen.where(or_(*there))
    return chosen


def parts_cited(session: Session, symbol: str) -> list[str]:
    """The cited lettered parts of a resolution, in the order of their letters."""
    of_letter = or_(*(col(CitedRow.symbol).like(f"{symbol} {letters}") for letters in ("_", "__")))
    chosen = select(CitedRow.symbol).where(of_letter)
    return list(session.exec(chosen.order_by(col(CitedRow.symbol))))


def attributions(session: Session, symbol: str, column: str) -> list[Attribution]:
    """The distinct titles (column `titled`) or dates (`dated`) that citations give a document, most common first.

    Titles that fold to the same text are one.
    """
    field: Any = getattr(CitationRow, column)
    chosen = _citing(select(field, func.count(), Document.address, Unit.anchor), session, symbol, ())
    rows = session.exec(chosen.where(field.is_not(None)).group_by(field).order_by(func.count().desc()))
    found: dict[str, Attribution] = {}
    for value, count, address, anchor in rows:
        first = found.setdefault(fold(str(value)), Attribution(str(value), 0, address, anchor))
        found[fold(first.value)] = replace(first, count=first.count + count)
    return list(found.values())


def cited_together(session: Session, document_id: int) -> list[tuple[str, int]]:
    """The symbols that a document cites, with the number of citations, most first; aliases are resolved."""
    symbol: Any = func.coalesce(AliasRow.symbol, CitationRow.target)
    rows = session.exec(
        select(symbol, func.count())
        .select_from(CitationRow)
        .join(Unit, col(Unit.id) == col(CitationRow.unit_id))
        .outerjoin(AliasRow, col(AliasRow.target) == col(CitationRow.target))
        .where(Unit.document_id == document_id, col(CitationRow.target).is_not(None))
        .group_by(symbol)
        .order_by(func.count().desc(), symbol)
    )
    return [(str(target), total) for target, total in rows]


def instruments_cited(session: Session) -> dict[str, int]:
    """Number of citing documents of each cited instrument, highest first."""
    chosen = select(CitedRow.symbol, CitedRow.documents).where(
        col(CitedRow.symbol).like(f"{INSTRUMENT_PREFIX}%")
    )
    order = (col(CitedRow.documents).desc(), col(CitedRow.symbol))
    return dict(session.exec(chosen.order_by(*order)).all())


def counts(session: Session, symbols: Iterable[str]) -> dict[str, int]:
    """Number of citing documents of each of these symbols that is cited."""
    rows = session.exec(select(CitedRow).where(col(CitedRow.symbol).in_(list(symbols))))
    return {row.symbol: row.documents for row in rows}


def places_cited(session: Session, symbol: str) -> dict[str, int]:
    """The cited places of a document, with the number of citing documents of each."""
    rows = session.exec(
        _citing(select(CitationRow.places, Unit.document_id), session, symbol, ())
        .where(CitationRow.places != "")
        .distinct()
    )
    found: dict[str, set[int]] = {}
    for places, document in rows:
        for place in places.splitlines():
            found.setdefault(place, set()).add(document)
    return {place: len(citing_documents) for place, citing_documents in found.items()}
