"""The oracle: a linear scan over all units, without n-grams, words or indexes.

It restates the meaning of every question in the simplest form; every engine must give the same answers. It does not
rank: an answer by relevance has the same documents, units and counts in an order of its own.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, permutations
from typing import TypeVar

from rapidfuzz.distance import Indel

from app.domain.english_text import stems_of
from app.domain.proximity import InOrder, Near
from app.domain.query import SearchQuery
from app.domain.query.terms import (
    All,
    Cites,
    Either,
    English,
    Having,
    Node,
    Not,
    Phrase,
    Tally,
    Titled,
    Years,
)
from app.search.changes import Changes, SearchDocument, SearchUnit
from app.search.engine import (
    Answer,
    Counts,
    DocumentHits,
    Line,
    LineOrder,
    NamedStates,
    Question,
    Use,
    UseIn,
    Uses,
)
from app.search.like_wording import FacetCount, Places, UnitPlace, WordingQuestion

RUN = set("0123456789abcdefghijklmnopqrstuvwxyz")
_Dated = TypeVar("_Dated", str, SearchUnit)


class Scan:
    """All units, in a list."""

    def __init__(self) -> None:
        self.units: list[SearchUnit] = []
        self.documents: dict[str, SearchDocument] = {}

    def update(self, changes: Changes) -> None:
        """Apply changes."""
        kept = [unit for unit in self.units if unit.document not in changes.removed]
        self.units = [*kept, *changes.units]
        stayed = {key: one for key, one in self.documents.items() if key not in changes.removed}
        self.documents = stayed | {document.address: document for document in changes.documents}

    def answer(self, question: Question) -> Answer:
        """The answer by date; the order by relevance is no matter of an oracle."""
        query = question.query
        found = self.find(query)
        units = [unit for unit in self.units if unit.id in found]
        groups = {key: list(of) for key, of in groupby(units, key=lambda unit: unit.document)}
        first = (question.page - 1) * question.size
        total = len(groups)
        for key, (series, position) in question.series.items():
            if any(
                question.series[one][0] == series and question.series[one][1] > position
                for one in groups.keys() & question.series.keys()
            ):
                groups.pop(key, None)
        shown = self._by_date(groups, lambda key: key, is_oldest_first=query.sort == "oldest")
        return Answer(
            query,
            len(units),
            total,
            tuple(
                DocumentHits(key, tuple(unit.id for unit in groups[key]))
                for key in shown[first : first + question.size]
            ),
            {facet: self._most(question, facet) for facet in question.counted},
            {facet: len(self.counts(query, facet, question.counts)) for facet in question.counted},
            left_out=total - len(groups),
        )

    def lines(self, query: SearchQuery, by: LineOrder) -> list[Line]:
        """All lines of a concordance; those in the order of their context stand as by date."""
        found = self.find(query)
        units = [unit for unit in self.units if unit.id in found]
        in_time = self._by_date(units, lambda unit: unit.document, is_oldest_first=by == "oldest")
        return [
            Line(unit.document, unit.id, *span)
            for unit in in_time
            for span in sorted(span for phrase in query.phrases for span in spans(unit.folded, phrase.text))
        ]

    def uses(self, query: SearchQuery) -> Uses:
        """Documents and units by year and by organ."""
        found = self.find(query)
        units = [unit for unit in self.units if unit.id in found]

        def used(is_meant: Callable[[SearchDocument], bool]) -> Use:
            meant = [unit for unit in units if is_meant(self.documents[unit.document])]
            return Use(len({unit.document for unit in meant}), len(meant))

        owners = [self.documents[unit.document] for unit in units]
        years = {one.year for one in owners if one.year is not None}
        bodies = {one.body for one in owners if one.body}
        return Uses(
            {year: used(lambda one: one.year == year) for year in years},  # noqa: B023  used at once
            {body: used(lambda one: one.body == body) for body in bodies},  # noqa: B023
            used(lambda one: one.year is None),
            used(lambda _: True),
            {body: self._ends(units, body) for body in bodies},
        )

    def _ends(self, units: Sequence[SearchUnit], body: str) -> tuple[UnitPlace, UnitPlace]:
        """The first of these units in the first and in the last document of an organ."""
        of_body = [unit for unit in units if self.documents[unit.document].body == body]
        first, last = (
            self._by_date(of_body, lambda unit: unit.document, is_oldest_first=oldest)[0]
            for oldest in (True, False)
        )
        return UnitPlace(first.document, first.id), UnitPlace(last.document, last.id)

    def uses_by_year_and_body(self, query: SearchQuery) -> tuple[UseIn, ...]:
        """Documents and units by organ in each year, unknown ones first."""
        found = self.find(query)
        documents: dict[tuple[int | None, str | None], list[str]] = {}
        for unit in self.units:
            if unit.id in found:
                owner = self.documents[unit.document]
                documents.setdefault((owner.year, owner.body or None), []).append(unit.document)
        bodies = list(dict.fromkeys(one.body for one in self.documents.values()))
        order = sorted(documents, key=lambda key: (key[0] or 0, bodies.index(key[1]) if key[1] else -1))
        return tuple(UseIn(*key, Use(len(set(documents[key])), len(documents[key]))) for key in order)

    def similarities(self, question: WordingQuestion) -> dict[int, float]:
        """The similarity of each unit to the nearest passage, of those that the question does not leave out."""
        return {
            unit.id: max(Indel.normalized_similarity(passage, unit.folded) for passage in question.passages)
            for unit in self._left(question)
        }

    def holding(self, question: WordingQuestion, passage: str) -> list[UnitPlace]:
        """The places of the units that contain a passage verbatim, the oldest first, undated ones last."""
        found = [unit for unit in self._left(question) if holds(unit.folded, passage)]
        in_time = self._by_date(found, lambda unit: unit.document, is_oldest_first=True)
        return [UnitPlace(unit.document, unit.id) for unit in in_time]

    def day(self, place: UnitPlace) -> str:
        """The date of a unit's document, empty if unknown."""
        return self.documents[place.document].adopted_on

    def same_units(self, question: WordingQuestion) -> Places:
        """The places of the units whose text is one of the passages, the oldest first, undated ones last."""
        found = [unit for unit in self._left(question) if unit.folded and unit.folded in question.passages]
        in_time = self._by_date(found, lambda unit: unit.document, is_oldest_first=True)
        places = tuple(UnitPlace(unit.document, unit.id) for unit in in_time)
        start = (question.page - 1) * question.size
        return Places(len(places), places[start : start + question.size])

    def _left(self, question: WordingQuestion) -> list[SearchUnit]:
        """The units that a question does not leave out."""
        return [
            unit
            for unit in self.units
            if unit.document not in question.without
            and all(
                not values.isdisjoint(self._values(unit, facet) or ("",))
                for facet, values in question.chosen.items()
            )
        ]

    def _by_date(
        self, found: Iterable[_Dated], document: Callable[[_Dated], str], *, is_oldest_first: bool
    ) -> list[_Dated]:
        """By the date of the document, undated ones last."""
        sign = 1 if is_oldest_first else -1

        def age(one: _Dated) -> tuple[bool, int]:
            day = self.documents[document(one)].adopted_on
            return not day, sign * int(day.replace("-", "") or 0)

        return sorted(found, key=age)

    def _most(self, question: Question, facet: str) -> tuple[FacetCount, ...]:
        """The values of a facet that a question wants."""
        found = self._in_order(self.counts(question.query, facet, question.counts))
        chosen = {*question.query.chosen.get(facet, ()), *question.kept.get(facet, ())}
        most = len(found) if question.most is None else question.most
        return found[:most] + tuple(one for one in found[most:] if one.value in chosen)

    @staticmethod
    def _in_order(counts: dict[str, int]) -> tuple[FacetCount, ...]:
        """Values by count, the highest first, ties by value."""
        return tuple(FacetCount(*one) for one in sorted(counts.items(), key=lambda one: (-one[1], one[0])))

    def find(self, query: SearchQuery, *, but: str = "") -> set[int]:
        """The ids of matching units, ignoring the chosen values of the facet `but`."""
        return {unit.id for unit in self.units if self._is_found(unit, query, but)}

    def counts(self, query: SearchQuery, facet: str, of: Counts = "units") -> dict[str, int]:
        """The number of matching units, or of their documents, per value of a facet, ignoring its chosen values."""
        found = self.find(query, but=facet)
        holding = {
            (unit.id if of == "units" else unit.document, value)
            for unit in self.units
            if unit.id in found
            for value in self._values(unit, facet)
        }
        return dict(Counter(value for _, value in holding))

    def named_states(self, query: SearchQuery, states: Sequence[str]) -> NamedStates:
        """Which of these states the matching units name, ignoring the states chosen."""
        found = self.find(query, but="state")
        named = [set(unit.states) & set(states) for unit in self.units if unit.id in found]
        counts = {state: sum(state in one for one in named) for state in states}
        return NamedStates({state: count for state, count in counts.items() if count}, named.count(set()))

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

    def _holds(self, unit: SearchUnit, node: Node) -> bool:  # noqa: C901, PLR0911  one result per kind of node
        match node:
            case Phrase(text):
                return holds(unit.folded, text)
            case Near() | InOrder():
                return scans(node, unit.folded, unit.stops)
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
            case Tally(choice, first, last):
                votes = getattr(self.documents[unit.document], choice)
                return votes is not None and (first or 0) <= votes <= (9999 if last is None else last)
            case Cites(keys):
                return not keys.isdisjoint(unit.cites)
            case English(phrase, in_any_form):
                return any(holds_english(text, phrase, in_any_form) for text in unit.english)
            case Titled(phrase):
                titles = (one for one in self.units if one.document == unit.document and one.part == "title")
                return any(self._holds(title, phrase) for title in titles)
        raise TypeError(node)

    def _in_years(self, unit: SearchUnit, years: Years) -> bool:
        if years == Years():
            return True
        year = self.documents[unit.document].year
        return year is not None and (years.first or 0) <= year <= (years.last or 9999)

    def _values(self, unit: SearchUnit, facet: str) -> tuple[str, ...]:
        document = self.documents[unit.document]
        several = {"subject": document.subjects, "state": unit.states, "voted": document.votes}
        if facet in several:
            return several[facet]
        owner = unit if facet in ("part", "verb", "annex") else document
        value = getattr(owner, facet)
        return (str(value),) if value else ()


