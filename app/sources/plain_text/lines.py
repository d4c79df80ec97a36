"""A text cut into its lines, and lines joined into running text."""

import re
from collections.abc import Sequence

from app.sources.plain_text.shapes import PAUSE
from app.sources.reading import Line

_SHORT = 20
"""Shorter lines, in characters, are headings, dates and the like, which are short for reasons of their own."""

_BREAK = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")


def cut(text: str) -> list[Line]:
    """All lines that are not blank."""
    lines: list[Line] = []
    above = 0
    for found in _LINE.finditer(text):
        words = found[0].strip().strip("\ufeff")
        if not words:
            continue
        indent = len(found[0]) - len(found[0].lstrip())
        breaks = _BREAK.findall(text, above, found.start())
        lines.append(Line(found.start(), found.end(), words, indent, len(breaks) > 1))
        above = found.end()
    return lines


def join(parts: list[str]) -> str:
    """Join the lines of one paragraph: Chinese without a blank, Latin words with one.

    Blanks inside a line stay as printed, a run of them as one.
    """
    joined = ""
    for part in parts:
        both_words = (
            joined[-1:].isascii() and joined[-1:].isalnum() and part[:1].isascii() and part[:1].isalnum()
        )
        joined += f" {part}" if both_words else part
    return re.sub(r"\s+", " ", joined)


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether lines are cut at a width: many that are not short then end in the middle of a sentence."""
    full = [line for line in lines if len(line.text) >= _SHORT]
    return sum(not PAUSE.search(line.text) for line in full) > 0.3 * len(full)
