"""Occurrences of a wording: of a pasted text, identical or similar; of a paragraph, in its series and elsewhere."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.db.models import Document
from app.db.queries import listing, series
from app.db.queries.listing import Listed
from app.db.queries.series import ParagraphForm
from app.domain.redline import Change, changes, unclosed_form
from app.domain.text import fold
from app.search.engine import UnitPlace, WordingQuestion
from app.web.http.context import ArchiveSession, Site


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place where a wording occurs."""

    document: Listed
    anchor: str


def pasted_question(
    passages: Sequence[str], chosen: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> WordingQuestion:
    """The question for these passages, as printed, in the units that match the chosen facet values."""
    kept = {facet: frozenset(values) for facet, values in chosen.items() if values}
    return WordingQuestion(tuple(map(fold, passages)), kept)


def occurrences(archive: ArchiveSession, places: Collection[UnitPlace]) -> list[tuple[Occurrence, str]]:
    """Places with their texts as printed. Takes two statements."""
    documents = listing.by_addresses(archive.session, list(dict.fromkeys(place.document for place in places)))
    rows = listing.units(archive.session, [place.unit for place in places])
    return [
        (Occurrence(documents[place.document], rows[place.unit].anchor), rows[place.unit].text)
        for place in places
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
    question = replace(pasted_question([text]), without=frozenset(kin), size=_OUTSIDE)
    found = archive.search.similar_units(question)
    listed = [place for place, _ in occurrences(archive, [one.place for one in found.units])]
    ratios = [one.ratio for one in found.units]
    return ParagraphHistory(tuple(_stages(site, forms)), tuple(zip(listed, ratios, strict=True)), found.total)


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
