"""Paragraphs that only line breaks keep apart, as in old pages and in typed text."""

from collections.abc import Iterator, Sequence

from app.sources.html.runs import Run, is_bold, merged, plain, split_at_breaks
from app.sources.plain_text.layout import Layout
from app.sources.plain_text.line_signs import LineSigns
from app.sources.plain_text.paragraph_starts import Junction, StartRules
from app.sources.reading import Line

_AHEAD = 4
_FEW = 3
"""Fewer lines than this say nothing about the width at which they are cut."""
_LONGEST_INDENT = 40
_INDENT, _MOSTLY = 2, 0.6
"""Least indent, in characters, and least share of lines with one, where each paragraph begins with an indent."""


def paragraphs_of(runs: Sequence[Run], signs: LineSigns) -> Iterator[tuple[int, list[Run]]]:
    """The paragraphs in the words of one block, each with its indent in characters.

    Lines that a program cut at a width are joined; what ends a paragraph there is told by the rules for plain text.
    """
    lines = list(_lines(split_at_breaks(runs)))
    printed = [line for line, _ in lines]
    layout = Layout.of(printed, signs) if len(lines) > _FEW else Layout(wrapped=False)
    rules = StartRules(layout, signs, is_prose=False)
    by_indent = not layout.wrapped and _are_indented(printed)
    open_lines: list[Line] = []
    paragraph: list[Run] = []
    for index, (line, words) in enumerate(lines):
        ahead = [one for one, _ in lines[index : index + _AHEAD]]
        begins = (
            (line.gap > 0 and not layout.wrapped)
            or (by_indent and (line.indent >= _INDENT or is_bold(words) or is_bold(paragraph)))
            or signs.is_closing_line(line.text)
            or rules.why(Junction(open_lines, ahead, after_break=False, signs=signs))
            if open_lines
            else False
        )
        if begins:
            yield open_lines[0].indent, merged(paragraph)
            open_lines, paragraph = [], []
        paragraph += [*([Run("\n")] if paragraph else []), *words]
        open_lines.append(line)
    if open_lines:
        yield open_lines[0].indent, merged(paragraph)


def _are_indented(lines: Sequence[Line]) -> bool:
    """Whether paragraphs begin with an indent in a block that has enough lines to tell."""
    return len(lines) > _FEW and sum(line.indent >= _INDENT for line in lines) >= _MOSTLY * len(lines)


def _lines(split: Sequence[list[Run]]) -> Iterator[tuple[Line, list[Run]]]:
    """The lines with words, each with its indent and the number of empty lines above it."""
    gap = done = 0
    for words in split:
        text = plain(words)
        if text:
            printed = "".join(run.text for run in words)
            indent = min(len(printed) - len(printed.lstrip()), _LONGEST_INDENT)
            yield Line(done, done + len(text), text, indent, gap), list(words)
            gap, done = 0, done + len(text) + 1
        else:
            gap += 1
