"""What a term is called in the other language, by what stands beside it: candidates with exact counts and a proof each.

The texts beside a sample of the units that hold the term give the candidates (`domain.term_pairs`); what the index
counts decides among them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.db.queries import listing
from app.db.queries.english_beside import english_beside
from app.db.queries.exports import ExportedUnit, exported
from app.domain.english_text import fold_english, mark_english
from app.domain.query import MAX_QUERY_LENGTH, SearchQuery
from app.domain.query.terms import All, English, Node, Not, Phrase
from app.domain.term_pairs import (
    Candidate,
    association,
    candidates,
    clauses,
    english_clauses,
    goes_on,
    is_chinese_term,
    is_english_term,
)
from app.domain.text import Piece, fold, mark
from app.search.engine import Question, SearchEngine
from app.web.http.context import ArchiveSession, Site

Language = Literal["en", "zh"]

MOST = 8
"""How many candidates are told."""
_LOOKED_AT = 1200
"""Of how many units, spread over all that hold the term, the texts beside are read."""
_TEXTS = 400
"""How many different texts are cut into words."""
_FEW = 3
"""Of fewer different texts nothing can be told."""
_COUNTED = 80
"""How many candidates are counted in the whole archive."""
_OF_ONE_SIGN = 0.3
"""A term of a single character is looked at if so many of the texts hold it: to count one takes long."""
_LEAST = 0.12
"""The least association of a candidate."""
_NEARLY_AS_MANY = 0.78
"""A longer term that stands in so many of the units of one that it holds is that term uncut."""
_INSTEAD = 0.15
"""A term that is used instead of another stands in such a share of the units without it."""
_SURE = 0.3
"""Of the units that hold such a term anywhere, so many hold what was asked for."""
_ALL = 10**9
_HAN = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Example:
    """A unit with both terms, its texts cut into pieces that are one and pieces that are not."""

    unit: ExportedUnit
    chinese: tuple[Piece, ...]
    english: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A candidate, as printed: in how many units and documents it stands beside what was asked for, which share of all
    units with that these are (0 to 1), the years of the first and the last, by organ, and one of them."""

    text: str
    units: int
    share: float
    documents: int
    first: int | None
    last: int | None
    by_body: tuple[tuple[str, int], ...]
    example: Example


@dataclass(frozen=True, slots=True)
class Terms:
    """The candidates for what was asked for, the best first; `units` hold it and have the other language beside them.

    `is_supported`: there is enough to tell.
    """

    query: str
    language: Language
    units: int
    items: tuple[Term, ...] = ()
    is_supported: bool = False


def terms_for(site: Site, archive: ArchiveSession, typed: str) -> Terms:
    """What a term is called in the other language."""
    plain = typed.strip()[:MAX_QUERY_LENGTH]
    language: Language = "zh" if _HAN.search(plain) else "en"
    sought = _phrase(plain) if language == "zh" else _english(plain)
    if sought is None:
        return Terms(plain, language, 0)
    return _Lookup(site, archive, plain, language, sought).answer()


def _phrase(text: str) -> Phrase | None:
    folded = fold(text)
    return Phrase(folded, text) if folded else None


def _english(text: str) -> English | None:
    folded = fold_english(text)
    return English(folded) if folded else None


