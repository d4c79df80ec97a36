"""Derives aliases, citation counts and commonly cited titles from citations: from all, or where some have changed.

Symbols that may name one document (`app.domain.symbols`: halves, bare numbers) are tied to each other, and only those
decide about each other. So a change is followed as far as these ties lead.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, exists, update
from sqlalchemy import select as columns
from sqlmodel import Session, and_, col, func, or_, select, true

from app.db.citing_rows import CitingRow
from app.db.dialect import each_value, insert_missing
from app.db.models import AliasRow, CitationRow, CitedRow, Document, SymbolFormRow, Unit
from app.db.session import among, insert_rows
from app.domain.symbols import bare_number, halves, without_old_letter

_Condition = ColumnElement[bool]


CanBe = Callable[[str, Any], bool]
"""Whether what texts state of a symbol can be."""


def _any(symbol: str, value: object) -> bool:
    """Nothing is ruled out."""
    return bool(symbol and value)


def resolve(
    session: Session,
    touched: Collection[str] | None = None,
    can_be_of: CanBe = _any,
    written: Collection[str] = (),
) -> set[str]:
    """Rewrite the tables of aliases and cited documents, and the citation count of each held document.

    A stated date that `can_be_of` rules out does not count.

    `touched` are the symbols whose being held or cited may have changed, None for all; `written` the addresses of the
    documents that may cite others than before. Returns the targets that are now, or are no longer, another name of a
    document.
    """
    if touched is None:
        symbols = None
        _write_forms(session, None, _known(session, None))
    else:
        _write_forms(session, touched, _known(session, touched))
        symbols = _tied(session, touched)
    former = session.exec(select(AliasRow).where(_is_among(AliasRow.target, symbols)))
    known_as = {(row.target, row.symbol) for row in former}
    aliases = aliases_of(_targets(session, symbols), _held(session, symbols))
    session.execute(delete(AliasRow).where(_is_among(AliasRow.target, symbols)))
    insert_rows(
        session, AliasRow, ({"target": target, "symbol": symbol} for target, symbol in aliases.items())
    )
    renamed = known_as ^ set(aliases.items())
    _write_citing(session, None if symbols is None else {name for pair in renamed for name in pair}, written)
    _count(session, symbols, can_be_of)
    return {target for target, _ in renamed}


def touched_by(session: Session, addresses: Collection[str]) -> set[str]:
    """The symbols of the documents at these addresses, and those that they cite."""
    here = among(Document.address, addresses)
    cited = select(CitationRow.target).join(Unit, col(Unit.id) == CitationRow.unit_id).join(Document)
    found = {*session.exec(select(Document.symbol).where(here)), *session.exec(cited.where(here).distinct())}
    return {symbol for symbol in found if symbol}


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


def _forms(symbol: str) -> set[str]:
    """The other symbols that `aliases_of` ties to one."""
    return {*halves(symbol), bare_number(symbol) or symbol, without_old_letter(symbol)} - {symbol}


def _is_among(column: Any, symbols: Collection[str] | None) -> _Condition:  # noqa: ANN401  a column of any table
    return true() if symbols is None else among(column, symbols)


def _targets(session: Session, symbols: Collection[str] | None) -> set[str]:
    """Those of these symbols that are cited, or all that are."""
    if symbols is None:
        return {target for target in session.exec(select(CitationRow.target).distinct()) if target}
    # Whether one is cited takes one look, however often it is.
    one: Any = each_value(bindparam(None, json.dumps(sorted(symbols), ensure_ascii=False))).value
    is_cited = exists(columns(col(CitationRow.id)).where(col(CitationRow.target) == one))
    return set(session.execute(columns(one).where(is_cited)).scalars())


def _held(session: Session, symbols: Collection[str] | None) -> set[str]:
    chosen = select(Document.symbol).where(_is_among(Document.symbol, symbols))
    return {symbol for symbol in session.exec(chosen) if symbol}


def _known(session: Session, symbols: Collection[str] | None) -> set[str]:
    """Those of these symbols that are cited or held."""
    return _targets(session, symbols) | _held(session, symbols)


def _write_forms(session: Session, symbols: Collection[str] | None, known: Iterable[str]) -> None:
    """Replace the forms of some symbols, or of all, by those of the ones that are known."""
    session.execute(delete(SymbolFormRow).where(_is_among(SymbolFormRow.symbol, symbols)))
    rows = ({"symbol": symbol, "form": form} for symbol in known for form in _forms(symbol))
    insert_rows(session, SymbolFormRow, rows)


def _tied(session: Session, symbols: Collection[str]) -> set[str]:
    """These symbols and all that are tied to them, directly or by others."""
    found: set[str] = set()
    new = set(symbols)
    while new:
        found |= new
        with_form = select(SymbolFormRow.symbol).where(among(SymbolFormRow.form, new))
        new = {*session.exec(with_form), *(form for symbol in new for form in _forms(symbol))} - found
    return found


_SYMBOL: Any = func.coalesce(AliasRow.symbol, CitationRow.target)


def _count(session: Session, symbols: Collection[str] | None, can_be_of: CanBe) -> None:
    """Write how many documents cite each symbol, and the title and date that most of them give."""
    session.execute(delete(CitedRow).where(_is_among(CitedRow.symbol, symbols)))
    titles = _most_frequent(session, symbols, CitationRow.titled, _any)
    dates = _most_frequent(session, symbols, CitationRow.dated, can_be_of)
    counted = (
        columns(col(CitingRow.symbol), func.count())
        .where(_is_among(CitingRow.symbol, symbols))
        .group_by(CitingRow.symbol)
    )
    rows = (
        {"symbol": symbol, "documents": count, "title": titles.get(symbol), "dated": dates.get(symbol)}
        for symbol, count in session.execute(counted).all()
    )
    insert_rows(session, CitedRow, rows)
    count = select(CitedRow.documents).where(CitedRow.symbol == Document.symbol).scalar_subquery()
    changed = update(Document).where(_is_among(Document.symbol, symbols))
    session.execute(changed.values(cited=func.coalesce(count, 0)))


def _write_citing(session: Session, renamed: Collection[str] | None, written: Collection[str]) -> None:
    """Write anew who cites the documents that go by other names now, None for all, and whom the written ones cite."""
    changed = [_is_among(_SYMBOL, renamed)]
    session.execute(delete(CitingRow).where(_is_among(CitingRow.symbol, renamed)))
    if renamed is not None:
        here = among(Document.address, written)
        session.execute(
            delete(CitingRow).where(col(CitingRow.document_id).in_(columns(col(Document.id)).where(here)))
        )
        names = columns(col(AliasRow.target)).where(among(AliasRow.symbol, renamed))
        by_name = or_(among(CitationRow.target, renamed), col(CitationRow.target).in_(names))
        changed = [and_(changed[0], by_name), here]
    for condition in changed:
        rows = _mentions(None, _SYMBOL, Unit.document_id).where(condition).distinct()
        session.execute(insert_missing(CitingRow, ["symbol", "document_id"], rows))


def _most_frequent(
    session: Session,
    symbols: Collection[str] | None,
    column: Any,  # noqa: ANN401  a column of any table
    can_be: CanBe,
) -> dict[str, Any]:
    """The most frequent value of a column for each symbol; of several, the last in the order of their text."""
    best: dict[str, tuple[int, str, Any]] = {}
    chosen = _mentions(symbols, _SYMBOL, column, func.count()).where(col(column).is_not(None))
    for symbol, value, count in session.execute(chosen.group_by(_SYMBOL, column)):
        if value and can_be(symbol, value):
            best[symbol] = max(
                best.get(symbol, (0, "", None)), (count, str(value), value), key=lambda one: one[:2]
            )
    return {symbol: value for symbol, (_, _, value) in best.items()}


def _mentions(symbols: Collection[str] | None, *of_each: Any) -> Any:  # noqa: ANN401  columns, and a statement
    """A statement on all citations of these symbols by other documents."""
    return (
        columns(*of_each)
        .select_from(CitationRow)
        .join(Unit, col(Unit.id) == CitationRow.unit_id)
        .join(Document, col(Document.id) == Unit.document_id)
        .outerjoin(AliasRow, col(AliasRow.target) == CitationRow.target)
        .where(
            and_(col(CitationRow.target).is_not(None), _is_among(CitationRow.target, symbols)),
            or_(col(Document.symbol).is_(None), col(Document.symbol) != _SYMBOL),
        )
    )
