"""Raised figures that a program set on lines of their own: marks in the text, and the numbers of the notes at its end;
and the comments of a word processor."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.domain.resolution import Problem
from app.sources.plain_text.line_patterns import as_raised
from app.sources.plain_text.web_signs import WebText
from app.sources.reading import Claim, Line

_FIGURE = re.compile(r"\d{1,2}")
_NOTE = re.compile(r"见|参见|同上|第|联合国|《|可查阅|https?:|[A-Z][A-Za-z.]*/")
"""How a footnote opens."""


def with_marks_joined(text: WebText) -> WebText:
    """The lines; where 1 to N stand alone on lines twice, the second time each above a footnote, the first are marks
    behind the line above, the second the numbers of the notes. Numbers of pages stand once each."""
    lines = text.lines
    alone = [index for index, line in enumerate(lines) if _FIGURE.fullmatch(line.text)]
    count = len(alone) // 2
    counted = [str(number) for number in range(1, count + 1)]
    marks, notes = alone[:count], alone[count:]
    are_counted = [lines[index].text for index in alone] == [*counted, *counted] and 0 not in marks
    if not (count and are_counted and all(_is_note(lines, index) for index in notes)):
        return text
    joined = list(lines)
    for index in marks:
        above, mark = joined[index - 1], as_raised(lines[index].text)
        joined[index - 1] = replace(above, text=above.text + mark, end=lines[index].end)
    for index in notes:
        number, note = lines[index], lines[index + 1]
        words = f"{as_raised(number.text)} {note.text}"
        joined[index + 1] = replace(note, start=number.start, text=words, gap=number.gap)
    problem = Problem("beginning_guessed", f"单独成行的数字1至{count}读作注号")
    kept = tuple(line for index, line in enumerate(joined) if index not in alone)
    return replace(text, lines=kept, problems=(*text.problems, problem))


def _is_note(lines: Sequence[Line], index: int) -> bool:
    return index + 1 < len(lines) and _NOTE.match(lines[index + 1].text) is not None


_COMMENT = re.compile(
    r"[\[［](?P<name>[A-Za-z\u3400-\u9fff]{1,12}\d{1,3})[\]］]\s*[:：]?\s*批[注註].*|批[注註]\s*[\[［](?P<other>[A-Za-z\u3400-\u9fff]{1,12}\d{1,3})[\]］].*"
)


_MOST_COMMENTS = 200


def without_comments(text: WebText) -> WebText:
    """The lines without the comments of a word processor, `[某某1] 批注：…`, and their marks."""
    comments = {
        line.start: found["name"] or found["other"]
        for line in text.lines
        if (found := _COMMENT.fullmatch(line.text))
    }
    if not 0 < len(comments) <= _MOST_COMMENTS:
        return text
    marks = re.compile("|".join(rf"\s?[\[［]{re.escape(name)}[\]］]" for name in set(comments.values())))
    gone = [
        Claim(line, "furniture.markup", why="文字处理软件的批注")
        for line in text.lines
        if line.start in comments
    ]
    kept = tuple(
        replace(line, text=marks.sub("", line.text) or line.text)
        for line in text.lines
        if line.start not in comments
    )
    problem = Problem("site_text", f"有{len(gone)}条批注，连同其标记略去")
    return replace(text, lines=kept, furniture=(*text.furniture, *gone), problems=(*text.problems, problem))
