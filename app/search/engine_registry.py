"""The available engines, by the names used in settings and manifests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from app.domain.segmentation import Segmenter
from app.domain.states import StateNames
from app.domain.text import FOLDING
from app.search.embedded import EmbeddedEngine
from app.search.engine import SearchEngine
from app.search.index import SearchIndex
from app.search.text_engine import OpenTextEngine


class MissingEngineError(Exception):
    """The package of an optional engine is not installed. The argument is the engine's name."""


@dataclass(frozen=True, slots=True)
class EngineKind:
    """An engine by name, the segmenter that cuts texts into words for it, and the states that texts name."""

    name: str
    words: Segmenter
    states: StateNames = field(default_factory=StateNames)

    @property
    def version(self) -> str:
        """The version of index that this engine can open: its format, the folding of its texts, the words known.

        An index of another version must be rebuilt.
        """
        terms = sha256("\n".join(self.words.terms).encode()).hexdigest()[:8]
        return f"{_ENGINES[self.name].version}.{FOLDING}-{terms}-{self.states.version}"

    @property
    def most_units(self) -> int:
        """The largest archive, in units, that this engine suits (docs/performance.md)."""
        return _ENGINES[self.name].most_units

    def matches(self, manifest: Mapping[str, object]) -> bool:
        """Whether a release's manifest names this engine and its version."""
        return (manifest.get("engine"), manifest.get("engine_version")) == (self.name, self.version)

    def require(self) -> None:
        """Raises MissingEngineError if the engine's package is not installed."""
        self._class()

    def open(self, folder: Path, *, create: bool = False) -> SearchEngine:
        """Open the index in a folder with this engine, or create one.

        Raises FileNotFoundError if there is none to open, MissingEngineError if the engine's package is missing.
        """
        return EmbeddedEngine(SearchIndex(folder, self._class(), self.words, create=create))

    def _class(self) -> OpenTextEngine:
        known = _ENGINES[self.name]
        try:
            found: OpenTextEngine = getattr(import_module(known.module), known.name)
        except ModuleNotFoundError as missing:
            raise MissingEngineError(self.name) from missing
        return found


@dataclass(frozen=True, slots=True)
class _Engine:
    """Module and name of an engine's class. Increase `version` when the index format changes.
    For archives of more than `most_units` units another engine performs better."""

    module: str
    name: str
    version: int
    most_units: int


_ENGINES = {
    "whoosh": _Engine("app.search.whoosh", "WhooshEngine", 8, 220_000),
    "tantivy": _Engine("app.search.tantivy", "TantivyEngine", 8, 10**9),
}

NAMES = tuple(_ENGINES)
"""Names of all engines."""
