"""A document that a query names."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from app.db.models import Document
from app.domain.addresses import document_url

LONG_TITLE = 8
"""From so many characters a title without marks is taken for nothing else."""
MOST_LISTED = 10
"""Maximum number of documents listed."""


@dataclass(frozen=True, slots=True)
class Named:
    """A document that a query names, and the place in it; `rest` was not understood.

    `draft` is the draft or report that was named, where the document is the text adopted from it; `is_guess` if that
    was inferred from the order of the texts. `annexes` is how many annexes it has, 1 if unknown: who names one without
    a number means the first.
    """

    symbol: str | None
    address: str
    title: str | None
    adopted_on: date | None
    is_held: bool
    place: str = ""
    rest: str = ""
    draft: str = ""
    is_guess: bool = False
    annexes: int = 1

    @property
    def url(self) -> str:
        """The page of the place, or of the document."""
        return document_url(self.address, self.place)

    @property
    def url_with_notice(self) -> str:
        """The same, with what its page has to say about the query."""
        said = {"unread": self.rest, "draft": self.draft, "guess": "1" if self.is_guess else ""}
        told = urlencode({key: value for key, value in said.items() if value})
        return f"{self.url}?{told}" if told else self.url


def held(document: Document) -> Named:
    """A held document, as a whole."""
    return Named(document.symbol, document.address, document.title, document.adopted_on, is_held=True)
