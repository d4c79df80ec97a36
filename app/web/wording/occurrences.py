"""Where a wording stands: a pasted text in the same or like words; a paragraph through its series and outside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.db.models import Document
from app.db.queries import listing, series
from app.db.queries.listing import Listed
from app.db.queries.series import ParagraphForm
from app.domain.passages import passages
from app.domain.redline import Change, changes, unclosed_form
from app.domain.text import fold
from app.search.similar_wording import Wording, find_wording
from app.web.http.context import ArchiveSession, Site


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a wording stands."""

    document: Listed
    anchor: str


@dataclass(frozen=True, slots=True)
class PastedText:
    """A pasted text in its passages, and the units that have them or words like them."""

    passages: tuple[str, ...]
    found: Wording


def search_pasted(
    archive: ArchiveSession, pasted: str, chosen: Mapping[str, Sequence[str]], facets: Sequence[str] = ()
) -> PastedText:
    """Look for a pasted text, among what is chosen by facets; some facets are counted."""
    cut = passages(pasted)
    kept = {facet: frozenset(values) for facet, values in chosen.items() if values}
    return PastedText(cut, find_wording(archive.search, [fold(passage) for passage in cut], kept, facets))


def occurrences(
    archive: ArchiveSession, found: Wording, numbers: Sequence[int]
) -> list[tuple[Occurrence, str]]:
    """The places of these of the units that were found, with their texts as printed; in two statements."""
    columns = archive.search.columns
    units = found.units[list(numbers)]
    keys = columns.unit_ids[units].tolist()
    addresses = [columns.addresses[number] for number in columns.unit_document[units].tolist()]
    documents = listing.by_addresses(archive.session, list(dict.fromkeys(addresses)))
    rows = listing.units(archive.session, keys)
    return [
        (Occurrence(documents[address], rows[key].anchor), rows[key].text)
        for address, key in zip(addresses, keys, strict=True)
    ]


_OUTSIDE = 5
"""How many places outside of the series are listed."""


@dataclass(frozen=True, slots=True)
class HistoryStage:
    """A wording in the texts that have it, one after another; `changes` are those from the wording before it."""

    places: tuple[Occurrence, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ParagraphHistory:
    """The wordings of a paragraph, the first one first; and where else it stands in the same or like words.

    `outside` are some of the places in other texts than those of the series, the likest first, with their
    likeness (0 to 1); there are `others` in all.
    """

    stages: tuple[HistoryStage, ...]
    outside: tuple[tuple[Occurrence, float], ...]
    others: int


def paragraph_history(
    archive: ArchiveSession, site: Site, document: Document, anchor: str, text: str
) -> ParagraphHistory:
    """The genealogy of a paragraph of a document."""
    forms = series.paragraph_forms(archive.session, document, anchor)
    kin = {*series.addresses(archive.session, document), document.address}
    found = find_wording(archive.search, [fold(text)], {})
    columns = archive.search.columns
    owners = columns.unit_document[found.units].tolist()
    outside = [number for number, owner in enumerate(owners) if columns.addresses[owner] not in kin]
    shown = outside[:_OUTSIDE]
    listed = [place for place, _ in occurrences(archive, found, shown)] if shown else []
    ratios = found.ratios[shown].tolist()
    return ParagraphHistory(
        tuple(_stages(site, forms)), tuple(zip(listed, ratios, strict=True)), len(outside)
    )


def _stages(site: Site, forms: tuple[ParagraphForm, ...]) -> Iterator[HistoryStage]:
    """Forms in the same words together."""
    before: ParagraphForm | None = None
    together: list[ParagraphForm] = []
    for form in forms:
        if together and unclosed_form(form.text) != unclosed_form(together[-1].text):
            yield _stage(site, before, together)
            before, together = together[-1], []
        together.append(form)
    if together:
        yield _stage(site, before, together)


def _stage(site: Site, before: ParagraphForm | None, forms: list[ParagraphForm]) -> HistoryStage:
    old = before.text if before else forms[0].text
    return HistoryStage(
        tuple(Occurrence(form.document, form.anchor) for form in forms),
        changes(old, forms[0].text, site.segmenter),
    )
