"""How a text is set on its page: in stretches, each paragraph with what stands in its margin."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil

from app.web.documents.rendered_text import RenderedNote, RenderedUnit

_STRETCH = 700
"""In characters, about a screen; the style sheet knows how high that is."""

_LINE = 42
"""How many characters a line has at most."""

_LINE_HEIGHT, _DISTANCE = 1.85, 0.75
"""Of a line, and between two paragraphs, in the size of the root's letters."""

_NOTE_LINE, _NOTE_LINE_HEIGHT = 13, 1.35
"""How many characters a line in the narrowest margin has, and how high it is."""

_LONGEST_TEAR = 4
"""In sizes of the root's letters: how much air between two paragraphs a margin may make."""

_STEP = _LINE_HEIGHT + _DISTANCE
_FARTHEST = 8


@dataclass(frozen=True, slots=True)
class LaidOutUnit:
    """A paragraph with the footnotes that it marks and the number of documents that cite it.

    `reach` is how far its margin may go down beside the paragraphs that follow, in steps of a paragraph of one
    line; the style sheet knows how high that is. It is negative where the margin would tear the text apart: what
    belongs there stands below the paragraph then.
    """

    unit: RenderedUnit
    notes: tuple[RenderedNote, ...]
    cited: int
    reach: int = 0

    @property
    def has_margin(self) -> bool:
        """Whether anything stands in its margin."""
        return bool(self.notes or self.cited)

    @property
    def height(self) -> float:
        """How high it is at the least, with the distance to the next."""
        return ceil(self.unit.width / _LINE) * _LINE_HEIGHT + _DISTANCE

    @property
    def margin_height(self) -> float:
        """How high its margin is."""
        lines = sum(ceil(note.width / _NOTE_LINE) for note in self.notes) + bool(self.cited)
        return lines * _NOTE_LINE_HEIGHT

    def placed(self, room: float) -> "LaidOutUnit":
        """Itself, with its margin where it belongs if there is so much room below it."""
        reach = min(int(room / _STEP), _FARTHEST)
        tear = self.margin_height - self.height - reach * _STEP
        return replace(self, reach=reach if tear <= _LONGEST_TEAR else -1)


def notes_by_place(notes: Iterable[RenderedNote]) -> dict[str | None, tuple[RenderedNote, ...]]:
    """Footnotes by the place that marks them, None for those without a mark."""
    found: dict[str | None, tuple[RenderedNote, ...]] = {}
    for note in notes:
        found[note.marked_in] = (*found.get(note.marked_in, ()), note)
    return found


def stretches(
    units: Iterable[RenderedUnit],
    notes: Mapping[str | None, tuple[RenderedNote, ...]],
    cited: Mapping[str, int],
) -> Iterator[tuple[LaidOutUnit, ...]]:
    """The units of a text, about as many characters in each stretch, so that a browser sets first what is seen."""
    stretch: list[LaidOutUnit] = []
    length = 0.0
    for unit in units:
        stretch.append(LaidOutUnit(unit, notes.get(unit.anchor, ()), cited.get(unit.anchor, 0)))
        length += unit.width
        if length >= _STRETCH:
            yield _with_reach(stretch)
            stretch, length = [], 0.0
    yield _with_reach(stretch)


def _with_reach(stretch: list[LaidOutUnit]) -> tuple[LaidOutUnit, ...]:
    """Margins may go down as far as no other begins, never out of the stretch."""
    found: list[LaidOutUnit] = []
    room = 0.0
    for one in reversed(stretch):
        found.append(one.placed(room))
        room = 0.0 if one.has_margin else room + one.height
    return tuple(reversed(found))
