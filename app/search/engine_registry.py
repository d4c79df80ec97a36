"""The available engines, by the names used in settings and manifests."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

from app.domain.segmentation import Segmenter
from app.domain.states import StateNames
from app.domain.text import FOLDING
from app.search.embedded import EmbeddedEngine
from app.search.engine import SearchEngine
from app.search.index import SearchIndex
from app.search.opensearch.settings import ClusterSettings


class MissingEngineError(Exception):
    """The package of an optional engine is not installed. The argument is the engine's name."""


@dataclass(frozen=True, slots=True)
class EngineKind:
    """An engine by name, the segmenter that cuts texts into words for it, and the states that texts name.

    `cluster` is where the index of an engine lies that other machines share, None for one in a folder; `owner` marks
    what an archive makes there.
    """

    name: str
    words: Segmenter
    states: StateNames = field(default_factory=StateNames)
    cluster: ClusterSettings | None = None
    owner: str = ""

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
        self._of_module(_ENGINES[self.name].module, _ENGINES[self.name].name)

    def open(self, folder: Path, *, create: bool = False) -> SearchEngine:
        """Open the index in a folder, or the one that it points to, with this engine, or create one.

        Raises FileNotFoundError if there is none to open, MissingEngineError if the engine's package is missing. What
        lies elsewhere is not asked for yet; to create it may raise SearchUnavailableError.
        """
        known = _ENGINES[self.name]
        found = self._of_module(known.module, known.name)
        if self.cluster is None:
            return EmbeddedEngine(SearchIndex(folder, found, self.words, create=create))
        opened: SearchEngine = found(folder, self.words, self.cluster, self.owner, create_new=create)
        return opened

    def damages(self, folder: Path, *, thorough: bool = False) -> tuple[str, ...]:
        """What is wrong, in Chinese, with an index that the folder only points to; of one in the folder, its checksums
        tell. Raises SearchUnavailableError if nobody can tell.
        """
        if self.cluster is None:
            return ()
        try:
            found: tuple[str, ...] = tuple(self._upkeep("damages")(self.cluster, folder, thorough=thorough))
        except (FileNotFoundError, ValueError) as error:
            return (f"读不出索引在哪里：{error}",)
        return found

    def tidy(self, kept: Collection[Path], served: Path | None) -> None:
        """Remove indices of this archive that lie elsewhere and that none of these folders points to; `served` is the
        folder of the one that is. Raises SearchUnavailableError."""
        if self.cluster is not None and self.owner:
            self._upkeep("tidy")(self.cluster, self.owner, kept, served)

    def _upkeep(self, name: str) -> Any:  # noqa: ANN401  a function of a module that may be missing
        return self._of_module("app.search.opensearch.upkeep", name)

    def _of_module(self, module: str, name: str) -> Any:  # noqa: ANN401  as above
        try:
            return getattr(import_module(module), name)
        except ModuleNotFoundError as missing:
            raise MissingEngineError(self.name) from missing


@dataclass(frozen=True, slots=True)
class _Engine:
    """Module and name of an engine's class, or of what opens it. Increase `version` when the index format changes.
    For archives of more than `most_units` units another engine performs better."""

    module: str
    name: str
    version: int
    most_units: int


_ENGINES = {
    "whoosh": _Engine("app.search.whoosh", "WhooshEngine", 9, 220_000),
    "tantivy": _Engine("app.search.tantivy", "TantivyEngine", 9, 10**9),
    "opensearch": _Engine("app.search.opensearch.engine", "open_cluster", 1, 10**9),
}

NAMES = tuple(_ENGINES)
"""Names of all engines."""

EMBEDDED = ("whoosh", "tantivy")
"""Those whose index lies in the folder of a release."""
