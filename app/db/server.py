"""A PostgreSQL database that holds the rows of an archive's releases, and the table that says which one is served.

Each release is a schema of its own. `jueyi.release` has one row for each that was published, and is the truth about what
is served: whatever lies in the folder of an archive follows it. A schema without a row is unfinished, or about to go.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, QueuePool, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import create_engine

from app.db.dialect import know_sizes
from app.db.schema_copy import copy_schema

_LOCK = 0x6A756579693031
"""The advisory lock of a writer: `jueyi01`."""
_CONNECTIONS = 10
"""Of a process to one release; a server allows a hundred in all unless told otherwise."""
_PREFIX = "r_"
_NAME = "r\\_%"
_OPTIONS = {
    "connect_timeout": 5,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "application_name": "jueyi",
    "client_encoding": "utf8",
}
_STATEMENT_SECONDS = 60
"""How long a reader's statement may take."""


class WrongServerError(Exception):
    """A database cannot hold an archive. The arguments are where it is, and why, in Chinese."""


class ServerBusyError(Exception):
    """Another writer holds the lock."""


class MissingDriverError(Exception):
    """The driver is not installed."""


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema with the rows of one release."""

    url: str = field(repr=False)
    name: str

    def engine(self, *, is_read_only: bool = False, **options: Any) -> Engine:  # noqa: ANN401  of `create_engine`
        """An engine whose statements find the tables of this schema. A lost connection is made anew."""
        settings = {"search_path": self.name, "jit": "off"}
        settings |= (
            {"default_transaction_read_only": "on", "statement_timeout": str(_STATEMENT_SECONDS * 1000)}
            if is_read_only
            # Nothing waits for the disk: publication does, once for all.
            else {"synchronous_commit": "off"}
        )
        return _engine(
            self.url,
            settings,
            poolclass=QueuePool,
            pool_size=_CONNECTIONS,
            max_overflow=0,
            pool_pre_ping=True,
            **options,
        )


def _engine(url: str, settings: Mapping[str, str], **options: Any) -> Engine:  # noqa: ANN401
    given = make_url(url)
    said = " ".join(f"-c {name}={value}" for name, value in settings.items())
    asked = str(given.query.get("options", ""))
    try:
        return create_engine(
            given,
            connect_args={**_OPTIONS, **given.query, "options": f"{asked} {said}".strip()},
            hide_parameters=True,  # what was asked for does not belong into a traceback
            **options,
        )
    except ModuleNotFoundError as missing:
        raise MissingDriverError(missing.name) from missing


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """A published release: its schema, its manifest as written, and small files of its folder by path."""

    name: str
    schema: str
    manifest: str
    files: Mapping[str, str]
    is_current: bool


@dataclass(frozen=True)
class Server:
    """The database of an archive. Every method may raise DBAPIError where it cannot be reached."""

    url: str = field(repr=False)

    @property
    def place(self) -> str:
        """Host and database, without the password."""
        url = make_url(self.url)
        return f"{url.host or url.query.get('host', 'localhost')}:{url.port or 5432}/{url.database or ''}"

    @cached_property
    def _engine(self) -> Engine:
        # One connection that stays, for who asks once a second.
        return _engine(self.url, {}, poolclass=QueuePool, pool_size=1, pool_pre_ping=True)

    def names(self) -> tuple[tuple[str, bool], ...]:
        """The names of all published releases, oldest first, each with whether it is served."""
        with self._engine.connect() as connection:
            if not _has_table(connection):
                return ()
            rows = connection.execute(text("SELECT name, is_current FROM jueyi.release ORDER BY name"))
            return tuple((name, is_current) for name, is_current in rows)

    def close(self) -> None:
        """Close what asks once a second."""
        self._engine.dispose()

    def releases(self) -> list[PublishedRow]:
        """All published releases, oldest first."""
        with self._engine.connect() as connection:
            if not _has_table(connection):
                return []
            rows = connection.execute(
                text("SELECT name, schema, manifest, files, is_current FROM jueyi.release ORDER BY name")
            )
            return [
                PublishedRow(name, schema, manifest, json.loads(files), current)
                for name, schema, manifest, files, current in rows
            ]

    @contextmanager
    def locked(self) -> Iterator["ServerWriter"]:
        """Lock the database for writing, and remove what a writer was making, or deleting, when it ended.

        Raises ServerBusyError at once if it is locked already, WrongServerError if it cannot hold an archive.
        """
        # A connection of its own: with its end, however it ends, the lock is gone.
        engine = _engine(self.url, {"lock_timeout": "10000"}, poolclass=NullPool)
        with engine.connect() as connection:
            if not connection.execute(text(f"SELECT pg_try_advisory_lock({_LOCK})")).scalar_one():
                raise ServerBusyError(self.place)
            encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
            if encoding != "UTF8":
                raise WrongServerError(
                    self.place, f"编码是 {encoding}，须是 UTF8：请用 createdb -E UTF8 -T template0 另建一个"
                )
            connection.execute(text("CREATE SCHEMA IF NOT EXISTS jueyi"))
            connection.execute(text(_TABLE))
            connection.commit()
            writer = ServerWriter(self.url, connection)
            writer.remove_unfinished()
            yield writer


def _has_table(connection: Connection) -> bool:
    return connection.execute(text("SELECT to_regclass('jueyi.release')")).scalar() is not None


_TABLE = """
CREATE TABLE IF NOT EXISTS jueyi.release (
  name text COLLATE "C" PRIMARY KEY,
  schema text NOT NULL UNIQUE,
  manifest text NOT NULL,
  files text NOT NULL,
  is_current boolean NOT NULL
)
"""

_IDENTITY = "SELECT system_identifier || '-' || oid FROM pg_control_system(), pg_database WHERE datname = current_database()"


@dataclass(frozen=True, slots=True)
class ServerWriter:
    """What the holder of the lock may do. It works on the connection that holds it: who lost it publishes nothing."""

    url: str = field(repr=False)
    _connection: Connection

    def mark(self) -> str:
        """What tells this database from any other, whichever machine asks, and from a copy of it by its rows."""
        return str(self._connection.execute(text(_IDENTITY)).scalar_one())

    def new_schema(self, base: Schema | None) -> Schema:
        """A new schema: a copy of another one, or empty."""
        name = f"{_PREFIX}{datetime.now(UTC):%Y%m%dt%H%M%S%f}"
        self._connection.execute(text(f'CREATE SCHEMA "{name}"'))
        self._connection.commit()
        made = Schema(self.url, name)
        if base:
            engine = made.engine()
            try:
                with engine.begin() as connection:
                    copy_schema(connection, base.name)
                    know_sizes(connection)
            finally:
                engine.dispose()
        return made

    def publish(self, release: PublishedRow) -> None:
        """Serve a release from now on, whether it was published before or not."""
        self._connection.execute(
            text(
                "INSERT INTO jueyi.release VALUES (:name, :schema, :manifest, :files, false) ON CONFLICT DO NOTHING"
            ),
            {
                "name": release.name,
                "schema": release.schema,
                "manifest": release.manifest,
                "files": json.dumps(release.files),
            },
        )
        self._connection.execute(
            text("UPDATE jueyi.release SET is_current = (name = :name)"), {"name": release.name}
        )
        self._connection.commit()

    def remove(self, name: str) -> None:
        """Take a release from the published ones, and its rows."""
        self._connection.execute(
            text("DELETE FROM jueyi.release WHERE name = :name AND NOT is_current"), {"name": name}
        )
        self._connection.commit()
        self.remove_unfinished()

    def remove_unfinished(self) -> None:
        """Delete the schemas that are no published release; one that is still read stays until the next time."""
        found = text(
            f"SELECT nspname FROM pg_namespace WHERE nspname LIKE '{_NAME}' "  # noqa: S608  a name of ours
            "AND nspname NOT IN (SELECT schema FROM jueyi.release) ORDER BY nspname"
        )
        names = self._connection.execute(found).scalars().all()
        self._connection.commit()
        for name in names:
            try:
                self._connection.execute(text(f'DROP SCHEMA "{name}" CASCADE'))
                self._connection.commit()
            except OperationalError:
                self._connection.rollback()


_servers: dict[Path, Server] = {}
_writers: dict[Path, ServerWriter] = {}


def keep_rows_on(archive: Path, url: str) -> None:
    """Tell where the rows of an archive's releases lie, once, by an entrance of the program: what was set is a secret,
    and written nowhere. An empty address means files in the archive's folder."""
    folder = archive.resolve()
    if (former := _servers.get(folder)) and former.url != url:
        former.close()
        del _servers[folder]
    if url:
        _servers.setdefault(folder, Server(url))


def server_of(archive: Path) -> Server | None:
    """The database that holds the rows of an archive's releases, None if files in its folder do."""
    return _servers.get(archive.resolve()) if _servers else None


@contextmanager
def locked_server(archive: Path) -> Iterator[None]:
    """Lock the server of an archive for writing, if it has one."""
    server = server_of(archive)
    if server is None:
        yield
        return
    with server.locked() as writer:
        _writers[archive.resolve()] = writer
        try:
            yield
        finally:
            del _writers[archive.resolve()]
            # The connection may be lost, and with it the lock; whoever takes it next removes what is left.
            with suppress(DBAPIError):
                writer.remove_unfinished()


def writer_of(archive: Path) -> ServerWriter | None:
    """The writer to the server of an archive that was locked, None if files in its folder hold its rows."""
    return _writers.get(archive.resolve())
