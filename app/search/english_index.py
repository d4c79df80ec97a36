"""The English texts beside units: each once, by number, found by phrases or by words in any form."""

from itertools import count
from pathlib import Path

import numpy as np

from app.domain.english_text import stems_of
from app.domain.query.terms import English
from app.search.compared_texts import sharing_most, shortest
from app.search.text_engine import Entry, Numbers, OpenTextEngine
from app.search.text_store import FoldedTexts, TextNumbers, append

_ENGINE = "engine"
_SHARED = 55
"""Percent of the characters of a passage's words that a like text has."""


class EnglishIndex:
    """An index of English texts in a folder of its own, by the same engine as the Chinese ones, which has stems for
    words."""

    def __init__(self, folder: Path, open_engine: OpenTextEngine, *, create: bool = False) -> None:
        """Open the index in the folder, or create one. Raises FileNotFoundError if there is none to open."""
        self._folder = folder
        if create:
            folder.mkdir(parents=True, exist_ok=True)
            append(folder, ())
        self._engine = open_engine(folder / _ENGINE, create=create, cut=str.split)
        self.texts = FoldedTexts(folder)

    def numbers(self) -> TextNumbers:
        """The number of each text, known or new; to be added by `add`."""
        return TextNumbers(self._folder, self.texts)

    def add(self, texts: list[str]) -> None:
        """Add folded texts, in the order of the numbers that they were given. They are on disk when this returns."""
        if not texts:
            return
        first = len(self.texts)
        append(self._folder, texts)
        self._engine.add(Entry(number, text, [*stems_of(text)]) for number, text in zip(count(first), texts))
        self.texts = FoldedTexts(self._folder)

    def holding(self, sought: English) -> Numbers:
        """The texts that hold a phrase, or all of its words in any form."""
        if not sought.in_any_form:
            return self._engine.find((sought.phrase,), (), self.texts).texts
        words = set(stems_of(sought.phrase))
        return np.sort(self._engine.sharing(words, sum(map(len, words)), max(1, len(self.texts))).texts)

    def sharing(self, passage: str, most: int) -> Numbers:
        """The texts that share most of a folded passage's words in any form, or hold it; at most so many of each."""
        words = set(stems_of(passage))
        enough = max(1, sum(map(len, words)) * _SHARED // 100)
        shared = sharing_most(self._engine, self.texts, words, enough, most)
        return np.union1d(shared, shortest(self.texts, self.holding(English(passage)), most))

    def close(self) -> None:
        """Close the engine's files."""
        self._engine.close()
