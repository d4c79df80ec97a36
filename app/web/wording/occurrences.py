"""Occurrences of a wording: of a pasted text, identical or similar; of a paragraph, in its series and elsewhere."""

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
    """A place where a wording occurs."""

    document: Listed
    anchor: str


@dataclass(frozen=True, slots=True)
class PastedText:
    """A pasted text cut into passages, and the units with an identical or similar wording."""

    passages: tuple[str, ...]
    found: Wording


def search_pasted(
    archive: ArchiveSession, pasted: str, chosen: Mapping[str, Sequence[str]], facets: Sequence[str] = ()
) -> PastedText:
    """Search for a pasted text in the units that match the chosen facet values; count the values of `facets`."""
    cut = passages(pasted)
    kept = {facet: frozenset(values) for facet, values in chosen.items() if values}
    return PastedText(cut, find_wording(archive.search, [fold(passage) for passage in cut], kept, facets))


def occurrences(
    archive: ArchiveSession, found: Wording, numbers: Sequence[int]
) -> list[tuple[Occurrence, str]]:
    """The places of some matches, given by index, with their texts as printed. Takes two statements."""
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
"""Maximum number of places listed outside the series."""


@dataclass(frozen=True, slots=True)
class HistoryStage:
    """A wording and the consecutive texts of the series that have it; `changes` is the diff from the wording before."""

    places: tuple[Occurrence, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ParagraphHistory:
    """The successive wordings of a paragraph, oldest first, and where else it occurs, identical or similar.

    `outside` lists places in documents outside the series, most similar first, with their similarity (0 to 1);
    `others` is the total number of such places.
    """

    stages: tuple[HistoryStage, ...]
    outside: tuple[tuple[Occurrence, float], ...]
    others: int


def paragraph_history(
    archive: ArchiveSession, site: Site, document: Document, anchor: str, text: str
) -> ParagraphHistory:
    """The wording history of a paragraph, whose current text is `text`."""
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
    """Group consecutive forms with the same wording, closing punctuation aside."""
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
