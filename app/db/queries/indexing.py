"""The documents and units to be indexed, and the sources of an archive."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Select, case
from sqlalchemy import select as columns
from sqlmodel import Session, col, func, select

from app.db.dialect import joined
from app.db.edition_rows import EditionRow, EditionSourceRow, EditionUnitRow, PairingRow
from app.db.models import CitationRow, Document, KeywordRow, Source, Unit, VoteRow
from app.db.packed_rows import Packed
from app.db.session import among, streamed
from app.domain.adoption import Vote
from app.domain.places import DocumentPart, part_of

_BATCH_SIZE = 500

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class IndexedUnit:
    """A unit with the metadata to be indexed; `english` are the texts beside it in English, as printed."""

    id: int
    address: str
    part: DocumentPart
    annex: str | None
    verb: str | None
    text: str
    cites: tuple[str, ...]
    english: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """The metadata of a document to be indexed; `ordered_on` is an ISO date or empty. `votes` are those listed by
    name, the tally is None where there is none."""

    address: str
    body: str
    session: str | None
    year: int | None
    kind: str
    ordered_on: str
    subjects: tuple[str, ...]
    committee: str | None
    adopted_on: date | None
    votes: tuple[Vote, ...]
    in_favour: int | None
    against: int | None
    abstaining: int | None


_SEPARATOR = "\n"
_CITES = (
    select(joined(col(CitationRow.target), _SEPARATOR, col(CitationRow.id)))
    .where(CitationRow.unit_id == Unit.id)
    .scalar_subquery()
)
_BETWEEN_TEXTS = "\x1e"
_ENGLISH = case(
    (
        col(Unit.part) == "title",
        select(EditionRow.title)
        .where(EditionRow.document_id == Unit.document_id, EditionRow.language == "en")
        .scalar_subquery(),
    ),
    else_=select(joined(col(EditionUnitRow.text), _BETWEEN_TEXTS, col(PairingRow.id)))
    .join(PairingRow, col(PairingRow.edition_unit_id) == EditionUnitRow.id)
    .join(EditionRow, col(EditionRow.id) == EditionUnitRow.edition_id)
    .where(PairingRow.unit_id == Unit.id, EditionRow.language == "en")
    .scalar_subquery(),
)
_UNIT: tuple[Any, ...] = (
    Unit.id,
    Document.address,
    Unit.anchor,
    Unit.annex,
    Unit.verb,
    Unit.text,
    _CITES,
    _ENGLISH,
)
_DOCUMENT: tuple[Any, ...] = (
    Document.id,
    Document.address,
    Document.body,
    Document.session,
    Document.year,
    Document.kind,
    Document.ordered_on,
    Document.committee,
    Document.adopted_on,
    Document.in_favour,
    Document.against,
    Document.abstaining,
)


def documents_to_index(session: Session, addresses: set[str] | None = None) -> Iterator[IndexedDocument]:
    """The documents at these addresses, or all, in the order of their keys."""
    named = select(KeywordRow.document_id, KeywordRow.value).where(KeywordRow.scheme == "unbis")
    subjects: dict[int, list[str]] = {}
    for key, subject in session.exec(_of_documents(session, named, KeywordRow, addresses)):
        subjects.setdefault(key, []).append(subject)
    votes = _votes(session, addresses)
    chosen = columns(*_DOCUMENT).order_by(col(Document.id))
    for row in _rows_at(session, chosen, addresses):
        yield IndexedDocument(
            row.address,
            row.body,
            row.session,
            row.year,
            row.kind,
            row.ordered_on.isoformat() if row.ordered_on else "",
            tuple(dict.fromkeys(subjects.get(row.id, ()))),
            row.committee,
            row.adopted_on,
            tuple(votes.get(row.id, ())),
            row.in_favour,
            row.against,
            row.abstaining,
        )


def _votes(session: Session, addresses: set[str] | None) -> dict[int, list[Vote]]:
    """The votes listed by name, by the key of their document."""
    listed = select(VoteRow.document_id, VoteRow.state, VoteRow.name, VoteRow.vote)
    found: dict[int, list[Vote]] = {}
    for key, *vote in session.exec(_of_documents(session, listed, VoteRow, addresses)):
        found.setdefault(key, []).append(Vote(*vote))
    return found


def _of_documents(session: Session, chosen: Any, table: Any, addresses: set[str] | None) -> Any:  # noqa: ANN401
    """A statement for the documents at these addresses, or all, in the order of each document's rows."""
    if addresses is None:
        return chosen.order_by(table.id)
    some = chosen.where(among(table.document_id, keys_of(session, addresses)))
    # By the keys of rows alone, SQLite would go through the whole table in their order.
    return some.order_by(table.document_id, table.id)


