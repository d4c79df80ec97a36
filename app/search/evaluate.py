"""Evaluates a query tree to a mask of units, with the texts found by an engine and the columns of an index."""

from dataclasses import dataclass, field
from functools import reduce
from typing import TypeGuard

import numpy as np

from app.domain.proximity import InOrder, Near
from app.domain.query.terms import (
    All,
    Cites,
    Either,
    English,
    Having,
    Node,
    Not,
    Phrase,
    Tally,
    Titled,
    Years,
)
from app.domain.text import holds
from app.search.columns import DOCUMENT_FACTS, UNIT_FACTS, Codes, Columns
from app.search.english_index import EnglishIndex
from app.search.text_engine import Mask, Matches, Numbers, Scores, TextEngine
from app.search.text_store import FoldedTexts


@dataclass(slots=True)
class Evaluation:
    """The evaluation of one query. `words` rank the results by a score for each unit found."""

    columns: Columns
    texts: FoldedTexts
    engine: TextEngine
    english: EnglishIndex
    words: tuple[str, ...] = ()
    _scores: Scores | None = field(default=None, init=False)
    """Of every unit, where the query is not phrases alone."""
    _scored: tuple[Numbers, Scores] | None = field(default=None, init=False)
    """The units found and their scores, where it is."""

    def scores_of(self, units: Numbers) -> Scores:
        """The scores of some of the units found."""
        if self._scored:
            found, scores = self._scored
            if units is found:
                return scores
            return scores[np.searchsorted(found, units)]
        return np.zeros(len(units), dtype=np.float32) if self._scores is None else self._scores[units]

    def unranked(self) -> "Evaluation":
        """An evaluation that adds no scores: for negations, titles and phrases in sequence."""
        return Evaluation(self.columns, self.texts, self.engine, self.english)

    def unit_numbers(self, node: Node) -> Numbers:
        """The units that match a query's root, ascending. Raises TypeError for an unknown kind of node."""
        phrases = node.nodes if isinstance(node, All) else (node,)
        if not all(isinstance(part, Phrase) for part in phrases):
            return np.flatnonzero(self.units(node)).astype(np.int32)
        # Phrases alone need no truth value for each unit of the archive.
        texts = tuple(dict.fromkeys(part.text for part in phrases if isinstance(part, Phrase)))
        found = self.engine.find(texts, self.words, self.texts)
        units, counts = self.columns.units_of(found.texts)
        if not self.words:
            units.sort()
            return units
        # Units and their places in one array of numbers, which NumPy sorts sooner than it finds an order.
        placed = (units.astype(np.int64) << 32) | np.arange(len(units))
        placed.sort()
        units = (placed >> 32).astype(np.int32)
        self._scored = units, np.repeat(found.scores, counts)[placed & 0xFFFFFFFF]
        return units

    def units(self, node: Node) -> Mask:
        """The units that match a node. Raises TypeError for an unknown kind of node."""
        if isinstance(node, All):
            return self._all(node)
        if isinstance(node, Either):
            return self._either(node)
        if isinstance(node, Not):
            return ~self.unranked().units(node.node)
        if isinstance(node, Phrase):
            return self.holding((node.text,))
        if isinstance(node, Near | InOrder):
            return self._together(node)
        return self._by_columns(node)

    def holding(self, phrases: tuple[str, ...]) -> Mask:
        """The units that hold all of these phrases."""
        return self._of_texts(self.engine.find(phrases, self.words, self.texts))

    def _together(self, node: Near | InOrder) -> Mask:
        """The units that hold phrases near each other or in a row: those that hold all of them are looked through."""
        found = self.engine.find(tuple(dict.fromkeys(node.parts)), self.words, self.texts)
        kept = [holds(node, self.texts[number]) for number in found.texts.tolist()]
        is_kept = np.array(kept, dtype=bool)
        mask = self._of_texts(Matches(found.texts[is_kept], found.scores[is_kept]))
        if isinstance(node, InOrder):
            # Where the words stand in a row, the end of a sentence may yet part them.
            ended = np.unique(self.columns.pairs["stops"][0])
            for unit in ended[mask[ended]].tolist():
                text = self.texts[int(self.columns.unit_text[unit])]
                mask[unit] = holds(node, text, self.columns.stops_of(unit))
        return mask

    def _in_english(self, node: English) -> Mask:
        """The units of which a counterpart is one of the English texts found."""
        owners, texts = self.columns.pairs["english"]
        is_found = np.zeros(len(self.english.texts), dtype=bool)
        is_found[self.english.holding(node)] = True
        return self._of_units(owners[is_found[texts]])

    def _of_texts(self, found: Matches) -> Mask:
        mask = np.zeros(len(self.columns), dtype=bool)
        mask[self._units_of(found)] = True
        return mask

    def _units_of(self, found: Matches) -> Numbers:
        """The units of some texts, text by text, with their scores kept."""
        units, counts = self.columns.units_of(found.texts)
        if self.words:
            if self._scores is None:
                self._scores = np.zeros(len(self.columns), dtype=np.float32)
            self._scores[units] = np.repeat(found.scores, counts)
        return units

    def having(self, facet: str, values: frozenset[str]) -> Mask:
        """The units with one of these values of a facet; the empty string means units without a value."""
        labels = self.columns.labels[facet]
        sought = [code for code, label in enumerate(labels) if label in values]
        if facet in UNIT_FACTS or facet in DOCUMENT_FACTS:
            is_sought = np.zeros(len(labels) + 1, dtype=bool)
            is_sought[sought] = True
            # The code for no value, -1, indexes the last element.
            is_sought[-1] = "" in values
            return is_sought[self.columns.unit_codes[facet]]
        owners, codes = self.columns.pairs[facet]
        owners = owners[np.isin(codes, sought)]
        return self._of_documents(owners) if facet in ("subject", "voted") else self._of_units(owners)

    def of_years(self, years: Years) -> Mask:
        """The units of documents from these years."""
        return is_in(self.columns.years, years)

    def _either(self, node: Either) -> Mask:
        # Most texts hold a common character: one pass over them looks for all single characters at once.
        characters = frozenset(part.text for part in node.nodes if _is_character(part))
        masks = [self.units(part) for part in node.nodes if not _is_character(part)]
        if characters:
            texts = self.texts.holding_any(characters)
            masks.append(self._of_texts(Matches(texts, np.zeros(len(texts), dtype=np.float32))))
        return reduce(np.logical_or, masks)

    def _all(self, node: All) -> Mask:
        phrases = tuple(dict.fromkeys(part.text for part in node.nodes if isinstance(part, Phrase)))
        masks = [self.holding(phrases)] if phrases else []
        masks += [self.units(part) for part in node.nodes if not isinstance(part, Phrase)]
        return reduce(np.logical_and, masks)

    def _by_columns(self, node: Node) -> Mask:
        if isinstance(node, English):
            return self._in_english(node)
        if isinstance(node, Having):
            return self.having(node.facet, node.values)
        if isinstance(node, Years):
            return self.of_years(node)
        if isinstance(node, Tally):
            return has_votes(self.columns.tallies[node.choice], node)[self.columns.unit_document]
        if isinstance(node, Cites):
            return self.having("cites", node.keys)
        if isinstance(node, Titled):
            titles = self.unranked().units(node.phrase) & self.columns.is_title
            return self._of_documents(self.columns.unit_document[titles])
        raise TypeError(node)

    def _of_documents(self, documents: Codes) -> Mask:
        chosen = np.zeros(len(self.columns.addresses), dtype=bool)
        chosen[documents] = True
        return chosen[self.columns.unit_document]

    def _of_units(self, units: Codes) -> Mask:
        mask = np.zeros(len(self.columns), dtype=bool)
        mask[units] = True
        return mask


def is_in(known: Codes, years: Years) -> Mask:
    """Whether each of some years is among these; an unknown one, -1, is not."""
    first = 0 if years.first is None else years.first
    last = 9999 if years.last is None else years.last
    return (known >= first) & (known <= last)


def has_votes(counted: Codes, tally: Tally) -> Mask:
    """Whether each of some numbers of votes is as sought; an unknown one, -1, is not."""
    last = np.iinfo(counted.dtype).max if tally.last is None else tally.last
    return (counted >= max(0, tally.first or 0)) & (counted <= last)


def _is_character(node: Node) -> TypeGuard[Phrase]:
    """Whether a node is a single character other than a Latin letter or digit."""
    return isinstance(node, Phrase) and len(node.text) == 1 and not node.text.isascii()
