"""A page as the row of its paragraphs, in the order and the style in which a browser sets them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree

from app.domain.resolution import CELL_SIGN, ROW_SIGN, TableCell
from app.sources.html.appearance import UNREAD, Appearance, is_block, style_of
from app.sources.html.breaks import paragraphs_of
from app.sources.html.lists import OpenList
from app.sources.html.parsing import words
from app.sources.html.runs import BREAK, Run, is_bold, merged, plain
from app.sources.html.tables import Row, cell_of, read_table
from app.sources.laid_out import LaidOutRole
from app.sources.plain_text.line_signs import LineSigns

_LISTS = frozenset(("ol", "ul", "menu", "dir"))
_LONGEST_COLON = 20
"""Length, in characters, up to which a bold line that ends with a colon is a heading."""
_SAID = {"rt": "注音", "button": "按钮", "select": "表单", "textarea": "表单", "option": "表单"}
"""Unread elements whose words a browser shows, with what they are."""


@dataclass(frozen=True)
class Flowed:
    """A paragraph of a page: its runs, the block that it stands in, and how it is set.

    `names` are the anchors in it; `place` is its number on the page; `unread` tells why it is no text of the page
    (hidden, a button), else it is empty. `is_typed`: in an element that keeps blanks and line ends.
    """

    runs: tuple[Run, ...]
    element: etree._Element
    place: int
    role: LaidOutRole = "text"
    label: str | None = None
    level: int = 0
    indent: int = 0
    names: frozenset[str] = frozenset()
    rows: tuple[tuple[TableCell, ...], ...] = ()
    unread: str = ""
    is_typed: bool = False

    @cached_property
    def text(self) -> str:
        """The words, without label and style."""
        return plain(self.runs)


def flow(root: etree._Element, signs: LineSigns) -> list[Flowed]:
    """The paragraphs of a page; `signs` are those of its language."""
    return [replace(one, place=number) for number, one in enumerate(_Walk(signs).read(root), start=1)]


class _Walk:
    """Walks the elements once; a paragraph is open until a block begins or ends."""

    def __init__(self, signs: LineSigns) -> None:
        self._signs = signs
        self._found: list[Flowed] = []
        self._runs: list[Run] = []
        self._names: list[str] = []
        self._look = [Appearance()]
        self._blocks: list[etree._Element] = []
        self._lists: list[OpenList] = []
        self._label: str | None = None
        self._unread: set[etree._Element] = set()

    def read(self, root: etree._Element) -> list[Flowed]:
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if not isinstance(element.tag, str):
                continue
            if event == "end":
                self._close(element)
            elif self._open(element):
                walker.skip_subtree()
        self._flush()
        return self._found

    def _open(self, element: etree._Element) -> bool:
        """Begin an element; whether its content is passed over."""
        self._names += _names_of(element)
        look = self._look[-1].within(element)
        self._look.append(look)
        if element.tag in UNREAD or element.tag == "head":
            self._pass_over(element)
            return True
        if is_block(element):
            self._flush()
            self._blocks.append(element)
        if element.tag in _LISTS:
            self._lists.append(OpenList(element))
        elif element.tag == "li":
            self._label = self._lists[-1].label(element, len(self._lists)) if self._lists else None
        elif element.tag == "hr":
            self._flush()
            self._add((), role="rule")
        elif element.tag == "table" and self._table(element):
            return True
        self._write("\n" if element.tag == "br" else element.text, is_break=element.tag == "br")
        return False

    def _close(self, element: etree._Element) -> None:
        if self._blocks and self._blocks[-1] is element:
            self._flush()
            self._blocks.pop()
        if element.tag in _LISTS and self._lists:
            self._lists.pop()
        if element.tag == "li":
            self._label = None
        self._look.pop()
        self._write(element.tail)

    def _write(self, text: str | None, *, is_break: bool = False) -> None:
        if not text:
            return
        look = self._look[-1]
        if is_break or look.keeps_blanks:
            text = text.replace("\r\n", "\n").replace("\n", BREAK)
        else:
            text = text.replace(BREAK, " ")
        if look.unread:
            if text.strip():
                self._found.append(self._paragraph((Run(text),), look.unread))
            return
        self._runs.append(Run(text, look.is_set_off, look.is_raised, look.href, look.is_label))

    def _pass_over(self, element: etree._Element) -> None:
        """Keep the words of an unread element that a browser shows."""
        why = _SAID.get(str(element.tag))
        if why and (text := " ".join(words(element).split())):
            self._found.append(self._paragraph((Run(text),), why))

    def _table(self, table: etree._Element) -> bool:
        """Read a table whose rows are rows; whether it is one."""
        kind, rows = read_table(table)
        if kind == "page":
            return False
        if self._look[-1].unread:
            return False
        self._flush()
        for element in table.iterdescendants():
            self._names += _names_of(element)
        if kind == "labelled":
            for row in rows:
                self._labelled(row)
            return True
        self._caption(table)
        runs: list[Run] = []
        cells = []
        for row in rows:
            read = [self._cell(cell) for cell in row.cells]
            runs += [*([Run(ROW_SIGN)] if runs else []), *_joined(read, CELL_SIGN)]
            cells.append(tuple(cell_of(cell, plain(one)) for cell, one in zip(row.cells, read, strict=True)))
        self._blocks.append(table)
        self._add(merged(runs), role="table", rows=tuple(cells))
        self._blocks.pop()
        return True

    def _caption(self, table: etree._Element) -> None:
        caption = table.find("caption")
        if caption is not None and (runs := self._cell(caption)):
            self._blocks.append(caption)
            self._add(runs, role="heading")
            self._blocks.pop()

    def _cell(self, cell: etree._Element) -> list[Run]:
        """The runs of a cell; what is no text in it stands before the table."""
        inner = _Walk(self._signs)
        inner._look = [self._look[-1]]
        paragraphs = inner.read(cell)
        self._found += [one for one in paragraphs if one.unread]
        return _joined([one.runs for one in paragraphs if not one.unread and one.role != "rule"], " ")

    def _labelled(self, row: Row) -> None:
        head, words_of = (self._cell(cell) for cell, text in zip(row.cells, row.texts, strict=True) if text)
        self._blocks.append(row.cells[0])
        self._add([*head, Run(" "), *words_of])
        self._blocks.pop()

    def _flush(self) -> None:
        """Close the open paragraph, or the several that line breaks make of it."""
        runs, self._runs = merged(self._runs), []
        if not any(run.text.strip() for run in runs):
            return
        look = self._look[-1]
        role: LaidOutRole = "heading" if look.is_heading else "centred" if look.is_centred else "text"
        for indent, paragraph in paragraphs_of(runs, self._signs):
            # A line of bold words is set as headings are, though no element says so.
            own = self._role_of_bold(plain(paragraph)) if role == "text" and is_bold(paragraph) else role
            self._add(paragraph, role=own, indent=indent, is_typed=look.keeps_blanks)

    def _role_of_bold(self, text: str) -> LaidOutRole:
        """What a line of bold words is set as, `紧急临时措施：`; one with a verb introduces what it asks for."""
        is_short = len(text) <= _LONGEST_COLON and text.endswith(("：", ":"))
        return "heading" if is_short and not self._signs.begins_with_verb(text) else "centred"

    def _add(
        self,
        runs: Sequence[Run],
        *,
        role: LaidOutRole = "text",
        indent: int = 0,
        rows: tuple[tuple[TableCell, ...], ...] = (),
        is_typed: bool = False,
    ) -> None:
        label = self._label if runs else None
        words_of = list(runs)
        typed = [run for run in runs if run.is_label]
        if typed and (printed := plain(typed)):
            label, words_of = printed, [run for run in runs if not run.is_label]
        self._found.append(
            Flowed(
                tuple(words_of),
                self._block,
                0,
                role,
                label,
                len(self._lists) or _word_level(self._block),
                indent,
                frozenset(self._names),
                rows,
                is_typed=is_typed,
            )
        )
        self._names = []
        if runs:
            self._label = None

    def _paragraph(self, runs: tuple[Run, ...], unread: str) -> Flowed:
        return Flowed(runs, self._block, 0, unread=unread)

    @property
    def _block(self) -> etree._Element:
        return self._blocks[-1]


def _word_level(block: etree._Element) -> int:
    """The level of a word processor's list item: `mso-list: l0 level2 lfo1`."""
    told = style_of(block).get("mso-list", "")
    level = next((part for part in told.split() if part.startswith("level")), "")
    return int(level[5:]) if level[5:].isdigit() else 0


def _names_of(element: etree._Element) -> list[str]:
    return [name for key in ("id", "name") if (name := element.get(key))]


def _joined(parts: Sequence[Sequence[Run]], sign: str) -> list[Run]:
    runs: list[Run] = []
    for index, part in enumerate(parts):
        runs += [*([Run(sign)] if index else []), *part]
    return runs
