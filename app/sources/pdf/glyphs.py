"""The values that PDFium yields, turned so that the text of a page runs from left to right.

Lengths are in points; the origin is at the lower left.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Style(NamedTuple):
    """The look of a run: family without its subset's prefix and weight, and whether it is bold or slanted."""

    family: str
    is_bold: bool
    is_slanted: bool


class Glyph(NamedTuple):
    """A printed character; `base` is its baseline, `is_gap` a blank that only the distance of its neighbours
    tells."""

    text: str
    left: float
    right: float
    base: float
    size: float
    style: Style
    is_gap: bool = False


class Stroke(NamedTuple):
    """A line drawn from left to right (`low` equals `high`) or upward (`left` equals `right`)."""

    left: float
    right: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its glyphs in the order of its content, and the lines drawn on it.

    `hidden` counts characters that are set invisibly, as programs set the words of a scan; `unmapped` those whose
    font does not tell which they are; `turned` is the text that runs in another direction than most of the page;
    `has_image`: an image covers at least half of it; `is_turned`: its text was turned.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    strokes: tuple[Stroke, ...]
    hidden: int = 0
    unmapped: int = 0
    turned: str = ""
    has_image: bool = False
    is_turned: bool = False
