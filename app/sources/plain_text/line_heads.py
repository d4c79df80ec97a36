"""What stands before the words of lines and is none of them: numbers of lines, ornaments before labels, words in
brackets that name a part of the text, `【执行部分】`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.domain.characters import simplified
from app.domain.organs import Names
from app.domain.resolution import Problem
from app.sources.plain_text.line_patterns import formula_organ, label_of
from app.sources.plain_text.web_signs import WebText
from app.sources.reading import Claim, Line

_LINE_NUMBER = re.compile(r"(?P<number>\d{1,4})(?:[ \t\u3000]+(?P<words>\S.*))?")
_FEWEST_LINES = 5
_KEYCAP = re.compile("^(\\d{1,2})\\ufe0f?\\u20e3\\s*")
"""A figure in a box, as messengers have it for a number."""
_PICTURE = re.compile(
    "^(?:[\\u2600-\\u27bf\\U0001f000-\\U0001faff]\\ufe0f?\\s*){1,4}(?=[\\u3400-\\u9fff])|\\ufe0f"
)
_ORNAMENT = re.compile(
    "^[\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff\ufe0f•●◆◇■□▶►→➤]{1,4}\\s*(?=[0-9]{1,3}\\s*[.．、])"
)
_PART_NAMED = re.compile(
    r"【\s*(?:序言|序文|执行|正文|主文|决议)(?:部分|段落|全文|正文|案文|内容)?\s*】|【\s*(?:通过|表决|投票)(?:情况|结果|日期)?\s*】"
    r"|(?:序言|执行|主文)(?:部分|段落)\s*[:：]?|决议(?:全文|正文|案文|内容)(?:如下)?\s*[:：]?"
)


def without_line_heads(text: WebText, names: Names) -> WebText:
    """The lines without all of these; each kind is told."""
    return _without_part_names(_without_ornaments(_without_line_numbers(text, names)))


def _without_line_numbers(text: WebText, names: Names) -> WebText:
    """The lines without the numbers that count them. Paragraphs are counted too; so one of the counted lines must be a
    formula, or have a label of its own."""
    counted = _counted(text.lines)
    words = [found["words"] or "" for _, found in counted]
    is_of_lines = any(formula_organ(one, names) and one[-1:] in "，," for one in words if one) and any(
        (label := label_of(one)) and label.kind == "number" for one in words
    )
    if len(counted) < _FEWEST_LINES or not is_of_lines:
        return text
    left = {line: found["words"] or "" for line, found in counted}
    problem = Problem("wiki_markup", f"行首有行号（{len(counted)}行），已去掉")
    return WebText(
        tuple(
            replace(line, text=left.get(line, line.text)) for line in text.lines if left.get(line, line.text)
        ),
        (
            *text.furniture,
            *(Claim(line, "furniture.markup", why="行号") for line, one in left.items() if not one),
        ),
        (*text.problems, problem),
    )


def _counted(lines: Sequence[Line]) -> list[tuple[Line, re.Match[str]]]:
    """The longest row of lines one after the other that begin with numbers one after the other."""
    best: list[tuple[Line, re.Match[str]]] = []
    row: list[tuple[Line, re.Match[str]]] = []
    for line in lines:
        found = _LINE_NUMBER.fullmatch(line.text)
        if found is None:
            row = []
            continue
        if row and int(found["number"]) != int(row[-1][1]["number"]) + 1:
            row = []
        row.append((line, found))
        if len(row) > len(best):
            best = row
    return best


def _plain_head(text: str) -> str:
    return _ORNAMENT.sub("", _PICTURE.sub("", _KEYCAP.sub(r"\1. ", text)), count=1) or text


def _without_ornaments(text: WebText) -> WebText:
    kept = tuple(replace(line, text=_plain_head(line.text)) for line in text.lines)
    if kept == text.lines:
        return text
    return replace(
        text, lines=kept, problems=(*text.problems, Problem("wiki_markup", "编号前有装饰符号，已去掉"))
    )


def _without_part_names(text: WebText) -> WebText:
    named = [
        line for line in text.lines if len(line.text) < 20 and _PART_NAMED.fullmatch(simplified(line.text))
    ]
    if not named:
        return text
    claims = [Claim(line, "furniture.site", why="标明部分的字样") for line in named]
    told = f"有标明部分的字样，未作为正文：“{named[0].text}”"
    gone = {line.start for line in named}
    return WebText(
        tuple(line for line in text.lines if line.start not in gone),
        (*text.furniture, *claims),
        (*text.problems, Problem("site_text", told)),
    )
