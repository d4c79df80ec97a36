"""All rows of a release, table by table, as they go out in bulk: read a batch at a time, so that memory stays flat.

The order of the values is that of the fields in `bulk.tables`.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Select
from sqlalchemy import select as columns
from sqlmodel import Session, col

from app.db.edition_rows import EditionRow, EditionUnitRow, PairingRow
from app.db.models import AliasRow, CitationRow, Document, SponsorRow, Unit, VoteRow
from app.db.series_rows import ContinuationRow, SeriesRow
from app.db.session import streamed
from app.domain.addresses import document_url
from app.domain.instants import written

_BATCH = 1000
Values = tuple[Any, ...]
RowReader = Callable[[Session], Iterator[Values]]


def _read(session: Session, chosen: Select[Any]) -> Iterator[Any]:
    return streamed(session, chosen, _BATCH)


def _addresses(session: Session) -> dict[int, str]:
    return dict(_pairs(session, Document.id, Document.address))


def _held(session: Session) -> Mapping[str, str]:
    """The addresses of documents by each name that they are cited by."""
    symbols = {
        symbol: address for symbol, address in _pairs(session, Document.symbol, Document.address) if symbol
    }
    aliases = _pairs(session, AliasRow.target, AliasRow.symbol)
    return {target: symbols[symbol] for target, symbol in aliases if symbol in symbols} | symbols


def _pairs(session: Session, *chosen: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401  any two columns
    return [(one, other) for one, other in session.execute(columns(*chosen))]


def documents(session: Session) -> Iterator[Values]:
    """The documents, in the order of lists."""
    facts = (
        *(Document.kind, Document.outcome, Document.body, Document.number, Document.title, EditionRow.title),
        *(Document.session, Document.agenda_item, Document.agenda_item_title, Document.committee),
        *(Document.adopted_on, Document.adopted_as_printed, Document.published_on, Document.year),
        *(Document.meeting, Document.method, Document.in_favour, Document.against, Document.abstaining),
        *(Document.added_at, Document.changed_at, Document.cited),
    )
    english = (col(EditionRow.document_id) == col(Document.id)) & (col(EditionRow.language) == "en")
    chosen = columns(Document.address, Document.symbol, *facts).outerjoin(EditionRow, english)  # type: ignore[call-overload]
    for address, symbol, *values in _read(session, chosen.order_by(Document.sort_key, Document.address)):
        *others, added, changed, cited = values
        instants = (written(instant) if instant else None for instant in (added, changed))
        yield address, symbol, document_url(address), *others, *instants, cited


def paragraphs(session: Session) -> Iterator[Values]:
    """The units of the Chinese texts, then those of the English ones, each in the order of its text."""
    addresses = _addresses(session)
    names = ("anchor", "part", "kind", "annex", "number", "depth", "verb", "text", "rows", "eid")
    chinese = columns(Unit.document_id, *(getattr(Unit, name) for name in names)).order_by(col(Unit.id))  # type: ignore[call-overload]
    other = (
        columns(
            EditionRow.document_id, EditionRow.language, *(getattr(EditionUnitRow, name) for name in names)
        )  # type: ignore[call-overload]
        .join(EditionRow, col(EditionRow.id) == col(EditionUnitRow.edition_id))
        .order_by(col(EditionUnitRow.id))
    )
    for document, *values in _read(session, chinese):
        yield addresses[document], "zh", *_unit(values)
    for document, language, *values in _read(session, other):
        yield addresses[document], language, *_unit(values)


def _unit(values: list[Any]) -> list[Any]:
    *others, cells, eid = values
    return [*others, json.loads(cells) if cells else None, eid]


def citations(session: Session) -> Iterator[Values]:
    """The references of the Chinese texts."""
    addresses, held = _addresses(session), _held(session)
    chosen = (
        columns(  # type: ignore[call-overload]
            *(Unit.document_id, Unit.anchor, CitationRow.text, CitationRow.start, CitationRow.end),
            *(CitationRow.target, CitationRow.candidates, CitationRow.pinpoint, CitationRow.places),
        )
        .join(Unit, col(Unit.id) == col(CitationRow.unit_id))
        .order_by(col(CitationRow.unit_id), col(CitationRow.id))
    )
    for document, *where, target, candidates, pinpoint, places in _read(session, chosen):
        listed = candidates.splitlines() or None
        named = places.splitlines() or None
        yield addresses[document], *where, target, held.get(target), listed, pinpoint, named


def votes(session: Session) -> Iterator[Values]:
    """The votes of states."""
    return _of_documents(session, VoteRow, VoteRow.state, VoteRow.name, VoteRow.vote)


def sponsors(session: Session) -> Iterator[Values]:
    """The sponsors."""
    facts = (SponsorRow.state, SponsorRow.name, SponsorRow.mark, SponsorRow.is_additional)
    return _of_documents(session, SponsorRow, *facts, SponsorRow.on_behalf_of)


def _of_documents(session: Session, table: Any, *chosen: Any) -> Iterator[Values]:  # noqa: ANN401  any table and columns
    addresses = _addresses(session)
    for document, *values in _read(session, columns(table.document_id, *chosen).order_by(table.id)):
        yield addresses[document], *values


def series(session: Session) -> Iterator[Values]:
    """Each document's place in its series, and the text that it continues or adopts: a row for each of these, or one
    without."""
    addresses = _addresses(session)
    evidence = (
        *(ContinuationRow.kind, ContinuationRow.earlier_id, ContinuationRow.confidence),
        *(
            ContinuationRow.same_organ,
            ContinuationRow.same_title,
            ContinuationRow.named,
            ContinuationRow.kept,
        ),
    )
    of_series = col(SeriesRow.document_id) == col(Document.id)
    of_continuation = col(ContinuationRow.document_id) == col(Document.id)
    chosen = (
        columns(Document.id, SeriesRow.series, SeriesRow.position, *evidence)  # type: ignore[call-overload]
        .outerjoin(SeriesRow, of_series)
        .outerjoin(ContinuationRow, of_continuation)
        .where(col(SeriesRow.series).is_not(None) | col(ContinuationRow.kind).is_not(None))
        .order_by(
            col(SeriesRow.series).nulls_first(),
            col(SeriesRow.position),
            col(Document.id),
            col(ContinuationRow.kind),
        )
    )
    for document, first, position, kind, earlier, *values in _read(session, chosen):
        yield addresses[document], addresses.get(first), position, kind, addresses.get(earlier), *values


def alignments(session: Session) -> Iterator[Values]:
    """Which units of the English texts say what those of the Chinese ones say."""
    addresses = _addresses(session)
    chosen = (
        columns(  # type: ignore[call-overload]
            *(EditionRow.document_id, PairingRow.n, Unit.anchor, EditionUnitRow.anchor),
            *(PairingRow.how, PairingRow.confidence),
        )
        .join(EditionRow, col(EditionRow.id) == col(PairingRow.edition_id))
        .outerjoin(Unit, col(Unit.id) == col(PairingRow.unit_id))
        .outerjoin(EditionUnitRow, col(EditionUnitRow.id) == col(PairingRow.edition_unit_id))
        .where(col(EditionRow.language) == "en")
        .order_by(PairingRow.id)
    )
    for document, *values in _read(session, chosen):
        yield addresses[document], *values


READERS: Mapping[str, RowReader] = {
    "documents": documents,
    "paragraphs": paragraphs,
    "citations": citations,
    "votes": votes,
    "sponsors": sponsors,
    "series": series,
    "alignments": alignments,
}
"""What reads each table of a package."""
