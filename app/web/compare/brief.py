"""The comparison of two documents on one page, to be read at a glance, printed and handed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import ClassVar, Generic, TypeVar

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from app.db.models import Document
from app.db.queries.listing import Listed, listed
from app.domain.addresses import brief_url, compare_url, permalink
from app.domain.align import AlignmentKind
from app.domain.places import cite
from app.domain.roll_calls import Move
from app.web.compare.comparison import ComparedRow, comparison
from app.web.compare.sheet import fitting
from app.web.compare.vote_changes import VoteChanges, votes_of
from app.web.http.context import ContextDep, RequestContext
from app.web.lookup.documents import find

router = APIRouter()

_ROOM = 40
"""Lines of an A4 sheet that are left below heads and tallies (`.brief` in static/css/compare.css)."""
_HEADING, _MORE = 1.8, 1.1
_CHARACTERS = 55
"""Characters of a line."""
_TITLE = 27
"""Characters of a line of a title: two stand side by side."""
_EXCERPT = 54
"""The most characters of a paragraph that are shown."""
_NAMES = 40
"""The most states that are named in one move."""
_VERB, _PARAGRAPH = 0.5, 1.7
"""Lines that a verb and a paragraph take; verbs stand in three columns."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Shortened(Generic[_T]):
    """The beginning of a list, and how many more it has."""

    items: tuple[_T, ...]
    more: int

    @property
    def total(self) -> int:
        """The number of items of the whole list."""
        return len(self.items) + self.more


@dataclass(frozen=True, slots=True)
class BriefText:
    """One of the texts, with its absolute address."""

    document: Listed
    organ: str
    permalink: str


@dataclass(frozen=True, slots=True)
class BriefMove:
    """A move with as many names as there is room for, and how many more there are."""

    move: Move
    names: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class BriefVerb:
    """A changed verb of an operative paragraph, with the absolute address of its later place."""

    place: str
    before: str
    after: str
    permalink: str


@dataclass(frozen=True, slots=True)
class BriefParagraph:
    """A paragraph of one text only: its place, its beginning, and its absolute address."""

    place: str
    beginning: str
    permalink: str


@dataclass(frozen=True, slots=True)
class BriefPage:
    """Two documents compared on one page; `compare_link` is the absolute address of the whole comparison."""

    template: ClassVar[str] = "compare/brief.html"

    first: BriefText
    second: BriefText
    summary: dict[AlignmentKind, int]
    votes: VoteChanges
    moves: Shortened[BriefMove]
    verbs: Shortened[BriefVerb]
    new: Shortened[BriefParagraph]
    dropped: Shortened[BriefParagraph]
    compare_link: str


@router.get("/compare/brief")
def brief(context: ContextDep, a: str = "", b: str = "") -> Response:
    """Compare two documents on one page.

    Other spellings of their addresses redirect (308); where one is not held, the form of comparisons says so (302).
    """
    first, second = (
        find(context.archive.session, name).document if name.strip() else None for name in (a, b)
    )
    if first is None or second is None:
        return RedirectResponse(compare_url(a, b) if a or b else "/compare", 302)
    if (first.address, second.address) != (a, b):
        return RedirectResponse(brief_url(first.address, second.address), 308)
    return context.site.renderer.render(_page(context, first, second))


def _page(context: RequestContext, first: Document, second: Document) -> BriefPage:
    found = comparison(context.archive.session, first, second, context.site.segmenter)
    votes = votes_of(found, listed(first), listed(second), context.site.names)
    base = context.base_url
    moves = [_move(move) for group in votes.groups for move in group.moves if group.kind != "kept"]
    verbs = [_verb(row, base, second.address) for row in found.rows if row.verbs and _is_operative(row)]
    new, dropped = (
        [_paragraph(row, base, text.address) for row in _operative_first(found.rows) if row.kind == kind]
        for kind, text in (("new", second), ("dropped", first))
    )
    heights = (
        [_height_of(move) for move in moves],
        *(
            [height] * len(items)
            for height, items in ((_VERB, verbs), (_PARAGRAPH, new), (_PARAGRAPH, dropped))
        ),
    )
    longest_title = max(len(listed(text).name) for text in (first, second))
    shown = fitting(heights, _ROOM - longest_title // _TITLE, _HEADING, _MORE)
    return BriefPage(
        first=_text(first, context),
        second=_text(second, context),
        summary=found.summary,
        votes=votes,
        moves=_shortened(moves, shown[0]),
        verbs=_shortened(verbs, shown[1]),
        new=_shortened(new, shown[2]),
        dropped=_shortened(dropped, shown[3]),
        compare_link=base + compare_url(first.address, second.address),
    )


def _text(document: Document, context: RequestContext) -> BriefText:
    organ = context.site.names.require_organ(document.body).name
    return BriefText(listed(document), organ, permalink(context.base_url, document.address))


def _shortened(items: Sequence[_T], count: int) -> Shortened[_T]:
    return Shortened(tuple(items[:count]), len(items) - count)


def _move(move: Move) -> BriefMove:
    names = tuple(voter.name for voter in move.voters)
    return BriefMove(move, names[:_NAMES], len(names[_NAMES:]))


def _height_of(one: BriefMove) -> float:
    return ceil((14 + sum(len(name) + 1 for name in one.names)) / _CHARACTERS)


def _is_operative(row: ComparedRow) -> bool:
    return any(unit.kind == "operative" for unit in (row.pair.first, row.pair.second) if unit)


def _operative_first(rows: Sequence[ComparedRow]) -> list[ComparedRow]:
    return sorted(rows, key=lambda row: not _is_operative(row))


def _verb(row: ComparedRow, base: str, address: str) -> BriefVerb:
    before, after = row.verbs or ("", "")
    places = " → ".join(dict.fromkeys(cite(place) for place in (row.first, row.second) if place))
    return BriefVerb(places, before, after, permalink(base, address, row.second or ""))


def _paragraph(row: ComparedRow, base: str, address: str) -> BriefParagraph:
    unit = row.pair.second or row.pair.first
    text, anchor = (unit.text, unit.anchor) if unit else ("", "")
    place = cite(anchor)
    room = _EXCERPT - len(place)
    beginning = text if len(text) <= room else f"{text[: room - 1].rstrip('，、；')}…"
    return BriefParagraph(place, beginning.replace("\n", " "), permalink(base, address, anchor))
