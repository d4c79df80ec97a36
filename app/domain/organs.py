"""Organs, states and instruments by their names in Chinese texts. The tables are handed in by whoever loads them."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from app.domain.instruments import Instruments
from app.domain.symbols import Symbol
from app.domain.text import fold

Numbering = Literal["session", "year", "serial", "none"]


def english_key(name: str) -> str:
    """An English name without case, accents and articles: `Türkiye` and `TÜRKİYE` are one."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'")).replace("ı", "i")
    bare = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    return re.sub(r"\s*\(the\)|\bthe\s+", "", re.sub(r"\s+", " ", bare)).strip(" .")


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ that adopts resolutions. `root` is what the symbols of all its documents begin with.

    `resolution` and `decision` are what its symbols begin with, or patterns with `{session}` and `{item}`;
    `numbering` is `none` where its texts have no symbols. Of numbers such as `77/213` it has those from
    session `first_session` on. Its sessions began in the year `began`, `per_year` of them a year (0: not
    told), each reaching into the next year where it `overlaps`; it adopted texts until the year `ended`. Its
    resolutions are never numbered above `most` in a session, its decisions from `decisions_from` on. `report`
    is the pattern of the symbols of the reports that print its texts, `party` that of its numbers where they
    are of a shape of their own; such a number may tell the organ by itself (`tells_itself`). `serials` says
    of numbers that count on through the years what stands in their brackets: first, last, year or session.
    """

    code: str
    name: str
    full_name: str
    root: str
    resolution: str
    numbering: Numbering
    decision: str | None = None
    aliases: tuple[str, ...] = ()
    had_roman_sessions: bool = False
    first_session: int = 1
    began: int | None = None
    per_year: int = 0
    overlaps: bool = False
    ended: int = 9999
    most: int = 9999
    decisions_from: int = 0
    report: str = ""
    party: str = ""
    tells_itself: bool = False
    serials: tuple[tuple[int, int, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, the longest first."""
        return tuple(sorted((self.name, self.full_name, *self.aliases), key=len, reverse=True))

    def symbol(self, number: str, *, decision: bool = False) -> Symbol:
        """The symbol of its resolution or decision of that number. Raises ValueError for a bad number."""
        pattern = (decision and self.decision) or self.resolution
        if "{" not in pattern:
            return Symbol.parse(f"{pattern}/{number}")
        session, _, item = number.partition("/")
        return Symbol.parse(pattern.format(session=session, item=item))

    def with_bracket(self, serial: int) -> str:
        """A number that is unique by itself with its year or session, as far as that is known: `1325(2000)`."""
        known = (bracket for first, last, bracket in self.serials if first <= serial <= last)
        bracket = next(known, None)
        return f"{serial}({bracket})" if bracket else str(serial)

    def is_reported_in(self, symbol: str) -> bool:
        """Whether a document of that symbol prints the organ's texts: `A/73/53`, `A/73/53/Add.1`."""
        pattern = re.escape(self.report).replace(re.escape("{session}"), "[0-9]+") + r"(?:/Add\.[0-9]+)?"
        return bool(self.report) and re.fullmatch(pattern, symbol) is not None

    def years_of(self, session: int) -> range | None:
        """The years that a session of that number fell in, None where nothing tells."""
        if self.began is None or not self.per_year:
            return None
        first = self.began + (session - 1) // self.per_year
        return range(first, first + 1 + self.overlaps)


@dataclass(frozen=True, slots=True)
class State:
    """A state: ISO 3166 alpha-3 code, M49 number, name in Chinese and in English."""

    code: str
    m49: str
    name: str
    en: str
    aliases: tuple[str, ...] = ()
    en_aliases: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False, eq=False)
class Names:
    """The organs, states and instruments that readers of texts know.

    `bodies` are organs whose documents are cited, but not read. `known_numbers` are the symbols of numbers
    that go by themselves: `2758`.
    """

    organs: tuple[Organ, ...]
    states: tuple[State, ...]
    bodies: tuple[Organ, ...] = ()
    instruments: Instruments = field(default_factory=Instruments)
    known_numbers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_tables(
        cls,
        organs: Mapping[str, Any],
        states: Mapping[str, Any],
        bodies: Mapping[str, Any],
        instruments: Mapping[str, Any],
        known_numbers: Mapping[str, str],
    ) -> "Names":
        """Build from the tables of the same names in `data/`, keyed by code and by slug."""

        def of_table(rows: Mapping[str, Any]) -> tuple[Organ, ...]:
            return tuple(
                Organ(code, **{**row, **{key: tuple(row.get(key, ())) for key in ("aliases", "serials")}})
                for code, row in rows.items()
            )

        return cls(
            of_table(organs),
            tuple(
                State(
                    code,
                    **{**row, **{key: tuple(row.get(key, ())) for key in ("aliases", "en_aliases")}},
                )
                for code, row in states.items()
            ),
            of_table(bodies),
            Instruments.from_table(instruments),
            known_numbers,
        )

    @cached_property
    def _states_by_name(self) -> dict[str, State]:
        return {fold(name): state for state in self.states for name in (state.name, *state.aliases)}

    @cached_property
    def _organs_by_name(self) -> dict[str, Organ]:
        return {fold(name): organ for organ in self.organs for name in organ.names}

    @cached_property
    def _organs_by_code(self) -> dict[str, Organ]:
        return {organ.code: organ for organ in self.organs}

    @cached_property
    def _states_by_english(self) -> dict[str, State]:
        return {english_key(name): state for state in self.states for name in (state.en, *state.en_aliases)}

    @cached_property
    def _english_name(self) -> re.Pattern[str]:
        longest_first = sorted(self._states_by_english, key=len, reverse=True)
        return re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, longest_first))})(?![a-z])")

    def state_in_english(self, name: str) -> State | None:
        """The state of that name in English; case, accents and articles do not matter."""
        return self._states_by_english.get(english_key(name))

    def states_named_in_english(self, text: str) -> tuple[list[State], str]:
        """The states that an English text lists, and what is left of the text without their names."""
        plain = english_key(text)
        found = [self._states_by_english[name] for name in self._english_name.findall(plain)]
        return found, self._english_name.sub("", plain)

    def state_by_code(self, code: str) -> State | None:
        """The state of that ISO 3166 alpha-3 code."""
        return next((state for state in self.states if state.code == code), None)

    def state(self, name: str) -> State | None:
        """The state of that name in Chinese, simplified or traditional."""
        return self._states_by_name.get(fold(name))

    def organ(self, name: str) -> Organ | None:
        """The organ of that name in Chinese, simplified or traditional."""
        return self._organs_by_name.get(fold(name))

    def organ_by_code(self, code: str) -> Organ | None:
        """The organ of that code."""
        return self._organs_by_code.get(code)

    def require_organ(self, code: str) -> Organ:
        """The organ of a code that a held text bears. Raises LookupError where the tables have lost it."""
        if found := self.organ_by_code(code):
            return found
        raise LookupError(code)

    def organ_of(self, symbol: Symbol) -> Organ | None:
        """The organ whose root the symbol begins with; the longest root decides."""
        owners = [organ for organ in self.organs if symbol.canonical.startswith(f"{organ.root}/")]
        return max(owners, key=lambda organ: len(organ.root), default=None)
