"""Series (which text continues which) and the history of a paragraph through the texts of a series."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, Select, and_, bindparam, or_
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Session, col, func, select

from app.db.models import Document, SponsorRow, Unit
from app.db.once import once
from app.db.packed_rows import Packed, among, as_values, columns
from app.db.queries.listing import LISTED, Listed, listed
from app.db.series_rows import ContinuationRow, DescentRow, SeriesRow
from app.db.series_store import ADOPTS, CONTINUES
from app.domain.series import LinkConfidence

_MAX_FORMS = 200
"""The most texts that the history of a paragraph is followed through."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an earlier text that is continued, or to an adopted draft, with the evidence for it.

    `title` is the similarity of the titles and `kept` the share of the text's characters that the earlier text
    has, both 0 to 1; `named` is the anchor that cites the earlier text.
    """

    earlier: Listed
    confidence: LinkConfidence
    same_organ: bool
    same_title: bool
    title: float | None
    named: str | None
    kept: float | None


@dataclass(frozen=True, slots=True)
class Member:
    """A text of a series, with its adoption, the number of its sponsors, and its links."""

    document: Listed
    method: str
    in_favour: int | None
    against: int | None
    abstaining: int | None
    sponsors: int
    continues: Link | None
    adopts: Link | None


def members(session: Session, document: Document) -> tuple[Member, ...]:
    """The texts of a document's series, oldest first; only the document itself if it has no series."""
    chosen = select(Document).join(SeriesRow).where(SeriesRow.series == _series(document))
    texts = list(session.exec(chosen.order_by(col(SeriesRow.position)))) or [document]
    keys = [text.id for text in texts]
    by_key = {text.id: text for text in texts}
    links = session.exec(select(ContinuationRow).where(col(ContinuationRow.document_id).in_(keys)))
    linked = {(row.document_id, row.kind): _link(row, by_key[row.earlier_id]) for row in links}
    counted: Any = select(SponsorRow.document_id, func.count()).where(col(SponsorRow.document_id).in_(keys))
    sponsors = Counter(dict(session.exec(counted.group_by(SponsorRow.document_id)).all()))
    return tuple(
        Member(
            listed(text),
            text.method,
            text.in_favour,
            text.against,
            text.abstaining,
            sponsors[text.id],
            linked.get((text.id or 0, CONTINUES)),
            linked.get((text.id or 0, ADOPTS)),
        )
        for text in texts
    )


def addresses(session: Session, document: Document) -> list[str]:
    """The addresses of the texts of a document's series; empty if it has no series."""
    return [address for (address,) in _ADDRESSES.rows(session, document=document.id)]


_OWN_SERIES = columns(SeriesRow.series).where(col(SeriesRow.document_id) == bindparam("document"))
_ADDRESSES = Packed(
    columns(Document.address)
    .join(SeriesRow)
    .where(col(SeriesRow.series) == _OWN_SERIES.scalar_subquery())
    .order_by(col(SeriesRow.document_id))
)


def keys(session: Session, document: Document) -> list[int]:
    """The keys of the texts of a document's series; its own alone if it has none."""
    chosen = select(SeriesRow.document_id).where(SeriesRow.series == _series(document))
    return list(session.exec(chosen.order_by(col(SeriesRow.document_id)))) or [document.id or 0]


def places(session: Session) -> Mapping[str, tuple[int, int]]:
    """For each document of a series, by address, the series and the document's place in it; read once for a release."""
    return once(_places, session)


def _places(session: Session) -> Mapping[str, tuple[int, int]]:
    chosen: Any = columns(Document.address, SeriesRow.series, SeriesRow.position).join(SeriesRow)
    return {address: (key, position) for address, key, position in session.execute(chosen)}


def _series(document: Document) -> ScalarSelect[int]:
    return select(SeriesRow.series).where(SeriesRow.document_id == document.id).scalar_subquery()


def _link(row: ContinuationRow, earlier: Document) -> Link:
    said = row.model_dump(include=set(Link.__dataclass_fields__) - {"earlier"})
    return Link(earlier=listed(earlier), **said)


def previous(session: Session, document: Document) -> Listed | None:
    """The text that a document continues, None if unknown."""
    return next((Listed(*row) for row in _PREVIOUS.rows(session, document=document.id)), None)


def following(session: Session, document: Document) -> Listed | None:
    """The text that continues a document; of several, the one that keeps most of it."""
    return next((Listed(*row) for row in _FOLLOWING.rows(session, document=document.id)), None)


def _linked_text(other: Mapped[int], own: Mapped[int]) -> Packed:
    links = columns(*LISTED).join(ContinuationRow, other == col(Document.id))
    of_document = links.where(own == bindparam("document"), col(ContinuationRow.kind) == CONTINUES)
    most = col(ContinuationRow.kept).desc().nulls_last()
    return Packed(of_document.order_by(most, col(Document.id)).limit(1))


_PREVIOUS = _linked_text(col(ContinuationRow.earlier_id), col(ContinuationRow.document_id))
_FOLLOWING = _linked_text(col(ContinuationRow.document_id), col(ContinuationRow.earlier_id))


