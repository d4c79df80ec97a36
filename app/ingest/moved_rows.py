"""Rows on their way from a database server to a file, for a backup, and back."""

import shutil
from pathlib import Path

from app.db.checksums import seal
from app.db.dialect import know_sizes
from app.db.migrate import upgrade
from app.db.release import Release
from app.db.schema_copy import copy_all_rows
from app.db.server import Schema
from app.db.session import Rows, read_session, write_engine


def as_files(release: Release, folder: Path) -> Release:
    """The release, with its rows in an SQLite file: itself where they are, else a copy in this folder."""
    if not isinstance(release.database, Schema):
        return release
    copy = Release(folder / release.name)
    shutil.copytree(release.path, copy.path)
    copy.schema_path.unlink()
    _copy_rows(release.database, copy.database, release)
    seal(copy)
    return copy


def load_rows(staged: Release) -> None:
    """Move the rows of a staged release from its SQLite file to the server, where one holds them."""
    if not isinstance(staged.database, Schema):
        return
    file = staged.path / "archive.db"
    _copy_rows(file, staged.database, staged)
    file.unlink()


def _copy_rows(source: Rows, target: Rows, release: Release) -> None:
    """Copy all rows to an empty database, in the schema that they have."""
    engine = write_engine(target)
    try:
        upgrade(engine, str(release.manifest()["schema"]))
        with read_session(source) as session, engine.begin() as connection:
            copy_all_rows(session.connection(), connection)
            know_sizes(connection)
    finally:
        engine.dispose()
