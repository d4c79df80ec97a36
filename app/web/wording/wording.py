"""The page of agreed language: all wordings of a passage, pasted or of the archive; a pasted draft paragraph by
paragraph.

A pasted text comes in the body of a request and stands in no address: drafts under negotiation are confidential, and
addresses are logged. The answer to it is kept by no server and no proxy; only the browser of who pasted it may, so
that going back finds it again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.datastructures import QueryParams

from app.db.queries.english_beside import has_english
from app.domain.english_passages import is_english
from app.domain.passages import MAX_PASTED_LENGTH, clauses, paragraphs
from app.domain.query.terms import FACETS
from app.domain.text import fold
from app.search.engine import MIN_SIMILARITY
from app.web.html.facet_groups import FilterGroup, counted_groups
from app.web.html.pager import Pager, page_number, pager
from app.web.html.selection import SelectedFacet, Selection, read_selection
from app.web.http.context import ArchiveDep, ArchiveSession, Site, SiteDep
from app.web.wording.by_paragraph import AnsweredDraft, answered_draft
from app.web.wording.in_english import english_draft
from app.web.wording.occurrences import (
    RECENT_YEARS,
    Form,
    Occurrence,
    Uses,
    forms,
    paragraph_at,
    pasted_question,
    uses,
)
from app.web.wording.pasted_form import PasteForm, cut_notices, fields_of, notices_of, part_asked, posted
from app.web.wording.removed import Removals, phrase_removals

router = APIRouter()

SIZE = 15
"""Wordings per page."""
_PLACES = 3
"""Maximum number of places listed per wording; all of them have a page of their own."""
_PHRASE_LENGTH = 30
"""Maximum length of a phrase, in characters, that the page tells where series dropped it."""
_REMOVALS = 3
"""How many of them it shows."""
_COUNTED = ("body", "committee", "year", "part", "kind")


@dataclass(frozen=True, slots=True)
class _Sought:
    """A passage that is looked for, and what it is taken from: a place of the archive, or a part of a pasted text."""

    passage: str
    notices: tuple[str, ...]
    at: Occurrence | None = None
    pasted: str = ""
    part: str = ""
    is_posted: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class WordingPage:
    """The wordings of a passage, most similar first; `whole` is its use.

    `part` is its number in the draft and `draft_from` the paragraph to go back to, empty and None if it is not of a
    longer draft. `removals` are the latest ones of a pasted phrase. `is_posted` is true if the pasted text is in no
    address: then its pages are buttons of the form, and `csv_url` is empty.
    """

    template: ClassVar[str] = "wording/wording.html"

    form: PasteForm
    is_posted: bool
    part: str
    draft_from: int | None
    at: Occurrence | None
    notices: tuple[str, ...]
    whole: Uses | None
    clauses: tuple[Uses, ...]
    least: int
    recent: int
    forms: tuple[Form, ...]
    removals: Removals | None
    chosen: tuple[SelectedFacet, ...]
    clear_url: str
    groups: tuple[FilterGroup, ...]
    csv_url: str
    pager: Pager


@dataclass(frozen=True, slots=True)
class DraftPage:
    """Paragraphs of a pasted draft, each with its use."""

    template: ClassVar[str] = "wording/draft.html"

    form: PasteForm
    notices: tuple[str, ...]
    draft: AnsweredDraft
    recent: int


@router.get("/wording")
def agreed_language(request: Request, site: SiteDep, archive: ArchiveDep) -> Response:
    """The wordings of a short text in the address (`q`), or of the paragraph at an address (`at`)."""
    params = request.query_params
    if at := params.get("at", ""):
        return _of_archive(site, archive, params, at)
    return _of_pasted(site, archive, params, is_posted=False)


@router.post("/wording")
def of_draft(site: SiteDep, archive: ArchiveDep, body: Annotated[bytes, Depends(posted)]) -> Response:
    """The wordings of a pasted text, which nothing on the way keeps."""
    give_way = site.readers.pause()
    fields = fields_of(body)  # of a long draft this alone takes as long as a page
    give_way()
    answer = _of_pasted(site, archive, fields, is_posted=True)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _of_archive(site: Site, archive: ArchiveSession, params: QueryParams, at: str) -> Response:
    place, text = paragraph_at(archive, at)
    notices = () if place else (f"本库没有“{at[:80]}”这一处。",)
    selection = selection_of(params, {"at": at} if place else {})
    page = _passage_page(
        site,
        archive,
        params,
        selection,
        _Sought(text, notices, at=place, page=page_number(params.get("page", ""))),
    )
    return site.renderer.render(page, status=200 if place else 404)


def _of_pasted(site: Site, archive: ArchiveSession, params: QueryParams, *, is_posted: bool) -> Response:
    given = params.get("q", "")
    pasted = given[:MAX_PASTED_LENGTH]
    if is_english(pasted) and has_english(archive.session):
        form = _paste_form(archive, pasted, selection_of(params, {}))
        return site.renderer.render(english_draft(site, archive, form, cut_notices(given)))
    draft = paragraphs(pasted)
    notices = notices_of(given, draft)
    # Every link of a page repeats it; a draft has none.
    selection = selection_of(params, {"q": draft[0].text} if draft else {})
    part, text, number = part_asked(draft, params.get("only", "") if is_posted else "")
    if len(draft) > 1 and not part:
        answered = answered_draft(site, archive, draft, page_number(params.get("from", "")), selection.values)
        form = _paste_form(archive, pasted, selection)
        return site.renderer.render(DraftPage(form, notices, answered, RECENT_YEARS))
    is_part = bool(part) and len(draft) > 1
    passage = text or (draft[0].text if draft else "")
    sought = _Sought(
        passage,
        notices,
        pasted=pasted,
        part=part if is_part else "",
        is_posted=is_posted,
        page=number if is_posted else page_number(params.get("page", "")),
    )
    return site.renderer.render(_passage_page(site, archive, params, selection, sought))


def selection_of(params: QueryParams, kept: Mapping[str, str]) -> Selection:
    """The facet values chosen, with what every address of the page repeats."""
    return replace(read_selection("/wording", params, FACETS), kept=dict(kept))


def _paste_form(archive: ArchiveSession, pasted: str, selection: Selection) -> PasteForm:
    body, committee = (next(iter(selection.values[facet]), "") for facet in ("body", "committee"))
    return PasteForm(
        pasted,
        MAX_PASTED_LENGTH,
        archive.search.values("body"),
        archive.search.values("committee"),
        body,
        committee,
    )


def _passage_page(
    site: Site, archive: ArchiveSession, params: QueryParams, selection: Selection, sought: _Sought
) -> WordingPage:
    number = sought.page
    cut = [sought.passage, *clauses(sought.passage)] if sought.passage else []
    asked = pasted_question(cut, selection.values)
    first = replace(asked, passages=asked.passages[:1], counted=_COUNTED, page=number, size=SIZE)
    rest = replace(asked, passages=asked.passages[1:], size=1)
    pause = site.readers.pause()
    whole = list(archive.search.wordings_of_each(first, places=_PLACES, pause=pause))
    others = list(archive.search.wordings_of_each(rest, places=1, pause=pause))
    used = uses(site, archive, cut, [*whole, *others])
    facets = whole[0].facets if whole and not sought.is_posted else {}
    return WordingPage(
        form=_paste_form(archive, sought.pasted, selection),
        is_posted=sought.is_posted,
        part=sought.part,
        draft_from=int(sought.part.partition(".")[0]) if sought.part else None,
        at=sought.at,
        notices=sought.notices,
        whole=used[0] if used else None,
        clauses=tuple(used[1:]),
        least=round(100 * MIN_SIMILARITY),
        recent=RECENT_YEARS,
        forms=forms(site, archive, cut, whole[0].wordings) if whole else (),
        removals=_removals(site, archive, sought, selection),
        chosen=() if sought.is_posted else selection.facets(),
        clear_url="" if sought.is_posted else Selection("/wording", {}, kept=selection.kept).url(),
        csv_url="" if sought.is_posted else selection.url("/wording.csv"),
        groups=counted_groups(facets, selection, params.get("all", ""), "units"),
        pager=pager(
            "/wording",
            {} if sought.is_posted else selection.params(),
            page=number,
            size=SIZE,
            total=whole[0].total if whole else 0,
        ),
    )


def _removals(site: Site, archive: ArchiveSession, sought: _Sought, selection: Selection) -> Removals | None:
    """Where series dropped a pasted phrase; None for a longer passage and for a paragraph of the archive."""
    if sought.at or not sought.passage or len(sought.passage) > _PHRASE_LENGTH or not fold(sought.passage):
        return None
    body = next(iter(selection.values["body"]), "")
    return phrase_removals(site, archive, sought.passage, body=body, size=_REMOVALS)
