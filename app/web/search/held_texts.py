"""The held documents among which a phrase could have been found, by year and organ: what shares are shares of."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from app.db.queries.coverage import coverage
from app.domain.query import SearchQuery
from app.domain.query.documents_meant import documents_meant, is_of_all
from app.web.http.context import ArchiveSession, Site


@dataclass(frozen=True, slots=True)
class HeldTexts:
    """Numbers of held documents by organ and year; None for what is unknown."""

    counts: Mapping[tuple[str | None, int | None], int]
    _of_bodies: Counter[str | None]
    _of_years: Counter[int | None]

    @classmethod
    def counted(cls, counts: Mapping[tuple[str | None, int | None], int]) -> "HeldTexts":
        """These numbers, added up once for all rows of a page."""
        of_bodies, of_years = Counter[str | None](), Counter[int | None]()
        for (body, year), count in counts.items():
            of_bodies[body] += count
            of_years[year] += count
        return cls(counts, of_bodies, of_years)

    def of(self, *, year: int | None = None, body: str | None = None) -> int:
        """How many are of a year or of an organ; of all where neither is given."""
        if year is not None:
            return self._of_years[year]
        return self._of_bodies.total() if body is None else self._of_bodies[body]

    @property
    def bodies(self) -> tuple[str, ...]:
        """The organs of which any are held."""
        return tuple(dict.fromkeys(body for body, _ in self.counts if body))

    @property
    def years(self) -> tuple[int, ...]:
        """The years of which any are held, in order."""
        return tuple(sorted({year for _, year in self.counts if year}))


def held_texts(site: Site, archive: ArchiveSession, query: SearchQuery) -> HeldTexts:
    """The documents that match what a query says of documents; all of them where it says nothing of these."""
    wanted = documents_meant(query)
    if not is_of_all(wanted):
        found = archive.search.uses_by_year_and_body(wanted)
        return HeldTexts.counted({(one.body, one.year): one.use.documents for one in found})
    whole = coverage(archive.session, site.names)
    counts: dict[tuple[str | None, int | None], int] = {
        key: covered.documents for key, covered in whole.years.items()
    }
    dated = HeldTexts.counted(counts)
    for organ in whole.organs:
        if undated := organ.documents - dated.of(body=organ.body):
            counts[organ.body, None] = undated
    return HeldTexts.counted(counts)


def percent(part: int, whole: int) -> str:
    """A share in words: `3.5%`; never 0 of something, never 100 of less than all; empty of nothing."""
    if not whole:
        return ""
    if part in (0, whole):
        return "100%" if part else "0%"
    return f"{min(99.9, max(0.1, 100 * part / whole)):.1f}%"
