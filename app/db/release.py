"""The layout of an archive on disk.

`DIR/current` is a symbolic link to the release that is served, `DIR/releases/<id>/`. A release is a folder with
`archive.db`, `index/` and `release.json`.
"""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Release:
    """The folder of a release, published or staged."""

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
        """The JSON file that describes the release."""
        return self.path / "release.json"

    def manifest(self) -> dict[str, object]:
        """The contents of the manifest; empty if it is missing or unreadable."""
        try:
            found = json.loads(self.manifest_path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def current_release(archive: Path) -> Release | None:
    """The release that is served, None if nothing has been published."""
    link = archive / "current"
    return Release(link.resolve()) if link.is_symlink() and link.exists() else None