@dataclass(frozen=True, slots=True)
class _Lookup:
    site: Site
    archive: ArchiveSession
    typed: str
    language: Language
    sought: Phrase | English

    @property
    def _engine(self) -> SearchEngine:
        return self.archive.search

    def answer(self) -> Terms:
        """The candidates that the archive supports."""
        units = self._units()
        texts = self._texts_beside(units)
        if len(texts) < _FEW:
            return Terms(self.typed, self.language, len(units))
        ranked = self._ranked(self._candidates(texts), len(units), len(texts))
        items = tuple(filter(None, (self._term(one, len(units)) for one in ranked[:MOST])))
        return Terms(self.typed, self.language, len(units), items, bool(items))

    def _units(self) -> Sequence[int]:
        """All units that hold the term and have the other language beside them, the newest first."""
        found = self._engine.answer(Question(_query(self.sought), size=_ALL, counted=()))
        keys = [unit for hits in found.documents for unit in hits.units]
        return keys if self.language == "en" else list(english_beside(self.archive.session, keys))

    def _texts_beside(self, units: Sequence[int]) -> list[str]:
        """Different texts in the other language beside these units, spread over them."""
        some = units[:: max(1, len(units) // _LOOKED_AT)]
        if self.language == "en":
            found = listing.units(self.archive.session, some)
            texts = [found[key].text for key in some]
        else:
            beside = english_beside(self.archive.session, some)
            texts = [" ".join(one.text for one in beside[key]) for key in some]
        return list(dict.fromkeys(texts))[:_TEXTS]

    def _candidates(self, texts: Sequence[str]) -> list[Candidate]:
        if self.language == "en":
            cut = [[self.site.segmenter.of(fold(clause)) for clause in clauses(text)] for text in texts]
            found = candidates(cut, "", is_chinese_term, _COUNTED)
            return [one for one in found if len(one.text) > 1 or one.texts >= _OF_ONE_SIGN * len(texts)]
        words = [[fold_english(clause).split() for clause in english_clauses(text)] for text in texts]
        return candidates(words, " ", is_english_term, _COUNTED)

    def _ranked(self, found: Sequence[Candidate], units: int, texts: int) -> list[str]:
        """The candidates that go together with the term, the best first; a sample tells which are worth an exact count."""
        anywhere, estimated = self._estimated(found, units, texts)
        best = sorted(estimated, key=lambda text: (-estimated[text], -len(text), text))[: 2 * MOST]
        together = {text: self._count(self._both(text)) for text in best}
        scores = {text: association(together[text], units, anywhere[text]) for text in best}
        ranked = [
            text
            for text in sorted(best, key=lambda text: (-scores[text], -len(text)))
            if scores[text] >= _LEAST
        ]
        whole = _uncut(ranked, lambda text: (together[text], together[text] / anywhere[text]), self.typed)
        sure = {text for text in whole if together[text] >= _SURE * anywhere[text]}
        return [
            text
            for text in whole
            if self._is_meant(text, whole[0], units - together[whole[0]], is_sure=text in sure)
        ]

    def _estimated(
        self, found: Sequence[Candidate], units: int, texts: int
    ) -> tuple[dict[str, int], dict[str, float]]:
        """In how many units candidates stand anywhere, and how far each is estimated to go together with the term; the
        best are among them. One that could not be as good as these, if it stood nowhere else, is not counted."""
        anywhere: dict[str, int] = {}
        estimated: dict[str, float] = {}
        together = {one.text: round(one.texts / texts * units) for one in found}
        most = {text: association(count, units, count) for text, count in together.items()}
        for text in sorted(most, key=lambda text: -most[text]):
            if len(estimated) >= 2 * MOST and most[text] < sorted(estimated.values())[-2 * MOST]:
                break
            anywhere[text] = self._count(self._other(text))
            estimated[text] = association(min(together[text], anywhere[text]), units, anywhere[text])
        return anywhere, estimated

    def _is_meant(self, text: str, first: str, left: int, *, is_sure: bool) -> bool:
        """Whether a candidate is a form of the first one, or takes its place in the units that lack it, `left`; else the
        two only go together."""
        if text in first or first in text:
            return True
        if not is_sure:
            return False
        instead = self._count(All((self._both(text), Not(self._other(first)))))
        return instead >= max(_FEW, _INSTEAD * left)

    def _term(self, text: str, units: int) -> Term | None:
        found = self._engine.answer(Question(_query(self._both(text)), size=1, counted=()))
        uses = self._engine.uses(_query(self._both(text)))
        example = self._example(found.documents[0].units[0], text)
        printed = example.chinese if self.language == "en" else example.english
        return Term(
            next((piece for piece, is_match in printed if is_match), text),
            found.total_units,
            found.total_units / units,
            found.total_documents,
            min(uses.by_year, default=None),
            max(uses.by_year, default=None),
            tuple(
                (body, use.units) for body, use in sorted(uses.by_body.items(), key=lambda one: -one[1].units)
            ),
            example,
        )

    def _example(self, unit: int, text: str) -> Example:
        chinese, english = (text, self.sought) if self.language == "en" else (self.sought, text)
        phrase = chinese.text if isinstance(chinese, Phrase) else str(chinese)
        words = english.phrase if isinstance(english, English) else str(english)
        held = exported(self.archive.session, [unit])[unit]
        beside = " ".join(one.text for one in english_beside(self.archive.session, [unit])[unit])
        return Example(held, tuple(mark(held.text, (phrase,))), mark_english(beside, [words]))

    def _other(self, text: str) -> Phrase | English:
        return Phrase(text, text) if self.language == "en" else English(text)

    def _both(self, text: str) -> Node:
        return All((self.sought, self._other(text)))

    def _count(self, node: Node) -> int:
        return self._engine.answer(Question(_query(node), size=1, counted=())).total_units


def _query(node: Node) -> SearchQuery:
    return SearchQuery("", node, sort="newest")


def _uncut(ranked: list[str], told: Callable[[str], tuple[int, float]], asked: str) -> list[str]:
    """The same with a longer term in front of the first one, if that is nearly always a part of it."""
    if not ranked:
        return ranked
    units, precision = told(ranked[0])
    may_join = bool({"and", "or"} & set(fold_english(asked).split()) or set(asked) & set("和与及或"))
    for longer in ranked[1:]:
        more_units, more_precision = told(longer)
        if (
            goes_on(ranked[0], longer, may_join=may_join)
            and more_units >= _NEARLY_AS_MANY * units
            and more_precision >= precision
        ):
            return [longer, *(one for one in ranked if one != longer)]
    return ranked
