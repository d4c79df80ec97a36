"""The page of a series: texts on one matter from session to session, and the evidence that links each to the last."""

from dataclasses import dataclass, replace
from typing import ClassVar

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.db.models import Document
from app.db.queries import catalogue, changes, series
from app.db.queries.listing import Listed, listed
from app.db.queries.series import Member
from app.domain.addresses import document_url
from app.domain.organs import Names
from app.domain.places import SERIES, SERIES_FEED, SERIES_FILE, cite
from app.domain.series_votes import SeriesVotes
from app.web.compare.vote_changes import Ballot, VoteChanges, vote_changes
from app.web.documents.not_held import not_held
from app.web.documents.series_votes import ballots_of, voted
from app.web.html.labels import METHOD, SURENESS
from app.web.http.atom_feeds import SIZE, FeedOf, feed_response
from app.web.http.context import ContextDep, RequestContext
from app.web.http.listed_rows import DOCUMENT_ROW, document_row
from app.web.http.table_files import Row, csv_response
from app.web.lookup.address_route import SERIES_AS_FEED, SERIES_AS_FILE, SERIES_OF, AddressRoute
from app.web.lookup.documents import find
from app.writers.page_metadata import OF_LISTS, Described, described

router = APIRouter(route_class=AddressRoute)

SERIES_ROW = (
    *(*DOCUMENT_ROW, "通过方式", "赞成", "反对", "弃权", "提案国数"),
    *("延续", "延续之确定程度", "沿用文字比例", "通过的草案"),
)


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """The texts of a document's series and their distinct titles, both newest first.

    `votes` are the changes from the text that a document continues, by its key; `in_doubt` the keys of texts whose
    numbers of votes are doubted. `voted` is how states voted on all of them, None if no roll call of them is held;
    `by_key` are the texts by key.
    """

    template: ClassVar[str] = "documents/series.html"

    document: Listed
    titles: tuple[str, ...]
    members: tuple[Member, ...]
    votes: dict[int, VoteChanges]
    in_doubt: frozenset[int]
    voted: SeriesVotes | None
    by_key: dict[int, Listed]
    described: Described


@router.get(SERIES_OF)
def show_series(name: str, request: Request, context: ContextDep) -> Response:
    """Show the series that a document belongs to; the document alone if there is none."""
    found = find(context.archive.session, name)
    if found.document is None:
        return not_held(request, context, found, SERIES)
    moved = found.redirect(request, SERIES)
    return moved or context.site.renderer.render(_page(context, found.document))


@router.get(SERIES_AS_FILE)
def series_csv(name: str, request: Request, context: ContextDep) -> Response:
    """The texts of a series as a table, newest first, with what ties each to the one before."""
    found = find(context.archive.session, name)
    if found.document is None:
        return not_held(request, context, found, SERIES)
    if moved := found.redirect(request, SERIES_FILE):
        return moved
    members = reversed(series.members(context.archive.session, found.document))
    return csv_response(SERIES_ROW, (_row(context, member) for member in members))


@router.get(SERIES_AS_FEED)
def series_feed(name: str, request: Request, context: ContextDep) -> Response:
    """What came and changed of the texts of a series."""
    session = context.archive.session
    found = find(session, name)
    if found.document is None:
        return not_held(request, context, found, SERIES)
    if moved := found.redirect(request, SERIES_FEED):
        return moved
    address = found.document.address
    keys = series.keys(session, found.document)
    of = FeedOf(
        f"历届沿革：{listed(found.document).name}",
        document_url(address, SERIES_FEED),
        document_url(address, SERIES),
    )
    return feed_response(context, of, changes.last_changed_of(session, keys, limit=SIZE))


def _row(context: RequestContext, member: Member) -> Row:
    link = member.continues
    kept = "" if link is None or link.kept is None else f"{link.kept:.4f}"
    counts = (member.in_favour, member.against, member.abstaining)
    return (
        *document_row(context.site, context.base_url, member.document),
        METHOD[member.method],
        *("" if count is None else count for count in counts),
        member.sponsors,
        (link.earlier.symbol or link.earlier.address) if link else "",
        SURENESS[link.confidence] if link else "",
        kept,
        (member.adopts.earlier.symbol or member.adopts.earlier.address) if member.adopts else "",
    )


def _page(context: RequestContext, document: Document) -> SeriesPage:
    session, names = context.archive.session, context.site.names
    found = tuple(reversed(series.members(session, document)))
    titles = dict.fromkeys(member.document.title for member in found if member.document.title)
    ballots = ballots_of(session, found, names)
    in_doubt = frozenset(key for key, one in ballots.items() if one.doubts)
    (own,) = catalogue.records(session, names, context.base_url, [document.address])
    record = replace(own, place=SERIES, pinpoint=cite(SERIES), url=f"{own.url}/{SERIES}", words="")
    return SeriesPage(
        listed(document),
        tuple(titles),
        found,
        _votes(found, ballots, names),
        in_doubt,
        voted(found, ballots, context.site) if any(one.roll for one in ballots.values()) else None,
        {member.document.id: member.document for member in found},
        described(record, context.base_url, OF_LISTS),
    )


def _votes(members: tuple[Member, ...], ballots: dict[int, Ballot], names: Names) -> dict[int, VoteChanges]:
    pairs = ((member.document.id, member.continues.earlier.id) for member in members if member.continues)
    return {
        key: vote_changes(ballots[earlier], ballots[key], names)
        for key, earlier in pairs
        if ballots[key].roll or ballots[earlier].roll
    }
