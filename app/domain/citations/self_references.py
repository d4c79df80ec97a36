"""References to the citing document: `上文第3段`, `本决议第5段`, `本决议附件`, `下文第4(a)段`."""

import re
from collections.abc import Iterator

from app.domain.citations.pinpoints import pinpoint_at
from app.domain.citations.surface_form import surface_form
from app.domain.resolution import Citation

_HERE = re.compile(r"(?:上文|下文|以上|以下|上述|前述|本决议|本决定)(?:所载)?的?")
_BEGINS = frozenset("第附执序 ")
_NEAR = ("上文", "下文", "以上", "以下", "上述", "前述")


def is_near(words: str) -> bool:
    """Whether a reference is to the same annex or section (`上文`), not to the whole document (`本决议`)."""
    return surface_form(words).startswith(_NEAR)


def find_self_references(text: str, symbol: str | None) -> Iterator[Citation]:
    """All references to places of the document itself in a text in surface form."""
    for found in _HERE.finditer(text):
        pinpoint = pinpoint_at(text, found.end()) if text[found.end() : found.end() + 1] in _BEGINS else None
        if pinpoint:
            yield Citation(
                text[found.start() : pinpoint.end],
                found.start(),
                pinpoint.end,
                symbol,
                pinpoint=pinpoint.text,
                places=pinpoint.places,
            )
