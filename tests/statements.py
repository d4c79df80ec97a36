"""The SQL statements that SQLite executes, whether SQLAlchemy or something else hands them over."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Pool, event
from sqlalchemy.engine.interfaces import DBAPIConnection


@contextmanager
def executed() -> Iterator[list[str]]:
    """The statements of all connections that are taken from a pool meanwhile."""
    statements: list[str] = []

    def watch(connection: DBAPIConnection, *_: object) -> None:
        connection.set_trace_callback(statements.append)

    event.listen(Pool, "checkout", watch)
    try:
        yield statements
    finally:
        event.remove(Pool, "checkout", watch)
