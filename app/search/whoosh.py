"""The default engine: Whoosh, with token bigrams for matching and words for ranking.

A phrase is the conjunction of its bigrams, rarest first; the candidates are then verified against their folded
texts, so results are exact. A single character is looked for in the texts themselves: most texts hold it, so
postings would save nothing.
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from whoosh import fields, index
from whoosh.columns import NumericColumn
from whoosh.matching import Matcher
from whoosh.searching import Searcher

from app.domain.text import tokens
from app.search.bm25 import term_scores
from app.search.text_engine import Cut, Entry, Matches, Numbers, Scores, Shared, Texts, rarest

_WRITER_MEMORY_MB = 256
_POSTING_CACHE_BYTES = 64 * 1024 * 1024
_VERIFY_BELOW_RATIO = 4
"""Another posting list is intersected only while it is at most this many times as long as the list of candidates;
then the candidates are verified."""

_NO_TEXTS: Numbers = np.empty(0, dtype=np.int32)

Posting: TypeAlias = tuple[Numbers, NDArray[np.float32]]
"""The texts that hold a term, ascending, and its frequency in each."""


def _schema() -> fields.Schema:
    # Nothing looks for a text by its number, and lengths are known from the texts: neither is indexed.
    return fields.Schema(
        text=fields.COLUMN(NumericColumn("i")), grams=fields.ID(), words=fields.KEYWORD(scorable=False)
    )


class WhooshEngine:
    """A Whoosh index in a folder of its own."""

    def __init__(self, folder: Path, *, create: bool = False, cut: Cut = tokens) -> None:
        """Open the index in the folder, or create one. Raises FileNotFoundError if there is none to open."""
        self._cut = cut
        if create:
            folder.mkdir(parents=True, exist_ok=True)
            self._index = index.create_in(str(folder), _schema())
        elif index.exists_in(str(folder)):
            self._index = index.open_dir(str(folder))
        else:
            raise FileNotFoundError(folder)
        self._is_closed = False
        self._open()

    def _open(self) -> None:
        # One searcher is opened at once: its files stay readable even if the folder is removed.
        searcher = self._index.searcher()
        self._idle: deque[Searcher] = deque([searcher])
        self._postings = _PostingCache()
        self._texts = _texts_of(searcher)

    def add(self, entries: Iterable[Entry]) -> None:
        """Add texts. They are on disk when this returns."""
        writer = self._index.writer(limitmb=_WRITER_MEMORY_MB)
        try:
            for entry in entries:
                writer.add_document(
                    text=entry.number, grams=grams(self._cut(entry.folded)), words=entry.words
                )
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        self._close_searchers()
        self._open()

    def find(self, phrases: tuple[str, ...], words: tuple[str, ...], texts: Texts) -> Matches:
        """The texts that hold all of these phrases (at least one), scored by the words among `words` that they hold."""
        with self._searcher() as searcher:
            found = self._holding(searcher, phrases, texts)
            return Matches(found, self._scores(searcher, words, found, texts))

    def sharing(self, words: Collection[str], enough: int, most: int) -> Shared:
        """The texts with so many of some words that these have `enough` characters; at most so many, the best."""
        with self._searcher() as searcher:
            needed = rarest(words, lambda word: int(searcher.doc_frequency("words", word)), enough)
            postings = {word: self._posting(searcher, "words", word)[0] for word in words}
        found = np.unique(np.concatenate([_NO_TEXTS, *(postings[word] for word in needed)]))
        shared = np.zeros(len(found), dtype=np.int32)
        for word, numbers in postings.items():
            shared[_is_among(found, numbers)] += len(word)
        chosen = np.flatnonzero(shared >= enough)
        best = chosen[np.argsort(-shared[chosen], kind="stable")][:most]
        return Shared(found[best], shared[best])

    def close(self) -> None:
        """Close all files; a running search closes its own when it ends."""
        self._is_closed = True
        self._close_searchers()
        self._index.close()

    def _holding(self, searcher: Searcher, phrases: tuple[str, ...], texts: Texts) -> Numbers:
        sought = {gram for phrase in phrases for gram in grams_of_phrase(self._cut(phrase))}
        frequency: dict[str, int] = {}
        for gram in sought:
            frequency[gram] = searcher.doc_frequency("grams", gram)
            if not frequency[gram]:
                return _NO_TEXTS
        rarest = sorted(sought, key=lambda gram: (frequency[gram], gram))
        candidates: Numbers | None = None
        for gram in rarest:
            if candidates is None:
                candidates, _ = self._posting(searcher, "grams", gram)
            elif frequency[gram] <= _VERIFY_BELOW_RATIO * len(candidates):
                candidates = _intersection(candidates, self._posting(searcher, "grams", gram)[0])
        # A phrase of two tokens is a bigram: nothing to verify.
        is_sure = len(phrases) == 1 and len(self._cut(phrases[0])) == 2
        for phrase in () if is_sure else phrases:
            candidates = texts.holding(phrase, candidates)
        return _NO_TEXTS if candidates is None else candidates

    def _scores(self, searcher: Searcher, words: tuple[str, ...], found: Numbers, texts: Texts) -> Scores:
        scores = np.zeros(len(found), dtype=np.float32)
        if not words or not len(found):
            return scores
        lengths = texts.lengths()
        for word in words:
            numbers, frequencies = self._posting(searcher, "words", word)
            places = np.searchsorted(found, numbers)
            here = (places < len(found)) & (found[np.minimum(places, len(found) - 1)] == numbers)
            scores[places[here]] += term_scores(
                frequencies[here], lengths[numbers[here]], len(numbers), lengths
            )
        return scores

    def _posting(self, searcher: Searcher, field: str, term: str) -> Posting:
        key = (field, term)
        if (posting := self._postings.get(key)) is None:
            posting = self._postings.put(key, self._read(searcher, field, term))
        return posting

    def _read(self, searcher: Searcher, field: str, term: str) -> Posting:
        if not searcher.doc_frequency(field, term):
            return _NO_TEXTS, np.empty(0, dtype=np.float32)
        matcher = searcher.postings(field, term)
        if field == "grams":
            documents = np.fromiter(matcher.all_ids(), dtype=np.int32)
            frequencies = np.empty(0, dtype=np.float32)
        else:
            pairs = np.fromiter(
                _ids_and_frequencies(matcher), dtype=[("id", np.int32), ("frequencies", np.float32)]
            )
            documents, frequencies = pairs["id"], pairs["frequencies"]
        numbers = self._texts[documents]
        order = np.argsort(numbers, kind="stable")
        return numbers[order], frequencies[order] if len(frequencies) else frequencies

    @contextmanager
    def _searcher(self) -> Iterator[Searcher]:
        """A searcher for exclusive use: Whoosh's readers keep a position in their files."""
        try:
            searcher = self._idle.pop()
        except IndexError:
            searcher = self._index.searcher()
        try:
            yield searcher
        except BaseException:
            searcher.close()
            raise
        self._idle.append(searcher)
        if self._is_closed:
            self._close_searchers()

    def _close_searchers(self) -> None:
        while self._idle:
            self._idle.pop().close()


