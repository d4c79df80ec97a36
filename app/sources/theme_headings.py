"""Headings that are sentences with a number of their own: `行动1. 我们将……。`, between numbered paragraphs.

They look like any paragraph: no markup, no indent, a full stop. What tells them apart is the word and the number that
they begin with, that the numbering goes on behind them, and that no other one stands beside them, as in a list.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.sources.blocks import Block
from app.sources.packs.pack import Headings


def with_theme_headings(blocks: Sequence[Block], headings: Headings) -> list[Block]:
    """The blocks; a sentence that heads what follows becomes a heading."""
    themes = [bool(headings.theme.match(block.content.text)) for block in blocks]
    return [
        replace(block, role="heading", is_theme=True)
        if themes[index] and _heads(blocks, index, headings) and not any(_beside(themes, index))
        else block
        for index, block in enumerate(blocks)
    ]


def _heads(blocks: Sequence[Block], index: int, headings: Headings) -> bool:
    block, after = blocks[index], blocks[index + 1 : index + 2]
    found = headings.theme.fullmatch(block.content.text)
    if block.role != "text" or found is None or len(block.content.text) > headings.longest_theme:
        return False
    words = found["words"]
    is_title = headings.full_stop not in words[:-1] and words[-1] not in "，,；;：:、"
    return is_title and bool(after) and after[0].role == "numbered"


def _beside(themes: Sequence[bool], index: int) -> Sequence[bool]:
    return (*themes[max(0, index - 1) : index], *themes[index + 1 : index + 2])
