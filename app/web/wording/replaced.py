"""The pages of replaced wordings: all of them, and the amended paragraphs that show one."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Query
from fastapi.responses import Response

from app.db.queries.replacements import (
    Evidence,
    Replaced,
    count_replaced,
    evidence,
    replaced_wording,
    replaced_wordings,
)
from app.domain.redline import Change, changes
from app.domain.text import fold
from app.web.html.pager import Pager, page_number, pager
from app.web.http.context import ArchiveDep, ArchiveSession, Site, SiteDep

router = APIRouter()

SIZE = 20
"""Amended paragraphs per page."""
WORDINGS = 100
"""Replaced wordings per page."""


@dataclass(frozen=True, slots=True)
class Amended:
    """An amended paragraph with its diff."""

    evidence: Evidence
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ReplacedWordingsPage:
    """Replaced wordings, under a notice where the one that was asked for is not among them."""

    template: ClassVar[str] = "wording/replaced_wordings.html"

    notices: tuple[str, ...]
    wordings: tuple[Replaced, ...]
    total: int
    pager: Pager


@dataclass(frozen=True, slots=True)
class ReplacedPage:
    """A wording, the one that replaced it, and the amended paragraphs, oldest first."""

    template: ClassVar[str] = "wording/replaced.html"

    wording: Replaced
    amended: tuple[Amended, ...]
    pager: Pager


@router.get("/wording/replaced")
def replaced(
    site: SiteDep,
    archive: ArchiveDep,
    old: Annotated[str, Query(alias="from")] = "",
    new: Annotated[str, Query(alias="to")] = "",
    page: str = "1",
) -> Response:
    """The paragraphs in which one wording replaced another; without wordings, the list of all."""
    found = replaced_wording(archive.session, fold(old), fold(new)) if old and new else None
    if found:
        return site.renderer.render(_page(site, archive, found, page_number(page)))
    is_asked = bool(old or new)
    notice = f"没有“{old[:40]}”改作“{new[:40]}”的记录。下面是全部改换的措辞。"
    number = page_number(page)
    wordings = tuple(replaced_wordings(archive.session, skip=(number - 1) * WORDINGS, limit=WORDINGS))
    total = count_replaced(archive.session)
    pages = pager("/wording/replaced", {}, page=number, size=WORDINGS, total=total)
    shown = ReplacedWordingsPage((notice,) if is_asked else (), wordings, total, pages)
    return site.renderer.render(shown, status=404 if is_asked else 200)


def _page(site: Site, archive: ArchiveSession, found: Replaced, number: int) -> ReplacedPage:
    shown = evidence(archive.session, found, skip=(number - 1) * SIZE, limit=SIZE)
    params = {"from": found.old, "to": found.new}
    return ReplacedPage(
        wording=found,
        amended=tuple(Amended(one, changes(one.old, one.new, site.segmenter)) for one in shown),
        pager=pager("/wording/replaced", params, page=number, size=SIZE, total=found.places),
    )
