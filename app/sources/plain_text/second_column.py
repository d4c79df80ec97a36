"""Two languages beside each other on each line, `安全理事会，⇥The Security Council,`: the Chinese column is read."""

import re
from dataclasses import replace

from app.domain.resolution import Problem
from app.sources.plain_text.web_signs import WebText
from app.sources.reading import Claim, Line

_GAP = re.compile(r"\s*(?:\t|\||\s{3,})\s*")
_HAN, _LATIN = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[A-Za-z]{2}")
_WORDS = re.compile(r"[a-z]{2,} [a-z]{2,}|(?i:the|of) [A-Za-z]{3,}")
_LEAST_LINES, _LEAST_SHARE = 4, 0.5
_TOLD = 24


def without_second_column(text: WebText) -> WebText:
    """The lines without the column in Latin letters, where most lines have one beside Chinese words."""
    parted = [_parted(line) for line in text.lines]
    beside = [pair for pair in parted if pair]
    if sum(bool(_WORDS.search(other.text)) for _, other in beside) < _LEAST_LINES or len(
        beside
    ) < _LEAST_SHARE * len(text.lines):
        return text
    kept = tuple(pair[0] if pair else line for line, pair in zip(text.lines, parted, strict=True))
    claims = [Claim(other, "furniture.second_language", why="另一种语言的文字") for _, other in beside]
    told = f"有{len(beside)}行并排印有外文，只读中文：“{beside[0][1].text[:_TOLD]}…”"
    return WebText(kept, (*text.furniture, *claims), (*text.problems, Problem("second_language", told)))


def _parted(line: Line) -> tuple[Line, Line] | None:
    """The Chinese half of a line, and the other; None for a line without two halves."""
    gap = _GAP.search(line.text)
    if gap is None:
        return None
    lead = line.start + line.indent
    first = replace(line, end=lead + gap.start(), text=line.text[: gap.start()])
    second = replace(line, start=lead + gap.end(), text=line.text[gap.end() :], indent=0, gap=0)
    for chinese, other in ((first, second), (second, first)):
        if _HAN.search(chinese.text) and _LATIN.search(other.text) and not _HAN.search(other.text):
            return chinese, other
    return None
