"""What an address of a search seeks, and the addresses that seek it in another order, or by its likeness."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request

from app.db.queries import series
from app.domain.adoption import Choice
from app.domain.english_passages import is_english
from app.domain.organs import Names
from app.domain.query import MAX_QUERY_LENGTH, SearchQuery, Sort, parse, part_named, read, to_text
from app.domain.query.committees import committees_named
from app.domain.query.terms import ALL_YEARS, FACETS, Either, Years
from app.domain.query.votes import VOTED, states_meant, voted_value
from app.search.engine import Answer, Question
from app.web.html.facet_groups import NEWEST
from app.web.html.selection import Selection, read_selection
from app.web.http.context import ArchiveSession, Site
from app.web.lookup.named import keys_of

_ANY = ("true", "yes", "any", "是")
_NONE = ("false", "no", "none", "否")


@dataclass(frozen=True, slots=True)
class OrderLink:
    """An order of what was found, and the address that has it so."""

    order: str
    url: str


def order_links(chosen: Selection, orders: Sequence[str]) -> tuple[OrderLink, ...]:
    """What is chosen in each of these orders; the first is the one that no address names."""
    named = ("", *orders[1:])
    return tuple(
        OrderLink(order, chosen.url_with("sort", sort)) for order, sort in zip(orders, named, strict=True)
    )


def read_request(path: str, params: QueryParams) -> Selection:
    """What an address of a search chooses; its query and its order are kept in every address."""
    chosen = read_selection(path, params, FACETS)
    sort = sort_named(params.get("sort", ""))
    kept = {
        "q": params.get("q", "")[:MAX_QUERY_LENGTH],
        "sort": "" if sort == "relevance" else sort,
        "series": NEWEST if params.get("series") == NEWEST else "",
    }
    parts = dict.fromkeys(part_named(value) or value for value in chosen.values["part"])
    return replace(chosen.only("part", *parts), kept=kept)


def series_listed(archive: ArchiveSession, chosen: Selection) -> Mapping[str, tuple[int, int]]:
    """The series of which only the newest text found is to be listed; none where all are."""
    return series.places(archive.session) if chosen.kept.get("series") == NEWEST else {}


def sort_named(value: str) -> Sort:
    """The order that an address names; by relevance where it names none."""
    return next((choice for choice in get_args(Sort) if choice == value), "relevance")


def phrases_compared(params: QueryParams) -> tuple[str, tuple[str, ...]]:
    """What was typed to be compared, in several `q` or between bars in one, and its phrases."""
    typed = " | ".join(dict.fromkeys(value for value in params.getlist("q") if value.strip()))
    typed = typed[:MAX_QUERY_LENGTH]
    root = read(typed).root
    if isinstance(root, Either):
        return typed, tuple(map(to_text, root.nodes))
    return typed, (typed,) if typed else ()


def search_query(
    site: Site,
    archive: ArchiveSession,
    typed: str,
    chosen: Mapping[str, Sequence[str]],
    *,
    sort: Sort = "relevance",
    years: Years = ALL_YEARS,
) -> SearchQuery:
    """What was typed, understood with the names of this archive, and what is chosen beside it."""
    query = parse(typed, site.names, keys_of(archive.session, site.names.instruments), sort=sort)
    kept = {facet: frozenset(values) for facet, values in chosen.items() if values}
    if "state" in kept:
        kept["state"] = frozenset(_state(value, site.names) for value in kept["state"])
    if "committee" in kept:
        kept["committee"] = frozenset().union(*map(committees_named, kept["committee"]))
    if "annex" in kept:
        kept["annex"] = _annexes(kept["annex"], archive.search.values("annex"))
    return replace(query, chosen=kept, years=years)


def counted_votes(query: SearchQuery) -> Mapping[str, Collection[str]]:
    """The values of the facet `voted` that are counted: how the states voted that a query names, if it names any."""
    states = states_meant(query)
    return (
        {VOTED: {voted_value(state, choice) for state in states for choice in get_args(Choice)}}
        if states
        else {}
    )


def asked(query: SearchQuery, facets: Sequence[str], page: int, size: int) -> Question:
    """The question for a page of a search, with the counts of these facets; the votes of states that it names are counted
    whole, those of others not at all."""
    kept = counted_votes(query)
    counted = tuple(facet for facet in facets if facet != VOTED or kept)
    return Question(query, page, size, counted=counted, kept=kept, or_words=True)


def votes_counted(found: Answer, query: SearchQuery) -> Answer:
    """An answer without the counted votes of states that the query does not name."""
    if VOTED not in found.facets:
        return found
    kept = counted_votes(query)[VOTED]
    votes = tuple(one for one in found.facets[VOTED] if one.value in kept)
    return replace(found, facets={**found.facets, VOTED: votes}, values={**found.values, VOTED: len(votes)})


def query_asked(request: Request, site: Site, archive: ArchiveSession) -> SearchQuery:
    """What the address of a request seeks, in its order."""
    params = request.query_params
    chosen = read_request(request.url.path, params)
    sort = sort_named(chosen.kept["sort"])
    return search_query(site, archive, params.get("q", ""), chosen.values, sort=sort)


def _state(value: str, names: Names) -> str:
    """The code of a state that an address names by code or name; what names none stays and matches nothing."""
    state = names.state_by_code(value.upper()) or names.state(value)
    return state.code if state else value


def _annexes(values: frozenset[str], labels: Sequence[str]) -> frozenset[str]:
    """Numbers of annexes; any, or none, of them where that is asked for."""
    wanted = set(values)
    if not wanted.isdisjoint(_ANY):
        wanted.update(labels)
    if not wanted.isdisjoint(_NONE):
        wanted.add("")
    return frozenset(wanted)


def passage_url(typed: str, *, has_english: bool) -> str | None:
    """Where a whole paragraph is looked for by its likeness, if that is what was typed."""
    if len(typed) > _LONGEST_PASSAGE or not _PASSAGE.search(typed):
        return None
    if is_english(typed) and not has_english:
        return None
    return f"/wording?{urlencode({'q': typed.strip()})}"


_PASSAGE = re.compile(r"(?:[A-Za-z][A-Za-z'’-]*[,;]? ){11}|[\u4e00-\u9fff、，“”]{30}")
"""Twelve English words, or thirty signs of Chinese."""
_LONGEST_PASSAGE = 2000
"""In characters; what is longer is pasted on the page of wordings."""
