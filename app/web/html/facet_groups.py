"""Facets of document lists and searches: their values with counts, and the addresses that choose them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from sqlmodel import Session
from starlette.datastructures import QueryParams

from app.db.queries import facets
from app.db.queries.facets import FacetValue
from app.db.queries.listing import Choice
from app.search.engine import Counts
from app.search.like_wording import FacetCount
from app.web.html.selection import Selection, read_selection

FACETS = ("body", "session", "year", "kind", "outcome", "committee", "item", "goal", "subject")
"""In the order of addresses."""

_SHOWN = (*(facet for facet in FACETS if facet != "goal"), "goal")
"""In the order of pages: what a machine assigned stands last."""

NEWEST = "newest"
"""The value of `series` that lists the newest text of each series only."""

LISTS = {
    "sessions": "session",
    "years": "year",
    "committees": "committee",
    "items": "item",
    "subjects": "subject",
}
"""The facets that may have many values, by the name of the page that lists all of them."""

_PATHS = {facet: f"/browse/{name}" for name, facet in LISTS.items()}

_BY_ORDER = ("session", "year", "item", "goal")
"""The facets whose values have an order of their own; other facets are in order of count."""

BRIEF = 12
"""Maximum number of values shown beside a document list, for the facets in `LISTS`."""

OF_SEARCHES = (
    "body",
    "year",
    "organ_session",
    "committee",
    "part",
    "kind",
    "verb",
    "voted",
    "state",
    "subject",
)
"""The facets shown beside search results; `voted` where a search names a state."""
BESIDE = 8
"""Maximum number of values of a facet shown beside search results."""


class Filter(NamedTuple):
    """A facet value to filter by, counted among the documents that match the other chosen facets.

    `url` chooses it alone, or removes it if it is chosen; `add_url` chooses it in addition to the others.
    """

    value: str
    count: int  # type: ignore[assignment]  # a tuple has a method of that name
    numbers: tuple[str, ...]
    is_on: bool
    url: str
    add_url: str | None


@dataclass(frozen=True, slots=True)
class SeriesLinks:
    """Whether only the newest text of each series is listed, and the address of the list that does otherwise."""

    only_newest: bool
    other_url: str


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """Some of a facet's `total` values; `more_url` lists all of them if some are left out.

    `counted` is what the counts are counts of.
    """

    facet: str
    filters: tuple[Filter, ...]
    total: int
    more_url: str | None
    counted: Counts = "documents"


def browsing(params: QueryParams) -> Selection:
    """The selection in the address of a document list."""
    only_newest = NEWEST if params.get("series") == NEWEST else ""
    return replace(read_selection("/browse", params, FACETS), kept={"series": only_newest})


def choice(chosen: Selection) -> Choice:
    """The selection in the form that database queries take."""
    return replace(counted_choice(chosen), only_newest=chosen.kept.get("series") == NEWEST)


def series_links(chosen: Selection) -> SeriesLinks:
    """The way to the list that does otherwise with series."""
    only_newest = chosen.kept.get("series") == NEWEST
    other = () if only_newest else (NEWEST,)
    return SeriesLinks(only_newest, chosen.url_with("series", *other))


def counted_choice(chosen: Selection) -> Choice:
    """What is counted: all texts, also where only the newest of a series are listed."""
    values = chosen.values
    return Choice(
        bodies=values["body"],
        sessions=values["session"],
        years=chosen.years(),
        kinds=values["kind"],
        outcomes=values["outcome"],
        committees=values["committee"],
        items=values["item"],
        # Targets such as 16.9 are stored like goals but are not values of the facet; "-" matches nothing.
        goals=tuple(goal if goal.isdigit() else "-" for goal in values["goal"]),
        subjects=values["subject"],
    )


def values(session: Session, facet: str, chosen: Selection) -> list[FacetValue]:
    """All values of a facet among the documents that match the other chosen facets, in order."""
    found = facets.counts(session, facet, counted_choice(chosen.only(facet)))
    # The numbers of an agenda item are meaningful only within one session.
    if facet == "item" and len(chosen.values["session"]) != 1:
        found = [value._replace(numbers=()) for value in found]
    return in_order(facet, found)


def in_order(facet: str, found: Iterable[FacetValue]) -> list[FacetValue]:
    """Sort the values of a facet in the facet's own order."""
    return sorted(found, key=lambda value: _order(facet, value.value, value.numbers))


