"""Whole texts in quotation marks, as newspapers print them: each paragraph opens with one, `“安全理事会，`."""

from collections.abc import Sequence
from dataclasses import replace

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.sources.plain_text.line_patterns import formula_organ
from app.sources.plain_text.web_signs import WebText
from app.sources.reading import Line

_MARKS = {"“": "”", "「": "」", "『": "』", '"': '"'}
_FEWEST = 3
"""Least number of lines that open with the mark."""


def without_quotation_marks(text: WebText, names: Names) -> WebText:
    """The lines without the marks at their heads, and the one that closes the last of them, where the only formula has
    such a mark; a draft that a resolution quotes has a formula above it."""
    first = next((index for index, line in enumerate(text.lines) if _is_quoted_formula(line, names)), None)
    if first is None or any(_is_formula(line.text, names) for line in text.lines[:first]):
        return text
    mark = text.lines[first].text[0]
    quoted = [index for index in range(first, len(text.lines)) if text.lines[index].text[0] == mark]
    if len(quoted) < _FEWEST:
        return text
    lines = list(text.lines)
    for index in quoted:
        lines[index] = replace(lines[index], text=lines[index].text[1:].lstrip() or mark)
    last = _last(lines, quoted[-1], _MARKS[mark])
    if last is not None:
        lines[last] = replace(lines[last], text=lines[last].text[:-1])
    problem = Problem("wiki_markup", f"各段段首有引号“{mark}”，已去掉")
    return replace(text, lines=tuple(lines), problems=(*text.problems, problem))


def _is_quoted_formula(line: Line, names: Names) -> bool:
    return line.text[0] in _MARKS and _is_formula(line.text[1:], names)


def _is_formula(text: str, names: Names) -> bool:
    return text[-1:] in ("，", ",") and formula_organ(text, names) is not None


def _last(lines: Sequence[Line], start: int, mark: str) -> int | None:
    """Index of the line that closes the quotation: the first from the last opening on that ends with the mark."""
    return next((index for index in range(start, len(lines)) if lines[index].text.endswith(mark)), None)
