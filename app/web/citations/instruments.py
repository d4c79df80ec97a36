"""The list of named instruments by kind, with the number of documents that cite each."""

from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, get_args

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app.db.queries import citations
from app.domain.instruments import INSTRUMENT_PREFIX, InstrumentKind, Instruments
from app.web.citations.citing_documents import CountedInstrument
from app.web.http.context import ArchiveDep, SiteDep

router = APIRouter()


@dataclass(frozen=True, slots=True)
class InstrumentGroup:
    """The instruments of a kind, most cited first."""

    kind: InstrumentKind
    instruments: tuple[CountedInstrument, ...]


@dataclass(frozen=True, slots=True)
class InstrumentsPage:
    """All instruments; `unlisted` are cited treaties that are not in the table."""

    template: ClassVar[str] = "citations/instruments.html"

    total: int
    groups: tuple[InstrumentGroup, ...]
    unlisted: tuple[CountedInstrument, ...]


@router.get("/instruments")
def list_instruments(site: SiteDep, archive: ArchiveDep) -> HTMLResponse:
    """List the instruments."""
    return site.renderer.render(_page(archive.session, site.names.instruments))


def _page(session: Session, instruments: Instruments) -> InstrumentsPage:
    counts = citations.instruments_cited(session)
    order = get_args(InstrumentKind)
    counted = sorted(
        (CountedInstrument(one, counts.pop(one.target, 0)) for one in instruments.all),
        key=lambda one: (order.index(one.instrument.kind), -one.count),
    )
    groups = groupby(counted, key=lambda one: one.instrument.kind)
    others = (
        (instruments.of_slug(target.removeprefix(INSTRUMENT_PREFIX)), count)
        for target, count in counts.items()
    )
    return InstrumentsPage(
        len(instruments.all),
        tuple(InstrumentGroup(kind, tuple(found)) for kind, found in groups),
        tuple(CountedInstrument(one, count) for one, count in others if one),
    )
