"""Aligns the texts of documents that are held in Chinese and English, and keeps what was found."""

from collections.abc import Iterator
from itertools import islice

from sqlmodel import Session

from app.db.edition_store import forget_alignments, put_alignment
from app.db.queries.editions import count_not_aligned, not_aligned
from app.domain.editions.alignment import BothTexts, aligned_together
from app.domain.editions.lexicon import Lexicon
from app.ingest.parallel import in_order

_VERSION = 5
"""To be raised with every change of the rules: what was aligned by others is aligned anew."""
_TOGETHER = 25
"""Documents aligned per task."""
_MIN_BATCHES_FOR_PROCESSES = 8
_AHEAD = 8
"""Tasks per process whose texts and results wait in memory."""


def alignment_version(lexicon: Lexicon) -> str:
    """The version of rules and words that texts are aligned by."""
    return f"{_VERSION}-{lexicon.version}"


def align_editions(session: Session, lexicon: Lexicon, *, anew: bool = False) -> None:
    """Align what has come or changed since it was aligned; `anew`: all texts."""
    if anew:
        forget_alignments(session)
    tasks = -(-count_not_aligned(session) // _TOGETHER)
    for found in in_order(
        aligned_together,
        lexicon,
        _tasks(session),
        count=tasks,
        min_parallel=_MIN_BATCHES_FOR_PROCESSES,
        ahead=_AHEAD,
    ):
        for one in found:
            put_alignment(session, one.edition, one.pairings, one.divergences, one.printing)
    session.commit()


def _tasks(session: Session) -> Iterator[list[BothTexts]]:
    waiting = (
        BothTexts(
            *(key, (zh.paragraphs, zh.footnotes), (en.paragraphs, en.footnotes), zh.head.symbol),
            (*zh.head.remarks, *en.edition.remarks.splitlines()),
        )
        for key, zh, en in not_aligned(session)
    )
    while some := list(islice(waiting, _TOGETHER)):
        yield some
