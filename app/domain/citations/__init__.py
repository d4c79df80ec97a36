"""References to documents that stand in a text: symbols, and numbered resolutions of a named organ.

`find` is pure: a text and its context in, spans out. It never sees the links that a source may carry.
"""

from app.domain.citations.context import Context
from app.domain.citations.numbered import find_numbered
from app.domain.citations.symbols import find_symbols
from app.domain.resolution import Citation

__all__ = ["Context", "find"]


def find(text: str, context: Context) -> tuple[Citation, ...]:
    """All references in a text, in their order, without those to the citing document itself."""
    symbols = find_symbols(text)
    taken = [(found.start, found.end) for found in symbols]
    numbered = [
        found
        for found in find_numbered(text, context)
        if not any(start < found.end and found.start < end for start, end in taken)
    ]
    cited = (
        found for found in (*symbols, *numbered) if found.target is None or found.target != context.symbol
    )
    return tuple(sorted(cited, key=lambda found: found.start))
