"""What SQLite and PostgreSQL say differently: statements are the same elsewhere, and this is the only place that knows.

Text columns of PostgreSQL are compared by bytes, as in SQLite (`byte_order`), whatever the collation of the database.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    FromClause,
    Insert,
    ScalarSelect,
    Select,
    String,
    cast,
    select,
    text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, SQLModel

POSTGRESQL = "postgresql"
_NO_SUCH_TABLE = "42P01"
_CLOSING = "57P01"
_AWAY = ("08", "28", "3D", "53", "57", "58")
"""Kinds of errors: of the connection, of who may connect, of a database that is not there, of resources, of an operator
or a bound of time, of the system."""


class EachValue(NamedTuple):
    """The values of a JSON array as a table, and the column with them."""

    table: FromClause
    value: ColumnElement[Any]


def each_value(of: BindParameter[Any], kind: TypeEngine[Any] | type[TypeEngine[Any]] = String) -> EachValue:
    """The values of a JSON array, a parameter, in no order; those of PostgreSQL are made what they are compared with."""
    table = _EachValue(of).table_valued("value")
    return EachValue(table, _Typed(cast(table.c.value, kind)))


def rows_as_json(statement: Select[Any]) -> ScalarSelect[Any]:
    """The rows of a statement, in their order, as a JSON array of arrays: both keep the order of a subquery that is
    aggregated."""
    return select(_RowsAsJson(*statement.subquery().c)).scalar_subquery()


def values_as_json(column: Any) -> ColumnElement[str]:  # noqa: ANN401  a column of any table
    """The values of a column as the text of a JSON array, aggregated."""
    return _ValuesAsJson(column)


def joined(column: Any, separator: str, order: Any) -> ColumnElement[str]:  # noqa: ANN401
    """The texts of a column, joined in an order that SQLite has by itself: that of the rows' keys, or of a subquery."""
    return _Joined(column, separator, order)


def place_in(searched: ColumnElement[str], sought: Any) -> ColumnElement[int]:  # noqa: ANN401
    """The place of a text in another, from 1; 0 if it is not there."""
    return _PlaceIn(searched, sought)


def insert_missing(table: type[SQLModel], names: Sequence[str], rows: Select[Any]) -> Insert:
    """Insert the rows of a statement, those left out that are there already."""
    return postgresql.insert(table).from_select([*names], rows).on_conflict_do_nothing()


def copy_rows(
    connection: Connection, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert rows in PostgreSQL's own way of loading many."""
    quoted = connection.dialect.identifier_preparer.quote
    into = f"COPY {quoted(table)} ({', '.join(map(quoted, names))}) FROM STDIN"
    cursor = connection.connection.cursor()
    with as_sqlalchemy_tells(connection, into), cursor, cursor.copy(into) as copy:  # type: ignore[attr-defined]
        for row in rows:
            copy.write_row(row)


@contextmanager
def as_sqlalchemy_tells(connection: Connection, statement: str) -> Iterator[None]:
    """Raise what the driver raises as what callers expect."""
    kind = connection.dialect.loaded_dbapi.Error
    try:
        yield
    except kind as error:
        raise DBAPIError.instance(statement, None, error, kind, dialect=connection.dialect) from error


def is_of_server(error: DBAPIError) -> bool:
    """Whether a database server or its driver raised an error, and not SQLite."""
    return hasattr(error.orig, "sqlstate")


def is_away(error: BaseException) -> bool:
    """Whether a database server cannot be reached, is about to stop, or no longer has the release that was asked for."""
    if not isinstance(error, DBAPIError) or not is_of_server(error):
        return False
    state = getattr(error.orig, "sqlstate", None)
    is_lost = isinstance(error, OperationalError | InterfaceError) and (state or _CLOSING)[:2] in _AWAY
    return is_lost or state == _NO_SUCH_TABLE


def is_postgresql(session: Session) -> bool:
    """Whether a session reads or writes PostgreSQL."""
    return session.get_bind().dialect.name == POSTGRESQL


def know_sizes(connection: Connection) -> None:
    """Let PostgreSQL count what was written, as it plans by that; it would only do so some time later."""
    if connection.dialect.name == POSTGRESQL:
        quoted = connection.dialect.identifier_preparer.quote
        tables = connection.execute(text(_OWN_TABLES)).scalars()
        connection.execute(text(f"ANALYZE {', '.join(map(quoted, tables))}"))


_OWN_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"


def byte_order(connection: Connection) -> None:
    """Compare the texts of all columns of a schema by bytes. A change of rows' order there is none: it was made just now,
    or nothing is to do."""
    if connection.dialect.name != POSTGRESQL:
        return
    quoted = connection.dialect.identifier_preparer.quote
    for table, column in connection.execute(text(_OTHER_ORDER)).all():
        connection.execute(
            text(f'ALTER TABLE {quoted(table)} ALTER {quoted(column)} TYPE VARCHAR COLLATE "C"')
        )


_OTHER_ORDER = """
SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = current_schema() AND data_type = 'character varying' AND collation_name IS DISTINCT FROM 'C'
  AND table_name <> 'alembic_version'
"""


class _EachValue(FunctionElement[Any]):
    name = "each_value"
    inherit_cache = True


class _Typed(FunctionElement[Any]):
    """A cast that only PostgreSQL needs."""

    name = "typed"
    inherit_cache = True


class _RowsAsJson(FunctionElement[str]):
    name = "rows_as_json"
    type = String()
    inherit_cache = True


class _ValuesAsJson(FunctionElement[str]):
    name = "values_as_json"
    type = String()
    inherit_cache = True


class _Joined(FunctionElement[str]):
    name = "joined"
    type = String()
    inherit_cache = True


class _PlaceIn(FunctionElement[int]):
    name = "place_in"
    inherit_cache = True


def _arguments(element: FunctionElement[Any], compiler: SQLCompiler, **options: Any) -> list[str]:  # noqa: ANN401
    return [compiler.process(one, **options) for one in element.clauses]


def _say(kind: type[FunctionElement[Any]], sqlite: str, postgresql: str) -> None:
    """How a function is written: `{0}` its first argument, `{all}` all of them."""
    for dialect, form in (("default", sqlite), (POSTGRESQL, postgresql)):

        def written(element: Any, compiler: Any, _form: str = form, **options: Any) -> str:  # noqa: ANN401
            arguments = _arguments(element, compiler, **options)
            return _form.format(*arguments, all=", ".join(arguments))

        compiles(kind, *([] if dialect == "default" else [dialect]))(written)


_say(_EachValue, "json_each({0})", "json_array_elements_text(CAST({0} AS JSON))")
_say(
    _RowsAsJson,
    "json_group_array(json_array({all}))",
    "CAST(coalesce(json_agg(json_build_array({all})), '[]') AS TEXT)",
)
_say(_ValuesAsJson, "json_group_array({0})", "CAST(coalesce(json_agg({0}), '[]') AS TEXT)")
_say(_Joined, "group_concat({0}, {1})", "string_agg({0}, {1} ORDER BY {2})")
_say(_PlaceIn, "instr({0}, {1})", "strpos({0}, {1})")


@compiles(_Typed)
def _as_it_is(element: Any, compiler: Any, **options: Any) -> str:  # noqa: ANN401
    written: str = compiler.process(next(iter(element.clauses)).clause, **options)
    return written


@compiles(_Typed, POSTGRESQL)
def _as_typed(element: Any, compiler: Any, **options: Any) -> str:  # noqa: ANN401
    written: str = compiler.process(next(iter(element.clauses)), **options)
    return written
