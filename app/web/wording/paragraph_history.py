"""The history of a paragraph: its wordings in its series, and where else it stands."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.db.models import Document
from app.db.queries import series
from app.db.queries.coverage import held_since
from app.db.queries.series import ParagraphForm
from app.domain.redline import Change, changes, unclosed_form
from app.search.engine import SearchUnavailableError
from app.search.like_wording import SimilarUnits
from app.web.http.context import ArchiveSession, Site
from app.web.wording.occurrences import Occurrence, occurrences, pasted_question

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
    `others` is the total number of such places, `since` the year from which the organ of the first text is held.
    `untold` says, in Chinese, why nobody can tell now what is outside; empty otherwise.
    """

    stages: tuple[HistoryStage, ...]
    outside: tuple[tuple[Occurrence, float], ...]
    others: int
    since: int | None
    untold: str = ""


def paragraph_history(
    archive: ArchiveSession, site: Site, document: Document, anchor: str, text: str
) -> ParagraphHistory:
    """The wording history of a paragraph, whose current text is `text`."""
    forms = series.paragraph_forms(archive.session, document, anchor)
    kin = {*series.addresses(archive.session, document), document.address}
    question = replace(pasted_question([text]), without=frozenset(kin), size=_OUTSIDE)
    try:
        found, untold = archive.search.similar_units(question), ""
    except SearchUnavailableError as error:
        # Most of a page of a place needs no search.
        found, untold = SimilarUnits(0, ()), error.told
    listed = [place for place, _ in occurrences(archive.session, [one.place for one in found.units])]
    ratios = [one.ratio for one in found.units]
    since = held_since(archive.session, forms[0].document) if forms else None
    stages, outside = tuple(_stages(site, forms)), tuple(zip(listed, ratios, strict=True))
    return ParagraphHistory(stages, outside, found.total, since, untold)


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
