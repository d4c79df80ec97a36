from pathlib import Path
from typing import ClassVar

import tantivy

from app.search.tantivy import TantivyEngine
from app.search.text_engine import Entry
from tests.search.contract import EngineContract


class TestTantivy(EngineContract):
    engine_name: ClassVar[str] = "tantivy"


def test_texts_that_come_together_are_one_segment(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path / "engine", create=True)
    engine.add(Entry(number, f"文本{number}", ["文本"]) for number in range(5000))
    assert tantivy.Index.open(str(tmp_path / "engine")).searcher().num_segments == 1
