"""The five texts set in other shapes, read back: the same paragraphs, footnotes and votes."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.organs import Names
from app.sources.plain_text import read
from tests.conftest import TEXTS, only
from tests.rendering.trial import random_shape, try_text

SEEDS = range(12)


@pytest.mark.parametrize("kind", ["pages", "wrapped"])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem[:12])
def test_the_five_texts_come_back_from_any_page(names: Names, path: Path, kind: str) -> None:
    resolution = only(read(path.read_bytes(), path.stem, names)).resolution
    for seed in SEEDS:
        shape = replace(random_shape(kind, [resolution], seed), cut_behind_signs=False)
        (score,) = try_text([resolution], shape, names)
        assert score.first_difference is None, seed
        assert score.is_perfect
        assert score.votes[0] == score.votes[1]
