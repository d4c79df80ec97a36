"""Reads and writes the rows that `ingest.series_links` needs: texts, shares, series and paragraph history.

Keys are those of documents. Where keys are asked for, None means all.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, or_
from sqlalchemy import select as columns
from sqlmodel import Session, and_, col, func, select, true

from app.db import packed_rows
from app.db.models import AliasRow, CitationRow, Document, Unit
from app.db.packed_rows import Packed
from app.db.series_rows import ContinuationRow, DescentRow, KeptRow, PassageRow, SeriesRow, TitledRow
from app.db.session import among, insert_rows

CONTINUES, ADOPTS = "continues", "adopts"
"""A text continues an earlier one; a text was adopted from a draft."""

Key = tuple[int, int]
"""Keys of a later and an earlier document."""
Keys = Collection[int] | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A unit, reduced to what alignment needs."""

    id: int
    anchor: str
    text: str


def documents(session: Session) -> list[Document]:
    """All documents, in the order of their keys."""
    return list(session.exec(select(Document).order_by(col(Document.id))))


@dataclass(frozen=True, slots=True)
class Facts:
    """What series need to know of a document but its text."""

    id: int
    symbol: str | None
    body: str
    kind: str
    outcome: str
    session: str | None
    ordered_on: date | None
    published_on: date | None
    year: int | None
    originating: str | None
    title: str


_FACTS: Any = (
    columns(
        *(col(getattr(Document, name)) for name in list(Facts.__dataclass_fields__)[:-1]),
        col(TitledRow.title),
    )
    .join(TitledRow, col(TitledRow.document_id) == col(Document.id))
    .order_by(col(Document.id))
)
_ALL_FACTS = Packed(_FACTS)
_FACTS_OF = Packed(_FACTS.where(packed_rows.among(Document.id, "keys")))


def facts(session: Session, keys: Keys = None) -> list[Facts]:
    """What series need to know of these documents, in the order of their keys."""
    if keys is None:
        return [Facts(*row) for row in _ALL_FACTS.rows(session)]
    return [Facts(*row) for row in _FACTS_OF.rows(session, keys=packed_rows.as_values(keys))]


def originating(session: Session, keys: Keys) -> dict[int, str]:
    """What the heads of these documents say of their drafts, of those that say something."""
    chosen: Any = columns(col(Document.id), col(Document.originating))
    said = chosen.where(col(Document.originating) != "", _is_among(Document.id, keys))
    return dict(session.execute(said).all())


def drafts(session: Session) -> dict[int, str]:
    """The symbols of all drafts that have one."""
    chosen: Any = columns(col(Document.id), col(Document.symbol))
    said = chosen.where(Document.kind == "draft", col(Document.symbol) != "")
    return dict(session.execute(said).all())


def keys_of_symbols(session: Session, symbols: Collection[str]) -> dict[str, int]:
    """The keys of the held documents among these symbols."""
    chosen: Any = columns(col(Document.symbol), col(Document.id))
    in_order = chosen.where(among(Document.symbol, symbols)).order_by(col(Document.id))
    return {symbol: key for symbol, key in session.execute(in_order) if symbol}


def passages(session: Session, keys: Keys = None) -> dict[int, list[Passage]]:
    """The paragraphs, headings and tables of each document, in the order of its text."""
    of_document: dict[int, list[Passage]] = defaultdict(list)
    chosen: Any = columns(col(Unit.document_id), col(Unit.id), col(Unit.anchor), col(Unit.text))
    is_passage = and_(col(Unit.kind).is_not(None), _is_among(Unit.document_id, keys))
    for document, *unit in session.execute(chosen.where(is_passage).order_by(col(Unit.id))):
        of_document[document].append(Passage(*unit))
    return of_document


def named_documents(session: Session, keys: Keys = None) -> dict[int, dict[int, str]]:
    """The held documents that each document cites in its paragraphs, with the anchor of the first citation."""
    named_as: Any = func.coalesce(AliasRow.symbol, CitationRow.target)
    chosen: Any = (
        columns(col(Unit.document_id), col(Unit.anchor), col(Document.id))
        .select_from(Unit)
        .join(CitationRow, col(CitationRow.unit_id) == col(Unit.id))
        .outerjoin(AliasRow, col(AliasRow.target) == CitationRow.target)
        .join(Document, col(Document.symbol) == named_as)
        .where(col(Unit.kind).is_not(None), _is_among(Unit.document_id, keys))
    )
    places: dict[int, dict[int, str]] = defaultdict(dict)
    for document, anchor, key in session.execute(chosen.order_by(col(CitationRow.id))):
        places[document].setdefault(key, anchor)
    return places


