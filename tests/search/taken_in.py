"""Resolutions converted to the input of a search index."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.places import part_of
from app.domain.query import cite_key
from app.domain.resolution import Resolution
from app.domain.states import State
from app.domain.text import fold, sentence_stops
from app.search.changes import Changes, SearchDocument, SearchUnit


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The documents and units of an index, and the texts of the units as printed."""

    documents: tuple[SearchDocument, ...]
    units: tuple[SearchUnit, ...]
    printed: tuple[str, ...]

    @property
    def added(self) -> Changes:
        """The changes that add everything."""
        return Changes(documents=self.documents, units=self.units)


def taken_in(resolutions: Iterable[Resolution], states: Iterable[State] = ()) -> TakenIn:
    """The documents and units of these resolutions, with the states that they name; unit ids count from 1."""
    states = tuple(states)
    documents: list[SearchDocument] = []
    units: list[SearchUnit] = []
    printed: list[str] = []
    for text in resolutions:
        head = text.head
        on = str(head.adopted_on or "")
        subjects = ("HUMAN RIGHTS", head.body)
        year = head.adopted_on.year if head.adopted_on else None
        document = SearchDocument(
            text.id,
            head.body,
            head.session,
            year,
            head.kind,
            on,
            subjects,
            head.committee,
            tuple(f"{vote.state}.{vote.vote}" for vote in text.adoption.votes),
            text.adoption.in_favour,
            text.adoption.against,
            text.adoption.abstaining,
        )
        documents.append(document)
        title = fold(head.title or "")
        units.append(SearchUnit(len(units) + 1, text.id, "title", title, states=states_named(title, states)))
        printed.append(head.title or "")
        for unit in text.units:
            cites = tuple(cite_key(found.target) for found in unit.citations if found.target)
            verb, annex = getattr(unit, "verb", None), getattr(unit, "annex", None)
            part = part_of(unit.anchor)
            folded = fold(unit.text)
            units.append(
                SearchUnit(
                    len(units) + 1,
                    text.id,
                    part,
                    folded,
                    verb,
                    annex,
                    cites,
                    sentence_stops(unit.text),
                    states_named(folded, states),
                    english_beside(len(units)),
                )
            )
            printed.append(unit.text)
    return TakenIn(tuple(documents), tuple(units), tuple(printed))


_ENGLISH = (
    "exercise due diligence in all supply chains",
    "human rights due diligence and remedies",
    "the diligence that is due",
    "non state actors and the united nations",
    "human rights",
)


def english_beside(number: int) -> tuple[str, ...]:
    """The English texts made up for a unit: none, one or two."""
    return _ENGLISH[number % 5 : number % 5 + number % 3]


def states_named(folded: str, states: Iterable[State]) -> tuple[str, ...]:
    """The states that a folded text names: of all words at all places, the longest is taken first."""
    words = {fold(word): "" for state in states for word in state.not_in}
    words |= {fold(name): state.code for state in states for name in (state.name, *state.aliases)}
    begins = [[word for word in words if folded.startswith(word, start)] for start in range(len(folded))]
    longest = [(-max(map(len, found)), start) for start, found in enumerate(begins) if found]
    taken: dict[int, int] = {}
    for length, start in sorted(longest):
        place = range(start, start - length)
        if taken.keys().isdisjoint(place):
            taken |= dict.fromkeys(place, start)
    ends = {start: end + 1 for end, start in sorted(taken.items())}
    named = [words[folded[start : ends[start]]] for start in sorted(ends)]
    return tuple(dict.fromkeys(code for code in named if code))
