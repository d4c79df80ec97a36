"""Footnotes as web pages and converted Word files leave them: `↑ 见A/10297`, counted by their order, and `[1: A/77/41。]`
inside a line. Each becomes a line of its own that begins with `[1]`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.sources.reading import Line

_ARROW = re.compile(
    r"(?:(?P<number>\d{1,3})\s*[.．、]?\s*)?(?:↑|\^(?=\s))(?:\s*(?:\d{1,3}\.\d{1,2}|[a-z]{1,2})(?=\s))*\s*(?P<text>[^\s→←↑].*)"
)
"""`↑ 见A/10297`, `2. ↑ 2.0 2.1 同上`, `^ a b 见A/36/539`: the arrow leads back to the mark."""
_TAG = re.compile(
    r"<ref(?:\s+name\s*=\s*[\"']?(?P<name>[^\"'<>/]{1,60})[\"']?)?\s*(?:/>|>(?P<text>[^<>]*)</ref>)",
    re.IGNORECASE,
)
_FIRST_MARK = re.compile(r"[\[［]1[\]］]")
_INSIDE = re.compile(r"\[(?:footnoteRef:)?(?P<number>\d{1,3})\]\s*\[(?P=number):\s+(?P<text>\S[^\[\]]*)\]")
"""`[footnoteRef:1] [1: A/77/41。]`, as programs write it that turn Word files into text."""


def with_notes_apart(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines; footnotes of these kinds begin with their number in brackets, each on a line of its own."""
    return tuple(_without_inner(_counted(_without_tags(lines))))


def _without_tags(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with notes as a wiki's source has them, `<ref>…</ref>`, counted through and set inside as `[1] [1: …]`."""
    named: dict[str, int] = {}
    last = 0

    def numbered(tag: re.Match[str]) -> str:
        nonlocal last
        name = (tag["name"] or "").strip()
        if name in named:
            return f"[{named[name]}]"
        last += 1
        if name:
            named[name] = last
        words = re.sub(r"[\[\]]", "", tag["text"] or "")
        return f"[{last}] [{last}: {words}]" if words else f"[{last}]"

    if not any(_TAG.search(line.text) for line in lines):
        return lines
    return [replace(line, text=_TAG.sub(numbered, line.text)) for line in lines]


def _counted(lines: Sequence[Line]) -> Sequence[Line]:
    found = {index: note for index, line in enumerate(lines) if (note := _ARROW.fullmatch(line.text))}
    first = min(found, default=0)
    if list(found) != list(range(first, first + len(found))):
        return lines
    if not any(_FIRST_MARK.search(line.text) for line in lines[:first]):
        return lines
    return [
        replace(line, text=f"[{note['number'] or index - first + 1}] {note['text']}")
        if (note := found.get(index))
        else line
        for index, line in enumerate(lines)
    ]


def _without_inner(lines: Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        inner = list(_INSIDE.finditer(line.text))
        if not inner:
            yield line
            continue
        yield replace(line, text=_INSIDE.sub(r"[\g<number>]", line.text))
        lead = line.start + line.indent
        for note in inner:
            start = min(lead + note.start(), line.end - 1)
            yield replace(line, start=start, text=f"[{note['number']}] {note['text']}", gap=0)
