"""The facets of the list of documents: their values with counts, and the addresses that choose them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session
from starlette.datastructures import QueryParams

from app.db.queries import facets
from app.db.queries.facets import FacetValue
from app.db.queries.listing import Choice
from app.search.engine import FacetCount
from app.web.html.selection import Selection, read_selection

FACETS = ("body", "session", "year", "kind", "outcome", "committee", "item", "goal", "subject")

LISTS = {
    "sessions": "session",
    "years": "year",
    "committees": "committee",
    "items": "item",
    "subjects": "subject",
}
"""The facets that may have very many values, by the name of the page that lists all of them."""

_PATHS = {facet: f"/browse/{name}" for name, facet in LISTS.items()}

_BY_ORDER = ("session", "year", "item", "goal")
"""The facets whose values stand in their own order, the others by their counts."""

BRIEF = 12
"""How many values of such a facet stand beside the list of documents."""

_OF_SEARCHES = ("body", "year", "session", "part", "kind", "verb", "subject")
_BESIDE = 8
"""How many values of a facet stand beside what a search found."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A value to choose by: its count among what is chosen otherwise.

    `url` chooses it alone, or no longer where it is chosen; `add_url` chooses it beside the others.
    """

    value: str
    count: int
    numbers: tuple[str, ...]
    is_on: bool
    url: str
    add_url: str | None


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """Values of a facet; `total` of them there are, `more_url` lists all where not all are here."""

    facet: str
    filters: tuple[Filter, ...]
    total: int
    more_url: str | None


def browsing(params: QueryParams) -> Selection:
    """What an address of the list chooses."""
    return read_selection("/browse", params, FACETS)


def choice(chosen: Selection) -> Choice:
    """The same as the database is asked for it."""
    values = chosen.values
    return Choice(
        bodies=values["body"],
        sessions=values["session"],
        years=chosen.years(),
        kinds=values["kind"],
        outcomes=values["outcome"],
        committees=values["committee"],
        items=values["item"],
        # What is no number is no goal, but may be one of its targets: it chooses nothing that there is.
        goals=tuple(goal if goal.isdigit() else "-" for goal in values["goal"]),
        subjects=values["subject"],
    )


def values(session: Session, facet: str, chosen: Selection) -> list[FacetValue]:
    """All values that a facet has among what is chosen otherwise, in their order."""
    found = facets.counts(session, facet, choice(chosen.only(facet)))
    # What numbers an agenda item bears says something only within one session.
    if facet == "item" and len(chosen.values["session"]) != 1:
        found = [replace(value, numbers=()) for value in found]
    return in_order(facet, found)


def in_order(facet: str, found: Iterable[FacetValue]) -> list[FacetValue]:
    """The values of a facet in their order."""
    return sorted(found, key=lambda value: _order(facet, value))


def filters(facet: str, shown: Iterable[FacetValue], chosen: Selection) -> tuple[Filter, ...]:
    """Values with the addresses that choose them."""
    on = chosen.values[facet]
    return tuple(
        Filter(
            value=value.value,
            count=value.count,
            numbers=value.numbers,
            is_on=value.value in on,
            url=(
                chosen.without(facet, value.value) if value.value in on else chosen.only(facet, value.value)
            ).url(),
            add_url=chosen.only(facet, *on, value.value).url() if on and value.value not in on else None,
        )
        for value in shown
    )


def group(session: Session, facet: str, chosen: Selection) -> FilterGroup:
    """The values of a facet; of a long one those that most documents have, and what is chosen."""
    found = values(session, facet, chosen)
    return group_of(facet, found, chosen, BRIEF if facet in _PATHS else len(found), _PATHS.get(facet, ""))


def group_of(
    facet: str, found: Sequence[FacetValue], chosen: Selection, brief: int, more: str
) -> FilterGroup:
    """So many of a facet's values, those that most have and what is chosen; `more` is the page of all."""
    on = chosen.values[facet]
    most = sorted(found, key=lambda value: (value.value not in on, -value.count))
    shown = most[: max(brief, len(on))]
    if facet in _BY_ORDER:
        shown = in_order(facet, shown)
    more_url = chosen.url(more) if len(found) > len(shown) else None
    return FilterGroup(facet, filters(facet, shown, chosen), len(found), more_url)


def groups(session: Session, chosen: Selection) -> tuple[FilterGroup, ...]:
    """The facets that say something about what is chosen.

    Sessions belong to an organ, agenda items to a session, so they come when those are chosen.
    """
    values = chosen.values
    hidden = set()
    if not (values["body"] or values["session"]):
        hidden.add("session")
    if not (values["item"] or (values["body"] and values["session"])):
        hidden.add("item")
    found = (group(session, facet, chosen) for facet in FACETS if facet not in hidden)
    return tuple(shown for shown in found if shown.filters)


def unknown(session: Session, chosen: Selection, shown: Iterable[FilterGroup]) -> tuple[tuple[str, str], ...]:
    """The values that are chosen and that no document of the archive has, with their facets."""
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


def _order(facet: str, value: FacetValue) -> tuple[float, float, bytes]:
    """Sessions and years from the newest, goals and agenda items by number, others by name."""
    name = value.value.encode("gb18030", "replace")
    if facet in ("session", "year"):
        special, _, number = value.value.rpartition("-")
        return len(special), -_number(number), name
    if facet == "goal":
        return 0, _number(value.value), name
    if value.numbers:
        return 0, _number(value.numbers[0]), value.numbers[0].encode() + b" " + name
    return 1, 0, name


def _number(text: str) -> float:
    found = re.match(r"\d+", text)
    return int(found[0]) if found else float("inf")


def counted_groups(
    counted: Mapping[str, Sequence[FacetCount]], chosen: Selection, whole: str
) -> tuple[FilterGroup, ...]:
    """The facets of what a search found; all values of the one that is asked for whole."""
    groups = (
        _counted(facet, counted[facet], chosen, len(counted[facet]) if facet == whole else _BESIDE)
        for facet in _OF_SEARCHES
        if facet in counted
    )
    return tuple(group for group in groups if group.filters)


def _counted(facet: str, counted: Sequence[FacetCount], chosen: Selection, brief: int) -> FilterGroup:
    on = chosen.values[facet]
    shown = dict(counted[:brief]) | {value: count for value, count in counted if value in on}
    found = [FacetValue(value, count) for value, count in shown.items()]
    group = group_of(facet, found, chosen, len(found), "")
    more = chosen.keeping(all=facet).url() if len(counted) > len(found) else None
    return replace(group, total=len(counted), more_url=more)
