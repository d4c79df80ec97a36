"""The page of the verbs that open paragraphs: which Chinese ones stand for an English one, by organ."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from app.db.queries.verb_pairs import VerbPair, verb_pairs
from app.web.http.context import ArchiveDep, SiteDep

router = APIRouter()

_MANY, _RARE = 200, 2
"""Where there are so many pairs of verbs, those in fewer paragraphs are in the file only."""


@dataclass(frozen=True, slots=True)
class VerbRow:
    """A Chinese verb for an English one, the number of paragraphs by organ in the order of the page, and in all."""

    chinese: str
    by_body: tuple[int, ...]
    units: int
    url: str


@dataclass(frozen=True, slots=True)
class EnglishVerb:
    """An English verb and the Chinese ones that stand for it, the most frequent first."""

    english: str
    units: int
    rows: tuple[VerbRow, ...]


@dataclass(frozen=True, slots=True)
class VerbsPage:
    """The verbs, the most frequent first; `rare` pairs are not shown."""

    template: ClassVar[str] = "terms/verbs.html"

    bodies: tuple[str, ...]
    verbs: tuple[EnglishVerb, ...]
    rare: int


@router.get("/terms/verbs")
def verbs(site: SiteDep, archive: ArchiveDep) -> Response:
    """Verbs of both languages by organ."""
    pairs = verb_pairs(archive.session)
    of_bodies: Counter[str] = Counter()
    for one in pairs:
        of_bodies[one.body] += one.units
    bodies = tuple(body for body, _ in of_bodies.most_common())
    least = _RARE if len(pairs) > _MANY else 1
    found = [
        _verb(english, list(of), bodies, least) for english, of in groupby(pairs, key=lambda one: one.english)
    ]
    shown = sorted((verb for verb in found if verb.rows), key=lambda verb: (-verb.units, verb.english))
    rows = sum(len(verb.rows) for verb in shown)
    page = VerbsPage(bodies, tuple(shown), len({(one.english, one.chinese) for one in pairs}) - rows)
    return HTMLResponse(site.renderer.html(page))


def _verb(english: str, pairs: Sequence[VerbPair], bodies: Sequence[str], least: int) -> EnglishVerb:
    rows = []
    for chinese, of in groupby(pairs, key=lambda one: one.chinese):
        counts = {one.body: one.units for one in of}
        units = sum(counts.values())
        if units >= least:
            typed = urlencode({"q": f'动词:{chinese} 英:"{english}"'})
            by_body = tuple(counts.get(body, 0) for body in bodies)
            rows.append(VerbRow(chinese, by_body, units, f"/search/parallel?{typed}"))
    rows.sort(key=lambda row: (-row.units, row.chinese))
    return EnglishVerb(english, sum(row.units for row in rows), tuple(rows))