def all_spans(text: str, phrase: str) -> list[tuple[int, int]]:
    """All spans of a folded phrase in a folded text that begin and end at the edges of runs."""
    found = [(start, start + len(phrase)) for start in range(len(text)) if text.startswith(phrase, start)]
    return [span for span in found if not any(is_inside_run(text, place) for place in span)]


def is_inside_run(text: str, place: int) -> bool:
    """Whether a run goes on at a place."""
    return 0 < place < len(text) and text[place - 1] in RUN and text[place] in RUN


def are_near(text: str, row: tuple[str, ...], within: int, last: int | None = None) -> bool:
    """Whether phrases stand in this order, each at most so many characters behind the one before."""
    if not row:
        return True
    return any(
        are_near(text, row[1:], within, end)
        for start, end in all_spans(text, row[0])
        if last is None or last <= start <= last + within
    )


def are_in_order(text: str, stops: tuple[int, ...], parts: tuple[str, ...], at: tuple[int, int]) -> bool:
    """Whether the phrases after the one at `at` follow it in the same sentence."""
    return len(parts) == 1 or any(
        are_in_order(text, stops, parts[1:], span)
        for span in all_spans(text, parts[1])
        if at[1] <= span[0] and not any(at[1] <= stop <= span[0] for stop in stops)
    )


