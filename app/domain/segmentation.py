"""Segmentation of Chinese text into words by jieba, with the terms of United Nations texts."""

import logging
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import jieba

_RUN = "[0-9a-z]"
_STRETCH = re.compile(rf"{_RUN}+(?:[!-/:-@\[-`{{-~]+{_RUN}+)*|[^\W0-9a-z_]+")

_PRINTED = re.compile(r"[0-9A-Za-z]+(?:[/.()-]+[0-9A-Za-z]+)*|[^\s0-9A-Za-z]+|\s+")

_HAN = re.compile(r"[\u4e00-\u9fd5+#&._%-]+|.", re.DOTALL)
"""What jieba cuts together; any other character is a word."""

_PHRASE_LENGTH = 40
"""The longest text whose words are remembered for a while, in characters."""


@dataclass(frozen=True)
class Segmenter:
    """Cuts texts into words; `terms` are words, in folded form, that jieba's own dictionary lacks.

    Unknown words are not guessed, so that the same characters are cut alike in texts and queries. The
    dictionary is loaded on first use. Thread-safe.
    """

    terms: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type["Segmenter"], tuple[tuple[str, ...]]]:
        """Pickle the terms only: another process loads the dictionary itself."""
        return Segmenter, (self.terms,)

    @cached_property
    def _dictionary(self) -> "_Dictionary":
        jieba.setLogLevel(logging.WARNING)
        segmenter = jieba.Tokenizer()
        segmenter.initialize()
        for term in self.terms:
            segmenter.add_word(term)
        return _Dictionary(segmenter.FREQ, segmenter.total)

    def of(self, folded: str) -> list[str]:
        """The words of a folded text: runs are kept whole with their punctuation, Chinese is cut by jieba."""
        return [*_words_of_phrase(self, folded)] if len(folded) <= _PHRASE_LENGTH else self._cut(folded)

    def _cut(self, folded: str) -> list[str]:
        found: list[str] = []
        for stretch in _STRETCH.findall(folded):
            found += [stretch] if re.match(_RUN, stretch) else self._dictionary.words(stretch)
        return found

    def cuts(self, text: str) -> list[str]:
        """A text as printed, cut into words and punctuation; joined, they are the text.

        Symbols and numbers are kept whole (`70/153`); blanks stay with what they follow.
        """
        found: list[str] = []
        for stretch in _PRINTED.findall(text):
            if stretch.isspace() and found:
                found[-1] += stretch
            elif stretch[0].isascii() and (stretch[0].isalnum() or stretch.isspace()):
                found.append(stretch)
            else:
                found += self._dictionary.words(stretch)
        return found


class _Dictionary:
    """jieba's words with their frequencies, beginnings of words among them with none. Cuts as jieba does without guessing
    (`cut(…, HMM=False)`), in half its time: without a graph of the words, and without a logarithm for each."""

    def __init__(self, frequencies: Mapping[str, int], total: int) -> None:
        self._frequencies = frequencies
        self._weights = _Weights(math.log(total))

    def words(self, stretch: str) -> Iterator[str]:
        """The words of a stretch without Latin letters and figures: the likeliest row of them."""
        for block in _HAN.findall(stretch):
            if len(block) == 1:
                yield block
                continue
            ends = self._ends(block)
            start = 0
            while start < len(block):
                yield block[start : ends[start]]
                start = ends[start]

    def _ends(self, block: str) -> list[int]:
        """For each place, where the word ends that begins the likeliest row from there on; of equals the longest."""
        frequency_of, weights, length = self._frequencies.get, self._weights, len(block)
        best, ends = [0.0] * (length + 1), [0] * length
        for start in range(length - 1, -1, -1):
            likeliest, chosen, end = -math.inf, 0, start + 1
            frequency = frequency_of(block[start])
            while frequency is not None:
                if frequency and (likelihood := weights[frequency] + best[end]) >= likeliest:
                    likeliest, chosen = likelihood, end
                end += 1
                frequency = frequency_of(block[start:end]) if end <= length else None
            if not chosen:
                likeliest, chosen = weights[1] + best[start + 1], start + 1
            best[start], ends[start] = likeliest, chosen
        return ends


class _Weights(dict[int, float]):
    """The logarithms of likelihoods, by frequencies."""

    def __init__(self, of_total: float) -> None:
        super().__init__()
        self._of_total = of_total

    def __missing__(self, frequency: int) -> float:
        weight = self[frequency] = math.log(frequency) - self._of_total
        return weight


@lru_cache(maxsize=256)
def _words_of_phrase(segmenter: Segmenter, phrase: str) -> tuple[str, ...]:
    """The words of a short text, such as a phrase that one request asks for more than once."""
    return tuple(segmenter._cut(phrase))
