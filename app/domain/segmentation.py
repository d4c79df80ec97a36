"""Chinese words, cut by jieba with the terms of the United Nations' texts."""

import logging
import re
from dataclasses import dataclass
from functools import cached_property

import jieba

_RUN = "[0-9a-z]"
_STRETCH = re.compile(rf"{_RUN}+(?:[!-/:-@\[-`{{-~]+{_RUN}+)*|[^\W0-9a-z_]+")

_PRINTED = re.compile(r"[0-9A-Za-z]+(?:[/.()-]+[0-9A-Za-z]+)*|[^\s0-9A-Za-z]+|\s+")


@dataclass(frozen=True)
class Segmenter:
    """Cuts texts into words; `terms` are words, in folded form, that jieba's own dictionary lacks.

    Words that are in no dictionary are not guessed at, so that the same characters are cut alike in a text
    and in a query. The dictionary is loaded when it is first needed. May be shared by threads.
    """

    terms: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type["Segmenter"], tuple[tuple[str, ...]]]:
        """Another process loads the dictionary for itself."""
        return Segmenter, (self.terms,)

    @cached_property
    def _segmenter(self) -> jieba.Tokenizer:
        jieba.setLogLevel(logging.WARNING)
        segmenter = jieba.Tokenizer()
        for term in self.terms:
            segmenter.add_word(term)
        return segmenter

    def of(self, folded: str) -> list[str]:
        """The words of a folded text: runs with their punctuation whole, Chinese cut by jieba."""
        found: list[str] = []
        for stretch in _STRETCH.findall(folded):
            found += [stretch] if re.match(_RUN, stretch) else self._segmenter.cut(stretch, HMM=False)
        return found

    def cuts(self, text: str) -> list[str]:
        """A text as printed, cut into its words and signs; joined again they are the text.

        Symbols and numbers are whole (`70/153`), blanks belong to what they follow.
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
