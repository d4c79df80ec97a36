"""The text: preamble, paragraphs, points, sections, headings, tables."""

import re
from collections.abc import Iterable, Sequence

from lxml import etree

from app.domain.resolution import CELL_SIGN, Paragraph
from app.writers.akn.elements import Ids, add, label, place
from app.writers.akn.inline import InlineWriter, Words
from app.writers.akn.note_writer import NoteWriter
from app.writers.akn.outline import (
    Node,
    Section,
    Stem,
    above_of,
    is_aside,
    is_end,
    preamble_first,
    runs,
)

_FIGURES = re.compile("[0-9]+")
_HAN = re.compile("[一二三四五六七八九十百]+")
PREAMBLE = "preamble"
"""The name of what holds preambular paragraphs that stand elsewhere than at the beginning."""
WRAP_UP, HEADING = "wrapUp", "heading"
"""The classes of a line in a preamble that is text after points, or a heading."""


def printed_number(number: str) -> str:
    """The number of a paragraph with its stop: `5.`, `一、`."""
    return f"{number}、" if _HAN.fullmatch(number) else f"{number}."


def printed_label(number: str) -> str:
    """The label of a point in its brackets: `(a)`, `(一)`; numbers in parts stand without: `1.2`."""
    return number if "." in number else f"({number})"


