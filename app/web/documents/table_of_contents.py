"""The table of contents of a document: its parts in text order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.place_lookup import annexes_in
from app.domain.places import cite
from app.domain.resolution import Paragraph, Resolution

_NAMES = {"preambular": "序言部分", "operative": "执行部分", "paragraph": "正文"}
_LONGEST = 24
"""Maximum characters shown of a heading."""

_NUMBER = re.compile(r"第?[〇零一二三四五六七八九十百0-9A-Z]{1,6}(?:条|款|节|章|部分)?")
"""A heading that is only a number: `十二`, `第三章`, `A`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A part of a document: its name, the anchor of its first unit, its number of paragraphs (0: not shown)."""

    name: str
    place: str
    count: int = 0
    is_inner: bool = False


def table_of_contents(text: Resolution) -> tuple[Entry, ...]:
    """The parts of the text itself: preamble, operative part, headings, annexes."""
    return tuple(_entries(text))


def _entries(text: Resolution) -> Iterator[Entry]:
    said: set[tuple[str | None, str]] = set()
    annex, headings = None, list[Paragraph]()
    for unit in text.paragraphs:
        if unit.annex != annex:
            yield from _headings(headings)
            annex, headings = unit.annex, []
            if annex:
                yield Entry(cite(f"annex/{annex}", annexes_in(text)), unit.anchor)
        if unit.kind == "heading":
            headings.append(unit)
            continue
        # Plain paragraphs of an annex are covered by the entry of the annex.
        if (annex, unit.kind) not in said and unit.kind in _NAMES and (not annex or unit.kind != "paragraph"):
            said.add((annex, unit.kind))
            begin = headings[0] if headings else unit
            yield Entry(_NAMES[unit.kind], begin.anchor, _count(text, unit), is_inner=bool(annex))
        yield from _headings(headings)
        headings = []
    yield from _headings(headings)


def _headings(row: list[Paragraph]) -> Iterator[Entry]:
    """The entries of consecutive headings; one that is only a number is joined to the next."""
    number = ""
    for unit in row:
        name = f"{number}　{unit.number or ''}　{unit.text}".strip("　").replace("　　", "　")
        number = name if _NUMBER.fullmatch(name) and unit is not row[-1] else ""
        if not number:
            yield Entry(name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…", unit.anchor, is_inner=True)


def _count(text: Resolution, first: Paragraph) -> int:
    """The number of paragraphs, without points, of this kind in the same text or annex."""
    alike = (unit for unit in text.paragraphs if (unit.annex, unit.kind) == (first.annex, first.kind))
    return sum(unit.depth == 0 for unit in alike)
