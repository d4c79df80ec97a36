"""SQLite engines: one for reading a published release, one for writing a staged one."""

import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice, repeat
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import (
    URL,
    Column,
    ColumnElement,
    Dialect,
    Engine,
    QueuePool,
    event,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session, SQLModel, create_engine

from app.db.migrate import upgrade

NEVER_CHANGES = "never_changes"
"""The option of an engine whose rows nobody writes."""
_ROWS = 10_000
"""How many rows an insertion holds in memory."""
_READERS = 40
"""Maximum size of the read pool: one connection per thread of the web server."""
_WAIT_SECONDS = 5
"""How long a reader waits for a connection (sqlalchemy.exc.TimeoutError)."""


def read_engine(database: Path) -> Engine:
    """A read-only engine that threads may share. The file must not change while it is open."""
    uri = f"file:{quote(os.fsencode(database))}?mode=ro&immutable=1"
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(uri, uri=True, check_same_thread=False),
        poolclass=QueuePool,
        pool_reset_on_return=None,  # nothing is written, so there is nothing to roll back
        pool_size=_READERS,
        max_overflow=0,
        pool_timeout=_WAIT_SECONDS,
        hide_parameters=True,  # what was asked for does not belong into a traceback
        execution_options={NEVER_CHANGES: True},
    )
    _on_connect(engine, "PRAGMA query_only = ON", "PRAGMA mmap_size = 268435456")
    return engine


def unchanging(session: Session) -> Engine | None:
    """The engine of a session on a published release, None where rows may be written."""
    engine = session.get_bind()
    is_unchanging = isinstance(engine, Engine) and engine.get_execution_options().get(NEVER_CHANGES)
    return engine if is_unchanging else None  # type: ignore[return-value]


def write_engine(database: Path) -> Engine:
    """An engine for a staged release, which nobody else reads and which is discarded after a crash.

    Nothing waits for the disk: publication does, once for all files.
    """
    engine = create_engine(URL.create("sqlite", database=str(database)))
    _on_connect(engine, "PRAGMA foreign_keys = ON", "PRAGMA synchronous = OFF")
    return engine


@contextmanager
def read_session(database: Path) -> Iterator[Session]:
    """A read-only session; all connections are closed on exit."""
    engine = read_engine(database)
    try:
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()


@contextmanager
def write_session(database: Path) -> Iterator[Session]:
    """A session on a staged release, migrated to the newest schema; all connections are closed on exit."""
    engine = write_engine(database)
    try:
        upgrade(engine)
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()


def insert_rows(session: Session, table: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows, many in one statement; does nothing if there are none. All have the columns of the first one."""
    waiting = iter(rows)
    connection = session.connection()
    while values := list(islice(waiting, _ROWS)):
        statement = insert(table).compile(dialect=connection.dialect, column_keys=list(values[0]))
        names = statement.positiontup or ()
        columns = [_prepared(inspect(table).columns[name], values, connection.dialect) for name in names]
        connection.exec_driver_sql(str(statement), list(zip(*columns, strict=True)))


def _prepared(column: Column[Any], rows: Sequence[dict[str, Any]], dialect: Dialect) -> Iterable[Any]:
    """The values of a column as the driver takes them. SQLAlchemy would look at each value of each row."""
    if column.name not in rows[0]:
        default: Any = column.default
        return repeat(default.arg, len(rows))
    convert = column.type.dialect_impl(dialect).bind_processor(dialect)
    given = (row[column.name] for row in rows)
    return map(convert, given) if convert else given


def among(column: Any, values: Collection[str] | Collection[int]) -> ColumnElement[bool]:  # noqa: ANN401  any column
    """Whether a column has one of these values, of which there may be any number."""
    of_json = func.json_each(json.dumps(sorted(values), ensure_ascii=False)).table_valued("value")
    found: ColumnElement[bool] = column.in_(select(of_json.c.value))
    return found


def _on_connect(engine: Engine, *pragmas: str) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()
