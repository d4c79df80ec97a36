"""Selects the earlier texts that a text may continue, and collects the evidence for each."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from app.db.series_store import Passage
from app.domain.series import Evidence, SeriesText, title_form, title_likeness

_SHORTEST_SHARED = 12
"""Least length, in characters, of a paragraph that by itself relates two texts."""
_MAX_HOLDERS = 40
"""A paragraph in more documents than this is a formula, and relates none of them."""
_ENOUGH_OF_DRAFT = 0.5
"""The least share of an adopted text that must be in its draft, if no symbol identifies the draft."""
_MAX_RELATED = 6
_MAX_NAMED = 12
"""Most texts compared because they share paragraphs with a text, and because the text names them."""


@dataclass(frozen=True)
class SeriesCandidates:
    """Finds candidates among the texts of an archive. All mappings are by the key of a document.

    `named` maps a document to the documents it cites, with the anchor of each citation; `originating` is what a
    document's head says of its draft.
    """

    texts: Mapping[int, SeriesText]
    passages: Mapping[int, Sequence[Passage]]
    named: Mapping[int, Mapping[int, str]]
    originating: Mapping[int, str]

    @cached_property
    def _by_title(self) -> Mapping[str, list[SeriesText]]:
        """Texts by title without numbers, newest first."""
        of_title: dict[str, list[SeriesText]] = defaultdict(list)
        for one in sorted(self.texts.values(), key=lambda one: one.order, reverse=True):
            if one.title:
                of_title[title_form(one.title)].append(one)
        return of_title

    @cached_property
    def _renewed(self) -> Set[tuple[str, str | None, str]]:
        """Organ, session and title of every text: the titles renewed in each session."""
        return {(one.body, one.session, one.title) for one in self.texts.values()}

    @cached_property
    def _holders(self) -> Mapping[str, list[int]]:
        """The documents that contain each paragraph of sufficient length."""
        holders: dict[str, list[int]] = defaultdict(list)
        for document, units in self.passages.items():
            for text in {unit.text for unit in units if len(unit.text) >= _SHORTEST_SHARED}:
                holders[text].append(document)
        return holders

    def of(self, later: SeriesText) -> list[SeriesText]:
        """The texts that a text may continue; those with its title come first and may exclude all others."""
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
        """The texts with the same organ and title."""
        of_title = self._by_title.get(title_form(like.title), ())
        return (one for one in of_title if (one.body, one.title) == (like.body, like.title))

    def _related(self, later: SeriesText) -> Iterator[SeriesText]:
        """Texts of the same organ that a text names or shares paragraphs with, unless another text renews their title."""
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
        """Whether a later text is the adopted form of a draft: by symbol, else by session, title and share of text."""
        if earlier.kind != "draft" or later.kind == "draft" or earlier.outcome == "not_adopted":
            return False
        if earlier.symbol and self.originating.get(later.id):
            return is_symbol_in(earlier.symbol, self.originating[later.id])
        is_same_matter = found.same_title and earlier.session == later.session
        return is_same_matter and found.kept >= _ENOUGH_OF_DRAFT

    def evidence(self, later: SeriesText, earlier: SeriesText, share: float) -> Evidence:
        """The evidence that a text continues an earlier one, of which it keeps `share` (0 to 1)."""
        return Evidence(
            same_organ=later.body == earlier.body,
            same_title=bool(later.title) and later.title == earlier.title,
            title=title_likeness(later.title, earlier.title),
            named=self.named.get(later.id, {}).get(earlier.id),
            kept=share,
            is_renewed=bool(earlier.title) and any(map(later.is_before, self._titled(earlier))),
        )


def _newest_sessions(found: list[SeriesText]) -> list[SeriesText]:
    """From texts sorted newest first, those of the two newest sessions."""
    sessions = list(dict.fromkeys(one.session or str(one.dated) for one in found))[:2]
    return [one for one in found if (one.session or str(one.dated)) in sessions][:_MAX_RELATED]


def is_symbol_in(symbol: str | None, said: str) -> bool:
    """Whether a head's statement about the draft, such as `A/C.3/77/L.25，第3段`, contains that symbol."""
    return bool(symbol) and re.search(rf"{re.escape(symbol or '')}(?![0-9A-Za-z./])", said) is not None
