"""Lists and counts of documents."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam
from sqlmodel import Session, and_, col, func, or_, select

from app.db.document_rows import session_key
from app.db.models import Document, KeywordRow, Unit
from app.db.packed_rows import LAST_CHARACTER, Packed, among, as_values, columns
from app.domain.citation_styles import called

_Statement = TypeVar("_Statement", bound=Select[*tuple[Any, ...]])


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
    cited: int

    @property
    def name(self) -> str:
        """The name shown in a list."""
        return called(self.title, self.number, self.kind)


@dataclass(frozen=True, slots=True)
class Choice:
    """Criteria for a list of documents; an empty field does not restrict it."""

    bodies: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    outcomes: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()


ALL = Choice()

ITEM: Any = func.coalesce(Document.agenda_item_title, Document.agenda_item)
"""The name of an agenda item: its title, or its number if no title is printed."""

GOAL: Any = func.substr(KeywordRow.value, 1, func.instr(col(KeywordRow.value) + ".", ".") - 1)
"""The goal of a keyword for a goal or one of its targets: 16 for both `16` and `16.9`."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A value of a column, and the number of documents with it."""

    value: str
    count: int


LISTED: tuple[Any, ...] = tuple(getattr(Document, name) for name in Listed.__dataclass_fields__)
"""The columns of a `Listed`, in the order of its fields."""


def listed(document: Document) -> Listed:
    """A document's row as a list shows it."""
    return Listed(**document.model_dump(include=set(Listed.__dataclass_fields__)))


def documents(
    session: Session, choice: Choice, *, offset: int, limit: int, is_newest_first: bool = False
) -> list[Listed]:
    """Documents by organ, session and number; or newest adoption first, undated ones last."""
    order: tuple[Any, ...] = (col(Document.sort_key), col(Document.id))
    if is_newest_first:
        order = (col(Document.adopted_on).desc(), *order)
    found = chosen(select(Document), choice).order_by(*order).offset(offset).limit(limit)
    return [listed(document) for document in session.exec(found)]


def count(session: Session, choice: Choice = ALL) -> int:
    """Number of documents in a choice."""
    return int(session.exec(chosen(select(func.count()).select_from(Document), choice)).one())


def newest(session: Session, limit: int) -> list[Listed]:
    """The documents adopted most recently."""
    order = (col(Document.adopted_on).desc(), col(Document.sort_key).desc())
    chosen = select(Document).where(col(Document.adopted_on).is_not(None)).order_by(*order).limit(limit)
    return [listed(document) for document in session.exec(chosen)]


def beside(session: Session, document: Document) -> tuple[Listed | None, Listed | None]:
    """The previous and next document of the same kind, organ and session."""
    start = session_key(document.body, document.session)
    before, after = (
        next((Listed(*row) for row in rows), None)
        for rows in _BESIDE.read(
            session, kind=document.kind, key=document.sort_key, start=start, end=start + LAST_CHARACTER
        )
    )
    return before, after


_KEY = col(Document.sort_key)
_OWN: Any = bindparam("key")
_ALIKE = columns(*LISTED).where(col(Document.kind) == bindparam("kind"), col(Document.sort_key) != _OWN)
_BESIDE = Packed(
    _ALIKE.where(_KEY.between(bindparam("start"), _OWN)).order_by(_KEY.desc()).limit(1),
    _ALIKE.where(_KEY.between(_OWN, bindparam("end"))).order_by(_KEY).limit(1),
)


def counts(session: Session, column: str, choice: Choice = ALL) -> list[Counted]:
    """Number of documents in a choice for each value of a column."""
    field: Any = getattr(Document, column)
    found = chosen(select(field, func.count()), choice).where(col(field).is_not(None))
    return [Counted(str(value), total) for value, total in session.exec(found.group_by(field))]


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A unit as results show it."""

    anchor: str
    text: str


_UNITS = columns(Unit.id, Unit.anchor, Unit.text).where(among(col(Unit.id), "ids"))
_LISTED = columns(*LISTED).where(among(col(Document.address), "addresses"))


def units(session: Session, ids: Collection[int]) -> dict[int, FoundUnit]:
    """The units with these keys."""
    rows = session.connection().execute(_UNITS, {"ids": as_values(ids)})
    return {key: FoundUnit(anchor, text) for key, anchor, text in rows}


def addresses_beginning(session: Session, beginning: str, limit: int) -> list[str]:
    """Addresses of documents that begin with this, given in lower case, in the order of lists."""
    order = (col(Document.sort_key), col(Document.id))
    begins = col(Document.address_key).between(beginning, f"{beginning}\U0010ffff")
    return list(session.exec(select(Document.address).where(begins).order_by(*order).limit(limit)))


_FOUND = Packed(_LISTED, _UNITS)


def found(
    session: Session, addresses: Collection[str], ids: Collection[int]
) -> tuple[dict[str, Listed], dict[int, FoundUnit]]:
    """The documents at these addresses and the units with these keys, in one step."""
    documents, units = _FOUND.read(session, addresses=as_values(addresses), ids=as_values(ids))
    return (
        {one.address: one for one in (Listed(*row) for row in documents)},
        {key: FoundUnit(anchor, text) for key, anchor, text in units},
    )


def text_at(session: Session, document: Document, anchor: str) -> str | None:
    """The text of a place, None if there is no such place."""
    chosen = select(Unit.text).where(Unit.document_id == document.id, Unit.anchor == anchor)
    return session.exec(chosen).first()


def by_addresses(session: Session, addresses: Sequence[str]) -> dict[str, Listed]:
    """The documents at these addresses."""
    rows = session.connection().execute(_LISTED, {"addresses": as_values(addresses)})
    return {row.address: Listed(*row) for row in rows}


def chosen(statement: _Statement, choice: Choice) -> _Statement:
    """Restrict a statement on documents to a choice."""
    columns: tuple[tuple[Any, tuple[str | int, ...]], ...] = (
        (col(Document.body), choice.bodies),
        (col(Document.session), choice.sessions),
        (col(Document.year), choice.years),
        (col(Document.kind), choice.kinds),
        (col(Document.outcome), choice.outcomes),
        (col(Document.committee), choice.committees),
        (ITEM, choice.items),
    )
    for column, values in columns:
        if values:
            statement = statement.where(column.in_(values))
    keywords = select(KeywordRow.document_id)
    if choice.goals:
        of_goals = keywords.where(KeywordRow.scheme == "sdg", or_(*map(_of_goal, choice.goals)))
        statement = statement.where(col(Document.id).in_(of_goals))
    if choice.subjects:
        on_subjects = keywords.where(KeywordRow.scheme == "unbis", col(KeywordRow.value).in_(choice.subjects))
        statement = statement.where(col(Document.id).in_(on_subjects))
    if choice.year_from is not None:
        statement = statement.where(col(Document.year) >= choice.year_from)
    if choice.year_to is not None:
        statement = statement.where(col(Document.year) <= choice.year_to)
    return statement


def _of_goal(goal: str) -> ColumnElement[bool]:
    # A goal and its targets are one range of the database index: from `16` to before `16/`, `16.9` included.
    value = col(KeywordRow.value)
    return and_(value >= goal, value < f"{goal}/")
