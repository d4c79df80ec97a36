"""Organs and states by their names in Chinese texts. The tables are handed in by whoever loads them."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from app.domain.symbols import Symbol
from app.domain.text import fold

Numbering = Literal["session", "year", "serial"]


def english_key(name: str) -> str:
    """An English name without case, accents and articles: `Türkiye` and `TÜRKİYE` are one."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'")).replace("ı", "i")
    bare = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    return re.sub(r"\s*\(the\)|\bthe\s+", "", re.sub(r"\s+", " ", bare)).strip(" .")


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ that adopts resolutions. `root` is what the symbols of all its documents begin with."""

    code: str
    name: str
    full_name: str
    root: str
    resolution: str
    numbering: Numbering
    decision: str | None = None
    aliases: tuple[str, ...] = ()
    had_roman_sessions: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, the longest first."""
        return tuple(sorted((self.name, self.full_name, *self.aliases), key=len, reverse=True))

    def symbol(self, number: str, *, decision: bool = False) -> Symbol:
        """The symbol of its resolution or decision of that number. Raises ValueError for a bad number."""
        return Symbol.parse(f"{(decision and self.decision) or self.resolution}/{number}")


@dataclass(frozen=True, slots=True)
class State:
    """A state: ISO 3166 alpha-3 code, M49 number, name in Chinese and in English."""

    code: str
    m49: str
    name: str
    en: str
    aliases: tuple[str, ...] = ()
    en_aliases: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Names:
    """The organs and states that readers of texts know."""

    organs: tuple[Organ, ...]
    states: tuple[State, ...]

    @classmethod
    def from_tables(cls, organs: Mapping[str, Any], states: Mapping[str, Any]) -> "Names":
        """Build from the tables of `organs.toml` and `states.toml`, keyed by code."""
        return cls(
            tuple(
                Organ(code, **{**row, "aliases": tuple(row.get("aliases", ()))})
                for code, row in organs.items()
            ),
            tuple(
                State(
                    code,
                    **{**row, **{key: tuple(row.get(key, ())) for key in ("aliases", "en_aliases")}},
                )
                for code, row in states.items()
            ),
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

    def organ_of(self, symbol: Symbol) -> Organ | None:
        """The organ whose root the symbol begins with; the longest root decides."""
        owners = [organ for organ in self.organs if symbol.canonical.startswith(f"{organ.root}/")]
        return max(owners, key=lambda organ: len(organ.root), default=None)
