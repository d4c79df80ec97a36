"""The protocol that the engines of the embedded index implement, and its types.

An engine finds texts, by number: those that hold all of some phrases, scored for some words. Documents, facets
and pages are the business of `app.search.index`, which is the same for all of them. Engines see folded text
only, never text as printed, and produce no markup.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from app.domain.text import tokens

Numbers: TypeAlias = NDArray[np.int32]
"""Numbers of texts or units, ascending, without duplicates."""
Scores: TypeAlias = NDArray[np.float32]
Mask: TypeAlias = NDArray[np.bool_]
"""One boolean per unit."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A folded text to be indexed by an engine, with the number that identifies it and its words."""

    number: int
    folded: str
    words: list[str]


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """Numbers of the matching texts, and their scores (higher is better)."""

    texts: Numbers
    scores: Scores


class Texts(Protocol):
    """The folded texts by number, for engines that verify candidates."""

    def __len__(self) -> int:
        """Number of texts."""

    def holding(self, phrase: str, among: Numbers | None = None) -> Numbers:
        """The texts that hold a phrase, among these or among all."""

    def lengths(self) -> Scores:
        """The length of each text."""


class Shared(NamedTuple):
    """Texts by number, in any order, and how many characters the words have that each of them has."""

    texts: Numbers
    shared: Numbers


class TextEngine(Protocol):
    """An index of texts on disk. Threads may share an instance for searching; `add` needs exclusive use."""

    def add(self, entries: Iterable[Entry]) -> None:
        """Add texts. They are on disk when this returns."""

    def find(self, phrases: tuple[str, ...], words: tuple[str, ...], texts: Texts) -> Matches:
        """The texts that hold all of these phrases (at least one), scored by the words among `words` that they hold."""

    def sharing(self, words: Collection[str], enough: int, most: int) -> Shared:
        """The texts with so many of some words that these have `enough` characters; at most so many texts, those with
        the most, of those with as many any."""

    def close(self) -> None:
        """Close all files."""


def rarest(words: Collection[str], frequency: Callable[[str], int], enough: int) -> list[str]:
    """The rarest of some words, as many as it takes that the others have fewer than `enough` characters: whatever has
    enough is among the few texts with one of these."""
    others = sum(map(len, words))
    found: list[str] = []
    for word in sorted(words, key=lambda one: (frequency(one), one)):
        if others < enough:
            break
        found.append(word)
        others -= len(word)
    return found


Cut: TypeAlias = Callable[[str], list[str]]
"""Cuts a folded text or phrase into tokens: a phrase stands where its tokens stand in a row."""


class OpenTextEngine(Protocol):
    """Opens the index in a folder, or creates one; `cut` is how its texts are cut."""

    def __call__(self, folder: Path, *, create: bool = False, cut: Cut = tokens) -> TextEngine:
        """Raises FileNotFoundError if there is no index to open."""
