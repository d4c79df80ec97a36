"""The places that cite a document, page by page: what is read follows what is shown, not how often it is cited."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import ColumnElement, Integer, Select, String, and_, bindparam, cast, exists, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, or_

from app.db.citing_rows import CitingRow
from app.db.dialect import each_value, place_in
from app.db.models import AliasRow, CitationRow, Document, Mark, Unit
from app.db.packed_rows import Packed, among, as_values, columns
from app.db.queries.citations import counts
from app.db.queries.document_columns import document_columns
from app.db.queries.listing import LISTED, Listed
from app.domain.text import fold

_Statement = TypeVar("_Statement", bound=Select[*tuple[Any, ...]])


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
    """A title or date that citations give a document, the number of places that do, and one such place, in a
    document of so many annexes."""

    value: str
    count: int
    address: str
    anchor: str
    annexes: int


_SOUGHT = bindparam("symbol", type_=String())
_NAMES: Any = union_all(columns(_SOUGHT), columns(AliasRow.target).where(col(AliasRow.symbol) == _SOUGHT))


def _citing(statement: _Statement) -> _Statement:
    """Restrict a statement to the citations of a document, the parameter `symbol`, by others."""
    return (
        statement.select_from(Document)
        .join(Unit, col(Unit.document_id) == col(Document.id))
        .join(CitationRow, col(CitationRow.unit_id) == col(Unit.id))
        .where(col(CitationRow.target).in_(_NAMES))
        .where(or_(col(Document.symbol).is_(None), col(Document.symbol) != _SOUGHT))
    )


def _is_at_places() -> ColumnElement[bool]:
    place = each_value(bindparam("places")).value
    lines, start = func.lower("\n" + col(CitationRow.places) + "\n"), func.lower("\n" + cast(place, String))
    here, within = (place_in(lines, start + end) > 0 for end in ("\n", "/"))
    return exists(columns(place).where(or_(here, within)))


_NEWEST = (col(Document.ordered_on).desc().nulls_last(), col(Document.sort_key), col(Document.id))

_KEYS = Packed(columns(CitingRow.document_id).where(col(CitingRow.symbol) == bindparam("symbol")))
_KEYS_BY_PLACE = Packed(
    _citing(columns(Document.id).distinct()).where(col(CitationRow.places) != "", _is_at_places())
)


def citing_keys(session: Session, symbol: str, places: Collection[str]) -> list[int]:
    """The keys of the documents that cite a document, or one of these places in it, in no order."""
    statement = _KEYS_BY_PLACE if places else _KEYS
    return [key for (key,) in statement.rows(session, symbol=symbol, **_at(places))]


def _at(places: Collection[str]) -> dict[str, str]:
    return {"places": as_values(places)} if places else {}


def _page(session: Session, keys: list[int], offset: int, limit: int) -> list[int]:
    """The newest of these documents, from `offset` on."""
    if not offset and len(keys) <= limit:
        return keys
    known = document_columns(session)
    numbers = np.searchsorted(known.keys, np.array(keys, dtype=np.int64))
    newest = numbers[np.argsort(known.place[numbers])]
    chosen: list[int] = known.keys[newest[offset : offset + limit]].tolist()
    return chosen


def _citing_places(*, by_place: bool) -> Packed:
    """The first citation of each citing unit in the documents whose keys are the parameter `page`, newest first."""
    page, key = each_value(bindparam("page"), Integer)
    own = aliased(Unit)
    ends: Any = (
        columns(end(own.id)).where(col(own.document_id) == key).correlate(page).scalar_subquery()
        for end in (func.min, func.max)
    )
    # The citations of a document by those of another are side by side in an index.
    first = (
        columns(func.min(CitationRow.id))
        .select_from(page)
        .join(CitationRow, and_(col(CitationRow.target).in_(_NAMES), col(CitationRow.unit_id).between(*ends)))
        .group_by(col(CitationRow.unit_id))
    )
    if by_place:
        first = first.where(col(CitationRow.places) != "", _is_at_places())
    chosen = (*LISTED, Unit.part, Unit.number, Unit.anchor, Unit.text, CitationRow.start, CitationRow.end)
    return Packed(
        columns(*chosen)
        .select_from(CitationRow)
        .join(Unit, col(Unit.id) == col(CitationRow.unit_id))
        .join(Document, col(Document.id) == col(Unit.document_id))
        .where(col(CitationRow.id).in_(first), among(col(Document.id), "page"))
        .order_by(*_NEWEST, col(CitationRow.id))
    )


_CITING_PLACES = {by_place: _citing_places(by_place=by_place) for by_place in (False, True)}


def count_citing(session: Session, symbol: str, places: Collection[str] = ()) -> int:
    """Number of documents that cite a document, or one of these places in it."""
    if not places:
        return counts(session, [symbol]).get(symbol, 0)
    return len(citing_keys(session, symbol, places))


def citing_places(
    session: Session, symbol: str, places: Collection[str] = (), *, offset: int = 0, limit: int = 1_000_000
) -> list[CitedBy]:
    """The places that cite a document, newest citing document first, then in the order of its text.

    A paragraph with several citations is one place. `offset` and `limit` count documents. With `places`, only
    citations of one of these places count.
    """
    page = _page(session, citing_keys(session, symbol, places), offset, limit)
    statement = _CITING_PLACES[bool(places)]
    rows = statement.rows(session, symbol=symbol, page=as_values(page), **_at(places)) if page else []
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
    keys = _page(session, citing_keys(session, symbol, ()), 0, limit)
    rows = _CITING_DOCUMENTS.rows(session, keys=as_values(keys)) if keys else []
    return [Listed(*row) for row in rows]


_CITING_DOCUMENTS = Packed(columns(*LISTED).where(among(col(Document.id), "keys")).order_by(*_NEWEST))


def attributions(session: Session, symbol: str, column: str) -> list[Attribution]:
    """The distinct titles (column `titled`) or dates (`dated`) that citations give a document, most common first.

    Titles that fold to the same text are one.
    """
    field: Any = getattr(CitationRow, column)
    given = _citing(
        columns(
            field.label("value"), func.count().label("places"), func.min(CitationRow.id).label("first")
        ).where(field.is_not(None))
    )
    counted = given.group_by(field).subquery()
    chosen = (
        columns(counted.c.value, counted.c.places, Document.address, Unit.anchor, Document.annexes)
        .select_from(counted)
        .join(CitationRow, col(CitationRow.id) == counted.c.first)
        .join(Unit, col(Unit.id) == col(CitationRow.unit_id))
        .join(Document, col(Document.id) == col(Unit.document_id))
        .order_by(counted.c.places.desc(), counted.c.first)
    )
    rows = session.execute(chosen, {"symbol": symbol})
    found: dict[str, Attribution] = {}
    for value, count, *place in rows:
        first = found.setdefault(fold(str(value)), Attribution(str(value), 0, *place))
        found[fold(first.value)] = replace(first, count=first.count + count)
    return list(found.values())


def places_cited(session: Session, symbol: str) -> dict[str, int]:
    """The cited places of a document, with the number of citing documents of each."""
    found: dict[str, set[int]] = {}
    for places, document in _PLACES_CITED.rows(session, symbol=symbol):
        for place in places.splitlines():
            found.setdefault(place, set()).add(document)
    return {place: len(citing_documents) for place, citing_documents in found.items()}


_PLACES_CITED = Packed(
    _citing(columns(CitationRow.places, Unit.document_id))
    .where(col(CitationRow.places) != "")
    .distinct()
    .order_by(col(CitationRow.places), col(Unit.document_id))
)
