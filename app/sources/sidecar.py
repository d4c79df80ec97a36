"""`NAME.toml` beside `NAME.txt`: head fields that the text does not print."""

import re
import tomllib
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from app.domain.controls import escaped, has_controls
from app.domain.organs import Names
from app.domain.resolution import Head, Problem
from app.domain.symbols import Symbol
from app.sources.dates import GivenDate
from app.sources.document_identity import symbol_of_number
from app.sources.reading import Reading

MAX_BYTES = 64 * 1024
"""Maximum size of a sidecar, in bytes."""

_DEEPEST = 8
"""Maximum number of names in a dotted key, and of brackets within brackets. A sidecar needs none."""

_QUOTED = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"{3,5}|' + r"'''(?:[^']|'(?!''))*+'{3,5}" + r'|"(?:[^"\\\n]|\\.)*+"|'
    r"'[^'\n]*+'|#[^\n]*+",
    re.DOTALL,
)
"""A string or a comment of TOML."""

_LONGEST_SHOWN = 80
"""How much of a value a message repeats, in characters."""

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
        supplied: dict[str, Any] = {key: _value(key, value, names) for key, value in _fields(data).items()}
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Problem("bad_sidecar", f"旁注文件不是 UTF-8 编码的 TOML：{_short(error)}")
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
        Problem(
            "sidecar_differs",
            f"旁注文件的 {key} 是{_short(supplied[key])}，文本印作{_short(getattr(head, key))}",
        )
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
    day = supplied.get("adopted_on")
    dates = (GivenDate("sidecar", day.isoformat(), day),) if isinstance(day, date) else ()
    return (replace(reading, resolution=resolution, dates=(*reading.dates, *dates)),)


def _fields(data: bytes) -> dict[str, object]:
    """The fields of a sidecar. Raises ValueError, with a reason in Chinese, if it is too large or nested.

    Both are looked at first, because parsing a key of many names takes memory by the square of their number.
    """
    if len(data) > MAX_BYTES:
        raise ValueError(f"超过 {MAX_BYTES // 1024} KB")
    text = data.decode("utf-8-sig")
    if _depth(text) > _DEEPEST:
        raise ValueError("嵌套过深，每行只写“字段 = 值”")
    return tomllib.loads(text)


def _depth(text: str) -> int:
    """The deepest nesting in a text of TOML: dots in a line, or open brackets, outside strings and comments."""
    code = _QUOTED.sub("", text)
    dots = max(line.count(".") for line in code.split("\n"))
    depth = deepest = 0
    for found in re.finditer(r"[\[{]|[\]}]", code):
        depth += 1 if found[0] in "[{" else -1
        deepest = max(deepest, depth)
    return max(dots, deepest)


def _short(value: object) -> str:
    """A value, or its beginning, as a message shows it."""
    told = escaped(str(value))
    return told if len(told) <= _LONGEST_SHOWN else f"{told[:_LONGEST_SHOWN]}…"


def _with_symbol(head: Head, names: Names) -> Head:
    """The head with the symbol derived from organ and number, if it has none."""
    organ = names.organ_by_code(head.body)
    made = symbol_of_number(organ, head.number, decision=head.kind == "decision") if organ else None
    return replace(head, symbol=made.canonical) if made and not head.symbol else head


def _value(key: str, value: object, names: Names) -> str | date:
    if isinstance(value, str) and has_controls(value):
        raise ValueError(f"{_short(key)} 的值含有控制字符")
    if key == "symbol" and isinstance(value, str):
        try:
            return Symbol.parse(value).canonical
        except ValueError:
            raise ValueError(f"“{_short(value)}”不是文号") from None
    if key == "body" and isinstance(value, str) and names.organ_by_code(value):
        return value
    if key in _DATE_FIELDS and isinstance(value, date) and not isinstance(value, datetime):
        return value
    if key in _TEXT_FIELDS and isinstance(value, str):
        return value
    if isinstance(value, str) and value in _CHOICES.get(key, ()):
        return value
    known = sorted({"symbol", "body", *_TEXT_FIELDS, *_DATE_FIELDS, *_CHOICES})
    raise ValueError(
        f"{_short(key)} = {_short(repr(value))} 不是可用的字段或值；可用的字段：{'、'.join(known)}"
    )
