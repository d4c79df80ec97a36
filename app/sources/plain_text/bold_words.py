"""Bold words as plain text has them, between asterisks."""

import re

from app.domain.resolution import NoteMark
from app.sources.blocks import RichText

_STARS = "**"
_BOLD = re.compile(r"(?<!\*)\*\*(?![*\s])([^*，。、；：]{1,20}?)(?<!\s)\*\*(?!\*)")


_LINKS = "和与及"


def ends_of_bold(text: str) -> frozenset[int]:
    """Where the asterisks stand that close bold words; `古巴**和印度**` has marks behind names."""
    return frozenset(found.end() - len(_STARS) for found in _BOLD.finditer(text) if found[1][0] not in _LINKS)


def without_stars(content: RichText) -> RichText:
    """The text without the `**` around bold words, and the spans of these words."""
    marked = list(_BOLD.finditer(content.text))
    if not marked:
        return content
    stars = [place for found in marked for place in (found.start(), found.end() - len(_STARS))]
    text, bold = "", []
    done = 0
    for found in marked:
        text += content.text[done : found.start()]
        bold.append((len(text), len(text) + len(found[1])))
        text += found[1]
        done = found.end()
    marks = tuple(
        NoteMark(mark.number, mark.offset - len(_STARS) * sum(place < mark.offset for place in stars))
        for mark in content.marks
    )
    return RichText(text + content.text[done:], marks, bold=tuple(bold))
