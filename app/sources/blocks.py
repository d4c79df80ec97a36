"""Intermediate values of all readers: texts with marks, and blocks that have no places yet."""

from dataclasses import dataclass
from typing import Literal

from app.domain.resolution import CELL_SIGN, ROW_SIGN, Link, NoteMark, TableCell
from app.domain.text import Span

BlockRole = Literal["preambular", "numbered", "sole", "point", "heading", "table", "text", "wrap_up"]
"""What a block is by itself: `text` is a paragraph without a label; `sole` the only operative paragraph,
unnumbered; `wrap_up` continues the paragraph whose points end above it."""


@dataclass(frozen=True, slots=True)
class RichText:
    """A text without footnote marks, with the offsets, in characters, of marks, links and bold words."""

    text: str
    marks: tuple[NoteMark, ...] = ()
    links: tuple[Link, ...] = ()
    bold: tuple[Span, ...] = ()

    def from_(self, start: int) -> "RichText":
        """The text from an offset on."""
        return RichText(
            self.text[start:],
            tuple(NoteMark(mark.number, max(0, mark.offset - start)) for mark in self.marks),
            tuple(
                Link(max(0, link.start - start), link.end - start, link.href)
                for link in self.links
                if link.end > start
            ),
            tuple((max(0, first - start), last - start) for first, last in self.bold if last > start),
        )


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote as read from the source, without a place."""

    number: str
    content: RichText
    eid: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, point, heading or table, without its label.

    `label` is as printed, without brackets and full stop; `level` is the depth of a point if the source gives
    it, else None. `opens`: an annex or the text of a draft begins with this block. `is_theme`: a heading that is a
    sentence.
    """

    role: BlockRole
    content: RichText
    label: str | None = None
    level: int | None = None
    opens: Literal["annex", "draft"] | None = None
    rows: tuple[tuple[TableCell, ...], ...] = ()
    eid: str | None = None
    is_theme: bool = False


def typed_table(content: RichText) -> Block:
    """A table that is typed with signs between its cells and rows."""
    rows = tuple(
        tuple(TableCell(cell) for cell in row.split(CELL_SIGN)) for row in content.text.split(ROW_SIGN)
    )
    return Block("table", content, rows=rows)
