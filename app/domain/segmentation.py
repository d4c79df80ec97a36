"""Segmentation of Chinese text into words by jieba, with the terms of United Nations texts."""

import logging
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

import jieba

_RUN = "[0-9a-z]"
_STRETCH = re.compile(rf"{_RUN}+(?:[!-/:-@\[-`{{-~]+{_RUN}+)*|[^\W0-9a-z_]+")

_PRINTED = re.compile(r"[0-9A-Za-z]+(?:[/.()-]+[0-9A-Za-z]+)*|[^\s0-9A-Za-z]+|\s+")

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
    def _segmenter(self) -> jieba.Tokenizer:
        jieba.setLogLevel(logging.WARNING)
        segmenter = jieba.Tokenizer()
        for term in self.terms:
            segmenter.add_word(term)
        return segmenter

    def of(self, folded: str) -> list[str]:
        """The words of a folded text: runs are kept whole with their punctuation, Chinese is cut by jieba."""
        return [*_words_of_phrase(self, folded)] if len(folded) <= _PHRASE_LENGTH else self._cut(folded)

    def _cut(self, folded: str) -> list[str]:
        found: list[str] = []
        for stretch in _STRETCH.findall(folded):
            found += [stretch] if re.match(_RUN, stretch) else self._segmenter.cut(stretch, HMM=False)
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
                found += self._segmenter.cut(stretch, HMM=False)
        return found


@lru_cache(maxsize=256)
def _words_of_phrase(segmenter: Segmenter, phrase: str) -> tuple[str, ...]:
    """The words of a short text, such as a phrase that one request asks for more than once."""
    return tuple(segmenter._cut(phrase))
