"""The order of lines by what stands beside a phrase, where a page of many is wanted.

Lines are put in order by the first character of their context, all at once; only those whose first character may be on
the page are compared any further.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from app.search.text_store import FoldedTexts, Places

_CONTEXT = 12
"""Length of the context that lines are sorted by, in folded characters."""
_LONGEST = 4
"""How many bytes a character may have."""

Side = Literal["left", "right"]
Order = NDArray[np.intp]


def by_context(texts: FoldedTexts, places: Places, side: Side, shown: slice) -> Order:
    """The positions of the lines on a page: lines with the same context keep their order.

    Context is read outwards from the phrase. It is compared in GB 18030, whose order of common characters (GB 2312
    level 1) follows their pronunciation.
    """
    ranks = _ranks(_nearest(texts.data, places, side))
    ends = np.cumsum(np.bincount(ranks))
    last = len(ends) - 1
    first, stop = (
        min(int(np.searchsorted(ends, place, "right")), last) for place in (shown.start, shown.stop)
    )
    candidates = np.flatnonzero((ranks >= first) & (ranks <= stop))
    key = _key(texts, places, side)
    in_order = np.array(sorted(candidates.tolist(), key=key), dtype=np.intp)
    before = int(ends[first - 1]) if first else 0
    return in_order[shown.start - before : shown.stop - before]


def _nearest(data: NDArray[np.uint8], places: Places, side: Side) -> NDArray[np.int64]:
    """The bytes of the character beside each phrase as a number, 0 where the text begins or ends there."""
    if side == "right":
        begins, is_there = places.ends, places.ends < places.limits
        sizes = _sizes(data[np.minimum(begins, len(data) - 1)])
    else:
        begins, is_there = places.starts - 1, places.starts > places.origins
        for _ in range(_LONGEST - 1):
            begins = begins - (is_there & (data[begins] & 0xC0 == 0x80))
        sizes = places.starts - begins
    code = np.zeros(len(begins), dtype=np.int64)
    for offset in range(_LONGEST):
        is_part = is_there & (offset < sizes)
        byte = data[np.minimum(begins + offset, len(data) - 1)]
        code = np.where(is_part, (code << 8) | byte, code)
    return code


def _sizes(leading: NDArray[np.uint8]) -> NDArray[np.int64]:
    """How many bytes a character in UTF-8 has, by its first."""
    sizes: NDArray[np.int64] = 1 + np.add.reduce(
        [(leading >= least).astype(np.int64) for least in (0xC0, 0xE0, 0xF0)]
    )
    return sizes


def _ranks(codes: NDArray[np.int64]) -> Order:
    """The place of each character in the order of GB 18030."""
    distinct, inverse = np.unique(codes, return_inverse=True)
    encoded = [code.to_bytes(_LONGEST).lstrip(b"\0").decode().encode("gb18030") for code in distinct.tolist()]
    in_order = sorted(range(len(encoded)), key=encoded.__getitem__)
    rank = np.empty(len(encoded), dtype=np.intp)
    rank[in_order] = np.arange(len(encoded))
    ranks: Order = rank[inverse]
    return ranks


def _key(texts: FoldedTexts, places: Places, side: Side) -> Callable[[int], bytes]:
    reach = _CONTEXT * _LONGEST

    # A character that is cut by the reach is beyond the context.
    def right(line: int) -> bytes:
        begin = int(places.ends[line])
        context = texts.between(begin, min(begin + reach, int(places.limits[line])))
        return context.decode(errors="ignore")[:_CONTEXT].encode("gb18030")

    def left(line: int) -> bytes:
        end = int(places.starts[line])
        context = texts.between(max(end - reach, int(places.origins[line])), end)
        return context.decode(errors="ignore")[: -_CONTEXT - 1 : -1].encode("gb18030")

    return right if side == "right" else left
