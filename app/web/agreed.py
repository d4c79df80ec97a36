"""Agreed language for the page and for programs: passages in the same or like words, ready to be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.db.queries import listing
from app.db.queries.listing import Listed
from app.domain.passages import passages
from app.domain.redline import Change, changes
from app.domain.text import fold
from app.search.wording import Wording, wording
from app.web.deps import Shelf, Site


@dataclass(frozen=True, slots=True)
class Place:
    """Where a wording stands."""

    document: Listed
    anchor: str


@dataclass(frozen=True, slots=True)
class Sought:
    """A pasted text in its passages, and the units that have them or words like them."""

    passages: tuple[str, ...]
    found: Wording


@dataclass(frozen=True, slots=True)
class Form:
    """A wording: how alike it is to the passage that was pasted (0 to 1), how it differs, where it stands.

    `places` are the first of them, the oldest first; `total` are all. Where it has the passage only as a part,
    in the same words where it `holds` it, `before` and `behind` are the rest of it.
    """

    passage: str
    ratio: float
    holds: bool
    before: str
    changes: tuple[Change, ...]
    behind: str
    places: tuple[Place, ...]
    total: int


def sought(
    shelf: Shelf, pasted: str, chosen: Mapping[str, Sequence[str]], facets: Sequence[str] = ()
) -> Sought:
    """Look for a pasted text, among what is chosen by facets; some facets are counted."""
    cut = passages(pasted)
    kept = {facet: frozenset(values) for facet, values in chosen.items() if values}
    return Sought(cut, wording(shelf.search, [fold(passage) for passage in cut], kept, facets))


def places(shelf: Shelf, found: Wording, numbers: Sequence[int]) -> list[tuple[Place, str]]:
    """The places of these of the units that were found, with their texts as printed; in two statements."""
    columns = shelf.search.columns
    units = found.units[list(numbers)]
    keys = columns.unit_ids[units].tolist()
    addresses = [columns.addresses[number] for number in columns.unit_document[units].tolist()]
    documents = listing.by_addresses(shelf.session, list(dict.fromkeys(addresses)))
    rows = listing.units(shelf.session, keys)
    return [
        (Place(documents[address], rows[key].anchor), rows[key].text)
        for address, key in zip(addresses, keys, strict=True)
    ]


def differing(site: Site, passage: str, text: str) -> tuple[Change, ...]:
    """How a text differs from a passage."""
    return changes(passage, text, site.words)


def part_of(found: tuple[Change, ...]) -> tuple[str, tuple[Change, ...], str]:
    """What stands before a passage in a longer text, how its part of the text differs, what stands behind it."""
    start = 1 if found[0].op == "insert" else 0
    stop = len(found)
    while stop > start + 1 and found[stop - 1].op == "insert":
        stop -= 1
    return found[0].text * start, found[start:stop], "".join(change.text for change in found[stop:])


def holds(passage: str, text: str) -> bool:
    """Whether a passage stands in a text whole."""
    return fold(passage) in fold(text)
