"""What the stages of reading hand on before paragraphs have their places: texts with marks, and blocks."""

from dataclasses import dataclass
from typing import Literal

from app.domain.resolution import Link, NoteMark, TableCell
from app.domain.text import Span

Role = Literal["preambular", "numbered", "sole", "point", "heading", "table", "text", "wrap_up"]
"""What a block is, as far as it shows this by itself: `text` is a paragraph without a label; `sole` the only
operative paragraph, unnumbered; `wrap_up` goes on with the paragraph whose points end above it."""


@dataclass(frozen=True, slots=True)
class RichText:
    """A text without footnote marks, and where marks, links and bold words stand in it; offsets in characters."""

    text: str
    marks: tuple[NoteMark, ...] = ()
    links: tuple[Link, ...] = ()
    bold: tuple[Span, ...] = ()

    def from_(self, start: int) -> "RichText":
        """The text from a character on."""
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
    """A footnote as the source has it, before it has its place."""

    number: str
    content: RichText
    eid: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, point, heading or table in the order of a text, without its label.

    `label` is as printed, without brackets and full stop; `level` the depth of a point where the source
    tells it, else None. `opens` says that an annex or the text of a draft begins with this block.
    """

    role: Role
    content: RichText
    label: str | None = None
    level: int | None = None
    opens: Literal["annex", "draft"] | None = None
    rows: tuple[tuple[TableCell, ...], ...] = ()
    eid: str | None = None
