"""Texts of the large collection, rendered as plain texts and read back: how much of them returns."""

from collections import Counter
from collections.abc import Iterable

import pytest

from app.domain.organs import Names
from app.ingest.reading import FileRead
from tests.rendering.compare import Score
from tests.rendering.trial import random_shape, try_text

EVERY = 8
"""Of so many files one is tried."""
LEAST = {
    "pages": {"paragraphs": 0.99, "perfect": 0.95, "footnotes": 0.99, "head": 0.99},
    "wrapped": {"paragraphs": 0.98, "perfect": 0.90, "footnotes": 0.98, "head": 0.99},
    "anything": {"paragraphs": 0.97, "perfect": 0.84, "footnotes": 0.90, "head": 0.98},
}
"""The share that must come back exact: a little below what does."""


@pytest.mark.parametrize("kind", LEAST)
def test_rendered_texts_come_back(reads: list[FileRead], names: Names, kind: str) -> None:
    scores: list[Score] = []
    for read in [read for read in reads if read.resolutions][::EVERY]:
        parts = read.resolutions
        scores += try_text(parts, random_shape(kind, parts, 1), names)
    assert len(scores) > 250
    short = {name: share for name, share in shares(scores).items() if share < LEAST[kind].get(name, 0.0)}
    assert short == {}


@pytest.mark.parametrize("kind", LEAST)
def test_votes_by_name_come_back(reads: list[FileRead], names: Names, kind: str) -> None:
    """Of the texts that print names in their closing lines: those of the Human Rights Council."""
    texts = [read.resolutions for read in reads if read.resolutions]
    with_votes = [parts for parts in texts if parts[0].head.body == "HRC" and parts[0].adoption.votes]
    scores = [one for parts in with_votes for one in try_text(parts, random_shape(kind, parts, 1), names)]
    assert len(scores) > 20
    assert shares(scores)["votes"] > 0.98


def shares(scores: Iterable[Score]) -> dict[str, float]:
    """What share of each came back."""
    found: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for one in scores:
        for name in ("paragraphs", "footnotes", "head", "votes"):
            same, of_all = getattr(one, name)
            found[name] += same
            there[name] += of_all
        found["perfect"] += one.is_perfect
        there["perfect"] += 1
    return {name: found[name] / there[name] for name in there if there[name]}
