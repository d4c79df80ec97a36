"""The page of a term: what it is called in the other language, with counts and a proof each."""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from app.db.queries.english_beside import has_english
from app.web.http.context import ArchiveDep, SiteDep
from app.web.terms.lookup import Language, Term, terms_for

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ShownTerm:
    """A candidate, and the address of a search for all units that hold both."""

    term: Term
    url: str


@dataclass(frozen=True, slots=True)
class TermsPage:
    """Candidates, or how to ask where nothing was typed."""

    template: ClassVar[str] = "terms/terms.html"

    query: str
    language: Language
    units: int
    is_supported: bool
    items: tuple[ShownTerm, ...]
    has_english: bool
    parallel_url: str
    files: tuple[tuple[str, str], ...]


@router.get("/terms")
def terms(site: SiteDep, archive: ArchiveDep, q: str = "") -> Response:
    """What was typed, in the other language."""
    found = terms_for(site, archive, q)
    page = TermsPage(
        query=found.query,
        language=found.language,
        units=found.units,
        is_supported=found.is_supported,
        items=tuple(ShownTerm(one, _both_url(found.query, one.text, found.language)) for one in found.items),
        has_english=has_english(archive.session),
        parallel_url=f"/search/parallel?{urlencode({'q': _typed(found.query, found.language)})}",
        files=tuple(
            (name, f"/terms.{suffix}?{urlencode({'q': found.query})}")
            for suffix, name in (("csv", "CSV"), ("tbx", "TBX"))
        ),
    )
    return HTMLResponse(site.renderer.html(page))


def _typed(query: str, language: Language) -> str:
    """A term as a search for it."""
    plain = query.replace('"', " ")
    return f'英:"{plain}"' if language == "en" else f'"{plain}"'


def _both_url(query: str, other: str, language: Language) -> str:
    both = f"{_typed(query, language)} {_typed(other, 'zh' if language == 'en' else 'en')}"
    return f"/search/parallel?{urlencode({'q': both})}"
