"""Two columns of one page beside each other on each line, as programs set the pages of the official records that keep the
layout: the left one is read first."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.domain.characters import simplified
from app.domain.organs import Names
from app.domain.resolution import Problem
from app.sources.plain_text.line_patterns import formula_organ
from app.sources.plain_text.web_signs import WebText
from app.sources.reading import Line

_GAP = re.compile(r"\S(?P<gap>\s{3,})(?=\S)")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LEAST_LINES, _LEAST_SHARE = 5, 0.5
_LEAST_WORDS = 4
"""Least number of Chinese characters of a half that holds words."""
_RIGHT = 0.5
"""Least indent of a line that stands in the right column alone, as a share of where that column begins."""


def with_columns_below(text: WebText, names: Names) -> WebText:
    """The lines; where most hold two halves, each with a formula or numbered paragraphs of its own, the left halves and
    then the right ones. Halves of one line share its place."""
    halves = [_halves(line) for line in text.lines]
    beside = [pair for pair in halves if pair]
    if len(beside) < max(_LEAST_LINES, _LEAST_SHARE * len(text.lines)):
        return text
    if not all(_is_text([pair[side] for pair in beside], names) for side in (0, 1)):
        return text
    starts = sorted(pair[1].indent for pair in beside)
    middle = starts[len(starts) // 2]
    left: list[Line] = []
    right: list[Line] = []
    for line, pair in zip(text.lines, halves, strict=True):
        if pair:
            left.append(pair[0])
            right.append(replace(pair[1], indent=0))
        elif line.indent >= _RIGHT * middle:
            right.append(replace(line, indent=0))
        else:
            left.append(line)
    problem = Problem("paragraph_doubtful", f"有{len(beside)}行并排印有两栏，先读左栏，再读右栏")
    return replace(text, lines=(*left, *right), problems=(*text.problems, problem))


def _halves(line: Line) -> tuple[Line, Line] | None:
    """The halves of a line, if it has one wide gap with words on both sides; the indent of the right one is where it
    begins, in columns."""
    found = list(_GAP.finditer(line.text))
    if len(found) != 1:
        return None
    first, last = line.text[: found[0].start("gap")], line.text[found[0].end("gap") :]
    if min(len(_HAN.findall(first)), len(_HAN.findall(last))) < _LEAST_WORDS:
        return None
    lead = line.start + line.indent
    begins = line.indent + found[0].end("gap") + len(_HAN.findall(first))
    return (
        replace(line, end=lead + found[0].start("gap"), text=first),
        replace(line, start=lead + found[0].end("gap"), text=last, indent=begins),
    )


def _is_text(halves: Sequence[Line], names: Names) -> bool:
    """Whether halves are those of a text: one is a formula."""
    return any(
        half.text[-1] in "，," and formula_organ(simplified(half.text), names) is not None for half in halves
    )
