"""Where a text proper begins: at its formula, at a preamble above the formula, or at the first line of a decision; and
where further texts begin in the same file."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.domain.characters import simplified
from app.domain.organs import Names, Organ
from app.domain.verbs import opening_verb
from app.sources.dates import DATE
from app.sources.plain_text.adoption_lines import INTRODUCES, adoption_line
from app.sources.plain_text.closing import ends_text, tells_adoption
from app.sources.plain_text.line_patterns import COUNCIL_ALONE, begins_with_verb, formula_organ, label_of
from app.sources.plain_text.number_lines import is_number_line, number_line, sure_number_line
from app.sources.reading import Line

_PROSE = re.compile(r"\d{4}\s*年|同日|大会|在\s*(?:第|\d)|经济及社会理事会|人权理事会|安全理事会")
_DECIDES = re.compile("(?:爰|兹|特此)?(?:议决|决议|决定|宣布|建议)(?:如下|以下各项|下列各项)?[：:]?")
"""What follows an organ's name in the formula of a decision: `大会议决：`."""
_AS_DECIDED = re.compile(
    r"\d{4}\s*年.{0,40}(?:大会|理事会).{0,12}(?:会议|决定)"
    r"|[在于]?\s*\d{4}\s*年[^，。]{0,24}次(?:全体)?会议上?[，,][^。]{0,24}(?:大会|理事会)"
    r"|(?:大会|经济及社会理事会|人权理事会|理事会)\s*[于在]?\s*\d{4}\s*年.{0,20}第\s*\S{1,8}\s*次(?:全体)?会议"
)
_BEGINNING = 120
"""How much of a line, in characters, is searched for signs of a decision."""
_LONGEST_WORD = 6
"""In characters; excludes a cover that prints `大会` above `决定`, which is not a formula above a
paragraph."""
UNDER_HEAD = 5
"""Maximum number of lines between the letter of a part, or the number of a text, and its formula."""
_LONGEST_TITLE = 200
"""In characters."""
_MOST_ABOVE = 40
"""Maximum number of lines of a preamble above the formula."""
_VERBS_ABOVE = frozenset("鉴于 回顾 忆及 复按 重申 铭记 考虑到 注意到 认识到 意识到 念及 深信 确认".split())
"""Verbs of a preamble that stands above the formula, as in `鉴于…，` `因此现在，大会，` `发布这一世界人权宣言…`."""
_PREAMBLE = re.compile(r"(?:序\s*言|弁\s*言|前\s*言|导\s*言)")


def find_opening(lines: Sequence[Line], names: Names) -> int | None:
    """Index of the first line of the text, which is the formula, the first line of a preamble above it, or the first of
    a decision in prose; or None if there is none of these."""
    titled = next((index for index, line in enumerate(lines) if is_number_line(line.text)), None)
    formula = _formula(lines, names)
    if formula is not None:
        between = lines[titled + 1 : formula] if titled is not None else ()
        if not any(_tells_decision(line.text) and not _introduces(line.text) for line in between):
            return _above(lines, formula)
    if titled is None or titled + 1 == len(lines):
        found = next((index for index, line in enumerate(lines) if _decides(line.text, names)), None)
        if found is None:
            found = _decided_under_number(lines)
        return _drafted(lines) if found is None else found
    return _prose(lines, titled)


def formula_of(lines: Sequence[Line], opening: int, names: Names) -> int | None:
    """Index of the formula of a text that begins at `opening`: there, or below a preamble above it; None for a decision
    in prose."""
    if formula_organ(lines[opening].text, names) or _resolves(lines, opening, names):
        return opening
    formula = _formula(lines, names)
    is_below = formula is not None and opening < formula and _above(lines, formula) == opening
    return formula if is_below else None


def deciding_organ(text: str, names: Names) -> Organ | None:
    """The organ in the formula of a resolution, or in `大会议决：`; or None."""
    return formula_organ(text, names) or next(
        (organ for organ, rest in _behind_organ(text, names) if _DECIDES.fullmatch(rest)), None
    )


