"""Organs, states and instruments by their names in Chinese texts. The caller supplies the tables."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal

from app.domain.instruments import Instruments
from app.domain.states import State, StateNames
from app.domain.symbols import Symbol
from app.domain.text import fold

Numbering = Literal["session", "year", "serial", "none"]


_BEFORE_A_GROUP = re.compile(
    r"^\s*(?:UN\.?\s+|(?:the\s+)?(?:e\s+)?(?:States\s+(?:Members\s+of\s+the\s+United\s+Nations\s+)?that\s+are\s+)?members\s+of\s+"
    r"|the\s+(?:e\s+)?)*",
    re.IGNORECASE,
)
"""What sources put before the name of a group, slips of the pen included."""


def english_key(name: str) -> str:
    """An English name without case, accents and articles: `Türkiye` and `TÜRKİYE` have one key."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'")).replace("ı", "i")
    bare = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    return re.sub(r"\s*\(the\)|\bthe\s+", "", re.sub(r"\s+", " ", bare)).strip(" .")


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ that adopts resolutions.

    `root` is the prefix of the symbols of all its documents. `resolution` and `decision` are prefixes of its
    symbols, or patterns with `{session}` and `{item}`; `numbering` is `none` if its texts have no symbols.

    Numbers of the form `77/213` begin with session `first_session`. Its sessions began in the year `began`,
    `per_year` of them a year (0: unknown); with `overlaps` each reaches into the next year. It adopted texts
    until the year `ended`; numbers of the form `2021/2` begin with the year `first_year_numbered`. Within a session its resolutions go up to `most`, its decisions begin at
    `decisions_from`.

    `report` is the symbol pattern of the reports that print its texts, `party` the pattern of numbers of a
    form of their own; with `tells_itself` such a number identifies the organ without its name. `serials`
    holds, for numbers that run on through the years, the year or session in brackets: (first number, last
    number, bracket). `seats` holds how many members it has had: (first year, members); empty where all Member
    States are members, or where the number is unknown.

    `special` has the first and the last year of each special session, by its name (`S-32`); `resumed` are sessions
    that met again after the days that covers print.
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
    first_year_numbered: int = 0
    most: int = 9999
    decisions_from: int = 0
    report: str = ""
    party: str = ""
    tells_itself: bool = False
    serials: tuple[tuple[int, int, str], ...] = ()
    english: tuple[str, ...] = ()
    special: Mapping[str, Sequence[int]] = field(default_factory=dict)
    resumed: Sequence[str] = ()
    seats: tuple[tuple[int, int], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, longest first."""
        return tuple(sorted((self.name, self.full_name, *self.aliases), key=len, reverse=True))

    def symbol(self, number: str, *, decision: bool = False) -> Symbol:
        """The symbol of its resolution or decision of that number. Raises ValueError for an invalid
        number."""
        pattern = (decision and self.decision) or self.resolution
        if "{" not in pattern:
            return Symbol.parse(f"{pattern}/{number}")
        session, _, item = number.partition("/")
        return Symbol.parse(pattern.format(session=session, item=item))

    def with_bracket(self, serial: int) -> str:
        """A unique number with its year or session, if known: `1325(2000)`."""
        known = (bracket for first, last, bracket in self.serials if first <= serial <= last)
        bracket = next(known, None)
        return f"{serial}({bracket})" if bracket else str(serial)

    def is_reported_in(self, symbol: str) -> bool:
        """Whether a document of that symbol prints the organ's texts: `A/73/53`, `A/73/53/Add.1`."""
        pattern = re.escape(self.report).replace(re.escape("{session}"), "[0-9]+") + r"(?:/Add\.[0-9]+)?"
        return bool(self.report) and re.fullmatch(pattern, symbol) is not None

    def seats_in(self, year: int) -> int | None:
        """How many members it had in a year, or None if unknown."""
        return next((members for first, members in reversed(self.seats) if first <= year), None)

    def years_of(self, session: int) -> range | None:
        """The years in which a session fell, or None if unknown."""
        if self.began is None or not self.per_year:
            return None
        first = self.began + (session - 1) // self.per_year
        return range(first, first + 1 + self.overlaps)


@dataclass(frozen=True, repr=False, eq=False)
class Names:
    """All known organs, states and instruments, looked up by name.

    `bodies` are organs that are cited but whose documents are not in the archive. `known_numbers` maps
    numbers that are cited by themselves (`2758`) to their symbols; `groups` has the Chinese names of groups of states
    and of committees by their English ones, `headings` those of subjects by the headings of the source.
    """

    organs: tuple[Organ, ...]
    states: tuple[State, ...]
    bodies: tuple[Organ, ...] = ()
    instruments: Instruments = field(default_factory=Instruments)
    known_numbers: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    headings: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_tables(
        cls,
        organs: Mapping[str, Any],
        states: Mapping[str, Any],
        bodies: Mapping[str, Any],
        instruments: Mapping[str, Any],
        known_numbers: Mapping[str, str],
        groups: Mapping[str, str],
        headings: Mapping[str, str],
    ) -> "Names":
        """Build from the tables of the same names in `data/`, keyed by code or slug."""

        def of_table(rows: Mapping[str, Any]) -> tuple[Organ, ...]:
            return tuple(
                Organ(
                    code,
                    **{
                        **row,
                        **{
                            key: tuple(row.get(key, ())) for key in ("aliases", "serials", "english", "seats")
                        },
                    },
                )
                for code, row in rows.items()
            )

        return cls(
            of_table(organs),
            tuple(
                State(
                    code,
                    **{
                        **row,
                        **{key: tuple(row.get(key, ())) for key in ("aliases", "en_aliases", "not_in")},
                    },
                )
                for code, row in states.items()
            ),
            of_table(bodies),
            Instruments.from_table(instruments),
            known_numbers,
            groups,
            headings,
        )

    def seats_on(self, body: str, day: date | None) -> int | None:
        """How many members an organ had on a day, or None if unknown.

        Of the General Assembly it is known since the last Member State was admitted: the states that are no more are
        not all in the table.
        """
        if day is None:
            return None
        if body == "GA":
            members = [state.member for state in self.states if state.member and state.is_member(day)]
            last = max((state.member for state in self.states if state.member), default=day)
            return len(members) if day >= last else None
        organ = self.organ_by_code(body)
        return organ.seats_in(day.year) if organ else None

    @cached_property
    def state_names(self) -> StateNames:
        """The names of states, to be found in texts."""
        return StateNames(self.states)

    @cached_property
    def _states_by_name(self) -> dict[str, State]:
        return {fold(name): state for state in self.states for name in (state.name, *state.aliases)}

    @cached_property
    def _states_by_code(self) -> dict[str, State]:
        return {state.code: state for state in reversed(self.states)}

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
        """The state of that English name, or None; case, accents and articles are ignored."""
        return self._states_by_english.get(english_key(name))

    def states_named_in_english(self, text: str) -> tuple[list[State], str]:
        """The states listed in an English text, and the text without their names."""
        plain = english_key(text)
        found = [self._states_by_english[name] for name in self._english_name.findall(plain)]
        return found, self._english_name.sub("", plain)

    @cached_property
    def _groups_by_english(self) -> dict[str, str]:
        return {english_key(name): chinese for name, chinese in self.groups.items()}

    def group_in_english(self, told: str) -> str | None:
        """The Chinese name of a group of states or a committee that a source names in English, or None."""
        return self._groups_by_english.get(english_key(_BEFORE_A_GROUP.sub("", told.replace("\u200b", ""))))

    @cached_property
    def subjects(self) -> Mapping[str, str]:
        """The Chinese names of subjects, states among them, by their English headings in upper case."""
        states = {name.upper(): state.name for state in self.states for name in (state.en, *state.en_aliases)}
        return {**states, **self.headings}

    def subject_headings(self, named: str) -> frozenset[str]:
        """The headings of a subject named in Chinese or English."""
        wanted = fold(named)
        chinese = {heading for heading, name in self.subjects.items() if fold(name) == wanted}
        return frozenset({named.upper(), *chinese})

    def state_by_code(self, code: str) -> State | None:
        """The state of an ISO 3166 alpha-3 code, or None."""
        return self._states_by_code.get(code)

    def state(self, name: str) -> State | None:
        """The state of a Chinese name, simplified or traditional, or None."""
        return self._states_by_name.get(fold(name))

    def organ(self, name: str) -> Organ | None:
        """The organ of a Chinese name, simplified or traditional, or None."""
        return self._organs_by_name.get(fold(name))

    def organ_by_code(self, code: str) -> Organ | None:
        """The organ of a code, or None."""
        return self._organs_by_code.get(code)

    def organ_name(self, code: str) -> str:
        """The name of the organ of a code, or the code."""
        found = self.organ_by_code(code)
        return found.name if found else code

    def require_organ(self, code: str) -> Organ:
        """The organ of a code. Raises LookupError if the tables no longer have it."""
        if found := self.organ_by_code(code):
            return found
        raise LookupError(code)

    def organ_of(self, symbol: Symbol) -> Organ | None:
        """The organ whose root is the longest prefix of the symbol, or None."""
        owners = [organ for organ in self.organs if symbol.canonical.startswith(f"{organ.root}/")]
        return max(owners, key=lambda organ: len(organ.root), default=None)
