"""Lists and counts of documents."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import Integer, bindparam
from sqlmodel import Session, col, func, select

from app.db.document_rows import session_key
from app.db.models import Document, Unit
from app.db.once import once
from app.db.packed_rows import LAST_CHARACTER, Packed, among, as_values, columns
from app.db.queries.document_columns import DocumentColumns, Labelled, Mask, document_columns
from app.domain.citation_styles import called


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
    annexes: int = 0
    added_at: datetime | None = None
    changed_at: datetime | None = None

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
    only_newest: bool = False
    """Of the chosen texts of a series only the newest."""


ALL = Choice()


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
    columns = document_columns(session)
    order = columns.newest if is_newest_first else columns.in_order
    numbers = order[chosen(columns, choice)[order]][offset : offset + limit]
    return by_keys(session, columns.keys[numbers].tolist())


def count(session: Session, choice: Choice = ALL) -> int:
    """Number of documents in a choice."""
    if choice == ALL:
        return session.exec(select(func.count()).select_from(Document)).one()
    return int(chosen(document_columns(session), choice).sum())


def newest(session: Session, limit: int) -> list[Listed]:
    """The documents adopted most recently."""
    return [Listed(*row) for row in _NEWEST.rows(session, limit=limit)]


def _newest() -> Packed:
    day, limit = col(Document.ordered_on), bindparam("limit", type_=Integer)
    days = columns(day.label("day")).where(day.is_not(None)).order_by(day.desc()).limit(limit).subquery()
    # From an index: only documents that are not older than the last one are put in order.
    not_older = columns(*LISTED).where(day >= columns(func.min(days.c.day)).scalar_subquery())
    order = (day.desc(), col(Document.sort_key).desc(), col(Document.id))
    return Packed(not_older.order_by(*order).limit(limit))


_NEWEST = _newest()


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
    _ALIKE.where(_KEY.between(bindparam("start"), _OWN))
    .order_by(_KEY.desc(), col(Document.id).desc())
    .limit(1),
    _ALIKE.where(_KEY.between(_OWN, bindparam("end"))).order_by(_KEY, col(Document.id)).limit(1),
)


def counts(session: Session, column: str, choice: Choice = ALL) -> list[Counted]:
    """Number of documents in a choice for each value of a column."""
    columns = document_columns(session)
    return counted(columns.facts[column], chosen(columns, choice))


def counted(fact: Labelled, documents: Mask) -> list[Counted]:
    """The values of a fact that some of these documents have, with their number."""
    found = zip(fact.labels, fact.counts(documents).tolist(), strict=True)
    return [Counted(str(label), number) for label, number in found if number]


class FoundUnit(NamedTuple):
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
_FOUND_UNITS = Packed(_UNITS)


def found(
    session: Session, addresses: Collection[str], ids: Collection[int]
) -> tuple[dict[str, Listed], dict[int, FoundUnit]]:
    """The documents at these addresses and the units with these keys, in one step."""
    kept = once(_none_kept, session)
    # Looked at once each: another thread may clear what is kept at any time.
    known = {address: one for address in addresses if (one := kept.get(address)) is not None}
    missing = [address for address in addresses if address not in known]
    if missing:
        documents, units = _FOUND.read(session, addresses=as_values(missing), ids=as_values(ids))
        read = {one.address: one for one in (Listed(*row) for row in documents)}
        _keep(kept, read)
        known |= read
    else:
        units = _FOUND_UNITS.rows(session, ids=as_values(ids))
    return known, {key: FoundUnit(anchor, text) for key, anchor, text in units}


_KEPT = 4096
"""How many documents of a release are kept as lists show them, of about a kilobyte each."""


def _none_kept(_session: Session) -> dict[str, Listed]:
    return {}


def _keep(kept: dict[str, Listed], read: Mapping[str, Listed]) -> None:
    """Keep documents of a release, since results list the same ones again and again."""
    if len(kept) + len(read) > _KEPT:
        kept.clear()
    kept.update(read)


def text_at(session: Session, document: Document, anchor: str) -> str | None:
    """The text of a place, None if there is no such place."""
    chosen = select(Unit.text).where(Unit.document_id == document.id, Unit.anchor == anchor)
    return session.exec(chosen).first()


def by_addresses(session: Session, addresses: Sequence[str]) -> dict[str, Listed]:
    """The documents at these addresses."""
    rows = session.connection().execute(_LISTED, {"addresses": as_values(addresses)})
    return {row.address: Listed(*row) for row in rows}


def by_keys(session: Session, keys: Sequence[int]) -> list[Listed]:
    """The documents with these keys, in their order."""
    found = {row[0]: Listed(*row) for row in _OF_KEYS.rows(session, keys=as_values(keys))}
    return [found[key] for key in keys]


_OF_KEYS = Packed(columns(*LISTED).where(among(col(Document.id), "keys")))


def chosen(columns: DocumentColumns, choice: Choice) -> Mask:
    """The documents in a choice."""
    found = np.ones(len(columns), dtype=bool)
    of_facts: dict[str, Collection[Any]] = {
        "body": choice.bodies,
        "session": choice.sessions,
        "year": choice.years,
        "kind": choice.kinds,
        "outcome": choice.outcomes,
        "committee": choice.committees,
        "item": choice.items,
        "subject": choice.subjects,
    }
    for name, values in of_facts.items():
        if values:
            fact = columns.facts[name]
            found &= fact.holding(fact.among(values), len(columns))
    if choice.goals:
        targets = columns.facts["target"]
        found &= targets.holding(_of_goals(targets, choice.goals), len(columns))
    if choice.year_from is not None or choice.year_to is not None:
        years = columns.facts["year"]
        first, last = choice.year_from or 0, 9999 if choice.year_to is None else choice.year_to
        found &= years.holding(
            np.array([first <= year <= last for year in years.labels], dtype=bool), len(columns)
        )
    return _newest_of_series(columns, found) if choice.only_newest else found


def _newest_of_series(columns: DocumentColumns, found: Mask) -> Mask:
    """Those of these documents that are the newest of them in their series, or in none."""
    numbers = np.flatnonzero(found & (columns.series >= 0))
    in_order = numbers[np.lexsort((columns.position[numbers], columns.series[numbers]))]
    series = columns.series[in_order]
    is_older = np.append(series[1:] == series[:-1], False)[: len(in_order)]
    kept = found.copy()
    kept[in_order[is_older]] = False
    return kept


def _of_goals(targets: Labelled, goals: Collection[str]) -> Mask:
    # A goal and its targets: `16`, and `16.9`.
    is_of_one = (
        any(target == goal or target.startswith(f"{goal}.") for goal in goals) for target in targets.labels
    )
    return np.fromiter(is_of_one, dtype=bool, count=len(targets.labels))
