"""What the layout of a file tells of its lines, so that no stage has to guess it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.resolution import NoteMark, TableCell
from app.sources.blocks import RichText
from app.sources.plain_text.line_patterns import as_raised
from app.sources.plain_text.lines import Separator
from app.sources.reading import Line
from app.sources.rich_text import joined, single_spaced


@dataclass(frozen=True, slots=True)
class GivenLine:
    """A line with its marks, links and bold words; `content` has the words of the line.

    `begins`: a paragraph begins with it. `is_heading`: it is one for sure; `is_centred`: it is one if it reads like
    one. `is_body`: it is running text, never a heading. `rows` are those of a table that is one line. `level` is that of
    its list, 0 for none.
    """

    content: RichText
    begins: bool
    is_heading: bool = False
    is_centred: bool = False
    is_body: bool = False
    rows: tuple[tuple[TableCell, ...], ...] = ()
    level: int = 0


def content_of(lines: Sequence[Line], given: Mapping[int, GivenLine], separator: Separator) -> RichText:
    """The lines of a paragraph in one."""
    last, parts = "", []
    for line in lines:
        content = given[line.start].content
        parts.append((separator(last, content.text), content))
        last = content.text[-12:] or last
    return single_spaced(joined(parts))


def with_marks(line: Line, given: Mapping[int, GivenLine]) -> Line:
    """A line with its footnote marks set in raised digits again, as the stages that know no offsets read them."""
    found = given.get(line.start)
    if found is None or not found.content.marks:
        return line
    return replace(line, text=_set(found.content.text, found.content.marks))


def _set(text: str, marks: Sequence[NoteMark]) -> str:
    for mark in sorted(marks, key=lambda mark: -mark.offset):
        text = f"{text[: mark.offset]}{as_raised(mark.number)}{text[mark.offset :]}"
    return text
