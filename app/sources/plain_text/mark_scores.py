"""How likely a plain number in a Chinese text is the mark of a footnote, and how such a text spaces its numbers."""

import re
from collections.abc import Sequence

from app.domain.text import Span
from app.sources.plain_text.line_patterns import COUNTERS
from app.sources.plain_text.text_pack import Spacing

_NO_MARK_BEHIND = re.compile(r"[./:,-]\d|\s\d{3}(?!\d)|[A-Za-z]")
_COUNTED = re.compile(rf"\s*(?:[{COUNTERS}国票人种位份周天小时分美欧元级类页卷期节点度倍—–-]|世纪)")
_NUMBER_BEFORE = re.compile(
    r"[第附表至和到近达共有为从于在每逾]$|(?<=[超])过$|(?<![公条规盟契])约$|[./(（+-]$|[A-Za-z]$"
)
_IN_BRACKETS = re.compile(r"[(（]\d+$")
_SPACED = re.compile(r"[\u3400-\u9fff] \d")
_TIGHT = re.compile(r"[\u3400-\u9fff]\d")
_ENUMERATED = re.compile(r"(?:第|(?<![代发列])表|(?<![企意地])图)(?:\s*\d+\s*[、和至,])*\s*$")
_NAMES_DOCUMENT = re.compile(
    r"(?:[》”）)]|决议|决定|报告|宣言|纲领|公约|议程|声明|框架|文件|议定书|协定|规约|原则|准则|盟约|章程|战略|计划|声明|公报|说明|意见)$"
)
"""Words after which a footnote gives the source."""
_CLOSING, _PAUSES = "》”’」』〉）)", "，、。；：,;:"
_LISTED_BEHIND = re.compile(r"[、和]\s*(\d{1,3})(?![\d/.(年月日])")
_LISTED_BEFORE = re.compile(r"(?<![\d/])(\d{1,3})\s*[、和]\s*$")
_CLEARLY, _FEW = 2, 4
"""By what factor, and by how many more, one way of spacing must prevail to be taken as that of the text."""
NEAR = 60
"""How many characters on each side of a number are examined."""


def mark_score(text: str, span: Span, is_glued: bool, may_count: bool) -> float:  # noqa: FBT001
    """How likely a number is a mark: close to the words before it, and not a quantity of what follows."""
    start, end = span
    before, behind = surroundings(text, span)
    if not start or _NO_MARK_BEHIND.match(behind) or _ENUMERATED.search(before):
        return 0.0
    score = 2.0 if behind[:1].isspace() or not behind or behind[0] in _PAUSES else 1.5
    last = before[-1]
    score += in_list(int(text[start:end]), before, behind)
    if is_glued:
        score -= 1.0
    elif last in _CLOSING:
        score += 2.5
    elif last in _PAUSES:
        score += 2.5 if _NAMES_DOCUMENT.search(before[-5:-1]) else 2.0
    elif _NAMES_DOCUMENT.search(before[-4:]):
        score += 2.5
    elif last.isspace() or _NUMBER_BEFORE.search(before[-2:]):
        score -= 2.0
    if (behind[:1] in ("(", "（") and last not in _CLOSING) or (is_glued and _IN_BRACKETS.search(before)):
        return 0.0
    if may_count and _COUNTED.match(behind):
        score -= 3.0
    return score


def surroundings(text: str, span: Span) -> tuple[str, str]:
    """What stands before a number, and behind it."""
    start, end = span
    return text[max(0, start - NEAR) : start], text[end : end + NEAR]


def in_list(number: int, before: str, behind: str) -> float:
    """Bonus for a mark beside the next mark (`报告1、2 所载`), penalty for a number in a list of other
    numbers."""
    following, previous = _LISTED_BEHIND.match(behind), _LISTED_BEFORE.search(before[-8:])
    if (previous and int(previous[1]) != number - 1) or (following and int(following[1]) != number + 1):
        return -3.0
    return 1.5 if following and not before[-1:].isspace() else 0.0


def spacing_of(texts: Sequence[str]) -> Spacing:
    """How a text spaces ordinary numbers: with blanks (then a number without one is a mark) or without (then
    a number followed by a blank is a mark)."""
    spaced = sum(len(_SPACED.findall(text)) for text in texts)
    tight = sum(len(_TIGHT.findall(text)) for text in texts)
    if spaced > _CLEARLY * tight:
        return "spaced"
    return "tight" if tight > _CLEARLY * spaced + _FEW else "mixed"
