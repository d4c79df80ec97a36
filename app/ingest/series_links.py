"""Finds series (which text continues which) and paragraph history (which paragraph comes from which)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date
from hashlib import sha256
from itertools import groupby

from sqlmodel import Session

from app.db import series_store
from app.db.queries.indexing import keys_of
from app.db.series_rows import ContinuationRow, SeriesRow
from app.db.series_store import ADOPTS, CONTINUES, Facts, Key, Keys
from app.domain.organs import Names
from app.domain.series import Continued, SeriesText, continued
from app.ingest.series_candidates import MAX_HOLDERS, SeriesCandidates
from app.ingest.series_changes import texts_to_link, write_texts
from app.ingest.series_comparison import compared, kept_shares, paragraph_origins

_VERSION = 3
"""Increase it when the rules for links, alignments or rewordings (`ingest.replacements`) change."""


@dataclass(frozen=True, slots=True)
class CuratedLinks:
    """Curated links, by kind: the symbol of a later text mapped to that of the earlier one, empty if it continues
    none. They override links found by rule."""

    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """The version of rules and curated links; stored links of another version are found anew."""
        return f"{_VERSION}-{sha256(repr(self.links).encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class StepProgress:
    """Callbacks: `begin` receives the number of parts, `advance` is called for each finished part."""

    begin: Callable[[int], None]
    advance: Callable[[], None]


def link_series(
    session: Session,
    names: Names,
    written: set[str] | None,
    curated: CuratedLinks,
    steps: StepProgress,
    renamed: Collection[str] = (),
) -> list[int]:
    """Link every document to the text that it continues, and its paragraphs to their origins.

    `written` are the addresses of documents whose text has changed, None to find everything anew; `renamed` are the
    symbols that now lead to another document. Returns the keys of the documents whose paragraph history was written
    anew.
    """
    new = None if written is None else keys_of(session, written)
    keys: set[int] | None = None
    if new is None:
        write_texts(session, None)
    else:
        keys = texts_to_link(session, new, renamed)
    series_store.delete_shares(session, new)
    found = _linked(session, names, keys, curated, steps)
    while keys is not None and (more := found.disturbed(session) - found.keys_of_later):
        keys = {*found.keys_of_later, *more}
        found = _linked(session, names, keys, curated, steps)
    return _write(session, names, found, new)


_Stated = tuple[str, int, int | None]
"""A curated link: kind, key of the later document, and key of the earlier one or None."""


def _texts(session: Session, names: Names, keys: Keys) -> dict[int, SeriesText]:
    """The texts with these keys, None for all, in the order of their keys."""
    return {row.id: _series_text(row, names) for row in series_store.facts(session, keys)}


@dataclass(frozen=True, slots=True)
class _Linked:
    """The links of some later texts, None for all, and the shares that they rest on."""

    keys: Keys
    links: Sequence[ContinuationRow]
    shares: Mapping[Key, float]

    @property
    def keys_of_later(self) -> set[int]:
        """The later texts, where they are not all."""
        return set(self.keys or ())

    def disturbed(self, session: Session) -> set[int]:
        """The texts that may have been linked to a draft that is adopted by another text now, or no longer is."""
        former = {row.earlier_id for row in series_store.links(session, self.keys) if row.kind == ADOPTS}
        now = {row.earlier_id for row in self.links if row.kind == ADOPTS}
        return series_store.compared_with(session, former ^ now)


def _linked(
    session: Session, names: Names, keys: Keys, curated: CuratedLinks, steps: StepProgress
) -> _Linked:
    stated = [
        link for link in _curated_pairs(session, curated) if keys is None or not {*keys}.isdisjoint(link[1:])
    ]
    if keys is not None:
        keys = {*keys, *(later for _, later, _ in stated)}
    candidates = _candidates(session, names, keys, stated)
    later_texts = [one for key, one in candidates.texts.items() if keys is None or key in keys]
    earlier_of = {later: candidates.of(later) for later in later_texts}
    wanted = [(later.id, earlier.id) for later, earliers in earlier_of.items() for earlier in earliers]
    wanted += [(later, earlier) for _, later, earlier in stated if earlier is not None]
    shares = _shares(session, keys, wanted, steps)
    adopted = series_store.adopted_by_others(session, keys, {earlier for _, earlier in wanted})
    links = {(row.document_id, row.kind): row for row in _links(candidates, earlier_of, shares, adopted)}
    for kind, later, earlier in stated:
        links.pop((later, kind), None)
        if earlier is not None:
            texts = candidates.texts
            evidence = candidates.evidence(texts[later], texts[earlier], shares[later, earlier])
            links[later, kind] = _row(later, kind, Continued(texts[earlier], evidence, "by_hand"))
    return _Linked(keys, list(links.values()), shares)


def _candidates(session: Session, names: Names, keys: Keys, stated: Iterable[_Stated]) -> SeriesCandidates:
    passages = series_store.digests(session, keys)
    sought = None if keys is None else {digest for found in passages.values() for digest in found}
    holders = series_store.holders(session, sought, MAX_HOLDERS)
    named = series_store.named_documents(session, keys)
    originating = series_store.originating(session, keys)
    around: Keys = None
    if keys is not None:
        drafts = series_store.drafts(session) if originating else {}
        around = {
            *keys,
            *(key for link in stated for key in link[1:] if key is not None),
            *(key for found in holders.values() for key in found),
            *(key for found in named.values() for key in found),
            *(key for key, symbol in drafts.items() if any(symbol in said for said in originating.values())),
        }
        # A title is of all texts that have it: whether one follows, and which is the newest.
        around |= series_store.beside(session, around)
    return SeriesCandidates(_texts(session, names, around), passages, holders, named, originating)


def _series_text(row: Facts, names: Names) -> SeriesText:
    dated = row.ordered_on or row.published_on or date(_year(row, names), 1, 1)
    return SeriesText(row.id, row.symbol, row.body, row.kind, row.outcome, row.session, row.title, dated)


def _year(row: Facts, names: Names) -> int:
    """The year of an undated document, or the first year of its session."""
    organ = names.organ_by_code(row.body)
    session = int(row.session) if row.session and row.session.isdecimal() else 0
    years = organ.years_of(session) if organ and session else None
    # A number such as `9999/1` is of a session that no calendar reaches.
    return min(row.year or (years.start if years else MINYEAR), MAXYEAR)


def _shares(session: Session, keys: Keys, wanted: Sequence[Key], steps: StepProgress) -> dict[Key, float]:
    """The share of each later text that comes from the earlier one; only unknown pairs are compared."""
    known = series_store.known_shares(session, keys)
    missing = [key for key in dict.fromkeys(wanted) if key not in known]
    steps.begin(len(missing))
    new = dict(zip(missing, compared(kept_shares, session, missing, steps.advance), strict=True))
    series_store.insert_shares(session, new)
    series_store.delete_pairs(session, known.keys() - set(wanted))
    return {key: known[key] if key in known else new[key] for key in wanted}


def _links(
    candidates: SeriesCandidates,
    earlier_of: Mapping[SeriesText, Sequence[SeriesText]],
    shares: Mapping[Key, float],
    adopted: Collection[int],
) -> Iterator[ContinuationRow]:
    """The links from each text to its draft and to the text that it continues; `adopted` are drafts of other texts."""
    among = {
        later: [
            (earlier, candidates.evidence(later, earlier, shares[later.id, earlier.id]))
            for earlier in earliers
        ]
        for later, earliers in earlier_of.items()
    }
    taken = set(adopted)
    for later, earlier_ones in among.items():
        for draft, found in earlier_ones:
            if candidates.is_draft_of(draft, later, found):
                taken.add(draft.id)
                yield _row(later.id, ADOPTS, Continued(draft, found, "certain"))
    for later, earlier_ones in among.items():
        open_ones = [(earlier, found) for earlier, found in earlier_ones if earlier.id not in taken]
        if link := continued(later, open_ones):
            yield _row(later.id, CONTINUES, link)


def _row(later: int, kind: str, link: Continued) -> ContinuationRow:
    found = link.evidence
    return ContinuationRow(
        document_id=later,
        kind=kind,
        earlier_id=link.earlier.id,
        confidence=link.confidence,
        same_organ=found.same_organ,
        same_title=found.same_title,
        title=found.title,
        named=found.named,
        kept=found.kept,
    )


def _curated_pairs(session: Session, curated: CuratedLinks) -> Iterator[_Stated]:
    """The curated links among held documents."""
    symbols = {symbol for pairs in curated.links.values() for pair in pairs.items() for symbol in pair}
    keys = series_store.keys_of_symbols(session, symbols) if symbols else {}
    for kind, pairs in curated.links.items():
        for later, earlier in pairs.items():
            if later in keys and (not earlier or earlier in keys):
                yield kind, keys[later], keys.get(earlier)


def _write(session: Session, names: Names, found: _Linked, new: Keys) -> list[int]:
    """Write the links, the series that they make, and the paragraph history along those that are others than before.

    Returns the keys of the later documents of these.
    """
    former = series_store.links(session, found.keys)
    series_store.replace_links(session, found.keys, found.links)
    keys = found.keys
    links = found.links
    if keys is not None:
        ends = {key for row in (*former, *links) for key in (row.document_id, row.earlier_id)}
        keys = series_store.series_around(session, {*ends, *(new or ())})
        links = series_store.links(session, keys)
    linked = {key for row in links for key in (row.document_id, row.earlier_id)}
    dated = {key: one.dated for key, one in _texts(session, names, linked).items()}
    series_store.replace_series(session, keys, _series(dated, links))
    was = {row.document_id: row.earlier_id for row in former if row.kind == CONTINUES}
    now = {row.document_id: row.earlier_id for row in found.links if row.kind == CONTINUES}
    other = [
        pair
        for pair in now.items()
        if new is None or was.get(pair[0]) != pair[1] or not {*new}.isdisjoint(pair)
    ]
    series_store.delete_paragraph_history(
        session, [*(was.keys() - now.keys()), *(later for later, _ in other)]
    )
    for rows in compared(paragraph_origins, session, other, lambda: None):
        series_store.insert_paragraph_history(session, rows)
    return [later for later, _ in other]


def _series(days: Mapping[int, date], links: Sequence[ContinuationRow]) -> Iterator[SeriesRow]:
    """The series of all linked documents, whose days are given, each oldest first."""
    first: dict[int, int] = {}

    def dated(key: int) -> tuple[date, int]:
        return days[key], key

    def oldest(key: int) -> int:
        while first.get(key, key) != key:
            key = first[key]
        return key

    for link in links:
        older, newer = sorted((oldest(link.document_id), oldest(link.earlier_id)), key=dated)
        first[newer] = older
    linked = {key for link in links for key in (link.document_id, link.earlier_id)}
    for series, keys in groupby(sorted(linked, key=lambda key: (oldest(key), *dated(key))), key=oldest):
        for position, key in enumerate(keys):
            yield SeriesRow(document_id=key, series=series, position=position)
