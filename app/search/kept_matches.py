"""What an engine found last is kept: whoever turns a page, chooses a value of a facet or changes the order asks for the
same phrases again, and so does a page that asks two questions."""

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable

from app.search.text_engine import Entry, Matches, Shared, TextEngine, Texts

MOST = 2_000_000
"""How many numbers of texts are kept, of eight bytes each with their scores."""

_Key = tuple[tuple[str, ...], tuple[str, ...]]


class KeptMatches:
    """A `TextEngine` that remembers what another one found. May be shared by threads."""

    def __init__(self, engine: TextEngine, most: int = MOST) -> None:
        """Remember of this engine at most so many numbers of texts."""
        self._engine, self._most = engine, most
        self._kept: OrderedDict[_Key, Matches] = OrderedDict()
        self._count = 0
        self._lock = threading.Lock()

    def add(self, entries: Iterable[Entry]) -> None:
        """Add texts. They are on disk when this returns."""
        self._engine.add(entries)
        with self._lock:
            self._kept.clear()
            self._count = 0

    def find(self, phrases: tuple[str, ...], words: tuple[str, ...], texts: Texts) -> Matches:
        """The texts that hold all of these phrases, scored by the words among `words` that they hold."""
        key = phrases, words
        with self._lock:
            if found := self._kept.get(key):
                self._kept.move_to_end(key)
                return found
        found = self._engine.find(phrases, words, texts)
        for array in (found.texts, found.scores):
            array.flags.writeable = False
        with self._lock:
            self._keep(key, found)
        return found

    def sharing(self, words: Collection[str], enough: int, most: int) -> Shared:
        """The texts with so many of some words that these have `enough` characters; at most so many."""
        return self._engine.sharing(words, enough, most)

    def close(self) -> None:
        """Close all files."""
        self._engine.close()

    def _keep(self, key: _Key, found: Matches) -> None:
        if key not in self._kept and len(found.texts) <= self._most:
            self._kept[key] = found
            self._count += len(found.texts) + 1
        while self._count > self._most:
            _, oldest = self._kept.popitem(last=False)
            self._count -= len(oldest.texts) + 1
