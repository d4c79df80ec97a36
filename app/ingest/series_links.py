"""Finds series (which text continues which) and paragraph history (which paragraph comes from which)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date
from hashlib import sha256
from itertools import chain, groupby
from typing import TypeVar

from sqlmodel import Session

from app.db import series_store
from app.db.models import Document
from app.db.series_rows import ContinuationRow, SeriesRow
from app.db.series_store import ADOPTS, CONTINUES, Key, Passage
from app.domain.align import aligned
from app.domain.organs import Names
from app.domain.series import Continued, SeriesText, continued, kept_share
from app.domain.text import fold
from app.ingest.parallel import in_order
from app.ingest.series_candidates import SeriesCandidates

_VERSION = 2
"""Increase it when the rules for links, alignments or rewordings (`ingest.replacements`) change."""
_BATCH_SIZE = 20
"""Number of pairs of texts compared per task."""
_MIN_BATCHES_FOR_PROCESSES = 8

Texts = tuple[Sequence[Passage], Sequence[Passage]]
ParagraphOrigin = tuple[int, int, str, float]
"""Keys of a unit and of its origin, kind of change, and their similarity, 0 to 1."""

R = TypeVar("R")


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
    session: Session, names: Names, written: set[str] | None, curated: CuratedLinks, steps: StepProgress
) -> list[int]:
    """Link every document to the text that it continues, and its paragraphs to their origins.

    `written` are the addresses of documents whose text has changed, None to find everything anew. Returns the keys of
    the documents whose paragraph history was written anew.
    """
    documents = series_store.documents(session)
    if written is None:
        written = {document.address for document in documents}
    candidates = SeriesCandidates(
        {document.id or 0: _series_text(document, names) for document in documents},
        series_store.passages(session),
        series_store.named_documents(session, documents),
        {document.id or 0: document.originating or "" for document in documents},
    )
    series_store.delete_shares(session, written)
    stated = list(_curated_pairs(candidates, curated))
    earlier_of = {later: candidates.of(later) for later in candidates.texts.values()}
    wanted = [(later.id, earlier.id) for later, earliers in earlier_of.items() for earlier in earliers]
    wanted += [(later, earlier) for _, later, earlier in stated if earlier is not None]
    shares = _shares(session, candidates, wanted, steps)
    links = {(row.document_id, row.kind): row for row in _links(candidates, earlier_of, shares)}
    for kind, later, earlier in stated:
        links.pop((later, kind), None)
        if earlier is not None:
            found = candidates.evidence(
                candidates.texts[later], candidates.texts[earlier], shares[later, earlier]
            )
            links[later, kind] = _row(later, kind, Continued(candidates.texts[earlier], found, "by_hand"))
    former = series_store.continued_texts(session)
    series_store.replace_series(session, list(links.values()), _series(candidates, list(links.values())))
    new = {document.id for document in documents if document.address in written}
    now = {later: row.earlier_id for (later, kind), row in links.items() if kind == CONTINUES}
    changed = [pair for pair in now.items() if former.get(pair[0]) != pair[1] or not new.isdisjoint(pair)]
    _write_paragraph_history(session, candidates, changed)
    return [later for later, _ in changed]


def _series_text(document: Document, names: Names) -> SeriesText:
    organ = names.organ_by_code(document.body)
    session = int(document.session) if document.session and document.session.isdecimal() else 0
    years = organ.years_of(session) if organ and session else None
    # A number such as `9999/1` is of a session that no calendar reaches.
    year = min(document.year or (years.start if years else MINYEAR), MAXYEAR)
    return SeriesText(
        document.id or 0,
        document.symbol,
        document.body,
        document.kind,
        document.outcome,
        document.session,
        fold(document.title or ""),
        document.adopted_on or document.published_on or date(year, 1, 1),
    )


def _shares(
    session: Session, candidates: SeriesCandidates, wanted: Sequence[Key], steps: StepProgress
) -> dict[Key, float]:
    """The share of each later text that comes from the earlier one; only unknown pairs are compared."""
    known = series_store.known_shares(session)
    missing = [key for key in dict.fromkeys(wanted) if key not in known]
    steps.begin(len(missing))
    new = dict(zip(missing, _compared(_kept_shares, candidates, missing, steps.advance), strict=True))
    series_store.insert_shares(session, new)
    return known | new


def _links(
    candidates: SeriesCandidates,
    earlier_of: Mapping[SeriesText, Sequence[SeriesText]],
    shares: Mapping[Key, float],
) -> Iterator[ContinuationRow]:
    """The links from each text to its draft and to the text that it continues."""
    among = {
        later: [
            (earlier, candidates.evidence(later, earlier, shares[later.id, earlier.id]))
            for earlier in earliers
        ]
        for later, earliers in earlier_of.items()
    }
    adopted: set[int] = set()
    for later, compared in among.items():
        for draft, found in compared:
            if candidates.is_draft_of(draft, later, found):
                adopted.add(draft.id)
                yield _row(later.id, ADOPTS, Continued(draft, found, "certain"))
    for later, compared in among.items():
        open_ones = [(earlier, found) for earlier, found in compared if earlier.id not in adopted]
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


def _curated_pairs(
    candidates: SeriesCandidates, curated: CuratedLinks
) -> Iterator[tuple[str, int, int | None]]:
    """Kind, key of the later document, and key of the earlier one or None, of curated links among held documents."""
    keys = {one.symbol: one.id for one in candidates.texts.values() if one.symbol}
    for kind, pairs in curated.links.items():
        for later, earlier in pairs.items():
            if later in keys and (not earlier or earlier in keys):
                yield kind, keys[later], keys.get(earlier)


def _series(candidates: SeriesCandidates, links: Sequence[ContinuationRow]) -> Iterator[SeriesRow]:
    """The series of all linked documents, each oldest first."""
    first: dict[int, int] = {}

    def dated(key: int) -> tuple[date, int]:
        return candidates.texts[key].dated, key

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


def _write_paragraph_history(session: Session, candidates: SeriesCandidates, links: Sequence[Key]) -> None:
    """Replace the paragraph history of the later document of each link."""
    for later, _ in links:
        series_store.delete_paragraph_history(session, later)
    for rows in _compared(_paragraph_origins, candidates, links, lambda: None):
        series_store.insert_paragraph_history(session, rows)


def _compared(
    work: Callable[[None, Sequence[Texts]], list[R]],
    candidates: SeriesCandidates,
    pairs: Sequence[Key],
    advance: Callable[[], None],
) -> Iterator[R]:
    """The result of `work` for each pair of texts, the earlier first, on all processors."""
    parts = [
        [
            (candidates.passages.get(earlier, ()), candidates.passages.get(later, ()))
            for later, earlier in some
        ]
        for some in (pairs[start : start + _BATCH_SIZE] for start in range(0, len(pairs), _BATCH_SIZE))
    ]
    for found in chain.from_iterable(in_order(work, None, parts, min_parallel=_MIN_BATCHES_FOR_PROCESSES)):
        yield found
        advance()


def _kept_shares(_: None, part: Sequence[Texts]) -> list[float]:
    return [kept_share(aligned(*texts)) for texts in part]


def _paragraph_origins(_: None, part: Sequence[Texts]) -> list[list[ParagraphOrigin]]:
    return [
        [
            (pair.second.id, pair.first.id, pair.kind, pair.ratio)
            for pair in aligned(*texts)
            if pair.first and pair.second
        ]
        for texts in part
    ]
