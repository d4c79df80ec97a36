"""References in a text: to documents by symbol or number, to named instruments, to places of the document
itself.

`cite` adds the references to a resolution, `find` reads a single text. Pure functions; links of the source
are never consulted.
"""

from app.domain.citations.context import CitingContext
from app.domain.citations.document_references import cite, find

__all__ = ["CitingContext", "cite", "find"]
