"""What a reader typed: read by a grammar into values, its fields understood, written again as text."""

from app.domain.query.grammar import MAX_LENGTH, read
from app.domain.query.interpretation import cite_key, in_words, parse, part_named
from app.domain.query.serialization import to_text
from app.domain.query.terms import SearchQuery, Sort

__all__ = [
    "MAX_LENGTH",
    "SearchQuery",
    "Sort",
    "cite_key",
    "in_words",
    "parse",
    "part_named",
    "read",
    "to_text",
]
