"""The oracle: a scan over all units that knows nothing of grams, words or indexes.

It states once more, in the plainest way, what a phrase search means; engines must agree with it.
"""

from collections.abc import Iterable

from app.domain.query import SearchQuery
from app.search.engine import Changes, SearchUnit

RUN = set("0123456789abcdefghijklmnopqrstuvwxyz")


class Scan:
    """The units, in a list."""

    def __init__(self) -> None:
        self.units: list[SearchUnit] = []

    def update(self, changes: Changes) -> None:
        """Apply changes."""
        kept = [unit for unit in self.units if unit.document not in changes.removed]
        self.units = [*kept, *changes.added]

    def find(self, query: SearchQuery) -> set[int]:
        """The ids of the units sought."""
        return {
            unit.id for unit in self.units if (query.phrases or query.cites) and self._is_sought(unit, query)
        }

    def _is_sought(self, unit: SearchUnit, query: SearchQuery) -> bool:
        return (
            (not query.parts or unit.part in query.parts)
            and (query.within is None or unit.document in query.within)
            and all(any(key in unit.cites for key in keys) for keys in query.cites)
            and all(holds(unit.folded, phrase.text) for phrase in query.phrases)
            and not any(holds(unit.folded, phrase.text) for phrase in query.without)
        )


def holds(text: str, phrase: str) -> bool:
    """Whether a folded phrase stands in a folded text, no run of its edges cut out of a longer one."""
    return any(
        text.startswith(phrase, start)
        and not (phrase[0] in RUN and start > 0 and text[start - 1] in RUN)
        and not (phrase[-1] in RUN and text[start + len(phrase) : start + len(phrase) + 1] in (*RUN,))
        for start in range(len(text) - len(phrase) + 1)
    )


def found_by(documents: Iterable[tuple[int, ...]]) -> set[int]:
    """All ids of a result's groups."""
    return {unit for units in documents for unit in units}
