"""What came and changed, and when: documents in the order of their changes, and addresses that were given up."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from app.db.edition_rows import EditionRow
from app.db.models import Document
from app.db.packed_rows import Packed, among, as_values, columns
from app.db.queries.document_columns import Codes, DocumentColumns, document_columns
from app.db.queries.listing import ALL, Choice, Listed, by_keys, chosen, listed
from app.db.tombstone_rows import TombstoneRow


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, both included; None is no bound."""

    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ChangeKey:
    """The place of a document in the order of changes. It stays as long as the document does not change again, so who
    goes on behind it misses none, whatever was published between."""

    changed_at: datetime
    id: int

    @classmethod
    def of(cls, document: Listed) -> "ChangeKey":
        """The place of a document."""
        assert document.changed_at is not None  # noqa: S101  what is published has one
        return cls(document.changed_at, document.id)

    @classmethod
    def read(cls, text: str) -> "ChangeKey | None":
        """The place that a text means, as `str` writes it; None if it means none."""
        seconds, _, key = text.partition(".")
        if not (_FEW_DIGITS.fullmatch(seconds) and _FEW_DIGITS.fullmatch(key)):
            return None
        return cls(datetime.fromtimestamp(int(seconds), UTC), int(key))

    def __str__(self) -> str:
        """The place as it stands in addresses."""
        return f"{int(self.changed_at.timestamp())}.{self.id}"


_FEW_DIGITS = re.compile("[0-9]{1,11}")
EVER = Span()


def changed(
    session: Session,
    span: Span = EVER,
    choice: Choice = ALL,
    *,
    after: ChangeKey | None = None,
    offset: int = 0,
    limit: int,
) -> list[Listed]:
    """Documents in the order of (`changed_at`, `id`), behind one of them. Takes one statement."""
    facts = document_columns(session)
    numbers = _in_order(facts, span, choice, after)[offset : offset + limit]
    return by_keys(session, facts.keys[numbers].tolist())


def count_changed(
    session: Session, span: Span = EVER, choice: Choice = ALL, *, after: ChangeKey | None = None
) -> int:
    """How many documents `changed` has."""
    return len(_in_order(document_columns(session), span, choice, after))


def last_changed(session: Session, choice: Choice = ALL, *, limit: int) -> list[Listed]:
    """The documents that changed last, the newest change first; of those that changed together, the newest adoption.

    Takes one statement.
    """
    facts = document_columns(session)
    return _latest(session, facts, np.flatnonzero(chosen(facts, choice)), limit)


def last_changed_of(session: Session, keys: Collection[int], *, limit: int) -> list[Listed]:
    """Of the documents with these keys those that changed last, as `last_changed`. Takes one statement."""
    facts = document_columns(session)
    wanted = np.isin(facts.keys, np.array([*keys], dtype=np.int64))
    return _latest(session, facts, np.flatnonzero(wanted), limit)


def _latest(session: Session, facts: DocumentColumns, numbers: NDArray[np.intp], limit: int) -> list[Listed]:
    changed = facts.changed[numbers].astype(np.int64)
    order = np.lexsort((facts.place[numbers], -changed))[:limit]
    return by_keys(session, facts.keys[numbers[order]].tolist())


def last_changed_at(session: Session, addresses: Collection[str], *, limit: int) -> list[Listed]:
    """Of the documents at these addresses those that changed last, as `last_changed`. Takes two statements."""
    keys = [key for (key,) in _KEYS_AT.rows(session, addresses=as_values(addresses))] if addresses else []
    return last_changed_of(session, keys, limit=limit)


_KEYS_AT = Packed(columns(Document.id).where(among(col(Document.address), "addresses")))


def newest_change(session: Session) -> datetime | None:
    """When anything last changed; None in an empty archive."""
    instants = session.exec(
        select(
            select(func.max(Document.changed_at)).scalar_subquery(),
            select(func.max(TombstoneRow.since)).scalar_subquery(),
        )
    ).one()
    return max((instant for instant in instants if instant), default=None)


def last_change_of_parts(session: Session, size: int) -> list[datetime]:
    """When any of so many documents last changed, for one such part after the other, in the order of their keys."""
    changed = document_columns(session).changed
    starts = range(0, len(changed), size)
    return [changed[start : start + size].max().item().replace(tzinfo=UTC) for start in starts]


_CHANGED = Packed(
    columns(Document.address, Document.changed_at, EditionRow.language)
    .outerjoin(EditionRow)
    .where(among(col(Document.id), "keys"))
    .order_by(col(Document.id), col(EditionRow.language))
)


def addresses_changed(session: Session, *, offset: int, limit: int) -> list[tuple[str, datetime, str | None]]:
    """Addresses in the order of their keys, when each document last changed, and the language of its other text."""
    keys = document_columns(session).keys[offset : offset + limit]
    return [tuple(row) for row in _CHANGED.rows(session, keys=as_values(keys.tolist()))]


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An address that no document has any more, where what stood there is now, and since when."""

    address: str
    moved_to: str
    since: datetime


def tombstones(
    session: Session, span: Span = EVER, *, offset: int = 0, limit: int | None = None
) -> list[Tombstone]:
    """The addresses that were given up, in the order of time."""
    order = (col(TombstoneRow.since), col(TombstoneRow.address))
    asked = select(TombstoneRow).where(*_within(span)).order_by(*order).offset(offset).limit(limit)
    return [Tombstone(row.address, row.moved_to, row.since) for row in session.exec(asked) if row.since]


def count_tombstones(session: Session, span: Span = EVER) -> int:
    """How many addresses were given up."""
    return session.exec(select(func.count()).select_from(TombstoneRow).where(*_within(span))).one()


def _within(span: Span) -> list[ColumnElement[bool]]:
    since = col(TombstoneRow.since)
    bounds = ((since.__ge__, span.since), (since.__le__, span.until))
    return [compared(instant) for compared, instant in bounds if instant]


def _in_order(facts: DocumentColumns, span: Span, choice: Choice, after: ChangeKey | None) -> Codes:
    """The numbers of the chosen documents, earliest change first."""
    wanted = chosen(facts, choice)
    if span.since:
        wanted &= facts.changed >= _instant(span.since)
    if span.until:
        wanted &= facts.changed <= _instant(span.until)
    if after:
        instant = _instant(after.changed_at)
        is_later = facts.changed > instant
        wanted &= is_later | ((facts.changed == instant) & (facts.keys > after.id))
    return facts.by_change[wanted[facts.by_change]]


def _instant(instant: datetime) -> "np.datetime64[datetime]":
    return np.datetime64(instant.astimezone(UTC).replace(tzinfo=None), "s")


def entry(session: Session, address: str) -> Listed | Tombstone | None:
    """The document of an address, or the address as one that was given up; None if it is neither."""
    document = session.exec(select(Document).where(Document.address == address)).first()
    if document:
        return listed(document)
    row = session.get(TombstoneRow, address)
    return Tombstone(row.address, row.moved_to, row.since) if row and row.since else None
