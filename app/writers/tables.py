"""Tables as text that programs read: CSV (RFC 4180) and JSON Lines, with the types that a reader is told."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Type = Literal["string", "integer", "number", "boolean", "date", "datetime", "array"]
Value = str | int | float | bool | date | Sequence[object] | None
Row = Sequence[Value]

FORMULA = tuple("=+-@\t\r＝＋－＠")
"""What a spreadsheet would take for the beginning of a formula."""
_GUARDED = ("'", *FORMULA)
"""Also the sign that says that it is none, so that a reader can take it away again."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its name, the type of its values, what they are, in Chinese. A value may be missing unless required."""

    name: str
    type: Type
    description: str
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `key` are the columns that tell its rows apart, none if nothing does; `references` the columns that
    hold the key of another table, by the name of that table."""

    name: str
    title: str
    fields: tuple[Field, ...]
    key: tuple[str, ...] = ()
    references: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(field.name for field in self.fields)


def csv_text(rows: Iterable[Row]) -> str:
    """Rows as CSV: nothing for what is missing, lists as JSON, and `'` before what could be a formula or begins so."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([_cell(value) for value in row] for row in rows)
    return file.getvalue()


def unguarded(cell: str) -> str:
    """A cell of the CSV as it was."""
    return cell[1:] if cell.startswith("'") else cell


def json_lines(names: Sequence[str], rows: Iterable[Row]) -> str:
    """Rows as JSON objects, one a line, each with all names."""
    return "".join(
        json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=str, separators=(",", ":"))
        + "\n"
        for row in rows
    )


def json_text(value: Sequence[object]) -> str:
    """A list as JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _cell(value: Value) -> str | int | float | None:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_GUARDED) else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, int | float):
        return value
    return value.isoformat() if isinstance(value, date) else json_text(value)
