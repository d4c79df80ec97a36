"""Where the Chinese and the English text of a document differ: a page, and a file of all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, StreamingResponse
from sqlmodel import Session
from starlette.datastructures import QueryParams

from app.db.queries import divergences
from app.db.queries.divergences import FACETS, PRINTED_ONCE, Differing, DifferingChoice
from app.db.queries.facets import FacetValue
from app.db.queries.witnesses import Witnesses, witnesses
from app.domain.editions.marking import marked_values
from app.domain.places import cite
from app.domain.text import Piece
from app.web.html.facet_groups import FilterGroup, group_of, in_order
from app.web.html.labels import DIFFERENCE, PRINTING
from app.web.html.pager import Pager, page_number, pager
from app.web.html.selection import SelectedFacet, Selection, read_selection
from app.web.http.context import ArchiveDep, BaseUrlDep, SiteDep
from app.web.http.listed_rows import in_pages
from app.web.http.table_files import Row, csv_response, opener

router = APIRouter()

SIZE = 25
PATH = "/divergences"
ROW = (
    "种类",
    "文号",
    "中文位置",
    "英文位置",
    "中文",
    "英文",
    "中文段落",
    "英文段落",
    "印本",
    "网址",
    "对照网址",
)
_NAMED = {"kind": "difference", "category": "printing"}
"""What facets are called whose names mean something else in other lists."""
_MOST_VALUES = 100


@dataclass(frozen=True, slots=True)
class ShownDifference:
    """A difference with both texts, in which its values are marked; one is empty where its text lacks the unit."""

    of: Differing
    chinese: tuple[Piece, ...]
    english: tuple[Piece, ...]
    witnesses: Witnesses | None


@dataclass(frozen=True, slots=True)
class DivergencesPage:
    """One page of differences; `whole` counts those of all choices, `compared` the documents with both texts."""

    template: ClassVar[str] = "browse/divergences.html"

    chosen: tuple[SelectedFacet, ...]
    is_cut: bool
    groups: tuple[FilterGroup, ...]
    differences: tuple[ShownDifference, ...]
    total: int
    whole: int
    compared: int
    clear_url: str
    csv_url: str
    pager: Pager


@router.get(PATH)
def list_divergences(request: Request, site: SiteDep, archive: ArchiveDep, page: str = "1") -> HTMLResponse:
    """List where the languages differ, by document and place."""
    chosen = read_selection(PATH, request.query_params, FACETS)
    return site.renderer.render(_page(archive.session, chosen, page_number(page)))


@router.get(f"{PATH}.csv")
def divergences_csv(request: Request, archive: ArchiveDep, base_url: BaseUrlDep) -> StreamingResponse:
    """All of the list, in its order."""
    choice = _choice(request.query_params)

    def read(session: Session, offset: int, limit: int) -> Sequence[Differing]:
        return divergences.differing(session, choice, offset=offset, limit=limit)

    return csv_response(ROW, _rows(in_pages(opener(archive), read), base_url), "两种语言不同")


def _choice(params: QueryParams) -> DifferingChoice:
    return DifferingChoice(*read_selection(PATH, params, FACETS).values.values())


def _page(session: Session, chosen: Selection, number: int) -> DivergencesPage:
    choice = DifferingChoice(*chosen.values.values())
    total = divergences.count(session, choice)
    found = divergences.differing(session, choice, offset=(number - 1) * SIZE, limit=SIZE)
    told = witnesses(session, found)
    return DivergencesPage(
        tuple(replace(one, facet=_NAMED.get(one.facet, one.facet)) for one in chosen.facets()),
        chosen.is_cut,
        _groups(session, chosen, choice),
        tuple(_shown(one, told.get(one.id)) for one in found),
        total,
        divergences.count(session),
        divergences.count_compared(session),
        PATH,
        chosen.url(f"{PATH}.csv"),
        pager(PATH, chosen.params(), page=number, size=SIZE, total=total),
    )


def _groups(session: Session, chosen: Selection, choice: DifferingChoice) -> tuple[FilterGroup, ...]:
    """The facets; sessions belong to an organ, so they are offered once one is chosen."""
    hidden = () if chosen.values["body"] or chosen.values["session"] else ("session",)
    counted = divergences.facet_counts(session, choice)
    shown = (_group(facet, counted[facet], chosen) for facet in FACETS if facet not in hidden)
    return tuple(group for group in shown if group.filters)


def _group(facet: str, counted: dict[str, int], chosen: Selection) -> FilterGroup:
    values = [FacetValue(value, count) for value, count in counted.items()]
    group = group_of(facet, in_order(facet, values), chosen, _MOST_VALUES, PATH)
    return replace(group, facet=_NAMED.get(facet, facet), counted="units", more_url=None)


def _shown(one: Differing, told: Witnesses | None) -> ShownDifference:
    return ShownDifference(
        one,
        marked_values(one.chinese_text or "", [one.chinese]),
        marked_values(one.english_text or "", [one.english]),
        told,
    )


def _rows(found: Iterator[Differing], base_url: str) -> Iterator[Row]:
    for one in found:
        yield (
            DIFFERENCE[one.kind],
            one.symbol or one.address,
            cite(one.anchor, one.annexes) if one.anchor else "",
            one.english_anchor or "",
            *(one.chinese, one.english, one.chinese_text or "", one.english_text or ""),
            PRINTING[one.category or PRINTED_ONCE],
            base_url + one.url,
            base_url + one.bilingual_url,
        )
