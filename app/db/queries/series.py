"""Series (which text continues which) and the history of a paragraph through the texts of a series."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, or_
from sqlalchemy import select as columns
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, func, select

from app.db.models import Document, SponsorRow, Unit
from app.db.queries.listing import Listed, listed
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
    chosen = select(Document.address).join(SeriesRow).where(SeriesRow.series == _series(document))
    return list(session.exec(chosen))


def _series(document: Document) -> ScalarSelect[int]:
    return select(SeriesRow.series).where(SeriesRow.document_id == document.id).scalar_subquery()


def _link(row: ContinuationRow, earlier: Document) -> Link:
    said = row.model_dump(include=set(Link.__dataclass_fields__) - {"earlier"})
    return Link(earlier=listed(earlier), **said)


def previous(session: Session, document: Document) -> Listed | None:
    """The text that a document continues, None if unknown."""
    return _linked_text(session, col(ContinuationRow.earlier_id), col(ContinuationRow.document_id), document)


def following(session: Session, document: Document) -> Listed | None:
    """The text that continues a document; of several, the one that keeps most of it."""
    return _linked_text(session, col(ContinuationRow.document_id), col(ContinuationRow.earlier_id), document)


def newest_pair(session: Session) -> tuple[Listed, Listed] | None:
    """The document adopted last that continues another, and that one; None where no document does."""
    chosen = select(Document).join(ContinuationRow, col(ContinuationRow.document_id) == col(Document.id))
    newest = chosen.where(ContinuationRow.kind == CONTINUES).order_by(col(Document.adopted_on).desc())
    later = session.exec(newest).first()
    earlier = previous(session, later) if later else None
    return (listed(later), earlier) if later and earlier else None


def _linked_text(session: Session, other: Mapped[int], own: Mapped[int], document: Document) -> Listed | None:
    chosen = select(Document).join(ContinuationRow, other == col(Document.id))
    links = chosen.where(own == document.id, ContinuationRow.kind == CONTINUES)
    found = session.exec(links.order_by(col(ContinuationRow.kept).desc())).first()
    return listed(found) if found else None


@dataclass(frozen=True, slots=True)
class ParagraphForm:
    """The wording of a paragraph in one text of its series."""

    document: Listed
    anchor: str
    text: str


_HISTORY_EDGE: tuple[Any, ...] = (DescentRow.unit_id, DescentRow.earlier_id)
_FORM: tuple[Any, ...] = (Document, Unit.id, Unit.anchor, Unit.text)


def paragraph_forms(session: Session, document: Document, anchor: str) -> tuple[ParagraphForm, ...]:
    """The forms of a paragraph through the texts of its series, oldest first; empty if it has only one."""
    own = session.exec(select(Unit.id).where(Unit.document_id == document.id, Unit.anchor == anchor)).first()
    if own is None:
        return ()
    earlier = dict(_history_edges(session, own, col(DescentRow.unit_id), col(DescentRow.earlier_id)))
    descent = _history_edges(session, own, col(DescentRow.earlier_id), col(DescentRow.unit_id))
    # If several texts continue one, the paragraph is followed into the most similar of them.
    later = {ancestor: unit for unit, ancestor in reversed(descent)}
    line = [*reversed(_path(own, earlier)[1:]), *_path(own, later)]
    return tuple(_forms(session, line)) if len(line) > 1 else ()


def _history_edges(session: Session, own: int, start: Mapped[int], end: Mapped[int]) -> list[tuple[int, int]]:
    """Pairs of a unit and its origin reachable from a unit in one direction, most similar first."""
    reached = columns(end.label("unit")).where(start == own).cte(recursive=True)
    reached = reached.union(columns(end).join(reached, start == reached.c.unit))
    units = or_(start == own, start.in_(columns(reached.c.unit)))
    rows = session.execute(
        columns(*_HISTORY_EDGE).where(units).order_by(col(DescentRow.ratio).desc(), col(DescentRow.unit_id))
    )
    return [(unit, ancestor) for unit, ancestor in rows]


def _path(unit: int, next_of: Mapping[int, int]) -> list[int]:
    line = [unit]
    while line[-1] in next_of and len(line) < _MAX_FORMS:
        line.append(next_of[line[-1]])
    return line


def _forms(session: Session, line: list[int]) -> Iterator[ParagraphForm]:
    joined = columns(*_FORM).select_from(Document).join(Unit)
    rows = {row[1]: row for row in session.execute(joined.where(col(Unit.id).in_(line)))}
    for key in line:
        document, _, anchor, text = rows[key]
        yield ParagraphForm(listed(document), anchor, text)
