"""The text of a statement as blocks in its order: preamble, paragraphs, points, headings, tables, annexes.

The elements tell less than they seem to: labels are typed before the words, headings stand in paragraphs,
preambular paragraphs in the main body. What a block is follows from element, label and look together.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from app.domain.resolution import CELL_SIGN, ROW_SIGN, Cell, Link, NoteMark
from app.sources.akn.inline import Raw, raw_of
from app.sources.akn.parsing import name, words
from app.sources.blocks import Block, Note, RichText, Role
from app.sources.dates import DATE
from app.sources.labels import Label, alone, typed

ASIDE = frozenset({"meta", "coverPage", "preface", "conclusions", "documentRef"})
"""Elements that other stages read."""

_HEADINGS = frozenset({"heading", "subheading", "subhheading"})
_WORDS = frozenset({"p", "listIntroduction", "crossHeading", *_HEADINGS})
_NUMBERED = frozenset({"paragraph", "point", "item", "section", "title", "part", "subsection"})
_LONGEST_HEADING = 70
"""In characters."""

_BLANKS = "\t\n\r \u200e"
_BARE_NUMBER = re.compile(r"(?P<number>[0-9]{1,3}) ?")
_LONGEST_ADVERB = 8
"""How many characters may stand before the verb of a numbered paragraph."""

_ANNEX = re.compile(r"\S{0,3}附件\s*[一二三四五六七八九十A-Z0-9]{0,3}(?=\s|$)")
_CLOSING = re.compile(rf"(?:\s*(?:第[0-9]+次(?:全体)?会议(?:\s*[(（]续会[)）])?|{DATE.pattern})){{1,2}}")
"""Closing lines that stand among the paragraphs."""

_ORNAMENT = re.compile(r"[\s*_＿—–-]+")
_ARTICLE = re.compile(
    r"第[一二三四五六七八九十百〇0-9]{1,4}(?:部分|[章节条编])(?=\s|$)|[一二三四五六七八九十]{1,3}|[A-Z]\s*节?"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the markup an element stands: in which part, and how deep in lists."""

    in_preamble: bool = False
    in_annex: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class ReadBlocks:
    """The blocks of a statement, its footnotes in the order of their marks, its closing lines.

    `typed_labels` is how many labels stand in the words and not in an element of their own.
    """

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    closing: str = ""
    typed_labels: int = 0


def read_blocks(statement: etree._Element, note_numbers: frozenset[str]) -> ReadBlocks:
    """Read a statement, its annexes and the drafts that it contains."""
    reader = _Reader(note_numbers)
    for child in statement:
        reader.read(child, _Place())
    blocks = list(_with_bare_headings(reader.blocks))
    closing = ""
    while blocks and blocks[-1].role == "text" and _CLOSING.fullmatch(blocks[-1].content.text):
        closing = f"{blocks.pop().content.text} {closing}"
    return ReadBlocks(tuple(blocks), tuple(reader.notes), closing, reader.typed_labels)


def _with_bare_headings(blocks: list[Block]) -> Iterator[Block]:
    """A short text without a sign at its end, between a whole sentence and a numbered paragraph, is a heading."""
    for index, block in enumerate(blocks):
        before = blocks[index - 1].content.text[-1:] if index else ""
        after = blocks[index + 1].role if index + 1 < len(blocks) else None
        is_bare = block.role == "text" and not block.content.bold and _is_title(block.content.text)
        is_between = before in tuple("。；，：") and after == "numbered"
        yield replace(block, role="heading") if is_bare and is_between else block


