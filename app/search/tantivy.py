"""The engine for large archives: Tantivy with positions, so that phrases need no verification.

A text is indexed as tokens: Latin and digit runs whole, other characters one by one. Hence a phrase of tokens
matches exactly where its characters occur, and a run at its edge matches whole runs only. Phrases are found by pairs of
neighbouring tokens and their positions: few texts have a pair, most have each of the commonest characters.

Tantivy locks an index by a file beside it even for reading. So an index is read through links in a temporary folder,
which needs no right to write where the index lies.
"""

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import tantivy

from app.domain.text import tokens
from app.search.text_engine import Cut, Entry, Matches, Numbers, Shared, Texts, rarest

_WRITER_MEMORY_BYTES = 256 * 1024 * 1024
_BLANK = "\u2423"
"""Replaces blanks, at which Tantivy would split; does not occur in folded text."""
_JOINT = "\u001f"
"""Stands between the tokens of a pair; no token has it."""
_ANALYZER = "blanks"


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("text", fast=True)
    builder.add_text_field("tokens", tokenizer_name=_ANALYZER, index_option="basic")
    builder.add_text_field("pairs", tokenizer_name=_ANALYZER, index_option="position")
    builder.add_text_field("words", tokenizer_name=_ANALYZER, index_option="freq")
    return builder.build()