class BodyWriter:
    """Writes the units of one text."""

    def __init__(self, inline: InlineWriter, notes: NoteWriter, ids: Ids) -> None:
        self._inline = inline
        self._notes = notes
        self._ids = ids

    def write(
        self, preamble: etree._Element | None, body: etree._Element, nodes: Sequence[Node], within: str
    ) -> None:
        """Write the nodes of the main text or an annex, those that it begins with into its preamble, if it has one.
        `within` is what its identifiers begin with."""
        first = preamble_first(nodes) if preamble is not None else 0
        if preamble is not None:
            self._preamble(preamble, nodes[:first], within)
        self.nodes(body, nodes[first:], within)

    def nodes(self, parent: etree._Element, nodes: Sequence[Node], within: str = "") -> None:
        """Write nodes into the body, a section, or a container of a portion."""
        for is_preamble, run in runs(nodes):
            if is_preamble:
                held = add(parent, "hcontainer", name=PREAMBLE, eId=self._ids.new(f"{within}hcontainer_1"))
                content = add(held, "content")
                for node in run:
                    if isinstance(node, Stem):
                        self._preambular(content, node, within)
                continue
            for node in run:
                if isinstance(node, Section):
                    self._section(parent, node, within)
                elif isinstance(node, Stem):
                    self._paragraph(parent, node, within)
                else:
                    self._aside(parent, node, within)

    def _section(self, parent: etree._Element, section: Section, within: str) -> None:
        eid = self._ids.new(f"{within}sec_{label(section.label)}")
        element = add(parent, "section", eId=eid)
        if section.heading:
            self._heading(element, section.heading, f"{eid}__")
        self.nodes(element, section.nodes, f"{eid}__")

    def _heading(self, parent: etree._Element, unit: Paragraph, within: str) -> None:
        """The heading of the element that it stands in, with its number."""
        if unit.number:
            add(parent, "num", printed_number(unit.number))
        numbers = unit.anchor.rpartition("h/")[2]
        eid = self._ids.of(unit.eid, f"{within}heading_{label(numbers)}")
        # `h/2/1` counts below the heading before it.
        kind = "subheading" if "/" in numbers else "heading"
        self._words(place(add(parent, kind, eId=eid), unit), unit)

    def _aside(self, parent: etree._Element, unit: Paragraph, within: str) -> None:
        """A heading or table between paragraphs, in an element of its own, since the schema has no other place."""
        if unit.kind == "heading":
            self._heading(add(parent, "paragraph", class_="H1"), unit, within)
            return
        held = add(parent, "hcontainer", name="table", eId=self._ids.new(f"{within}hcontainer_1"))
        self._table(add(held, "content"), unit, within)

    def _table(self, parent: etree._Element, unit: Paragraph, within: str) -> None:
        table = add(parent, "table", eId=self._ids.of(unit.eid, f"{within}table_1"))
        place(table, unit)
        words, note, start = Words.of(unit), self._notes.at_marks(unit.anchor), 0
        for row in unit.rows:
            line = add(table, "tr")
            for cell in row:
                end = start + len(cell.text)
                kept = add(
                    line,
                    "th" if cell.is_head else "td",
                    colspan=str(cell.columns) if cell.columns > 1 else None,
                    rowspan=str(cell.rows) if cell.rows > 1 else None,
                )
                content = words.cut(start, end)
                if cell.text or content.notes:
                    self._inline.write(add(kept, "p"), content, note)
                start = end + len(CELL_SIGN)
            # A row ends in a sign of one character, where a cell would have gone on with three.
            start += 1 - len(CELL_SIGN)
        if not unit.rows:
            self._inline.write(add(add(add(table, "tr"), "td"), "p"), words, note)

    def _words(self, element: etree._Element, unit: Paragraph) -> etree._Element:
        self._inline.write(element, Words.of(unit), self._notes.at_marks(unit.anchor))
        return element

    # Numbered paragraphs and others of the main text.

    def _paragraph(self, parent: etree._Element, stem: Stem, within: str) -> None:
        unit, kind = stem.unit, stem.anchor.rpartition("/")
        is_numbered = kind[0].endswith("op")
        wanted = f"{within}para_{'' if is_numbered else 'nn_'}{label(kind[2])}"
        eid = self._ids.of(unit.eid if unit else None, wanted)
        element = add(parent, "paragraph", eId=eid)
        if unit:
            place(element, unit)
            self._number(element, unit, is_numbered=is_numbered)
        if not stem.inner and unit:
            self._words(add(add(element, "content"), "p"), unit)
            return
        self._points(element, unit, stem, stem.inner, eid)

    def _number(self, element: etree._Element, unit: Paragraph, *, is_numbered: bool) -> None:
        if unit.number:
            add(element, "num", printed_number(unit.number) if is_numbered else printed_label(unit.number))

    def _points(
        self,
        element: etree._Element,
        introduction: Paragraph | None,
        stem: Stem,
        inner: Sequence[Paragraph],
        within: str,
    ) -> None:
        """The lists of a paragraph or point: points, then text after them; more points begin another list."""
        points, is_closed, list_eid = None, False, ""
        for number, group in enumerate(_by_point(stem, inner)):
            unit = group[0]
            # The schema has one `wrapUp` a list, at its end.
            if points is None or is_closed:
                list_eid = self._ids.new(f"{within}__list_1")
                points, is_closed = add(element, "list", eId=list_eid), False
                if number == 0 and introduction:
                    self._words(add(add(points, "intro"), "p"), introduction)
            if is_end(unit):
                is_closed = True
                wrap_up = add(points, "wrapUp", eId=self._ids.of(unit.eid, f"{list_eid}__wrapup_1"))
                self._words(add(place(wrap_up, unit), "p"), unit)
            elif is_aside(unit):
                self._aside(points, unit, f"{list_eid}__")
            elif stem.depth(unit) > 1:
                above = above_of(stem, unit)
                going_on = add(points, "point", eId=self._ids.new(f"{list_eid}__point_{label(above.last)}"))
                self._points(going_on, None, above, group, f"{list_eid}__point_{label(above.last)}")
            else:
                self._point(points, group, list_eid)

    def _point(self, parent: etree._Element, group: Sequence[Paragraph], within: str) -> None:
        unit, *inner = group
        eid = self._ids.of(unit.eid, f"{within}__point_{label(unit.anchor.rpartition('/')[2])}")
        element = place(add(parent, "point", eId=eid), unit)
        self._number(element, unit, is_numbered=False)
        if inner:
            self._points(element, unit, Stem(unit.anchor, unit), inner, eid)
        else:
            self._words(add(add(element, "content"), "p"), unit)

    # Preambular paragraphs.

    def _preamble(self, preamble: etree._Element, nodes: Iterable[Node], within: str) -> None:
        for node in nodes:
            if isinstance(node, Stem):
                verb = _printed_verb(node.unit) or "preambular"
                number = label(node.anchor.rpartition("/")[2])
                eid = self._ids.of(node.unit.eid if node.unit else None, f"{within}container_{number}")
                element = add(preamble, "container", name=verb, eId=eid)
                self._preambular(element, node, within, eid)
            elif isinstance(node, Paragraph):
                self._aside_in_blocks(preamble, node, within)

    def _preambular(self, parent: etree._Element, stem: Stem, within: str, owner: str | None = None) -> None:
        """A preambular paragraph as a block, with its points; `owner` is the element that bears its identifier."""
        unit, number = stem.unit, label(stem.anchor.rpartition("/")[2])
        eid = None if owner else self._ids.of(unit.eid if unit else None, f"{within}container_{number}")
        if not stem.inner and unit:
            block = add(parent, "p", eId=eid)
            self._words(block if owner else place(block, unit), unit)
            if owner:
                place(parent, unit)
            return
        self._items(parent, unit, stem, stem.inner, owner or eid or within, eid)

    def _items(
        self,
        parent: etree._Element,
        introduction: Paragraph | None,
        stem: Stem,
        inner: Sequence[Paragraph],
        within: str,
        eid: str | None = None,
    ) -> None:
        points: etree._Element | None = None
        groups = _by_point(stem, inner)
        if introduction and (is_end(groups[0][0]) or is_aside(groups[0][0])):
            self._words(place(add(parent, "p", eId=eid), introduction), introduction)
            introduction = eid = None
        for unit, *below in groups:
            if is_end(unit) or is_aside(unit):
                self._line(parent, unit, within)
                points = None
                continue
            if points is None:
                # The list that makes up a paragraph is the paragraph, whose element bears the identifier.
                is_whole = introduction is not None
                points = add(
                    parent, "blockList", eId=eid if is_whole else self._ids.new(f"{within}__blockList_1")
                )
                if introduction:
                    self._words(place(add(points, "listIntroduction"), introduction), introduction)
                introduction = eid = None
            if stem.depth(unit) > 1:
                above = above_of(stem, unit)
                own = self._ids.new(f"{within}__item_{label(above.last)}")
                self._items(add(points, "item", eId=own), None, above, [unit, *below], own)
                continue
            own = self._ids.of(unit.eid, f"{within}__item_{label(unit.anchor.rpartition('/')[2])}")
            item = place(add(points, "item", eId=own), unit)
            self._number(item, unit, is_numbered=False)
            self._words(add(item, "p"), unit)
            if below:
                self._items(item, None, Stem(unit.anchor, unit), below, own)

    def _line(self, parent: etree._Element, unit: Paragraph, within: str) -> None:
        """Text after points, a heading or a table between the points of a preambular paragraph."""
        if is_aside(unit):
            self._aside_in_blocks(parent, unit, f"{within}__")
            return
        block = add(parent, "p", class_=WRAP_UP, eId=self._ids.of(unit.eid, f"{within}__p_1"))
        self._words(place(block, unit), unit)

    def _aside_in_blocks(self, parent: etree._Element, unit: Paragraph, within: str) -> None:
        if unit.kind == "table":
            self._table(parent, unit, within)
            return
        eid = self._ids.of(unit.eid, f"{within}heading_{label(unit.anchor.rpartition('h/')[2])}")
        block = place(add(parent, "p", class_=HEADING, eId=eid), unit)
        if unit.number:
            add(block, "inline", printed_number(unit.number), name="num")
        self._words(block, unit)


def _printed_verb(unit: Paragraph | None) -> str:
    """The verb as it stands in a paragraph: 又回顾."""
    return unit.text[unit.verb_start : unit.verb_end] if unit and unit.verb else ""


def _by_point(stem: Stem, inner: Sequence[Paragraph]) -> list[list[Paragraph]]:
    """What stands in a paragraph: each point with what is below it; a heading or table between its points too.

    Points below a point that other text parts from it are a group without it."""
    groups: list[list[Paragraph]] = []
    waiting: list[Paragraph] = []
    for unit in inner:
        if is_aside(unit):
            waiting.append(unit)
            continue
        goes_on = bool(groups) and not is_end(groups[-1][0]) and not is_aside(groups[-1][0])
        if goes_on and stem.depth(unit) > 1 and not is_end(unit):
            groups[-1] += [*waiting, unit]
        else:
            groups += [*([aside] for aside in waiting), [unit]]
        waiting = []
    return groups + [[aside] for aside in waiting]
