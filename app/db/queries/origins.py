"""Which held texts a draft, a report or a meeting record led to, by what their heads say."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select as columns
from sqlmodel import Session, col, func, select

from app.db.models import Document, StepRow
from app.db.queries.listing import Listed, listed
from app.domain.resolution import StepKind

_KINDS = ("draft", "report", "meeting", "veto")


@dataclass(frozen=True, slots=True)
class Outgrowth:
    """A held text, and what a document was on its way: its draft, its report, the record of its meeting."""

    document: Listed
    kind: StepKind


def grown_from(session: Session, symbol: str) -> list[Outgrowth]:
    """The held texts whose heads name that document as draft, report or record, in the order of their numbers."""
    steps = columns(col(StepRow.document_id), col(StepRow.kind)).where(
        # Heads print blanks and small letters that a symbol in canonical form does not have.
        func.lower(func.replace(StepRow.symbol, " ", "")) == symbol.lower().replace(" ", ""),
        col(StepRow.kind).in_(_KINDS),
    )
    kinds: dict[int, Any] = dict(session.execute(steps).all())
    said = columns(col(Document.id), col(Document.originating)).where(
        col(Document.originating).contains(symbol, autoescape=True)
    )
    named = re.compile(rf"(?<![A-Z0-9/.]){re.escape(symbol)}(?![0-9A-Za-z./-])")
    for document, originating in session.execute(said):
        if named.search(originating):
            kinds.setdefault(document, "draft" if re.search(r"/L\.", symbol) else "report")
    if not kinds:
        return []
    held = session.exec(select(Document).where(col(Document.id).in_(kinds)).order_by(col(Document.sort_key)))
    return [Outgrowth(listed(document), kinds[document.id or 0]) for document in held]


def adopted_from(session: Session, symbol: str, draft: int) -> tuple[str | None, bool]:
    """The address of the text adopted from a draft, and whether that is a guess.

    The draft resolutions of a report are adopted in its order, so that the nth has the first one's number and n - 1.
    """
    grown = grown_from(session, symbol)
    if not draft:
        from_draft = [one.document for one in grown if one.kind == "draft"]
        return (from_draft[0].address if len(from_draft) == 1 else None), False
    reported = [
        one.document for one in grown if one.kind in ("draft", "report") and one.document.kind == "resolution"
    ]
    numbers = {one.number: one.address for one in reported if one.number and "/" in one.number}
    first = min(numbers, key=_item, default=None)
    if first is None:
        return None, False
    session_number = first.partition("/")[0]
    return numbers.get(f"{session_number}/{_item(first) + draft - 1}"), len(numbers) > 1


def _item(number: str) -> int:
    digits = "".join(char for char in number.partition("/")[2] if char.isdigit())
    return int(digits or 0)
