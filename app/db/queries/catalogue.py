"""Documents as records of a catalogue, many in a constant number of statements."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select as columns
from sqlmodel import Session, col, func, select

from app.db.models import Document, KeywordRow, Unit
from app.db.packed_rows import among, as_values
from app.db.queries.documents import adoption_of, head_of
from app.domain.addresses import permalink
from app.domain.organs import Names
from app.domain.record import Record, subjects_in_chinese


def records(session: Session, names: Names, base_url: str, addresses: Collection[str]) -> list[Record]:
    """The documents at these addresses, in their order; those that are not held are left out. Takes three statements."""
    rows = {row.address: row for row in session.scalars(_DOCUMENTS, {"addresses": as_values(addresses)})}
    keys = [row.id for row in rows.values() if row.id]
    words, subjects = _first_words(session, keys), _subjects(session, keys)
    return [
        Record(
            address=address,
            head=head_of(row),
            organ=names.require_organ(row.body),
            url=permalink(base_url, address),
            adoption=adoption_of(row),
            words=(row.formula or "") + words.get(row.id, ""),
            subjects=subjects_in_chinese(names, subjects[row.id]),
        )
        for address in addresses
        if (row := rows.get(address))
    ]


_DOCUMENTS = select(Document).where(among(col(Document.address), "addresses"))
_TEXTS = among(col(Unit.document_id), "documents"), col(Unit.kind).not_in(("heading", "table"))
_FIRST = columns(func.min(Unit.id)).where(*_TEXTS).group_by(col(Unit.document_id))
_WORDS = columns(col(Unit.document_id), col(Unit.text)).where(col(Unit.id).in_(_FIRST))
_SUBJECTS = (
    columns(col(KeywordRow.document_id), col(KeywordRow.value))
    .where(among(col(KeywordRow.document_id), "documents"), col(KeywordRow.scheme) == "unbis")
    .order_by(col(KeywordRow.id))
)


def _first_words(session: Session, keys: Collection[int]) -> dict[int | None, str]:
    rows = session.execute(_WORDS, {"documents": as_values(keys)})
    return {key: text for key, text in rows}  # noqa: C416  a result has keys of its own, which dict() would take


def _subjects(session: Session, keys: Collection[int]) -> dict[int | None, list[str]]:
    found: dict[int | None, list[str]] = defaultdict(list)
    for key, value in session.execute(_SUBJECTS, {"documents": as_values(keys)}):
        found[key].append(value)
    return found
