"""Which held texts a draft, a report or a meeting record led to, by what their heads say."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sqlalchemy import literal
from sqlmodel import Session, col, func, select

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


@dataclass(frozen=True, slots=True, eq=False)
class _Heads:
    """What the heads of all documents name, kept in memory for a release: `steps` by symbol in small letters without
    blanks, each with the document's key; `said` is what all say of their drafts, one after another, those of a document
    from its place in `starts` on."""

    steps: Mapping[str, Sequence[tuple[int, StepKind]]]
    said: str
    starts: Sequence[int]
    documents: Sequence[int]

    def saying(self, symbol: str) -> Iterator[int]:
        """The documents whose head says this symbol."""
        named = re.compile(rf"(?<![A-Z0-9/.]){re.escape(symbol)}(?![0-9A-Za-z./-])")
        place = self.said.find(symbol)
        while place >= 0:
            if named.match(self.said, place):
                yield self.documents[bisect_right(self.starts, place) - 1]
            place = self.said.find(symbol, place + 1)


_STEPS = Packed(
    columns(
        # Heads print blanks and small letters that a symbol in canonical form does not have.
        func.lower(func.replace(StepRow.symbol, " ", "")),
        col(StepRow.document_id),
        col(StepRow.kind),
    )
    .where(col(StepRow.kind).in_([literal(kind) for kind in _KINDS]), col(StepRow.symbol).is_not(None))
    # Of several steps of one document the last one counts.
    .order_by(col(StepRow.id)),
    columns(col(Document.id), col(Document.originating))
    .where(col(Document.originating).is_not(None))
    .order_by(col(Document.id)),
)


def _read(session: Session) -> _Heads:
    rows, said = _STEPS.read(session)
    steps: dict[str, list[tuple[int, StepKind]]] = defaultdict(list)
    for symbol, document, kind in rows:
        steps[symbol].append((document, kind))
    lengths = (len(text) + 1 for _, text in said)
    return _Heads(
        steps,
        "\n".join(text for _, text in said),
        list(accumulate(lengths, initial=0))[:-1],
        [document for document, _ in said],
    )


def grown_from(session: Session, symbol: str) -> list[Outgrowth]:
    """The held texts whose heads name that document as draft, report or record, in the order of their numbers."""
    heads = once(_read, session)
    kinds = dict(heads.steps.get(symbol.lower().replace(" ", ""), ()))
    of_said: StepKind = "draft" if re.search(r"/L\.", symbol) else "report"
    kinds = dict.fromkeys(heads.saying(symbol), of_said) | kinds
    if not kinds:
        return []
    held = session.exec(
        select(Document).where(col(Document.id).in_(kinds)).order_by(col(Document.sort_key), col(Document.id))
    )
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
