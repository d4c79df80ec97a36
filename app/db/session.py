"""Engines for the rows of a release, in SQLite or PostgreSQL: for reading a published one, for writing a staged one."""

import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice, repeat
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote

from sqlalchemy import (
    URL,
    BindParameter,
    Column,
    ColumnElement,
    Dialect,
    Engine,
    Executable,
    QueuePool,
    bindparam,
    event,
    insert,
    inspect,
    select,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, SQLModel, create_engine

from app.db.dialect import POSTGRESQL, copy_rows, each_value
from app.db.migrate import upgrade
from app.db.server import Schema

Rows: TypeAlias = Path | Schema
"""Where the rows of a release are: in an SQLite file, or in a schema of a PostgreSQL database."""

NEVER_CHANGES = "never_changes"
"""The option of an engine whose rows nobody writes."""
_ROWS = 10_000
"""How many rows an insertion holds in memory."""
_READERS = 40
"""Maximum size of the read pool: one connection per thread of the web server."""
_WAIT_SECONDS = 5
"""How long a reader waits for a connection (sqlalchemy.exc.TimeoutError)."""


def read_engine(database: Rows) -> Engine:
    """A read-only engine that threads may share. The rows must not change while it is open."""
    if isinstance(database, Schema):
        # Each statement by itself: rows never change, so there is nothing that a transaction would hold together.
        return database.engine(
            is_read_only=True, pool_timeout=_WAIT_SECONDS, isolation_level="AUTOCOMMIT"
        ).execution_options(**{NEVER_CHANGES: True})
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
    return engine if isinstance(engine, Engine) and never_changes(engine) else None


def never_changes(engine: Engine) -> bool:
    """Whether an engine is that of a published release."""
    return bool(engine.get_execution_options().get(NEVER_CHANGES))


def write_engine(database: Rows) -> Engine:
    """An engine for a staged release, which nobody else reads and which is discarded after a crash.

    Nothing waits for the disk: publication does, once for all.
    """
    if isinstance(database, Schema):
        return database.engine()
    engine = create_engine(URL.create("sqlite", database=str(database)))
    _on_connect(engine, "PRAGMA foreign_keys = ON", "PRAGMA synchronous = OFF")
    return engine


@contextmanager
def read_session(database: Rows) -> Iterator[Session]:
    """A read-only session; all connections are closed on exit."""
    engine = read_engine(database)
    if isinstance(database, Schema):  # one transaction, in which rows may come one by one
        engine = engine.execution_options(isolation_level="READ COMMITTED")
    try:
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()


@contextmanager
def write_session(database: Rows) -> Iterator[Session]:
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
        names = list(statement.positiontup or statement.params)
        columns = [_prepared(inspect(table).columns[name], values, connection.dialect) for name in names]
        if connection.dialect.name == POSTGRESQL:
            copy_rows(connection, str(table.__tablename__), names, zip(*columns, strict=True))
        else:
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
    listed: BindParameter[str] = bindparam(None, json.dumps(sorted(values), ensure_ascii=False))
    found: ColumnElement[bool] = column.in_(select(each_value(listed, _type_of(column)).value))
    return found


def streamed(session: Session, chosen: Executable, batch: int) -> Iterator[Any]:
    """The rows of a statement as they come, so many at a time."""
    with session.execute(chosen, execution_options={"yield_per": batch}) as rows:
        yield from rows


def _type_of(column: Any) -> TypeEngine[Any]:  # noqa: ANN401
    kind: TypeEngine[Any] = column.type
    return kind


def _on_connect(engine: Engine, *pragmas: str) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()