class TantivyEngine:
    """A Tantivy index in a folder of its own."""

    def __init__(self, folder: Path, *, create: bool = False, cut: Cut = tokens) -> None:
        """Open the index in the folder, or create one. Raises FileNotFoundError if there is none to open."""
        self._folder, self._schema, self._cut = folder, _schema(), cut
        self._links: TemporaryDirectory[str] | None = None
        if create:
            folder.mkdir(parents=True, exist_ok=True)
            self._searcher = self._index_in(folder).searcher()
        elif folder.is_dir() and tantivy.Index.exists(str(folder)):
            self._links = _linked(folder)
            self._searcher = self._index_in(Path(self._links.name)).searcher()
        else:
            raise FileNotFoundError(folder)

    def _index_in(self, folder: Path) -> tantivy.Index:
        index = tantivy.Index(self._schema, path=str(folder))
        blanks = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        index.register_tokenizer(_ANALYZER, blanks)
        return index

    def add(self, entries: Iterable[Entry]) -> None:
        """Add texts. They are on disk when this returns."""
        index = self._index_in(self._folder)
        # One thread writes one segment, which is searched sooner than two; texts do not come fast enough for more.
        writer = index.writer(_WRITER_MEMORY_BYTES, num_threads=1)
        for entry in entries:
            document = tantivy.Document()
            document.add_unsigned("text", entry.number)
            row = self._tokens(entry.folded)
            document.add_text("tokens", " ".join(row))
            document.add_text("pairs", " ".join(_pairs(row)))
            document.add_text("words", " ".join(entry.words))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def find(self, phrases: tuple[str, ...], words: tuple[str, ...], texts: Texts) -> Matches:
        """The texts that hold all of these phrases (at least one), scored by the words among `words` that they hold."""
        row = self._cut(phrases[0])
        if len(phrases) == len(row) == 1 and not row[0].isascii():
            # Most texts hold such a character: scanning them is faster than materialising its postings.
            found = texts.holding(row[0])
            return Matches(found, np.zeros(len(found), dtype=np.float32))
        return self._scored(phrases, words) if words else self._unscored(phrases)

    def _unscored(self, phrases: tuple[str, ...]) -> Matches:
        searcher = self._searcher
        # In the order of their numbers each comes with its own, and none has to be asked for.
        hits = searcher.search(
            self._query(phrases, ()),
            limit=max(1, searcher.num_docs),
            count=False,
            order_by_field="text",
            order=tantivy.Order.Asc,
        ).hits
        numbers: Numbers = np.array([number for number, _ in hits], dtype=np.int32)
        return Matches(numbers, np.zeros(len(numbers), dtype=np.float32))

    def _scored(self, phrases: tuple[str, ...], words: tuple[str, ...]) -> Matches:
        searcher = self._searcher
        hits = searcher.search(self._query(phrases, words), limit=max(1, searcher.num_docs), count=False).hits
        addresses = [address for _, address in hits]
        numbers: Numbers = np.array(searcher.fast_field_values("text", addresses), dtype=np.int32)
        rising = np.argsort(numbers)
        scores = np.array([score for score, _ in hits], dtype=np.float32)
        return Matches(numbers[rising], scores[rising])

    def sharing(self, words: Collection[str], enough: int, most: int) -> Shared:
        """The texts with so many of some words that these have `enough` characters; at most so many, the best."""
        if not words:
            return Shared(np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32))
        searcher = self._searcher
        needed = rarest(words, lambda word: searcher.doc_freq("words", word), enough)
        weighed = {
            word: tantivy.Query.const_score_query(
                tantivy.Query.term_query(self._schema, "words", word, "freq"), float(len(word))
            )
            for word in words
        }
        should = tantivy.Occur.Should
        driving = tantivy.Query.boolean_query([(should, weighed[word]) for word in needed])
        others = [(should, query) for word, query in weighed.items() if word not in needed]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Must, driving), *others])
        hits = searcher.search(query, limit=most, count=False).hits
        best = [(round(score), address) for score, address in hits if score >= enough]
        texts = searcher.fast_field_values("text", [address for _, address in best])
        return Shared(np.array(texts, dtype=np.int32), np.array([score for score, _ in best], dtype=np.int32))

    def close(self) -> None:
        """Remove the temporary folder; only running searches hold files open."""
        if self._links:
            self._links.cleanup()

    def _query(self, phrases: tuple[str, ...], words: tuple[str, ...]) -> tantivy.Query:
        must = [(tantivy.Occur.Must, self._phrase(phrase)) for phrase in phrases]
        should = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "words", word, "freq"))
            for word in words
        ]
        return tantivy.Query.boolean_query([*must, *should])

    def _phrase(self, phrase: str) -> tantivy.Query:
        row = self._tokens(phrase)
        pairs = _pairs(row)
        if len(pairs) > 1:
            found = self._in_a_row(pairs)
        elif pairs:
            found = self._has_pair(pairs[0])
        else:
            found = tantivy.Query.term_query(self._schema, "tokens", row[0], "basic")
        return tantivy.Query.const_score_query(found, 0.0)

    def _in_a_row(self, pairs: Sequence[str]) -> tantivy.Query:
        """Every other pair, and the last, are all tokens of the phrase. Of the others the rarest tells which texts are
        looked into."""
        places = dict.fromkeys((*range(0, len(pairs) - 1, 2), len(pairs) - 1))
        phrase = tantivy.Query.phrase_query(self._schema, "pairs", [(at, pairs[at]) for at in places])
        others = [pair for at, pair in enumerate(pairs) if at not in places]
        if not others:
            return phrase
        rarest = min(others, key=lambda pair: self._searcher.doc_freq("pairs", pair))
        must = tantivy.Occur.Must
        return tantivy.Query.boolean_query([(must, phrase), (must, self._has_pair(rarest))])

    def _has_pair(self, pair: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, "pairs", pair, "basic")

    def _tokens(self, folded: str) -> list[str]:
        return [sign.replace(" ", _BLANK) for sign in self._cut(folded)]


def _pairs(row: Sequence[str]) -> list[str]:
    """Each token with the next one."""
    return [f"{first}{_JOINT}{second}" for first, second in pairwise(row)]


def _linked(folder: Path) -> TemporaryDirectory[str]:
    """A temporary folder with a link to each file of an index."""
    links = TemporaryDirectory(prefix="jueyi-")
    for path in folder.absolute().iterdir():
        if path.suffix != ".lock":
            (Path(links.name) / path.name).symlink_to(path)
    return links
