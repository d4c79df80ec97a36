"""The order of lines by what stands beside a phrase, where a page of many is wanted.

Lines are put in order by one character of their context after another, all at once; only those that may be on the page
are looked at any further, and only these have a key made of all their context.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.search.occurrences import CONTEXT, left_of, right_of
from app.search.text_store import FoldedTexts, Offsets, Places

_LONGEST = 4
"""How many bytes a character may have."""

_FEW = 100
"""So few lines are sorted at once."""

Bytes = NDArray[np.uint8]
Side = Literal["left", "right"]
Order = NDArray[np.intp]


def by_context(texts: FoldedTexts, places: Places, side: Side, shown: slice) -> Order:
    """The positions of the lines on a page: lines with the same context keep their order.

    Context is read outwards from the phrase. It is compared in GB 18030, whose order of common characters (GB 2312
    level 1) follows their pronunciation.
    """
    edges, bounds = (places.ends, places.limits) if side == "right" else (places.starts, places.origins)
    lines, before = np.arange(len(edges)), 0
    for _ in range(CONTEXT):
        if len(lines) <= _FEW:
            break
        begins, sizes = _nearest(texts.data, edges, bounds[lines], side)
        ranks = _ranks(_codes(texts.data, begins, sizes))
        ends = np.cumsum(np.bincount(ranks))
        first, last = (
            min(int(np.searchsorted(ends, place - before, "right")), len(ends) - 1)
            for place in (shown.start, max(shown.start, shown.stop - 1))
        )
        is_kept = (ranks >= first) & (ranks <= last)
        before += int(ends[first - 1]) if first else 0
        lines, edges = lines[is_kept], (edges + sizes if side == "right" else edges - sizes)[is_kept]
        if first != last:
            break
    in_order = np.array(sorted(lines.tolist(), key=_key(texts, places, side)), dtype=np.intp)
    return in_order[max(0, shown.start - before) : max(0, shown.stop - before)]


def _nearest(data: Bytes, edges: Offsets, bounds: Offsets, side: Side) -> tuple[Offsets, Offsets]:
    """Where the character beside each edge begins, and of how many bytes it is: none where the text ends there."""
    if side == "right":
        return edges, np.where(edges < bounds, _sizes(data[np.minimum(edges, len(data) - 1)]), 0)
    is_there = edges > bounds
    begins = edges - is_there
    for _ in range(_LONGEST - 1):
        is_inside = is_there & (data[np.minimum(begins, len(data) - 1)] & 0xC0 == 0x80)
        begins = begins - is_inside
    return begins, edges - begins


def _codes(data: Bytes, begins: Offsets, sizes: Offsets) -> Offsets:
    """The bytes of characters as numbers, 0 for none."""
    code = np.zeros(len(begins), dtype=np.int64)
    for offset in range(_LONGEST):
        byte = data[np.minimum(begins + offset, len(data) - 1)]
        code = np.where(offset < sizes, (code << 8) | byte, code)
    return code


def _sizes(leading: Bytes) -> Offsets:
    """How many bytes a character in UTF-8 has, by its first."""
    sizes: Offsets = 1 + np.add.reduce([(leading >= least).astype(np.int64) for least in (0xC0, 0xE0, 0xF0)])
    return sizes


def _ranks(codes: Offsets) -> Order:
    """The place of each character in the order of GB 18030."""
    distinct, inverse = np.unique(codes, return_inverse=True)
    encoded = [code.to_bytes(_LONGEST).lstrip(b"\0").decode().encode("gb18030") for code in distinct.tolist()]
    in_order = sorted(range(len(encoded)), key=encoded.__getitem__)
    rank = np.empty(len(encoded), dtype=np.intp)
    rank[in_order] = np.arange(len(encoded))
    ranks: Order = rank[inverse]
    return ranks


def _key(texts: FoldedTexts, places: Places, side: Side) -> Callable[[int], bytes]:
    reach = CONTEXT * _LONGEST

    # A character that is cut by the reach is beyond the context.
    def right(line: int) -> bytes:
        begin = int(places.ends[line])
        context = texts.between(begin, min(begin + reach, int(places.limits[line])))
        return right_of(context.decode(errors="ignore"), 0)

    def left(line: int) -> bytes:
        end = int(places.starts[line])
        context = texts.between(max(end - reach, int(places.origins[line])), end)
        before = context.decode(errors="ignore")
        return left_of(before, len(before))

    return right if side == "right" else left
