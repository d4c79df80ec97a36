"""The engines by the names that settings and releases know."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.search import whoosh
from app.search.engine import SearchEngine


@dataclass(frozen=True, slots=True)
class EngineKind:
    """An engine: its name, the version of its index, and how to open an index in a folder."""

    name: str
    version: int
    open: Callable[[Path], SearchEngine]


ENGINES = {whoosh.NAME: EngineKind(whoosh.NAME, whoosh.SCHEMA_VERSION, whoosh.WhooshEngine)}
