"""The text of a statement as a sequence of blocks: preamble, paragraphs, points, headings, tables, annexes.

The elements are not reliable: labels are typed before the words, headings stand in paragraphs, preambular
paragraphs in the main body. The role of a block follows from element, label and appearance together.
"""

from dataclasses import dataclass, replace

from lxml import etree

from app.domain.resolution import NoteMark
from app.sources.akn.appearance import (
    BLANKS,
    MarkupPosition,
    counts_paragraphs,
    goes_on,
    heading_label,
    is_closing,
    is_heading,
    is_ornament,
    is_titled_annex,
    opens_annex,
    role_of,
    typed_label,
    with_bare_headings,
)
from app.sources.akn.inline import RawText, raw_of
from app.sources.akn.lettered_parts import LetteredPart
from app.sources.akn.own_files import is_operative, without_guesses
from app.sources.akn.parsing import name, words
from app.sources.akn.tables import read_table
from app.sources.blocks import Block, BlockRole, Note
from app.sources.labels import Label
from app.sources.packs import LanguagePack

ASIDE = frozenset({"meta", "coverPage", "preface", "conclusions", "documentRef"})
"""Elements that other stages read."""

_HEADINGS = frozenset({"heading", "subheading", "subhheading"})
_WORDS = frozenset({"p", "listIntroduction", "crossHeading", *_HEADINGS})
_LINES = ("wrapUp", "heading")
"""The classes of lines in a preamble of our files that are no paragraphs."""
_NUMBERED = frozenset({"paragraph", "point", "item", "section", "title", "part", "subsection"})


@dataclass(frozen=True, slots=True)
class ReadBlocks:
    """The blocks of a statement, its footnotes in the order of their marks, its closing lines.

    `typed_labels` is the number of labels typed in the text instead of an element of their own.
    """

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    closing: str = ""
    typed_labels: int = 0


def read_blocks(part: LetteredPart, note_numbers: frozenset[str]) -> ReadBlocks:
    """Read a statement with its annexes and the drafts that it contains."""
    pack = without_guesses(part.pack) if part.is_ours else part.pack
    reader = _Reader(pack, note_numbers, is_ours=part.is_ours)
    for child in part.statement:
        reader.read(child, MarkupPosition())
    blocks = list(with_bare_headings(reader.blocks, pack))
    closing = ""
    while blocks and blocks[-1].role == "text" and is_closing(blocks[-1].content.text, pack):
        closing = f"{blocks.pop().content.text} {closing}"
    return ReadBlocks(tuple(blocks), tuple(reader.notes), closing, reader.typed_labels)