def scans(sought: Near | InOrder, text: str, stops: tuple[int, ...] = ()) -> bool:
    """Whether phrases stand together in a folded text."""
    if isinstance(sought, Near):
        return any(are_near(text, row, sought.within) for row in permutations(sought.parts))
    return any(are_in_order(text, stops, sought.parts, at) for at in all_spans(text, sought.parts[0]))


def holds_english(text: str, phrase: str, in_any_form: bool) -> bool:  # noqa: FBT001
    """Whether a folded English text has a phrase's words in a row, or all of them in any form."""
    if in_any_form:
        return set(stems_of(phrase)) <= set(stems_of(text))
    return f" {phrase} " in f" {text} "


def holds(text: str, phrase: str) -> bool:
    """Whether a folded text contains a folded phrase that begins and ends at the edges of runs."""
    return phrase in text and any(True for _ in spans(text, phrase))


def spans(text: str, phrase: str) -> Iterator[tuple[int, int]]:
    """Where a folded phrase stands in a folded text, from left to right, no two overlapping."""
    end = 0
    for start in range(len(text) - len(phrase) + 1):
        behind = start + len(phrase)
        if (
            start >= end
            and text.startswith(phrase, start)
            and not (phrase[0] in RUN and start > 0 and text[start - 1] in RUN)
            and not (phrase[-1] in RUN and text[behind : behind + 1] in (*RUN,))
        ):
            end = behind
            yield start, behind


def found_by(documents: Iterable[tuple[int, ...]]) -> set[int]:
    """The ids of all units in a result's groups."""
    return {unit for units in documents for unit in units}
