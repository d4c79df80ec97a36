"""The five texts set as web pages, read back: the same paragraphs, footnotes and votes."""

from pathlib import Path

import pytest

from app.domain.organs import Names
from app.sources.plain_text import read
from tests.conftest import TEXTS, only
from tests.rendering.html import FRAMES
from tests.rendering.html.shape import Frame
from tests.rendering.html.trial import try_page

SEEDS = range(6)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem[:12])
def test_the_five_texts_come_back_from_any_page(names: Names, path: Path, frame: Frame) -> None:
    resolution = only(read(path.read_bytes(), path.stem, names)).resolution
    for seed in SEEDS:
        (score,) = try_page([resolution], frame, seed, names)
        assert score.first_difference is None, seed
        assert score.is_perfect
        assert score.votes[0] == score.votes[1]
