"""The comparison of two documents on one page, to be read at a glance, printed and handed on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from math import ceil
from typing import ClassVar, Generic, TypeVar

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from app.db.models import Document
from app.db.queries.listing import Listed, listed
from app.domain.addresses import brief_url, compare_url, permalink
from app.domain.align import AlignmentKind
from app.domain.places import cite
from app.domain.redline import Change
from app.domain.roll_calls import Move
from app.web.compare.comparison import ComparedRow, comparison
from app.web.compare.excerpt import beginning, excerpt, length_of, width_of
from app.web.compare.sheet import fitting, shared
from app.web.compare.vote_changes import VoteChanges, votes_of
from app.web.http.context import ContextDep, RequestContext
from app.web.lookup.documents import find

router = APIRouter()

_ROOM = 46
"""Lines of an A4 sheet that are left below the heads (`.brief` in static/css/brief.css)."""
_TALLIES = 6
_HEADING, _MORE = 1.8, 1.1
_CHARACTERS = 54
"""Chinese characters of a line."""
_TITLE = 27
"""Characters of a line of a title: two stand side by side."""
_AROUND = 6
"""Characters of the common text on either side of changed words."""
_NAMES = 40
"""The most states that are named in one move."""
_VERB, _ADDRESS = 0.5, 0.75
"""Lines that a verb and the address of a paragraph take; verbs stand in three columns."""

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Shortened(Generic[_T]):
    """The beginning of a list, how many more it has, and how many of the shown ones are cut."""

    items: tuple[_T, ...]
    more: int
    cut: int = 0

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
    """A paragraph: its place or places, its text or its changed words, and an absolute address.

    That is its own for a paragraph of one text only, else that of the pair in the comparison. A paragraph that only
    moved has no text.
    """

    place: str
    text: tuple[Change, ...]
    link: str


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
    amended: Shortened[BriefParagraph]
    moved: Shortened[BriefParagraph]
    compare_link: str
    read_on: date


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
    annexes = first.annexes, second.annexes
    verbs = [
        _verb(row, annexes, base, second.address) for row in found.rows if row.verbs and _is_operative(row)
    ]
    whole = base + compare_url(first.address, second.address)
    rows = _operative_first(found.rows)
    alone = [
        [_alone(row, text, base) for row in rows if row.kind == kind]
        for kind, text in (("new", second), ("dropped", first))
    ]
    paired = [
        [_paired(row, annexes, whole) for row in rows if row.kind == kind] for kind in ("amended", "moved")
    ]
    longest_title = max(len(listed(text).name) for text in (first, second))
    room = _ROOM - longest_title // _TITLE - (_TALLIES if votes.rows else 0)
    fixed = [_height_of(move) for move in moves], [_VERB] * len(verbs)
    counts, lines = _shares(fixed, alone, paired, room)
    new, dropped, amended, moved = (
        _cut(items, shown) for items, shown in zip((*alone, *paired), lines, strict=True)
    )
    return BriefPage(
        first=_text(first, context),
        second=_text(second, context),
        summary=found.summary,
        votes=votes,
        moves=_shortened(moves, counts[0]),
        verbs=_shortened(verbs, counts[1]),
        new=new,
        dropped=dropped,
        amended=amended,
        moved=moved,
        compare_link=whole,
        read_on=context.today,
    )


def _shares(
    fixed: Sequence[Sequence[float]],
    alone: Sequence[Sequence[BriefParagraph]],
    paired: Sequence[Sequence[BriefParagraph]],
    room: float,
) -> tuple[tuple[int, ...], list[list[int]]]:
    """How many items of each list are shown, and the lines of each shown paragraph, by list.

    First as many as fit are shown with one line each; then they share the room that is left.
    """
    lists = (*alone, *paired)
    needs = [[_lines(one) for one in items] for items in lists]
    extra = [_ADDRESS] * len(alone) + [0.0] * len(paired)
    full = [[need + more for need in items] for items, more in zip(needs, extra, strict=True)]
    everything = tuple(map(len, (*fixed, *full)))
    if (counts := fitting((*fixed, *full), room, _HEADING, _MORE)) == everything:
        return counts, needs
    one_line = [[1 + more] * len(items) for items, more in zip(needs, extra, strict=True)]
    cut = [*(False for _ in fixed), *(max(items, default=1) > 1 for items in needs)]
    heights = (*fixed, *one_line)
    counts = fitting(heights, room - _MORE * sum(cut), _HEADING, _MORE)
    used = sum(
        sum(items[:count]) + _HEADING * bool(items) + _MORE * (is_cut or count < len(items))
        for items, count, is_cut in zip(heights, counts, cut, strict=True)
    )
    shown = [items[:count] for items, count in zip(needs, counts[len(fixed) :], strict=True)]
    flat = [need for items in shown for need in items]
    lines = iter(shared(flat, room - used + len(flat)))
    return counts, [list(islice(lines, len(items))) for items in shown]


def _text(document: Document, context: RequestContext) -> BriefText:
    organ = context.site.names.require_organ(document.body).name
    return BriefText(listed(document), organ, permalink(context.base_url, document.address))


def _shortened(items: Sequence[_T], count: int) -> Shortened[_T]:
    return Shortened(tuple(items[:count]), len(items) - count)


def _lines(one: BriefParagraph) -> int:
    return ceil((_head(one) + length_of(one.text)) / _CHARACTERS)


def _head(one: BriefParagraph) -> float:
    return width_of(one.place) + 1


def _cut(items: Sequence[BriefParagraph], lines: Sequence[int]) -> Shortened[BriefParagraph]:
    """The first items, each cut to its lines."""
    cut = [
        replace(one, text=beginning(one.text, room * _CHARACTERS - _head(one)))
        for one, room in zip(items, lines, strict=False)
    ]
    shortened = sum(one.text != whole.text for one, whole in zip(cut, items, strict=False))
    return Shortened(tuple(cut), len(items) - len(cut), shortened)


def _move(move: Move) -> BriefMove:
    names = tuple(voter.name for voter in move.voters)
    return BriefMove(move, names[:_NAMES], len(names[_NAMES:]))


def _height_of(one: BriefMove) -> float:
    return ceil((14 + sum(len(name) + 1 for name in one.names)) / _CHARACTERS)


def _is_operative(row: ComparedRow) -> bool:
    return any(unit.kind == "operative" for unit in (row.pair.first, row.pair.second) if unit)


def _operative_first(rows: Sequence[ComparedRow]) -> list[ComparedRow]:
    return sorted(rows, key=lambda row: not _is_operative(row))


def _verb(row: ComparedRow, annexes: tuple[int, int], base: str, address: str) -> BriefVerb:
    before, after = row.verbs or ("", "")
    return BriefVerb(_places(row, annexes), before, after, permalink(base, address, row.second or ""))


def _places(row: ComparedRow, annexes: tuple[int, int]) -> str:
    both = zip((row.first, row.second), annexes, strict=True)
    return " → ".join(dict.fromkeys(cite(place, count) for place, count in both if place))


def _alone(row: ComparedRow, document: Document, base: str) -> BriefParagraph:
    anchor = row.second or row.first or ""
    text = "".join(change.text for change in row.changes).replace("\n", " ")
    return BriefParagraph(
        cite(anchor, document.annexes),
        (Change("equal", text),),
        permalink(base, document.address, anchor),
    )


def _paired(row: ComparedRow, annexes: tuple[int, int], whole: str) -> BriefParagraph:
    return BriefParagraph(_places(row, annexes), excerpt(row.changes, _AROUND), f"{whole}#{row.key}")
