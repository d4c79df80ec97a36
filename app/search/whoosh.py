"""The default engine: Whoosh with jieba words for the ranking and character pairs for the finding.

A phrase is the conjunction of its pairs, the rarest first; each candidate is then verified on its folded
text, so that what is found is exact whatever the pairs let through.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh import fields, index
from whoosh import query as whoosh_query
from whoosh.searching import Searcher

from app.domain.query import SearchQuery
from app.domain.text import grams, words
from app.search.engine import Changes, ResultPage, SearchUnit
from app.search.order import Found, page_of

NAME = "whoosh"
SCHEMA_VERSION = 2
"""Raise it when the fields or the folding change: an index of another version is built anew."""

_RAREST = 8
"""How many of a phrase's pairs are intersected; the verification does the rest."""
_WRITER_MEMORY_MB = 128


def _schema() -> fields.Schema:
    return fields.Schema(
        document=fields.ID(stored=True),
        id=fields.STORED(),
        part=fields.STORED(),
        folded=fields.STORED(),
        adopted_on=fields.STORED(),
        grams=fields.ID(),
        words=fields.KEYWORD(scorable=True),
        cites=fields.KEYWORD(stored=True),
    )


class WhooshEngine:
    """A Whoosh index in a folder of its own."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the index in the folder, or begin one. Raises FileNotFoundError where there is none to open."""
        if create:
            folder.mkdir(parents=True, exist_ok=True)
            self._index = index.create_in(str(folder), _schema())
        elif index.exists_in(str(folder)):
            self._index = index.open_dir(str(folder))
        else:
            raise FileNotFoundError(folder)
        # One is open from the start: then the files are, whatever becomes of the folder.
        self._idle: deque[Searcher] = deque([self._index.searcher()])
        self._is_closed = False

    def update(self, changes: Changes) -> None:
        """Apply changes; after it returns they are on disk."""
        writer = self._index.writer(limitmb=_WRITER_MEMORY_MB)
        try:
            for document in changes.removed:
                writer.delete_by_term("document", document)
            for unit in changes.added:
                writer.add_document(
                    document=unit.document,
                    id=unit.id,
                    part=unit.part,
                    folded=unit.folded,
                    adopted_on=unit.adopted_on,
                    grams=sorted(grams(unit.folded)),
                    words=words(unit.folded),
                    cites=list(unit.cites),
                )
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        self._close_searchers()

    def search(self, query: SearchQuery, *, page: int = 1, size: int = 20) -> ResultPage:
        """Find the units sought; `page` counts from 1, `size` is how many documents a page has."""
        return page_of(self._find(query), query, page=page, size=size)

    def count(self) -> int:
        """How many units the index holds."""
        return int(self._index.doc_count())

    def close(self) -> None:
        """Let go of all files; a search that runs lets go of its own when it is done."""
        self._is_closed = True
        self._close_searchers()
        self._index.close()

    def _find(self, query: SearchQuery) -> Iterator[Found]:
        if query.is_empty:
            return
        with self._searcher() as searcher:
            candidates = _candidates(searcher, query)
            if candidates is None:
                return
            hits = {number: unit for number, unit in _stored(searcher, candidates) if _is_sought(unit, query)}
            scores = _scores(searcher, query, candidates) if query.sort == "relevance" else {}
        for number, unit in hits.items():
            yield Found(unit, scores.get(number, 0.0))

    @contextmanager
    def _searcher(self) -> Iterator[Searcher]:
        """A searcher for one search at a time: Whoosh's readers keep a position in their files."""
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


def _candidates(searcher: Searcher, query: SearchQuery) -> whoosh_query.Query | None:
    """A query that every unit sought answers; None where a pair stands nowhere."""
    terms: set[str] = set()
    for phrase in query.phrases:
        pairs = {gram for gram in grams(phrase.text) if len(gram) == min(2, len(phrase.text))}
        frequency = {gram: searcher.doc_frequency("grams", gram) for gram in pairs}
        if not all(frequency.values()):
            return None
        terms.update(sorted(pairs, key=lambda gram: frequency[gram])[:_RAREST])
    by_rarity = sorted(terms, key=lambda gram: searcher.doc_frequency("grams", gram))
    cited = (
        whoosh_query.Or([whoosh_query.Term("cites", key) for key in sorted(keys)]) for keys in query.cites
    )
    return whoosh_query.And([*(whoosh_query.Term("grams", gram) for gram in by_rarity), *cited])


def _stored(searcher: Searcher, candidates: whoosh_query.Query) -> Iterator[tuple[int, SearchUnit]]:
    for number in searcher.docs_for_query(candidates):
        stored: dict[str, Any] = searcher.stored_fields(number)
        yield number, SearchUnit(**{**stored, "cites": tuple(stored.get("cites", ()))})


def _is_sought(unit: SearchUnit, query: SearchQuery) -> bool:
    return (
        (not query.parts or unit.part in query.parts)
        and (query.within is None or unit.document in query.within)
        and all(not keys.isdisjoint(unit.cites) for keys in query.cites)
        and query.accepts(unit.folded)
    )


def _scores(searcher: Searcher, query: SearchQuery, candidates: whoosh_query.Query) -> dict[int, float]:
    """BM25 over the query's words, for the candidates."""
    terms = {word for phrase in query.phrases for word in words(phrase.text)}
    if not terms:
        return {}
    ranking = whoosh_query.Or([whoosh_query.Term("words", word) for word in sorted(terms)])
    # The default reads whole posting lists ahead; a binary tree of matchers can skip to the candidates.
    ranking.matcher_type = whoosh_query.Or.DEFAULT_MATCHER
    ranked = searcher.search(
        whoosh_query.AndMaybe(whoosh_query.ConstantScoreQuery(candidates, 0.0), ranking), limit=None
    )
    return {number: score for score, number in ranked.top_n}
