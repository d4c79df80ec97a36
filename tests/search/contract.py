"""What every engine must do, on a real index on disk, in Chinese. An engine's tests inherit this class."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import opencc
import pytest

from app.domain.query import SearchQuery, parse
from app.domain.text import fold
from app.search.engine import Changes, SearchEngine, SearchUnit, answer
from app.search.engines import OpenEngine
from tests.search.scan import Scan, found_by

ALL = 10_000


class EngineContract:
    """The suite."""

    opens: ClassVar[OpenEngine]

    @pytest.fixture(scope="class")
    @classmethod
    def engine(
        cls, five: tuple[list[SearchUnit], list[str]], tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[SearchEngine]:
        engine = cls.opens(tmp_path_factory.mktemp("index") / "index", create=True)
        engine.update(Changes(added=five[0]))
        yield engine
        engine.close()

    @pytest.fixture
    def empty(self, tmp_path: Path) -> Iterator[SearchEngine]:
        engine = type(self).opens(tmp_path / "index", create=True)
        yield engine
        engine.close()

    @staticmethod
    def found(engine: SearchEngine, query: SearchQuery) -> set[int]:
        """All units found; the counts must be theirs."""
        page = engine.search(query, size=ALL)
        found = [unit for hits in page.documents for unit in hits.units]
        assert len(found) == len(set(found)) == page.total_units
        assert len(page.documents) == page.total_documents
        return set(found)

    @pytest.mark.parametrize(
        "typed",
        [
            "真诚对话",
            "真誠對話",
            '"2030年可持续发展议程"',
            "2030 年",
            "COVID-19",
            "ＣＯＶＩＤ－１９",
            "A/HRC/49/93",
            "第70/1号",
            "70/1",
            "70/10",
            "的",
            "年",
            "1",
            "国际合作 人权",
            "国际合作 -人权",
            "人权 部分:fn",
            "部分:title 国际合作",
            "没有这样的话",
            "“变革我们的世界：2030 年可持续发展议程”",
            "引用:A/RES/70/1",
            "引用：A/RES/70/1 发展 部分:pp",
            "cites:instrument:charter -宗旨",
            "引用:A/RES/70/1 引用:A/RES/69/313",
            "引用:A/RES/1/1",
        ],
    )
    def test_questions_that_readers_ask(self, engine: SearchEngine, scan: Scan, typed: str) -> None:
        query = parse(typed)
        assert self.found(engine, query) == scan.find(query)

    def test_random_parts_of_the_texts_are_found_exactly(
        self, engine: SearchEngine, scan: Scan, five: tuple[list[SearchUnit], list[str]]
    ) -> None:
        chance = random.Random(20)  # noqa: S311  the same questions every time
        to_traditional = opencc.OpenCC("s2t").convert
        for _ in range(300):
            text = chance.choice(five[1])
            start = chance.randrange(len(text))
            part = text[start : start + chance.randint(1, 12)].replace('"', "")
            for typed in (f'"{part}"', f'"{to_traditional(part)}"'):
                query = parse(typed)
                assert self.found(engine, query) == scan.find(query), typed

    def test_whole_paragraphs_are_found(
        self, engine: SearchEngine, scan: Scan, five: tuple[list[SearchUnit], list[str]]
    ) -> None:
        for unit, text in zip(five[0], five[1], strict=True):
            query = parse(f'"{text[:190]}"')
            assert unit.id in self.found(engine, query)
            assert self.found(engine, query) == scan.find(query)

    def test_pages_cut_the_list_of_documents_without_gap_or_repeat(self, engine: SearchEngine) -> None:
        query = parse("人权")
        whole = engine.search(query, size=ALL)
        pages = [engine.search(query, page=page, size=2) for page in (1, 2, 3, 4)]
        assert [hits for page in pages for hits in page.documents] == list(whole.documents)
        assert {page.total_units for page in pages} == {whole.total_units}

    def test_by_date_documents_without_one_come_last(self, engine: SearchEngine) -> None:
        def order(sort: str) -> list[str]:
            query = replace(parse("真诚对话"), sort=sort)  # type: ignore[arg-type]
            return [hits.document for hits in engine.search(query, size=ALL).documents]

        dated = ["A/HRC/RES/56/4", "A/RES/77/213", "A/HRC/RES/50/4", "A/HRC/RES/32/6"]
        dated = [document for document in dated if document in order("newest")]
        assert order("newest")[: len(dated)] == dated
        assert order("oldest")[: len(dated)] == dated[::-1]
        assert order("newest")[-1] == order("oldest")[-1] != dated[-1]

    def test_a_search_can_be_kept_to_some_documents(self, engine: SearchEngine, scan: Scan) -> None:
        for within in (frozenset({"A/HRC/RES/50/4", "A/RES/77/213"}), frozenset[str]()):
            query = replace(parse("人权"), within=within)
            assert self.found(engine, query) == scan.find(query)

    def test_titles_come_first(self, engine: SearchEngine, five: tuple[list[SearchUnit], list[str]]) -> None:
        titled = {unit.document for unit in five[0] if unit.part == "title" and "国际合作" in unit.folded}
        found = engine.search(parse("国际合作"), size=ALL).documents
        assert {hits.document for hits in found[: len(titled)]} == titled
        assert len(found) > len(titled)

    def test_phrases_in_a_row_come_before_scattered_ones(self, empty: SearchEngine) -> None:
        scattered = SearchUnit(1, "A/RES/1/1", "op", fold("自愿基金和真诚对话"))
        in_a_row = SearchUnit(2, "A/RES/1/2", "op", fold("真诚对话自愿基金，另有许多其他的话在这里"))
        empty.update(Changes(added=[scattered, in_a_row]))
        found = empty.search(parse("真诚对话 自愿基金")).documents
        assert [hits.document for hits in found] == ["A/RES/1/2", "A/RES/1/1"]

    def test_a_phrase_that_stands_nowhere_is_answered_by_its_words(
        self, engine: SearchEngine, scan: Scan
    ) -> None:
        query, page = answer(engine, parse("加强真诚合作人权"), size=ALL)
        assert page.total_units > 0
        assert "没有找到" in query.notices[-1]
        assert found_by(hits.units for hits in page.documents) == scan.find(query)

    def test_a_document_that_is_removed_is_gone_and_a_new_text_is_found(self, empty: SearchEngine) -> None:
        old = SearchUnit(1, "A/RES/1/1", "op", fold("真诚对话"))
        other = SearchUnit(2, "A/RES/1/10", "op", fold("真诚对话"))
        new = SearchUnit(3, "A/RES/1/1", "op", fold("自愿基金"))
        empty.update(Changes(added=[old, other]))
        empty.update(Changes(removed=("A/RES/1/1",), added=[new]))
        assert self.found(empty, parse("真诚对话")) == {2}
        assert self.found(empty, parse("自愿基金")) == {3}
        assert empty.count() == 2

    def test_an_empty_index_answers(self, empty: SearchEngine) -> None:
        assert empty.search(parse("人权")).total_units == 0
        assert empty.count() == 0

    def test_what_was_written_is_there_after_opening_again(self, tmp_path: Path) -> None:
        engine = type(self).opens(tmp_path / "index", create=True)
        engine.update(Changes(added=[SearchUnit(7, "A/RES/1/1", "op", fold("真诚对话"))]))
        engine.close()
        again = type(self).opens(tmp_path / "index")
        assert self.found(again, parse("真诚")) == {7}
        again.close()

    def test_where_there_is_no_index_none_is_made(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            type(self).opens(tmp_path / "nothing")
        assert not (tmp_path / "nothing").exists()

    def test_many_readers_at_once_get_the_same_answers(self, engine: SearchEngine, scan: Scan) -> None:
        queries = [
            parse(typed) for typed in ("人权", "真诚对话", "2030 年", "70/1", "的", "国际合作 人权")
        ] * 10
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(lambda query: self.found(engine, query), queries))
        assert found == [scan.find(query) for query in queries]
