"""The formats that are read, by the ending of a file's name."""

from collections.abc import Callable

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.sources import plain_text
from app.sources.reading import Reading

Reader = Callable[[bytes, str, Names], Reading | Problem]

READERS: dict[str, tuple[str, Reader]] = {".txt": (plain_text.FORMAT, plain_text.read)}
"""Ending of the file's name -> what the format is called, and its reader."""

VERSION = 1
"""Raise it when a reader reads better than before: the next ingest reads all files again."""