def newest_pair(session: Session) -> tuple[Listed, Listed] | None:
    """The document adopted last that continues another, and that one; None where no document does."""
    chosen = select(Document).join(ContinuationRow, col(ContinuationRow.document_id) == col(Document.id))
    newest = chosen.where(ContinuationRow.kind == CONTINUES).order_by(
        col(Document.ordered_on).desc().nulls_last(), col(Document.id)
    )
    later = session.exec(newest).first()
    earlier = previous(session, later) if later else None
    return (listed(later), earlier) if later and earlier else None


@dataclass(frozen=True, slots=True)
class ParagraphForm:
    """The wording of a paragraph in one text of its series."""

    document: Listed
    anchor: str
    text: str


def paragraph_forms(session: Session, document: Document, anchor: str) -> tuple[ParagraphForm, ...]:
    """The forms of a paragraph through the texts of its series, oldest first; empty if it has only one."""
    found = _UNIT.rows(session, document=document.id, anchor=anchor)
    if not found:
        return ()
    own = int(found[0][0])
    ancestry, descent = _HISTORY.read(session, unit=own)
    earlier: dict[int, int] = dict(ancestry)
    # If several texts continue one, the paragraph is followed into the most similar of them.
    later = {ancestor: unit for unit, ancestor in reversed(descent)}
    line = [*reversed(_path(own, earlier)[1:]), *_path(own, later)]
    return tuple(_forms(session, line)) if len(line) > 1 else ()


_UNIT = Packed(
    columns(Unit.id).where(
        col(Unit.document_id) == bindparam("document"), col(Unit.anchor) == bindparam("anchor")
    )
)


def _history_edges(start: Mapped[int], end: Mapped[int]) -> Select[Any]:
    """Pairs of a unit and its origin reachable from a unit in one direction, most similar first."""
    own: Any = bindparam("unit")
    reached = columns(end.label("unit")).where(start == own).cte(recursive=True)
    reached = reached.union(columns(end).join(reached, start == reached.c.unit))
    units = or_(start == own, start.in_(columns(reached.c.unit)))
    edges = columns(DescentRow.unit_id, DescentRow.earlier_id).where(units)
    return edges.order_by(col(DescentRow.ratio).desc(), col(DescentRow.unit_id))


_HISTORY = Packed(
    _history_edges(col(DescentRow.unit_id), col(DescentRow.earlier_id)),
    _history_edges(col(DescentRow.earlier_id), col(DescentRow.unit_id)),
)


@dataclass(frozen=True, slots=True)
class LaterForm:
    """The adopted text that continues a unit's document, and what became of the unit in it: its place and its text
    there, None if nothing of it is left."""

    document: Listed
    anchor: str | None
    text: str | None


def later_forms(session: Session, units: Collection[int]) -> dict[int, LaterForm]:
    """What became of units in the next text; of several, in the one that keeps most of their document."""
    rows = _LATER.rows(session, units=as_values(units))
    return {unit: LaterForm(Listed(*document), anchor, text) for unit, anchor, text, *document in rows}


def _later_forms() -> Packed:
    own, own_units = aliased(Unit), among(col(DescentRow.earlier_id), "units")
    come: Any = columns(DescentRow.earlier_id, own.document_id, own.anchor, own.text)
    come = come.join(own, col(own.id) == col(DescentRow.unit_id)).where(own_units).subquery()
    rows: Any = columns(Unit.id, come.c.anchor, come.c.text, *LISTED).select_from(Unit)
    rows = rows.join(ContinuationRow, col(ContinuationRow.earlier_id) == col(Unit.document_id))
    rows = rows.join(Document, col(Document.id) == col(ContinuationRow.document_id))
    is_its = and_(come.c.earlier_id == col(Unit.id), come.c.document_id == col(Document.id))
    meant = (
        among(col(Unit.id), "units"),
        col(ContinuationRow.kind) == CONTINUES,
        Document.outcome == "adopted",
    )
    # Of the rows of a unit, the last one is kept.
    return Packed(
        rows.outerjoin(come, is_its)
        .where(*meant)
        .order_by(col(ContinuationRow.kept).nulls_first(), col(Document.id))
    )


_LATER = _later_forms()


def _path(unit: int, next_of: Mapping[int, int]) -> list[int]:
    line = [unit]
    while line[-1] in next_of and len(line) < _MAX_FORMS:
        line.append(next_of[line[-1]])
    return line


def _forms(session: Session, line: list[int]) -> Iterator[ParagraphForm]:
    rows = {key: values for key, *values in _FORMS.rows(session, units=as_values(line))}
    for key in line:
        anchor, text, *document = rows[key]
        yield ParagraphForm(Listed(*document), anchor, text)


_FORMS = Packed(
    columns(Unit.id, Unit.anchor, Unit.text, *LISTED)
    .select_from(Unit)
    .join(Document)
    .where(among(col(Unit.id), "units"))
)
