"""Stage 1: separate page furniture and footnotes from the text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.domain.symbols import Symbol
from app.sources.plain_text.furniture import (
    PageCues,
    furniture_kind,
    goes_on_with_title,
    is_page_of_pages,
    is_title,
    page_cues,
    running_head,
)
from app.sources.plain_text.given_lines import GivenLine
from app.sources.plain_text.layout import Layout
from app.sources.plain_text.note_lines import NoteCollector, NoteLines
from app.sources.plain_text.note_styles import MarkStyle, begins_as_note
from app.sources.plain_text.text_pack import TextPack
from app.sources.reading import Claim, Line


@dataclass(frozen=True, slots=True)
class CleanText:
    """The lines of the text, the footnotes, the claims on page furniture, and the symbols of running heads.

    `page_starts` holds the indices in `lines` before which something was removed. `given` has what the layout of the
    file tells of each line, by the line's start; it is empty for plain text. `marks` are `given` if the file has
    its footnotes apart from the text. `pack` is what is known of the language.
    """

    lines: tuple[Line, ...]
    notes: tuple[NoteLines, ...]
    furniture: tuple[Claim, ...]
    heads: tuple[Symbol, ...]
    page_starts: frozenset[int]
    layout: Layout
    marks: MarkStyle | Literal["given"]
    pack: TextPack
    given: Mapping[int, GivenLine] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _LineFeatures:
    """The features of a line: its kind of furniture by form, its symbol if it is a running head, its
    position.

    `in_cover`: on the cover; `near_furniture`: beside furniture; `near_foot`: at most a page foot above
    furniture, or below the closing lines.
    """

    kind: str | None
    head: Symbol | None
    is_certain: bool
    in_cover: bool
    near_furniture: bool
    near_foot: bool
    is_below_closing: bool

    @property
    def is_furniture(self) -> bool:
        """Whether the line is furniture by its own features."""
        return self.is_certain or self.kind is not None


class _Cleaner:
    """Walks the lines once and keeps the open footnote and the last page furniture."""

    def __init__(
        self, lines: Sequence[Line], layout: Layout, cues: PageCues, pack: TextPack, *, has_stars: bool
    ) -> None:
        self._layout, self._cues, self._signs = layout, cues, pack.lines
        self.notes = NoteCollector(lines, layout, pack, has_stars=has_stars)
        self.kept: list[Line] = []
        self.furniture: list[Claim] = []
        self.heads: list[Symbol] = []
        self.page_starts: set[int] = set()
        self._head: str | None = None
        self._last_page = 0

    def take(self, line: Line, features: _LineFeatures) -> None:
        if self.notes.goes_on(line) and not features.is_certain:
            self.notes.add(line)
        elif not features.in_cover and self.notes.begins_alone(line, self.kept):
            self.notes.open(line, before=len(self.kept))
        elif role := self._role(line, features):
            self.furniture.append(Claim(line, f"furniture.{role}", why=WHY[role]))
            self.notes.end(below_rule=role in ("rule", "notes_heading"))
        elif not features.in_cover and self.notes.begins(
            line, self.kept, near_foot=features.near_foot, is_below=features.is_below_closing
        ):
            self.notes.open(line, before=len(self.kept))
        else:
            self.kept.append(line)
            self.notes.record_marks(line)
            self.notes.end(below_rule=False)
            return
        self.page_starts.add(len(self.kept))

    def _role(self, line: Line, features: _LineFeatures) -> str | None:
        if features.in_cover:
            return features.kind
        head, self._head = self._head, None
        if features.head:
            self.heads.append(features.head)
            self._head = line.text
            return "running_head"
        if (head and goes_on_with_title(line.text, head, self._cues)) or (
            features.near_furniture and (line.text in self._cues.recurring or self._is_title(line))
        ):
            return "running_head"
        if line.text.isdecimal() and features.kind == "page_number":
            return self._page_number(int(line.text))
        is_page = line.text in self._cues.pages or (features.near_furniture and is_page_of_pages(line.text))
        return "page_number" if is_page else features.kind

    def _is_title(self, line: Line) -> bool:
        """Whether a line is the title as a running head; below `附件` it is that of the annex."""
        is_annexed = bool(self.kept) and self._signs.is_annex(self.kept[-1].text)
        return is_title(line.text, self._cues, self._signs) and not is_annexed

    def _page_number(self, number: int) -> str | None:
        """A number alone is a page number, unless it is the next footnote mark, misplaced on a line of its
        own."""
        if number != self._last_page + 1 and number == self.notes.last + 1 and self.notes.style == "plain":
            return None
        self._last_page = number
        return "page_number"


_FOOT = 30
"""Maximum number of lines of footnotes at the foot of a page."""

WHY = {
    "rule": "横线",
    "page_number": "页码或文件编号",
    "link_list": "页末的网址",
    "running_head": "页眉，重复本文件的文号或标题",
    "session_head": "页眉，印机构和届次",
    "recycle": "封面上的标记",
    "language": "页眉中的语种",
    "asterism": "星号分隔线",
    "notes_heading": "脚注之上的“注”字",
}


def clean(
    lines: Sequence[Line],
    cover: int,
    pack: TextPack,
    *,
    has_stars: bool,
    starts: frozenset[int] = frozenset(),
) -> CleanText:
    """Separate lines into text, footnotes and page furniture; the first `cover` lines are the cover.

    `has_stars`: lines that begin with an asterisk are footnotes; in lists of members they are text. `starts`: where
    further texts begin, whose footnotes count anew.
    """
    cues = page_cues(lines, cover, pack.lines)
    features_by_line = _line_features(lines, cover, cues, pack)
    plain = [
        line
        for line, features in zip(lines[cover:], features_by_line[cover:], strict=True)
        if not features.is_furniture
    ]
    layout = Layout.of(plain, pack.lines)
    cleaner = _Cleaner(lines, layout, cues, pack, has_stars=has_stars)
    for index, (line, features) in enumerate(zip(lines, features_by_line, strict=True)):
        if index in starts:
            cleaner.notes.begin_anew()
        cleaner.take(line, features)
    return CleanText(
        tuple(cleaner.kept),
        tuple(cleaner.notes.found),
        tuple(cleaner.furniture),
        tuple(dict.fromkeys(cleaner.heads)),
        frozenset(cleaner.page_starts),
        layout,
        cleaner.notes.style,
        pack,
    )


def _before_notes(lines: Sequence[Line]) -> int:
    """Index of the line above the footnotes that end a file, each with a mark that is no plain figure."""
    index = len(lines) - 1
    while index > 0 and begins_as_note(lines[index].text, with_plain=False):
        index -= 1
    return index if index + 1 < len(lines) else len(lines)


def _line_features(lines: Sequence[Line], cover: int, cues: PageCues, pack: TextPack) -> list[_LineFeatures]:
    kinds = [furniture_kind(line.text, pack.lines) for line in lines]
    for index, kind in enumerate(kinds):
        following = lines[index + 1 : index + 2]
        if kind == "notes_heading" and not any(begins_as_note(line.text) for line in following):
            kinds[index] = None
        near = kinds[max(0, index - 1) : index + 2]
        if lines[index].text in ("*", "＊", "※") and "asterism" in near:
            kinds[index] = "asterism"
    found = pack.closing.last(lines)
    # The Security Council tells date and meeting above the text.
    ended = len(lines) if found is None or found < cover else found
    ended = min(ended, _before_notes(lines))
    heads = [running_head(line.text, cues) for line in lines]
    for index, kind in enumerate(kinds):
        if kind == "language" and (index < cover or not any(heads[max(0, index - 1) : index])):
            kinds[index] = None
    # A footnote may continue over a URL on a line of its own, but not over these.
    certain = [
        bool(head) or kind in ("rule", "page_number") or line.text in cues.pages
        for line, kind, head in zip(lines, kinds, heads, strict=True)
    ]
    shaped = [is_certain or kind is not None for is_certain, kind in zip(certain, kinds, strict=True)]
    return [
        _LineFeatures(
            kinds[index],
            heads[index],
            certain[index],
            in_cover=index < cover,
            near_furniture=any(shaped[max(0, index - 1) : index + 2]),
            near_foot=index > ended or any(shaped[index + 1 : index + _FOOT]),
            is_below_closing=index > ended,
        )
        for index in range(len(lines))
    ]
