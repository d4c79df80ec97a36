"""Files with layout (PDF, Word, web pages): their way to readings.

A reader of such a format knows where a paragraph begins and what is a footnote. What a resolution is, the stages of
plain text decide: each paragraph becomes a line, with its marks, bold words, links and rows given.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.sources.laid_out.lines import LaidOutLines, readable, words_of
from app.sources.laid_out.text import (
    LaidOutFurniture,
    LaidOutNote,
    LaidOutParagraph,
    LaidOutRole,
    LaidOutText,
    table_content,
)
from app.sources.plain_text import opening_of, read_clean
from app.sources.plain_text.by_language import pack_of
from app.sources.plain_text.clean import WHY, CleanText, clean
from app.sources.plain_text.furniture import furniture_kind, symbol_of_head
from app.sources.plain_text.given_lines import GivenLine
from app.sources.plain_text.layout import Layout
from app.sources.plain_text.note_lines import NoteLines
from app.sources.plain_text.text_pack import TextPack
from app.sources.reading import Claim, Line, Reading
from app.sources.rich_text import rewritten, single_spaced

__all__ = [
    "LaidOutFurniture",
    "LaidOutNote",
    "LaidOutParagraph",
    "LaidOutRole",
    "LaidOutText",
    "read",
    "table_content",
]


def read(text: LaidOutText, stem: str, names: Names) -> tuple[Reading, ...] | Problem:
    """The documents of a file with layout; `stem` is its name without extension."""
    pack = pack_of("\n".join(words_of(paragraph) for paragraph in text.paragraphs))
    lines = LaidOutLines(pack)
    try:
        lines.add_all(text.paragraphs, names)
    except ValueError as error:
        return Problem("unreadable", str(error))
    printed = pack.before.cut(_without_letter_spacing(lines, pack), names)
    if not printed:
        return Problem("no_text", "文件里没有文字")
    found = opening_of(printed, pack, names)
    if isinstance(found, Problem):
        return found
    opening, has_formula = found
    readings = read_clean(_clean(text, lines, printed, opening, has_stars=has_formula), stem, names)
    if isinstance(readings, Problem):
        return readings
    return tuple(_with_problems(reading, text.problems) for reading in readings)


def _without_letter_spacing(lines: LaidOutLines, pack: TextPack) -> list[Line]:
    """The lines without letter spacing; rows of tables stay as they are."""
    words = [line for line in lines.lines if lines.paragraph(line).role != "table"]
    closed = {line.start: line for line in pack.before.closed(words)}
    return [closed.get(line.start, line) for line in lines.lines]


def _with_problems(reading: Reading, problems: Sequence[Problem]) -> Reading:
    found = (*problems, *reading.resolution.problems)
    return replace(reading, resolution=replace(reading.resolution, problems=found))


def _clean(
    text: LaidOutText, lines: LaidOutLines, printed: Sequence[Line], opening: int, *, has_stars: bool
) -> CleanText:
    """The text without furniture and footnotes. Footnotes that are typed as text are looked for as in plain text."""
    given = lines.given(printed)
    if text.notes or any(one.content.marks for one in given.values()):
        cleaned = _as_given(text, lines, printed, given)
    else:
        cleaned = clean(printed, opening, lines.pack, has_stars=has_stars)
    around = (
        Claim(lines.behind(readable(one.text), one.place), "furniture.around", why=one.why)
        for one in text.furniture
        if one.text.strip()
    )
    heads = (symbol_of_head(readable(" ".join(head.split()))) for head in text.heads)
    return replace(
        cleaned,
        furniture=(*cleaned.furniture, *around),
        heads=tuple(dict.fromkeys([*(head for head in heads if head), *cleaned.heads])),
        given=given,
        layout=Layout(wrapped=False),
    )


def _as_given(
    text: LaidOutText, lines: LaidOutLines, printed: Sequence[Line], given: dict[int, GivenLine]
) -> CleanText:
    """The text of a file that gives its marks. A line that a mark begins is a footnote, if none are given."""
    kept: list[Line] = []
    typed: list[NoteLines] = []
    furniture: list[Claim] = []
    for line in printed:
        found = given[line.start]
        is_rule = lines.paragraph(line).role == "rule"
        kind = "rule" if is_rule else None if found.rows else furniture_kind(line.text, lines.pack.lines)
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
        lines.pack,
    )


def _notes(
    notes: Sequence[LaidOutNote], lines: LaidOutLines, marked: Sequence[GivenLine]
) -> Iterator[NoteLines]:
    """The footnotes, each behind the line that has its mark, or where the footnote before it is."""
    before = 0
    for note in notes:
        content = single_spaced(rewritten(note.content, readable))
        marks = (
            index
            for index, line in enumerate(marked[before:], before)
            if any(mark.number == note.number for mark in line.content.marks)
        )
        before = next(marks, before)
        line = lines.behind(content.text, note.place)
        yield NoteLines(note.number, (line,), (content.text,), before + 1, content.links)
