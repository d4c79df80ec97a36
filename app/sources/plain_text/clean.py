"""Stage 1: take page furniture and footnotes out of the lines, wherever a page break put them."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.symbols import Symbol
from app.sources.plain_text.furniture import (
    OwnWords,
    furniture_kind,
    goes_on_with_title,
    is_page_of_pages,
    own_words,
    running_head,
)
from app.sources.plain_text.layout import Layout
from app.sources.plain_text.note_lines import MarkStyle, NoteLines, Notes
from app.sources.reading import Claim, Line


@dataclass(frozen=True, slots=True)
class CleanText:
    """The lines of the text itself, the footnotes, the claims on page furniture, and the symbols of running heads.

    `page_starts` holds the indices in `lines` where something was taken out before the line.
    """

    lines: tuple[Line, ...]
    notes: tuple[NoteLines, ...]
    furniture: tuple[Claim, ...]
    heads: tuple[Symbol, ...]
    page_starts: frozenset[int]
    layout: Layout
    marks: MarkStyle


class _Cleaner:
    """Walks the lines once; its state is whether a footnote is open and what page furniture came last."""

    def __init__(self, lines: Sequence[Line], layout: Layout, own: OwnWords, *, has_stars: bool) -> None:
        self._layout, self._own = layout, own
        self.notes = Notes(lines, layout, has_stars=has_stars)
        self.kept: list[Line] = []
        self.furniture: list[Claim] = []
        self.heads: list[Symbol] = []
        self.page_starts: set[int] = set()
        self._head: str | None = None
        self._last_page = 0

    def take(self, line: Line, *, in_cover: bool, near_furniture: bool, near_foot: bool) -> None:
        if self.notes.goes_on(line) and not self._is_certain_furniture(line):
            self.notes.add(line)
        elif role := self._role(line, in_cover=in_cover, near_furniture=near_furniture):
            self.furniture.append(Claim(line, f"furniture.{role}", why=_WHY[role]))
            self.notes.end(below_rule=role == "rule")
        elif not in_cover and self.notes.begins(line, self.kept, near_foot=near_foot):
            self.notes.open(line, before=len(self.kept))
        else:
            self.kept.append(line)
            self.notes.see(line)
            self.notes.end(below_rule=False)
            return
        self.page_starts.add(len(self.kept))

    def _is_certain_furniture(self, line: Line) -> bool:
        """A footnote may run over a line that is an address, but not over these."""
        if line.text in self._own.pages:
            return True
        return furniture_kind(line.text) in ("rule", "page_number") or bool(
            running_head(line.text, self._own)
        )

    def _role(self, line: Line, *, in_cover: bool, near_furniture: bool) -> str | None:
        if in_cover:
            return furniture_kind(line.text)
        head, self._head = self._head, None
        if symbol := running_head(line.text, self._own):
            self.heads.append(symbol)
            self._head = line.text
            return "running_head"
        if (head and goes_on_with_title(line.text, head, self._own)) or (
            near_furniture and line.text in self._own.recurring
        ):
            return "running_head"
        if line.text.isdecimal() and len(line.text) <= 3:
            return self._page_number(int(line.text))
        if line.text in self._own.pages or (near_furniture and is_page_of_pages(line.text)):
            return "page_number"
        return furniture_kind(line.text)

    def _page_number(self, number: int) -> str | None:
        """A number alone is a page's, unless it is the next footnote mark that slipped out of its line."""
        if number != self._last_page + 1 and number == self.notes.last + 1 and self.notes.style == "plain":
            return None
        self._last_page = number
        return "page_number"


_FOOT = 30
"""How many lines the footnotes at the foot of a page may have."""

_WHY = {
    "rule": "横线",
    "page_number": "页码或文件编号",
    "link_list": "页末的网址",
    "running_head": "页眉，重复本文件的文号或标题",
    "recycle": "封面上的标记",
}


def clean(lines: Sequence[Line], cover: int, *, has_stars: bool) -> CleanText:
    """Separate lines into text, footnotes and page furniture; the first `cover` lines are the cover's.

    `has_stars` says whether a line that begins with a star is a footnote; in lists of members it is text.
    """
    own = own_words(lines, cover)
    shaped = [
        bool(line.text in own.pages or furniture_kind(line.text) or running_head(line.text, own))
        for line in lines
    ]
    layout = Layout.of(
        [line for line, is_shaped in zip(lines[cover:], shaped[cover:], strict=True) if not is_shaped]
    )
    cleaner = _Cleaner(lines, layout, own, has_stars=has_stars)
    for index, line in enumerate(lines):
        near = any(shaped[max(0, index - 1) : index + 2])
        near_foot = any(shaped[index + 1 : index + _FOOT])
        cleaner.take(line, in_cover=index < cover, near_furniture=near, near_foot=near_foot)
    return CleanText(
        tuple(cleaner.kept),
        tuple(cleaner.notes.found),
        tuple(cleaner.furniture),
        tuple(dict.fromkeys(cleaner.heads)),
        frozenset(cleaner.page_starts),
        layout,
        cleaner.notes.style,
    )
