"""A cover that a program sets behind the text, since it stands in boxes of its own on the page."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.domain.characters import simplified
from app.domain.resolution import Problem
from app.sources.plain_text.closing import ends_text
from app.sources.plain_text.web_signs import WebText
from app.sources.reading import Line

_BEGINS = re.compile("联合国(?:\\s.*)?")
_LINE = re.compile(
    r"(?:[AEST]/|[A-Z]{3,5}/)\S{1,40}(?: ?\(\d{4}\))?|联合国|Distr\..*|Chinese|Original:.*|原件:.*|\d{1,2} [A-Z][a-z]+ \d{4}|"
    r".{0,10}届会议?.{0,10}|议程项目.{1,20}|(?:大会|人权理事会|安全理事会|经济及社会理事会)(?:\s.{0,30}|.{0,12}通过的?)?(?:决议|决定)?|"
    r"第[一二三四五六]委员会|[\[［].*[\]］]|\d{4}年\d{1,2}月\d{1,2}日.{0,40}|General|Limited|[\d-]{5,12}|\*\d+\*"
)
_FEWEST, _MOST = 4, 16


def with_cover_first(text: WebText) -> WebText:
    """The lines, those of a cover that ends the file first: from `联合国` on, below the closing lines, each as a cover has
    them, among them a symbol or `Distr.`."""
    lines = text.lines
    start = next(
        (index for index in range(len(lines) - 1, -1, -1) if _BEGINS.fullmatch(lines[index].text)), 0
    )
    cover = lines[start:]
    is_cover = _FEWEST <= len(cover) <= _MOST and all(
        _LINE.fullmatch(simplified(line.text)) for line in cover
    )
    if not (start and is_cover and _is_sure(cover) and any(ends_text(line.text) for line in lines[:start])):
        return text
    problem = Problem("paragraph_doubtful", f"封面的{len(cover)}行在文末，先读")
    return replace(text, lines=(*cover, *lines[:start]), problems=(*text.problems, problem))


def _is_sure(cover: Sequence[Line]) -> bool:
    return sum("Distr." in line.text or line.text.startswith(("A/", "E/", "S/")) for line in cover) > 1
