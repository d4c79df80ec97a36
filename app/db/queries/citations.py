"""Citations in both directions: what is known of cited documents, and the places that cite a document."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, String, bindparam, cast, exists, null, union_all
from sqlmodel import Session, col, func, or_, select

from app.db.models import AliasRow, CitationRow, CitedRow, Document, Mark, Unit
from app.db.packed_rows import LAST_CHARACTER, Packed, among, as_values, columns
from app.db.queries.listing import LISTED, Listed
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


_TARGET = cast(func.json_each(bindparam("targets")).table_valued("value").c.value, String)
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


def _citing(statement: _Statement, *, by_place: bool = False) -> _Statement:
    """Restrict a statement to the citations of a document, the parameter `symbol`, by others; to those of
    `places` in it, a JSON parameter."""
    symbol = bindparam("symbol", type_=String())
    names = union_all(columns(symbol), columns(AliasRow.target).where(col(AliasRow.symbol) == symbol))
    chosen = (
        statement.select_from(Document)
        .join(Unit, col(Unit.document_id) == col(Document.id))
        .join(CitationRow, col(CitationRow.unit_id) == col(Unit.id))
        .where(col(CitationRow.target).in_(names))
        .where(or_(col(Document.symbol).is_(None), col(Document.symbol) != symbol))
    )
    return chosen.where(_is_at_places()) if by_place else chosen


def _is_at_places() -> ColumnElement[bool]:
    place = func.json_each(bindparam("places")).table_valued("value").c.value
    lines, start = func.lower("\n" + col(CitationRow.places) + "\n"), func.lower("\n" + cast(place, String))
    here, within = (func.instr(lines, start + end) > 0 for end in ("\n", "/"))
    return exists(columns(place).where(or_(here, within)))


_NEWEST = (col(Document.ordered_on).desc(), col(Document.sort_key), col(Document.id))


def _citing_places(*, by_place: bool) -> Packed:
    """The first citation of each citing unit in a page of documents, `offset` and `limit`, newest first."""
    citing = _citing(columns(Document.id), by_place=by_place).group_by(col(Document.id)).order_by(*_NEWEST)
    page = citing.offset(bindparam("offset")).limit(bindparam("limit"))
    first = _citing(columns(func.min(CitationRow.id)), by_place=by_place)
    first = first.where(col(Document.id).in_(page)).group_by(col(Unit.id))
    chosen = (*LISTED, Unit.part, Unit.number, Unit.anchor, Unit.text, CitationRow.start, CitationRow.end)
    return Packed(
        columns(*chosen)
        .select_from(CitationRow)
        .join(Unit, col(Unit.id) == col(CitationRow.unit_id))
        .join(Document, col(Document.id) == col(Unit.document_id))
        .where(col(CitationRow.id).in_(first))
        .order_by(*_NEWEST, col(CitationRow.id))
    )


_CITING_PLACES = {by_place: _citing_places(by_place=by_place) for by_place in (False, True)}
_COUNT_BY_PLACE = Packed(_citing(columns(func.count(func.distinct(Document.id))), by_place=True))
_CITING_DOCUMENTS = Packed(
    _citing(columns(*LISTED)).group_by(col(Document.id)).order_by(*_NEWEST).limit(bindparam("limit"))
)


def count_citing(session: Session, symbol: str, places: Collection[str] = ()) -> int:
    """Number of documents that cite a document, or one of these places in it."""
    if not places:
        return counts(session, [symbol]).get(symbol, 0)
    return int(_COUNT_BY_PLACE.rows(session, symbol=symbol, places=as_values(places))[0][0])


def citing(
    session: Session, symbol: str, places: Collection[str] = (), *, offset: int = 0, limit: int = 1_000_000
) -> list[CitedBy]:
    """The places that cite a document, newest citing document first, then in the order of its text.

    A paragraph with several citations is one place. `offset` and `limit` count documents. With `places`, only
    citations of one of these places count.
    """
    at = {"places": as_values(places)} if places else {}
    page = {"offset": offset, "limit": limit}
    rows = _CITING_PLACES[bool(places)].rows(session, symbol=symbol, **page, **at)
    documents: dict[int, Listed] = {}
    found = []
    for row in rows:
        document = documents.setdefault(row[0], Listed(*row[: len(LISTED)]))
        part, number, *place = row[len(LISTED) :]
        note = (document.id, number) if part == "fn" else None
        found.append((CitedBy(document, *place), note))
    marked = _marked(session, {note for _, note in found if note})
    return [replace(place, marked=marked.get(note)) if note else place for place, note in found]


def _marked(session: Session, notes: Collection[tuple[int, str]]) -> dict[tuple[int, str], tuple[str, str]]:
    """The anchor of each footnote's mark and the text before it, by document and footnote number."""
    if not notes:
        return {}
    documents, numbers = (as_values(set(values)) for values in zip(*notes, strict=True))
    rows = _MARKS.rows(session, documents=documents, numbers=numbers)
    return {(document, number): (anchor, before) for document, number, anchor, before in rows}


_MARKS = Packed(
    columns(Unit.document_id, Mark.number, Unit.anchor, func.substr(Unit.text, 1, Mark.offset))
    .select_from(Unit)
    .join(Mark, col(Mark.unit_id) == col(Unit.id))
    .where(among(col(Unit.document_id), "documents"), among(col(Mark.number), "numbers"))
    .order_by(col(Mark.id).desc())
)
"""The last row of a document and number is its first mark."""


def citing_documents(session: Session, symbol: str, *, limit: int) -> list[Listed]:
    """The documents that cite a document, newest first."""
    return [Listed(*row) for row in _CITING_DOCUMENTS.rows(session, symbol=symbol, limit=limit)]


def parts_cited(session: Session, symbol: str) -> list[str]:
    """The cited lettered parts of a resolution, in the order of their letters."""
    # A range and no pattern, for which SQLite would look at all.
    begun = f"{symbol} "
    chosen = select(CitedRow.symbol).where(col(CitedRow.symbol).between(begun, begun + LAST_CHARACTER))
    cited = session.exec(chosen.order_by(col(CitedRow.symbol)))
    return [part for part in cited if len(part) - len(begun) in (1, 2)]


def attributions(session: Session, symbol: str, column: str) -> list[Attribution]:
    """The distinct titles (column `titled`) or dates (`dated`) that citations give a document, most common first.

    Titles that fold to the same text are one.
    """
    field: Any = getattr(CitationRow, column)
    chosen = _citing(columns(field, func.count(), Document.address, Unit.anchor)).where(field.is_not(None))
    rows = session.execute(chosen.group_by(field).order_by(func.count().desc()), {"symbol": symbol})
    found: dict[str, Attribution] = {}
    for value, count, address, anchor in rows:
        first = found.setdefault(fold(str(value)), Attribution(str(value), 0, address, anchor))
        found[fold(first.value)] = replace(first, count=first.count + count)
    return list(found.values())


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


def places_cited(session: Session, symbol: str) -> dict[str, int]:
    """The cited places of a document, with the number of citing documents of each."""
    found: dict[str, set[int]] = {}
    for places, document in _PLACES_CITED.rows(session, symbol=symbol):
        for place in places.splitlines():
            found.setdefault(place, set()).add(document)
    return {place: len(citing_documents) for place, citing_documents in found.items()}


_PLACES_CITED = Packed(
    _citing(columns(CitationRow.places, Unit.document_id)).where(col(CitationRow.places) != "").distinct()
)
