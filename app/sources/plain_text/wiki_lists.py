"""What a wiki's source says with signs at the heads of lines: numbered lists, and the fields of a template over several
lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.sources.reading import Line

_ITEM = re.compile(r"(?P<signs>#{1,2})\s*(?P<text>[^#:*;\s].*[；;。.：:]['’]{0,5})")
_FEWEST_ITEMS = 2
_OPENS = re.compile(r"\{\{[^{}|]{1,60}(?:\|[^{}]*)?")
_FIELD = re.compile(r"\|\s*(?P<name>[^=|{}]{1,30}?)\s*=\s*(?P<value>.*)")
_TELLING = frozenset("title notes date 标题 標題 備註 备注 附注 日期 通过日期".split())
"""Names of fields whose values are lines of a head."""
_MOST_FIELDS = 30


def with_list_numbers(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines; `# 请各国…；` with its number, `## 编写报告；` below it with its letter. A heading of Markdown, which has
    no sign at its end, is none."""
    items = [_ITEM.fullmatch(line.text) for line in lines]
    if sum(item is not None for item in items) < _FEWEST_ITEMS:
        yield from lines
        return
    number = letter = 0
    for line, item in zip(lines, items, strict=True):
        if item is None:
            yield line
        elif item["signs"] == "#":
            number, letter = number + 1, 0
            yield replace(line, text=f"{number}. {item['text']}")
        else:
            yield replace(line, text=f"({chr(ord('a') + min(letter, 25))}) {item['text']}")
            letter += 1


def with_template_fields(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines; of a template that opens on one line and closes on another, the values of its telling fields, and what
    is left marked as a template, `{{…}}`."""
    close = -1
    for index, line in enumerate(lines):
        if index > close and _OPENS.fullmatch(line.text):
            close = _end_of_template(lines, index)
        if index > close:
            yield line
            continue
        field = _FIELD.fullmatch(line.text)
        is_told = field and field["name"].lower() in _TELLING and field["value"].strip()
        words = field["value"].strip() if field and is_told else f"{{{{{re.sub('[{}]', '', line.text)}}}}}"
        yield replace(line, text=words)


def _end_of_template(lines: Sequence[Line], start: int) -> int:
    """Index of the line that closes a template; the one before its beginning if none does."""
    for index in range(start + 1, min(start + _MOST_FIELDS, len(lines))):
        if lines[index].text.endswith("}}"):
            return index
        if not lines[index].text.startswith("|"):
            break
    return start - 1


_NUMBERED = re.compile(r"(?P<number>\d{1,2})\.\s+(?P<words>\S.*)")
_DEEPER = 2


def with_nested_numbers(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines; a list of Markdown inside another, indented, counted anew from 1, and followed by the next number of
    the outer list, has `(1)` for `1.`."""
    counted = [
        (index, line.indent, int(found["number"]))
        for index, line in enumerate(lines)
        if (found := _NUMBERED.fullmatch(line.text))
    ]
    inner: set[int] = set()
    for place, (_, indent, number) in enumerate(counted):
        end = _end_of_inner(counted, place + 1, indent)
        if place + 1 < end < len(counted) and counted[end][1:] == (indent, number + 1):
            inner.update(index for index, _, _ in counted[place + 1 : end])
    return tuple(
        replace(line, text=_NUMBERED.sub(r"(\g<number>) \g<words>", line.text)) if index in inner else line
        for index, line in enumerate(lines)
    )


def _end_of_inner(counted: Sequence[tuple[int, int, int]], start: int, indent: int) -> int:
    """Where a list ends whose lines are indented deeper and count from 1."""
    end = start
    while end < len(counted) and counted[end][1] >= indent + _DEEPER and counted[end][2] == end - start + 1:
        end += 1
    return end
