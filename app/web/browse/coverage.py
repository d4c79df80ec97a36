"""What the archive holds of each organ and session, of how many texts that exist as far as their numbers tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, StreamingResponse

from app.db.queries import coverage as queries
from app.db.queries import divergences
from app.domain.addresses import browse_url
from app.domain.citation_styles import session_name
from app.domain.coverage import Coverage, Extent, OrganCoverage, SessionCoverage, YearCoverage
from app.web.html.labels import LANGUAGE
from app.web.http.context import ArchiveDep, BaseUrlDep, Site, SiteDep
from app.web.http.table_files import Row, csv_response

router = APIRouter()

_EXTENT = ("份数", "编号数", "至少有", "依据")
ROW = (
    *("机构", "代码", "届会或年份", "名称", "共计"),
    *(f"{kind}{fact}" for kind in ("决议", "决定") for fact in _EXTENT),
    *("草案", "语文", "最早通过", "最晚通过", "最近收录", "网址"),
)


@dataclass(frozen=True, slots=True)
class CoveredSession:
    """A session, or a year, with the address of the list of its documents; None where no list has them alone."""

    covered: SessionCoverage
    name: str
    url: str | None


@dataclass(frozen=True, slots=True)
class CoveredOrgan:
    """An organ with its sessions, newest first and special ones last."""

    covered: OrganCoverage
    name: str
    sessions: tuple[CoveredSession, ...]

    @property
    def has_decisions(self) -> bool:
        """Whether decisions are held or known."""
        return any(one.covered.decisions.documents or one.covered.decisions.least for one in self.sessions)

    @property
    def has_drafts(self) -> bool:
        """Whether drafts are held."""
        return any(one.covered.drafts for one in self.sessions)


@dataclass(frozen=True, slots=True)
class CoveredYear:
    """What is held of each organ in a year, None where nothing is; in the order of the organs."""

    year: int
    organs: tuple[YearCoverage | None, ...]


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """What the archive holds. `compared` documents have both languages, which differ in so many places (`differing`);
    `unheld` are organs that are cited only, with the number of cited documents."""

    template: ClassVar[str] = "browse/coverage.html"

    total: int
    compared: int
    differing: int
    organs: tuple[CoveredOrgan, ...]
    years: tuple[CoveredYear, ...]
    unheld: tuple[tuple[str, int], ...]


@router.get("/coverage")
def show_coverage(site: SiteDep, archive: ArchiveDep) -> HTMLResponse:
    """Show what the archive holds."""
    found = queries.coverage(archive.session, site.names)
    years = sorted({year for _, year in found.years}, reverse=True)
    return site.renderer.render(
        CoveragePage(
            total=found.documents,
            compared=divergences.count_compared(archive.session),
            differing=divergences.count(archive.session),
            organs=tuple(_organ(site, organ) for organ in found.organs),
            years=tuple(CoveredYear(year, _of_year(found, year)) for year in years),
            unheld=tuple((site.names.organ_name(body), count) for body, count in found.unheld),
        )
    )


@router.get("/coverage.csv")
def coverage_csv(site: SiteDep, archive: ArchiveDep, base_url: BaseUrlDep) -> StreamingResponse:
    """The same as a table: a row for each organ and session."""
    found = queries.coverage(archive.session, site.names)
    return csv_response(ROW, _rows(site, found, base_url))


def _of_year(found: Coverage, year: int) -> tuple[YearCoverage | None, ...]:
    return tuple(found.years.get((organ.body, year)) for organ in found.organs)


def _organ(site: Site, organ: OrganCoverage) -> CoveredOrgan:
    plain = [session for session in organ.sessions if "-" not in session.session]
    special = organ.sessions[len(plain) :]
    return CoveredOrgan(
        organ,
        site.names.organ_name(organ.body),
        tuple(_session(organ, one) for one in (*reversed(plain), *special)),
    )


def _session(organ: OrganCoverage, covered: SessionCoverage) -> CoveredSession:
    value = covered.session
    if not value:
        return CoveredSession(covered, "未载明", None)
    if organ.is_serial:
        return CoveredSession(covered, f"{value}年", browse_url(body=organ.body, year=value))
    return CoveredSession(covered, session_name(value), browse_url(body=organ.body, session=value))


def _rows(site: Site, found: Coverage, base_url: str) -> Iterator[Row]:
    for organ in found.organs:
        for covered in organ.sessions:
            shown = _session(organ, covered)
            yield (
                *(
                    site.names.organ_name(organ.body),
                    organ.body,
                    covered.session,
                    shown.name,
                    covered.documents,
                ),
                *_extent(covered.resolutions),
                *_extent(covered.decisions),
                covered.drafts,
                "；".join(f"{LANGUAGE.get(one, one)} {count}" for one, count in covered.languages),
                *(day.isoformat() if day else "" for day in (covered.first, covered.last, covered.added_on)),
                base_url + shown.url if shown.url else "",
            )


def _extent(extent: Extent) -> Row:
    by = extent.by or ("编号表" if extent.least else "")
    return extent.documents, extent.numbers, extent.least or "", by
