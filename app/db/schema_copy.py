"""Copies of rows: a schema of PostgreSQL to another on the server, and all rows of a database into another one."""

from collections.abc import Iterator

from sqlalchemy import Connection, MetaData, Table, inspect, select, text

from app.db.dialect import POSTGRESQL, copy_rows

_BATCH = 5000
VERSION_TABLE = "alembic_version"

_TABLES = """
SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = CAST(:schema AS regnamespace) ORDER BY oid
"""
_SEQUENCES = """
SELECT relname, attname, pg_get_serial_sequence(quote_ident(relname), attname)
FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
WHERE relkind = 'r' AND relnamespace = CAST(:schema AS regnamespace) AND attnum > 0 AND NOT attisdropped
  AND pg_get_serial_sequence(quote_ident(relname), attname) IS NOT NULL
"""
# In this order: sequences are there before what counts by them, keys before what refers to them.
_AFTERWARDS = """
SELECT statement FROM (
  SELECT 1 AS step, attrelid AS of, format('ALTER TABLE %I ALTER %I SET DEFAULT %s', relname, attname,
    pg_get_expr(adbin, adrelid)) AS statement
  FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum JOIN pg_class ON pg_class.oid = attrelid
  WHERE relnamespace = CAST(:schema AS regnamespace)
  UNION ALL
  SELECT CASE contype WHEN 'f' THEN 4 ELSE 2 END, pg_constraint.oid, format('ALTER TABLE %I ADD CONSTRAINT %I %s', relname,
    conname, pg_get_constraintdef(pg_constraint.oid, true))
  FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
  WHERE connamespace = CAST(:schema AS regnamespace) AND contype IN ('p', 'u', 'f')
  UNION ALL
  SELECT 3, indexrelid, pg_get_indexdef(indexrelid, 0, true)
  FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
  WHERE relnamespace = CAST(:schema AS regnamespace)
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
) AS found ORDER BY step, of
"""


def copy_schema(connection: Connection, base: str) -> None:
    """Fill the empty schema that a connection works in with the tables and rows of another one.

    Indexes are made when the rows are there, which is faster by far.
    """
    quoted = connection.dialect.identifier_preparer.quote
    own = str(connection.execute(text("SHOW search_path")).scalar_one())
    # In the other schema, so that what it defines is written without its name.
    connection.execute(text(f"SET LOCAL search_path TO {quoted(base)}"))
    of_base = {"schema": base}
    tables = connection.execute(text(_TABLES), of_base).scalars().all()
    sequences = connection.execute(text(_SEQUENCES), of_base).all()
    afterwards = connection.execute(text(_AFTERWARDS), of_base).scalars().all()
    connection.execute(text(f"SET LOCAL search_path TO {quoted(own)}"))
    for table in tables:
        name, other = quoted(table), f"{quoted(base)}.{quoted(table)}"
        connection.exec_driver_sql(f"CREATE TABLE {name} (LIKE {other})")
        connection.exec_driver_sql(f"INSERT INTO {name} TABLE {other}")
    for table, column, sequence in sequences:
        name = quoted(str(sequence).rpartition(".")[2])
        connection.exec_driver_sql(f"CREATE SEQUENCE {name} OWNED BY {quoted(table)}.{quoted(column)}")
    for statement in afterwards:
        connection.exec_driver_sql(statement.replace("%", "%%"))
    go_on_counting(connection)


def go_on_counting(connection: Connection) -> None:
    """Let keys that the database gives begin behind those that it has."""
    if connection.dialect.name != POSTGRESQL:
        return
    quoted = connection.dialect.identifier_preparer.quote
    schema = {"schema": connection.execute(text("SELECT current_schema()")).scalar_one()}
    for table, column, sequence in connection.execute(text(_SEQUENCES), schema).all():
        highest = f"SELECT coalesce(max({quoted(column)}), 0) + 1 FROM {quoted(table)}"  # noqa: S608  names of tables
        connection.execute(text(f"SELECT setval(:sequence, ({highest}), false)"), {"sequence": sequence})


def copy_all_rows(source: Connection, target: Connection) -> None:
    """Fill the empty tables of a database with the rows of another one of the same schema, in any of the two kinds."""
    # The types of PostgreSQL say what a value is; a file of SQLite does not.
    known = target if target.dialect.name == POSTGRESQL else source
    tables = MetaData()
    tables.reflect(known, resolve_fks=False)
    for table in tables.sorted_tables:
        if table.name == VERSION_TABLE:
            continue
        names = [column.name for column in table.columns]
        for rows in _batches(source, table):
            if target.dialect.name == POSTGRESQL:
                copy_rows(target, table.name, names, rows)
            else:
                target.execute(table.insert(), [dict(zip(names, row, strict=True)) for row in rows])
    go_on_counting(target)


def _batches(connection: Connection, table: Table) -> Iterator[list[tuple[object, ...]]]:
    found = connection.execute(
        select(table).order_by(*inspect(table).primary_key), execution_options={"yield_per": _BATCH}
    )
    for rows in found.partitions():
        yield [tuple(row) for row in rows]
