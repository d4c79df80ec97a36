"""Wordings that others replaced, and the amended paragraphs that show it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_
from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, func, select

from app.db.models import Document, Unit
from app.db.queries.listing import Listed, listed
from app.db.replacement_rows import ReplacementPlaceRow, ReplacementRow
from app.db.series_rows import DescentRow
from app.domain.segmentation import Segmenter

_LEAST_SERIES, _LEAST_LENGTH = 2, 4
"""A wording is known inside other words if it was replaced in so many series, or has so many characters."""

_MOST_WORDS = 6
"""How many words of a phrase a known wording may have."""
_MOST_OTHERS = 4
"""How many other wordings are told of at once."""

Replaced = ReplacementRow
"""A wording and the one that replaced it."""


@dataclass(frozen=True, slots=True)
class OtherWording:
    """A wording of a query that was replaced (`is_later`: the other one came later), or that replaced the other."""

    replaced: Replaced
    is_later: bool

    @property
    def wording(self) -> str:
        """The other wording."""
        return self.replaced.new if self.is_later else self.replaced.old


@dataclass(frozen=True, slots=True)
class Evidence:
    """An amended paragraph: its earlier and its later form, each with its document."""

    earlier: Listed
    earlier_anchor: str
    old: str
    later: Listed
    anchor: str
    new: str


def replaced_wordings(session: Session) -> Sequence[Replaced]:
    """All replaced wordings, those first that were replaced in most documents."""
    return session.exec(select(ReplacementRow).order_by(col(ReplacementRow.id))).all()


def other_wordings(session: Session, phrases: Iterable[str], words: Segmenter) -> list[OtherWording]:
    """Other wordings of folded phrases, or of words in them, those first that were replaced most often."""
    found: dict[int, OtherWording] = {}
    for phrase in dict.fromkeys(phrases):
        within = set(_stretches(words.of(phrase)))
        for one in _replaced_in(session, phrase, within):
            is_later = one.old in within or phrase in (one.old, one.old_core)
            found.setdefault(one.id or 0, OtherWording(one, is_later))
    return [found[key] for key in sorted(found)[:_MOST_OTHERS]]


def _stretches(words: Sequence[str]) -> Iterator[str]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
            yield "".join(words[start:end])


def _replaced_in(session: Session, phrase: str, within: Collection[str]) -> Sequence[Replaced]:
    either = (ReplacementRow.old, ReplacementRow.new)
    is_it = or_(
        *(col(side) == phrase for side in (*either, ReplacementRow.old_core, ReplacementRow.new_core))
    )
    is_known = or_(
        col(ReplacementRow.series) >= _LEAST_SERIES,
        *(func.length(col(side)) >= _LEAST_LENGTH for side in either),
    )
    holds_it = or_(*(col(side).in_(within) for side in either))
    return session.exec(select(ReplacementRow).where(or_(is_it, and_(holds_it, is_known)))).all()


def replaced_wording(session: Session, old: str, new: str) -> Replaced | None:
    """A wording and the one that replaced it, None if it did not."""
    return session.exec(
        select(ReplacementRow).where(ReplacementRow.old == old, ReplacementRow.new == new)
    ).first()


def evidence(session: Session, found: Replaced, *, skip: int, limit: int) -> list[Evidence]:
    """The amended paragraphs in which a wording was replaced, oldest first."""
    earlier_unit, earlier_document = aliased(Unit), aliased(Document)
    chosen: Any = columns(
        earlier_document,
        col(earlier_unit.anchor),
        col(earlier_unit.text),
        Document,
        col(Unit.anchor),
        col(Unit.text),
    ).select_from(ReplacementPlaceRow)
    for table, own, other in (
        (DescentRow, DescentRow.unit_id, ReplacementPlaceRow.unit_id),
        (Unit, Unit.id, DescentRow.unit_id),
        (Document, Document.id, Unit.document_id),
        (earlier_unit, earlier_unit.id, DescentRow.earlier_id),
        (earlier_document, earlier_document.id, earlier_unit.document_id),
    ):
        chosen = chosen.join(table, col(own) == col(other))
    oldest = chosen.where(col(ReplacementPlaceRow.replacement_id) == found.id).order_by(
        col(Document.adopted_on), col(Unit.id)
    )
    rows = session.execute(oldest.offset(skip).limit(limit))
    return [
        Evidence(listed(earlier), earlier_anchor, old, listed(later), anchor, new)
        for earlier, earlier_anchor, old, later, anchor, new in rows
    ]
