"""The test suite for search engines, on an index on disk. The tests of an engine inherit from `EngineContract`."""

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, get_args

import pytest

from app.domain.query import SearchQuery, Sort, parse
from app.domain.query.terms import FACETS, Not, Phrase, Years
from app.domain.segmentation import Segmenter
from app.domain.text import fold
from app.search.changes import Changes, SearchDocument, SearchUnit
from app.search.engine import MIN_SIMILARITY, Counts, IndexFault, LineOrder, Question, SearchEngine
from app.search.engine_registry import EngineKind
from app.search.like_wording import WordingQuestion
from tests.search.as_typed import forms, parts, with_mark
from tests.search.scan import Scan, found_by, scans
from tests.search.taken_in import TakenIn

ALL = 10_000
NO_QUOTES = dict.fromkeys(map(ord, '“”"「」『』'))
ASKED = (
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
    "年 的",
    "的 | 年",
    "的 | 年 | 人权 | 1 | 2030",
    "(的 | 年 | 国) 部分:title -人",
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
    "-引用:A/RES/70/1 发展",
    "真诚对话 | 自愿基金",
    "（真诚对话 ＯＲ 自愿基金） －发展",
    "-(国际 | 合作) 人权",
    "国际 (对话 | 合作 部分:op) 人权",
    "机构:HRC 人权",
    "机构:HRC OR 机构:GA 人权",
    "机构:XYZ 人权",
    "年:2016..2022 人权",
    "年:..2016 人权",
    "年:2017.. 人权",
    "-年:2022 人权",
    "届:50",
    "届：第五十届",
    "动词:敦促",
    "动词:又重申 部分:op",
    "标题:国际合作",
    '标题:"国际 合作" -标题:加强',
    "标题:没有这样的题目 人权",
    "标题:国际*合作",
    '标题:"合作 国际"~3',
    "United Nations",
    '"united nations"',
    "Bozizé",
    '"真诚 合作"~10',
    '"合作 真诚"~0',
    '"国际 合作 人权"~5',
    '"人权 人权"~20',
    '"的 和 国 人权 合作"~30',
    '"COVID-19 疫苗"~8',
    "“2030 议程”～２",
    '人权 -"国际 合作"~4',
    "促进*合作",
    "促进*和*人权 部分:op",
    "的*的*的*的*的",
    "重申*请",
    "又*A/RES/70/1",
    "-请*合作 人权",
    "促进＊合作 | 真诚*对话",
    "国家:CHN",
    "state:fra | state:AUT",
    "人权 -国家:CHN",
    "委员会:第三委员会",
    "委员会:三 人权",
    "届:HRC/50 人权",
    '英:"due diligence"',
    'en:"Due-Diligence" 人权',
    '英文:"due diligence" -人权',
    '人权 -en:"human rights"',
    "en:diligence | en:actors",
    '(en:"human rights" | 真诚对话) 部分:op',
    'en:"rights human"',
    'en:"right"',
    "英:国家",
    "赞成:ARG",
    "赞成:ARG,JPN 人权",
    "反对:JPN | 弃权:BRA",
    "人权 -反对:USA",
    "未投:CHN",
    "反对票:>10",
    "赞成票:20..29 弃权票:<=2",
    "反对票:14 | 赞成票:..5",
    "-反对票:0.. 人权",
)
"""Questions as readers ask them."""


def made_up(*units: SearchUnit) -> Changes:
    """The changes that add these units; their documents have no metadata."""
    addresses = dict.fromkeys(unit.document for unit in units)
    return Changes(documents=tuple(map(SearchDocument, addresses)), units=units)


