"""How much work something is, counted and not timed: the same on any machine, whatever else it does."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event

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


@contextmanager
def sqlite_steps() -> Iterator[Steps]:
    """Count what SQLite does meanwhile, in all databases."""
    steps = Steps()

    def begun(connection: Any, _cursor: object, statement: str, *_: object) -> None:  # noqa: ANN401
        steps.statement = statement
        connection.connection.dbapi_connection.set_progress_handler(steps.noticed, _GRAIN)

    event.listen(Engine, "before_cursor_execute", begun)
    try:
        yield steps
    finally:
        event.remove(Engine, "before_cursor_execute", begun)
        steps.statement = "afterwards"
