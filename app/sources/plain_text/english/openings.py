"""Where an English text proper begins: at its formula, or at the first line of a decision in prose."""

import re
from collections.abc import Sequence

from app.domain.organs import Names
from app.sources.plain_text.english.lines import begins_with_verb, formula_organ, label_of
from app.sources.plain_text.english.numbers import number_line, numbered_title
from app.sources.plain_text.openings import UNDER_HEAD
from app.sources.reading import Line

_AT_MEETING = re.compile(
    r"At its [0-9]{1,5}(?:st|nd|rd|th)(?: \(resumed\))?(?: plenary)?(?: \(resumed\))? meeting,? (?:held )?on [0-9]{1,2}\b"
)
_ON_DAY = re.compile(
    r"On [0-9]{1,2} [A-Z][a-z]+ [0-9]{4},? the [A-Z][A-Za-z ]{4,40}\b(?:,|decided|took|adopted|elected)"
)
_PROSE = re.compile(r"At its [0-9]|On [0-9]{1,2} [A-Z]|(?:At|By|Pursuant|In accordance)\b|The [A-Z]")
_LONGEST_TITLE = 400
"""In characters."""
_SHORTEST = 12
"""Least length of a line that opens with the verb below a formula without its comma."""


def tells_decided(text: str) -> bool:
    """Whether a line begins a decision in prose, `At its 45th plenary meeting, on 7 December 2023, …`."""
    return bool(_AT_MEETING.match(text) or _ON_DAY.match(text))


def find_opening(lines: Sequence[Line], names: Names) -> int | None:
    """Index of the formula, else of the first line of a decision in prose; or None if there is neither."""
    titled = next((index for index, line in enumerate(lines) if numbered_title(line.text)), None)
    formula = _formula(lines, names)
    if formula is not None:
        above = lines[titled + 1 : formula] if titled is not None else ()
        if not any(tells_decided(line.text) for line in above):
            return formula
    decided = next((index for index, line in enumerate(lines) if tells_decided(line.text)), None)
    if decided is not None or titled is None or titled + 1 == len(lines):
        return decided
    if (number := number_line(lines[titled].text)) and number.kind == "Resolution":
        return None
    return next((index for index in range(titled + 1, len(lines)) if _PROSE.match(lines[index].text)), None)


def formula_of(lines: Sequence[Line], opening: int, names: Names) -> int | None:
    """Index of the formula of a text that begins at `opening`; None for a decision in prose."""
    return opening if formula_organ(lines[opening].text, names) else None


def separate_texts(lines: Sequence[Line], names: Names) -> list[int]:
    """The indices at which the texts of a file begin, 0 the first: each other one at a number of its own, with a formula
    or the first words of a decision soon below."""
    opening = find_opening(lines, names)
    if opening is None:
        return [0]
    starts = [0]
    numbers = {number for line in lines[:opening] if (number := _titled_number(line.text))}
    for index in range(opening + 1, len(lines)):
        number = _titled_number(lines[index].text)
        if number and number not in numbers and _opens_soon(lines, index, names):
            starts.append(index)
            numbers.add(number)
    return starts


def _titled_number(text: str) -> str:
    found = numbered_title(text) if len(text) <= _LONGEST_TITLE else None
    return found[0] if found else ""


def _opens_soon(lines: Sequence[Line], index: int, names: Names) -> bool:
    below = lines[index + 1 : index + 1 + UNDER_HEAD]
    return any(_is_formula(line, names) or tells_decided(line.text) for line in below)


def _is_formula(line: Line, names: Names) -> bool:
    return line.text.strip("*_ ").endswith(",") and formula_organ(line.text, names) is not None


def _formula(lines: Sequence[Line], names: Names) -> int | None:
    """Index of the opening formula, or None; its comma may be missing if a verb follows."""
    named = [index for index, line in enumerate(lines) if formula_organ(line.text, names)]
    for index in named:
        if _is_formula(lines[index], names):
            return index
    for index in named:
        below = lines[index + 1].text if index + 1 < len(lines) else ""
        label = label_of(below) if below else None
        if len(below) > _SHORTEST and begins_with_verb(below[label.end :] if label else below):
            return index
    return None