class EngineContract:
    """The requirements that every engine must meet."""

    engine_name: ClassVar[str]

    @classmethod
    def opens(cls, folder: Path, words: Segmenter, *, create: bool = False) -> SearchEngine:
        """Open an index with the engine."""
        return EngineKind(cls.engine_name, words).open(folder, create=create)

    @pytest.fixture(scope="class")
    @classmethod
    def index(
        cls, five: TakenIn, words: Segmenter, tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[SearchEngine]:
        index = cls.opens(tmp_path_factory.mktemp("index") / "index", words, create=True)
        index.update(five.added)
        yield index
        index.close()

    @pytest.fixture
    def empty(self, words: Segmenter, tmp_path: Path) -> Iterator[SearchEngine]:
        index = self.opens(tmp_path / "index", words, create=True)
        yield index
        index.close()

    @staticmethod
    def found(index: SearchEngine, query: SearchQuery) -> set[int]:
        """The ids of all matching units; asserts that the totals agree with them."""
        page = index.answer(Question(query, size=ALL))
        found = [unit for hits in page.documents for unit in hits.units]
        assert len(found) == len(set(found)) == page.total_units
        assert len(page.documents) == page.total_documents
        return set(found)

    @pytest.mark.parametrize("typed", ASKED)
    def test_questions_that_readers_ask(self, index: SearchEngine, scan: Scan, typed: str) -> None:
        query = parse(typed)
        assert self.found(index, query) == scan.find(query)

    @pytest.mark.parametrize("sort", ["newest", "oldest"])
    def test_answers_by_date_are_those_of_a_scan(self, index: SearchEngine, scan: Scan, sort: Sort) -> None:
        for typed in ASKED:
            first = Question(replace(parse(typed), sort=sort), page=1, size=3, counted=("verb",))
            for asked in (first, replace(first, page=2, counted=())):
                assert index.answer(asked) == scan.answer(asked), typed

    @pytest.mark.parametrize("sort", get_args(Sort))
    def test_of_a_series_the_last_that_is_found_is_listed(
        self, index: SearchEngine, scan: Scan, sort: Sort
    ) -> None:
        series = {
            "A/HRC/RES/32/6": (1, 0),
            "A/HRC/RES/50/4": (1, 1),
            "A/RES/77/213": (2, 5),
            "A/HRC/RES/56/4": (1, 2),
        }
        for typed in ("人权", "真诚对话", "机构:GA 人权", "没有这样的话"):
            query = replace(parse(typed), sort=sort)
            whole = index.answer(Question(query, size=ALL))
            listed = index.answer(Question(query, size=ALL, series=series))
            wanted = scan.answer(Question(query, size=ALL, series=series))
            # The order and the counts are those of all.
            kept = {hits.document for hits in wanted.documents}
            assert list(listed.documents) == [hits for hits in whole.documents if hits.document in kept]
            assert (listed.total_documents, listed.left_out) == (whole.total_documents, wanted.left_out)
            assert (listed.total_units, listed.facets) == (whole.total_units, whole.facets)

    def test_english_like_a_passage_is_found_with_the_units_beside_it(
        self, index: SearchEngine, five: TakenIn
    ) -> None:
        (first, *_) = index.like_english("exercise due diligence in all their supply chains", 3)
        beside = [
            unit for unit in five.units if "exercise due diligence in all supply chains" in unit.english
        ]
        assert first.units == len(beside)
        assert first.place.unit in {unit.id for unit in beside}
        assert 0.9 < first.ratio < 1
        assert index.like_english("diligence that is", 1)[0].ratio == 1
        assert index.like_english("nothing like any of these words", 3) == ()
        assert index.like_english("", 3) == ()

    @pytest.mark.parametrize("by", get_args(LineOrder))
    def test_a_concordance_has_every_occurrence(self, index: SearchEngine, scan: Scan, by: LineOrder) -> None:
        for typed in (
            "人权",
            "国际 合作",
            "2030",
            "70/1 | 人权",
            "的",
            "标题:国际合作 人权",
            "没有这样的话",
            "动词:请",
        ):
            query = parse(typed)
            whole = index.concordance(query, by, size=ALL)
            lines = scan.lines(query, by)
            assert (whole.total, whole.is_cut) == (len(lines), False)
            if by in ("newest", "oldest"):
                assert list(whole.lines) == lines
            else:
                assert Counter(whole.lines) == Counter(lines)
            every = list(index.lines(query, is_oldest_first=by == "oldest"))
            assert every == (lines if by in ("newest", "oldest") else scan.lines(query, "newest"))
            pages = [index.concordance(query, by, page=page, size=7).lines for page in (1, 2, 3)]
            assert tuple(line for page in pages for line in page) == whole.lines[:21]

    @pytest.mark.parametrize(
        "typed", ['"真诚 合作"~10', '"人权 国际 合作"~8', "促进*合作", "的*人权 | 请*各国"]
    )
    def test_a_concordance_of_words_together_has_each_stretch_once(
        self, index: SearchEngine, scan: Scan, five: TakenIn, typed: str
    ) -> None:
        query = parse(typed)
        lines = index.concordance(query, "newest", size=ALL).lines
        assert {line.unit for line in lines} == scan.find(query) != set()
        texts = {unit.id: unit.folded for unit in five.units}
        for line in lines:
            stretch = texts[line.unit][line.start : line.end]
            assert any(scans(sought, stretch) for sought in query.sought if not isinstance(sought, str))
        assert len({(line.unit, line.start) for line in lines}) == len(lines)

    @pytest.mark.parametrize(("by", "step"), [("right", 1), ("left", -1)])
    def test_a_concordance_is_in_the_order_of_its_context(
        self, index: SearchEngine, five: TakenIn, by: LineOrder, step: int
    ) -> None:
        texts = {unit.id: unit.folded for unit in five.units}
        lines = index.concordance(parse("国际"), by, size=ALL).lines
        sides = [
            texts[line.unit][line.end :] if step == 1 else texts[line.unit][: line.start][::-1]
            for line in lines
        ]
        keys = [side[:12].encode("gb18030") for side in sides]
        assert keys == sorted(keys)
        assert len(set(keys)) > 10

    @pytest.mark.parametrize("typed", ["人权", "真诚对话", "没有这样的话", "年:2017.. 的", "-发展 人权", ""])
    def test_uses_are_counted_by_year_and_organ(self, index: SearchEngine, scan: Scan, typed: str) -> None:
        query = replace(parse(typed), chosen={"part": frozenset({"op", "pp"})})
        assert index.uses(query) == scan.uses(query)
        assert index.uses_by_year_and_body(query) == scan.uses_by_year_and_body(query)

    def test_values_are_those_that_units_have(self, index: SearchEngine, scan: Scan) -> None:
        every = SearchQuery("", Not(Phrase("\u2423", "")))
        for facet in FACETS:
            assert set(index.values(facet)) == set(scan.counts(every, facet)), facet
        assert index.values("verb")

    def test_a_value_goes_with_the_last_unit_that_has_it(self, empty: SearchEngine) -> None:
        old = SearchUnit(1, "A/RES/1/1", "op", fold("真诚对话"), "请")
        empty.update(made_up(old))
        assert empty.values("verb") == ("请",)
        empty.update(replace(made_up(replace(old, id=2, verb="敦促")), removed=("A/RES/1/1",)))
        assert empty.values("verb") == ("敦促",)

    def test_similar_units_are_measured_exactly(self, index: SearchEngine, five: TakenIn, scan: Scan) -> None:
        chance = random.Random(7)  # noqa: S311  the same questions every time
        long = [unit for unit in five.units if len(unit.folded) > 30]
        for unit in chance.sample(long, 20):
            question = WordingQuestion((unit.folded[:-3],), size=ALL)
            found = index.similar_units(question)
            ratios = {one.place.unit: one.ratio for one in found.units}
            expected = scan.similarities(question)
            assert len(ratios) == found.total
            assert ratios == pytest.approx({key: expected[key] for key in ratios}, abs=1e-6)
            # Below, banding may miss one in some hundred.
            assert {key for key, ratio in expected.items() if ratio > 0.85} <= ratios.keys()
            assert (
                found_by([(one.id,) for one in five.units if unit.folded[:-3] in one.folded]) <= ratios.keys()
            )
            order = [-one.ratio for one in found.units]
            assert order == sorted(order)

    def test_similar_units_can_be_narrowed(self, index: SearchEngine, five: TakenIn) -> None:
        passage = next(unit.folded for unit in five.units if unit.part == "pp" and "宪章" in unit.folded)
        whole = index.similar_units(WordingQuestion((passage,), size=ALL))
        documents = [one.place.document for one in whole.units]
        assert len(set(documents)) > 1
        some = index.similar_units(WordingQuestion((passage,), without=frozenset(documents[:1]), size=ALL))
        assert [one.place.document for one in some.units] == [one for one in documents if one != documents[0]]
        bodies = {one.address: one.body for one in five.documents}
        for body in set(bodies.values()):
            kept = WordingQuestion((passage,), chosen={"body": frozenset({body})}, size=ALL)
            expected = [one for one in whole.units if bodies[one.place.document] == body]
            assert list(index.similar_units(kept).units) == expected
        assert index.similar_units(WordingQuestion((passage,), page=2, size=1)).units == whole.units[1:2]

    def test_wordings_put_units_of_one_text_together(self, index: SearchEngine, five: TakenIn) -> None:
        texts = {unit.id: unit.folded for unit in five.units}
        passage = next(unit.folded for unit in five.units if unit.part == "pp" and "宪章" in unit.folded)
        question = WordingQuestion((passage, "没有这样的话"), counted=("body",), size=ALL)
        units = index.similar_units(question).units
        found = index.wordings(question, places=ALL)
        assert (found.total, found.total_units) == (len(found.wordings), len(units))
        assert found.total == len({texts[one.place.unit] for one in units}) > 1
        assert sorted(place for one in found.wordings for place in one.places) == sorted(
            one.place for one in units
        )
        assert all(len({texts[place.unit] for place in one.places}) == 1 for one in found.wordings)
        assert [(one.ratio, one.passage) for one in found.wordings] == list(
            dict.fromkeys((one.ratio, one.passage) for one in units)
        )
        assert found.same == sum(one.ratio == 1 for one in units) > 0
        assert sum(one.count for one in found.facets["body"]) == len(units)
        brief = index.wordings(replace(question, page=2, size=1), places=1)
        second = found.wordings[1]
        assert brief.wordings == (replace(second, places=second.places[:1]),)

    def test_each_passage_of_a_text_is_answered_by_itself(
        self, index: SearchEngine, five: TakenIn, scan: Scan
    ) -> None:
        passages = tuple(unit.folded for unit in five.units if unit.part == "op")[:14]
        passages = (*passages, "没有这样的话", "", passages[0][3:12], passages[0])
        for chosen in ({}, {"body": frozenset({"GA"})}):
            question = WordingQuestion(passages, chosen=chosen, counted=("body",), size=3)
            each = list(index.wordings_of_each(question, places=2))
            alone = [index.wordings(replace(question, passages=(one,)), places=2) for one in passages]
            assert each == alone
            for passage, found in zip(passages, each, strict=True):
                holding = scan.holding(question, passage) if passage else []
                assert found.holding == len(holding), passage
                assert set(found.holding_ends) <= set(holding)
                days = [day for day in map(scan.day, holding) if day]
                assert [scan.day(one) for one in found.holding_ends] == days[:1] + days[-1:]
        assert each[14].total == each[15].total == 0
        # Whoever asks may stop.
        paused: list[int] = []
        some = index.wordings_of_each(question, places=1, pause=lambda: paused.append(1))
        next(some)
        assert len(paused) == 1

    def test_many_passages_are_looked_for_inside_longer_texts_too(self, index: SearchEngine) -> None:
        clause = fold("重申各国有义务彼此合作，促进普遍尊重和遵守人权")
        alone = {one.place for one in index.similar_units(WordingQuestion((clause,), size=ALL)).units}
        others = tuple(f"没有这样的话{number}" for number in range(30))
        found = index.similar_units(WordingQuestion((*others, clause), size=ALL))
        assert alone
        assert alone <= {one.place for one in found.units}

    @pytest.mark.parametrize("is_turned", [False, True])
    def test_of_too_many_texts_the_shortest_are_compared(
        self, empty: SearchEngine, monkeypatch: pytest.MonkeyPatch, *, is_turned: bool
    ) -> None:
        for module in ("similar_wording", "opensearch.alike"):
            monkeypatch.setattr(f"app.search.{module}.MOST_CANDIDATES", 3)
        for module in ("english_wording", "opensearch.english"):
            monkeypatch.setattr(f"app.search.{module}._COMPARED", 3)
        units = [
            SearchUnit(
                number,
                "A/RES/1/1",
                "op",
                "审议了秘书长关于维持和平行动的报告"
                + "、".join(f"第{number}{chr(0x4E10 + n)}项" for n in range(length)),
                english=("considered the reports on operations" + f" of mission {number}" * length,),
            )
            for number, length in enumerate((9, 30, 12, 25, 11, 40, 10))
        ]
        document = SearchDocument("A/RES/1/1", adopted_on="2001-01-01")
        empty.update(Changes(documents=(document,), units=units[::-1] if is_turned else units))
        found = empty.similar_units(WordingQuestion((fold("审议秘书长关于维持和平行动报告"),), size=ALL))
        assert {one.place.unit for one in found.units} == {0, 4, 6}
        english = empty.like_english("considered the reports on operations", 10)
        assert {one.place.unit for one in english} == {0, 4, 6}

    def test_units_of_the_same_text_are_found_each_once(
        self, index: SearchEngine, five: TakenIn, scan: Scan
    ) -> None:
        counts = Counter(unit.folded for unit in five.units)
        often = [text for text, _ in counts.most_common(5)]
        for passages in (*((one,) for one in often), (often[0], often[1], "没有这样的话"), ("",)):
            for chosen in ({}, {"body": frozenset({"HRC"})}):
                question = WordingQuestion(passages, chosen=chosen, size=ALL)
                expected = scan.same_units(question)
                assert index.same_units(question) == expected
                second = index.same_units(replace(question, page=2, size=1))
                assert (second.total, second.places) == (expected.total, expected.places[1:2])
        without = frozenset({five.documents[0].address})
        question = WordingQuestion((often[0],), without=without, size=ALL)
        assert index.same_units(question) == scan.same_units(question)

    def test_wordings_tell_the_earliest_and_the_latest_use(self, empty: SearchEngine) -> None:
        days = {
            "A/RES/1/1": "2003-01-01",
            "A/RES/1/2": "",
            "A/RES/1/3": "2001-01-01",
            "A/RES/1/4": "2002-01-01",
        }
        documents = tuple(SearchDocument(address, adopted_on=day) for address, day in days.items())
        texts = ("真诚对话十分重要", "真诚对话十分重要", "真诚对话十分必要", "真诚对话十分重要")
        units = [
            SearchUnit(key, address, "op", text)
            for key, (address, text) in enumerate(zip(days, texts, strict=True))
        ]
        empty.update(Changes(documents=documents, units=units))
        found = empty.wordings(WordingQuestion(("真诚对话十分重要",)), places=2)
        assert found.ends == (("A/RES/1/3", 2), ("A/RES/1/1", 0))
        assert (found.holding, found.holding_ends) == (3, (("A/RES/1/4", 3), ("A/RES/1/1", 0)))
        same = empty.same_units(WordingQuestion(("真诚对话十分重要",)))
        assert same.places == (("A/RES/1/4", 3), ("A/RES/1/1", 0), ("A/RES/1/2", 1))
        assert found.wordings[0].places == (("A/RES/1/4", 3), ("A/RES/1/1", 0))
        assert [one.total for one in found.wordings] == [3, 1]
        assert found.wordings[1].ratio >= MIN_SIMILARITY

    def test_of_one_day_the_first_and_the_latest_use_are_those_that_a_search_lists_first(
        self, empty: SearchEngine
    ) -> None:
        addresses = ("A/RES/1/2", "A/RES/1/1", "A/RES/1/4", "A/RES/1/3")
        days = ("2001-01-01", "2001-01-01", "2002-01-01", "2002-01-01")
        documents = tuple(
            SearchDocument(one, adopted_on=day) for one, day in zip(addresses, days, strict=True)
        )
        # In two texts of a day the like words are closer than in the other.
        texts = ("真诚对话十分必要", "真诚对话十分重要") * 2
        units = [
            SearchUnit(key, address, "op", text)
            for key, (address, text) in enumerate(zip(addresses, texts, strict=True))
        ]
        empty.update(Changes(documents=documents, units=units))
        found = empty.wordings(WordingQuestion(("真诚对话十分重要",)), places=1)
        listed = [
            empty.answer(Question(parse("真诚对话", sort=sort), size=1)).documents[0].document
            for sort in ("oldest", "newest")
        ]
        assert [one.document for one in found.ends] == listed

    def test_what_a_unit_should_say_is_compared(self, index: SearchEngine, five: TakenIn) -> None:
        texts = {unit.id: unit.folded for unit in five.units}
        keys = index.sample()
        assert len(set(keys)) == len(keys) > 1
        assert [index.fault(key, texts[key]) for key in keys] == [None] * len(keys)
        assert index.fault(keys[0], f"{texts[keys[0]]}又") == IndexFault("text")
        assert index.fault(max(texts) + 1, "真诚对话") == IndexFault("text")

    def test_random_parts_of_the_texts_are_found_exactly(
        self, index: SearchEngine, scan: Scan, five: TakenIn
    ) -> None:
        chance = random.Random(20)  # noqa: S311  the same questions every time
        for count, part in enumerate(parts(five.printed, chance, 1000, 200)):
            typed = forms(part.text, chance)[count % 4]
            query = parse(typed)
            found = self.found(index, query)
            assert found == scan.find(query), typed
            if part.is_whole and query.root:
                assert five.units[part.number].id in found, typed

    def test_whole_paragraphs_are_found(self, index: SearchEngine, scan: Scan, five: TakenIn) -> None:
        for unit, text in zip(five.units, five.printed, strict=True):
            query = parse(f'"{text[:190]}"')
            assert unit.id in self.found(index, query)
            assert self.found(index, query) == scan.find(query)

    @pytest.mark.parametrize(
        "chosen",
        [
            {},
            {"body": {"HRC"}},
            {"body": {"HRC", "GA"}, "part": {"op"}},
            {"year": {"2022"}, "verb": {"重申"}},
            {"subject": {"HUMAN RIGHTS"}, "kind": {"draft"}},
            {"session": {"no such session"}},
            {"verb": {""}, "part": {"op", "pp"}},
            {"annex": {""}},
            {"session": {"", "50"}},
            {"organ_session": {"HRC/50", "GA/77"}, "state": {"CHN"}},
            {"state": {"CHN", "PSE"}},
            {"committee": {"", "第三委员会"}},
            {"voted": {"ARG.in_favour", "JPN.against"}, "part": {"op"}},
        ],
    )
    def test_facets_count_what_is_found_without_what_is_chosen_of_them(
        self, index: SearchEngine, scan: Scan, chosen: dict[str, set[str]]
    ) -> None:
        query = replace(parse("人权"), chosen={facet: frozenset(values) for facet, values in chosen.items()})
        assert self.found(index, query) == scan.find(query)
        for counts in get_args(Counts):
            facets = index.answer(Question(query, counts=counts)).facets
            for facet in FACETS:
                counted = {value.value: value.count for value in facets[facet]}
                assert counted == scan.counts(query, facet, counts), (facet, counts)
                assert [value.count for value in facets[facet]] == sorted(counted.values(), reverse=True)
            for most in (0, 2):
                kept = {"voted": {"ARG.in_favour", "XXX.against"}}
                brief = Question(query, counts=counts, most=most, kept=kept)
                found, scanned = index.answer(brief), scan.answer(brief)
                assert (found.facets, found.values) == (scanned.facets, scanned.values)

    def test_which_states_the_units_found_name(self, index: SearchEngine, scan: Scan) -> None:
        for typed in ("国", "人权 -国家:CHN", "没有这样的话", ""):
            query = replace(
                parse(typed), chosen={"state": frozenset({"CHN"}), "part": frozenset({"op", "fn"})}
            )
            for states in (("CHN", "FRA", "XXX"), ("AUT",), ()):
                assert index.named_states(query, states) == scan.named_states(query, states)

    def test_a_search_can_be_kept_to_years(self, index: SearchEngine, scan: Scan) -> None:
        for years in (Years(2016, 2016), Years(2017, None), Years(None, 2016), Years(2023, 2001)):
            query = replace(parse("人权"), years=years)
            assert self.found(index, query) == scan.find(query)

    def test_pages_cut_the_list_of_documents_without_gap_or_repeat(self, index: SearchEngine) -> None:
        query = parse("人权")
        whole = index.answer(Question(query, size=ALL))
        pages = [index.answer(Question(query, page, 2)) for page in (1, 2, 3, 4)]
        assert [hits for page in pages for hits in page.documents] == list(whole.documents)
        assert {page.total_units for page in pages} == {whole.total_units}

    def test_by_date_documents_without_one_come_last(self, index: SearchEngine) -> None:
        def order(sort: str) -> list[str]:
            query = replace(parse("真诚对话"), sort=sort)  # type: ignore[arg-type]
            return [hits.document for hits in index.answer(Question(query, size=ALL)).documents]

        dated = ["A/HRC/RES/56/4", "A/RES/77/213", "A/HRC/RES/50/4", "A/HRC/RES/32/6"]
        dated = [document for document in dated if document in order("newest")]
        assert order("newest")[: len(dated)] == dated
        assert order("oldest")[: len(dated)] == dated[::-1]
        assert order("newest")[-1] == order("oldest")[-1] != dated[-1]

    def test_titles_come_first(self, index: SearchEngine, five: TakenIn) -> None:
        titled = {unit.document for unit in five.units if unit.part == "title" and "国际合作" in unit.folded}
        found = index.answer(Question(parse("国际合作"), size=ALL)).documents
        assert {hits.document for hits in found[: len(titled)]} == titled
        assert len(found) > len(titled)

    def test_phrases_in_a_row_come_before_scattered_ones(self, empty: SearchEngine) -> None:
        scattered = SearchUnit(1, "A/RES/1/1", "op", fold("自愿基金和真诚对话"))
        in_a_row = SearchUnit(2, "A/RES/1/2", "op", fold("真诚对话自愿基金，另有许多其他的话在这里"))
        empty.update(made_up(scattered, in_a_row))
        found = empty.answer(Question(parse("真诚对话 自愿基金"))).documents
        assert [hits.document for hits in found] == ["A/RES/1/2", "A/RES/1/1"]

    def test_a_short_text_with_the_words_comes_before_a_long_one(self, empty: SearchEngine) -> None:
        long = SearchUnit(1, "A/RES/1/1", "op", fold("制裁措施" + "及其他与此无关而又很长的许多话" * 5))
        short = SearchUnit(2, "A/RES/1/2", "op", fold("制裁措施"))
        often = SearchUnit(3, "A/RES/1/3", "op", fold("制裁制裁制裁制裁"))
        filler = SearchUnit(4, "A/RES/1/4", "op", fold("无关的话"))
        empty.update(made_up(long, short, often, filler))
        found = [hits.document for hits in empty.answer(Question(parse("制裁"))).documents]
        assert found == ["A/RES/1/3", "A/RES/1/2", "A/RES/1/1"]

    def test_what_is_as_relevant_comes_newest_first(self, empty: SearchEngine) -> None:
        days = {
            "A/RES/1/1": "2001-01-01",
            "A/RES/1/2": "2003-01-01",
            "A/RES/1/3": "",
            "A/RES/1/4": "2002-01-01",
        }
        documents = tuple(SearchDocument(address, adopted_on=day) for address, day in days.items())
        units = [SearchUnit(key, address, "op", fold("真诚对话")) for key, address in enumerate(days)]
        empty.update(Changes(documents=documents, units=units))
        found = [hits.document for hits in empty.answer(Question(parse("真诚对话"))).documents]
        assert found == ["A/RES/1/2", "A/RES/1/4", "A/RES/1/1", "A/RES/1/3"]

    def test_a_phrase_that_stands_nowhere_is_answered_by_its_words(
        self, index: SearchEngine, scan: Scan
    ) -> None:
        question = Question(parse("加强真诚合作人权"), size=ALL, or_words=True)
        found = index.answer(question)
        assert found.total_units > 0
        assert "没有找到" in found.query.notices[-1]
        assert found_by(hits.units for hits in found.documents) == scan.find(found.query)
        assert index.answer(replace(question, or_words=False)).total_units == 0

    def test_a_phrase_that_stands_elsewhere_is_not_answered_by_its_words(self, index: SearchEngine) -> None:
        query = replace(parse("真诚对话"), chosen={"year": frozenset({"1999"})})
        found = index.answer(Question(query, or_words=True))
        assert (found.query, found.total_units) == (query, 0)

    @pytest.mark.parametrize(
        "typed",
        [
            "通过的政治宣言² 以及上述会议",
            "通过的政治宣言²以及第12号決議３，",
            '"通过的政治宣言² 以及"',
            "政治宣言12 以及上述会议",
            "政治宣言[12] 以及",
            "以及上述会议》，3 又重申",
            "上述会议⁴ 又重申¹³ 各国",
            "第12号决议3， -不存在",
            "第12号决议，3通过的",
            "宣言² 以及第12号",
        ],
    )
    def test_marks_in_a_copied_phrase_are_read_over(self, empty: SearchEngine, typed: str) -> None:
        text = "通过的政治宣言以及第12号决议，通过的政治宣言以及上述会议》，又重申各国"
        empty.update(
            made_up(SearchUnit(1, "A/RES/1/1", "op", fold(text)), SearchUnit(2, "A/RES/1/2", "op", "又"))
        )
        question = Question(parse(typed), or_words=True)
        found = empty.answer(question)
        assert found_by(hits.units for hits in found.documents) == {1}
        assert "脚注注号" in found.query.notices[-1]
        assert empty.answer(replace(question, or_words=False)).total_units == 0

    def test_marks_are_not_read_over_in_a_phrase_that_stands(self, empty: SearchEngine) -> None:
        empty.update(
            made_up(
                *(
                    SearchUnit(key, f"A/RES/1/{key}", "op", fold(text))
                    for key, text in enumerate(("宣言，12个", "宣言，个"))
                )
            )
        )
        found = empty.answer(Question(parse("宣言，12个"), or_words=True))
        assert found_by(hits.units for hits in found.documents) == {0}
        assert found.query.notices == ()

    def test_copied_parts_with_marks_left_in_are_found(
        self, index: SearchEngine, scan: Scan, five: TakenIn
    ) -> None:
        chance = random.Random(4)  # noqa: S311  the same questions every time
        asked = 0
        for part in parts(five.printed, chance, 600, 0):
            if not (part.is_whole and (typed := with_mark(part.text, chance))):
                continue
            answered = index.answer(Question(parse(typed), size=ALL, or_words=True))
            plain = parse(forms(part.text, chance)[0])
            expected = scan.find(parse(typed)) or scan.find(plain)
            assert found_by(hits.units for hits in answered.documents) == expected, typed
            asked += 1
        assert asked > 50

    def test_a_document_that_is_removed_is_gone_and_a_new_text_is_found(self, empty: SearchEngine) -> None:
        old = SearchUnit(1, "A/RES/1/1", "op", fold("真诚对话"), "请", None, ("a/res/9/9",))
        other = SearchUnit(2, "A/RES/1/10", "op", fold("真诚对话"), "敦促", "1", ("a/res/8/8",))
        new = SearchUnit(3, "A/RES/1/1", "op", fold("自愿基金"), "促请")
        empty.update(made_up(old, other))
        empty.update(replace(made_up(new), removed=("A/RES/1/1",)))
        assert self.found(empty, parse("真诚对话")) == {2}
        assert self.found(empty, parse("自愿基金")) == {3}
        assert self.found(empty, parse("动词:敦促")) == {2}
        assert self.found(empty, parse("动词:请")) == set()
        assert self.found(empty, parse("引用:A/RES/8/8")) == {2}
        assert self.found(empty, parse("引用:A/RES/9/9")) == set()
        assert empty.count() == 2

    def test_the_same_text_in_many_documents_is_found_in_each(self, empty: SearchEngine) -> None:
        units = [SearchUnit(key, f"A/RES/1/{key}", "op", fold("真诚对话")) for key in range(1, 6)]
        empty.update(made_up(*units[:3]))
        empty.update(replace(made_up(*units[3:]), removed=("A/RES/1/2",)))
        assert self.found(empty, parse("真诚对话")) == {1, 3, 4, 5}

    def test_an_empty_index_answers(self, empty: SearchEngine) -> None:
        assert empty.answer(Question(parse("人权"))).total_units == 0
        assert empty.count() == 0
        assert empty.sample() == ()
        assert empty.values("body") == ()
        assert empty.concordance(parse("人权"), "right").total == 0
        assert empty.uses(parse("人权")).whole.units == 0
        assert empty.similar_units(WordingQuestion(("人权理事会的工作",))).total == 0
        assert empty.wordings(WordingQuestion(("人权理事会的工作",)), places=1).ends == ()
        assert empty.same_units(WordingQuestion(("人权理事会的工作",))).total == 0
        assert [
            one.holding for one in empty.wordings_of_each(WordingQuestion(("人权", "合作")), places=1)
        ] == [0, 0]

    def test_what_was_written_is_there_after_opening_again(self, words: Segmenter, tmp_path: Path) -> None:
        index = self.opens(tmp_path / "index", words, create=True)
        index.update(made_up(SearchUnit(7, "A/RES/1/1", "op", fold("真诚对话"))))
        index.close()
        again = self.opens(tmp_path / "index", words)
        assert self.found(again, parse("真诚")) == {7}
        again.close()

    def test_where_there_is_no_index_none_is_made(self, words: Segmenter, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError):
            self.opens(tmp_path / "nothing", words)
        assert not (tmp_path / "nothing").exists()

    def test_many_readers_at_once_get_the_same_answers(self, index: SearchEngine, scan: Scan) -> None:
        asked = ("人权", "真诚对话", "2030 年", "70/1", "的", "国际合作 人权", "标题:国际合作 | 动词:请")
        queries = [parse(typed) for typed in asked] * 10
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(lambda query: self.found(index, query), queries))
        assert found == [scan.find(query) for query in queries]
