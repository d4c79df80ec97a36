"""How much work something is, counted and not timed: the same on any machine, whatever else it does."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Pool, event

_GRAIN = 10
"""Of how many instructions of SQLite's machine one is noticed."""


@dataclass
class Steps:
    """Instructions of SQLite's machine, by statement: about in proportion to the rows that it looks at."""

    by_statement: Counter[str] = field(default_factory=Counter)
    statement: str = ""

    @property
    def all(self) -> int:
        """The instructions of all statements."""
        return self.by_statement.total()

    def noticed(self) -> int:
        """Count some instructions of the statement that runs; 0 lets it go on."""
        self.by_statement[self.statement] += _GRAIN
        return 0

    def begun(self, statement: str) -> None:
        """A statement begins."""
        self.statement = statement


@contextmanager
def sqlite_steps() -> Iterator[Steps]:
    """Count what SQLite does meanwhile, for whoever takes a connection meanwhile."""
    steps = Steps()

    def taken(connection: sqlite3.Connection, *_: object) -> None:
        connection.set_trace_callback(steps.begun)
        connection.set_progress_handler(steps.noticed, _GRAIN)

    event.listen(Pool, "checkout", taken)
    try:
        yield steps
    finally:
        event.remove(Pool, "checkout", taken)
