"""Stage 1: take page furniture and footnotes out of the lines, wherever a page break put them."""

import re
from dataclasses import dataclass

from app.sources.reading import Claim, Line

_FURNITURE = {
    "rule": r"[_＿—–-]{3,}",
    "page_number": r"(?:\d+/\d+|[-–—] ?\d+ ?[-–—]|(?:[A-Z]{1,4}\.)?\d{2}-\d{5}(?: ?\([A-Z]\))*(?: +\d+/\d+)?|\d+/\d+ +\d{2}-\d{5})",
    "link_list": r"https?://\S+",
}
_SYMBOL = re.compile(r"(?P<symbol>[A-Z]+(?:/[A-Za-z0-9.()-]+)+)(?:\s+(?P<rest>.*))?")
_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED_NOTE = re.compile(rf"(?P<number>[{_SUPERSCRIPT}]+|\*+)\s*(?P<text>\S.*)")
_PLAIN_NOTE = re.compile(r"(?P<number>\d{1,3}|\*+)\s+(?P<text>\S.*)")
_TO_DIGITS = str.maketrans(_SUPERSCRIPT, "0123456789")


@dataclass(frozen=True, slots=True)
class NoteLines:
    """A footnote as its lines: `before` is how many lines of the text stand above it."""

    number: str
    lines: tuple[Line, ...]
    texts: tuple[str, ...]
    before: int


@dataclass(frozen=True, slots=True)
class CleanText:
    """The lines of the text itself, the footnotes, and the claims on page furniture.

    `page_starts` holds the indices in `lines` where something was taken out before the line;
    `raised` says whether footnote marks are superscript.
    """

    lines: tuple[Line, ...]
    notes: tuple[NoteLines, ...]
    furniture: tuple[Claim, ...]
    page_starts: frozenset[int]
    raised: bool


def furniture_kind(text: str) -> str | None:
    """The kind of page furniture that a line is, if it is any."""
    return next((kind for kind, shape in _FURNITURE.items() if re.fullmatch(shape, text)), None)


def is_running_head(text: str, title: str | None) -> bool:
    """Whether a line is a document's symbol, alone or with the title, as pages repeat it."""
    found = _SYMBOL.fullmatch(text)
    return found is not None and (not found["rest"] or found["rest"].strip() == title)


def clean(lines: list[Line], title: str | None) -> CleanText:
    """Separate the lines after the opening formula into text, footnotes and page furniture."""
    raised = any(_RAISED_NOTE.fullmatch(line.text) and line.text[0] in _SUPERSCRIPT for line in lines)
    kept: list[Line] = []
    notes: list[NoteLines] = []
    furniture: list[Claim] = []
    page_starts: set[int] = set()
    below_rule = open_note = False
    for line in lines:
        role = furniture_kind(line.text) or (is_running_head(line.text, title) and "running_head") or None
        note = (_RAISED_NOTE if raised or not below_rule else _PLAIN_NOTE).fullmatch(line.text)
        if role:
            furniture.append(Claim(line, f"furniture.{role}"))
            below_rule, open_note = role == "rule", False
        elif note:
            number = note["number"].translate(_TO_DIGITS)
            notes.append(NoteLines(number, (line,), (note["text"],), len(kept)))
            open_note = not _ends(line)
        elif open_note:
            last = notes.pop()
            notes.append(NoteLines(last.number, (*last.lines, line), (*last.texts, line.text), last.before))
            open_note = not _ends(line)
        else:
            kept.append(line)
            below_rule = False
            continue
        page_starts.add(len(kept))
    return CleanText(tuple(kept), tuple(notes), tuple(furniture), frozenset(page_starts), raised)


def _ends(line: Line) -> bool:
    return line.text[-1] in "。.）)"
