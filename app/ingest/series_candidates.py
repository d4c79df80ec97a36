"""Which texts of an archive may continue which: candidates worth comparing, and what speaks for each."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from app.db.series_store import Passage
from app.domain.series import Evidence, SeriesText, title_form, title_likeness

_SHORTEST_SHARED = 12
"""How many characters a paragraph has that tells by itself where it comes from."""
_MAX_HOLDERS = 40
"""A paragraph that stands in more documents than this is a formula."""
_ENOUGH_OF_DRAFT = 0.5
"""The share of an adopted text that its draft has, where no symbol tells."""
_MAX_RELATED = 6
_MAX_NAMED = 12
"""How many texts are compared that share paragraphs with one, and that it names."""


@dataclass(frozen=True)
class SeriesCandidates:
    """What tells which texts of an archive may continue which, by their keys.

    `named` are the documents that each one names, with the place; `originating` what its head says of its draft.
    """

    texts: Mapping[int, SeriesText]
    passages: Mapping[int, Sequence[Passage]]
    named: Mapping[int, Mapping[int, str]]
    originating: Mapping[int, str]

    @cached_property
    def _by_title(self) -> Mapping[str, list[SeriesText]]:
        """Texts by their titles without numbers, the newest first."""
        of_title: dict[str, list[SeriesText]] = defaultdict(list)
        for one in sorted(self.texts.values(), key=lambda one: one.order, reverse=True):
            if one.title:
                of_title[title_form(one.title)].append(one)
        return of_title

    @cached_property
    def _renewed(self) -> Set[tuple[str, str | None, str]]:
        """Organ, session and title of every text."""
        return {(one.body, one.session, one.title) for one in self.texts.values()}

    @cached_property
    def _holders(self) -> Mapping[str, list[int]]:
        """The documents that each longer paragraph stands in."""
        holders: dict[str, list[int]] = defaultdict(list)
        for document, units in self.passages.items():
            for text in {unit.text for unit in units if len(unit.text) >= _SHORTEST_SHARED}:
                holders[text].append(document)
        return holders

    def of(self, later: SeriesText) -> list[SeriesText]:
        """The texts that one may continue, those most of all that bear its title."""
        titled = [
            one for one in self._by_title.get(title_form(later.title), ()) if self._is_before(one, later)
        ]
        in_organ = [one for one in titled if one.body == later.body]
        if same := [one for one in in_organ if one.title == later.title]:
            return list(dict.fromkeys((*_newest_sessions(same), *self._drafts(later))))
        elsewhere = [one for one in titled if one.title == later.title and one.body != later.body]
        related = self._related(later) if later.kind != "decision" else ()
        found = *_newest_sessions(in_organ), *elsewhere[:1], *self._drafts(later), *related
        return list(dict.fromkeys(found))

    def _titled(self, like: SeriesText) -> Iterator[SeriesText]:
        """The texts of the same organ and title."""
        of_title = self._by_title.get(title_form(like.title), ())
        return (one for one in of_title if (one.body, one.title) == (like.body, like.title))

    def _related(self, later: SeriesText) -> Iterator[SeriesText]:
        """Texts of the same organ that a text names or shares paragraphs with and that no other one renews."""
        shared: Counter[int] = Counter()
        for text in {unit.text for unit in self.passages.get(later.id, ())}:
            holders = self._holders.get(text, ())
            if len(holders) <= _MAX_HOLDERS:
                shared.update(dict.fromkeys(holders, len(text)))
        named = sorted(self.named.get(later.id, ()), key=lambda key: self.texts[key].order, reverse=True)
        found = [*named[:_MAX_NAMED], *(key for key, _ in shared.most_common(_MAX_RELATED))]
        for earlier in (self.texts[key] for key in dict.fromkeys(found)):
            is_renewed = earlier.title and (later.body, later.session, earlier.title) in self._renewed
            if earlier.body == later.body and self._is_before(earlier, later) and not is_renewed:
                yield earlier

    def _is_before(self, earlier: SeriesText, later: SeriesText) -> bool:
        return earlier.is_before(later) and earlier.outcome != "not_adopted"

    @cached_property
    def _all_drafts(self) -> list[SeriesText]:
        return [one for one in self.texts.values() if one.kind == "draft" and one.symbol]

    def _drafts(self, later: SeriesText) -> Iterator[SeriesText]:
        said = self.originating.get(later.id)
        return (draft for draft in self._all_drafts if said and is_symbol_in(draft.symbol, said))

    def is_draft_of(self, earlier: SeriesText, later: SeriesText, found: Evidence) -> bool:
        """Whether a draft was adopted as a later text: by its symbol, else by session, title and words."""
        if earlier.kind != "draft" or later.kind == "draft" or earlier.outcome == "not_adopted":
            return False
        if earlier.symbol and self.originating.get(later.id):
            return is_symbol_in(earlier.symbol, self.originating[later.id])
        is_same_matter = found.same_title and earlier.session == later.session
        return is_same_matter and found.kept >= _ENOUGH_OF_DRAFT

    def evidence(self, later: SeriesText, earlier: SeriesText, share: float) -> Evidence:
        """What speaks for one text continuing another of which it keeps that share."""
        return Evidence(
            same_organ=later.body == earlier.body,
            same_title=bool(later.title) and later.title == earlier.title,
            title=title_likeness(later.title, earlier.title),
            named=self.named.get(later.id, {}).get(earlier.id),
            kept=share,
            is_renewed=bool(earlier.title) and any(map(later.is_before, self._titled(earlier))),
        )


def _newest_sessions(found: list[SeriesText]) -> list[SeriesText]:
    """Of texts that follow each other backwards, those of the newest session and of the one before it."""
    sessions = list(dict.fromkeys(one.session or str(one.dated) for one in found))[:2]
    return [one for one in found if (one.session or str(one.dated)) in sessions][:_MAX_RELATED]


def is_symbol_in(symbol: str | None, said: str) -> bool:
    """Whether what a head says of a draft, such as `A/C.3/77/L.25，第3段`, names that symbol."""
    return bool(symbol) and re.search(rf"{re.escape(symbol or '')}(?![0-9A-Za-z./])", said) is not None
