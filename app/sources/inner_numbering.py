"""Numbers that count within a paragraph: a list that it introduces, or the text of an amendment that it
quotes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from app.domain.places import plain_label
from app.sources.blocks import Block
from app.sources.labels import follows

_LONGEST_ASIDE = 200
"""Maximum number of blocks in such a list or quotation."""


def with_inner_numbers(blocks: Sequence[Block], colon: str) -> list[Block]:
    """The blocks of one scope, with numbered blocks that do not count its paragraphs turned into points.

    `colon` is the sign that introduces a list.
    """
    inner = set(_inner(blocks, colon))
    return [replace(block, role="point") if index in inner else block for index, block in enumerate(blocks)]


def _inner(blocks: Sequence[Block], colon: str) -> Iterator[int]:
    last, inside, is_han = 0, False, False
    ahead = [_ahead(block) for block in blocks]
    for start, end in _numbered_runs(blocks):
        if _is_between_points(blocks, start, end):
            yield from range(start, end)
            continue
        for index in range(start, end):
            number, label = ahead[index], blocks[index].label or ""
            introduced = _text_before(blocks, index).endswith(colon)
            is_aside = number != last + 1 and (inside or introduced) and _goes_on(ahead, index, last + 1)
            # `1.` after a colon, if the paragraphs are numbered `一.`.
            if is_aside or (is_han and introduced and label.isascii()):
                yield index
                inside = True
            else:
                last, inside, is_han = number, False, not label.isascii()


def _numbered_runs(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Runs of adjacent numbered blocks: first index, index after the last."""
    start: int | None = None
    for index, block in enumerate(blocks):
        if block.role == "numbered" and start is None:
            start = index
        elif block.role != "numbered" and start is not None:
            yield start, index
            start = None
    if start is not None:
        yield start, len(blocks)


def _is_between_points(blocks: Sequence[Block], start: int, end: int) -> bool:
    """Whether the numbers stand between a point and the next point of the same list."""
    before = blocks[start - 1] if start else None
    after = blocks[end] if end < len(blocks) else None
    if before is None or after is None or before.role != "point" or after.role != "point":
        return False
    return follows(plain_label(after.label or ""), plain_label(before.label or ""))


_OTHER_TEXT, _NO_NUMBER = -1, -2


def _ahead(block: Block) -> int:
    """The number of a block, `_NO_NUMBER`, or `_OTHER_TEXT` if another text begins with it."""
    if block.role == "preambular" or block.opens:
        return _OTHER_TEXT
    plain = plain_label(block.label or "") if block.role == "numbered" else ""
    return int(plain) if plain.isdigit() else _NO_NUMBER


def _goes_on(ahead: Sequence[int], index: int, number: int) -> bool:
    """Whether the paragraph of that number follows, before another text begins to count."""
    for found in islice(ahead, index, index + _LONGEST_ASIDE):
        if found in (_OTHER_TEXT, number):
            return found == number
    return False


def _text_before(blocks: Sequence[Block], index: int) -> str:
    """The text of the block before, ignoring headings."""
    while index > 0:
        index -= 1
        if blocks[index].role != "heading":
            return blocks[index].content.text
    return ""