def _resolves(lines: Sequence[Line], opening: int, names: Names) -> bool:
    """Whether `大会议决：` stands below a number with a session or year, which decisions of that time had not."""
    numbers = (sure_number_line(line.text) for line in lines[max(0, opening - UNDER_HEAD) : opening])
    return any("(" in found.number for found in numbers if found) and _decides(lines[opening].text, names)


def separate_texts(lines: Sequence[Line], names: Names) -> list[int]:
    """The indices at which the texts of a file begin, 0 the first: each other one at a number of its own, with a
    formula or the first words of a decision soon below."""
    opening = find_opening(lines, names)
    if opening is None:
        return [0]
    starts = [0]
    numbers = {number for line in lines[:opening] if (number := _titled_number(line.text))}
    first = next((index for index in range(opening) if _titled_number(lines[index].text)), 0)
    is_dated_above = _is_dated_above(lines, first)
    for index in range(opening + 1, len(lines)):
        number = _titled_number(lines[index].text) or _number_below_end(lines, index)
        if number and number not in numbers and _opens_soon(lines, index, names):
            starts.append(index - (is_dated_above and _is_dated_above(lines, index)))
            numbers.add(number)
    return starts


def _is_dated_above(lines: Sequence[Line], index: int) -> bool:
    """Whether a date stands alone above a line; where one does above the first number, it belongs to what is below."""
    return index > 0 and DATE.fullmatch(simplified(lines[index - 1].text)) is not None


def _titled_number(text: str) -> str:
    """The number on a line with its title, or alone; empty for any other line."""
    found = sure_number_line(text) if len(text) <= _LONGEST_TITLE else None
    is_alone = found is not None and (not found.kind or found.title[0] == found.title[1])
    return found.number if found and is_alone else ""


_SLASHED = re.compile(r"[0-9０-９ES-]{1,8}[/／]")


def _number_below_end(lines: Sequence[Line], index: int) -> str:
    """The number on a line without a stop, `53/99 题目`, right below the lines that close another text; else empty."""
    above, text = lines[index - 1].text, lines[index].text
    if not _SLASHED.match(text) or len(text) > _LONGEST_TITLE:
        return ""
    if not (ends_text(above) or tells_adoption(above)):
        return ""
    found = number_line(text)
    return found.number if found and "/" in found.number else ""


def _opens_soon(lines: Sequence[Line], index: int, names: Names) -> bool:
    below = lines[index + 1 : index + 1 + UNDER_HEAD]
    return any(_is_formula(line, names) or _tells_decision(line.text) for line in below) or any(
        formula_organ(line.text, names) and begins_with_verb(after.text) and len(after.text) > _LONGEST_WORD
        for line, after in pairwise(below)
    )


def tells_decided(text: str) -> bool:
    """Whether a line begins a decision in prose, `2022年…大会第54次会议决定`."""
    return bool(_AS_DECIDED.match(simplified(text[:_BEGINNING])))


def _is_formula(line: Line, names: Names) -> bool:
    return line.text.strip("* ")[-1:] in ("，", ",") and formula_organ(line.text, names) is not None


def _above(lines: Sequence[Line], formula: int) -> int:
    """The index at which a preamble above the formula begins, with its heading; that of the formula if there is none."""
    if not formula or lines[formula - 1].text[-1] not in "，,":
        return formula
    first = next(
        (
            index
            for index in range(max(0, formula - _MOST_ABOVE), formula)
            if opening_verb(lines[index].text)[0] in _VERBS_ABOVE and not number_line(lines[index].text)
        ),
        formula,
    )
    is_headed = 0 < first < formula and _PREAMBLE.fullmatch(simplified(lines[first - 1].text))
    return first - 1 if is_headed else first


