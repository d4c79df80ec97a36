"""A text cut into its lines, and lines joined into running text."""

import re

from app.sources.reading import Line

_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")


def cut(text: str) -> list[Line]:
    """All lines that are not blank."""
    return [
        Line(found.start(), found.end(), words, len(found[0]) - len(found[0].lstrip()))
        for found in _LINE.finditer(text)
        if (words := found[0].strip().strip("\ufeff"))
    ]


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
