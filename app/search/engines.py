"""The engines by the names that settings and releases know."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from app.search import whoosh
from app.search.engine import SearchEngine


class OpenEngine(Protocol):
    """How an index is opened, or begun, in a folder."""

    def __call__(self, folder: Path, *, create: bool = False) -> SearchEngine:
        """Raises FileNotFoundError where there is no index to open."""


@dataclass(frozen=True, slots=True)
class EngineKind:
    """An engine: its name, the version of its index, and how to open one."""

    name: str
    version: int
    open: OpenEngine


ENGINES = {whoosh.NAME: EngineKind(whoosh.NAME, whoosh.SCHEMA_VERSION, whoosh.WhooshEngine)}