class _Reader:
    def __init__(self, note_numbers: frozenset[str]) -> None:
        self._numbers = note_numbers
        self._opens_draft = False
        self._opens_annex = False
        self._lost_label: Label | None = None
        self.typed_labels = 0
        self.blocks: list[Block] = []
        self.notes: list[Note] = []

    def read(self, element: etree._Element, place: _Place) -> None:
        """Read an element and all below it. An unknown element is read like a box around its content."""
        kind = name(element)
        if kind in ASIDE or (kind == "formula" and not self._opens_draft):
            return
        if kind in _WORDS:
            self._words(element, place)
        elif kind == "table":
            self._table(element)
        elif kind in _NUMBERED:
            self._numbered(element, place)
        elif kind == "wrapUp":
            self._each(element, place, "wrap_up")
        else:
            self._box(element, place)

    def _box(self, element: etree._Element, place: _Place) -> None:
        kind = name(element)
        if kind in ("statement", "embeddedStructure"):
            self._opens_draft = True
        if kind == "attachment":
            self._opens_annex = True
        inside = replace(
            place,
            in_preamble=kind == "preamble" or (place.in_preamble and kind in ("container", "blockList")),
            in_annex=place.in_annex or kind == "attachment",
            level=place.level + (kind in ("list", "sublist") or (kind == "blockList" and place.in_preamble)),
        )
        if kind == "embeddedStructure":
            inside = _Place(in_preamble=True)
        if (element.text or "").strip():
            self._text(Raw(element.text or ""), element, place)
        for child in element:
            self.read(child, inside)
            if (child.tail or "").strip():
                self._text(Raw(child.tail or ""), element, place)

    def _numbered(self, element: etree._Element, place: _Place) -> None:
        """An element with a number: the first of its words, or its heading, bears it."""
        num = element.find("{*}num")
        printed = words(num).strip(_BLANKS) if num is not None else ""
        label = alone(printed) if printed else None
        has_words = any(name(child) in ("content", "list", "intro", "p") for child in element)
        for child in element:
            kind = name(child)
            if kind == "num":
                continue
            if kind in _HEADINGS:
                self._heading(child, None if has_words else label)
                label = label if has_words else None
            elif kind in ("content", "intro", "p", "list"):
                self._labelled(child, element, place, label, "" if label else printed)
                label, printed = None, ""
            else:
                self.read(child, place)

    def _labelled(
        self, child: etree._Element, owner: etree._Element, place: _Place, label: Label | None, unread: str
    ) -> None:
        """The words of a numbered element: its first paragraph has the label."""
        # The points of a paragraph without a number of its own may be the numbered paragraphs.
        is_inner = label is not None or bool(unread) or place.level > 0
        inside = replace(place, level=place.level + (name(child) == "list" and is_inner))
        words = [child] if name(child) == "p" else list(child)
        for part in words:
            if name(part) == "intro":
                self._labelled(part, owner, place, label, unread)
            elif name(part) == "p":
                raw = raw_of(part, self._numbers)
                if unread:
                    raw = _with_prefix(raw, f"{unread} ")
                self._text(raw, owner, place, label)
                self._embedded(part)
            else:
                self.read(part, inside)
                continue
            label, unread = None, ""

    def _embedded(self, element: etree._Element) -> None:
        for embedded in element.iter("{*}embeddedStructure"):
            self.read(embedded, _Place())
            if (embedded.tail or "").strip():
                self._text(Raw(embedded.tail or ""), element, _Place())

    def _words(self, element: etree._Element, place: _Place) -> None:
        kind = name(element)
        if kind in _HEADINGS or (kind == "p" and element.find("{*}subheading") is not None):
            self._heading(element, None)
        elif kind == "crossHeading":
            self._text(raw_of(element, self._numbers), element, replace(place, in_preamble=True))
        elif element.find("{*}decoration") is None:
            if kind == "listIntroduction":
                place = replace(place, level=0, in_preamble=place.in_preamble and not _counts(element))
            self._text(raw_of(element, self._numbers), element.getparent(), place)
            self._embedded(element)

    def _each(self, element: etree._Element, place: _Place, role: Role) -> None:
        for child in element:
            raw = raw_of(child, self._numbers)
            self._add(Block(role, raw.cleaned(), eid=_eid(element)), raw)

    def _heading(self, element: etree._Element, label: Label | None) -> None:
        raw = raw_of(element, self._numbers)
        found = None if label else _heading_label(raw)
        content = raw.cleaned(found.end if found else 0)
        text = (label or found or Label("han", None, 0)).text
        self._add(Block("heading", content, text, eid=_eid(element)), raw)

    def _text(
        self, raw: Raw, owner: etree._Element | None, place: _Place, label: Label | None = None
    ) -> None:
        eid, style = (_eid(owner), owner.get("class", "")) if owner is not None else (None, "")
        content = raw.cleaned()
        if raw.legend:
            self.notes.append(Note(raw.legend, content, eid))
            return
        if _ORNAMENT.fullmatch(content.text) or (label and not content.text):
            self.notes += raw.notes
            self._lost_label = label
            return
        if label is None and self._lost_label and content.bold:
            label = self._lost_label
        self._lost_label = None
        if label is None and (_is_heading(raw, content, style) or self._goes_on_heading(content)):
            found = _heading_label(raw)
            content = raw.cleaned(found.end) if found else content
            self._add(Block("heading", content, found.text if found else None, eid=eid), raw)
            return
        if label is None or label.kind == "bullet":
            label, content = self._typed(raw, label, content)
        is_item = owner is not None and name(owner) in ("point", "item")
        role = "point" if label is None and is_item and place.level else _role(label, content, place)
        level = place.level if role == "point" and place.level and owner is not None else None
        self._add(Block(role, content, label.text if label else None, level, eid=eid), raw)

    def _typed(self, raw: Raw, label: Label | None, content: RichText) -> tuple[Label | None, RichText]:
        """The label that is typed before the words, also behind a dash that stands for it."""
        blanks = len(raw.text) - len(raw.text.lstrip(_BLANKS))
        found = typed(raw.text[blanks:])
        bare = _BARE_NUMBER.match(content.text)
        # A number without its full stop is one where the verb follows it.
        if found is None and bare and content.bold and content.bold[0][0] == bare.end():
            return Label("number", bare["number"], 0), content.from_(bare.end())
        self.typed_labels += found is not None
        return (found, raw.cleaned(blanks + found.end)) if found else (label, content)

    def _goes_on_heading(self, content: RichText) -> bool:
        """Whether a paragraph is the title behind a heading that is only a label: `五`, then its words."""
        before = self.blocks[-1] if self.blocks else None
        is_label = before and before.role == "heading" and _ARTICLE.fullmatch(before.content.text)
        return bool(is_label and not content.bold and _is_title(content.text))

    def _table(self, element: etree._Element) -> None:
        rows: list[tuple[Cell, ...]] = []
        text, marks, links, notes = "", [], [], []
        for row in element.iter("{*}tr"):
            text += ROW_SIGN if rows else ""
            cells: list[Cell] = []
            for cell in row:
                raw = _cell_words(cell, self._numbers)
                content = raw.cleaned()
                text += CELL_SIGN if cells else ""
                marks += [NoteMark(mark.number, len(text) + mark.offset) for mark in content.marks]
                links += [
                    Link(len(text) + link.start, len(text) + link.end, link.href) for link in content.links
                ]
                notes += raw.notes
                text += content.text
                cells.append(
                    Cell(content.text, _span(cell, "colspan"), _span(cell, "rowspan"), name(cell) == "th")
                )
            rows.append(tuple(cells))
        content = RichText(text, tuple(marks), tuple(links))
        self._add(Block("table", content, rows=tuple(rows), eid=_eid(element)), Raw(text, notes=notes))

    def _add(self, block: Block, raw: Raw) -> None:
        self.notes += raw.notes
        if not block.content.text:
            if block.content.marks and self.blocks:
                self.blocks[-1] = _with_marks(self.blocks[-1], block.content.marks)
            return
        if self._opens_annex or (block.role == "heading" and _ANNEX.match(raw.text.strip())):
            block = replace(block, opens="annex")
        elif self._opens_draft:
            block = replace(block, opens="draft")
        self._opens_annex = self._opens_draft = False
        self.blocks.append(block)


