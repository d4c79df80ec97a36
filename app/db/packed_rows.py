"""Rows as one JSON value: SQLite gives them all in one step.

At each step the sqlite3 module gives up the interpreter's lock, and a busy thread lets it wait to have it back.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import Boolean, ColumnElement, Date, ScalarSelect, Select, bindparam, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Mapped
from sqlmodel import Session

from app.db.instants import Instant
from app.db.session import unchanging

Rows: TypeAlias = list[Any]
"""Rows in the order of their statement, each a list of the values of its columns."""

_DIALECT = sqlite.dialect(paramstyle="named")

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
        # As text, since SQLAlchemy takes longer to find a compiled statement again than SQLite to execute it.
        compiled = select(*map(_as_json, statements)).compile(dialect=_DIALECT)
        self._text = str(compiled)
        self._constants = {name: value for name, value in compiled.params.items() if value is not None}
        self._typed = tuple(tuple(_typed_columns(statement)) for statement in statements)

    def read(self, session: Session, /, **parameters: object) -> list[Rows]:
        """The rows of each statement."""
        values = _executed(session, self._text, {**self._constants, **parameters})
        return [_rows(value, typed) for value, typed in zip(values, self._typed, strict=True)]

    def rows(self, session: Session, /, **parameters: object) -> Rows:
        """The rows of the only statement."""
        return self.read(session, **parameters)[0]


def _executed(session: Session, text: str, parameters: Mapping[str, object]) -> Sequence[str]:
    """The only row of a statement. Without SQLAlchemy, which takes longer than SQLite to find and read it."""
    engine = None if session.in_transaction() else unchanging(session)
    with suppress(sqlite3.Error):
        if engine:
            # Nor is a transaction begun, which takes as long again.
            with closing(engine.raw_connection()) as one:
                return _row(one.dbapi_connection, text, parameters)
        session.flush()
        return _row(session.connection().connection.dbapi_connection, text, parameters)
    # Again, for an error of the type that callers expect.
    again: Sequence[str] = session.connection().exec_driver_sql(text, dict(parameters)).one()
    return again


def _row(connection: Any, text: str, parameters: Mapping[str, object]) -> Sequence[str]:  # noqa: ANN401  sqlite3's own
    row: Sequence[str] = connection.execute(text, parameters).fetchone()
    return row


def columns(*chosen: Any) -> Select[Any]:  # noqa: ANN401  to mypy, a column of a model is its value
    """A statement on columns of tables."""
    return select(*chosen)


def among(column: ColumnElement[Any] | Mapped[Any], name: str) -> ColumnElement[bool]:
    """Whether a column is among the values of a JSON parameter: the statement is the same for any number of values."""
    return column.in_(select(_each(name)))


def as_values(values: Iterable[str | int]) -> str:
    """Values as a JSON parameter, for `among`."""
    return json.dumps(list(values))


def _each(name: str) -> ColumnElement[Any]:
    return func.json_each(bindparam(name)).table_valued("value").c.value


def _as_json(statement: Select[Any]) -> ScalarSelect[Any]:
    # SQLite keeps the order of a subquery that is aggregated.
    rows = statement.subquery()
    return select(func.json_group_array(func.json_array(*rows.c))).scalar_subquery()


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
