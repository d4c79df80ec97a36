"""Words that mean the same in Chinese and English: evidence for which unit of a text is which."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class Rates:
    """How often the English of a unit has what its Chinese has, and the Chinese what the English has: 0 to 1."""

    into_english: float
    into_chinese: float


@dataclass(frozen=True)
class Lexicon:
    """Chinese words, each with the beginnings of its English ones, regular expressions in lower case."""

    english: Mapping[str, tuple[str, ...]]
    rates: Mapping[str, Rates]
    _of_words: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[str]) -> "Lexicon":
        """From lines `中文<tab>english|stems<tab>rate<tab>rate`; lines that begin with `#` are notes."""
        cells = [row.rstrip("\n").split("\t") for row in rows if not row.startswith("#")]
        return cls(
            {chinese: tuple(_STEMS.split(english)) for chinese, english, *_ in cells},
            {chinese: Rates(float(into), float(back)) for chinese, _, into, back in cells},
        )

    @cached_property
    def version(self) -> str:
        """A name of these words and rates: texts aligned by others are aligned anew."""
        told = repr((sorted(self.english.items()), sorted(self.rates.items(), key=lambda rate: rate[0])))
        return blake2b(told.encode(), digest_size=8).hexdigest()

    def in_chinese(self, text: str) -> frozenset[str]:
        """The Chinese words that stand in a text."""
        begun = (self._by_first[first] for first in set(text) & self._by_first.keys())
        return frozenset(word for words in begun for word in words if word in text)

    @cached_property
    def _by_first(self) -> dict[str, tuple[str, ...]]:
        """The Chinese words by their first character: few of them can stand in a text."""
        found: dict[str, tuple[str, ...]] = {}
        for word in self.english:
            found[word[0]] = (*found.get(word[0], ()), word)
        return found

    def in_english(self, text: str) -> frozenset[str]:
        """The Chinese words whose English stands in a text."""
        lower = text.lower()
        words = (self._meanings(word) for word in set(_WORD.findall(lower)))
        runs = (chinese for run, chinese in self._runs if run in lower)
        return frozenset().union(*words, runs)

    def _meanings(self, word: str) -> frozenset[str]:
        if word not in self._of_words:
            self._of_words[word] = frozenset(chinese for chinese, shape in self._single if shape.match(word))
        return self._of_words[word]

    @cached_property
    def _single(self) -> list[tuple[str, re.Pattern[str]]]:
        return [
            (chinese, re.compile("|".join(singles)))
            for chinese, stems in self.english.items()
            if (singles := [stem for stem in stems if " " not in stem])
        ]

    @cached_property
    def _runs(self) -> list[tuple[str, str]]:
        """Those of several words, which are no regular expressions."""
        return [(stem, chinese) for chinese, stems in self.english.items() for stem in stems if " " in stem]


_WORD = re.compile(r"[a-z0-9][a-z0-9'’-]*")
_STEMS = re.compile(r"\|(?![^(\[]*[)\]])")
"""Between the alternatives of a row, but not within brackets."""
