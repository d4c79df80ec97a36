"""Occurrences of a wording, identical or similar, with its first and last use and whether it is still in use."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from sqlmodel import Session

from app.db.queries import listing, series
from app.db.queries.coverage import held_since
from app.db.queries.listing import Listed
from app.db.queries.replacements import Replaced, replaced_in
from app.db.queries.series import LaterForm
from app.domain.places import split_address
from app.domain.redline import Change, changes
from app.domain.text import fold
from app.search.engine import MIN_SIMILARITY
from app.search.like_wording import UnitPlace, Wording, WordingQuestion, Wordings
from app.web.http.context import ArchiveSession, Site
from app.web.lookup.documents import find


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


def occurrences(session: Session, places: Collection[UnitPlace]) -> list[tuple[Occurrence, str]]:
    """Places with their texts as printed. Takes two statements."""
    documents = listing.by_addresses(session, list(dict.fromkeys(place.document for place in places)))
    rows = listing.units(session, [place.unit for place in places])
    return [
        (Occurrence(documents[place.document], rows[place.unit].anchor), rows[place.unit].text)
        for place in places
    ]


def paragraph_at(archive: ArchiveSession, at: str) -> tuple[Occurrence | None, str]:
    """The place of an address and its text; None and an empty text if there is no such place."""
    name, anchor = split_address(at.strip("/ "))
    document = find(archive.session, name).document
    text = listing.text_at(archive.session, document, anchor) if document else None
    return (Occurrence(listing.listed(document), anchor), text) if document and text else (None, "")


_TITLE = re.compile("《[^》]*》")
RECENT_YEARS = 3
"""A wording that stands in a text of so many last years of the archive is in use."""

State = Literal["in_use", "last_seen", "alike", "not_found"]
"""`in_use` and `last_seen`: verbatim, lately or not; `alike`: only in like words."""


@dataclass(frozen=True, slots=True)
class Form:
    """A wording: its similarity to the pasted passage (0 to 1), the diff from the passage, and where it occurs.

    `places` are the oldest of its `total` places. `holds` is true if it contains the passage verbatim. If the
    passage matches only a part of it, `before` and `behind` are the text around that part.
    """

    passage: str
    text: str
    ratio: float
    holds: bool
    before: str
    changes: tuple[Change, ...]
    behind: str
    places: tuple[Occurrence, ...]
    total: int


@dataclass(frozen=True, slots=True)
class NextText:
    """The text that continues the one with the last verbatim use, without the wording.

    `anchor` is where its paragraph stands now, and `changes` what became of it; None and empty if it was dropped.
    """

    document: Listed
    anchor: str | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Uses:
    """How a wording is used: numbers of places, and its first and last use; `nearest` is its most similar form.

    `ends` are of all like words, `holding_ends` of what contains it verbatim; empty if there is no dated one.
    `since` is the year from which the organ of the first use is held.
    """

    text: str
    total: int
    wordings: int
    holding: int
    same: int
    ends: tuple[Occurrence, ...]
    holding_ends: tuple[Occurrence, ...]
    since: int | None
    state: State
    then: NextText | None
    replaced: tuple[Replaced, ...]
    nearest: Form | None


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the archive says of the places found: their documents and texts, and what became of the last ones."""

    session: Session
    places: Mapping[UnitPlace, tuple[Occurrence, str]]
    later: Mapping[int, LaterForm]
    newest: int

    @classmethod
    def of(cls, archive: ArchiveSession, found: Sequence[Wordings]) -> "_Facts":
        """Takes a constant number of statements."""
        keys = list(dict.fromkeys(place for one in found for place in _shown(one)))
        last = [one.holding_ends[-1].unit for one in found if one.holding_ends]
        dated = [one.adopted_on.year for one in listing.newest(archive.session, 1) if one.adopted_on]
        return cls(
            archive.session,
            dict(zip(keys, occurrences(archive.session, keys), strict=True)),
            series.later_forms(archive.session, last),
            max(dated, default=0),
        )


