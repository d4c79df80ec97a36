"""Digests of what a reader reads in a file, by which a changed text is told from one that reads as it did."""

import hashlib
from typing import Any

from pydantic import TypeAdapter

from app.domain.resolution import Footnote, NoteMark, Paragraph, Resolution

_TEXT = TypeAdapter(Resolution)
_EDITION = TypeAdapter(
    tuple[tuple[str | None, ...], tuple[NoteMark, ...], tuple[Paragraph, ...], tuple[Footnote, ...]]
)
_LINKS = {"__all__": {"links"}}
_OF_EDITION = {"__all__": {"links", "citations"}}
# Doubts are of the reading; dates may be derived from other documents; where a source has links is evidence alone.
_LEFT_OUT: Any = {
    "problems": True,
    "head": {"adopted_on", "adopted_as_printed", "dated_by", "dated_from", "dated_to"},
    "paragraphs": _LINKS,
    "footnotes": _LINKS,
}


def text_digest(text: Resolution) -> str:
    """The digest of a Chinese text, its head and references, without dates of adoption.

    What has the value that it has where nobody gives one is left out: a field that the values get later changes no digest.
    """
    return _digest(_TEXT.dump_json(text, exclude=_LEFT_OUT, exclude_defaults=True))


def edition_digest(
    printed: tuple[str | None, ...],
    title_notes: tuple[NoteMark, ...],
    paragraphs: tuple[Paragraph, ...],
    footnotes: tuple[Footnote, ...],
) -> str:
    """The digest of a text in another language; `printed` is what is kept of its head."""
    value = (printed, title_notes, paragraphs, footnotes)
    left_out: Any = {2: _OF_EDITION, 3: _OF_EDITION}
    return _digest(_EDITION.dump_json(value, exclude=left_out, exclude_defaults=True))


def _digest(written: bytes) -> str:
    return hashlib.blake2b(written, digest_size=16).hexdigest()
