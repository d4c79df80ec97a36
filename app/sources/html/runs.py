"""Runs of words in one style, and the running text that they make."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from app.domain.characters import visible, with_common_characters
from app.domain.resolution import Link, NoteMark
from app.domain.text import Span
from app.sources.blocks import RichText

BREAK = "\u2028"
"""A forced line break inside a paragraph."""

_BLANKS = re.compile(r"\s+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60“”‘’…—]")
"""What no blank is set between if the source of the page breaks a line there."""
_MOSTLY = 0.8
"""If at least this share of a paragraph is set off, nothing in it is."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style. `is_set_off`: bold, italic or underlined; `mark` is the number of a footnote, of which the
    words are the mark; `is_label`: set as the label of a list."""

    text: str
    is_set_off: bool = False
    is_raised: bool = False
    href: str | None = None
    is_label: bool = False
    mark: str | None = None


def merged(runs: Sequence[Run]) -> list[Run]:
    """The runs, adjacent ones of one style as one."""
    alike = groupby((run for run in runs if run.text), key=_style_of)
    groups = (list(some) for _, some in alike)
    return [
        some[0] if len(some) == 1 else replace(some[0], text="".join(run.text for run in some))
        for some in groups
    ]


def _style_of(run: Run) -> tuple[object, ...]:
    return run.is_set_off, run.is_raised, run.href, run.is_label, run.mark


def split_at_breaks(runs: Sequence[Run]) -> list[list[Run]]:
    """The runs of each line; an empty list for an empty line."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split(BREAK)
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=other)] for other in others]
    return [merged(line) for line in lines]


def is_bold(runs: Sequence[Run]) -> bool:
    """Whether all words are set off."""
    return all(run.is_set_off for run in runs if run.text.strip())


def plain(runs: Sequence[Run]) -> str:
    """The words of some runs without their style."""
    return rich(runs).text


def rich(runs: Sequence[Run]) -> RichText:
    """The running text: blanks as browsers show them, none at the ends, footnote marks taken out."""
    writer = _Writer()
    for run in runs:
        writer.write(run)
    return writer.finished()


class _Writer:
    """Puts runs together and keeps the offsets of what they carry."""

    def __init__(self) -> None:
        self._text = ""
        self._blank = ""
        self._marks: list[NoteMark] = []
        self._links: list[Link] = []
        self._set_off: list[Span] = []

    def write(self, run: Run) -> None:
        if run.mark is not None:
            self._marks.append(NoteMark(run.mark, len(self._text)))
            return
        start: int | None = None
        for piece in re.split(r"(\s+)", with_common_characters(visible(run.text))):
            if piece.isspace():
                self._blank = "\n" if "\n" in self._blank + piece else " "
            elif piece:
                self._text += self._between(piece) + piece
                self._blank = ""
                start = len(self._text) - len(piece) if start is None else start
        if start is not None:
            self._note_style(run, start)

    def _between(self, piece: str) -> str:
        """The blank before a word: none at the beginning, nor where the page's source breaks a line of Chinese."""
        if not self._blank or not self._text:
            return ""
        is_inside = self._blank == "\n" and _WIDE.match(self._text[-1]) and _WIDE.match(piece)
        return "" if is_inside else " "

    def _note_style(self, run: Run, start: int) -> None:
        end = len(self._text)
        if run.href and re.match(r"(?:https?:)?//", run.href):
            href = run.href if run.href[0] == "h" else f"https:{run.href}"
            self._links.append(Link(start, end, href))
        if run.is_set_off:
            if self._set_off and self._set_off[-1][1] == start:
                start = self._set_off.pop()[0]
            self._set_off.append((start, end))

    def finished(self) -> RichText:
        most = _MOSTLY * len(self._text)
        bold = tuple(self._set_off) if sum(end - start for start, end in self._set_off) < most else ()
        return RichText(self._text, tuple(self._marks), tuple(self._links), bold)
