from pathlib import Path
from typing import ClassVar

import pytest
from whoosh import fields, index

from app.domain.text import fold, tokens
from app.search.text_engine import Entry
from app.search.text_store import FoldedTexts, append
from app.search.whoosh import WhooshEngine, grams, grams_of_phrase
from tests.search.contract import EngineContract


class TestWhoosh(EngineContract):
    engine_name: ClassVar[str] = "whoosh"


@pytest.mark.parametrize(
    ("text", "start", "end"), [("第70/1号决议。", 0, 5), ("真诚对话", 1, 3), ("COVID-19大流行", 0, 9)]
)
def test_what_a_phrase_is_found_by_every_text_with_it_has(text: str, start: int, end: int) -> None:
    whole = fold(text)
    assert grams_of_phrase(tokens(whole[start:end])) <= set(grams(tokens(whole)))
    assert "".join(tokens(whole)) == whole


def test_an_index_of_the_former_schema_goes_on(tmp_path: Path) -> None:
    earlier = fields.Schema(
        text=fields.NUMERIC(int, sortable=True), grams=fields.ID(), words=fields.KEYWORD(scorable=True)
    )
    texts = ["真诚对话", "真诚合作"]
    append(tmp_path, texts)
    folder = tmp_path / "engine"
    folder.mkdir()
    with index.create_in(str(folder), earlier).writer() as writer:
        writer.add_document(text=0, grams=grams(tokens(texts[0])), words=["真诚", "对话"])
    engine = WhooshEngine(folder)
    engine.add([Entry(1, texts[1], ["真诚", "合作"])])
    found = engine.find(("真诚",), ("合作",), FoldedTexts(tmp_path))
    engine.close()
    assert found.texts.tolist() == [0, 1]
    assert found.scores[1] > found.scores[0] == 0
