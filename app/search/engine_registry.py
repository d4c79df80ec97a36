"""The engines by the names that settings and releases know."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from app.domain.segmentation import Segmenter
from app.search.engine import OpenEngine
from app.search.index import SearchIndex


class MissingEngineError(Exception):
    """The package of an optional engine is not installed; the argument is the engine's name."""


@dataclass(frozen=True, slots=True)
class EngineKind:
    """An engine: its name, the class that opens one, and the words that texts are cut into for it."""

    name: str
    words: Segmenter

    @property
    def version(self) -> str:
        """What an index must have been made with to be opened: an index of another version is built anew."""
        terms = sha256("\n".join(self.words.terms).encode()).hexdigest()[:8]
        return f"{_ENGINES[self.name].version}-{terms}"

    @property
    def most_units(self) -> int:
        """How many units an archive should have at most for this engine (docs/performance.md)."""
        return _ENGINES[self.name].most_units

    def matches(self, manifest: Mapping[str, object]) -> bool:
        """Whether the index of a release, by what its manifest says, is this engine's."""
        return (manifest.get("engine"), manifest.get("engine_version")) == (self.name, self.version)

    def require(self) -> None:
        """Raises MissingEngineError without the engine's package."""
        self._class()

    def open(self, folder: Path, *, create: bool = False) -> SearchIndex:
        """Open an index with this engine, or begin one.

        Raises FileNotFoundError where there is none to open, MissingEngineError without the engine's package.
        """
        return SearchIndex(folder, self._class(), self.words, create=create)

    def _class(self) -> OpenEngine:
        known = _ENGINES[self.name]
        try:
            found: OpenEngine = getattr(import_module(known.module), known.name)
        except ModuleNotFoundError as missing:
            raise MissingEngineError(self.name) from missing
        return found


@dataclass(frozen=True, slots=True)
class _Engine:
    """Where an engine's class is, and the version of its index: raise it when what is kept, or the folding,
    changes. Above `most_units` another engine does better."""

    module: str
    name: str
    version: int
    most_units: int


_ENGINES = {
    "whoosh": _Engine("app.search.whoosh", "WhooshEngine", 4, 220_000),
    "tantivy": _Engine("app.search.tantivy", "TantivyEngine", 4, 10**9),
}

NAMES = tuple(_ENGINES)
"""The engines that there are."""
