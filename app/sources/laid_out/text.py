"""What a file with layout tells of its paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.resolution import CELL_SIGN, ROW_SIGN, Problem, TableCell
from app.sources.blocks import RichText

LaidOutRole = Literal["text", "body", "heading", "centred", "table", "rule"]
"""`body`: set as the running text is, in a file that sets headings otherwise; short or not, it is none."""


@dataclass(frozen=True, slots=True)
class LaidOutParagraph:
    r"""A paragraph as it was set.

    `content`: its words without footnote marks and without a label that the layout itself gives; a line break inside
    it is `\n`. `label`: the automatic number as it is printed (`1.`, `(a)`, `㈠`), None where there is none or it is
    typed in the words. `level`: depth of the list, 0 for none. `role`: what the layout is sure of; a `heading` is one
    by style or tag. `place`: where it stands, for a reader: `第3页`, `第12段`. `indent`: in characters of the text.
    `rows`: of a table, whose content is `table_content` of them unless marks stand in it. `break_before`: a page or
    section begins with it.
    """

    content: RichText
    place: str
    label: str | None = None
    level: int = 0
    role: LaidOutRole = "text"
    indent: int = 0
    rows: tuple[tuple[TableCell, ...], ...] = ()
    break_before: bool = False


@dataclass(frozen=True, slots=True)
class LaidOutNote:
    """A footnote: its number as in the mark, its words, its place."""

    number: str
    content: RichText
    place: str


@dataclass(frozen=True, slots=True)
class LaidOutFurniture:
    """What is printed around the text: running heads, page numbers, the frame of a site; `why` in Chinese."""

    text: str
    place: str
    why: str


@dataclass(frozen=True, slots=True)
class LaidOutText:
    """All that a file prints, each once. `heads` are the texts of running heads; `problems` doubts with their places."""

    paragraphs: tuple[LaidOutParagraph, ...]
    notes: tuple[LaidOutNote, ...] = ()
    furniture: tuple[LaidOutFurniture, ...] = ()
    heads: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def table_content(rows: Sequence[Sequence[TableCell]]) -> RichText:
    """The cells and rows of a table with separators."""
    return RichText(ROW_SIGN.join(CELL_SIGN.join(cell.text for cell in row) for row in rows))
