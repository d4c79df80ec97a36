"""The typesetting of a text: whether lines are cut at a width, and how the beginning of a paragraph shows."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.sources.plain_text.line_patterns import cells_of
from app.sources.plain_text.line_signs import LineSigns
from app.sources.reading import Line

_SHORT = 20
"""Minimum length, in characters, of lines that are measured; shorter ones are headings, dates and the
like."""
_NARROWEST, _FEWEST_FULL, _NEARLY_FULL = 20, 3, 0.85
"""The least width of a narrow column, the least number of lines that fill it, and how far."""
_NEARLY_ALL, _LEAST_FILLED, _MOST_WIDER = 0.9, 0.25, 0.02
"""Shares of lines: the quantile taken as width, the least that must reach it, the most that may exceed it."""
_SLACK = 0.12
"""Share of its width that a justified line may lack, since wide punctuation and blanks stretch and shrink."""
_MOSTLY, _SELDOM = 0.7, 0.2
"""Least share of paragraph beginnings, and greatest share of other lines, at which a sign marks
beginnings."""
_DEEPEST_INDENT = 4
_WORD = re.compile(r"[0-9A-Za-z/().,:_%?=&#~+@\-]+|.")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the beginning of a paragraph shows in hard-wrapped text: by blank lines, indents, short lines, or
    only its verb.

    `full` is the width of full lines, in columns or characters, whichever varies less; `indent` is the indent
    of lines inside a paragraph, in characters; `wide_gap` is the least number of blank lines that is more
    than usual.
    """

    wrapped: bool
    full: float = 0
    measure: Callable[[str], int] = len
    wide_gap: int = 2
    by_gap: bool = False
    by_indent: bool = False
    indent: int = 0

    @classmethod
    def of(cls, lines: Sequence[Line], signs: LineSigns) -> "Layout":
        """Learn the layout from the lines of the text proper."""
        usual = Counter(line.gap for line in lines[1:]).most_common(1)
        wide_gap = max(2, usual[0][0] + 1 if usual else 0)
        cut = _wrapped_at(lines, signs)
        if cut is None:
            return cls(wrapped=False, wide_gap=wide_gap)
        full, measure = cut
        plain = cls(wrapped=True, full=full, measure=measure)
        starts, interior = plain._sure_lines(lines, signs)
        base = Counter(line.indent for line in interior).most_common(1)
        indent = base[0][0] if base else 0
        return cls(
            wrapped=True,
            full=full,
            measure=measure,
            wide_gap=wide_gap,
            by_gap=_tells([line.gap > 0 for line in starts], [line.gap > 0 for line in interior]),
            by_indent=_tells(
                [line.indent > indent for line in starts], [line.indent > indent for line in interior]
            ),
            indent=indent,
        )

    def breaks_early(self, line: Line, following: Line) -> bool:
        """Whether a line has room for the first word of the next one, so that its end is intended."""
        width = _set(line, self.measure) + self.measure(_first_word(following.text))
        return width <= (1 - _SLACK) * self.full

    def is_indented(self, line: Line) -> bool:
        """Whether a line is indented deeper than lines inside a paragraph."""
        return line.indent > self.indent

    def _sure_lines(self, lines: Sequence[Line], signs: LineSigns) -> tuple[list[Line], list[Line]]:
        """Lines that certainly begin a paragraph, and lines that certainly continue a sentence."""
        starts: list[Line] = []
        interior: list[Line] = []
        for before, after in pairwise(lines):
            paused, early = signs.pauses(before.text), self.breaks_early(before, after)
            if paused and early and _shows_start(before, after, signs):
                starts.append(after)
            elif not paused and not early and len(before.text) >= _SHORT:
                interior.append(after)
        return starts, interior


def _shows_start(before: Line, after: Line, signs: LineSigns) -> bool:
    """Whether a line after a short line begins a paragraph: by number, verb, or the full stop before it."""
    label = signs.label_of(after.text)
    is_number = label is not None and label.kind == "number"
    return is_number or before.text[-1] == signs.full_stop or signs.begins_with_verb(after.text)


def _columns(text: str) -> int:
    """The width of a text in columns; characters of three bytes in UTF-8, Chinese ones, count two."""
    return len(text) + (len(text.encode("utf-8", "replace")) - len(text)) // 2


def _columns_without_blanks(text: str) -> int:
    """The width in columns without blanks, for texts in which blanks beside digits are thin."""
    return _columns(re.sub(r"\s+", "", text))


def _first_word(text: str) -> str:
    found = _WORD.match(text)
    return found[0] if found else ""


def _wrapped_at(lines: Sequence[Line], signs: LineSigns) -> tuple[float, Callable[[str], int]] | None:
    """The width at which lines are cut and its measure; None for text that is not wrapped.

    In wrapped text many lines end inside a sentence, nearly all of them at the greatest width, and none is
    wider.
    """
    full = [line for line in lines if len(line.text) >= _SHORT and len(cells_of(line.text)) == 1]
    inside = [line for line in full if not signs.pauses(line.text)]
    if not inside:
        return _narrow(lines, signs)
    found = []
    for measure in (_columns_without_blanks, _columns, len):
        widths = sorted(_set(line, measure) for line in inside)
        widest = widths[int(_NEARLY_ALL * (len(widths) - 1))]
        filled = [width for width in widths if abs(width - widest) <= _SLACK * widest]
        middle = filled[len(filled) // 2]
        spread = sum(abs(width - middle) for width in filled) / (middle * len(filled))
        found.append((-len(filled), spread, float(middle), measure))
    count, _, width, measure = min(found, key=lambda one: one[:2])
    wider = sum(_set(line, measure) > (1 + 2 * _SLACK) * width for line in full)
    if -count < _LEAST_FILLED * len(full) or wider > _MOST_WIDER * len(full):
        return None
    return width, measure


def _narrow(lines: Sequence[Line], signs: LineSigns) -> tuple[float, Callable[[str], int]] | None:
    """The width of a column that is narrower than the lines that are measured else: no line is wider, and most of the
    lines that end inside a sentence fill it."""
    if max((len(line.text) for line in lines), default=_SHORT) >= _SHORT:
        return None
    inside = [_columns(line.text) for line in lines if not signs.pauses(line.text)]
    widest = max(inside, default=0)
    full = [width for width in inside if width >= _NEARLY_FULL * widest]
    if widest < _NARROWEST or len(full) < _FEWEST_FULL or 2 * len(full) < len(inside):
        return None
    return float(sorted(full)[len(full) // 2]), _columns


def _set(line: Line, measure: Callable[[str], int]) -> int:
    """The width of a line with its indent; deep indents, as of centred lines, are capped."""
    return measure(line.text) + min(line.indent, _DEEPEST_INDENT)


def _tells(at_starts: list[bool], inside: list[bool]) -> bool:
    """Whether a sign stands at most paragraph beginnings and hardly anywhere else."""
    if not any(at_starts) or sum(at_starts) < _MOSTLY * len(at_starts):
        return False
    return sum(inside) <= _SELDOM * len(inside)
