"""Files with layout (PDF, Word, web pages): what such a file tells of its paragraphs, and its way to readings.

A reader of such a format knows where a paragraph begins and what is a footnote. What a resolution is, the stages of
plain text decide: each paragraph becomes a line, with its marks, bold words, links and rows given.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.domain.characters import visible, with_common_characters
from app.domain.organs import Names
from app.domain.resolution import CELL_SIGN, ROW_SIGN, Problem, TableCell
from app.sources.blocks import RichText
from app.sources.labels import standalone_label
from app.sources.limits import check_lines, check_text
from app.sources.plain_text import no_opening, read_clean
from app.sources.plain_text.clean import WHY, CleanText, clean
from app.sources.plain_text.closing import is_closing_line
from app.sources.plain_text.furniture import furniture_kind, symbol_of_head
from app.sources.plain_text.given_lines import GivenLine
from app.sources.plain_text.layout import Layout
from app.sources.plain_text.line_patterns import formula_organ
from app.sources.plain_text.lines import cut
from app.sources.plain_text.note_lines import NoteLines
from app.sources.plain_text.printed_parts import find_opening, with_formula_apart
from app.sources.reading import Claim, Line, Reading
from app.sources.rich_text import joined, part, rewritten, single_spaced, tied

LaidOutRole = Literal["text", "heading", "centred", "table", "rule"]


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


def read(text: LaidOutText, stem: str, names: Names) -> tuple[Reading, ...] | Problem:
    """The documents of a file with layout; `stem` is its name without extension."""
    lines = _Lines()
    try:
        lines.add_all(text.paragraphs, names)
    except ValueError as error:
        return Problem("unreadable", str(error))
    printed = with_formula_apart(lines.lines, names)
    opening = find_opening(printed, names)
    if opening is None:
        return no_opening(printed) if printed else Problem("no_text", "文件里没有文字")
    readings = read_clean(_clean(text, lines, printed, opening, names), stem, names)
    if isinstance(readings, Problem):
        return readings
    return tuple(_with_problems(reading, text.problems) for reading in readings)


def _with_problems(reading: Reading, problems: Sequence[Problem]) -> Reading:
    found = (*problems, *reading.resolution.problems)
    return replace(reading, resolution=replace(reading.resolution, problems=found))


class _Lines:
    """The lines of the paragraphs, one behind the other in one text."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.end = 0
        self._starts: list[int] = []
        self._contents: list[RichText] = []
        self._paragraphs: list[LaidOutParagraph] = []

    def add_all(self, paragraphs: Sequence[LaidOutParagraph], names: Names) -> None:
        """Add the paragraphs; raises ValueError, with a reason in Chinese, if they are too long.

        A table on the cover, or with closing lines in it, only sets them side by side: its cells are lines.
        """
        check_text("".join(paragraph.content.text for paragraph in paragraphs))
        for paragraph in _without_tables_of_cover(paragraphs, names):
            self._add(paragraph)
        check_lines([len(line.text) for line in self.lines])

    def _add(self, paragraph: LaidOutParagraph) -> None:
        content = _words(paragraph)
        self._starts.append(self.end)
        self._contents.append(content)
        self._paragraphs.append(paragraph)
        if content.text.strip():
            for line in _cut(content.text, is_whole=paragraph.role == "table"):
                placed = replace(
                    line, start=self.end + line.start, end=self.end + line.end, place=paragraph.place
                )
                self.lines.append(replace(placed, indent=placed.indent + paragraph.indent))
        self.end += len(content.text) + 1

    def paragraph(self, line: Line) -> LaidOutParagraph:
        """The paragraph that a line is of."""
        return self._paragraphs[self._index(line)]

    def given(self, line: Line) -> GivenLine:
        """What the layout gives of a line, or of a part of one."""
        index = self._index(line)
        paragraph, content, start = self._paragraphs[index], self._contents[index], self._starts[index]
        at = content.text.find(line.text, line.start - start)
        return GivenLine(
            part(content, at, at + len(line.text)),
            begins=not content.text[:at].strip(),
            is_heading=paragraph.role == "heading",
            is_centred=paragraph.role == "centred",
            rows=paragraph.rows if paragraph.role == "table" else (),
        )

    def behind(self, words: str, place: str) -> Line:
        """A line behind all others, for what stands outside the text."""
        line = Line(self.end, self.end + len(words), words, place=place)
        self.end += len(words) + 1
        return line

    def _index(self, line: Line) -> int:
        return bisect_right(self._starts, line.start) - 1


def _cut(text: str, *, is_whole: bool) -> list[Line]:
    return [Line(0, len(text), text)] if is_whole else cut(text)


