"""`NAME.toml` beside `NAME.txt`: head fields that the text does not print."""

import tomllib
from dataclasses import replace
from datetime import date
from typing import Any

from app.domain.organs import Names
from app.domain.resolution import Head, Problem
from app.domain.symbols import Symbol
from app.sources.document_identity import symbol_of_number
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
_CONCLUSIONS = ("kind", "outcome", "body")
_CHOICES = {
    "kind": ("resolution", "decision", "draft"),
    "outcome": ("adopted", "not_adopted", "pending"),
}


def apply_sidecar(readings: tuple[Reading, ...], data: bytes, names: Names) -> tuple[Reading, ...] | Problem:
    """The reading of a file completed by its sidecar, or a Problem if the sidecar is invalid.

    The printed text wins: a field that contradicts it is reported and dropped. But kind, outcome and organ
    are inferred by the reader, so there the sidecar wins.
    """
    try:
        fields = tomllib.loads(data.decode("utf-8-sig"))
        supplied: dict[str, Any] = {key: _value(key, value, names) for key, value in fields.items()}
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Problem("bad_sidecar", f"旁注文件不是 UTF-8 编码的 TOML：{error}")
    except ValueError as error:
        return Problem("bad_sidecar", f"旁注文件：{error}")
    if len(readings) > 1:
        return Problem("bad_sidecar", "旁注文件：这个文件含有几份文件，旁注不能说明是哪一份")
    reading = readings[0]
    head = reading.resolution.head
    changes = {
        key: value
        for key, value in supplied.items()
        if key in _CONCLUSIONS or getattr(head, key) in (None, value)
    }
    problems = [
        Problem("sidecar_differs", f"旁注文件的 {key} 是{supplied[key]}，文本印作{getattr(head, key)}")
        for key in supplied
        if key not in changes
    ]
    if changes.get("kind") == "draft":
        changes.setdefault("outcome", "pending")
    head = _with_symbol(replace(head, **changes), names)
    resolution = replace(
        reading.resolution,
        id=Symbol(head.symbol).url if head.symbol else reading.resolution.id,
        head=head,
        problems=(*reading.resolution.problems, *problems),
    )
    return (replace(reading, resolution=resolution),)


def _with_symbol(head: Head, names: Names) -> Head:
    """The head with the symbol derived from organ and number, if it has none."""
    organ = names.organ_by_code(head.body)
    made = symbol_of_number(organ, head.number, decision=head.kind == "decision") if organ else None
    return replace(head, symbol=made.canonical) if made and not head.symbol else head


def _value(key: str, value: object, names: Names) -> str | date:
    if key == "symbol" and isinstance(value, str):
        try:
            return Symbol.parse(value).canonical
        except ValueError:
            raise ValueError(f"“{value[:80]}”不是文号") from None
    if key == "body" and isinstance(value, str) and names.organ_by_code(value):
        return value
    if key in _DATE_FIELDS and isinstance(value, date):
        return value
    if key in _TEXT_FIELDS and isinstance(value, str):
        return value
    if isinstance(value, str) and value in _CHOICES.get(key, ()):
        return value
    known = sorted({"symbol", "body", *_TEXT_FIELDS, *_DATE_FIELDS, *_CHOICES})
    raise ValueError(f"{key} = {value!r} 不是可用的字段或值；可用的字段：{'、'.join(known)}")
