"""The ways in which footnotes are marked, and which one a text has."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from app.sources.plain_text.furniture import furniture_kind
from app.sources.plain_text.line_patterns import BRACKETED_MARK, RAISED, RAISED_MARK, RINGED, mark_number
from app.sources.plain_text.line_signs import LineSigns
from app.sources.reading import Line

MarkStyle = Literal["raised", "bracketed", "caret", "noted", "slash", "ringed", "round", "plain"]
"""`¹`, `[1]`, `[^1]`, `(注1)`, `1/`, `①`, `(1)`, and a plain figure."""

BEGINNINGS: dict[MarkStyle, re.Pattern[str]] = {
    "raised": re.compile(rf"(?P<number>[{RAISED}]+)\s*(?P<text>\S.*)"),
    "bracketed": re.compile(
        r"[\[［〔【](?P<number>\d{1,3}|[一二三四五六七八九十]{1,3}|[ivx]{1,5})[\]］〕】]\s*(?P<text>\S.*)"
    ),
    "caret": re.compile(r"(?:\[\^(?P<number>\d{1,3})\]|\^(?P<other>\d{1,3}))\s*[:：.]?\s*(?P<text>\S.*)"),
    "noted": re.compile(
        r"[\[［(（〔【]?注\s*(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})\s*[\]］)）〕】]?\s*[:：.、]?\s*(?P<text>\S.*)"
    ),
    "slash": re.compile(r"(?:(?P<number>\d{1,3})/(?:\s+|(?=[^\d\s]))|/(?P<other>\d{1,2})\s+)(?P<text>\S.*)"),
    "ringed": re.compile(rf"(?P<number>[{RINGED}])\s*(?P<text>\S.*)"),
    "round": re.compile(r"[(（](?P<number>\d{1,2})[)）]\s*(?P<text>\S.*)"),
    "plain": re.compile(r"(?P<number>\d{1,3})(?:\s+|(?=[^\d\s./,:：、，年月日号()-]))(?P<text>\S.*)"),
}
MARKS: dict[MarkStyle, re.Pattern[str]] = {
    "raised": RAISED_MARK,
    "bracketed": BRACKETED_MARK,
    "caret": re.compile(r"\[\^\d{1,3}\]|\^\d{1,3}"),
    "noted": re.compile(
        r"[\[［(（〔【]注\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[\]］)）〕】]"
        r"|(?<=[\u3400-\u9fff》”])(?<![附备批])注\s?\d{1,3}(?=[，。；、：]|$)"
    ),
    "slash": re.compile(
        r"\s?(?<![\d/A-Za-z])\d{1,3}/(?![\dA-Za-z])|(?<=[\u3400-\u9fff》”，。；])\s?/\d{1,2}(?=[，。；、]|$)"
    ),
    "ringed": re.compile(f"[{RINGED}]"),
    "round": re.compile(
        r"(?<=[\u3400-\u9fff》”])[(（]\d{1,2}[)）](?=[，。；：、\u3400-\u9fff]|$)|(?<=[，。；])[(（]\d{1,2}[)）]$"
    ),
    "plain": re.compile(r"(?<=[^\s\d./(（-])(?:\d{1,3}(?![\d./])|\d{1,2}(?=(?:19|20)\d\d\s*年))"),
}
_BY_NOTES: tuple[MarkStyle, ...] = ("raised", "bracketed", "caret", "noted")
_BY_BOTH: tuple[MarkStyle, ...] = ("slash", "ringed")
"""Styles whose lines could be anything else, unless their marks stand in the lines above."""


def has_starred_notes(lines: Sequence[Line], star: re.Pattern[str]) -> bool:
    """Whether the last lines are sentences behind asterisks, each mark behind a name above, `古巴**、印度*`, as lists of
    those elected have them; the members of other lists have asterisks before their names."""
    starred = [found for line in lines if (found := _STARRED_SENTENCE.fullmatch(line.text))]
    above, last = lines[: len(lines) - len(starred)], lines[len(lines) - len(starred) :]
    if not starred or not all(_STARRED_SENTENCE.fullmatch(line.text) for line in last):
        return False
    marks = {found["stars"] for line in above for found in star.finditer(line.text)}
    return all(found["stars"] in marks for found in starred)


_STARRED_SENTENCE = re.compile(r"(?P<stars>\*{1,4})\s+[^*]*[。.]")


def number_of(found: re.Match[str]) -> str:
    """The number that begins a footnote, as printed."""
    return found["number"] or found.groupdict().get("other") or ""


def mark_style(lines: Sequence[Line], signs: LineSigns) -> MarkStyle:
    """The style of footnote marks in a text, taken from its first footnote; without any footnote, from marks that
    count from 1."""
    for style in _BY_NOTES:
        if any(BEGINNINGS[style].fullmatch(line.text) for line in lines):
            return style
    for style in _BY_BOTH:
        if _has_marked_note(lines, style):
            return style
    if _has_headed_notes(lines, signs) or _has_notes_below_closing(lines, signs):
        return "round"
    return next((style for style in (*_BY_NOTES, "ringed") if _counts(lines, style)), "plain")


def _has_headed_notes(lines: Sequence[Line], signs: LineSigns) -> bool:
    """Whether `(1)` stands below a line `注`, so that it is no point."""
    return any(
        furniture_kind(above.text, signs) == "notes_heading" and BEGINNINGS["round"].fullmatch(line.text)
        for above, line in pairwise(lines)
    )


def _has_notes_below_closing(lines: Sequence[Line], signs: LineSigns) -> bool:
    """Whether `(1)`, `(2)` … begin the lines below the date and meeting, each with its mark above, behind a word and
    before a pause."""
    ended = max((index for index, line in enumerate(lines) if signs.ends_text(line.text)), default=len(lines))
    below = [
        mark_number(found["number"])
        for line in lines[ended:]
        if (found := BEGINNINGS["round"].fullmatch(line.text))
    ]
    if not below or below != [str(number) for number in range(1, len(below) + 1)]:
        return False
    marked = {
        mark_number(mark[1] or mark[2])
        for line in lines[:ended]
        for mark in _ROUND_AT_PAUSE.finditer(line.text)
    }
    return marked >= set(below)


_ROUND_AT_PAUSE = re.compile(
    r"(?<=[\u3400-\u9fff》”])[(（](\d{1,2})[)）](?=[，。；、])|(?<=[，。；])[(（](\d{1,2})[)）]$"
)


def _has_marked_note(lines: Sequence[Line], style: MarkStyle) -> bool:
    """Whether a line begins as a footnote whose mark stands in a line above, not at its head."""
    marked: set[str] = set()
    for line in lines:
        found = BEGINNINGS[style].fullmatch(line.text)
        if found and mark_number(number_of(found)) in marked:
            return True
        marked |= {mark_number(mark[0]) for mark in MARKS[style].finditer(line.text, 1)}
    return False


def _counts(lines: Sequence[Line], style: MarkStyle) -> bool:
    """Whether the marks of a style in a text are 1, 2, 3 …"""
    if style == "ringed" and any(BEGINNINGS["ringed"].fullmatch(line.text) for line in lines):
        return False
    printed = [mark_number(mark[0]) for line in lines for mark in MARKS[style].finditer(line.text)]
    return bool(printed) and printed == [str(number) for number in range(1, len(printed) + 1)]


def begins_as_note(text: str, *, with_plain: bool = True) -> bool:
    """Whether a line has the form of a footnote of any style, or of any whose mark is no plain figure and no label."""
    styles = tuple(BEGINNINGS) if with_plain else _BY_NOTES
    return any(BEGINNINGS[style].fullmatch(text) for style in styles)