class _Reader:
    def __init__(self, pack: LanguagePack, note_numbers: frozenset[str], *, is_ours: bool = False) -> None:
        self._pack = pack
        self._is_ours = is_ours
        self._numbers = note_numbers
        self._opens_draft = False
        self._opens_annex = False
        self._lost_label: Label | None = None
        self.typed_labels = 0
        self.blocks: list[Block] = []
        self.notes: list[Note] = []

    def read(self, element: etree._Element, position: MarkupPosition) -> None:
        """Read an element with all its descendants. An unknown element is treated as a container."""
        kind = name(element)
        if kind in ASIDE or (kind == "formula" and not self._opens_draft):
            return
        if kind in _WORDS:
            self._words(element, position)
        elif kind == "table":
            self._table(element)
        elif kind in _NUMBERED:
            self._numbered(element, position)
        elif kind == "wrapUp":
            self._each(element, "wrap_up")
        else:
            self._box(element, position)

    def _box(self, element: etree._Element, position: MarkupPosition) -> None:
        kind = name(element)
        if kind in ("statement", "embeddedStructure"):
            self._opens_draft = True
        if kind == "attachment":
            self._opens_annex = True
        inside = replace(
            position,
            in_preamble="preamble" in (kind, element.get("name"))
            or (position.in_preamble and kind in ("container", "blockList", "content")),
            level=position.level
            + (kind in ("list", "sublist") or (kind == "blockList" and position.in_preamble)),
        )
        if kind == "embeddedStructure":
            inside = MarkupPosition(in_preamble=True)
        if (element.text or "").strip():
            self._text(RawText(self._pack, element.text or ""), element, position)
        for child in element:
            self.read(child, inside)
            if (child.tail or "").strip():
                self._text(RawText(self._pack, child.tail or ""), element, position)

    def _numbered(self, element: etree._Element, position: MarkupPosition) -> None:
        """Read an element with a number; its first paragraph, or its heading, gets the label."""
        num = element.find("{*}num")
        printed = words(num).strip(BLANKS) if num is not None else ""
        label = self._pack.labels.standalone(printed) if printed else None
        has_words = any(name(child) in ("content", "list", "intro", "p") for child in element)
        for child in element:
            kind = name(child)
            if kind == "num":
                continue
            if kind in _HEADINGS:
                self._heading(child, None if has_words else label)
                label = label if has_words else None
            elif kind in ("content", "intro", "p", "list"):
                self._labelled(child, element, position, label, "" if label else printed)
                label, printed = None, ""
            else:
                self.read(child, position)

    def _labelled(
        self,
        child: etree._Element,
        owner: etree._Element,
        position: MarkupPosition,
        label: Label | None,
        unread: str,
    ) -> None:
        """Read the content of a numbered element; its first paragraph gets the label."""
        # If the parent has no number, its points may be the numbered paragraphs.
        is_inner = label is not None or bool(unread) or position.level > 0 or self._is_ours
        inside = replace(position, level=position.level + (name(child) == "list" and is_inner))
        for part in [child] if name(child) == "p" else list(child):
            if name(part) == "intro":
                self._labelled(part, owner, position, label, unread)
            elif is_titled_annex(part):
                for line in part:
                    self._heading(line, None)
            elif name(part) == "p":
                raw = self._raw(part)
                if unread:
                    raw = raw.behind(f"{unread} ")
                self._text(raw, owner, position, label)
                self._embedded(part)
            else:
                self.read(part, inside)
                continue
            label, unread = None, ""

    def _embedded(self, element: etree._Element) -> None:
        for embedded in element.iter("{*}embeddedStructure"):
            self.read(embedded, MarkupPosition())
            if (embedded.tail or "").strip():
                self._text(RawText(self._pack, embedded.tail or ""), element, MarkupPosition())

    def _words(self, element: etree._Element, position: MarkupPosition) -> None:
        kind = name(element)
        if kind in _HEADINGS or (kind == "p" and element.find("{*}subheading") is not None):
            self._heading(element, None)
        elif self._is_ours and element.get("class") in _LINES:
            self._line(element)
        elif kind == "crossHeading":
            self._text(self._raw(element), element, replace(position, in_preamble=True))
        elif element.find("{*}decoration") is None:
            if kind == "listIntroduction":
                is_operative = not self._is_ours and counts_paragraphs(element, self._pack)
                position = replace(position, level=0, in_preamble=position.in_preamble and not is_operative)
            owner = element if element.get("eId") else element.getparent()
            self._text(self._raw(element), owner, position)
            self._embedded(element)

    def _line(self, element: etree._Element) -> None:
        """Text after points, or a heading, where the schema has no element for it."""
        raw = self._raw(element)
        num = element.find("{*}inline[@name='num']")
        label = self._pack.labels.standalone(words(num)) if num is not None else None
        role: BlockRole = "wrap_up" if element.get("class") == "wrapUp" else "heading"
        content = raw.cleaned(len(words(num)) if num is not None else 0)
        self._add(Block(role, content, label.text if label else None, eid=_eid(element)), raw)

    def _each(self, element: etree._Element, role: BlockRole) -> None:
        for child in element:
            raw = self._raw(child)
            self._add(Block(role, raw.cleaned(), eid=_eid(element)), raw)

    def _heading(self, element: etree._Element, label: Label | None) -> None:
        raw = self._raw(element)
        found = None if label else heading_label(raw)
        content = raw.cleaned(found.end if found else 0)
        text = (label or found or Label("han", None, 0)).text
        # In our files a heading that counts below the one before it is a subheading.
        is_theme = self._is_ours and name(element) == "subheading"
        self._add(Block("heading", content, text, eid=_eid(element), is_theme=is_theme), raw)

    def _text(
        self, raw: RawText, owner: etree._Element | None, position: MarkupPosition, label: Label | None = None
    ) -> None:
        eid, style = (_eid(owner), owner.get("class", "")) if owner is not None else (None, "")
        content = raw.cleaned()
        if raw.legend:
            self.notes.append(Note(raw.legend, content, eid))
            return
        if is_ornament(content.text) or (label and not content.text):
            self.notes += raw.notes
            self._lost_label = label
            return
        if label is None and self._lost_label and content.bold:
            label = self._lost_label
        self._lost_label = None
        if label is None and (
            is_heading(raw, content, style)
            or goes_on(content, self.blocks[-1] if self.blocks else None, self._pack)
        ):
            found = heading_label(raw)
            content = raw.cleaned(found.end) if found else content
            self._add(Block("heading", content, found.text if found else None, eid=eid), raw)
            return
        if (label is None or label.kind == "bullet") and (found := typed_label(raw, content)):
            label, content = found, raw.cleaned(found.end)
            self.typed_labels += 1
        is_item = owner is not None and name(owner) in ("point", "item")
        role = (
            "point"
            if label is None and is_item and position.level
            else role_of(label, content, position, self._pack)
        )
        if self._is_ours and role == "text" and owner is not None and is_operative(owner):
            role = "sole"
        level = position.level if role == "point" and position.level and owner is not None else None
        if self._is_ours and role == "text" and content.text[-1:] in "，," and not self._is_operative:
            # Only verbs are bold in our files, and preambular paragraphs stand apart.
            content = replace(content, bold=())
        self._add(Block(role, content, label.text if label else None, level, eid=eid), raw)

    @property
    def _is_operative(self) -> bool:
        return any(block.role == "numbered" for block in self.blocks)

    def _raw(self, element: etree._Element) -> RawText:
        return raw_of(element, self._pack, self._numbers)

    def _table(self, element: etree._Element) -> None:
        table = read_table(element, self._pack, self._numbers)
        block = Block("table", table.content, rows=table.rows, eid=_eid(element))
        self._add(block, RawText(self._pack, table.content.text, notes=list(table.notes)))

    def _add(self, block: Block, raw: RawText) -> None:
        self.notes += raw.notes
        if not block.content.text:
            if block.content.marks and self.blocks:
                self.blocks[-1] = _with_marks(self.blocks[-1], block.content.marks)
            return
        if self._opens_annex or (block.role == "heading" and opens_annex(raw)):
            block = replace(block, opens="annex")
        elif self._opens_draft:
            block = replace(block, opens="draft")
        self._opens_annex = self._opens_draft = False
        self.blocks.append(block)


def _with_marks(block: Block, marks: tuple[NoteMark, ...]) -> Block:
    """The block with further footnote marks at its end, from a paragraph without words."""
    content = block.content
    moved = tuple(NoteMark(mark.number, len(content.text)) for mark in marks)
    return replace(block, content=replace(content, marks=(*content.marks, *moved)))


def _eid(element: etree._Element | None) -> str | None:
    """The nearest `eId` of an element or its ancestors, below that of the whole text; or None."""
    while element is not None and name(element) not in ("mainBody", "preamble", "statement"):
        if eid := element.get("eId"):
            return eid
        element = element.getparent()
    return None
