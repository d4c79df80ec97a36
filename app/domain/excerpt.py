"""What of a long text is shown: what stands around its matches."""

from app.domain.text import Piece

_BEFORE, _AFTER = 100, 240
"""How much of a long text is shown before the first match and behind the last one, in characters."""
_LONGEST_WORD = 20
"""Up to so many characters are moved over to leave a Latin word whole."""


def excerpt(pieces: tuple[Piece, ...]) -> list[Piece]:
    """A text with its matches; of a long one only what stands around them."""
    shown: list[Piece] = []
    last = len(pieces) - 1
    for index, (text, is_match) in enumerate(pieces):
        before = 0 if index == 0 < last else _AFTER
        after = 0 if index == last else _BEFORE
        if is_match or len(text) <= before + after + _BEFORE:
            shown.append((text, is_match))
        else:
            end = len(text) - after if after else len(text)
            shown.append((f"{text[: _at_word(text, before, -1)]}……{text[_at_word(text, end, 1) :]}", False))
    return shown


def _at_word(text: str, place: int, step: int) -> int:
    """The place, or the next one before or behind it at which no Latin word is cut in two."""
    moved = place
    while (
        0 < moved < len(text) and abs(moved - place) < _LONGEST_WORD and _is_cut(text[moved - 1 : moved + 1])
    ):
        moved += step
    return moved


def _is_cut(beside: str) -> bool:
    return beside.isascii() and beside.isalnum()
