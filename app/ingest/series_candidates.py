"""Selects the earlier texts that a text may continue, and collects the evidence for each."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from app.domain.series import Evidence, SeriesText, title_form, title_likeness
from app.ingest.series_timeline import Timeline

SHORTEST_SHARED = 12
"""Least length, in characters, of a paragraph that by itself relates two texts."""
MAX_HOLDERS = 40
"""A paragraph in more documents than this is a formula, and relates none of them."""
_ENOUGH_OF_DRAFT = 0.5
"""The least share of an adopted text that must be in its draft, if no symbol identifies the draft."""
_MAX_RELATED = 6
_MAX_NAMED = 12
"""Most texts compared because they share paragraphs with a text, and because the text names them."""


@dataclass(frozen=True)
class SeriesCandidates:
    """Finds candidates among the texts of an archive. All mappings are by the key of a document.

    `passages` maps a document to the digests of its longer paragraphs, each with its length, and `holders` a digest to
    the documents that hold it, unless they are too many; `named` maps a document to the documents it cites, with the
    anchor of each citation; `originating` is what a document's head says of its draft. But for `texts`, it is enough
    to have those of the later texts that are asked about.
    """

    texts: Mapping[int, SeriesText]
    passages: Mapping[int, Mapping[int, int]]
    holders: Mapping[int, Sequence[int]]
    named: Mapping[int, Mapping[int, str]]
    originating: Mapping[int, str]

    @cached_property
    def _adopted(self) -> list[SeriesText]:
        """The texts that another one may continue."""
        return [one for one in self.texts.values() if one.outcome != "not_adopted"]

    @cached_property
    def _of_form(self) -> "_Timelines":
        """Texts that may be continued, by title without numbers and by organ."""
        return _Timelines.of(self._adopted, title_form)

    @cached_property
    def _of_title(self) -> "_Timelines":
        """Texts that may be continued, by title and by organ."""
        return _Timelines.of(self._adopted, str)

    @cached_property
    def _all_of_title(self) -> "_Timelines":
        return _Timelines.of(self.texts.values(), str)

    @cached_property
    def _renewed(self) -> Set[tuple[str, str | None, str]]:
        """Organ, session and title of every text: the titles renewed in each session."""
        return {(one.body, one.session, one.title) for one in self.texts.values()}

    def of(self, later: SeriesText) -> list[SeriesText]:
        """The texts that a text may continue; those with its title come first and may exclude all others."""
        of_title = self._of_title.get(later.title)
        if same := _newest_sessions(of_title.get(later.body), later):
            return list(dict.fromkeys((*same, *self._drafts(later))))
        alike = self._of_form.get(title_form(later.title)).get(later.body)
        others = [texts.last_before(later) for organ, texts in of_title.items() if organ != later.body]
        elsewhere = sorted(filter(None, others), key=lambda one: one.order)[-1:]
        related = self._related(later) if later.kind != "decision" else ()
        found = *_newest_sessions(alike, later), *elsewhere, *self._drafts(later), *related
        return list(dict.fromkeys(found))

    def _is_renewed(self, earlier: SeriesText, later: SeriesText) -> bool:
        """Whether a text after `later` has the organ and title of an earlier one."""
        texts = self._all_of_title.get(earlier.title).get(earlier.body)
        return texts is not None and texts.has_after(later)

    def _related(self, later: SeriesText) -> Iterator[SeriesText]:
        """Texts of the same organ that a text names or shares paragraphs with, unless another text renews their title."""
        shared: Counter[int] = Counter()
        for digest, length in self.passages.get(later.id, {}).items():
            shared.update(dict.fromkeys(self.holders.get(digest, ()), length))
        most = sorted(shared, key=lambda key: (-shared[key], key))[:_MAX_RELATED]
        named = sorted(self.named.get(later.id, ()), key=lambda key: self.texts[key].order, reverse=True)
        found = [*named[:_MAX_NAMED], *most]
        for earlier in (self.texts[key] for key in dict.fromkeys(found)):
            is_renewed = earlier.title and (later.body, later.session, earlier.title) in self._renewed
            if earlier.body == later.body and self._is_before(earlier, later) and not is_renewed:
                yield earlier

    def _is_before(self, earlier: SeriesText, later: SeriesText) -> bool:
        return earlier.is_before(later) and earlier.outcome != "not_adopted"

    @cached_property
    def _draft_of_symbol(self) -> Mapping[str, SeriesText]:
        return {one.symbol: one for one in self.texts.values() if one.kind == "draft" and one.symbol}

    def _drafts(self, later: SeriesText) -> Iterator[SeriesText]:
        said = self.originating.get(later.id, "")
        return (
            draft
            for part in _ends_of_symbols(said, self._lengths)
            if (draft := self._draft_of_symbol.get(part))
        )

    @cached_property
    def _lengths(self) -> list[int]:
        """The lengths that symbols of drafts have."""
        return sorted({len(symbol) for symbol in self._draft_of_symbol})

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
            is_renewed=self._is_renewed(earlier, later),
        )


@dataclass(frozen=True, slots=True)
class _Timelines:
    """Texts by a form of their title and by organ, put in order when they are asked for. Those without a title are in
    none."""

    texts: Mapping[str, Sequence[SeriesText]]
    made: dict[str, Mapping[str, Timeline]] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Iterable[SeriesText], form: Callable[[str], str]) -> "_Timelines":
        of_title: dict[str, list[SeriesText]] = defaultdict(list)
        for one in texts:
            if one.title:
                of_title[one.title].append(one)
        if form is str:
            return cls(of_title)
        of_form: dict[str, list[SeriesText]] = defaultdict(list)
        for title, some in of_title.items():
            of_form[form(title)] += some
        return cls(of_form)

    def get(self, title: str) -> Mapping[str, Timeline]:
        """The texts of a title, by organ."""
        if title not in self.made:
            by_organ: dict[str, list[SeriesText]] = defaultdict(list)
            for one in self.texts.get(title, ()):
                by_organ[one.body].append(one)
            self.made[title] = {organ: Timeline.of(some) for organ, some in by_organ.items()}
        return self.made[title]


def _newest_sessions(texts: Timeline | None, later: SeriesText) -> list[SeriesText]:
    """The texts before a later one, the last first, of the two newest sessions."""
    found = list(texts.before(later)) if texts else []
    sessions = list(dict.fromkeys(one.session or str(one.dated) for one in found))[:2]
    return [one for one in found if (one.session or str(one.dated)) in sessions][:_MAX_RELATED]


def is_symbol_in(symbol: str | None, said: str) -> bool:
    """Whether a head's statement about the draft, such as `A/C.3/77/L.25，第3段`, contains that symbol."""
    return bool(symbol and symbol in _ends_of_symbols(said, [len(symbol)]))


def _ends_of_symbols(said: str, lengths: Sequence[int]) -> Iterator[str]:
    """The parts of a statement of one of these lengths, in characters, that end where a symbol may end."""
    for end in (match.end() for match in re.finditer(r".(?![0-9A-Za-z./])", said)):
        yield from (said[end - length : end] for length in lengths if length <= end)
