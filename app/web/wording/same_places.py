"""The page of all places that have the text of a paragraph of the archive, and no more."""

from dataclasses import dataclass, replace
from typing import ClassVar

from fastapi import APIRouter, HTTPException
from fastapi.responses import Response

from app.web.html.pager import Pager, page_number, pager
from app.web.http.context import ArchiveDep, SiteDep
from app.web.wording.occurrences import Occurrence, occurrences, paragraph_at, pasted_question

router = APIRouter()

SIZE = 50
"""Places per page."""


@dataclass(frozen=True, slots=True)
class SamePlacesPage:
    """A paragraph, and one page of the `total` places with its text, the oldest first, undated ones last."""

    template: ClassVar[str] = "wording/same_places.html"

    at: Occurrence
    text: str
    total: int
    places: tuple[Occurrence, ...]
    pager: Pager


@router.get("/wording/places")
def same_places(site: SiteDep, archive: ArchiveDep, at: str = "", page: str = "1") -> Response:
    """The places with the text of the paragraph at an address."""
    place, text = paragraph_at(archive, at)
    if place is None:
        raise HTTPException(404, f"本库没有“{at[:80]}”这一处。")
    number = page_number(page)
    found = archive.search.same_units(replace(pasted_question([text]), page=number, size=SIZE))
    return site.renderer.render(
        SamePlacesPage(
            at=place,
            text=text,
            total=found.total,
            places=tuple(one for one, _ in occurrences(archive.session, found.places)),
            pager=pager("/wording/places", {"at": at}, page=number, size=SIZE, total=found.total),
        )
    )
