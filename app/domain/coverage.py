"""What an archive holds of each organ and session, and of how many texts that exist as far as their numbers tell.

How many there are at least, `app.domain.known_numbers` tells.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from app.domain.known_numbers import Numbered, NumberedKind, least, reader
from app.domain.organs import Names, Organ
from app.domain.resolution import DocumentKind

YearState = Literal["whole", "gaps", "partly"]
"""`gaps`: numbers of its sessions are missing; `partly`: a session that reaches into it is missing altogether."""

_WORST: tuple[YearState, ...] = ("partly", "gaps", "whole")


@dataclass(frozen=True, slots=True)
class HeldText:
    """What coverage counts of a held document; `added_on` is when it was taken in, None if that was not written down."""

    symbol: str | None
    kind: DocumentKind
    body: str
    session: str | None
    year: int | None
    language: str
    adopted_on: date | None
    added_on: date | None


@dataclass(frozen=True, slots=True)
class Extent:
    """How many texts of a kind are held, under how many numbers, of at least how many numbers that exist.

    `least` is None where nothing is known. `by` is the symbol that tells it, None where the table of an organ's numbers does.
    """

    documents: int = 0
    numbers: int = 0
    least: int | None = None
    by: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether no number is known to be missing."""
        return self.least is not None and self.numbers >= self.least


@dataclass(frozen=True, slots=True)
class SessionCoverage:
    """What is held of a session, or of a year where an organ numbers its texts through the years; empty if unknown.

    `languages` are those that the texts say they are in, with the number of texts; `first` and `last` dates of adoption.
    """

    session: str
    resolutions: Extent
    decisions: Extent
    drafts: int
    languages: tuple[tuple[str, int], ...]
    first: date | None
    last: date | None
    added_on: date | None

    @property
    def documents(self) -> int:
        """Number of held documents."""
        return self.resolutions.documents + self.decisions.documents + self.drafts


@dataclass(frozen=True, slots=True)
class OrganCoverage:
    """An organ: its sessions, oldest first, special ones last; the years of the first and the last held text.

    `unheld` is the number of its resolutions and decisions that are cited, of sessions of which nothing is held.
    """

    body: str
    is_serial: bool
    sessions: tuple[SessionCoverage, ...]
    since: int | None
    until: int | None
    unheld: int

    @property
    def documents(self) -> int:
        """Number of held documents."""
        return sum(session.documents for session in self.sessions)