def _shown(found: Wordings) -> tuple[UnitPlace, ...]:
    nearest = (place for one in found.wordings[:1] for place in one.places[:1])
    return (*found.ends, *found.holding_ends, *nearest)


def uses(
    site: Site, archive: ArchiveSession, passages: Sequence[str], found: Sequence[Wordings]
) -> list[Uses]:
    """The use of each passage, as printed, from what was found of it by itself."""
    facts = _Facts.of(archive, found)
    # A title goes on being cited as it was given.
    own_words = [fold(_TITLE.sub("", passage)) for passage in passages]
    replaced = replaced_in(archive.session, own_words, site.segmenter)
    return [
        _uses(site, facts, passage, one, others)
        for passage, one, others in zip(passages, found, replaced, strict=True)
    ]


def _uses(site: Site, facts: _Facts, passage: str, found: Wordings, replaced: tuple[Replaced, ...]) -> Uses:
    ends, holding_ends = (
        tuple(facts.places[place][0] for place in places) for places in (found.ends, found.holding_ends)
    )
    then = _next_text(site, facts, passage, found)
    return Uses(
        text=passage,
        total=found.total_units,
        wordings=found.total,
        holding=found.holding,
        same=found.same,
        ends=ends,
        holding_ends=holding_ends,
        since=next((held_since(facts.session, one.document) for one in holding_ends or ends), None),
        state=_state(facts, found, then),
        then=then,
        replaced=replaced if found.total else (),
        nearest=_nearest(site, facts, passage, found),
    )


def _state(facts: _Facts, found: Wordings, then: NextText | None) -> State:
    if not found.holding:
        return "alike" if found.total else "not_found"
    dated = [facts.places[place][0].document.adopted_on for place in found.holding_ends]
    last = dated[-1].year if dated and dated[-1] else 0
    return "in_use" if then is None and last > facts.newest - RECENT_YEARS else "last_seen"


def _next_text(site: Site, facts: _Facts, passage: str, found: Wordings) -> NextText | None:
    last = found.holding_ends[-1] if found.holding_ends else None
    later = facts.later.get(last.unit) if last else None
    if last is None or later is None or fold(passage) in fold(later.text or ""):
        return None
    text = facts.places[last][1]
    return NextText(
        later.document,
        later.anchor,
        changes(text, later.text, site.segmenter) if later.text is not None else (),
    )


def _nearest(site: Site, facts: _Facts, passage: str, found: Wordings) -> Form | None:
    for one in found.wordings[:1]:
        place, text = facts.places[one.places[0]]
        return _form(site, passage, one, text, (place,))
    return None


def forms(
    site: Site, archive: ArchiveSession, passages: Sequence[str], found: Sequence[Wording]
) -> tuple[Form, ...]:
    """Wordings as they are shown. Takes two statements."""
    keys = [place for one in found for place in one.places]
    shown = dict(zip(keys, occurrences(archive.session, keys), strict=True))
    return tuple(
        _form(
            site,
            passages[one.passage],
            one,
            shown[one.places[0]][1],
            tuple(shown[place][0] for place in one.places),
        )
        for one in found
    )


def _form(site: Site, passage: str, found: Wording, text: str, places: tuple[Occurrence, ...]) -> Form:
    differing = changes(passage, text, site.segmenter)
    before, within, behind = _part(differing) if found.ratio < MIN_SIMILARITY else ("", differing, "")
    holds = fold(passage) in fold(text)
    return Form(passage, text, found.ratio, holds, before, within, behind, places, found.total)


def _part(found: tuple[Change, ...]) -> tuple[str, tuple[Change, ...], str]:
    """Split the diff of a passage and a longer text: text before the passage, diff of its part, text after it."""
    start = 1 if found[0].op == "insert" else 0
    stop = len(found)
    while stop > start + 1 and found[stop - 1].op == "insert":
        stop -= 1
    return found[0].text * start, found[start:stop], "".join(change.text for change in found[stop:])
