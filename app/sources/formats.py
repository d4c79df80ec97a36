"""The formats that are read, by the ending of a file's name."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.sources import akn, plain_text
from app.sources.reading import Reading

Reader = Callable[[bytes, str, Names], tuple[Reading, ...] | Problem]
"""Bytes, the file's name without ending, the known names -> the documents that the file prints."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, its reader, and its rank; of two texts of one document the higher rank is shown."""

    name: str
    read: Reader
    rank: int


TEXT = Format(plain_text.FORMAT, plain_text.read, 1)
AKN = Format(akn.FORMAT, akn.read, 2)

FORMATS: dict[str, Format] = {".txt": TEXT, ".xml": AKN}
"""By the ending of the file's name."""

VERSION = 4
"""Raise it when a reader reads better than before: the next ingest reads all files again."""


def rank(name: str) -> int:
    """The rank of a format by its name."""
    return next((form.rank for form in FORMATS.values() if form.name == name), 0)