def _decided_under_number(lines: Sequence[Line]) -> int | None:
    """Index of the first line of prose a few lines below a number without a stop, `75/566 题目`; or None."""
    for index, line in enumerate(lines):
        if _tells_decision(line.text):
            above = lines[max(0, index - UNDER_HEAD) : index]
            return index if any(number_line(one.text) for one in above) else None
    return None


_DRAFT_DECISION = re.compile("[^，。；]{0,40}决定草案[一二三四五六七八九十0-9]{0,3}")
_DECIDED_BY = re.compile(
    r"(?:大会|经济及社会理事会|人权理事会|安全理事会|理事会)(?:[，,]?\s*(?:[^。]{0,80}[，,]\s*)?(?:决定|注意到|核准|核可|请|建议|选出|任命))"
)


def _drafted(lines: Sequence[Line]) -> int | None:
    """Index of the first line of a decision without a number, a few lines below `决定草案`; or None."""
    for index, line in enumerate(lines):
        if _DECIDED_BY.match(simplified(line.text[:_BEGINNING])):
            above = lines[max(0, index - UNDER_HEAD) : index]
            is_drafted = any(_DRAFT_DECISION.fullmatch(simplified(one.text)) for one in above)
            return index if is_drafted else None
    return None


def _introduces(text: str) -> bool:
    """Whether a line above a formula tells the meeting that adopted the text below."""
    return len(text) <= _LONGEST_TITLE and INTRODUCES.fullmatch(simplified(text)) is not None


def _tells_decision(text: str) -> bool:
    """The same as `tells_decided`, but a sentence with the vote does not."""
    return tells_decided(text) and adoption_line(text) is None


def _decides(text: str, names: Names) -> bool:
    """Whether a line is the formula of a decision, `大会议决：`."""
    return text.strip("* ")[-1:] in ("：", ":") and any(
        _DECIDES.fullmatch(rest) for _, rest in _behind_organ(text, names)
    )


def _behind_organ(text: str, names: Names) -> Iterator[tuple[Organ, str]]:
    """What stands behind the name of an organ that a line begins with."""
    plain = simplified(text[:_BEGINNING].strip("* "))
    return (
        (organ, plain.removeprefix(name))
        for organ in names.organs
        for name in organ.names
        if plain.startswith(name)
    )


def _formula(lines: Sequence[Line], names: Names) -> int | None:
    """Index of the opening formula, or None; its comma may be missing if a verb follows."""
    named = [index for index, line in enumerate(lines) if formula_organ(line.text, names)]
    whole = [index for index in named if not COUNCIL_ALONE.fullmatch(simplified(lines[index].text))]
    named = whole if any(lines[index].text.strip("* ")[-1] in "，," for index in whole) else named
    for index in named:
        if lines[index].text.strip("* ")[-1] in "，,":
            return index
    for index in named:
        below = lines[index + 1].text if index + 1 < len(lines) else ""
        label = label_of(below) if below else None
        if len(below) > _LONGEST_WORD and begins_with_verb(below[label.end :] if label else below):
            return index
        if _DECIDES.fullmatch(simplified(below)) and _begins_list(lines[index + 2 : index + 3]):
            return index
    return None


def _begins_list(lines: Sequence[Line]) -> bool:
    """Whether a line has the first number of a list, `一、`."""
    label = label_of(lines[0].text) if lines else None
    return label is not None and label.text in ("一", "1")


def _prose(lines: Sequence[Line], titled: int) -> int | None:
    """Index of the first line of prose after the title; None where the number is said to be a resolution's, whose
    formula is missing, so that it is the text of something else."""
    found = next(_in_prose(lines, titled + 1), None)
    number = sure_number_line(lines[titled].text)
    if number and number.kind == "决议" and (found is None or not _tells_decision(lines[found].text)):
        return None
    return titled + 1 if found is None else found


def _in_prose(lines: Sequence[Line], start: int) -> Iterator[int]:
    for index in range(start, len(lines)):
        if _PROSE.match(simplified(lines[index].text[:_BEGINNING])):
            yield index
