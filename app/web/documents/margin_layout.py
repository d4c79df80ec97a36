"""The layout of a document: each unit with its margin (footnotes, citation count)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from math import ceil

from app.web.documents.rendered_text import RenderedNote, RenderedUnit

_LINE = 42
"""Maximum characters per line."""

_LINE_HEIGHT, _DISTANCE = 1.85, 0.75
"""Height of a line and distance between paragraphs, in rem."""

_NOTE_LINE, _NOTE_LINE_HEIGHT = 13, 1.35
"""Characters per line in the narrowest margin, and the height of such a line in rem."""

_LONGEST_TEAR = 4
"""Maximum gap that a margin may open between two paragraphs, in rem."""

_STEP = _LINE_HEIGHT + _DISTANCE
_FARTHEST = 8


@dataclass(frozen=True, slots=True)
class LaidOutUnit:
    """A paragraph with the footnotes that it marks and the number of documents that cite it.

    `width` is its width on one line, in Chinese characters.
    `reach` is how far its margin may extend beside the paragraphs that follow, in steps of a one-line paragraph
    (`.reach-N` in `text.css`). It is -1 if the margin would open too large a gap in the text; its content is then
    set below the paragraph. `differs` are the places, its own and those of its notes, where the other language differs.
    """

    unit: RenderedUnit
    notes: tuple[RenderedNote, ...]
    cited: int
    width: float
    reach: int = 0
    differs: tuple[str, ...] = ()

    @property
    def has_margin(self) -> bool:
        """Whether its margin has any content: footnotes, a count, a doubt, a difference."""
        return bool(self.notes or self.cited or self.unit.problems or self.differs)

    @property
    def height(self) -> float:
        """Its minimum height in rem, with the distance to the next paragraph."""
        return ceil(self.width / _LINE) * _LINE_HEIGHT + _DISTANCE

    @property
    def margin_height(self) -> float:
        """The height of its margin, in rem."""
        lines = sum(ceil(note.width / _NOTE_LINE) for note in self.notes)
        lines += bool(self.cited) + bool(self.unit.problems) + len(self.differs)
        return lines * _NOTE_LINE_HEIGHT

    def placed(self, room: float) -> "LaidOutUnit":
        """A copy with `reach` set, given the height in rem that is free beside the paragraphs below it."""
        reach = min(int(room / _STEP), _FARTHEST)
        tear = self.margin_height - self.height - reach * _STEP
        return replace(self, reach=reach if tear <= _LONGEST_TEAR else -1)


def notes_by_place(notes: Iterable[RenderedNote]) -> dict[str | None, tuple[RenderedNote, ...]]:
    """Footnotes by the anchor of the unit that marks them; None for those without a mark."""
    found: dict[str | None, tuple[RenderedNote, ...]] = {}
    for note in notes:
        found[note.marked_in] = (*found.get(note.marked_in, ()), note)
    return found


def laid_out(
    units: Iterable[RenderedUnit],
    notes: Mapping[str | None, tuple[RenderedNote, ...]],
    cited: Mapping[str, int],
    differing: Collection[str] = (),
) -> tuple[LaidOutUnit, ...]:
    """Units with their margins: each margin ends before the next one and before the end of the text.

    `differing` are the places where the text in another language differs.
    """
    found: list[LaidOutUnit] = []
    room = 0.0
    for unit in reversed(tuple(units)):
        own = notes.get(unit.anchor, ())
        differs = tuple(
            place for place in (unit.anchor, *(note.anchor for note in own)) if place in differing
        )
        one = LaidOutUnit(unit, own, cited.get(unit.anchor, 0), unit.width, differs=differs)
        found.append(one.placed(room))
        room = 0.0 if one.has_margin else room + one.height
    return tuple(reversed(found))
