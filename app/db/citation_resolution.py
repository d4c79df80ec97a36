"""Derives aliases, citation counts and commonly cited titles from all citations; rerun by every ingest that
changes a text."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from app.db.models import AliasRow, CitationRow, CitedRow, Document, Unit
from app.db.session import insert_rows
from app.domain.symbols import bare_number, halves, without_old_letter

_T = TypeVar("_T")


@dataclass(slots=True)
class _Mentions:
    """The citations of one document: who cites it, and by what titles and dates."""

    documents: set[int] = field(default_factory=set)
    titles: Counter[str] = field(default_factory=Counter)
    dates: Counter[date] = field(default_factory=Counter)


def resolve(session: Session) -> None:
    """Rewrite the tables of aliases and cited documents, and the citation count of each held document."""
    columns: tuple[Any, ...] = (CitationRow.target, Unit.document_id, Document.symbol)
    named_as: tuple[Any, ...] = (CitationRow.titled, CitationRow.dated)
    rows = session.execute(
        select(*columns, *named_as)
        .join(Unit, col(Unit.id) == CitationRow.unit_id)
        .join(Document, col(Document.id) == Unit.document_id)
        .where(col(CitationRow.target).is_not(None))
    ).all()
    held = {symbol for symbol in session.exec(select(Document.symbol)) if symbol}
    aliases = aliases_of({row[0] for row in rows}, held)
    mentions: dict[str, _Mentions] = defaultdict(_Mentions)
    for target, document, citing, title, dated in rows:
        symbol = aliases.get(target, target)
        if symbol == citing:
            continue
        about = mentions[symbol]
        about.documents.add(document)
        about.titles.update([title] if title else [])
        about.dates.update([dated] if dated else [])
    _write(session, aliases, mentions)


def aliases_of(targets: Collection[str], held: Collection[str]) -> dict[str, str]:
    """Map each target that is another name of a held or cited document to that document's symbol."""
    found: dict[str, set[str]] = defaultdict(set)
    for symbol in {*targets, *held}:
        parts = halves(symbol)
        # If one half of a double symbol is held, the double symbol is that document.
        here = next((half for half in parts if half in held), symbol)
        for other in (*parts, symbol):
            found[other].add(here)
        if (bare := bare_number(symbol)) and bare in targets:
            found[bare].add(symbol)
        if (plain := without_old_letter(symbol)) != symbol:
            found[plain if symbol in held else symbol].add(symbol if symbol in held else plain)
    # A half or number shared by several documents is ambiguous: no alias.
    aliases = {other: others - {other} for other, others in found.items() if other not in held}
    single = {other: symbols.pop() for other, symbols in aliases.items() if len(symbols) == 1}
    return {other: single.get(symbol, symbol) for other, symbol in single.items()}


def _write(session: Session, aliases: dict[str, str], mentions: dict[str, _Mentions]) -> None:
    session.execute(delete(AliasRow))
    session.execute(delete(CitedRow))
    session.execute(update(Document).where(col(Document.cited) > 0).values(cited=0))
    insert_rows(
        session, AliasRow, ({"target": target, "symbol": symbol} for target, symbol in aliases.items())
    )
    insert_rows(
        session,
        CitedRow,
        (
            {
                "symbol": symbol,
                "documents": len(about.documents),
                "title": _most(about.titles),
                "dated": _most(about.dates),
            }
            for symbol, about in mentions.items()
        ),
    )
    counted = select(CitedRow.documents).where(CitedRow.symbol == Document.symbol).scalar_subquery()
    is_cited = col(Document.symbol).in_(select(CitedRow.symbol))
    session.execute(update(Document).where(is_cited).values(cited=counted))


def _most(counted: Counter[_T]) -> _T | None:
    return max(counted, key=lambda value: (counted[value], str(value)), default=None)
