from typing import ClassVar

import pytest

from app.domain.text import fold, tokens
from app.search.whoosh import grams, grams_of_phrase
from tests.search.contract import EngineContract


class TestWhoosh(EngineContract):
    engine_name: ClassVar[str] = "whoosh"


@pytest.mark.parametrize(
    ("text", "start", "end"), [("第70/1号决议。", 0, 5), ("真诚对话", 1, 3), ("COVID-19大流行", 0, 9)]
)
def test_what_a_phrase_is_found_by_every_text_with_it_has(text: str, start: int, end: int) -> None:
    whole = fold(text)
    assert grams_of_phrase(whole[start:end]) <= set(grams(whole))
    assert "".join(tokens(whole)) == whole
