"""Documents as records of a catalogue, many in a constant number of statements."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from app.db.models import Document
from app.db.packed_rows import among, as_values
from app.db.queries.documents import adoption_of, head_of
from app.db.queries.summaries import summaries
from app.domain.addresses import permalink
from app.domain.organs import Names
from app.domain.record import Record, subjects_in_chinese


def records(session: Session, names: Names, base_url: str, addresses: Collection[str]) -> list[Record]:
    """The documents at these addresses, in their order; those that are not held are left out. Takes two statements."""
    rows = {row.address: row for row in session.scalars(_DOCUMENTS, {"addresses": as_values(addresses)})}
    keys = [row.id for row in rows.values() if row.id]
    told = summaries(session, keys)
    return [
        Record(
            address=address,
            head=head_of(row),
            organ=names.require_organ(row.body),
            url=permalink(base_url, address),
            adoption=adoption_of(row),
            words=told[row.id].first_words,
            subjects=subjects_in_chinese(names, told[row.id].subjects),
        )
        for address in addresses
        if (row := rows.get(address)) and row.id
    ]


_DOCUMENTS = select(Document).where(among(col(Document.address), "addresses"))
