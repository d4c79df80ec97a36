"""Where the values in which two texts differ stand in them."""

import re
from collections.abc import Iterable
from functools import lru_cache

from app.domain.editions.quantities import plain_signs
from app.domain.text import Piece


def marked_values(text: str, printed: Iterable[str]) -> tuple[Piece, ...]:
    """A text as printed, cut into pieces that are one of these values or not. Every place of a value is marked, but not
    those where it is part of another: `5` in `15` or `5/6`."""
    shapes = [_shape(value) for value in printed if value]
    if not shapes:
        return ((text, False),)
    plain, pieces, end = plain_signs(text), [], 0
    for found in re.finditer("|".join(shapes), plain):
        pieces += [(text[end : found.start()], False), (text[found.start() : found.end()], True)]
        end = found.end()
    return tuple(piece for piece in (*pieces, (text[end:], False)) if piece[0])


@lru_cache(maxsize=1024)
def _shape(value: str) -> str:
    """Blanks may be set otherwise than in the text that was compared."""
    inner = r"\s?".join(map(re.escape, "".join(plain_signs(value).split())))
    before = r"(?<!\d)(?<!\d[.,/])" if value[0].isdecimal() else ""
    behind = r"(?!\d)(?![.,/]\d)" if value[-1].isdecimal() else ""
    return f"{before}{inner}{behind}"
