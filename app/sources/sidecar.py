"""`NAME.toml` beside `NAME.txt`: head fields that the text itself does not print."""

import tomllib
from dataclasses import replace
from datetime import date
from typing import Any

from app.domain.organs import Names
from app.domain.resolution import Head, Problem
from app.domain.symbols import Symbol
from app.sources.reading import Reading

_TEXT_FIELDS = {
    "title",
    "number",
    "session",
    "session_dates",
    "agenda_item",
    "agenda_item_title",
    "committee",
    "meeting",
    "distribution",
    "language",
    "original_language",
}
_DATE_FIELDS = {"adopted_on", "published_on"}
_CHOICES = {
    "kind": ("resolution", "decision", "draft"),
    "outcome": ("adopted", "not_adopted", "pending"),
}


def apply_sidecar(reading: Reading, data: bytes, names: Names) -> Reading | Problem:
    """The reading with the fields of a sidecar over its own; a sidecar in error is a Problem."""
    try:
        fields = tomllib.loads(data.decode("utf-8-sig"))
        changes = {key: _value(key, value, names) for key, value in fields.items()}
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Problem("bad_sidecar", f"旁注文件不是 UTF-8 编码的 TOML：{error}")
    except ValueError as error:
        return Problem("bad_sidecar", f"旁注文件：{error}")
    head: Head = replace(reading.resolution.head, **changes)
    identity = Symbol(head.symbol).url if "symbol" in changes and head.symbol else reading.resolution.id
    return replace(reading, resolution=replace(reading.resolution, id=identity, head=head))


def _value(key: str, value: Any, names: Names) -> Any:
    if key == "symbol" and isinstance(value, str):
        return Symbol.parse(value).canonical
    if key == "body" and isinstance(value, str) and names.organ_by_code(value):
        return value
    if key in _DATE_FIELDS and isinstance(value, date):
        return value
    if key in _TEXT_FIELDS and isinstance(value, str):
        return value
    if key in _CHOICES and value in _CHOICES[key]:
        return value
    known = sorted({"symbol", "body", *_TEXT_FIELDS, *_DATE_FIELDS, *_CHOICES})
    raise ValueError(f"{key} = {value!r} 不是可用的字段或值；可用的字段：{'、'.join(known)}")
