"""How much states agree, as JSON."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Path, Query

from app.db.queries import agreement
from app.db.queries.agreement import FEWEST, ValueAgreement
from app.db.queries.roll_call_choice import CallChoice, counted_calls
from app.db.queries.vote_map import vote_maps
from app.domain.addresses import pair_url
from app.domain.organs import Names
from app.domain.vote_measures import Agreement
from app.web.api.agreement_schemas import (
    AgreementFigures,
    NearestAnswer,
    NeighbourItem,
    PairAnswer,
    PartedItem,
    PlacedState,
    ValueFigures,
    VoteMapItem,
    VoteMapList,
)
from app.web.api.description import ERRORS
from app.web.api.items import addresses, document_item
from app.web.api.parameters import PagingDep
from app.web.http.context import ArchiveDep, SiteDep

router = APIRouter(prefix="/api/v1", tags=["votes"], responses=ERRORS)

StateCode = Annotated[str, Path(description="ISO 3166-1 alpha-3 code, in any case.", examples=["CHN"])]
OtherCode = Annotated[str, Path(description="ISO 3166-1 alpha-3 code, in any case.", examples=["RUS"])]
Division = Annotated[
    Literal["0", "10", "25"],
    Query(description="Only roll calls with at least so many per cent of votes outside of the largest camp."),
]
Year = Annotated[int | None, Query(ge=1, le=9999, description="Only roll calls of a year.")]


@router.get("/states/{code}/with/{other}")
def agreement_of_states(
    code: StateCode,
    other: OtherCode,
    site: SiteDep,
    archive: ArchiveDep,
    paging: PagingDep,
    division: Division = "0",
    year: Year = None,
) -> PairAnswer:
    """How much two states agree, and the documents on which they voted differently."""
    first, second = sorted(_state(site.names, given) for given in (code, other))
    if first == second:
        raise HTTPException(404, "要两个不同的国家")
    choice = _choice(division, year)
    found = agreement.pair(archive.session, first, second, choice)
    parted = agreement.parted(
        archive.session,
        *(first, second, choice),
        offset=(paging.page - 1) * paging.size,
        limit=paging.size,
    )
    return PairAnswer(
        **addresses(paging.base_url, pair_url(first, second)),
        first=first,
        second=second,
        least_division=choice.division,
        roll_calls=found.calls,
        excluded=found.excluded,
        whole=AgreementFigures(**_figures(found.whole)),
        by_year=_by_value(found.by["year"]),
        by_body=_by_value(found.by["body"]),
        by_subject=_by_value(found.by["subject"]),
        by_item=_by_value(found.by["item"]),
        total=found.apart,
        items=[
            PartedItem(
                document=document_item(one.document, paging.base_url),
                first=one.first,
                second=one.second,
                division=round(one.division, 4),
            )
            for one in parted
        ],
        **paging.of(found.apart),
    )


@router.get("/states/{code}/nearest")
def nearest_states(
    code: StateCode, site: SiteDep, archive: ArchiveDep, division: Division = "0", year: Year = None
) -> NearestAnswer:
    """The states that vote most and least like one."""
    state = _state(site.names, code)
    choice = _choice(division, year)
    found = agreement.neighbours(archive.session, state, choice)
    return NearestAnswer(
        state=state,
        year=year,
        least_division=choice.division,
        fewest=FEWEST,
        too_few=found.too_few,
        excluded=counted_calls(archive.session).left_out(choice),
        items=[NeighbourItem(state=one.state, **_figures(one.agreement)) for one in found.found],
    )


@router.get("/states/map")
def map_of_votes(archive: ArchiveDep, year: Year = None) -> VoteMapList:
    """States by the likeness of their votes, year by year."""
    maps = [one for one in vote_maps(archive.session) if year in (None, one.year)]
    return VoteMapList(
        items=[
            VoteMapItem(
                year=one.year,
                roll_calls=one.calls,
                explained=one.explained,
                left_out=one.left_out,
                states=[PlacedState(**asdict(placed)) for placed in one.states],
            )
            for one in maps
        ]
    )


def _state(names: Names, code: str) -> str:
    state = names.state_by_code(code.upper())
    if state is None:
        raise HTTPException(404, "没有这个国家代码")
    return state.code


def _choice(division: str, year: int | None) -> CallChoice:
    return CallChoice(int(division), {"year": (str(year),)} if year else {})


def _figures(found: Agreement) -> dict[str, Any]:
    return {
        "together": found.together,
        "alike": found.alike,
        "half": found.half,
        "share": _rounded(found.share),
        "weighted": _rounded(found.weighted),
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _by_value(found: tuple[ValueAgreement, ...]) -> list[ValueFigures]:
    return [ValueFigures(value=one.value or None, **_figures(one.agreement)) for one in found]
