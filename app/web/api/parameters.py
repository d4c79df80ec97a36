"""Parameters that several routes of the JSON interface take."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import Depends, Path, Query, Request, Response
from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from app.db.queries.changes import ChangeKey
from app.db.queries.listing import Choice
from app.domain.instants import read_instant
from app.domain.places import DocumentPart
from app.domain.query.terms import FACETS
from app.domain.resolution import DocumentKind
from app.web.html.pager import pager
from app.web.http.context import BaseUrlDep

MAX_SIZE = 100
_LONGEST_LINK = 2000
"""The most characters of a `Link` header: proxies refuse an answer whose head is larger than 4 KB. The answer has both
addresses too."""


def _iso_date(text: object) -> date:
    return date.fromisoformat(str(text))


def _instant(text: object) -> datetime:
    found = read_instant(str(text))
    if found is None:
        raise PydanticCustomError(
            "instant", "应为日期或 RFC 3339 时刻，如 2026-11-01 或 2026-11-01T08:30:00Z"
        )
    return found


def _change_key(text: str) -> str:
    if ChangeKey.read(text) is None:
        raise PydanticCustomError("change_key", "应为前一次答复里的 after")
    return text


_Values = list[str]
_Year = Annotated[int, Query(ge=0, le=9999)]

IsoDate = Annotated[date, BeforeValidator(_iso_date)]
"""A day as `2026-01-02`, and nothing else that Pydantic takes for one."""

Since = Annotated[
    datetime,
    BeforeValidator(_instant),
    WithJsonSchema({"type": "string", "anyOf": [{"format": "date"}, {"format": "date-time"}]}),
]
"""A day or an instant from which on something is asked for."""

After = Annotated[
    str,
    AfterValidator(_change_key),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{1,11}\.[0-9]{1,11}$"}),
]
"""Behind which document a list in the order of changes goes on, as `ChangeKey` has it."""

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

    @property
    def offset(self) -> int:
        """How many entries stand before this page."""
        return (self.page - 1) * self.size

    def of(self, total: int) -> dict[str, Any]:
        """The members of `Paged` for a list of `total` entries; its links also go into the `Link` header."""
        found = pager(self.request.url.path, self._given(), page=self.page, size=self.size, total=total)
        return self._with({"next": found.next, "prev": found.previous})

    def going_on(self, after: str | None) -> dict[str, Any]:
        """The members of `Paged` for a list in the order of changes, which goes on behind a document, or ends."""
        params = self._given() | {"after": [after or ""]}
        query = urlencode(params, doseq=True)
        return self._with({"next": f"{self.request.url.path}?{query}" if after else None, "prev": None})

    def _given(self) -> dict[str, list[str]]:
        given: dict[str, list[str]] = {}
        # In one pass: an address may have ten thousand parameters.
        for key, value in self.request.query_params.multi_items():
            given.setdefault(key, []).append(value)
        given.pop("page", None)
        return given

    def _with(self, links: dict[str, str | None]) -> dict[str, Any]:
        whole = {rel: url and self.base_url + url for rel, url in links.items()}
        named = ", ".join(f'<{url}>; rel="{rel}"' for rel, url in whole.items() if url)
        if named and len(named) <= _LONGEST_LINK:
            self.response.headers["Link"] = named
        return {"page": self.page, "size": self.size, **whole}


def _paging(
    request: Request, response: Response, base_url: BaseUrlDep, page: PageNumber = 1, size: Size = 20
) -> Paging:
    return Paging(page, size, base_url, request, response)


PagingDep = Annotated[Paging, Depends(_paging)]
