"""How a text in another language stands to the Chinese one: which units are which, and where they differ."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, col, func, select

from app.db.edition_rows import DivergenceRow, EditionRow, EditionUnitRow, PairingRow
from app.db.models import Document, Unit


@dataclass(slots=True)
class PairedPlaces:
    """The places that say the same in both texts; one side is empty where its text lacks them.

    `how` as `domain.editions.model.Pairing`; `differs` has the values of both, as printed.
    """

    how: str
    confidence: float
    chinese: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    differs: list[tuple[str, str]] = field(default_factory=list)


def paired_places(session: Session, edition: EditionRow) -> list[PairedPlaces]:
    """All pairings of an edition, in the order of the Chinese text, notes last. Takes two statements."""
    chosen = (
        select(PairingRow, Unit.anchor, EditionUnitRow.anchor)
        .outerjoin(Unit, col(Unit.id) == PairingRow.unit_id)
        .outerjoin(EditionUnitRow, col(EditionUnitRow.id) == PairingRow.edition_unit_id)
        .where(PairingRow.edition_id == edition.id)
        .order_by(col(PairingRow.n), col(PairingRow.id))
    )
    pairs: dict[int, PairedPlaces] = {}
    by_unit: dict[int | None, PairedPlaces] = {}
    for row, chinese, other in session.exec(chosen):
        pair = pairs.setdefault(row.n, PairedPlaces(row.how, row.confidence))
        by_unit[row.unit_id] = pair
        for places, place in ((pair.chinese, chinese), (pair.other, other)):
            if place is not None and place not in places:
                places.append(place)
    differing = select(DivergenceRow).where(DivergenceRow.edition_id == edition.id)
    for one in session.exec(differing.order_by(col(DivergenceRow.id))):
        by_unit[one.unit_id].differs.append((one.chinese_values, one.english_values))
    return list(pairs.values())


def other_place(session: Session, edition: EditionRow, chinese: str) -> str | None:
    """The place in an edition that says what a place of the Chinese text says, given in any case; None if none does."""
    wanted = chinese.lower()
    return next(
        (
            pair.other[0]
            for pair in paired_places(session, edition)
            if pair.other and any(place.lower() == wanted for place in pair.chinese)
        ),
        None,
    )


@dataclass(frozen=True, slots=True)
class Differing:
    """Two units that say the same, and the values that only one of them gives, as printed."""

    address: str
    anchor: str
    kind: str
    chinese: str
    english: str
    chinese_text: str
    english_text: str


@dataclass(frozen=True, slots=True)
class DifferingChoice:
    """Which differences are asked for: any of the values of each; none means all."""

    kinds: Collection[str] = ()
    bodies: Collection[str] = ()
    sessions: Collection[str] = ()

    def conditions(self) -> list[Any]:
        """For a statement on `DivergenceRow` and `Document`."""
        chosen = (
            (DivergenceRow.kind, self.kinds),
            (Document.body, self.bodies),
            (Document.session, self.sessions),
        )
        return [col(column).in_(values) for column, values in chosen if values]


def count_differing(session: Session, choice: DifferingChoice) -> int:
    """Number of differences."""
    counted = select(func.count()).select_from(DivergenceRow).join(Unit).join(Document)
    return session.exec(counted.where(*choice.conditions())).one()


def differing(session: Session, choice: DifferingChoice, *, offset: int, limit: int) -> Sequence[Differing]:
    """Differences in the order of documents and places."""
    chosen = (
        select(Document.address, Unit, DivergenceRow, EditionUnitRow.text)
        .select_from(DivergenceRow)
        .join(Unit)
        .join(Document)
        .join(EditionUnitRow, col(EditionUnitRow.id) == DivergenceRow.edition_unit_id)
        .where(*choice.conditions())
        .order_by(col(Document.address), col(Unit.id), col(DivergenceRow.id))
    )
    return [
        Differing(address, unit.anchor, one.kind, one.chinese_values, one.english_values, unit.text, english)
        for address, unit, one, english in session.exec(chosen.offset(offset).limit(limit))
    ]
