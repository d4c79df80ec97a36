"""The comparison of two documents, for the page and the JSON interface."""

from collections import Counter
from dataclasses import dataclass
from typing import get_args

from sqlmodel import Session

from app.db.models import Document
from app.db.queries import documents
from app.domain.align import AlignmentKind, Pair, aligned
from app.domain.places import fragment
from app.domain.redline import Change, changes
from app.domain.resolution import Paragraph, Resolution
from app.domain.segmentation import Segmenter

KINDS: tuple[AlignmentKind, ...] = get_args(AlignmentKind)


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A paragraph of both texts, or of one only, and its diff."""

    pair: Pair[Paragraph]
    changes: tuple[Change, ...]

    @property
    def kind(self) -> AlignmentKind:
        """How it changed."""
        return self.pair.kind

    @property
    def first(self) -> str | None:
        """Its anchor in the first text, if it is there."""
        return self.pair.first.anchor if self.pair.first else None

    @property
    def second(self) -> str | None:
        """Its anchor in the second text, if it is there."""
        return self.pair.second.anchor if self.pair.second else None

    @property
    def key(self) -> str:
        """Its fragment in the page of the comparison: that of its place in the second text, else in the first (`a-…`)."""
        return fragment(self.second) if self.second else f"a-{fragment(self.first or '')}"

    @property
    def verbs(self) -> tuple[str, str] | None:
        """The verbs of the first and the second text, as printed, if they differ."""
        both = [unit for unit in (self.pair.first, self.pair.second) if unit and unit.verb]
        if len({unit.verb for unit in both}) < 2:
            return None
        first, second = (unit.text[unit.verb_start : unit.verb_end] for unit in both)
        return first, second


@dataclass(frozen=True, slots=True)
class Comparison:
    """All paragraphs of two texts, each in exactly one row."""

    texts: tuple[Resolution, Resolution]
    rows: tuple[ComparedRow, ...]

    @property
    def summary(self) -> dict[AlignmentKind, int]:
        """The number of rows of each kind."""
        counted = Counter(row.kind for row in self.rows)
        return {kind: counted[kind] for kind in KINDS}


def comparison(session: Session, first: Document, second: Document, words: Segmenter) -> Comparison:
    """Compare two documents by their paragraphs, points, headings and tables."""
    texts = documents.resolution(session, first), documents.resolution(session, second)
    pairs = aligned(*(text.paragraphs for text in texts))
    return Comparison(texts, tuple(ComparedRow(pair, _changes(pair, words)) for pair in pairs))


def _changes(pair: Pair[Paragraph], words: Segmenter) -> tuple[Change, ...]:
    if pair.first and pair.second:
        return changes(pair.first.text, pair.second.text, words)
    unit = pair.first or pair.second
    return (Change("delete" if pair.first else "insert", unit.text),) if unit else ()
