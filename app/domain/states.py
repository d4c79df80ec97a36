"""States and territories, and which of them a folded text names."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import groupby
from operator import itemgetter

from app.domain.text import Span, fold


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory: ISO 3166 alpha-3 code, M49 number, names in Chinese and English.

    `not_in` are longer words that hold one of its names, by chance or as the name of something else: 海地 in
    沿海地区, 印度 in 印度洋. `member` and `member_until` are the first and the last day of its seat in the United
    Nations.
    """

    code: str
    m49: str
    name: str
    en: str
    aliases: tuple[str, ...] = ()
    en_aliases: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    member: date | None = None
    member_until: date | None = None

    def is_member(self, day: date) -> bool:
        """Whether it was a Member State of the United Nations on a day."""
        return self.member is not None and self.member <= day <= (self.member_until or day)


@dataclass(frozen=True)
class StateNames:
    """The names of all states, to be found in folded texts."""

    states: tuple[State, ...] = ()

    @cached_property
    def _codes(self) -> dict[str, str | None]:
        """The state that each folded word names; None for a word that only holds a name."""
        words = {fold(word): None for state in self.states for word in state.not_in}
        named = {fold(name): state.code for state in self.states for name in (state.name, *state.aliases)}
        return words | named

    @cached_property
    def _by_first(self) -> Mapping[str, tuple[str, ...]]:
        """The words that begin with each character, longest first."""
        ordered = sorted(self._codes, key=lambda word: (word[0], -len(word)))
        return {first: tuple(words) for first, words in groupby(ordered, key=itemgetter(0))}

    @cached_property
    def _first(self) -> re.Pattern[str]:
        return re.compile(f"[{''.join(map(re.escape, self._by_first))}]")

    @property
    def version(self) -> str:
        """Changes with the names."""
        return sha256("\n".join(f"{word} {code}" for word, code in self._codes.items()).encode()).hexdigest()[
            :8
        ]

    def spans(self, folded: str) -> list[tuple[Span, str]]:
        """Where a folded text names states, with their codes, in order.

        Of names that overlap, the longest stands, of equally long ones the first. Linear in the text.
        """
        found = self._words(folded)
        kept = [span for cluster in _overlapping(found) for span in _longest(cluster)]
        named = ((span, self._codes[folded[slice(*span)]]) for span in kept)
        return [(span, code) for span, code in named if code]

    def named_in(self, folded: str) -> tuple[str, ...]:
        """The codes of the states that a folded text names, each once, in order."""
        return tuple(dict.fromkeys(code for _, code in self.spans(folded)))

    def code_of(self, folded: str) -> str | None:
        """The code of the state whose name this is, or None."""
        return self._codes.get(folded)

    def with_name_in(self, name: str) -> tuple[str, ...]:
        """The codes of the states whose names hold this folded name; empty if it is no name of a state.

        The state whose name it is comes first.
        """
        if not (own := self.code_of(name)):
            return ()
        return tuple(
            dict.fromkeys([own, *(code for word, code in self._codes.items() if code and name in word)])
        )

    def _words(self, folded: str) -> list[Span]:
        """At each place, the longest word that begins there."""
        if not self.states:
            return []
        found: list[Span] = []
        for first in self._first.finditer(folded):
            start = first.start()
            for word in self._by_first[first[0]]:
                if folded.startswith(word, start):
                    found.append((start, start + len(word)))
                    break
        return found


def _overlapping(spans: Iterable[Span]) -> list[list[Span]]:
    """Spans in order, those in one list that touch the same stretch of text."""
    clusters: list[list[Span]] = []
    end = 0
    for span in spans:
        if span[0] >= end:
            clusters.append([])
        clusters[-1].append(span)
        end = max(end, span[1])
    return clusters


def _longest(cluster: list[Span]) -> list[Span]:
    """Spans of a cluster that do not overlap, the longest first to be kept, in order."""
    kept: list[Span] = []
    for start, end in sorted(cluster, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= other[0] or start >= other[1] for other in kept):
            kept.append((start, end))
    return sorted(kept)
