"""Where the parts of an archive lie on disk.

`DIR/current` is a symbolic link to the release that is served, `DIR/releases/<id>/`; a release is a folder
with `archive.db`, `index/` and `release.json`.
"""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Release:
    """A release, published or being staged."""

    path: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.path / "archive.db"

    @property
    def index(self) -> Path:
        """The folder of the search engine's files."""
        return self.path / "index"

    @property
    def manifest_path(self) -> Path:
        """The JSON file that says what the release holds."""
        return self.path / "release.json"

    def manifest(self) -> dict[str, object]:
        """What the manifest says; nothing where there is none that can be read."""
        try:
            found = json.loads(self.manifest_path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def current_release(archive: Path) -> Release | None:
    """The release that is served, None where nothing has been published."""
    link = archive / "current"
    return Release(link.resolve()) if link.is_symlink() and link.exists() else None
