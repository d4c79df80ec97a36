"""The page of agreed language: all wordings of a pasted text, or of a paragraph of the archive."""

from dataclasses import dataclass, replace
from typing import ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.db.queries import listing
from app.domain.passages import MAX_PASTED_LENGTH, passages
from app.domain.places import split_address
from app.domain.query.terms import FACETS
from app.domain.redline import Change, changes
from app.domain.text import fold
from app.search.engine import MIN_SIMILARITY, Wording
from app.web.html.facet_groups import FilterGroup, counted_groups
from app.web.html.pager import Pager, page_number, pager
from app.web.html.selection import SelectedFacet, Selection, read_selection
from app.web.http.context import ArchiveDep, ArchiveSession, Site, SiteDep
from app.web.lookup.documents import find
from app.web.wording.occurrences import Occurrence, occurrences, pasted_question

router = APIRouter()

SIZE = 15
"""Wordings per page."""
PLACES = 40
"""Maximum number of places listed per wording."""
_COUNTED = ("body", "year", "part", "kind")


@dataclass(frozen=True, slots=True)
class Form:
    """A wording: its similarity to the pasted passage (0 to 1), the diff from the passage, and where it occurs.

    `places` are the oldest of its `total` places. `holds` is true if it contains the passage verbatim. If the
    passage matches only a part of it, `before` and `behind` are the text around that part.
    """

    passage: str
    ratio: float
    holds: bool
    before: str
    changes: tuple[Change, ...]
    behind: str
    places: tuple[Occurrence, ...]
    total: int


@dataclass(frozen=True, slots=True)
class WordingPage:
    """The wordings of a text, most similar first; `ends` are its earliest and its latest use."""

    template: ClassVar[str] = "wording/wording.html"

    pasted: str
    max_length: int
    at: Occurrence | None
    notices: tuple[str, ...]
    passages: tuple[str, ...]
    total: int
    wordings: int
    same: int
    least: int
    ends: tuple[Occurrence, ...]
    forms: tuple[Form, ...]
    chosen: tuple[SelectedFacet, ...]
    clear_url: str
    groups: tuple[FilterGroup, ...]
    pager: Pager


@router.get("/wording")
def agreed_language(
    request: Request, site: SiteDep, archive: ArchiveDep, q: str = "", at: str = "", page: str = "1"
) -> Response:
    """Find a text and similar ones. `at` is the address of a paragraph to search for instead of `q`."""
    place, text = _paragraph(archive, at) if at else (None, "")
    pasted = text or q
    notices = [f"本库没有“{at[:80]}”这一处。"] if at and not text else []
    if len(pasted) > MAX_PASTED_LENGTH:
        notices.append(f"文字太长，只取前{MAX_PASTED_LENGTH}个字。")
    kept = {"at": at} if text else {"q": pasted[:MAX_PASTED_LENGTH]}
    chosen = replace(read_selection("/wording", request.query_params, FACETS), kept=kept)
    cut = passages(pasted[:MAX_PASTED_LENGTH])
    if pasted and not cut:
        notices.append("请粘贴一段文字。")
    number = page_number(page)
    question = replace(pasted_question(cut, chosen.values), counted=_COUNTED, page=number, size=SIZE)
    found = archive.search.wordings(question, places=PLACES, pause=site.readers.pause())
    shown = WordingPage(
        pasted=pasted[:MAX_PASTED_LENGTH],
        max_length=MAX_PASTED_LENGTH,
        at=place,
        notices=tuple(notices),
        passages=cut,
        total=found.total_units,
        wordings=found.total,
        same=found.same,
        least=round(100 * MIN_SIMILARITY),
        ends=tuple(place for place, _ in occurrences(archive, found.ends)),
        forms=tuple(_form(site, archive, cut[one.passage], one) for one in found.wordings),
        chosen=chosen.facets(),
        clear_url=Selection("/wording", {}, kept=kept).url(),
        groups=counted_groups(found.facets, chosen, request.query_params.get("all", ""), "units"),
        pager=pager("/wording", chosen.params(), page=number, size=SIZE, total=found.total),
    )
    return site.renderer.render(shown, status=404 if at and not text else 200)


def _paragraph(archive: ArchiveSession, at: str) -> tuple[Occurrence | None, str]:
    """The place of an address and its text; None and an empty text if there is no such place."""
    name, anchor = split_address(at.strip("/ "))
    document = find(archive.session, name).document
    text = listing.text_at(archive.session, document, anchor) if document else None
    return (Occurrence(listing.listed(document), anchor), text) if document and text else (None, "")


def _form(site: Site, archive: ArchiveSession, passage: str, found: Wording) -> Form:
    shown = occurrences(archive, found.places)
    text = shown[0][1]
    differing = changes(passage, text, site.segmenter)
    before, within, behind = _part(differing) if found.ratio < MIN_SIMILARITY else ("", differing, "")
    return Form(
        passage,
        found.ratio,
        fold(passage) in fold(text),
        before,
        within,
        behind,
        tuple(place for place, _ in shown),
        found.total,
    )


def _part(found: tuple[Change, ...]) -> tuple[str, tuple[Change, ...], str]:
    """Split the diff of a passage and a longer text: text before the passage, diff of its part, text after it."""
    start = 1 if found[0].op == "insert" else 0
    stop = len(found)
    while stop > start + 1 and found[stop - 1].op == "insert":
        stop -= 1
    return found[0].text * start, found[start:stop], "".join(change.text for change in found[stop:])
