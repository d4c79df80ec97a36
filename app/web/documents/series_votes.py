"""How states voted on the texts of a series, for its page and JSON, and the same as a table (CSV)."""

from collections.abc import Iterator, Mapping, Sequence

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session

from app.db.models import Document
from app.db.queries import documents, series
from app.db.queries.listing import Listed
from app.db.queries.series import Member
from app.domain.adoption import Adoption
from app.domain.organs import Names
from app.domain.places import SERIES, SERIES_VOTES_FILE
from app.domain.roll_calls import STANDINGS
from app.domain.series_votes import GroupVote, SeriesVotes, StateRow, VotedText, series_votes
from app.web.compare.vote_changes import Ballot, ballot
from app.web.documents.not_held import not_held
from app.web.html.labels import STANDING
from app.web.http.context import ContextDep, Site
from app.web.http.table_files import Row, csv_response
from app.web.lookup.address_route import SERIES_VOTES_AS_FILE, AddressRoute
from app.web.lookup.documents import find

router = APIRouter(route_class=AddressRoute)


@router.get(SERIES_VOTES_AS_FILE)
def series_votes_csv(name: str, request: Request, context: ContextDep) -> Response:
    """How each state, and each group, voted on each text of a series, the newest first."""
    session = context.archive.session
    found = find(session, name)
    if found.document is None:
        return not_held(request, context, found, SERIES)
    if moved := found.redirect(request, SERIES_VOTES_FILE):
        return moved
    texts, votes = votes_in_series(session, found.document, context.site)
    head = [f"{_symbol(texts[one.key])}{'（存疑，不计）' if one.doubt else ''}" for one in votes.texts]
    return csv_response(
        ("代码", "名称", "改变次数", "最近一次改变", *head), _rows(texts, votes, context.site)
    )


def votes_in_series(
    session: Session, document: Document, site: Site
) -> tuple[Mapping[int, Listed], SeriesVotes]:
    """The texts of a document's series by key, and their roll calls, the newest first."""
    members = tuple(reversed(series.members(session, document)))
    ballots = ballots_of(session, members, site.names)
    return {member.document.id: member.document for member in members}, voted(members, ballots, site)


def ballots_of(session: Session, members: Sequence[Member], names: Names) -> dict[int, Ballot]:
    """How each text of a series was adopted, by its key."""
    rolls = documents.roll_calls(session, (member.document.id for member in members))

    def of(member: Member) -> Ballot:
        tally = member.in_favour, member.against, member.abstaining
        votes = rolls.get(member.document.id, ())
        return ballot(member.document, Adoption(member.method, *tally, votes=votes), names)  # type: ignore[arg-type]

    return {member.document.id: of(member) for member in members}


def voted(members: Sequence[Member], ballots: Mapping[int, Ballot], site: Site) -> SeriesVotes:
    """The roll calls of a series, side by side."""
    rolls = [(one, ballots[one.document.id]) for one in members]
    texts = [
        VotedText(one.document.id, one.document.body, one.document.adopted_on, found.roll, found.list_doubt)
        for one, found in rolls
        if found.roll
    ]
    continued = {one.document.id: one.continues.earlier.id for one in members if one.continues}
    return series_votes(texts, continued, site.groups)


def _rows(texts: Mapping[int, Listed], votes: SeriesVotes, site: Site) -> Iterator[Row]:
    for row in votes.states:
        lately = _symbol(texts[votes.texts[row.moved[0]].key]) if row.moved else ""
        cells = (STANDING[standing] for standing in row.standings)
        yield row.voter.state or "", name_of(row, site.names), len(row.moved), lately, *cells
    for group in votes.groups:
        newest = next((place for place, vote in enumerate(group.votes) if vote and vote.has_moved), None)
        lately = "" if newest is None else _symbol(texts[votes.texts[newest].key])
        cells = (_counted(vote) for vote in group.votes)
        yield group.group.code, f"{group.group.name}（当日成员）", group.moves, lately, *cells


def name_of(row: StateRow, names: Names) -> str:
    """The name of a state as it is called now; as the roll call prints it, where it is not known."""
    state = names.state_by_code(row.voter.state) if row.voter.state else None
    return state.name if state else row.voter.name


def _counted(vote: GroupVote | None) -> str:
    counts = [(one, vote.counts.get(one, 0)) for one in STANDINGS] if vote else []
    return "；".join(f"{STANDING[one]} {count}" for one, count in counts if count)


def _symbol(document: Listed) -> str:
    return document.symbol or document.address
