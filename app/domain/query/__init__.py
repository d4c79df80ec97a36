"""Search queries as typed: `read` parses the text, `parse` also interprets its fields, `to_text` writes it
back."""

from app.domain.query.grammar import MAX_QUERY_LENGTH, read
from app.domain.query.in_english import english_readings
from app.domain.query.interpretation import cite_key, in_words, parse, part_named
from app.domain.query.note_marks import without_marks
from app.domain.query.serialization import to_text
from app.domain.query.terms import SearchQuery, Sort

__all__ = [
    "MAX_QUERY_LENGTH",
    "SearchQuery",
    "Sort",
    "cite_key",
    "english_readings",
    "in_words",
    "parse",
    "part_named",
    "read",
    "to_text",
    "without_marks",
]