@dataclass(frozen=True, slots=True)
class YearCoverage:
    """The held texts of an organ's year, and whether resolutions of it are known to be missing."""

    documents: int
    state: YearState


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an archive holds, the organ with the most documents first. `unheld` counts, for organs of which nothing is
    held, the resolutions and decisions that are cited."""

    organs: tuple[OrganCoverage, ...]
    unheld: tuple[tuple[str, int], ...]
    years: Mapping[tuple[str, int], YearCoverage] = field(default_factory=dict)
    """By organ and year; years of which nothing is held are not among them."""

    @property
    def documents(self) -> int:
        """Number of held documents."""
        return sum(organ.documents for organ in self.organs)

    def state_of(self, year: int, bodies: Iterable[str]) -> YearState | None:
        """How whole a year is for these organs together; None if nothing of it is held."""
        states = [self.years[body, year].state if (body, year) in self.years else None for body in bodies]
        if not any(states):
            return None
        # An organ of which nothing is held that year is as good as a session that is missing.
        return next(state for state in _WORST if state in states) if None not in states else "partly"


_Key = tuple[str, str]
"""An organ and its session."""
_Numbers = dict[tuple[_Key, NumberedKind], dict[int, str]]
"""The numbers of a kind in a session, each with a symbol that has it."""


def coverage(held: Iterable[HeldText], cited: Iterable[str], names: Names) -> Coverage:
    """Count what is held, beside the symbols that are cited."""
    read = reader(names)
    by_session: dict[_Key, list[HeldText]] = defaultdict(list)
    here: _Numbers = defaultdict(dict)
    for text in held:
        numbered = read(text.symbol) if text.symbol else None
        key = (text.body, text.session or _session_of(numbered, text))
        by_session[key].append(text)
        if numbered and text.kind == numbered.kind and text.symbol:
            here[key, numbered.kind].setdefault(numbered.number, text.symbol)
    known: _Numbers = defaultdict(dict)
    for symbol in cited:
        if numbered := read(symbol):
            known[(numbered.body, numbered.session), numbered.kind].setdefault(numbered.number, symbol)
    unheld: Counter[str] = Counter()
    for (key, _), numbers in known.items():
        if key not in by_session:
            unheld[key[0]] += len(numbers)
    organs = tuple(_organs(by_session, here, known, names, unheld))
    others = [
        (body, count) for body, count in unheld.most_common() if body not in {one.body for one in organs}
    ]
    return Coverage(organs, tuple(others), dict(_years(organs, by_session, names)))


def _session_of(numbered: Numbered | None, text: HeldText) -> str:
    return numbered.session if numbered else str(text.year or "")


def _organs(
    by_session: Mapping[_Key, list[HeldText]],
    here: _Numbers,
    known: _Numbers,
    names: Names,
    unheld: Counter[str],
) -> Iterator[OrganCoverage]:
    totals = Counter(body for (body, _), texts in by_session.items() for _ in texts)
    for body, _ in totals.most_common():
        organ = names.organ_by_code(body)
        keys = sorted((key for key in by_session if key[0] == body), key=lambda key: _order(key[1]))
        years = [text.year for key in keys for text in by_session[key] if text.year]
        yield OrganCoverage(
            body,
            organ is not None and organ.numbering == "serial",
            tuple(_session(key, by_session[key], here, known, names) for key in keys),
            min(years, default=None),
            max(years, default=None),
            unheld[body],
        )


def _order(session: str) -> tuple[bool, str, int, str]:
    prefix, _, number = session.rpartition("-")
    return prefix != "", prefix, int(number) if number.isascii() and number.isdigit() else 0, session


def _session(
    key: _Key, texts: list[HeldText], here: _Numbers, known: _Numbers, names: Names
) -> SessionCoverage:
    organ = names.organ_by_code(key[0])
    kinds = Counter(text.kind for text in texts)
    languages = Counter(text.language for text in texts)

    def extent(kind: NumberedKind) -> Extent:
        numbers = here.get((key, kind), {})
        most = known.get((key, kind), {})
        known_least, by = least(organ, key[1], kind, numbers, most, names)
        # A number that contradicts the table of its organ is held all the same.
        at_least = None if known_least is None else max(known_least, len(numbers))
        return Extent(kinds[kind], len(numbers), at_least, by)

    days = [text.adopted_on for text in texts if text.adopted_on]
    return SessionCoverage(
        key[1],
        extent("resolution"),
        extent("decision"),
        kinds["draft"],
        tuple(languages.most_common()),
        min(days, default=None),
        max(days, default=None),
        max((text.added_on for text in texts if text.added_on), default=None),
    )


def _years(
    organs: Iterable[OrganCoverage], by_session: Mapping[_Key, list[HeldText]], names: Names
) -> Iterator[tuple[tuple[str, int], YearCoverage]]:
    held = Counter(
        (body, text.year) for (body, _), texts in by_session.items() for text in texts if text.year
    )
    for one in organs:
        organ = names.organ_by_code(one.body)
        resolutions = {session.session: session.resolutions for session in one.sessions}
        sessions_of = _sessions_of(organ, one) if organ else lambda _: []
        years = sorted(year for body, year in held if body == one.body)
        yield from (
            ((one.body, year), YearCoverage(held[one.body, year], _state(sessions_of(year), resolutions)))
            for year in years
        )


def _state(sessions: list[str], resolutions: Mapping[str, Extent]) -> YearState:
    if not sessions or any(session not in resolutions for session in sessions):
        return "partly"
    return "whole" if all(resolutions[session].is_whole for session in sessions) else "gaps"


def _sessions_of(organ: Organ, held: OrganCoverage) -> Callable[[int], list[str]]:
    """The sessions of an organ that reach into a year; none where that is not known."""
    if organ.numbering != "session":
        return lambda year: [str(year)]
    last = max((int(one.session) for one in held.sessions if one.session.isdigit()), default=0)
    spans = {number: organ.years_of(number) or range(0) for number in range(1, last + 1 + organ.per_year + 1)}
    return lambda year: [str(number) for number, span in spans.items() if year in span]
