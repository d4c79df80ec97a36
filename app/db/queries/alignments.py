"""How a text in another language stands to the Chinese one: which units are which, and where they differ."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from app.db.edition_rows import DivergenceRow, EditionRow, EditionUnitRow, PairingRow
from app.db.models import Document, Unit
from app.db.queries import editions
from app.domain.editions.compared import OtherWords
from app.domain.editions.model import DOUBTFUL


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


def paired_places(
    session: Session, edition: EditionRow, at: Collection[str] | None = None
) -> list[PairedPlaces]:
    """All pairings of an edition, or those of these places of the Chinese text, in the order of the Chinese text,
    notes last. Takes two statements."""
    chosen = (
        select(PairingRow, Unit.anchor, EditionUnitRow.anchor)
        .outerjoin(Unit, col(Unit.id) == PairingRow.unit_id)
        .outerjoin(EditionUnitRow, col(EditionUnitRow.id) == PairingRow.edition_unit_id)
        .where(PairingRow.edition_id == edition.id)
        .order_by(col(PairingRow.n), col(PairingRow.id))
    )
    if at is not None:
        there = select(PairingRow.n).join(Unit).where(PairingRow.edition_id == edition.id)
        chosen = chosen.where(col(PairingRow.n).in_(there.where(col(Unit.anchor).in_(at))))
    pairs: dict[int, PairedPlaces] = {}
    by_unit: dict[int | None, PairedPlaces] = {}
    for row, chinese, other in session.exec(chosen):
        pair = pairs.setdefault(row.n, PairedPlaces(row.how, row.confidence))
        by_unit[row.unit_id] = pair
        for places, place in ((pair.chinese, chinese), (pair.other, other)):
            if place is not None and place not in places:
                places.append(place)
    differing = select(DivergenceRow).where(DivergenceRow.edition_id == edition.id, ~_IS_MISSING)
    for one in session.exec(differing.order_by(col(DivergenceRow.id))):
        if at is None or one.unit_id in by_unit:
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


_IS_MISSING = col(DivergenceRow.kind) == "missing"
"""What one text lacks is told by the pairings."""


def words_beside(session: Session, document: Document) -> dict[str, OtherWords] | None:
    """What stands beside each place of a document in English; None if no English text is held. Takes four statements
    at most."""
    edition = editions.edition_of(session, document)
    if edition is None:
        return None
    texts = {unit.anchor: unit.text for unit in editions.edition_text(session, edition).units}
    return {
        place: OtherWords(
            " ".join(texts[other] for other in pair.other),
            len(pair.chinese) == 1 and pair.confidence >= DOUBTFUL,
        )
        for pair in paired_places(session, edition)
        if pair.other
        for place in pair.chinese
    }
