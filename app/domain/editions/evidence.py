"""What units say in any language, so that a unit of one text can be weighed against one of the other."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.editions.lexicon import Lexicon, Rates
from app.domain.editions.quantities import Language, quantities

CHARACTERS_OF_ENGLISH = 4.1
"""Characters of an English text for each of the Chinese; the median of 65,000 pairs of paragraphs."""
_SPREAD = 0.22
"""Standard deviation of the logarithm of that ratio, for texts of 40 Chinese characters or more."""
_SHORT = 40.0
_MOST = 15.0
"""The greatest weight of the words of a pair, on either side."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a unit says: words by the lexicon, quantities, and its length in Chinese characters."""

    words: frozenset[str]
    quantities: frozenset[str]
    length: float

    def with_next(self, other: "Evidence") -> "Evidence":
        """The evidence of two units as one."""
        return Evidence(
            self.words | other.words, self.quantities | other.quantities, self.length + other.length
        )


def evidence_of(text: str, language: Language, lexicon: Lexicon) -> Evidence:
    """What a text says. An English length counts as what its Chinese would have."""
    words = lexicon.in_chinese(text) if language == "zh" else lexicon.in_english(text)
    said = frozenset(f"{one.kind} {one.value}" for one in quantities(text, language) if one.is_certain)
    is_chinese = language == "zh" and _HAN.search(text) is not None
    return Evidence(words, said, len(text) / (1 if is_chinese else CHARACTERS_OF_ENGLISH))


_HAN = re.compile("[\u3400-\u9fff]")
"""A Chinese text has names of organizations and publications as the English one has them."""


class Weights:
    """What each word and quantity tells in a pair of texts: the rarer it is in the other text, the more."""

    def __init__(self, chinese: Sequence[Evidence], english: Sequence[Evidence], lexicon: Lexicon) -> None:
        zh, en = _shares(chinese), _shares(english)
        self._words = _Agreement(zh, en, lexicon.rates)
        self._quantities = _Agreement(zh, en, {})

    def likeness(self, chinese: Evidence, english: Evidence) -> float:
        """How much better the units agree than any two of these texts would: about -34 to 31, 0 says nothing.

        A logarithm of likelihoods; words are taken at half, since they come together.
        """
        words = 0.5 * self._words.of(chinese.words, english.words)
        said = self._quantities.of(chinese.quantities, english.quantities)
        return _bounded(words) + _bounded(said) + length_likeness(chinese.length, english.length)


_OF_QUANTITIES = Rates(0.93, 0.93)


class _Agreement:
    def __init__(
        self, chinese: Mapping[str, float], english: Mapping[str, float], rates: Mapping[str, Rates]
    ) -> None:
        every = {one: rates.get(one, _OF_QUANTITIES) for one in (*chinese, *english)}
        self._both = {one: math.log(rate.into_english / english.get(one, 1.0)) for one, rate in every.items()}
        self._lost = {one: _missing(rate.into_english, english.get(one, 0.0)) for one, rate in every.items()}
        self._new = {one: _missing(rate.into_chinese, chinese.get(one, 0.0)) for one, rate in every.items()}

    def of(self, chinese: frozenset[str], english: frozenset[str]) -> float:
        """The sum of what is shared, lost and new."""
        both = chinese & english
        return (
            sum(map(self._both.__getitem__, both))
            + sum(map(self._lost.__getitem__, chinese - both))
            + sum(map(self._new.__getitem__, english - both))
        )


def _missing(kept: float, share: float) -> float:
    return math.log((1 - kept) / (1 - min(share, kept)))


def _shares(units: Sequence[Evidence]) -> dict[str, float]:
    """The share of units that have each word and quantity."""
    counted = Counter(one for unit in units for one in (*unit.words, *unit.quantities))
    return {one: count / (len(units) + 1) for one, count in counted.items()}


def _bounded(weight: float) -> float:
    return max(-_MOST, min(_MOST, weight))


def length_likeness(one: float, other: float) -> float:
    """How well two lengths, in Chinese characters, go together: from -4 to 1."""
    shorter = max(min(one, other), 1.0)
    spread = _SPREAD * max(1.0, math.sqrt(_SHORT / shorter))
    deviation = math.log(max(one, 1.0) / max(other, 1.0)) / spread
    return max(-4.0, 1.0 - deviation * deviation / 2)
