"""Cutting a text into lines, and joining lines into running text."""

import re
from collections.abc import Callable, Iterable, Sequence

from app.sources.reading import Line

Separator = Callable[[str, str], str]
"""What stands between two lines of one paragraph, by the end of the first and the second."""

_BREAK = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
_FORM_FEED = 2
"""How many blank lines the end of a page counts for."""
_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")


def cut(text: str) -> list[Line]:
    """All non-blank lines of a text."""
    lines: list[Line] = []
    above = 0
    for found in _LINE.finditer(text):
        words = found[0].strip().strip("\ufeff")
        if not words:
            continue
        indent = len(found[0]) - len(found[0].lstrip())
        breaks = _BREAK.findall(text, above, found.start())
        gap = max(0, len(breaks) - 1) + (_FORM_FEED if "\f" in breaks else 0)
        lines.append(Line(found.start(), found.end(), words, indent, gap))
        above = found.end()
    return lines


def starts_of(parts: Sequence[str], separator: Separator) -> list[int]:
    """The offset of each line, in characters, in the text that `join` makes of the lines."""
    starts, done, last = [], 0, ""
    for part in parts:
        done += len(separator(last, part))
        starts.append(done)
        done += len(re.sub(r"\s+", " ", part))
        last = part[-_LONGEST_NUMBER:] or last
    return starts


def separator(last: str, part: str) -> str:
    """What stands between two lines of one paragraph: a blank between two Latin words or numbers, else nothing."""
    return " " if _are_words(last, part) else ""


def _are_words(last: str, part: str) -> bool:
    """Whether a line break separates two Latin words or numbers, which need a blank."""
    ends, begins = last[-1:], part[:1]
    if not (ends.isascii() and ends.isalnum() and begins.isascii() and begins.isalnum()):
        return False
    return not _CUT_NUMBER.search(f"{last[-_LONGEST_NUMBER:]}\n{part[:_LONGEST_NUMBER]}")


_LONGEST_NUMBER = 12
"""How much of each of two lines is looked at for a number between them, in characters."""
_CUT_NUMBER = re.compile(
    r"(?<![0-9])(?:(?:1\n9|2\n0)[0-9]{2}|(?:19|20)\n[0-9]{2}|(?:19|20)[0-9]\n[0-9])\s*年"
    r"|(?:第|[、和])\s*[0-9]{1,3}\n[0-9]{1,3}\s*[(（](?:19|20)[0-9]{2}[)）]"
    r"|第\s*[0-9]{1,4}/[0-9]{1,3}\n[0-9]{1,2}\s*(?:号|[A-Z] ?号|[、和])"
)
"""A year or the number of a resolution that a line break cuts: `20` and `03年`, `第14` and `56(2003)号`."""


def join(parts: Iterable[str], separator: Separator = separator) -> str:
    """Join the lines of one paragraph: Chinese without a blank, Latin words with one.

    Blanks inside a line are kept, runs of blanks as one.
    """
    joined: list[str] = []
    last = ""
    for part in parts:
        joined += [separator(last, part), part]
        last = part[-_LONGEST_NUMBER:] or last
    return re.sub(r"\s+", " ", "".join(joined))
