"""The beginning of the text proper, and the documents in a file: usually one, several if there are lettered
parts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.characters import simplified
from app.domain.organs import Names, Organ
from app.sources.plain_text.adoption_lines import adoption_line
from app.sources.plain_text.clean import CleanText
from app.sources.plain_text.letter_spacing import without_letter_spacing
from app.sources.plain_text.line_patterns import (
    PART_LETTER,
    begins_with_verb,
    formula_organ,
    label_of,
    part_letter,
)
from app.sources.plain_text.number_lines import is_number_line, number_line
from app.sources.plain_text.run_on import cut_run_on
from app.sources.reading import Line

_PROSE = re.compile(r"\d{4}\s*年|同日|大会|在\s*(?:第|\d)|经济及社会理事会|人权理事会|安全理事会")
_DECIDES = re.compile("(?:爰|兹|特此)?(?:议决|决议|决定|宣布|建议)(?:如下|以下各项|下列各项)?[：:]?")
"""What follows an organ's name in the formula of a decision: `大会议决：`."""
_AS_DECIDED = re.compile(r"\d{4}\s*年.{0,40}(?:大会|理事会).{0,12}(?:会议|决定)")
_BEGINNING = 120
"""How much of a line, in characters, is searched for signs of a decision."""
_LONGEST_WORD = 6
"""In characters; excludes a cover that prints `大会` above `决定`, which is not a formula above a
paragraph."""
_UNDER_LETTER = 5
"""Maximum number of lines between a part's letter and its formula."""


@dataclass(frozen=True, slots=True)
class PrintedPart:
    """A document in a text: the lines of its head, its formula, and the range of its text.

    `shared` is the number of head lines already claimed by the first part. A decision in prose has no
    formula.
    """

    head: tuple[Line, ...]
    formula: Line | None
    start: int
    end: int
    is_lettered: bool = False
    shared: int = 0


def with_paragraphs_apart(lines: Sequence[Line], names: Names) -> list[Line]:
    """The lines, without letter spacing; those with a formula or with several paragraphs inside are cut there."""
    return cut_run_on(without_letter_spacing(lines), names)


def find_opening(lines: Sequence[Line], names: Names) -> int | None:
    """Index of the opening formula or of the first line of a decision in prose, or None if there is
    neither."""
    titled = next(
        (index for index, line in enumerate(lines) if is_number_line(line.text)),
        None,
    )
    formula = _formula(lines, names)
    if formula is not None:
        between = lines[titled + 1 : formula] if titled is not None else ()
        if not any(_tells_decision(line.text) for line in between):
            return formula
    if titled is None or titled + 1 == len(lines):
        found = next((index for index, line in enumerate(lines) if _decides(line.text, names)), None)
        return _decided_under_number(lines) if found is None else found
    return _prose(lines, titled + 1)


def _decided_under_number(lines: Sequence[Line]) -> int | None:
    """Index of the first line of prose a few lines below a number without a stop, `75/566 题目`; or None."""
    for index, line in enumerate(lines):
        if _tells_decision(line.text):
            above = lines[max(0, index - _UNDER_LETTER) : index]
            return index if any(number_line(one.text) for one in above) else None
    return None


def _tells_decision(text: str) -> bool:
    """Whether a line begins a decision in prose, `2022年…大会第54次会议决定`; a sentence with the vote does not."""
    return bool(_AS_DECIDED.match(simplified(text[:_BEGINNING]))) and adoption_line(text) is None


def _decides(text: str, names: Names) -> bool:
    """Whether a line is the formula of a decision, `大会议决：`."""
    plain = simplified(text.strip("* "))
    found = (
        plain.removeprefix(name) for organ in names.organs for name in organ.names if plain.startswith(name)
    )
    return plain[-1:] in ("：", ":") and any(_DECIDES.fullmatch(rest) for rest in found)


def parts_of(text: CleanText, names: Names) -> list[PrintedPart]:
    """The documents in a text."""
    lines = text.lines
    opening = find_opening(lines, names)
    if opening is None:
        return []
    letters = _letters(lines, opening, names)
    if len(letters) < 2:
        formula = lines[opening] if formula_organ(lines[opening].text, names) else None
        return [PrintedPart(tuple(lines[:opening]), formula, opening + (formula is not None), len(lines))]
    shared = lines[: letters[0]]
    parts: list[PrintedPart] = []
    for letter, end in zip(letters, [*letters[1:], len(lines)], strict=True):
        begins = _under_letter(lines, letter, names)
        formula = lines[begins] if formula_organ(lines[begins].text, names) else None
        head = (*shared, *lines[letter:begins])
        told = len(shared) if parts else 0
        parts.append(
            PrintedPart(head, formula, begins + (formula is not None), end, is_lettered=True, shared=told)
        )
    return parts


def _formula(lines: Sequence[Line], names: Names) -> int | None:
    """Index of the opening formula, or None; its comma may be missing if a verb follows."""
    named = [index for index, line in enumerate(lines) if formula_organ(line.text, names)]
    for index in named:
        if lines[index].text.strip("* ")[-1] in "，,":
            return index
    for index in named:
        below = lines[index + 1].text if index + 1 < len(lines) else ""
        label = label_of(below) if below else None
        if len(below) > _LONGEST_WORD and begins_with_verb(below[label.end :] if label else below):
            return index
    return None


def _prose(lines: Sequence[Line], start: int) -> int:
    """Index of the first line of prose after the title, whose first line precedes `start`."""
    found = (
        index
        for index in range(start, len(lines))
        if _PROSE.match(simplified(lines[index].text[:_BEGINNING]))
    )
    return next(found, start)


def _letters(lines: Sequence[Line], opening: int, names: Names) -> list[int]:
    """The indices of the letters of parts, in alphabetical sequence."""
    found: list[int] = []
    for index in _candidates(lines, max(0, opening - _UNDER_LETTER)):
        follows = not found or _order(lines[index]) == _order(lines[found[-1]]) + 1
        if follows and _under_letter(lines, index, names) > index:
            found.append(index)
    return found


def _order(line: Line) -> int:
    """The place of a part's letter in the alphabet."""
    found = PART_LETTER.fullmatch(line.text)
    return ord(part_letter(found["letter"])) if found else 0


def _candidates(lines: Sequence[Line], start: int) -> Iterator[int]:
    return (index for index in range(start, len(lines)) if PART_LETTER.fullmatch(lines[index].text))


def _under_letter(lines: Sequence[Line], letter: int, names: Names) -> int:
    """Index of the beginning of a part, formula or prose; `letter` itself if there is neither."""
    for index in range(letter + 1, min(letter + 1 + _UNDER_LETTER, len(lines))):
        organ: Organ | None = formula_organ(lines[index].text, names)
        if organ or _AS_DECIDED.match(simplified(lines[index].text[:_BEGINNING])):
            return index
    return letter