def units_to_index(session: Session, addresses: set[str] | None = None) -> Iterator[IndexedUnit]:
    """The units of the documents at these addresses, or of all, in the order of their keys."""
    chosen = columns(*_UNIT).join(Document).order_by(col(Unit.id))
    yield from map(_unit, _rows_at(session, chosen, addresses))


def _rows_at(session: Session, chosen: Select[*tuple[Any, ...]], addresses: set[str] | None) -> Iterator[Any]:
    """Execute a statement for the documents at these addresses, in batches, or for all."""
    if addresses is None:
        yield from streamed(session, chosen, 1000)
        return
    for some in batched(sorted(addresses), _BATCH_SIZE):
        yield from streamed(session, chosen.where(col(Document.address).in_(some)), 1000)


def sample_units(session: Session, size: int) -> list[IndexedUnit]:
    """About `size` units, evenly spread over the archive."""
    # Each by itself is an end of the table; both together would be looked for in all of it.
    first, last = (session.exec(select(end(Unit.id))).one() for end in (func.min, func.max))
    if first is None or last is None:
        return []
    keys = range(first, last + 1, max(1, (last - first) // size))
    chosen = columns(*_UNIT).join(Document).where(col(Unit.id).in_(keys)).order_by(col(Unit.id))
    return [_unit(row) for row in session.execute(chosen)]


def _unit(row: Any) -> IndexedUnit:  # noqa: ANN401  a row of these columns
    key, address, anchor, annex, verb, text, cites, english = row
    texts = tuple(dict.fromkeys(english.split(_BETWEEN_TEXTS))) if english else ()
    return IndexedUnit(key, address, part_of(anchor), annex, verb, text, _values(cites), texts)


def _values(joined: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys((joined or "").splitlines()))


def batched(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Slices of at most `size` values: SQLite bounds the number of parameters of a statement."""
    yield from (values[start : start + size] for start in range(0, len(values), size))


def keys_of(session: Session, addresses: Collection[str]) -> set[int]:
    """The keys of the documents at these addresses."""
    return {key for key in session.exec(select(Document.id).where(among(Document.address, addresses))) if key}


def count_units(session: Session) -> int:
    """Number of units."""
    return session.exec(select(func.count()).select_from(Unit)).one()


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A file that a document was read from."""

    location: str
    path: str
    fingerprint: str
    address: str


def known_sources(session: Session, fingerprints: Collection[str]) -> list[KnownSource]:
    """The sources with these fingerprints, each once for each document in it."""
    return [
        KnownSource(*row)
        for table in (Source, EditionRow, EditionSourceRow)
        for row in session.exec(
            select(table.location, table.path, table.fingerprint, Document.address)
            .join(Document)
            .where(among(table.fingerprint, fingerprints))
            .order_by(col(table.id))
        )
    ]


def documents_read_from(session: Session, location: str) -> list[Document]:
    """The documents that were read from the file at this location."""
    return list(
        session.exec(
            select(Document).join(Source).where(Source.location == location).order_by(col(Document.id))
        )
    )


def held_keys(session: Session) -> tuple[set[str], set[str]]:
    """The addresses of all documents, in lower case, and the locations of all files that they were read from."""
    addresses, locations = _HELD_KEYS.read(session)
    return {address for (address,) in addresses}, {location for (location,) in locations}


_HELD_KEYS = Packed(columns(col(Document.address_key)), columns(col(Source.location)))


def manifest_sources(session: Session) -> list[tuple[str, str, str]]:
    """Path, SHA-256 and location of every source in any language, as the manifest lists them."""
    return sorted(
        (path, sha256, location)
        for table in (Source, EditionRow, EditionSourceRow)
        for path, sha256, location in session.exec(select(table.path, table.sha256, table.location))
    )