def grams(found: Sequence[str]) -> list[str]:
    """The terms of a text by its tokens: its Latin and digit runs, and its bigrams, sorted."""
    return sorted({*_bigrams(found), *filter(_is_run, found)})


def grams_of_phrase(found: Sequence[str]) -> set[str]:
    """The terms that every text with a phrase of these tokens has; empty for a single character that is not a run."""
    return set(_bigrams(found)) if len(found) > 1 else set(filter(_is_run, found))


def _bigrams(found: Sequence[str]) -> Iterator[str]:
    # Of two runs in a row, only English words, the blank between them is a part.
    return (
        f"{first} {second}" if _is_run(first) and _is_run(second) else first + second
        for first, second in pairwise(found)
    )


def _is_run(token: str) -> bool:
    return token.isascii() and token.isalnum()


def _texts_of(searcher: Searcher) -> Numbers:
    """The numbers of the texts by Whoosh's document numbers."""
    count = searcher.doc_count_all()
    column = searcher.reader().column_reader("text") if count else []
    return np.fromiter((column[number] for number in range(count)), dtype=np.int32)


def _ids_and_frequencies(matcher: Matcher) -> Iterator[tuple[int, float]]:
    while matcher.is_active():
        yield matcher.id(), matcher.weight()
        matcher.next()


def _is_among(sought: Numbers, numbers: Numbers) -> NDArray[np.bool_]:
    """Which of the sought are among these, both ascending: one search for each of the sought, who may be few."""
    if not len(numbers):
        return np.zeros(len(sought), dtype=bool)
    places = np.minimum(np.searchsorted(numbers, sought), len(numbers) - 1)
    found: NDArray[np.bool_] = numbers[places] == sought
    return found


def _intersection(first: Numbers, second: Numbers) -> Numbers:
    return np.intersect1d(first, second, assume_unique=True)


class _PostingCache:
    """Least recently used cache of postings, bounded in bytes."""

    def __init__(self) -> None:
        self._postings: OrderedDict[tuple[str, str], Posting] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: tuple[str, str]) -> Posting | None:
        with self._lock:
            if key in self._postings:
                self._postings.move_to_end(key)
            return self._postings.get(key)

    def put(self, key: tuple[str, str], posting: Posting) -> Posting:
        with self._lock:
            if key not in self._postings:
                self._postings[key] = posting
                self._size += _size(posting)
            while self._size > _POSTING_CACHE_BYTES:
                _, dropped = self._postings.popitem(last=False)
                self._size -= _size(dropped)
        return posting


def _size(posting: Posting) -> int:
    return posting[0].nbytes + posting[1].nbytes
