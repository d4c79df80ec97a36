"""Wordings that others replaced, and the amended paragraphs that show it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from app.db.models import Document, Unit
from app.db.once import once
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


def replaced_wordings(session: Session, *, skip: int = 0, limit: int | None = None) -> Sequence[Replaced]:
    """Replaced wordings, those first that were replaced in most documents; all of them unless limited."""
    chosen = select(ReplacementRow).order_by(col(ReplacementRow.id)).offset(skip).limit(limit)
    return session.exec(chosen).all()


def count_replaced(session: Session) -> int:
    """How many replaced wordings there are."""
    return session.exec(select(func.count()).select_from(ReplacementRow)).one()


@dataclass(frozen=True, slots=True)
class _Known:
    """All replaced wordings, by either wording and by either core."""

    by_wording: Mapping[str, Sequence[Replaced]]
    by_core: Mapping[str, Sequence[Replaced]]

    def of(self, stretches: Iterable[str], phrases: Iterable[str]) -> list[Replaced]:
        """Those with one of these stretches as a wording, or one of these phrases as a core, in their order."""
        found = [one for stretch in stretches for one in self.by_wording.get(stretch, ())]
        found += [one for phrase in phrases for one in self.by_core.get(phrase, ())]
        return sorted({one.id or 0: one for one in found}.values(), key=lambda one: one.id or 0)


def _known(session: Session) -> _Known:
    by_wording: dict[str, list[Replaced]] = defaultdict(list)
    by_core: dict[str, list[Replaced]] = defaultdict(list)
    for one in replaced_wordings(session):
        session.expunge(one)  # kept beyond the session
        for wording in (one.old, one.new):
            by_wording[wording].append(one)
        for core in (one.old_core, one.new_core):
            by_core[core].append(one)
    return _Known(by_wording, by_core)


def other_wordings(session: Session, phrases: Iterable[str], words: Segmenter) -> list[OtherWording]:
    """Other wordings of folded phrases, or of words in them, those first that were replaced most often."""
    whole = set(phrases)
    if not whole:
        return []
    stretches = whole.union(*(_stretches(words.of(phrase)) for phrase in whole))
    found = once(_known, session).of(stretches, whole)
    return [one for one in map(partial(_other, whole, stretches), found) if one][:_MOST_OTHERS]


def replaced_in(session: Session, passages: Sequence[str], words: Segmenter) -> list[tuple[Replaced, ...]]:
    """For each folded passage the wordings in it that others replaced, those first that were replaced most often."""
    known = once(_known, session)
    return [
        tuple(
            one
            for one in known.of(held, ())
            if one.old in held and one.new not in passage and _is_known(one, one.old)
        )
        for passage, held in ((passage, set(_stretches(words.of(passage)))) for passage in passages)
    ]


def _is_known(found: Replaced, wording: str) -> bool:
    """Whether a wording means the same among other words."""
    return found.series >= _LEAST_SERIES or len(wording) >= _LEAST_LENGTH


def _other(whole: Set[str], stretches: Set[str], found: Replaced) -> OtherWording | None:
    """The other wording of a phrase or of words in it; of words only if it is known among others."""
    is_later = found.old in stretches or found.old_core in whole
    its = (found.old, found.old_core) if is_later else (found.new, found.new_core)
    is_known = _is_known(found, its[0])
    return OtherWording(found, is_later) if is_known or not whole.isdisjoint(its) else None


def _stretches(words: Sequence[str]) -> Iterator[str]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
            yield "".join(words[start:end])


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
        col(Document.ordered_on).nulls_first(), col(Unit.id)
    )
    rows = session.execute(oldest.offset(skip).limit(limit))
    return [
        Evidence(listed(earlier), earlier_anchor, old, listed(later), anchor, new)
        for earlier, earlier_anchor, old, later, anchor, new in rows
    ]
