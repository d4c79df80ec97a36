"""How states and groups voted on the texts of a series, as JSON."""

from collections.abc import Mapping

from fastapi import APIRouter

from app.db.queries.listing import Listed
from app.domain.addresses import document_url
from app.domain.series_votes import GroupVote, SeriesVotes
from app.web.api.description import ERRORS
from app.web.api.documents import held
from app.web.api.items import addresses
from app.web.api.parameters import SymbolPath
from app.web.api.series_schemas import GroupCounts, SeriesGroup, SeriesState, SeriesVotesAnswer, VotedText
from app.web.documents.series_votes import name_of, votes_in_series
from app.web.http.context import ArchiveDep, BaseUrlDep, SiteDep

router = APIRouter(prefix="/api/v1", tags=["texts"], responses=ERRORS)


@router.get("/documents/{symbol:path}/series/votes")
def list_series_votes(
    site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep, symbol: SymbolPath
) -> SeriesVotesAnswer:
    """How each state, and each group, voted on each text of a series that was voted on by name, the newest first."""
    by_key, votes = votes_in_series(archive.session, held(archive, symbol), site)
    ids = [by_key[text.key].address for text in votes.texts]
    return SeriesVotesAnswer(
        texts=_texts(votes, by_key, base_url),
        states=[
            SeriesState(
                state=row.voter.state,
                name=name_of(row, site.names),
                votes=list(row.standings),
                moved=[ids[place] for place in row.moved],
            )
            for row in votes.states
        ],
        groups=[
            SeriesGroup(
                code=row.group.code,
                name=row.group.name,
                source=row.group.source,
                votes=[_counts(vote) if vote else None for vote in row.votes],
            )
            for row in votes.groups
        ],
    )


def _texts(votes: SeriesVotes, by_key: Mapping[int, Listed], base_url: str) -> list[VotedText]:
    found = []
    for text, former in zip(votes.texts, votes.formers, strict=True):
        document = by_key[text.key]
        found.append(
            VotedText(
                symbol=document.symbol,
                id=document.address,
                **addresses(base_url, document_url(document.address)),
                title=document.title,
                adopted_on=document.adopted_on,
                compared_with=None if former is None else by_key[votes.texts[former].key].address,
                doubt=text.doubt or None,
            )
        )
    return found


def _counts(vote: GroupVote) -> GroupCounts:
    counts = {one: vote.counts.get(one, 0) for one in ("in_favour", "against", "abstaining", "not_voting")}
    return GroupCounts(**counts, camp=vote.camp, has_moved=vote.has_moved)
