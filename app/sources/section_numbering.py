"""Sections: which headings of a text begin to count its paragraphs again.

A section is in the places only where numbers would otherwise repeat (`sec/2/op/1`), so the headings that
count are the fewest kinds of headings that keep the numbers of a text apart.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.domain.numerals import CHINESE
from app.domain.places import plain_label
from app.sources.blocks import Block

_LABELLED = re.compile(
    rf"第(?P<ordinal>{CHINESE}{{1,4}}|[0-9]{{1,3}})(?P<unit>部分|[章节条编款])|(?P<han>{CHINESE}{{1,3}})|(?P<capital>[A-Z])\s*节?"
)
_MOST_STYLES = 6
"""How many kinds of headings are tried together; the number of trials doubles with each."""


@dataclass(frozen=True, slots=True)
class _Opening:
    """A heading: its kind, and its label in addresses, None where it has none and is counted."""

    style: str
    label: str | None


def section_prefixes(blocks: Sequence[Block]) -> list[str]:
    """For each block of one scope, the main text or an annex, what its place begins with, such as `sec/2/B/`."""
    runs = list(_runs(blocks))
    if len(runs) < 2:
        return [""] * len(blocks)
    openings = list(_openings(blocks))
    styles = list(dict.fromkeys(opening.style for opening in openings if opening))[:_MOST_STYLES]
    tried = (
        _prefixes(openings, chosen)
        for size in range(len(styles) + 1)
        for chosen in combinations(styles, size)
    )
    return min(tried, key=lambda prefixes: len(runs) - len({prefixes[run] for run in runs}))


def _runs(blocks: Sequence[Block]) -> Iterator[int]:
    """The indices at which numbering begins with 1, for the first time and again."""
    last, heading_since = "", True
    for index, block in enumerate(blocks):
        if block.role in ("heading", "preambular") or block.opens:
            heading_since = True
        if block.role == "numbered" and block.label:
            number = plain_label(block.label)
            if number == "1" and (last != "1" or heading_since):
                yield index
            last, heading_since = number, False


def _openings(blocks: Sequence[Block]) -> Iterator[_Opening | None]:
    """The headings that may begin to count again: none whose first number goes on with those before it."""
    upcoming: str | None = None
    counting: list[bool] = []
    for block in reversed(blocks):
        counting.append(upcoming in (None, "1"))
        if block.role == "numbered" and block.label:
            upcoming = plain_label(block.label)
    for block, counts in zip(blocks, reversed(counting), strict=True):
        yield _opening(block) if counts else None


def _opening(block: Block) -> _Opening | None:
    if block.opens == "draft":
        return _Opening("draft", None)
    if block.role != "heading" or block.opens:
        return None
    found = _LABELLED.match(block.label or block.content.text)
    if not found or (not block.label and not _stands_alone(found, block.content.text)):
        return _Opening("plain", None)
    printed = found["ordinal"] or found["han"]
    style = f"第{found['unit']}" if found["ordinal"] else "han" if found["han"] else "capital"
    return _Opening(style, plain_label(printed) if printed else found["capital"])


def _stands_alone(found: re.Match[str], text: str) -> bool:
    """`第一条`, `第一条 宗旨` and `一` are labels, the `一` of `一般规定` is none."""
    return bool(found["ordinal"]) or found.end() == len(text)


def _prefixes(openings: Iterable[_Opening | None], chosen: tuple[str, ...]) -> list[str]:
    """What each block's place begins with if headings of these kinds count."""
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
