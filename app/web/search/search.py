"""Search: the units that hold a phrase, grouped by document, with what they can be narrowed down by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple, get_args
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.db.queries import listing
from app.db.queries.english_beside import english_beside, has_english
from app.db.queries.listing import Listed
from app.db.queries.replacements import OtherWording, other_wordings
from app.domain.excerpt import excerpt
from app.domain.query import SearchQuery, Sort
from app.domain.query.in_english import mark_in_english
from app.domain.query.terms import All, Phrase
from app.domain.states import StateNames
from app.domain.text import Piece, mark, mark_found
from app.search.engine import DocumentHits, NamedStates
from app.web.html.facet_groups import (
    BESIDE,
    OF_SEARCHES,
    FilterGroup,
    SeriesLinks,
    counted_groups,
    series_links,
)
from app.web.html.pager import Pager, page_number, pager
from app.web.html.selection import SelectedFacet, Selection
from app.web.http.context import ArchiveSession, Site, open_archive, site_of
from app.web.http.page_route import PageRoute
from app.web.lookup.named import named_by_query
from app.web.lookup.named_document import Named
from app.web.search.nothing_found import reasons
from app.web.search.request import (
    OrderLink,
    asked,
    order_links,
    passage_url,
    read_request,
    search_query,
    series_listed,
    sort_named,
    votes_counted,
)

SIZE = 10
SHOWN = 3
"""How many hits of a document stand open; others unfold."""
UNFOLDED = 8
"""How many hits of a document are on the page; the others are marked in the document."""
_MOST_NAMES = 3
"""How many phrases are told apart by the states that the hits name."""
_MOST_HITS = 3000
"""How many units one answer shows; where there are more, `Result.total` says so."""


class Hit(NamedTuple):
    """A unit that was found, and the English units beside it where they are sought, cut into pieces that match and pieces
    that do not."""

    anchor: str
    pieces: tuple[Piece, ...]
    english: tuple[tuple[Piece, ...], ...] = ()


class Result(NamedTuple):
    """A document and units of it that were found; `total` units of it were.

    `title` is its name, cut into pieces that match what is sought in titles, and pieces that do not.
    """

    document: Listed
    title: tuple[Piece, ...]
    hits: tuple[Hit, ...]
    total: int


class ShownResult(NamedTuple):
    """A document with units that were found: the first ones, others that unfold, and how many there are more."""

    document: Listed
    title: tuple[Piece, ...]
    hits: tuple[Hit, ...]
    folded: tuple[Hit, ...]
    more: int


@dataclass(frozen=True, slots=True)
class NameChoice:
    """A state, the number of hits that name it, and the address of those hits; no state: those of none of them."""

    state: str | None
    hits: int
    url: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class LongerNames:
    """A phrase that is the name of a state and stands in other words too, and what its hits are of."""

    phrase: str
    choices: tuple[NameChoice, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Results, or how to search where nothing was typed. `named` are documents that the query names."""

    template: ClassVar[str] = "search/search.html"

    query: str
    notices: tuple[str, ...]
    named: tuple[Named, ...]
    by_title: bool
    also: tuple[OtherWording, ...]
    longer_names: tuple[LongerNames, ...]
    total_units: int
    total_documents: int
    listed: int
    series: SeriesLinks
    results: tuple[ShownResult, ...]
    chosen: tuple[SelectedFacet, ...]
    clear_url: str
    groups: tuple[FilterGroup, ...]
    sort: Sort
    orders: tuple[OrderLink, ...]
    kwic_url: str
    parallel_url: str | None
    terms_url: str | None
    passage_url: str | None
    timeline_url: str
    atom_url: str
    csv_url: str
    pager: Pager


def search(request: Request) -> Response:
    """The units that hold what was typed; whatever is typed gets an answer."""
    site = site_of(request)
    with open_archive(site) as archive:
        return _answer(site, archive, request.query_params)


route = PageRoute("/search", search)


