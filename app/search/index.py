"""The embedded index of an archive: an engine finds texts; columns filter, group, order and count their units."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import count
from pathlib import Path

import numpy as np

from app.domain.query import SearchQuery
from app.domain.query.terms import ALL_YEARS
from app.domain.segmentation import Segmenter
from app.search import minhash
from app.search.changes import Changes
from app.search.columns import Columns
from app.search.compared_texts import sharing_most
from app.search.engine import CutAll
from app.search.english_index import EnglishIndex
from app.search.evaluate import Evaluation, is_in
from app.search.index_builder import IndexBuilder
from app.search.kept_matches import KeptMatches
from app.search.minhash import MinHashIndex
from app.search.text_engine import Entry, Mask, Numbers, OpenTextEngine
from app.search.text_store import FoldedTexts, TextNumbers, append

_ENGINE, _ENGLISH = "engine", "english"


@dataclass(frozen=True, slots=True, eq=False)
class MatchedUnits:
    """The units that match a query before facets are applied, and which of them each facet's selection has."""

    units: Numbers
    chosen: Mapping[str, Mask]
    evaluation: Evaluation

    def unit_numbers(self, without: str = "") -> Numbers:
        """The matching units, with every facet applied, or every facet but one."""
        masks = [mask for facet, mask in self.chosen.items() if facet != without]
        return self.units[reduce(np.logical_and, masks)] if masks else self.units


class SearchIndex:
    """An index in a folder of its own. Threads may share it for searching; `update` needs exclusive use."""

    def __init__(
        self, folder: Path, open_engine: OpenTextEngine, words: Segmenter, *, create: bool = False
    ) -> None:
        """Open the index in the folder, or create one. Raises FileNotFoundError if there is none to open."""
        self._folder = folder
        self._words = words
        if create:
            folder.mkdir(parents=True, exist_ok=True)
            append(folder, ())
            minhash.append(folder, ())
            Columns.empty().save(folder)
        self._engine = KeptMatches(open_engine(folder / _ENGINE, create=create))
        self.english = EnglishIndex(folder / _ENGLISH, open_engine, create=create)
        self.columns = Columns.load(self._folder)
        self._open_texts()

    def _open_texts(self) -> None:
        self.texts = FoldedTexts(self._folder)
        self.minhash = MinHashIndex(self._folder)

    def update(self, changes: Changes, cut: CutAll | None = None) -> None:
        """Apply changes. They are on disk when this returns. `cut` replaces the index's own word segmentation,
        for example to use several processes."""
        numbers = TextNumbers(self._folder, self.texts)
        first = len(self.texts)
        kept = self.columns.without(frozenset(changes.removed))
        english = self.english.numbers()
        builder = IndexBuilder.extending(kept, numbers, english)
        builder.add(changes)
        texts = numbers.new()
        append(self._folder, texts)
        minhash.append(self._folder, texts)
        words = cut(texts) if cut else map(self._words.of, texts)
        self._engine.add(map(Entry, count(first), texts, words))
        self.english.add(english.new())
        self.columns = builder.appended_to(kept)
        self.columns.save(self._folder)
        self._open_texts()

    def find(self, query: SearchQuery) -> MatchedUnits | None:
        """All units that match, or None if the query or the index is empty."""
        if query.root is None or not len(self.columns):
            return None
        words = tuple(dict.fromkeys(word for phrase in query.phrases for word in self._words.of(phrase.text)))
        evaluation = self.evaluation(words if query.sort == "relevance" else ())
        units = evaluation.unit_numbers(query.root)
        if query.years != ALL_YEARS:
            units = units[is_in(self.columns.years[units], query.years)]
        have = self.columns.have
        chosen = {facet: have(facet, values, units) for facet, values in query.chosen.items() if values}
        return MatchedUnits(units, chosen, evaluation)

    def words_of(self, folded: str) -> list[str]:
        """The words of a folded text, segmented as in the index."""
        return self._words.of(folded)

    def texts_holding(self, phrase: str) -> Numbers:
        """The numbers of the texts that hold a folded phrase."""
        return self._engine.find((phrase,), (), self.texts).texts

    def texts_sharing(self, words: Collection[str], enough: int, most: int) -> Numbers:
        """The texts with so many of some words that these have `enough` characters; at most so many, the best."""
        return sharing_most(self._engine, self.texts, words, enough, most)

    def evaluation(self, words: tuple[str, ...] = ()) -> Evaluation:
        """A new evaluation whose results these words rank."""
        return Evaluation(self.columns, self.texts, self._engine, self.english, words)

    def stands(self, phrase: str) -> bool:
        """Whether any unit holds a folded phrase."""
        return bool(self.evaluation().holding((phrase,)).any())

    def close(self) -> None:
        """Close the engines' files. Those of columns and texts close when the last running search ends."""
        self._engine.close()
        self.english.close()
