"""Rows as one JSON value: SQLite gives them all in one step, PostgreSQL in one answer.

At each step the sqlite3 module gives up the interpreter's lock, and a busy thread lets it wait to have it back.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import Boolean, ColumnElement, Connection, Date, Dialect, Engine, Select, bindparam, select
from sqlalchemy.dialects import sqlite
from sqlmodel import Session

from app.db.dialect import each_value, rows_as_json
from app.db.instants import Instant
from app.db.session import never_changes

Rows: TypeAlias = list[Any]
"""Rows in the order of their statement, each a list of the values of its columns."""

_SQLITE = sqlite.dialect(paramstyle="named")

LAST_CHARACTER = "\U0010ffff"
"""Behind all texts that begin alike, in the order of an index: with it, a beginning is a range."""

_READ: tuple[tuple[type[Any], Callable[[Any], Any]], ...] = (
    (Date, date.fromisoformat),
    (Boolean, bool),
    (Instant, datetime.fromisoformat),
)
"""The types whose values JSON has none for, and what reads them back."""


class Packed:
    """Statements whose rows are read together, with parameters (`bindparam`) for what differs.

    Columns may be text, whole numbers, dates, instants and truth values; JSON would round real numbers.
    """

    def __init__(self, *statements: Select[Any]) -> None:
        self._statement = select(*map(rows_as_json, statements))
        self._typed = tuple(tuple(_typed_columns(statement)) for statement in statements)
        self._compiled = {_SQLITE.name: _compiled(self._statement, _SQLITE)}

    def read(self, session: Session, /, **parameters: object) -> list[Rows]:
        """The rows of each statement."""
        engine = session.get_bind()
        if (name := engine.dialect.name) not in self._compiled:
            self._compiled[name] = _compiled(self._statement, engine.dialect)
        text, constants = self._compiled[name]
        values = _executed(session, engine, text, {**constants, **parameters})
        return [_rows(value, typed) for value, typed in zip(values, self._typed, strict=True)]

    def rows(self, session: Session, /, **parameters: object) -> Rows:
        """The rows of the only statement."""
        return self.read(session, **parameters)[0]


def _compiled(statement: Select[Any], dialect: Dialect) -> tuple[str, Mapping[str, object]]:
    """A statement as text, since SQLAlchemy takes longer to find a compiled one again than SQLite to execute it; and
    what it always says."""
    compiled = statement.compile(dialect=dialect)
    return str(compiled), {name: value for name, value in compiled.params.items() if value is not None}


def _executed(
    session: Session, engine: Engine | Connection, text: str, parameters: Mapping[str, object]
) -> Sequence[str]:
    """The only row of a statement. Without SQLAlchemy, which takes longer than SQLite to find and read it."""
    if isinstance(engine, Engine) and never_changes(engine) and not session.in_transaction():
        # Nor is a transaction begun, which takes as long again.
        with suppress(engine.dialect.loaded_dbapi.Error), closing(engine.raw_connection()) as one:
            return _row(one.dbapi_connection, text, parameters)
    # Also for an error of the type that callers expect, or on another connection where that one was lost.
    session.flush()
    row: Sequence[str] = session.connection().exec_driver_sql(text, dict(parameters)).one()
    return row


def _row(connection: Any, text: str, parameters: Mapping[str, object]) -> Sequence[str]:  # noqa: ANN401  a driver's own
    row: Sequence[str] = connection.execute(text, parameters).fetchone()
    return row


def columns(*chosen: Any) -> Select[Any]:  # noqa: ANN401  to mypy, a column of a model is its value
    """A statement on columns of tables."""
    return select(*chosen)


def among(column: Any, name: str) -> ColumnElement[bool]:  # noqa: ANN401  a column of any table
    """Whether a column is among the values of a JSON parameter: the statement is the same for any number of values."""
    found: ColumnElement[bool] = column.in_(select(each_value(bindparam(name), column.type).value))
    return found


def as_values(values: Iterable[str | int]) -> str:
    """Values as a JSON parameter, for `among`."""
    return json.dumps(list(values))


def _typed_columns(statement: Select[Any]) -> Iterable[tuple[int, Callable[[Any], Any]]]:
    for number, column in enumerate(statement.selected_columns):
        for kind, read in _READ:
            if isinstance(column.type, kind):
                yield number, read


def _rows(value: str, typed: Iterable[tuple[int, Callable[[Any], Any]]]) -> Rows:
    rows: Rows = json.loads(value)
    for number, read in typed:
        for row in rows:
            if row[number] is not None:
                row[number] = read(row[number])
    return rows
