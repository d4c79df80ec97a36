"""The archive as the library asks for it: entries, their headers and their metadata."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lxml import etree
from oai_repo import DataInterface, Identify, MetadataFormat, RecordHeader, Set
from sqlmodel import Session

from app.db.queries import changes
from app.db.queries.catalogue import records
from app.db.queries.changes import ChangeKey, Span, Tombstone
from app.db.queries.document_columns import document_columns
from app.db.queries.listing import ALL, Choice, Listed
from app.db.queries.whole_documents import whole_documents
from app.domain.addresses import document_url
from app.domain.citation_styles import session_name
from app.domain.identifiers import address_of, identifier
from app.domain.instants import read_instant, written
from app.domain.organs import Names
from app.domain.record import Record
from app.web.files.oai.resumption import Resumption
from app.writers.akn import akn_element
from app.writers.dublin_core import dublin_core
from app.writers.marcxml import marcxml

AKN = "akn"
_AKN_NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_AKN_SCHEMA = "http://docs.oasis-open.org/legaldocml/akn-core/v1.0/os/part2-specs/schemas/akomantoso30.xsd"
SECOND = "YYYY-MM-DDThh:mm:ssZ"
DELETED = "deleted"
_MARC_NAMESPACE = "http://www.loc.gov/MARC21/slim"
_DC_NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_FORMATS = (
    MetadataFormat("oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", _DC_NAMESPACE),
    MetadataFormat("marcxml", "http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd", _MARC_NAMESPACE),
    MetadataFormat(AKN, _AKN_SCHEMA, _AKN_NAMESPACE),
)
_RECORDS: dict[str, Callable[[Record], etree._Element]] = {"oai_dc": dublin_core, "marcxml": marcxml}
_BATCH, _WHOLE_TEXTS = 100, 25
"""Entries of an answer, and of one that has whole texts."""


class _Named(Identify):  # type: ignore[misc]  # it has no types
    """How the archive calls itself. The library takes no address of a host without a domain, as tests and intranets have."""

    def errors(self) -> list[str]:
        """None: all that is said is ours."""
        return []


@dataclass
class ArchiveRepository(DataInterface):  # type: ignore[misc]  # it has no types
    """What a release holds, from where a harvest goes on. `total` is what the whole harvest has, `last` the token after
    the entries listed, empty behind the last of all."""

    session: Session
    names: Names
    base_url: str
    contact: str
    resumed: Resumption = field(default_factory=lambda: Resumption({}))
    prefix: str = ""
    total: int = 0
    last: str = ""
    _entries: dict[str, Listed | Tombstone] = field(default_factory=dict)

    @property
    def limit(self) -> int:
        """Maximum number of entries of an answer."""
        return _WHOLE_TEXTS if self.prefix == AKN else _BATCH

    def get_identify(self) -> Identify:
        """What Identify tells."""
        first = changes.changed(self.session, limit=1)
        earliest = first[0].changed_at if first else None
        return _Named(
            repository_name="决议 Juéyì",
            base_url=f"{self.base_url}/oai",
            admin_email=[self.contact],
            earliest_datestamp=written(earliest) if earliest else "1970-01-01T00:00:00Z",
            deleted_record="persistent",
            granularity=SECOND,
        )

    def is_valid_identifier(self, identifier: str) -> bool:
        """Whether an entry has this identifier."""
        return self._entry(identifier) is not None

    def is_given_up(self, name: str) -> bool:
        """Whether an entry's address is that of no document any more."""
        return isinstance(self._entry(name), Tombstone)

    def get_metadata_formats(self, identifier: str | None = None) -> list[MetadataFormat]:  # noqa: ARG002  every entry has all
        """The formats."""
        return list(_FORMATS)

    def get_record_header(self, identifier: str) -> RecordHeader:
        """Identifier, instant of the change and sets of an entry."""
        entry = self._entry(identifier)
        if isinstance(entry, Tombstone):
            return RecordHeader(identifier, written(entry.since), self._sets_of(entry), DELETED)
        assert entry is not None  # noqa: S101  the library asks for those that are valid
        return RecordHeader(identifier, written(ChangeKey.of(entry).changed_at), _sets(entry))

    def get_records_metadata(self, identifiers: list[str], metadataprefix: str) -> list[etree._Element]:
        """The metadata of entries; of those that were given up an element that `web.files.oai` takes away."""
        held = {name: found for name in identifiers if isinstance(found := self._entry(name), Listed)}
        entries = list(held.values())
        metadata = (
            self._as_akn(entries) if metadataprefix == AKN else self._as_record(entries, metadataprefix)
        )
        return [
            metadata[held[name].address] if name in held else etree.Element(DELETED) for name in identifiers
        ]

    def get_record_metadata(self, identifier: str, metadataprefix: str) -> etree._Element:
        """The metadata of one entry."""
        return self.get_records_metadata([identifier], metadataprefix)[0]

    def get_record_abouts(self, identifier: str) -> list[etree._Element]:  # noqa: ARG002  as the library asks
        """Nothing is said about metadata."""
        return []

    def list_set_specs(self, identifier: str | None = None, cursor: int = 0) -> tuple[list[str], int, None]:  # noqa: ARG002
        """Each organ, and each of its sessions of which texts are held."""
        columns = document_columns(self.session)
        bodies, sessions = columns.facts["body"], columns.facts["session"]
        pairs = sorted(set(zip(bodies.codes.tolist(), sessions.codes.tolist(), strict=True)))
        specs = dict.fromkeys(
            spec
            for body, session in pairs
            for spec in (
                bodies.labels[body],
                f"{bodies.labels[body]}:{sessions.labels[session]}" if session >= 0 else "",
            )
            if spec
        )
        return list(specs), len(specs), None

    def get_set(self, setspec: str) -> Set:
        """The name of a set."""
        body, _, session = setspec.partition(":")
        name = self.names.organ_name(body) + (session_name(session) if session else "")
        return Set(setspec, name, [])

    def list_identifiers(
        self,
        metadataprefix: str,  # noqa: ARG002  every entry has all formats
        filter_from: datetime | None = None,
        filter_until: datetime | None = None,
        filter_set: str | None = None,
        cursor: int = 0,  # noqa: ARG002  it would count entries
    ) -> tuple[list[str], int, None]:
        """The entries behind the last that was given: addresses given up, then documents, in the order of changes; and how
        many there are from here on."""
        span, choice = Span(filter_from, filter_until), _choice(filter_set)
        gone = [
            one
            for one in changes.tombstones(self.session, span)
            if self._is_ahead(one) and (not filter_set or filter_set in self._sets_of(one))
        ]
        after = self._after()
        batch = gone[: self.limit]
        held = changes.changed(self.session, span, choice, after=after, limit=self.limit - len(batch))
        left = len(gone) + changes.count_changed(self.session, span, choice, after=after)
        entries: Sequence[Listed | Tombstone] = [*batch, *held]
        self._entries = {identifier(document_url(entry.address)): entry for entry in entries}
        self.total = self.resumed.given + left
        self.last = self._token(entries) if left > len(entries) else ""
        return list(self._entries), left, None

    def _token(self, entries: Sequence[Listed | Tombstone]) -> str:
        last = entries[-1]
        behind: dict[str, Any] = (
            {"changed_at": written(last.since), "address": last.address, "key": None}
            if isinstance(last, Tombstone)
            else {"changed_at": written(ChangeKey.of(last).changed_at), "key": last.id, "address": ""}
        )
        return self.resumed.behind(len(entries), **behind).token()

    def _after(self) -> ChangeKey | None:
        instant = read_instant(self.resumed.changed_at)
        return ChangeKey(instant, self.resumed.key) if instant and self.resumed.key is not None else None

    def _is_ahead(self, tombstone: Tombstone) -> bool:
        if not self.resumed.address:
            return self.resumed.key is None
        return (written(tombstone.since), tombstone.address) > (self.resumed.changed_at, self.resumed.address)

    def _sets_of(self, tombstone: Tombstone) -> list[str]:
        """The sets of what was given up: those of what stands in its place, which had the same words."""
        successor = changes.entry(self.session, tombstone.moved_to)
        return _sets(successor) if isinstance(successor, Listed) else []

    def _entry(self, name: str) -> Listed | Tombstone | None:
        if name not in self._entries and (address := address_of(name)):
            found = changes.entry(self.session, address)
            if found is None:
                return None
            self._entries[name] = found
        return self._entries.get(name)

    def _as_akn(self, entries: Sequence[Listed]) -> dict[str, etree._Element]:
        texts = whole_documents(self.session, [entry.id for entry in entries])
        return {text.text.id: akn_element(text, self.names) for text in texts}

    def _as_record(self, entries: Sequence[Listed], prefix: str) -> dict[str, etree._Element]:
        found = records(self.session, self.names, self.base_url, [entry.address for entry in entries])
        return {record.address: _RECORDS[prefix](record) for record in found}


def _sets(entry: Listed) -> list[str]:
    return [entry.body, f"{entry.body}:{entry.session}"] if entry.session else [entry.body]


def _choice(setspec: str | None) -> Choice:
    if not setspec:
        return ALL
    body, _, session = setspec.partition(":")
    return Choice(bodies=(body,), sessions=(session,) if session else ())
