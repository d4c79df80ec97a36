"""Where the two languages differ: counted by kind, organ and session, listed by document and place."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import bindparam
from sqlmodel import Session, col, func, select

from app.db.edition_rows import DivergenceRow, EditionRow, EditionUnitRow
from app.db.models import Document, Unit
from app.db.once import once
from app.db.packed_rows import Packed, among, as_values, columns
from app.domain.addresses import bilingual_url, document_url, edition_url

FACETS = ("kind", "body", "session", "category")
"""What differences are narrowed by, in the order of addresses."""
PRINTED_ONCE = "none"
"""The category of what is not known to have been printed again."""
_Facts: TypeAlias = tuple[str, str, str, str]
"""Kind, organ, session, and how the document was printed."""


@dataclass(frozen=True, slots=True)
class Differing:
    """Two units that say the same, and the values that only one of them gives, as printed; or a unit that one text
    lacks, with None for the other.

    `unit` is the key of the Chinese unit, `category` as `domain.editions.printings.Printing`, `remarks` what the covers of both
    texts say of their printing.
    """

    id: int
    document: int
    address: str
    symbol: str | None
    annexes: int
    kind: str
    category: str
    remarks: tuple[str, ...]
    unit: int | None
    anchor: str | None
    english_anchor: str | None
    chinese: str
    english: str
    chinese_text: str | None
    english_text: str | None

    @property
    def url(self) -> str:
        """The place in the Chinese text; where that lacks the unit, in the English one."""
        if self.anchor is None:
            return edition_url(self.address, "en", self.english_anchor or "")
        return document_url(self.address, self.anchor)

    @property
    def bilingual_url(self) -> str:
        """The place on the page of both texts."""
        if self.anchor is None:
            return bilingual_url(self.address, self.english_anchor or "", "en")
        return bilingual_url(self.address, self.anchor)


@dataclass(frozen=True, slots=True)
class DifferingChoice:
    """Which differences are asked for: any of the values of each; none means all."""

    kinds: Collection[str] = ()
    bodies: Collection[str] = ()
    sessions: Collection[str] = ()
    categories: Collection[str] = ()

    def has(self, facts: _Facts, but: str = "") -> bool:
        """Whether a difference with these facts is chosen, whatever it has of the facet `but`."""
        asked = zip(FACETS, (self.kinds, self.bodies, self.sessions, self.categories), facts, strict=True)
        return all(facet == but or not values or value in values for facet, values, value in asked)


@dataclass(frozen=True, eq=False)
class _Differences:
    """The keys of all differences by document and place, and which of the facts each has."""

    keys: NDArray[np.int64]
    codes: NDArray[np.int32]
    facts: Sequence[_Facts]

    @cached_property
    def counts(self) -> NDArray[np.intp]:
        """How many have each of the facts."""
        return np.bincount(self.codes, minlength=len(self.facts))

    def chosen(self, choice: DifferingChoice) -> NDArray[np.bool_]:
        """For each of the facts, whether it is in a choice."""
        return np.array([choice.has(one) for one in self.facts], dtype=bool)


_ALL = Packed(
    columns(
        col(DivergenceRow.id),
        col(DivergenceRow.kind),
        col(Document.body),
        func.coalesce(col(Document.session), ""),
        func.coalesce(func.nullif(col(DivergenceRow.category), ""), PRINTED_ONCE),
    )
    .select_from(DivergenceRow)
    .join(EditionRow, col(EditionRow.id) == col(DivergenceRow.edition_id))
    .join(Document, col(Document.id) == col(EditionRow.document_id))
    .order_by(col(Document.sort_key), col(Document.id), col(DivergenceRow.id))
)


def _read(session: Session) -> _Differences:
    rows = _ALL.rows(session)
    codes: dict[_Facts, int] = {}
    of_rows = [codes.setdefault(tuple(row[1:]), len(codes)) for row in rows]
    return _Differences(
        np.array([row[0] for row in rows], dtype=np.int64), np.array(of_rows, dtype=np.int32), tuple(codes)
    )


def count(session: Session, choice: DifferingChoice = DifferingChoice()) -> int:
    """Number of differences."""
    found = once(_read, session)
    return int(found.counts[found.chosen(choice)].sum()) if found.facts else 0


def count_compared(session: Session) -> int:
    """Number of documents whose texts in both languages were compared."""
    return session.exec(select(func.count()).select_from(EditionRow).where(col(EditionRow.is_aligned))).one()


def facet_counts(session: Session, choice: DifferingChoice) -> dict[str, dict[str, int]]:
    """For each facet, how many differences have each value, among those with the other chosen values."""
    found = once(_read, session)
    counted: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
    for facts, number in zip(found.facts, found.counts.tolist(), strict=True):
        for facet, value in zip(FACETS, facts, strict=True):
            if value and choice.has(facts, facet):
                counted[facet][value] = counted[facet].get(value, 0) + number
    return counted


def differing(session: Session, choice: DifferingChoice, *, offset: int, limit: int) -> list[Differing]:
    """Differences in the order of lists, documents by session and number, then by place."""
    found = once(_read, session)
    if not found.facts:
        return []
    keys = found.keys[found.chosen(choice)[found.codes]][offset : offset + limit].tolist()
    rows = {row[0]: row for row in _OF_KEYS.rows(session, keys=as_values(keys))} if keys else {}
    return [_differing(rows[key]) for key in keys]


_FACTS_OF_ROW = 7
"""Where the remarks of both covers stand in a row."""


def _differing(row: Sequence[Any]) -> Differing:
    remarks = dict.fromkeys("\n".join(filter(None, row[_FACTS_OF_ROW : _FACTS_OF_ROW + 2])).split("\n"))
    values: list[Any] = [*row[:_FACTS_OF_ROW], tuple(filter(None, remarks)), *row[_FACTS_OF_ROW + 2 :]]
    return Differing(*values)


_OF_KEYS = Packed(
    columns(
        *(col(DivergenceRow.id), col(Document.id), col(Document.address), col(Document.symbol)),
        *(col(Document.annexes), col(DivergenceRow.kind), col(DivergenceRow.category)),
        *(col(Document.remarks), col(EditionRow.remarks)),
        *(col(Unit.id), col(Unit.anchor), col(EditionUnitRow.anchor)),
        *(col(DivergenceRow.chinese_values), col(DivergenceRow.english_values)),
        *(col(Unit.text), col(EditionUnitRow.text)),
    )
    .select_from(DivergenceRow)
    .join(EditionRow, col(EditionRow.id) == col(DivergenceRow.edition_id))
    .join(Document, col(Document.id) == col(EditionRow.document_id))
    .outerjoin(Unit, col(Unit.id) == col(DivergenceRow.unit_id))
    .outerjoin(EditionUnitRow, col(EditionUnitRow.id) == col(DivergenceRow.edition_unit_id))
    .where(among(col(DivergenceRow.id), "keys"))
)


def places(session: Session, document_id: int) -> Mapping[str, int]:
    """The places of a Chinese text that differ from the other one or have nothing beside them, with the number of
    differences; those of units that it lacks are under `""`."""
    rows = _PLACES.rows(session, document=document_id)
    found: dict[str, int] = {}
    for (anchor,) in rows:
        found[anchor or ""] = found.get(anchor or "", 0) + 1
    return found


_PLACES = Packed(
    columns(col(Unit.anchor))
    .select_from(DivergenceRow)
    .join(EditionRow, col(EditionRow.id) == col(DivergenceRow.edition_id))
    .outerjoin(Unit, col(Unit.id) == col(DivergenceRow.unit_id))
    .where(col(EditionRow.document_id) == bindparam("document"))
    .order_by(col(DivergenceRow.id))
)
