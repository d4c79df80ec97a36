"""Where the package of a release lies: beside the releases, under its name, so that no checksum of it changes.

`DIR/bulk/RELEASE/` is there as a whole or not at all.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from app.db.release import Release, published_releases
from app.writers.data_package import PackedFile

DESCRIPTION = "datapackage.json"
CHECKSUMS = "SHA256SUMS"
VERSION = 2
"""Raise it when tables, columns or bundles change: packages of another version are made anew."""
LISTING = f".files-{VERSION}.json"


def bulk_folder(archive: Path) -> Path:
    """The folder of all packages of an archive."""
    return archive / "bulk"


@dataclass(frozen=True, slots=True)
class Package:
    """The package of a release, if there is one."""

    path: Path

    @classmethod
    def of(cls, archive: Path, release: Release) -> "Package":
        """Where that of a release lies, or will."""
        return cls(bulk_folder(archive) / release.name)

    def files(self) -> tuple[PackedFile, ...]:
        """Its files; none if it was not made."""
        try:
            found = json.loads((self.path / LISTING).read_text("utf-8"))
        except (OSError, ValueError):
            return ()
        return tuple(PackedFile(**one) for one in found)

    def file(self, name: str) -> PackedFile | None:
        """A file of it by its name, None if there is none of this name."""
        return next((one for one in self.files() if one.name == name), None)


def remove_without_release(archive: Path) -> None:
    """Delete the packages whose release is gone."""
    kept = {release.name for release in published_releases(archive)}
    for path in bulk_folder(archive).glob("[0-9]*T*Z"):
        if path.name not in kept and path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
