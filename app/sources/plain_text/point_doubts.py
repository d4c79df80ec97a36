"""Signs in the points of paragraphs that something was misread: labels that do not count on, text between two points."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from app.domain.numerals import from_roman
from app.domain.places import plain_label
from app.domain.resolution import Paragraph, Problem
from app.sources.labels import follows

_FIRST = ("1", "a", "i", "A")
_ROMAN = re.compile(r"[ivxl]{1,8}")


def of_points(paragraphs: Sequence[Paragraph]) -> Iterator[Problem]:
    """Where the labels of the points of a paragraph do not count on."""
    last: dict[str, str] = {}
    for unit in paragraphs:
        if not unit.depth or not unit.number or "." in unit.number or "~" in unit.anchor:
            continue
        above, label = unit.anchor.rpartition("/")[0], plain_label(unit.number)
        before = last.get(above)
        if before is None and label not in _FIRST:
            yield Problem("point_gap", f"分段从({unit.number})开始", unit.anchor)
        elif before and label not in (*_FIRST, before, "aa") and not _counts_on(label, before):
            yield Problem("point_gap", f"分段编号从({before})跳到({label})", unit.anchor)
        last[above] = label


def between_points(paragraphs: Sequence[Paragraph]) -> Iterator[Problem]:
    """Text without a label behind a point, where another point of the same paragraph follows."""
    for unit, below in pairwise(paragraphs):
        parent, _, end = unit.anchor.rpartition("/")
        if end.startswith("end") and below.number and below.anchor.rpartition("/")[0] == parent:
            yield Problem("paragraph_doubtful", "两个分段之间的文字没有编号", unit.anchor)


def _counts_on(label: str, before: str) -> bool:
    if follows(label, before):
        return True
    are_roman = _ROMAN.fullmatch(label) and _ROMAN.fullmatch(before)
    return bool(are_roman) and from_roman(label.upper()) == from_roman(before.upper()) + 1