def filters(facet: str, shown: Iterable[FacetValue], chosen: Selection) -> tuple[Filter, ...]:
    """The filters for these values."""
    on = chosen.values[facet]
    if not on:
        url = chosen.urls_with(facet)
        return tuple(
            Filter(value, count, numbers, is_on=False, url=url(value), add_url=None)
            for value, count, numbers in shown
        )
    return tuple(
        Filter(
            value=value.value,
            count=value.count,
            numbers=value.numbers,
            is_on=value.value in on,
            url=(
                chosen.url_with(facet, *(one for one in on if one != value.value))
                if value.value in on
                else chosen.url_with(facet, value.value)
            ),
            add_url=chosen.url_with(facet, *on, value.value) if on and value.value not in on else None,
        )
        for value in shown
    )


def group(session: Session, facet: str, chosen: Selection) -> FilterGroup:
    """The values of a facet; for a facet in `LISTS`, the most frequent and the chosen ones."""
    found = values(session, facet, chosen)
    return group_of(facet, found, chosen, BRIEF if facet in _PATHS else len(found), _PATHS.get(facet, ""))


def group_of(
    facet: str, found: Sequence[FacetValue], chosen: Selection, brief: int, more: str
) -> FilterGroup:
    """The `brief` most frequent values of a facet, chosen ones first; `more` is the path of the page of all."""
    on = chosen.values[facet]
    most = sorted(found, key=lambda value: (value.value not in on, -value.count))
    shown = most[: max(brief, len(on))]
    if facet in _BY_ORDER:
        shown = in_order(facet, shown)
    more_url = chosen.url(more) if len(found) > len(shown) else None
    return FilterGroup(facet, filters(facet, shown, chosen), len(found), more_url)


def groups(session: Session, chosen: Selection) -> tuple[FilterGroup, ...]:
    """The facets that apply to a selection.

    Sessions belong to an organ and agenda items to a session, so they are offered once those are chosen.
    """
    values = chosen.values
    hidden = set()
    if not (values["body"] or values["session"]):
        hidden.add("session")
    if not (values["item"] or (values["body"] and values["session"])):
        hidden.add("item")
    found = (group(session, facet, chosen) for facet in _SHOWN if facet not in hidden)
    return tuple(shown for shown in found if shown.filters)


def unknown(session: Session, chosen: Selection, shown: Iterable[FilterGroup]) -> tuple[tuple[str, str], ...]:
    """The chosen values that no document of the archive has, as (facet, value)."""
    counted = {(group.facet, value.value) for group in shown for value in group.filters}
    missed = {
        facet: rest
        for facet, on in chosen.values.items()
        if (rest := [value for value in on if (facet, value) not in counted])
    }
    held = {(facet, found.value) for facet in missed for found in facets.counts(session, facet)}
    return tuple(
        (facet, value) for facet, rest in missed.items() for value in rest if (facet, value) not in held
    )


@lru_cache(maxsize=4096)
def _order(facet: str, value: str, numbers: tuple[str, ...]) -> tuple[float, float, bytes]:
    """The sort key of a value: sessions and years newest first, goals and agenda items by number, others by name."""
    name = value.encode("gb18030", "replace")
    if facet in ("session", "year"):
        special, _, number = value.rpartition("-")
        return len(special), -_number(number), name
    if facet == "goal":
        return 0, _number(value), name
    if numbers:
        return 0, _number(numbers[0]), numbers[0].encode() + b" " + name
    return 1, 0, name


def _number(text: str) -> float:
    found = re.match(r"\d+", text)
    return int(found[0]) if found else float("inf")


def counted_groups(
    counted: Mapping[str, Sequence[FacetCount]],
    chosen: Selection,
    whole: str,
    of: Counts,
    values: Mapping[str, int] | None = None,
) -> tuple[FilterGroup, ...]:
    """The facets of search results, counted in documents or units; the facet `whole` with all its values.

    `values` is how many values each facet has, where not all are among those counted.
    """
    sizes = values or {facet: len(found) for facet, found in counted.items()}
    return tuple(
        _counted(facet, counted[facet], sizes[facet], chosen, of, is_whole=facet == whole)
        for facet in OF_SEARCHES
        if counted.get(facet)
    )


def _counted(
    facet: str, counted: Sequence[FacetCount], size: int, chosen: Selection, of: Counts, *, is_whole: bool
) -> FilterGroup:
    on = chosen.values[facet]
    brief = size if is_whole else BESIDE
    shown = counted[:brief]
    if on:
        shown = [*shown, *(one for one in counted[brief:] if one.value in on)]
        shown.sort(key=lambda one: (one.value not in on, -one.count))
    found = [FacetValue(value, count) for value, count in shown]
    if facet in _BY_ORDER:
        found = in_order(facet, found)
    more_url = chosen.url_with("all", facet) if size > len(found) else None
    return FilterGroup(facet, filters(facet, found, chosen), size, more_url, of)
