"""The layout of an archive on disk.

`DIR/current` is a symbolic link to the release that is served, `DIR/releases/<id>/`; ids are timestamps in UTC, so
they sort by age. A release is a folder with `archive.db`, `index/` and `release.json`.

Where a server holds the rows (`db.server`), `schema.json` stands for `archive.db` and names their schema. The server then
says what is published and served, and the folder follows it.
"""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.db.migrate import knows_schema
from app.db.server import PublishedRow, Schema, Server, server_of

_ID = re.compile(r"[0-9]{8}T[0-9]{6}\.[0-9]{6}Z")
_POINTERS = ("schema.json", "index/opensearch.json")
"""Files of a release that name what lies elsewhere: whoever has them can serve it."""
FOLLOWING = ".following-"
"""How the folder of a release begins while it is made."""


class NoServerError(Exception):
    """The rows of a release lie in PostgreSQL, and no database is set. The argument is its name."""


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
    def archive(self) -> Path:
        """The folder of the archive."""
        return self.path.parent.parent

    @property
    def database(self) -> Path | Schema:
        """Where its rows are. Raises NoServerError where that is not told."""
        if not self.schema_path.is_file():
            return self.path / "archive.db"
        if (server := server_of(self.archive)) is None:
            raise NoServerError(self.name)
        return Schema(server.url, json.loads(self.schema_path.read_text("utf-8"))["schema"])

    @property
    def schema_path(self) -> Path:
        """The JSON file that names the schema of its rows, where a server holds them."""
        return self.path / "schema.json"

    @property
    def database_file(self) -> Path:
        """The file of its rows: SQLite's, or the one that names their schema."""
        return self.schema_path if self.schema_path.is_file() else self.path / "archive.db"

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
        return self.database_file.is_file() and any(self.index.glob("*")) and bool(self.manifest())

    def published_row(self) -> PublishedRow:
        """What a server keeps of it."""
        found = {name: path.read_text("utf-8") for name in _POINTERS if (path := self.path / name).is_file()}
        schema = json.loads(found["schema.json"])["schema"]
        return PublishedRow(self.name, schema, self.manifest_path.read_text("utf-8"), found, is_current=False)

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
    if server := server_of(archive):
        return [Release(releases_folder(archive) / row.name) for row in follow(archive, server)]
    folders = releases_folder(archive).glob("*")
    return [Release(path) for path in sorted(folders) if _ID.fullmatch(path.name) and path.is_dir()]


def current_release(archive: Path) -> Release | None:
    """The release that is served, None if nothing has been published.

    A backup may lose the link or make a folder of it. The folder is then the release; where nothing can be read, it
    is the newest whole release.
    """
    if (server := server_of(archive)) and not any(row.is_current for row in follow(archive, server)):
        return None
    return linked_release(archive)


def linked_release(archive: Path) -> Release | None:
    """The release that the folder says is served, whatever a server says meanwhile."""
    link = link_path(archive)
    if link.is_symlink() and link.exists():
        release = Release(link.resolve())
        return release if release.schema_path.is_file() or server_of(archive) is None else None
    return copied_release(archive) or newest_whole(archive)


def copied_release(archive: Path) -> Release | None:
    """`current`, where it is the release itself and no link to it."""
    folder = Release(link_path(archive))
    return folder if not folder.path.is_symlink() and folder.is_whole() else None


def newest_whole(archive: Path) -> Release | None:
    """The newest release of which each part is there."""
    return next((release for release in reversed(published_releases(archive)) if release.is_whole()), None)


def follow(archive: Path, server: Server) -> Sequence[PublishedRow]:
    """Make the folder of an archive what its server says: a folder for each release, and the link to the current one.

    Folders of releases that are no more are deleted; newer ones may be about to be published. Returns the releases.
    """
    releases = releases_folder(archive)
    rows = server.releases()
    for row in rows:
        if not (releases / row.name / "release.json").is_file():
            _make_folder(releases, row)
    if current := next((row.name for row in rows if row.is_current), None):
        link_to(archive, Release(releases / current))
        known = {row.name for row in rows}
        for path in releases.glob("*"):
            is_gone = _ID.fullmatch(path.name) and path.name not in known and path.name < current
            if is_gone and (path / "schema.json").is_file():
                shutil.rmtree(path, ignore_errors=True)
    return rows


def link_to(archive: Path, release: Release) -> None:
    """Let the link `current` lead to a release, atomically, if it leads elsewhere."""
    link, target = link_path(archive), Path("releases") / release.name
    if link.is_symlink() and link.readlink() == target:
        return
    new = archive / f".current.{os.getpid()}"
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(link)


def _make_folder(releases: Path, row: PublishedRow) -> None:
    releases.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=FOLLOWING, dir=releases))
    made.chmod(0o755)
    try:
        for name, content in {**row.files, "release.json": row.manifest}.items():
            (made / name).parent.mkdir(exist_ok=True)
            (made / name).write_text(content, "utf-8")
        published = datetime.strptime(row.name, "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=UTC).timestamp()
        os.utime(made, (published, published))
        with suppress(OSError):  # another process was faster
            made.rename(releases / row.name)
    finally:
        shutil.rmtree(made, ignore_errors=True)
