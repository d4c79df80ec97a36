"""What the archive holds, as JSON."""

from datetime import date

from fastapi import APIRouter
from pydantic import Field

from app.db.queries import coverage as queries
from app.domain.coverage import Extent, OrganCoverage, SessionCoverage, YearState
from app.web.api.description import ERRORS
from app.web.api.shared_schemas import Schema
from app.web.http.context import ArchiveDep, SiteDep

router = APIRouter(prefix="/api/v1", tags=["documents"], responses=ERRORS)


class ExtentItem(Schema):
    """How many texts of a kind are held, and of how many."""

    documents: int = Field(description="Held texts.")
    numbers: int = Field(description="Numbers under which they are held; parts (A, B) share one.")
    least: int | None = Field(
        description="A lower bound of the numbers that exist, by the highest one that is held or cited; "
        "null where nothing is known."
    )
    by: str | None = Field(description="The symbol that tells `least`; null where the table of numbers does.")


class SessionItem(Schema):
    """What is held of a session, or of a year where numbers run on through the years."""

    session: str = Field(description="Session or year; empty where the texts name none.", examples=["50"])
    documents: int
    resolutions: ExtentItem
    decisions: ExtentItem
    drafts: int
    languages: dict[str, int] = Field(description="Texts by language (ISO 639-1).")
    first: date | None = Field(description="First date of adoption.")
    last: date | None = Field(description="Last date of adoption.")
    added_on: date | None = Field(description="Day of the last addition; null where it was not recorded.")


class YearItem(Schema):
    """What is held of an organ's year."""

    year: int
    documents: int
    state: YearState = Field(
        description="`whole`: no number is known to be missing; `gaps`: some are; "
        "`partly`: nothing is held of a session that reaches into the year."
    )


class OrganItem(Schema):
    """What is held of an organ."""

    body: str = Field(description="Code of the organ.", examples=["HRC"])
    documents: int
    since: int | None = Field(description="Year of the first held text.")
    until: int | None = Field(description="Year of the last held text.")
    unheld: int = Field(description="Cited resolutions and decisions of sessions of which nothing is held.")
    sessions: list[SessionItem]
    years: list[YearItem] = Field(description="Years of which something is held, in order.")


class CoverageAnswer(Schema):
    """What the archive holds, the organ with the most texts first."""

    documents: int
    organs: list[OrganItem]
    unheld: dict[str, int] = Field(
        description="Organs of which nothing is held, with the number of their resolutions and decisions that are cited."
    )


@router.get("/coverage")
def get_coverage(site: SiteDep, archive: ArchiveDep) -> CoverageAnswer:
    """What is held of each organ and session, and of how many texts that exist as far as their numbers tell."""
    found = queries.coverage(archive.session, site.names)
    years: dict[str, list[YearItem]] = {}
    for (body, year), covered in found.years.items():
        years.setdefault(body, []).append(
            YearItem(year=year, documents=covered.documents, state=covered.state)
        )
    return CoverageAnswer(
        documents=found.documents,
        organs=[_organ(organ, years.get(organ.body, [])) for organ in found.organs],
        unheld=dict(found.unheld),
    )


def _organ(organ: OrganCoverage, years: list[YearItem]) -> OrganItem:
    return OrganItem(
        body=organ.body,
        documents=organ.documents,
        since=organ.since,
        until=organ.until,
        unheld=organ.unheld,
        sessions=[_session(session) for session in organ.sessions],
        years=years,
    )


def _session(session: SessionCoverage) -> SessionItem:
    return SessionItem(
        session=session.session,
        documents=session.documents,
        resolutions=_extent(session.resolutions),
        decisions=_extent(session.decisions),
        drafts=session.drafts,
        languages=dict(session.languages),
        first=session.first,
        last=session.last,
        added_on=session.added_on,
    )


def _extent(extent: Extent) -> ExtentItem:
    return ExtentItem(documents=extent.documents, numbers=extent.numbers, least=extent.least, by=extent.by)
