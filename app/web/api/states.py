"""States as JSON: where each changed its vote."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path
from pydantic import Field

from app.db.queries.changed_votes import ChangedVote, changed_votes
from app.db.queries.listing import Listed
from app.domain.addresses import compare_url, document_url
from app.domain.adoption import Choice
from app.web.api.description import ERRORS
from app.web.api.items import addresses
from app.web.api.parameters import PagingDep
from app.web.api.shared_schemas import DocumentReference, Paged, Schema
from app.web.html.prefix import under_prefix
from app.web.http.context import ArchiveDep, SiteDep

router = APIRouter(prefix="/api/v1", tags=["texts"], responses=ERRORS)


class VoteMove(Schema):
    """How often a state went from one vote to another."""

    before: Choice
    after: Choice
    times: int


class ChangedVoteItem(Schema):
    """A text on which a state cast another vote than on the one that it continues."""

    document: DocumentReference
    former: DocumentReference = Field(
        description="The nearest text before it, as texts continue each other, that its organ voted on by name."
    )
    before: Choice = Field(description="The vote on `former`.")
    after: Choice = Field(description="The vote on `document`.")
    compare_url: str = Field(description="The page that compares both.")


class ChangedVotesAnswer(Paged):
    """Where a state changed its vote, the newest first. Roll calls whose lists contradict their tally are left out."""

    total: int
    compared: int = Field(description="Pairs of texts on both of which it voted.")
    moves: list[VoteMove]
    items: list[ChangedVoteItem]


@router.get("/states/{code}/changes")
def list_changed_votes(
    site: SiteDep,
    archive: ArchiveDep,
    paging: PagingDep,
    code: Annotated[str, Path(description="ISO 3166 alpha-3 code.", examples=["CHN"])],
) -> ChangedVotesAnswer:
    """Where a state cast another vote than on the text before, from text to text of a series."""
    state = site.names.state_by_code(code.upper())
    if state is None:
        raise HTTPException(404, f"没有“{code[:80]}”这个国家或地区。")
    first = (paging.page - 1) * paging.size
    found = changed_votes(archive.session, state.code, offset=first, limit=paging.size)
    return ChangedVotesAnswer(
        **paging.of(found.total),
        total=found.total,
        compared=found.compared,
        moves=[VoteMove(before=both[0], after=both[1], times=times) for both, times in found.moves.items()],
        items=[_item(one, paging.base_url) for one in found.some],
    )


def _item(one: ChangedVote, base_url: str) -> ChangedVoteItem:
    return ChangedVoteItem(
        document=_reference(one.document, base_url),
        former=_reference(one.former, base_url),
        before=one.before,
        after=one.after,
        compare_url=under_prefix(compare_url(one.former.address, one.document.address)),
    )


def _reference(document: Listed, base_url: str) -> DocumentReference:
    return DocumentReference(
        symbol=document.symbol,
        id=document.address,
        **addresses(base_url, document_url(document.address)),
        title=document.title,
        adopted_on=document.adopted_on,
    )
