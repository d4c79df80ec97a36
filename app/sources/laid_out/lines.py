"""Paragraphs of a file with layout as lines for the stages of plain text, and what the layout gives of each line."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from app.domain.characters import visible, with_common_characters
from app.domain.organs import Names
from app.sources.blocks import RichText
from app.sources.labels import standalone_label
from app.sources.laid_out.text import LaidOutParagraph, table_content
from app.sources.limits import check_lines, check_text
from app.sources.plain_text.given_lines import GivenLine
from app.sources.plain_text.lines import cut
from app.sources.plain_text.text_pack import TextPack
from app.sources.reading import Line
from app.sources.rich_text import joined, part, rewritten, tied, without


class LaidOutLines:
    """The lines of the paragraphs, one behind the other in one text."""

    def __init__(self, pack: TextPack) -> None:
        self.pack = pack
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
        for paragraph in self._without_tables_of_cover(paragraphs, names):
            self._add(paragraph)
        check_lines([len(line.text) for line in self.lines])

    def _add(self, paragraph: LaidOutParagraph) -> None:
        content = _words(paragraph)
        self._starts.append(self.end)
        self._contents.append(content)
        self._paragraphs.append(paragraph)
        if content.text.strip():
            for line in _cut(content.text, is_whole=paragraph.role == "table"):
                span = (self.end + line.start, self.end + line.end)
                self.lines.append(replace(line, start=span[0], end=span[1], place=paragraph.place))
        self.end += len(content.text) + 1

    def _without_tables_of_cover(
        self, paragraphs: Sequence[LaidOutParagraph], names: Names
    ) -> Iterator[LaidOutParagraph]:
        is_cover = any(paragraph.role == "table" for paragraph in paragraphs)
        opening = self._first_words(paragraphs, names) if is_cover else 0
        closes = self.pack.lines.is_closing_line
        for index, paragraph in enumerate(paragraphs):
            cells = [cell.text for row in paragraph.rows for cell in row]
            is_set_apart = index < opening or any(closes(cell.strip()) for cell in cells)
            if paragraph.role == "table" and is_set_apart:
                yield from (
                    replace(paragraph, content=RichText(cell), role="text", rows=()) for cell in cells if cell
                )
            else:
                yield paragraph

    def _first_words(self, paragraphs: Sequence[LaidOutParagraph], names: Names) -> int:
        """Index of the paragraph with the opening; 0 if it is not in a paragraph, all if it is in none or a table."""
        plain = [
            (index, line)
            for index, paragraph in enumerate(paragraphs)
            if paragraph.role != "table"
            for line in cut(paragraph.content.text)
        ]
        opening = self.pack.openings.find([line for _, line in plain], names)
        return len(paragraphs) if opening is None else plain[opening][0]

    def paragraph(self, line: Line) -> LaidOutParagraph:
        """The paragraph that a line is of."""
        return self._paragraphs[self._index(line)]

    def given(self, lines: Sequence[Line]) -> dict[int, GivenLine]:
        """What the layout gives of lines, which may be cut or have lost blanks since; by their starts."""
        found: dict[int, GivenLine] = {}
        done: Counter[int] = Counter()
        for line in lines:
            index = self._index(line)
            text = self._contents[index].text
            kept = _offsets(text, line.text, done[index])
            found[line.start] = self._given(index, kept, is_first=not text[: kept[0]].strip())
            done[index] = kept[-1] + 1
        return found

    def _given(self, index: int, kept: Sequence[int], *, is_first: bool) -> GivenLine:
        paragraph, content = self._paragraphs[index], self._contents[index]
        first = kept[0]
        gone = [(a + 1 - first, b - first) for a, b in pairwise(kept) if b > a + 1]
        return GivenLine(
            without(part(content, first, kept[-1] + 1), gone),
            begins=is_first,
            is_heading=paragraph.role == "heading",
            is_centred=paragraph.role == "centred",
            is_body=paragraph.role == "body",
            rows=paragraph.rows if paragraph.role == "table" else (),
            level=paragraph.level if is_first else 0,
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


def _offsets(text: str, words: str, start: int) -> list[int]:
    """The offset in a text of each character of words that stand in it from an offset on, blanks aside."""
    found = []
    for char in words:
        while text[start] != char:
            start += 1
        found.append(start)
        start += 1
    return found


def _words(paragraph: LaidOutParagraph) -> RichText:
    """The words with the label before them, in the form in which it would be typed."""
    content = paragraph.content
    if paragraph.role == "table":
        content = content if content.text else table_content(paragraph.rows)
    content = tied(content)
    label = _typed(paragraph.label) if paragraph.label and content.text.strip() else ""
    indent = " " * min(paragraph.indent, _DEEPEST)
    return rewritten(joined([("", RichText(indent + label)), ("", content)]), readable)


_DEEPEST = 40
"""How much of an indent counts, in characters."""


def _typed(label: str) -> str:
    found = standalone_label(label.strip())
    if found is None:
        return f"{label.strip()} "
    forms = {"number": "{}. ", "bullet": "• ", "han": "{}. ", "capital": "{}. "}
    form = forms.get(found.kind, "{} " if "." in (found.text or "") else "({}) ")
    return form.format(found.text)


def readable(text: str) -> str:
    """A text without characters that have no width, and with common ones for radicals."""
    return with_common_characters(visible(text))


def words_of(paragraph: LaidOutParagraph) -> str:
    """The words of a paragraph or table, without labels and marks."""
    return paragraph.content.text or table_content(paragraph.rows).text
