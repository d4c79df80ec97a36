"""What a question looks at follows what it asks, not the size of the archive: counted on a small one and three times it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from itertools import count
from random import Random

import pytest

from app.domain.query import parse
from app.domain.segmentation import Segmenter
from app.search.changes import Changes, SearchDocument, SearchUnit
from app.search.embedded import EmbeddedEngine
from app.search.engine import LineOrder, SearchEngine
from app.search.engine_registry import EngineKind
from app.search.kept_matches import KeptMatches
from app.search.like_wording import WordingQuestion
from app.search.text_engine import Matches, Shared, Texts, rarest
from app.search.text_store import FoldedTexts

SMALL, TIMES = 24, 3
COMMON = "重申 国际 合作 发展中国家 人权 可持续 会员国 秘书长 报告 和平 安全 各国 请 执行 措施 加强".split()
RARE = "小岛屿 荒漠化 地雷行动 海洋法 难民署 生物多样性".split()
CLAUSE = "重申发展中国家防治荒漠化和保护生物多样性的国际合作措施"
Count = Callable[[Callable[[SearchEngine], object]], list[Counter[str]]]


def made_up(documents: int) -> Changes:
    """Documents of ten paragraphs of common words; three of them, whatever their number, hold rare ones."""
    random = Random(9)  # noqa: S311
    keys = count()
    units = []
    for number in range(documents):
        texts = ["".join(random.choices(COMMON, k=12)) + str(next(keys)) for _ in range(10)]
        if number < 3:
            texts.append(f"{texts[0]}{CLAUSE}{'等'.join(random.sample(RARE, 2))}")
        units += [
            SearchUnit(number * 100 + place, f"A/RES/70/{number}", "op", text)
            for place, text in enumerate(texts)
        ]
    days = (f"20{number % 20:02}-01-01" for number in range(documents))
    return Changes(
        documents=tuple(
            SearchDocument(f"A/RES/70/{number}", body="GA", year=2000 + number % 20, adopted_on=day)
            for number, day in enumerate(days)
        ),
        units=units,
    )


@pytest.fixture(scope="module", params=["tantivy", "whoosh"])
def both(
    request: pytest.FixtureRequest, words: Segmenter, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[EmbeddedEngine]]:
    """A small archive and one of three times as many documents."""
    kind = EngineKind(request.param, words)
    found: list[EmbeddedEngine] = []
    for documents in (SMALL, TIMES * SMALL):
        index = kind.open(tmp_path_factory.mktemp("index") / "index", create=True)
        assert isinstance(index, EmbeddedEngine)
        index.update(made_up(documents))
        found.append(index)
    yield found
    for one in found:
        one.close()


@pytest.fixture
def counted(both: list[EmbeddedEngine], monkeypatch: pytest.MonkeyPatch) -> Count:
    """What a question takes of each: texts read, texts handed over by the engine, questions to the engine."""
    seen: Counter[str] = Counter()

    text_of = FoldedTexts.__getitem__

    def read(texts: FoldedTexts, number: int) -> str:
        seen["read"] += 1
        return text_of(texts, number)

    monkeypatch.setattr(FoldedTexts, "__getitem__", read)
    engine = type(both[0]._index._engine)
    find_of = engine.find

    def find(one: KeptMatches, phrases: tuple[str, ...], words: tuple[str, ...], texts: Texts) -> Matches:
        seen["find"] += 1
        found = find_of(one, phrases, words, texts)
        seen["handed over"] += len(found.texts)
        return found

    sharing_of = engine.sharing

    def sharing(one: KeptMatches, words: Collection[str], enough: int, most: int) -> Shared:
        found = sharing_of(one, words, enough, most)
        seen["sharing"] += len(found.texts)
        return found

    monkeypatch.setattr(engine, "find", find)
    monkeypatch.setattr(engine, "sharing", sharing)

    def ask(question: Callable[[SearchEngine], object]) -> list[Counter[str]]:
        counts = []
        for index in both:
            seen.clear()
            question(index)
            counts.append(seen.copy())
        return counts

    return ask


def test_a_clause_meets_the_texts_with_its_rare_words_alone(counted: Count) -> None:
    for found in counted(lambda index: index.similar_units(WordingQuestion((CLAUSE,)))):
        assert (found["sharing"], found["handed over"]) == (3, 3)


def test_use_over_time_is_one_question_with_its_ends(counted: Count) -> None:
    for found in counted(lambda index: index.uses(parse("国际"))):
        assert found["find"] == 1
        assert found["read"] == 0


@pytest.mark.parametrize("by", ["left", "right", "newest"])
def test_a_page_of_a_concordance_reads_its_own_lines(counted: Count, by: LineOrder) -> None:
    few, many = counted(lambda index: index.concordance(parse("国际合作"), by, size=10))
    assert many["handed over"] > 2 * few["handed over"] > 0
    assert few["read"] == many["read"] == 0


def test_the_rarest_words_are_as_many_as_none_may_miss() -> None:
    frequency = {"发展中国家": 900, "荒漠化": 3, "合作": 800, "措施": 20}.__getitem__
    words = ("发展中国家", "荒漠化", "合作", "措施")
    assert rarest(words, frequency, 9) == ["荒漠化", "措施"]
    assert rarest(words, frequency, 12) == ["荒漠化"]
    assert rarest(words, frequency, 1) == ["荒漠化", "措施", "合作", "发展中国家"]
    assert rarest((), frequency, 0) == []
