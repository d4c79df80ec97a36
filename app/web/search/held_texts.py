"""The held documents among which a phrase could have been found, by year and organ: what shares are shares of."""

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

    def of(self, *, year: int | None = None, body: str | None = None) -> int:
        """How many are of a year, of an organ, or of both; of all where neither is given."""
        return sum(
            count
            for (one_body, one_year), count in self.counts.items()
            if year in (None, one_year) and body in (None, one_body)
        )

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
        return HeldTexts({(one.body, one.year): one.use.documents for one in found})
    whole = coverage(archive.session, site.names)
    counts: dict[tuple[str | None, int | None], int] = {
        key: covered.documents for key, covered in whole.years.items()
    }
    for organ in whole.organs:
        if undated := organ.documents - sum(
            count for (body, _), count in counts.items() if body == organ.body
        ):
            counts[organ.body, None] = undated
    return HeldTexts(counts)


def percent(part: int, whole: int) -> str:
    """A share in words: `3.5%`; never 0 of something, never 100 of less than all; empty of nothing."""
    if not whole:
        return ""
    if part in (0, whole):
        return "100%" if part else "0%"
    return f"{min(99.9, max(0.1, 100 * part / whole)):.1f}%"
