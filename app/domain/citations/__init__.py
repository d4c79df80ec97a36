"""References in a text: to documents by symbol or number, to named instruments, to places of the document
itself.

`cite` adds the references to a resolution, `find` reads a single text, `find_of_each` as several organs would mean it;
`cite_english` and `cited_english` add those of an English text and of one of its units. Pure functions; links of the
source are never consulted.
"""

from app.domain.citations.context import CitingContext
from app.domain.citations.document_references import cite, find, find_of_each
from app.domain.citations.english_references import cite_english, cited_english

__all__ = ["CitingContext", "cite", "cite_english", "cited_english", "find", "find_of_each"]
