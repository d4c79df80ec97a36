"""Texts beside each other on the large collection: series, alignments, texts in like words."""

import random
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel
from sqlmodel import Session, select

from app.db import series_store
from app.db.models import Document
from app.db.series_rows import ContinuationRow, SeriesRow
from app.domain.align import aligned
from app.domain.redline import unclosed_form
from app.domain.text import fold
from app.search.minhash import MinHashIndex, append
from app.search.text_store import FoldedTexts
from app.search.text_store import append as append_texts
from app.settings import ROOT

PAIRS = 200
LIKE_TEXTS = 60
ALIKE = 0.7


def links(session: Session) -> list[tuple[Document, Document]]:
    """Each later document with the one that it continues."""
    documents = {document.id: document for document in series_store.documents(session)}
    return [
        (documents[later], documents[earlier])
        for later, earlier in series_store.continued_texts(session).items()
    ]


def test_texts_of_one_title_follow_each_other(session: Session) -> None:
    titled: dict[tuple[str, str], list[Document]] = defaultdict(list)
    for document in series_store.documents(session):
        if document.title and document.adopted_on:
            titled[document.body, fold(document.title)].append(document)
    series = dict(session.exec(select(SeriesRow.document_id, SeriesRow.series)).all())
    pairs = [
        (earlier.address, later.address, series.get(earlier.id or 0, 0) == series.get(later.id or 0, 1))
        for texts in titled.values()
        for ordered in (sorted(texts, key=lambda text: (text.adopted_on, text.id)),)
        for earlier, later in pairwise(ordered)
    ]
    assert len(pairs) > 1000
    missed = [pair for pair in pairs if not pair[2]]
    assert len(missed) <= 0.02 * len(pairs), missed


def test_a_text_is_not_tied_to_another_title_where_its_own_came_before(session: Session) -> None:
    titles: dict[tuple[str, str], list[Document]] = defaultdict(list)
    for document in series_store.documents(session):
        if document.title and document.adopted_on:
            titles[document.body, fold(document.title)].append(document)
    found = links(session)
    wrong = [
        (later.address, earlier.address)
        for later, earlier in found
        if later.title
        and fold(later.title) != fold(earlier.title or "")
        and any(
            text.adopted_on < later.adopted_on and text.session != later.session
            for text in titles[later.body, fold(later.title)]
            if later.adopted_on and text.adopted_on
        )
    ]
    assert len(found) > 1000
    assert len(wrong) <= 0.01 * len(found), wrong


def test_renamed_texts_are_found(session: Session) -> None:
    reviewed = (ROOT / "tests" / "golden" / "renamed.tsv").read_text("utf-8").splitlines()
    found = {f"{later.symbol}\t{earlier.symbol}" for later, earlier in links(session)}
    assert [line for line in reviewed if line not in found] == []


def test_alignments_lose_nothing_and_pair_the_same(session: Session) -> None:
    chosen = select(ContinuationRow.document_id, ContinuationRow.earlier_id).where(
        ContinuationRow.kind == series_store.CONTINUES, ContinuationRow.same_title
    )
    pairs = session.exec(chosen).all()
    passages = series_store.passages(session)
    for later, earlier in random.Random(1).sample(pairs, PAIRS):  # noqa: S311  the same pairs every time
        first, second = passages[earlier], passages[later]
        rows = list(aligned(first, second))
        assert sorted(row.first.id for row in rows if row.first) == [unit.id for unit in first]
        assert [row.second for row in rows if row.second] == list(second)
        common = Counter(unclosed_form(unit.text) for unit in first) & Counter(
            unclosed_form(unit.text) for unit in second
        )
        same = Counter(
            unclosed_form(row.second.text)
            for row in rows
            if row.first and row.second and unclosed_form(row.first.text) == unclosed_form(row.second.text)
        )
        assert same == common


def test_texts_in_like_words_are_found(session: Session, tmp_path: Path) -> None:
    units = (unit.text for passages in series_store.passages(session).values() for unit in passages)
    texts = list(dict.fromkeys(map(fold, units)))
    append_texts(tmp_path, texts)
    append(tmp_path, texts)
    index, folded = MinHashIndex(tmp_path), FoldedTexts(tmp_path)
    expected = found = asked = 0
    for number in random.Random(3).sample(range(len(texts)), len(texts)):  # noqa: S311
        if asked == LIKE_TEXTS:
            break
        if len(texts[number]) < 8:
            continue
        ratios = process.cdist(
            [texts[number]], texts, scorer=Indel.normalized_similarity, score_cutoff=ALIKE, workers=-1
        )
        like = set(np.flatnonzero(ratios[0] >= ALIKE).tolist()) - {number}
        if like:
            asked += 1
            expected += len(like)
            found += len(like & set(index.similar_to(texts[number], folded, ALIKE)[0].tolist()))
    assert found >= 0.98 * expected
