"""Collates a text with its other sources: which paragraphs they confirm, and where they differ."""

from collections.abc import Iterator, Sequence
from itertools import chain

from sqlmodel import Session

from app.db import store
from app.db.models import Document, Source, Variant
from app.db.queries import documents
from app.domain.align import AnchoredText, aligned
from app.domain.redline import printed_form
from app.domain.resolution import Confidence, Resolution


def collate(session: Session, address: str) -> None:
    """Compare a document's text with its other sources; store confidence and variants. Does nothing without others."""
    document = documents.by_address(session, address)
    if document is None or not (others := documents.readings(session, document)):
        return
    shown = documents.resolution(session, document)
    variants = [variant for other in others for variant in _variants(document, shown, *other)]
    differing = {variant.anchor for variant in variants}
    anchors = [unit.anchor for unit in shown.paragraphs] + [note.anchor for note in shown.footnotes]
    confidence: dict[str, Confidence] = {
        anchor: "doubtful" if anchor in differing else "confirmed" for anchor in anchors
    }
    store.put_variants(session, document, confidence, variants)


def _variants(document: Document, shown: Resolution, source: Source, other: Resolution) -> Iterator[Variant]:
    of_paragraphs = differing(shown.paragraphs, other.paragraphs)
    of_footnotes = differing(shown.footnotes, other.footnotes)
    for first, second in chain(of_paragraphs, of_footnotes):
        yield Variant(
            document_id=document.id or 0,
            path=source.path,
            anchor=first.anchor if first else None,
            other_anchor=second.anchor if second else None,
            text=first.text if first else None,
            other_text=second.text if second else None,
        )


def differing(
    first: Sequence[AnchoredText], second: Sequence[AnchoredText]
) -> Iterator[tuple[AnchoredText | None, AnchoredText | None]]:
    """The units of two texts that differ, and those that one of them lacks."""
    for pair in aligned(first, second):
        one, other = pair.first, pair.second
        if one is None or other is None or printed_form(one.text) != printed_form(other.text):
            yield one, other
