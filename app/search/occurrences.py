"""Where the phrases of a query stand in a folded text: the lines of a concordance, whatever engine found the text."""

from collections.abc import Sequence
from typing import Final

from app.domain.query import SearchQuery
from app.domain.text import Span, stretches

CONTEXT: Final = 12
"""Length of the context that lines are sorted by, in folded characters."""
MOST_LINES: Final = 10_000
"""Most lines that are sorted; of a more frequent phrase, the newest."""


def spans(query: SearchQuery, text: str, stops: Sequence[int]) -> list[Span]:
    """The occurrences of a query's phrases in a folded text, or of several together, from left to right. `stops` are
    the offsets at which a sentence begins."""
    rows = (row for sought in query.sought for row in stretches(sought, text, stops))
    return sorted((min(row)[0], max(end for _, end in row)) for row in rows)


def right_of(text: str, end: int) -> bytes:
    """What a line with an end there is sorted by. GB 18030 has common characters (GB 2312 level 1) in the order of
    their pronunciation."""
    return text[end : end + CONTEXT].encode("gb18030", "replace")


def left_of(text: str, start: int) -> bytes:
    """The same for what stands on the left, read outwards."""
    return text[max(0, start - CONTEXT) : start][::-1].encode("gb18030", "replace")
