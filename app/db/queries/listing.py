"""Lists of documents and how many there are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from app.db.models import CitationRow, Document, Unit
from app.domain.citing import called


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as a list shows it."""

    id: int
    address: str
    symbol: str | None
    kind: str
    outcome: str
    body: str
    number: str | None
    title: str | None
    session: str | None
    agenda_item_title: str | None
    adopted_on: date | None

    @property
    def name(self) -> str:
        """What a list calls it."""
        return called(self.title, self.number, self.kind)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which documents a list is of; an empty field does not choose."""

    bodies: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None


_ALL = Choice()


@dataclass(frozen=True, slots=True)
class Counted:
    """A value that documents share, and how many do."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class CitedBy:
    """A place that cites something: its document, its anchor and its text."""

    document: Listed
    anchor: str
    text: str
    start: int
    end: int


def listed(document: Document) -> Listed:
    """A document's row as a list shows it."""
    return Listed(**document.model_dump(include=set(Listed.__dataclass_fields__)))


def documents(session: Session, choice: Choice, *, offset: int, limit: int) -> list[Listed]:
    """Documents by organ, session and number."""
    order = (col(Document.sort_key), col(Document.id))
    chosen = _chosen(select(Document), choice).order_by(*order).offset(offset).limit(limit)
    return [listed(document) for document in session.exec(chosen)]


def count(session: Session, choice: Choice = _ALL) -> int:
    """How many documents a choice has."""
    return int(session.exec(_chosen(select(func.count()).select_from(Document), choice)).one())


def newest(session: Session, limit: int) -> list[Listed]:
    """The documents adopted last."""
    order = (col(Document.adopted_on).desc(), col(Document.sort_key).desc())
    chosen = select(Document).where(col(Document.adopted_on).is_not(None)).order_by(*order).limit(limit)
    return [listed(document) for document in session.exec(chosen)]


def counts(session: Session, column: str, choice: Choice = _ALL) -> list[Counted]:
    """How many documents each value of `body`, `session`, `year` or `kind` has, among a choice."""
    field: Any = getattr(Document, column)
    chosen = _chosen(select(field, func.count()), choice).where(col(field).is_not(None))
    return [Counted(str(value), total) for value, total in session.exec(chosen.group_by(field))]


def units(session: Session, ids: Collection[int]) -> dict[int, Unit]:
    """The units of these keys."""
    return {unit.id or 0: unit for unit in session.exec(select(Unit).where(col(Unit.id).in_(ids)))}


def by_addresses(session: Session, addresses: Sequence[str]) -> dict[str, Listed]:
    """The documents at these addresses."""
    rows = session.exec(select(Document).where(col(Document.address).in_(addresses)))
    return {document.address: listed(document) for document in rows}


def addresses(session: Session, choice: Choice) -> frozenset[str] | None:
    """The addresses of the documents that a choice has, None where it chooses nothing and so has all."""
    if choice == _ALL:
        return None
    return frozenset(session.exec(_chosen(select(Document.address), choice)))


def cited_by(session: Session, symbol: str) -> list[CitedBy]:
    """Every place that cites a symbol, newest document first, in the order of its text."""
    rows = session.exec(
        select(Document, Unit, CitationRow)
        .join(Unit, col(Unit.document_id) == col(Document.id))
        .join(CitationRow, col(CitationRow.unit_id) == col(Unit.id))
        .where(CitationRow.target == symbol)
        .order_by(col(Document.adopted_on).desc(), col(Document.sort_key), col(CitationRow.id))
    )
    return [
        CitedBy(listed(document), unit.anchor, unit.text, citation.start, citation.end)
        for document, unit, citation in rows
    ]


def _chosen(statement: Any, choice: Choice) -> Any:
    for column, values in (
        (Document.body, choice.bodies),
        (Document.session, choice.sessions),
        (Document.year, choice.years),
        (Document.kind, choice.kinds),
    ):
        if values:
            statement = statement.where(col(column).in_(values))
    if choice.year_from is not None:
        statement = statement.where(col(Document.year) >= choice.year_from)
    if choice.year_to is not None:
        statement = statement.where(col(Document.year) <= choice.year_to)
    return statement
