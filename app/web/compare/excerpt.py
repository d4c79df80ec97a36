"""Changed words of a paragraph with a little of what stands around them, cut to a length."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

from app.domain.redline import Change

_LEFT_OUT = "…"
_ARROW = 2
"""Width of the arrow between old and new words, in Chinese characters."""
_NARROW = 0.6
"""Width of a Latin letter or digit, likewise."""
_OF_NUMBERS = "0123456789/.,"


def excerpt(changes: Sequence[Change], around: int) -> tuple[Change, ...]:
    """The changed words, with at most so many characters of the common text on either side of each.

    Slight changes count as common text, in the later form. Empty if nothing else differs.
    """
    runs = _runs(changes)
    if all(run.op == "equal" for run in runs):
        return ()
    last = len(runs) - 1
    return tuple(
        Change("equal", _trimmed(run.text, around if place else 0, around if place < last else 0))
        if run.op == "equal"
        else run
        for place, run in enumerate(runs)
    )


def width_of(text: str) -> float:
    """The width of a text, in Chinese characters."""
    return sum(map(_width, text))


def length_of(changes: Sequence[Change]) -> float:
    """The width of a text with the arrows between old and new words, in Chinese characters."""
    return sum(width_of(change.text) + _ARROW * (change.op == "insert") for change in changes)


def beginning(changes: Sequence[Change], length: float) -> tuple[Change, ...]:
    """The text if it is no wider than so many Chinese characters, else its beginning, with `…` behind."""
    if length_of(changes) <= length:
        return tuple(changes)
    return tuple(_cut(changes, length - len(_LEFT_OUT)))


def _cut(changes: Sequence[Change], left: float) -> Iterator[Change]:
    for change in changes:
        width = length_of((change,))
        if width > left:
            widths = accumulate(map(_width, change.text), initial=width - width_of(change.text))
            fitting = _beside_number(change.text, sum(1 for end in widths if end <= left) - 1, -1)
            if fitting > 0:
                yield Change(change.op, change.text[:fitting].rstrip("，、；…"))
            yield Change("equal", _LEFT_OUT)
            return
        yield change
        left -= width


def _width(character: str) -> float:
    return _NARROW if character.isascii() else 1


def _runs(changes: Sequence[Change]) -> list[Change]:
    shown = (
        Change("equal" if change.slight else change.op, change.text.replace("\n", " "))
        for change in changes
        if not (change.slight and change.op == "delete")
    )
    return [
        Change(op, "".join(one.text for one in run)) for op, run in groupby(shown, key=lambda one: one.op)
    ]


def _trimmed(text: str, head: int, tail: int) -> str:
    if len(text) <= head + tail + len(_LEFT_OUT):
        return text
    start, end = _beside_number(text, head, -1), _beside_number(text, len(text) - tail, 1)
    return text[:start] + _LEFT_OUT + text[end:]


def _beside_number(text: str, at: int, step: int) -> int:
    """Where to cut a text so that no number loses figures: `2023年1…` would be read as another date."""
    while 0 < at < len(text) and text[at - 1] in _OF_NUMBERS and text[at] in _OF_NUMBERS:
        at += step
    return at