def _answer(site: Site, archive: ArchiveSession, params: QueryParams) -> Response:
    chosen = read_request("/search", params)
    typed = params.get("q", "")
    meant = named_by_query(archive, site.names, typed)
    if meant.leads_to:
        return RedirectResponse(meant.leads_to, 302)
    number = page_number(params.get("page", "1"))
    sort = sort_named(chosen.kept["sort"])
    sought = search_query(site, archive, typed, chosen.values, sort=sort)
    whole = params.get("all", "")
    question = replace(
        asked(sought, OF_SEARCHES, number, SIZE),
        counts="documents",
        most=None if whole else BESIDE,
        series=series_listed(archive, chosen),
    )
    found = votes_counted(archive.search.answer(question), sought)
    listed = found.total_documents - found.left_out
    shown = results(archive, found.query, found.documents, UNFOLDED)
    unsorted = chosen.keeping(sort="")
    in_both = has_english(archive.session)
    why = () if found.total_units or meant.documents else reasons(typed, has_english=in_both)
    return HTMLResponse(
        site.renderer.html(
            SearchPage(
                query=chosen.kept["q"],
                notices=(*why, *found.query.notices),
                named=meant.documents,
                also=_also(site, archive, sought),
                by_title=meant.by_title,
                longer_names=tuple(_longer_names(archive, site.names.state_names, found.query, chosen)),
                total_units=found.total_units,
                total_documents=found.total_documents,
                listed=listed,
                series=series_links(chosen),
                results=tuple(map(_shown, shown)),
                chosen=chosen.facets(),
                clear_url=Selection("/search", {}, kept=chosen.kept).url(),
                groups=counted_groups(found.facets, chosen, whole, "documents", found.values),
                sort=sort,
                orders=order_links(chosen, get_args(Sort)),
                kwic_url=unsorted.url("/search/kwic"),
                parallel_url=unsorted.url("/search/parallel") if in_both else None,
                terms_url=_terms_url(found.query),
                passage_url=passage_url(typed, has_english=in_both),
                timeline_url=unsorted.url("/search/timeline"),
                atom_url=unsorted.url("/search.atom"),
                csv_url=chosen.url("/search.csv"),
                pager=pager("/search", chosen.params(), page=number, size=SIZE, total=listed),
            )
        )
    )


def _terms_url(query: SearchQuery) -> str | None:
    """Where what is sought in English is told in Chinese, if it is one phrase."""
    phrases = {one.phrase for one in query.english}
    return f"/terms?{urlencode({'q': phrases.pop()})}" if len(phrases) == 1 else None


def _also(site: Site, archive: ArchiveSession, query: SearchQuery) -> tuple[OtherWording, ...]:
    phrases = (phrase.text for phrase in query.phrases)
    return tuple(other_wordings(archive.session, phrases, site.segmenter))


def results(
    archive: ArchiveSession,
    query: SearchQuery,
    found: Sequence[DocumentHits],
    most: int | None = None,
    *,
    in_both: bool = False,
) -> list[Result]:
    """Fetch what was found, in one statement, and mark the phrases; what is sought in English too, or `in_both`, with the
    English beside it, in another.

    At most so many units of a document, and fewer where all of them together would be too many for one answer.
    """
    if not found:
        return []
    if most is None and sum(len(hits.units) for hits in found) > _MOST_HITS:
        most = _MOST_HITS // len(found)
    keys = [unit for hits in found for unit in hits.units[:most]]
    listed, units = listing.found(archive.session, [hits.document for hits in found], keys)
    beside = english_beside(archive.session, keys) if in_both or query.english else {}
    english = {
        key: tuple(mark_in_english(one.text, query.english) for one in of) for key, of in beside.items()
    }
    sought = query.sought
    in_titles = (*sought, *query.sought_in_titles)
    # The same paragraph often stands in document after document.
    marked = {
        (text, is_title): mark_found(text, in_titles if is_title else sought)
        for text, is_title in {(unit.text, unit.anchor == "title") for unit in units.values()}
    }
    return [
        Result(
            listed[hits.document],
            mark(listed[hits.document].name, query.sought_in_titles),
            tuple(
                Hit(
                    units[key].anchor,
                    marked[units[key].text, units[key].anchor == "title"],
                    english.get(key, ()),
                )
                for key in hits.units[:most]
            ),
            len(hits.units),
        )
        for hits in found
    ]


def _longer_names(
    archive: ArchiveSession, names: StateNames, query: SearchQuery, chosen: Selection
) -> Iterator[LongerNames]:
    """The phrases that all hits hold and that are the name of a state, where they are not always that name."""
    nodes = query.root.nodes if isinstance(query.root, All) else (query.root,)
    for phrase in [node for node in nodes if isinstance(node, Phrase)][:_MOST_NAMES]:
        if states := names.with_name_in(phrase.text):
            named = archive.search.named_states(query, states)
            if named.others or len(named.by_state) > 1:
                yield LongerNames(phrase.typed, tuple(_choices(named, chosen)))


def _choices(named: NamedStates, chosen: Selection) -> Iterator[NameChoice]:
    for state, hits in named.by_state.items():
        url = chosen.url_with("state", state)
        yield NameChoice(state, hits, url, state in chosen.values["state"])
    if named.others:
        left_out = " ".join(f"-国家:{state}" for state in named.by_state)
        rest = chosen.only("state").keeping(q=f"{chosen.kept['q']} {left_out}".rstrip())
        yield NameChoice(None, named.others, rest.url(), is_on=False)


def _shown(result: Result) -> ShownResult:
    hits = tuple(
        Hit(hit.anchor, tuple(excerpt(hit.pieces)), tuple(tuple(excerpt(one)) for one in hit.english))
        for hit in result.hits
    )
    return ShownResult(result.document, result.title, hits[:SHOWN], hits[SHOWN:], result.total - len(hits))