def titles_to_write(session: Session, keys: Keys) -> list[Any]:
    """Key, title, organ and session of documents, as rows."""
    chosen: Any = columns(col(Document.id), col(Document.title), col(Document.body), col(Document.session))
    return list(session.execute(chosen.where(_is_among(Document.id, keys))).all())


def replace_texts(
    session: Session, keys: Keys, titled: Iterable[dict[str, Any]], held: Iterable[dict[str, Any]]
) -> None:
    """Replace what series know of the titles and the passages of documents."""
    for table, rows in ((TitledRow, titled), (PassageRow, held)):
        session.execute(delete(table).where(_is_among(table.document_id, keys)))
        insert_rows(session, table, rows)


def titled(session: Session, keys: Collection[int]) -> list[TitledRow]:
    """What is stored of the titles of documents."""
    return list(session.exec(select(TitledRow).where(among(TitledRow.document_id, keys))))


def digests(session: Session, keys: Keys = None) -> dict[int, dict[int, int]]:
    """The digests of the passages of each document, each with its length in characters."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    chosen: Any = columns(col(PassageRow.document_id), col(PassageRow.digest), col(PassageRow.length))
    chosen = chosen.where(_is_among(PassageRow.document_id, keys))
    for document, digest, length in session.execute(
        chosen.order_by(col(PassageRow.document_id), col(PassageRow.digest))
    ):
        found[document][digest] = length
    return found


def holders(session: Session, sought: Keys, most: int) -> dict[int, list[int]]:
    """The documents that hold each of these passages; those that more than `most` hold are left out."""
    wanted = _is_among(PassageRow.digest, sought)
    few = columns(col(PassageRow.digest)).where(wanted).group_by(col(PassageRow.digest))
    chosen: Any = columns(col(PassageRow.digest), col(PassageRow.document_id))
    is_rare = col(PassageRow.digest).in_(few.having(func.count() <= most))
    found: dict[int, list[int]] = defaultdict(list)
    in_order = (col(PassageRow.digest), col(PassageRow.document_id))
    for digest, document in session.execute(chosen.where(is_rare).order_by(*in_order)):
        found[digest].append(document)
    return found


def beside(session: Session, keys: Collection[int]) -> set[int]:
    """The documents with the same title as one of these, but for numbers."""
    of_form = select(TitledRow.form).where(among(TitledRow.document_id, keys), col(TitledRow.form) != "")
    alike = select(TitledRow.document_id).where(col(TitledRow.form).in_(of_form))
    return set(session.exec(alike))


def of_session(session: Session, body: str, number: str | None) -> set[int]:
    """The documents of an organ and a session."""
    here = (Document.body == body, col(Document.session).is_not_distinct_from(number))
    return {key for key in session.exec(select(Document.id).where(*here)) if key}


def naming(session: Session, symbols: Collection[str]) -> set[int]:
    """The documents that cite one of these symbols, by whatever name."""
    others = select(AliasRow.target).where(among(AliasRow.symbol, symbols))
    cited = or_(among(CitationRow.target, symbols), col(CitationRow.target).in_(others))
    return set(session.exec(select(Unit.document_id).join(CitationRow).where(cited).distinct()))


def adopting(session: Session, symbol: str) -> set[int]:
    """The documents whose head mentions this symbol of a draft."""
    said = col(Document.originating).icontains(symbol, autoescape=True)
    return {key for key in session.exec(select(Document.id).where(said)) if key}


def symbols(session: Session, keys: Collection[int], *, drafts: bool = False) -> set[str]:
    """The symbols of documents; of drafts only, if so wanted."""
    chosen = select(Document.symbol).where(among(Document.id, keys))
    chosen = chosen.where(Document.kind == "draft") if drafts else chosen
    return {symbol for symbol in session.exec(chosen) if symbol}


def compared_with(session: Session, earlier: Collection[int]) -> set[int]:
    """The documents that have been compared with one of these earlier ones."""
    return set(session.exec(select(KeptRow.document_id).where(among(KeptRow.earlier_id, earlier)).distinct()))


def known_shares(session: Session, keys: Keys = None) -> dict[Key, float]:
    """The shares of the pairs compared so far whose later document is one of these."""
    chosen: Any = columns(col(KeptRow.document_id), col(KeptRow.earlier_id), col(KeptRow.share))
    rows = session.execute(chosen.where(_is_among(KeptRow.document_id, keys)))
    return {(later, earlier): share for later, earlier, share in rows}


def delete_shares(session: Session, keys: Keys) -> None:
    """Delete the shares of these documents, whose texts have changed."""
    is_of_them = or_(_is_among(KeptRow.document_id, keys), _is_among(KeptRow.earlier_id, keys))
    session.execute(delete(KeptRow).where(is_of_them))


def insert_shares(session: Session, shares: Mapping[Key, float]) -> None:
    """Insert the shares of newly compared pairs."""
    rows = ({"document_id": a, "earlier_id": b, "share": share} for (a, b), share in shares.items())
    insert_rows(session, KeptRow, rows)


def delete_pairs(session: Session, pairs: Iterable[Key]) -> None:
    """Delete the shares of pairs that are no longer compared."""
    for later, earlier in pairs:
        here = and_(col(KeptRow.document_id) == later, col(KeptRow.earlier_id) == earlier)
        session.execute(delete(KeptRow).where(here))


def links(session: Session, keys: Keys = None) -> list[ContinuationRow]:
    """The links of these later documents, apart from the session."""
    chosen = select(ContinuationRow).where(_is_among(ContinuationRow.document_id, keys))
    in_order = (col(ContinuationRow.document_id), col(ContinuationRow.kind))
    found = list(session.exec(chosen.order_by(*in_order)))
    for row in found:
        session.expunge(row)
    return found


def adopted_by_others(session: Session, keys: Keys, drafts: Collection[int]) -> set[int]:
    """Those of some drafts that another document than these was adopted from."""
    if keys is None:
        return set()
    adopts = columns(col(ContinuationRow.earlier_id), col(ContinuationRow.document_id))
    of_them = adopts.where(col(ContinuationRow.kind) == ADOPTS, among(ContinuationRow.earlier_id, drafts))
    return {draft for draft, later in session.execute(of_them) if later not in keys}


def replace_links(session: Session, keys: Keys, links: Iterable[ContinuationRow]) -> None:
    """Replace the links of these later documents."""
    session.execute(delete(ContinuationRow).where(_is_among(ContinuationRow.document_id, keys)))
    insert_rows(session, ContinuationRow, (row.model_dump() for row in links))


def series_around(session: Session, keys: Collection[int]) -> set[int]:
    """These documents, and all that were in a series with one of them."""
    of_them = select(SeriesRow.series).where(among(SeriesRow.document_id, keys))
    return {*keys, *session.exec(select(SeriesRow.document_id).where(col(SeriesRow.series).in_(of_them)))}


def replace_series(session: Session, keys: Keys, series: Iterable[SeriesRow]) -> None:
    """Replace the series of these documents."""
    session.execute(delete(SeriesRow).where(_is_among(SeriesRow.document_id, keys)))
    insert_rows(session, SeriesRow, (row.model_dump() for row in series))


def continued_texts(session: Session) -> dict[int, int]:
    """Key of each document that continues another, mapped to the key of the text that it continues."""
    chosen = select(ContinuationRow.document_id, ContinuationRow.earlier_id)
    return dict(session.exec(chosen.where(ContinuationRow.kind == CONTINUES)).all())


def insert_paragraph_history(session: Session, rows: Iterable[tuple[int, int, str, float]]) -> None:
    """Insert rows of unit key, key of the earlier unit, kind and similarity."""
    names = ("unit_id", "earlier_id", "kind", "ratio")
    insert_rows(session, DescentRow, (dict(zip(names, row, strict=True)) for row in rows))


def delete_paragraph_history(session: Session, keys: Sequence[int]) -> None:
    """Delete the paragraph history of documents."""
    units = select(Unit.id).where(among(Unit.document_id, keys))
    session.execute(delete(DescentRow).where(col(DescentRow.unit_id).in_(units)))


def _is_among(column: Any, keys: Keys) -> ColumnElement[bool]:  # noqa: ANN401  a column of any table
    return true() if keys is None else among(column, keys)
