"""The layout of an archive on disk.

`DIR/current` is a symbolic link to the release that is served, `DIR/releases/<id>/`; ids are timestamps in UTC, so
they sort by age. A release is a folder with `archive.db`, `index/` and `release.json`.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.db.migrate import knows_schema

_ID = re.compile(r"[0-9]{8}T[0-9]{6}\.[0-9]{6}Z")


@dataclass(frozen=True, slots=True)
class Release:
    """The folder of a release, published or staged."""

    path: Path

    @property
    def name(self) -> str:
        """Its id."""
        return self.path.name

    @property
    def published_at(self) -> datetime:
        """When it was published, in UTC: as its name says, since a copy of it on another machine is of the same time."""
        if _ID.fullmatch(self.name):
            return datetime.strptime(self.name, "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=UTC)
        return datetime.fromtimestamp(self.path.stat().st_mtime, UTC)

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
        except (FileNotFoundError, NotADirectoryError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def is_whole(self) -> bool:
        """Whether each of its parts is there. What is in them is not looked at."""
        return self.database.is_file() and any(self.index.glob("*")) and bool(self.manifest())

    def is_newer_than_program(self) -> bool:
        """Whether a later version of this program wrote it, whose schema this one does not know."""
        schema = self.manifest().get("schema")
        return schema is not None and not knows_schema(str(schema))


def link_path(archive: Path) -> Path:
    """The link to the release that is served."""
    return archive / "current"


def releases_folder(archive: Path) -> Path:
    """The folder of the releases."""
    return archive / "releases"


def published_releases(archive: Path) -> list[Release]:
    """The releases that were published, oldest first. Folders of any other name are not ours."""
    folders = releases_folder(archive).glob("*")
    return [Release(path) for path in sorted(folders) if _ID.fullmatch(path.name) and path.is_dir()]


def current_release(archive: Path) -> Release | None:
    """The release that is served, None if nothing has been published.

    A backup may lose the link or make a folder of it. The folder is then the release; where nothing can be read, it
    is the newest whole release.
    """
    link = link_path(archive)
    if link.is_symlink() and link.exists():
        return Release(link.resolve())
    return copied_release(archive) or newest_whole(archive)


def copied_release(archive: Path) -> Release | None:
    """`current`, where it is the release itself and no link to it."""
    folder = Release(link_path(archive))
    return folder if not folder.path.is_symlink() and folder.is_whole() else None


def newest_whole(archive: Path) -> Release | None:
    """The newest release of which each part is there."""
    return next((release for release in reversed(published_releases(archive)) if release.is_whole()), None)
