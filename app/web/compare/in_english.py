"""Two texts compared in English, beside their comparison in Chinese."""

from sqlmodel import Session

from app.db.models import Document
from app.db.queries import alignments
from app.domain.editions.compared import OtherRow, other_row
from app.web.compare.comparison import Comparison


def in_english(session: Session, found: Comparison, first: Document, second: Document) -> dict[str, OtherRow]:
    """The rows in English, by key; none unless both texts are held in English."""
    before, after = (alignments.words_beside(session, text) for text in (first, second))
    if before is None or after is None:
        return {}
    rows = (
        (
            row.key,
            other_row(
                before.get(row.first or ""),
                after.get(row.second or ""),
                in_both=row.first is not None and row.second is not None,
                is_amended=any(change.op != "equal" and not change.slight for change in row.changes),
            ),
        )
        for row in found.rows
    )
    return {key: row for key, row in rows if row}
