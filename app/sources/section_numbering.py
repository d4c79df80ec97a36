"""Sections: the headings at which the numbering of paragraphs starts again.

A section is part of a place only if numbers would otherwise repeat (`sec/2/op/1`). So the headings that count
are the smallest set of heading styles that makes all numbers of a text unique.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.domain.places import plain_label
from app.sources.blocks import Block
from app.sources.packs.pack import Headings

_MOST_STYLES = 6
"""Maximum number of heading styles that are combined; the number of trials doubles with each."""


@dataclass(frozen=True, slots=True)
class _Opening:
    """A heading: its style, and its label in addresses; None if it has no label and is counted instead."""

    style: str
    label: str | None


def section_prefixes(blocks: Sequence[Block], headings: Headings) -> list[str]:
    """For each block of one scope, the main text or an annex, the prefix of its place, such as `sec/2/B/`."""
    runs = list(_runs(blocks))
    if len(runs) < 2:
        return [""] * len(blocks)
    openings = list(_openings(blocks, headings))
    styles = list(dict.fromkeys(opening.style for opening in openings if opening))[:_MOST_STYLES]
    tried = (
        _prefixes(openings, chosen)
        for size in range(len(styles) + 1)
        for chosen in combinations(styles, size)
    )
    return min(tried, key=lambda prefixes: len(runs) - len({prefixes[run] for run in runs}))


def _runs(blocks: Sequence[Block]) -> Iterator[int]:
    """The indices at which a numbering starts at 1."""
    last, heading_since = "", True
    for index, block in enumerate(blocks):
        if block.role in ("heading", "preambular") or block.opens:
            heading_since = True
        if block.role == "numbered" and block.label:
            number = plain_label(block.label)
            if number == "1" and (last != "1" or heading_since):
                yield index
            last, heading_since = number, False


def _openings(blocks: Sequence[Block], headings: Headings) -> Iterator[_Opening | None]:
    """The headings at which a numbering may start again, None for all other blocks.

    A heading is ruled out if the number after it is not 1.
    """
    upcoming: str | None = None
    counting: list[bool] = []
    for block in reversed(blocks):
        counting.append(upcoming in (None, "1"))
        if block.role == "numbered" and block.label:
            upcoming = plain_label(block.label)
    for block, counts in zip(blocks, reversed(counting), strict=True):
        yield _opening(block, headings) if counts else None


def _opening(block: Block, headings: Headings) -> _Opening | None:
    if block.opens == "draft":
        return _Opening("draft", None)
    if block.role != "heading" or block.opens:
        return None
    found = headings.section.match(block.label or block.content.text)
    if not found or (not block.label and not _stands_alone(found, block.content.text)):
        return _Opening("plain", None)
    printed = found["ordinal"] or found["han"]
    style = f"第{found['unit']}" if found["ordinal"] else "han" if found["han"] else "capital"
    return _Opening(style, headings.ordinal(printed) if printed else found["capital"])


def _stands_alone(found: re.Match[str], text: str) -> bool:
    """Whether a label is more than the first characters of a word: `第一条`, `第一条 宗旨`, `一`, but not the
    `一` of `一般规定`."""
    return bool(found["ordinal"]) or found.end() == len(text)


def _prefixes(openings: Iterable[_Opening | None], chosen: tuple[str, ...]) -> list[str]:
    """The prefix of each block's place if headings of the `chosen` styles are sections."""
    path: dict[str, str] = {}
    counts: dict[tuple[str, ...], int] = {}
    prefixes = []
    for opening in openings:
        if opening and opening.style in chosen:
            inner = chosen[chosen.index(opening.style) :]
            path = {style: label for style, label in path.items() if style not in inner}
            above = (*path.values(), opening.style)
            counts[above] = counts.get(above, 0) + 1
            path[opening.style] = opening.label or str(counts[above])
        prefixes.append(f"sec/{'/'.join(path.values())}/" if path else "")
    return prefixes