def _counts(introduction: etree._Element) -> bool:
    """Whether what a list introduces are numbered paragraphs: then the introduction is operative too."""
    labels = (alone(words(num).strip(_BLANKS)) for num in introduction.itersiblings("{*}item"))
    return any(label and label.kind == "number" for label in labels)


def _role(label: Label | None, content: RichText, place: _Place) -> Role:
    if label is None:
        return "preambular" if place.in_preamble and place.level == 0 else "text"
    if label.kind == "number":
        opens_bold = bool(content.bold) and content.bold[0][0] < _LONGEST_ADVERB
        return "numbered" if not place.level or place.in_preamble or opens_bold else "point"
    if label.kind in ("capital", "han"):
        is_title = _is_title(content.text) and not content.bold
        if is_title:
            return "heading"
        return "numbered" if label.kind == "han" and not place.level else "point"
    return "point"


def _is_heading(raw: Raw, content: RichText, style: str) -> bool:
    """Whether a paragraph without a number is a heading, by its words and its look."""
    if not _is_title(content.text):
        return False
    looks = raw.is_emphasised or style.startswith("H") or raw.indent >= 2
    return looks or bool(_ARTICLE.fullmatch(content.text) or _ANNEX.fullmatch(content.text))


def _is_title(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_HEADING and text[-1] not in "，；。：、;,"


def _heading_label(raw: Raw) -> Label | None:
    """The label before a heading's words: `一. 工作安排`, `一 导言`, `A. 全体会议`; the heading is more than it."""
    blanks = len(raw.text) - len(raw.text.lstrip())
    found = re.match(
        r"(?P<label>[一二三四五六七八九十]{1,3}|[A-Z])\s*(?:[.．、]|\s)\s*(?=[^\s节])", raw.text[blanks:]
    )
    return Label("han", found["label"], blanks + found.end()) if found else None


def _cell_words(cell: etree._Element, numbers: frozenset[str]) -> Raw:
    """A cell's words; its paragraphs one behind the other."""
    whole = Raw()
    for child in cell:
        raw = raw_of(child, numbers)
        offset = len(whole.text) + 1
        whole.text += f" {raw.text.strip()}" if whole.text else raw.text.strip()
        shift = (offset if offset > 1 else 0) - (len(raw.text) - len(raw.text.lstrip()))
        whole.marks += [(at + shift, number) for at, number in raw.marks]
        whole.links += [(first + shift, last + shift, href) for first, last, href in raw.links]
        whole.notes += raw.notes
    return whole


def _span(cell: etree._Element, attribute: str) -> int:
    value = cell.get(attribute, "1")
    return int(value) if value.isdigit() and 0 < int(value) < 1000 else 1


def _with_prefix(raw: Raw, prefix: str) -> Raw:
    """The words behind a number that no shape of labels knows."""
    width = len(prefix)
    return Raw(
        prefix + raw.text.lstrip(),
        [(at + width, number) for at, number in raw.marks],
        notes=raw.notes,
    )


def _with_marks(block: Block, marks: tuple[NoteMark, ...]) -> Block:
    """Footnote marks in a paragraph without words stand behind the words before them."""
    content = block.content
    moved = tuple(NoteMark(mark.number, len(content.text)) for mark in marks)
    return replace(block, content=replace(content, marks=(*content.marks, *moved)))


def _eid(element: etree._Element | None) -> str | None:
    """The nearest `eId` of an element or of those around it, short of the whole text."""
    while element is not None and name(element) not in ("mainBody", "preamble", "statement"):
        if eid := element.get("eId"):
            return eid
        element = element.getparent()
    return None
