"""A table whose head names the ways to vote and whose row counts them, `| 赞成 | 反对 | 弃权 |` and `| 174 | 0 | 5 |`."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.domain.characters import simplified
from app.sources.plain_text.web_signs import WebText
from app.sources.reading import Claim, Line

_WAYS = frozenset(("赞成", "反对", "弃权", "缺席", "未投票", "未参加"))
_SIGN = re.compile(r"(?:(?<!\s)\s+)?\|\s*|\t|\s{2,}")
_RULE = re.compile(r"[|\s:-]{3,}")
_MOST_BETWEEN = 2


def with_votes_in_words(text: WebText) -> WebText:
    """The lines; the head of such a table as `赞成174票、反对0票、弃权5票`, its row left out."""
    for index, line in enumerate(text.lines):
        ways = [simplified(way) for way in _cells(line)]
        if len(ways) < 2 or not {"赞成", "反对"} <= set(ways) <= _WAYS:
            continue
        row = _row(text.lines[index + 1 : index + 1 + _MOST_BETWEEN], len(ways))
        if row is None:
            continue
        counted = "、".join(f"{way}{count}票" for way, count in zip(ways, _cells(row), strict=True))
        between = [one for one in text.lines[index + 1 :] if one.start < row.start]
        gone = [Claim(one, "furniture.markup", why="表决表的横线或票数") for one in (*between, row)]
        kept = [replace(one, text=counted) if one is line else one for one in text.lines]
        out = {claim.line.start for claim in gone}
        lines = tuple(one for one in kept if one.start not in out)
        return replace(text, lines=lines, furniture=(*text.furniture, *gone))
    return text


def _cells(line: Line) -> list[str]:
    return [cell for cell in _SIGN.split(line.text.strip()) if cell]


def _row(lines: Sequence[Line], count: int) -> Line | None:
    """The row with so many numbers, below the head or a rule."""
    for line in lines:
        cells = _cells(line)
        if len(cells) == count and all(cell.isdecimal() and len(cell) <= 3 for cell in cells):
            return line
        if not _RULE.fullmatch(line.text):
            return None
    return None
