"""References that stand in a text: to documents by symbol and number, to named instruments, to itself.

Everything is pure: texts and their context in, spans out. Links that a source carries are never looked at.
"""

from app.domain.citations.context import Context
from app.domain.citations.document_references import cite, find

__all__ = ["Context", "cite", "find"]
