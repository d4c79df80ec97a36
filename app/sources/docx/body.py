"""Walks the main part of a Word file: paragraphs, tables and text boxes in the order of the text."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml import etree

from app.domain.resolution import TableCell
from app.sources.blocks import RichText
from app.sources.docx.markup import child, children, value
from app.sources.docx.numbering import AutomaticNumber, Numbering
from app.sources.docx.runs import Runs, Source, read_runs
from app.sources.docx.styles import ParagraphLook, style_of
from app.sources.docx.tables import Cell, cells_of, is_frame
from app.sources.docx.words import Words
from app.sources.laid_out import LaidOutFurniture, LaidOutParagraph, LaidOutRole
from app.sources.limits import MOST_LINES
from app.sources.rich_text import joined, single_spaced
from app.sources.vote_tables import vote_lines

_MOST_NESTED = 20
"""Maximum depth of tables and text boxes in one another."""
_LONGEST_HEADING = 100
"""In characters; what is longer is text, whatever its style says."""
_LONGEST_UNTOLD = 30
"""In characters; a text box with more is reported, since nobody knows where in the text it stands."""
_MOST_ON_COVER, _LONGEST_ON_COVER = 20, 50
"""Most lines on a cover above a table, and the longest, in characters."""
_FORMULA_ENDS = ("，", ",")
"""What an opening formula ends with; below it nothing is cover."""
_LEAST_HEADINGS, _SHORTEST_RUNNING = 2, 60
"""Headings with a style of their own from which on what is set as text is none; running text, in characters."""
_TWIPS = 210
"""Width of a Chinese character in the usual size, in twentieths of a point."""
_ENDS = ("，", "。", "；", "：", ",", ";", ":", "、")
_RULE = frozenset("_＿—–-―‾¯ ")
_SHORTEST_RULE = 3


class BodyReader:
    """Reads the paragraphs of one part; what is found outside the text goes to `furniture`."""

    def __init__(self, source: Source, numbering: Numbering, hrefs: Mapping[str, str]) -> None:
        self._source, self._numbering, self._hrefs = source, numbering, hrefs
        self.paragraphs: list[LaidOutParagraph] = []
        self.furniture: list[LaidOutFurniture] = []
        self._count = 0
        self._breaks = False
        self._open: Words | None = None
        self._where = ""
        self._styles: dict[str, str | None] = {}

    def read(self, parent: etree._Element, depth: int = 0) -> None:
        """Read what a body, a cell or a text box holds; raises ValueError if it is nested too deep."""
        if depth > _MOST_NESTED:
            raise ValueError("表格或文本框嵌套过深，不予读取")
        for kind, one in children(parent):
            if kind == "p":
                self._paragraph(one, depth)
            elif kind == "tbl":
                self._table(one, depth)
            elif kind == "altChunk":
                self._source.findings.add("embedded_file", self._place())
        left, self._open = self._open, None
        if left is not None and not left.is_empty:
            self._add(LaidOutParagraph(left.content(), self._place()))

    def told_apart(self) -> Iterator[LaidOutParagraph]:
        """The paragraphs, those in the styles of running text known as such where headings have styles of their
        own."""
        headings = sum(one.role == "heading" for one in self.paragraphs)
        running = {
            self._styles.get(one.place)
            for one in self.paragraphs
            if one.role == "text" and len(one.content.text) > _SHORTEST_RUNNING
        }
        for one in self.paragraphs:
            is_body = one.role == "text" and self._styles.get(one.place) in running
            is_told = headings >= _LEAST_HEADINGS and is_body and not _is_set_off(one.content)
            yield replace(one, role="body") if is_told else one

    def _paragraph(self, element: etree._Element, depth: int) -> None:
        self._count += 1
        if self._count > MOST_LINES:
            raise ValueError(f"超过 {MOST_LINES} 段，请分成几个文件")
        properties = child(element, "pPr")
        look = self._source.styles.paragraph(properties)
        in_contents = self._source.fields.within("TOC")
        runs = read_runs(element, self._source, self._hrefs, self._place())
        if self._is_joined(properties, runs):
            return
        words = self._with_open(runs.words)
        if in_contents or self._source.fields.within("TOC"):
            self.furniture.append(LaidOutFurniture(words.text, self._place(), "目录"))
        elif not words.is_empty:
            style = self._styles[self._place()] = style_of(properties)
            label = self._label(look, style)
            self._breaks = self._breaks or runs.breaks_before or look.breaks_page
            self._add(self._laid_out(words.content(), look, label))
        self._breaks = self._breaks or runs.breaks_after or _ends_section(properties)
        for box in runs.boxes:
            self._box(box, depth)

    def _is_joined(self, properties: etree._Element | None, runs: Runs) -> bool:
        """Whether the mark of a paragraph was deleted, so that its words belong to the next one."""
        mark = child(properties, "rPr")
        if child(mark, "del") is None and child(mark, "moveFrom") is None:
            return False
        self._open = self._with_open(runs.words)
        return True

    def _with_open(self, words: Words) -> Words:
        whole, self._open = self._open, None
        if whole is None:
            return words
        whole.extend(words)
        return whole

    def _label(self, look: ParagraphLook, style: str | None) -> AutomaticNumber | None:
        if look.list_id is None:
            return None
        label = self._numbering.next(look.list_id, look.list_level, style)
        if label and label.unknown:
            self._source.findings.add("number_format", self._place(), label.unknown)
        return label

    def _laid_out(
        self, content: RichText, look: ParagraphLook, label: AutomaticNumber | None
    ) -> LaidOutParagraph:
        return LaidOutParagraph(
            content,
            self._place(),
            label.text if label else None,
            label.level + 1 if label else 0,
            _role(content.text, look),
            max(0, look.indent // _TWIPS),
        )

    def _add(self, paragraph: LaidOutParagraph) -> None:
        self.paragraphs.append(replace(paragraph, break_before=self._breaks))
        self._breaks = False

    def _box(self, element: etree._Element, depth: int) -> None:
        before, where = len(self.paragraphs), self._where
        self._where = "的文本框"
        self.read(element, depth + 1)
        words = "".join(one.content.text for one in self.paragraphs[before:])
        if len(words) > _LONGEST_UNTOLD:
            self._source.findings.add("text_box", self._place())
        self._where = where

    def _table(self, element: etree._Element, depth: int) -> None:
        rows = cells_of(element)
        is_apart = max(map(len, rows), default=0) <= 1 or is_frame(element, rows, self._source.styles)
        if is_apart or self._is_on_cover():
            self._frame(rows, depth)
            return
        made = [[self._cell(cell, depth) for cell in row] for row in rows]
        if lines := vote_lines(made):
            self.paragraphs += [LaidOutParagraph(line, self._place()) for line in lines]
            return
        content = joined(
            (("\n" if index else "") if not place else " | ", cell)
            for index, row in enumerate(made)
            for place, cell in enumerate(row)
        )
        cells = tuple(
            tuple(
                TableCell(content_.text, cell.columns, cell.rows, cell.is_head)
                for cell, content_ in zip(row, contents, strict=True)
            )
            for row, contents in zip(rows, made, strict=True)
        )
        if content.text.strip(" |\n"):
            self._add(LaidOutParagraph(content, self._place(), role="table", rows=cells))

    def _is_on_cover(self) -> bool:
        """Whether only short lines stand above, so that a table sets the facts of the cover side by side."""
        return len(self.paragraphs) <= _MOST_ON_COVER and all(
            not one.label
            and len(one.content.text) <= _LONGEST_ON_COVER
            and not one.content.text.rstrip().endswith(_FORMULA_ENDS)
            for one in self.paragraphs
        )

    def _frame(self, rows: list[list[Cell]], depth: int) -> None:
        """The paragraphs of a table without lines; columns of votes list by list."""
        before = len(self.paragraphs)
        shape: list[list[RichText]] = []
        for row in rows:
            cells = []
            for cell in row:
                start = len(self.paragraphs)
                self.read(cell.element, depth + 1)
                inner = self.paragraphs[start:]
                cells.append(
                    single_spaced(
                        joined(("\n" if index else "", one.content) for index, one in enumerate(inner))
                    )
                )
            shape.append(cells)
        if lines := vote_lines(shape):
            place = self.paragraphs[before].place
            self.paragraphs[before:] = [LaidOutParagraph(line, place) for line in lines]

    def _cell(self, cell: Cell, depth: int) -> RichText:
        """The words of a cell on one line; what it holds besides is read as if it stood there."""
        before = len(self.paragraphs)
        self.read(cell.element, depth + 1)
        inner = self.paragraphs[before:]
        del self.paragraphs[before:]
        parts = (
            joined([("", RichText(f"{one.label} " if one.label else "")), ("", one.content)]) for one in inner
        )
        return single_spaced(joined((" ", one) for one in parts))

    def _place(self) -> str:
        return f"第{self._count}段{self._where}"


def _role(text: str, look: ParagraphLook) -> LaidOutRole:
    bare = text.strip()
    if len(bare) >= _SHORTEST_RULE and set(bare) <= _RULE:
        return "rule"
    is_short = len(bare) <= _LONGEST_HEADING and not bare.endswith(_ENDS)
    if look.outline is not None and is_short:
        return "heading"
    return "centred" if look.alignment == "center" else "text"


def _is_set_off(content: RichText) -> bool:
    """Whether a whole paragraph is set off, as a heading is by hand."""
    return sum(last - first for first, last in content.bold) >= len(content.text.strip())


def _ends_section(properties: etree._Element | None) -> bool:
    section = child(properties, "sectPr")
    return section is not None and value(child(section, "type")) != "continuous"
