"""Which held texts a draft, a report or a meeting record led to, by what their heads say."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from app.db.models import Document, StepRow
from app.db.once import once
from app.db.packed_rows import Packed, columns
from app.db.queries.listing import Listed, listed
from app.domain.resolution import StepKind

_KINDS = ("draft", "report", "meeting", "veto")


@dataclass(frozen=True, slots=True)
class Outgrowth:
    """A held text, and what a document was on its way: its draft, its report, the record of its meeting."""

    document: Listed
    kind: StepKind


@dataclass(frozen=True, slots=True)
class _Heads:
    """What the heads of all texts name: by symbol, the texts that have it as a step, and of which kind; and what they
    say that they came from. Texts are keys of documents."""

    of_step: Mapping[str, Sequence[tuple[int, StepKind]]]
    originating: Sequence[tuple[int, str]]


def _heads(session: Session) -> _Heads:
    steps, said = _HEADS.read(session)
    of_step: dict[str, list[tuple[int, StepKind]]] = defaultdict(list)
    for document, kind, symbol in steps:
        if kind in _KINDS:
            of_step[_key(symbol)].append((document, kind))
    return _Heads(of_step, [(document, originating) for document, originating in said])


_HEADS = Packed(
    columns(StepRow.document_id, StepRow.kind, StepRow.symbol)
    .where(col(StepRow.symbol).is_not(None))
    .order_by(col(StepRow.id)),
    columns(Document.id, Document.originating).where(col(Document.originating).is_not(None)),
)


def _key(symbol: str) -> str:
    """A symbol without blanks and capitals: heads print some that its canonical form does not have."""
    return symbol.replace(" ", "").lower()


def grown_from(session: Session, symbol: str) -> list[Outgrowth]:
    """The held texts whose heads name that document as draft, report or record, in the order of their numbers."""
    heads = once(_heads, session)
    # Of several steps of one document the last one counts.
    kinds = dict(heads.of_step.get(_key(symbol), ()))
    named = re.compile(rf"(?<![A-Z0-9/.]){re.escape(symbol)}(?![0-9A-Za-z./-])")
    for document, originating in heads.originating:
        if symbol in originating and named.search(originating):
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