def _words(paragraph: LaidOutParagraph) -> RichText:
    """The words with the label before them, in the form in which it would be typed."""
    content = paragraph.content
    if paragraph.role == "table":
        content = content if content.text else table_content(paragraph.rows)
    content = tied(content)
    label = _typed(paragraph.label) if paragraph.label and content.text.strip() else ""
    return rewritten(joined([("", RichText(label)), ("", content)]), _readable)


def _typed(label: str) -> str:
    found = standalone_label(label.strip())
    if found is None:
        return f"{label.strip()} "
    forms = {"number": "{}. ", "bullet": "• ", "han": "{}. ", "capital": "{}. "}
    form = forms.get(found.kind, "{} " if "." in (found.text or "") else "({}) ")
    return form.format(found.text)


def _readable(text: str) -> str:
    return with_common_characters(visible(text))


def _without_tables_of_cover(
    paragraphs: Sequence[LaidOutParagraph], names: Names
) -> Iterator[LaidOutParagraph]:
    is_cover = any(paragraph.role == "table" for paragraph in paragraphs)
    opening = _first_words(paragraphs, names) if is_cover else 0
    for index, paragraph in enumerate(paragraphs):
        cells = [cell.text for row in paragraph.rows for cell in row]
        is_set_apart = index < opening or any(is_closing_line(cell.strip()) for cell in cells)
        if paragraph.role == "table" and is_set_apart:
            yield from (
                replace(paragraph, content=RichText(cell), role="text", rows=()) for cell in cells if cell
            )
        else:
            yield paragraph


def _first_words(paragraphs: Sequence[LaidOutParagraph], names: Names) -> int:
    """Index of the paragraph with the opening; 0 if it is not in a paragraph, all if it is in none or a table."""
    plain = [
        (index, line)
        for index, paragraph in enumerate(paragraphs)
        if paragraph.role != "table"
        for line in cut(paragraph.content.text)
    ]
    opening = find_opening([line for _, line in plain], names)
    return len(paragraphs) if opening is None else plain[opening][0]


def _clean(
    text: LaidOutText, lines: _Lines, printed: Sequence[Line], opening: int, names: Names
) -> CleanText:
    """The text without furniture and footnotes. Footnotes that are typed as text are looked for as in plain text."""
    given = {line.start: lines.given(line) for line in printed}
    if text.notes or any(one.content.marks for one in given.values()):
        cleaned = _as_given(text, lines, printed, given)
    else:
        has_stars = formula_organ(printed[opening].text, names) is not None
        cleaned = clean(printed, opening, has_stars=has_stars)
    around = (
        Claim(lines.behind(_readable(one.text), one.place), "furniture.around", why=one.why)
        for one in text.furniture
        if one.text.strip()
    )
    heads = (symbol_of_head(_readable(" ".join(head.split()))) for head in text.heads)
    return replace(
        cleaned,
        furniture=(*cleaned.furniture, *around),
        heads=tuple(dict.fromkeys([*(head for head in heads if head), *cleaned.heads])),
        given=given,
        layout=Layout(wrapped=False),
    )


def _as_given(
    text: LaidOutText, lines: _Lines, printed: Sequence[Line], given: dict[int, GivenLine]
) -> CleanText:
    """The text of a file that gives its marks. A line that a mark begins is a footnote, if none are given."""
    kept: list[Line] = []
    typed: list[NoteLines] = []
    furniture: list[Claim] = []
    for line in printed:
        found = given[line.start]
        is_rule = lines.paragraph(line).role == "rule"
        kind = "rule" if is_rule else None if found.rows else furniture_kind(line.text)
        first = next((mark for mark in found.content.marks if not mark.offset), None)
        if kind:
            furniture.append(Claim(line, f"furniture.{kind}", why=WHY[kind]))
        elif first and not text.notes:
            content = single_spaced(found.content)
            typed.append(NoteLines(first.number, (line,), (content.text,), len(kept), content.links))
        else:
            kept.append(line)
    return CleanText(
        tuple(kept),
        tuple(typed or _notes(text.notes, lines, [given[line.start] for line in kept])),
        tuple(furniture),
        (),
        frozenset(),
        Layout(wrapped=False),
        "given",
    )


def _notes(notes: Sequence[LaidOutNote], lines: _Lines, marked: Sequence[GivenLine]) -> Iterator[NoteLines]:
    """The footnotes, each behind the line that has its mark, or where the footnote before it is."""
    before = 0
    for note in notes:
        content = single_spaced(rewritten(note.content, _readable))
        marks = (
            index
            for index, line in enumerate(marked[before:], before)
            if any(mark.number == note.number for mark in line.content.marks)
        )
        before = next(marks, before)
        line = lines.behind(content.text, note.place)
        yield NoteLines(note.number, (line,), (content.text,), before + 1, content.links)
