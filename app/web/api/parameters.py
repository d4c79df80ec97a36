"""Parameters that several routes of the JSON interface take."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Depends, Path, Query, Request, Response
from pydantic import BeforeValidator, Field

from app.db.queries.listing import Choice
from app.domain.places import DocumentPart
from app.domain.query.terms import FACETS
from app.domain.resolution import DocumentKind
from app.web.html.pager import pager
from app.web.http.context import BaseUrlDep

MAX_SIZE = 100


def _iso_date(text: object) -> date:
    return date.fromisoformat(str(text))


_Values = list[str]
_Year = Annotated[int, Query(ge=0, le=9999)]

IsoDate = Annotated[date, BeforeValidator(_iso_date)]
"""A day as `2026-01-02`, and nothing else that Pydantic takes for one."""

SymbolPath = Annotated[
    str,
    Path(
        description="Symbol in any spelling, or a provisional identity. Its slashes may stand as they are or as `%2F`.",
        examples=["A/HRC/RES/50/4"],
    ),
]
PageNumber = Annotated[int, Query(ge=1, le=10**7, description="Page of the list, from 1.")]
Size = Annotated[int, Query(ge=1, le=MAX_SIZE, description="Documents on a page.")]
Bodies = Annotated[
    _Values, Query(default_factory=list, description="Codes of organs: any of them.", examples=[["HRC"]])
]
Sessions = Annotated[
    _Values, Query(default_factory=list, description="Sessions: any of them.", examples=[["50"]])
]
Kinds = Annotated[
    list[DocumentKind], Query(default_factory=list, description="Kinds of documents: any of them.")
]
Years = Annotated[
    list[Annotated[int, Field(ge=0, le=9999)]], Query(default_factory=list, description="Years: any of them.")
]
YearFrom = Annotated[_Year | None, Query(description="First year.")]
YearTo = Annotated[_Year | None, Query(description="Last year.")]


OnlyNewest = Annotated[
    Literal["newest"] | None,
    Query(description="`newest`: of each series of texts only the newest of those found is listed."),
]


def _choice(
    body: Bodies,
    session: Sessions,
    kind: Kinds,
    year: Years,
    year_from: YearFrom = None,
    year_to: YearTo = None,
    series: OnlyNewest = None,
) -> Choice:
    return Choice(
        *(tuple(body), tuple(session), tuple(year), tuple(kind), year_from, year_to),
        only_newest=series is not None,
    )


ChoiceDep = Annotated[Choice, Depends(_choice)]


@dataclass(frozen=True)
class SearchFilters:
    """What a search is narrowed to: any of the values of each facet, and a span of years."""

    body: Bodies
    session: Sessions
    year: Years
    kind: Kinds
    part: Annotated[
        list[DocumentPart], Query(default_factory=list, description="Parts of a document: any of them.")
    ]
    verb: Annotated[
        _Values, Query(default_factory=list, description="Base verbs: any of them.", examples=[["敦促"]])
    ]
    state: Annotated[
        _Values,
        Query(
            default_factory=list,
            description="States and territories that a unit names, by code or name: any of them.",
            examples=[["MLI"]],
        ),
    ]
    committee: Annotated[
        _Values,
        Query(default_factory=list, description="Committees: any of them.", examples=[["第三委员会"]]),
    ]
    organ_session: Annotated[
        _Values,
        Query(default_factory=list, description="Sessions with their organ: any.", examples=[["HRC/50"]]),
    ]
    subject: Annotated[_Values, Query(default_factory=list, description="Subjects: any of them.")]
    annex: Annotated[
        _Values, Query(default_factory=list, description="Numbers of annexes; `yes`: any, `no`: none.")
    ]
    voted: Annotated[
        _Values,
        Query(
            default_factory=list,
            description="How a state voted on the document: code and vote, any of them.",
            examples=[["CHN.in_favour"]],
        ),
    ]
    year_from: YearFrom = None
    year_to: YearTo = None

    def selected(self) -> dict[str, list[str]]:
        """The values by facet."""
        return {facet: list(map(str, getattr(self, facet))) for facet in FACETS}


FiltersDep = Annotated[SearchFilters, Depends()]


@dataclass(frozen=True, slots=True)
class Paging:
    """The page of a list that a request asks for, and where its answer goes."""

    page: int
    size: int
    base_url: str
    request: Request
    response: Response

    def of(self, total: int) -> dict[str, Any]:
        """The members of `Paged` for a list of `total` entries; its links also go into the `Link` header."""
        given = self.request.query_params
        params = {key: given.getlist(key) for key in given if key != "page"}
        path = self.request.url.path
        found = pager(path, params, page=self.page, size=self.size, total=total)
        links = {"next": found.next, "prev": found.previous}
        whole = {rel: url and self.base_url + url for rel, url in links.items()}
        if named := [f'<{url}>; rel="{rel}"' for rel, url in whole.items() if url]:
            self.response.headers["Link"] = ", ".join(named)
        return {"page": self.page, "size": self.size, **whole}


def _paging(
    request: Request, response: Response, base_url: BaseUrlDep, page: PageNumber = 1, size: Size = 20
) -> Paging:
    return Paging(page, size, base_url, request, response)


PagingDep = Annotated[Paging, Depends(_paging)]
