"""Reads and writes the rows that `ingest.series_links` needs: texts, shares, series and paragraph history."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, or_
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from app.db.models import AliasRow, CitationRow, Document, Unit
from app.db.series_rows import ContinuationRow, DescentRow, KeptRow, SeriesRow
from app.db.session import insert_rows

CONTINUES, ADOPTS = "continues", "adopts"
"""A text continues an earlier one; a text was adopted from a draft."""

Key = tuple[int, int]
"""Keys of a later and an earlier document."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A unit, reduced to what alignment needs."""

    id: int
    anchor: str
    text: str


def documents(session: Session) -> list[Document]:
    """All documents, in the order of their keys."""
    return list(session.exec(select(Document).order_by(col(Document.id))))


def passages(session: Session) -> dict[int, list[Passage]]:
    """The paragraphs, headings and tables of each document, in the order of its text."""
    of_document: dict[int, list[Passage]] = defaultdict(list)
    chosen: Any = columns(col(Unit.document_id), col(Unit.id), col(Unit.anchor), col(Unit.text))
    for document, *unit in session.execute(chosen.where(col(Unit.kind).is_not(None)).order_by(col(Unit.id))):
        of_document[document].append(Passage(*unit))
    return of_document


def named_documents(session: Session, held: Iterable[Document]) -> dict[int, dict[int, str]]:
    """The held documents that each document cites in its paragraphs, with the anchor of the first citation."""
    keys = {document.symbol: document.id for document in held if document.symbol}
    aliases = {row.target: row.symbol for row in session.exec(select(AliasRow))}
    chosen: Any = columns(col(Unit.document_id), col(Unit.anchor), col(CitationRow.target)).join(
        CitationRow, col(CitationRow.unit_id) == col(Unit.id)
    )
    places: dict[int, dict[int, str]] = defaultdict(dict)
    is_paragraph = (col(Unit.kind).is_not(None), col(CitationRow.target).is_not(None))
    for document, anchor, target in session.execute(
        chosen.where(*is_paragraph).order_by(col(CitationRow.id))
    ):
        if key := keys.get(aliases.get(target, target)):
            places[document].setdefault(key, anchor)
    return places


def known_shares(session: Session) -> dict[Key, float]:
    """The shares of all pairs compared so far."""
    return {(row.document_id, row.earlier_id): row.share for row in session.exec(select(KeptRow))}


def delete_shares(session: Session, addresses: Collection[str]) -> None:
    """Delete the shares of these documents, whose texts have changed."""
    keys = select(Document.id).where(col(Document.address).in_(addresses))
    of_them = or_(col(KeptRow.document_id).in_(keys), col(KeptRow.earlier_id).in_(keys))
    session.execute(delete(KeptRow).where(of_them))


def insert_shares(session: Session, shares: Mapping[Key, float]) -> None:
    """Insert the shares of newly compared pairs."""
    rows = ({"document_id": a, "earlier_id": b, "share": share} for (a, b), share in shares.items())
    insert_rows(session, KeptRow, rows)


def replace_series(session: Session, links: Sequence[ContinuationRow], series: Iterable[SeriesRow]) -> None:
    """Replace all links between texts, and all series."""
    session.execute(delete(ContinuationRow))
    session.execute(delete(SeriesRow))
    session.add_all((*links, *series))
    session.flush()


def continued_texts(session: Session) -> dict[int, int]:
    """Key of each document that continues another, mapped to the key of the text that it continues."""
    chosen = select(ContinuationRow.document_id, ContinuationRow.earlier_id)
    return dict(session.exec(chosen.where(ContinuationRow.kind == CONTINUES)).all())


def insert_paragraph_history(session: Session, rows: Iterable[tuple[int, int, str, float]]) -> None:
    """Insert rows of unit key, key of the earlier unit, kind and similarity."""
    names = ("unit_id", "earlier_id", "kind", "ratio")
    insert_rows(session, DescentRow, (dict(zip(names, row, strict=True)) for row in rows))


def delete_paragraph_history(session: Session, document: int) -> None:
    """Delete the paragraph history of a document."""
    units = select(Unit.id).where(Unit.document_id == document)
    session.execute(delete(DescentRow).where(col(DescentRow.unit_id).in_(units)))
