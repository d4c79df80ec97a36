"""The oracle: a linear scan over all units, without n-grams, words or indexes.

It restates the meaning of a query in the simplest form; every engine must give the same results.
"""

from collections import Counter
from collections.abc import Iterable

from app.domain.query import SearchQuery
from app.domain.query.terms import All, Cites, Either, Having, Node, Not, Phrase, Titled, Years
from app.search.engine import Changes, SearchDocument, SearchUnit

RUN = set("0123456789abcdefghijklmnopqrstuvwxyz")


class Scan:
    """All units, in a list."""

    def __init__(self) -> None:
        self.units: list[SearchUnit] = []
        self.documents: dict[str, SearchDocument] = {}

    def update(self, changes: Changes) -> None:
        """Apply changes."""
        kept = [unit for unit in self.units if unit.document not in changes.removed]
        self.units = [*kept, *changes.units]
        self.documents |= {document.address: document for document in changes.documents}

    def find(self, query: SearchQuery, *, but: str = "") -> set[int]:
        """The ids of matching units, ignoring the chosen values of the facet `but`."""
        return {unit.id for unit in self.units if self._is_found(unit, query, but)}

    def counts(self, query: SearchQuery, facet: str) -> dict[str, int]:
        """The number of matching units per value of a facet, ignoring its chosen values."""
        found = self.find(query, but=facet)
        values = (self._values(unit, facet) for unit in self.units if unit.id in found)
        return dict(Counter(value for several in values for value in several))

    def _is_found(self, unit: SearchUnit, query: SearchQuery, but: str) -> bool:
        return (
            query.root is not None
            and self._holds(unit, query.root)
            and self._in_years(unit, query.years)
            and all(
                not values.isdisjoint(self._values(unit, facet) or ("",))
                for facet, values in query.chosen.items()
                if facet != but
            )
        )

    def _holds(self, unit: SearchUnit, node: Node) -> bool:  # noqa: PLR0911  one result per kind of node
        match node:
            case Phrase(text):
                return holds(unit.folded, text)
            case All(nodes):
                return all(self._holds(unit, part) for part in nodes)
            case Either(nodes):
                return any(self._holds(unit, part) for part in nodes)
            case Not(inner):
                return not self._holds(unit, inner)
            case Having(facet, values):
                return not values.isdisjoint(self._values(unit, facet))
            case Years():
                return self._in_years(unit, node)
            case Cites(keys):
                return not keys.isdisjoint(unit.cites)
            case Titled(phrase):
                titles = (one for one in self.units if one.document == unit.document and one.part == "title")
                return any(holds(title.folded, phrase.text) for title in titles)
        raise TypeError(node)

    def _in_years(self, unit: SearchUnit, years: Years) -> bool:
        if years == Years():
            return True
        year = self.documents[unit.document].year
        return year is not None and (years.first or 0) <= year <= (years.last or 9999)

    def _values(self, unit: SearchUnit, facet: str) -> tuple[str, ...]:
        document = self.documents[unit.document]
        if facet == "subject":
            return document.subjects
        owner = unit if facet in ("part", "verb", "annex") else document
        value = getattr(owner, facet)
        return (str(value),) if value else ()


def holds(text: str, phrase: str) -> bool:
    """Whether a folded text contains a folded phrase that begins and ends at the edges of runs."""
    return any(
        text.startswith(phrase, start)
        and not (phrase[0] in RUN and start > 0 and text[start - 1] in RUN)
        and not (phrase[-1] in RUN and text[start + len(phrase) : start + len(phrase) + 1] in (*RUN,))
        for start in range(len(text) - len(phrase) + 1)
    )


def found_by(documents: Iterable[tuple[int, ...]]) -> set[int]:
    """The ids of all units in a result's groups."""
    return {unit for units in documents for unit in units}
