"""The supported formats, by file extension."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.sources import akn, plain_text
from app.sources.reading import Reading

Reader = Callable[[bytes, str, Names], tuple[Reading, ...] | Problem]
"""Bytes, file name without extension, known names -> the documents in the file, or the problem that prevents
reading it."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: name, reader and rank. If a document has two texts, the one of higher rank is shown."""

    name: str
    read: Reader
    rank: int


TEXT = Format(plain_text.FORMAT, plain_text.read, 1)
AKN = Format(akn.FORMAT, akn.read, 5)
# Between them: web pages 2, PDF 3, Word 4.

FORMATS: dict[str, Format] = {".txt": TEXT, ".xml": AKN}
"""By file extension."""

VERSION = 7
"""Version of all readers; raise it when one improves, and the next ingest reads all files again."""


def rank(name: str) -> int:
    """The rank of a format by its name; 0 if unknown."""
    return next((form.rank for form in FORMATS.values() if form.name == name), 0)
