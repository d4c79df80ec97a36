"""All documents that cite one, a page at a time."""

from dataclasses import dataclass
from typing import ClassVar

from app.db.queries.citations import Known
from app.domain.places import CITED_BY
from app.web.addresses import document_url
from app.web.citing import Citing, citing
from app.web.deps import Shelf
from app.web.paging import Pager, pager

SIZE = 50


@dataclass(frozen=True, slots=True)
class CitedPage:
    """Who cites a document, held or not."""

    template: ClassVar[str] = "pages/cited.html"

    address: str
    symbol: str
    title: str | None
    is_held: bool
    cited_by: Citing
    pager: Pager


def cited_page(shelf: Shelf, address: str, about: Known, number: int) -> CitedPage:
    """The page of a list that counts from 1."""
    found = citing(shelf.session, about.symbol, offset=(number - 1) * SIZE, limit=SIZE)
    paged = pager(document_url(address, CITED_BY), {}, page=number, size=SIZE, total=found.total)
    return CitedPage(address, about.symbol, about.title, about.address is not None, found, paged)
