"""Where series dropped a phrase, with the paragraphs that show it: a page, and part of the page of a wording."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from fastapi import APIRouter
from fastapi.responses import Response

from app.db.queries.listing import Listed
from app.db.queries.removals import PairedUnit, by_keys, paired_units, series_of_texts
from app.domain.query import MAX_QUERY_LENGTH, SearchQuery
from app.domain.query.terms import Phrase
from app.domain.redline import Change, changes
from app.domain.removals import Removal, removals
from app.domain.text import fold
from app.search.engine import Question
from app.web.html.pager import Pager, page_number, pager
from app.web.http.context import ArchiveDep, ArchiveSession, Site, SiteDep

router = APIRouter()

SIZE = 20
"""Removals per page."""
_ALL = 10_000_000
_PARAGRAPHS = {"part": frozenset({"pp", "op", "para"}), "annex": frozenset({""})}
"""What a phrase is dropped from: not from titles and footnotes, nor from an annex, which later texts do not repeat."""
_LITTLE_KEPT = 0.5
"""Less than this share of a text comes from the one before: then most of it is new, whatever it dropped."""


@dataclass(frozen=True, slots=True)
class ParagraphWithout:
    """A paragraph that held the phrase, and its place and redline in the text without it; None and the whole of it
    deleted if nothing of it is left."""

    anchor: str
    later_anchor: str | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class RemovedIn:
    """A series that dropped a phrase: the first text with it, the last one before, the text without it, and the first
    later text that has it again. `is_mostly_new` if the text without it keeps little of the one before."""

    first: Listed
    last: Listed
    without: Listed
    again: Listed | None
    kept: float
    is_mostly_new: bool
    paragraphs: tuple[ParagraphWithout, ...]


@dataclass(frozen=True, slots=True)
class Removals:
    """One page of removals, the latest first, and how many there are; `documents` hold the phrase, in `series` series."""

    total: int
    documents: int
    series: int
    removed: tuple[RemovedIn, ...]


@dataclass(frozen=True, slots=True)
class RemovedPage:
    """The series that dropped a phrase, or how to ask where none was given."""

    template: ClassVar[str] = "wording/removed.html"

    phrase: str
    max_length: int
    body: str
    bodies: tuple[str, ...]
    found: Removals | None
    pager: Pager


@router.get("/wording/removed")
def removed_from_series(
    site: SiteDep, archive: ArchiveDep, q: str = "", body: str = "", page: str = "1"
) -> Response:
    """The series that dropped a phrase, the latest removals first."""
    phrase, number = q[:MAX_QUERY_LENGTH], page_number(page)
    found = phrase_removals(site, archive, phrase, body=body, page=number) if fold(phrase) else None
    return site.renderer.render(
        RemovedPage(
            phrase=phrase,
            max_length=MAX_QUERY_LENGTH,
            body=body,
            bodies=archive.search.values("body"),
            found=found,
            pager=pager(
                "/wording/removed",
                {"q": phrase, "body": body},
                page=number,
                size=SIZE,
                total=found.total if found else 0,
            ),
        )
    )


def phrase_removals(
    site: Site, archive: ArchiveSession, phrase: str, *, body: str = "", page: int = 1, size: int = SIZE
) -> Removals:
    """Where series dropped a phrase, in the texts of one organ, or of all if none is named; nowhere if it is empty."""
    if not fold(phrase):
        return Removals(0, 0, 0, ())
    texts = series_of_texts(archive.session)
    everywhere, units = _holding(archive, phrase, {}), _holding(archive, phrase, _PARAGRAPHS)
    holding, in_paragraphs = (
        {texts.keys[address] for address in found if address in texts.keys} for found in (everywhere, units)
    )
    found = removals(holding, in_paragraphs, texts.continuations, texts.texts)
    named = by_keys(archive.session, (key for one in found for key in (one.last, one.without)))
    if body:
        found = [one for one in found if named[one.last].body == body]
    found.sort(
        key=lambda one: (str(named[one.without].adopted_on or ""), one.without, one.last), reverse=True
    )
    shown = found[(page - 1) * size : page * size]
    series = {texts.texts[key][0] for key in holding}
    return Removals(len(found), len(everywhere), len(series), tuple(_shown(site, archive, shown, units)))


def _holding(
    archive: ArchiveSession, phrase: str, chosen: Mapping[str, frozenset[str]]
) -> Mapping[str, tuple[int, ...]]:
    """The addresses of the documents that hold a phrase, each with the units that do."""
    query = SearchQuery(
        phrase, Phrase(fold(phrase), phrase), sort="oldest", chosen=MappingProxyType(dict(chosen))
    )
    found = archive.search.answer(Question(query, size=_ALL, counted=()))
    return {one.document: one.units for one in found.documents}


def _shown(
    site: Site, archive: ArchiveSession, found: list[Removal], units: Mapping[str, tuple[int, ...]]
) -> Iterator[RemovedIn]:
    """Removals with their documents and paragraphs. Takes two statements."""
    keys = {key for one in found for key in (one.first, one.last, one.without, one.again) if key is not None}
    named = by_keys(archive.session, keys)
    wanted = [unit for one in found for unit in units[named[one.last].address]]
    paired: dict[int, list[PairedUnit]] = {}
    for pair in paired_units(archive.session, wanted):
        paired.setdefault(pair.unit, []).append(pair)
    for one in found:
        own = units[named[one.last].address]
        yield RemovedIn(
            first=named[one.first],
            last=named[one.last],
            without=named[one.without],
            again=named[one.again] if one.again is not None else None,
            kept=one.kept,
            is_mostly_new=one.kept < _LITTLE_KEPT,
            paragraphs=tuple(_paragraph(site, paired[unit], one.without) for unit in own),
        )


def _paragraph(site: Site, pairs: list[PairedUnit], without: int) -> ParagraphWithout:
    """A paragraph beside what became of it in one text."""
    pair = next((pair for pair in pairs if pair.later == without), None)
    if pair is None or pair.later_text is None:
        return ParagraphWithout(pairs[0].anchor, None, (Change("delete", pairs[0].text),))
    return ParagraphWithout(
        pair.anchor, pair.later_anchor, changes(pair.text, pair.later_text, site.segmenter)
    )
