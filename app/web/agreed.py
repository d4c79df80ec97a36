"""Agreed language for the page and for programs: passages in the same or like words, ready to be shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.db.queries import listing
from app.db.queries.listing import Listed
from app.domain.passages import passages
from app.domain.text import fold
from app.search.wording import Wording, find_wording
from app.web.deps import Shelf


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


def sought(
    shelf: Shelf, pasted: str, chosen: Mapping[str, Sequence[str]], facets: Sequence[str] = ()
) -> Sought:
    """Look for a pasted text, among what is chosen by facets; some facets are counted."""
    cut = passages(pasted)
    kept = {facet: frozenset(values) for facet, values in chosen.items() if values}
    return Sought(cut, find_wording(shelf.search, [fold(passage) for passage in cut], kept, facets))


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
