import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.query import MAX_LENGTH, parse
from app.domain.text import fold

READINGS = [
    # typed, phrases, left out
    ("真诚对话", ["真诚对话"], []),
    ("真誠對話 自愿基金", ["真诚对话", "自愿基金"], []),
    ("真诚对话\u3000自愿基金", ["真诚对话", "自愿基金"], []),
    ('"2030 年 可持续发展议程"', ["2030年可持续发展议程"], []),
    ("「真诚 对话」", ["真诚对话"], []),
    ("『真诚 对话』 “自愿 基金”", ["真诚对话", "自愿基金"], []),
    ("关于“变革 我们的世界”的决议", ["关于变革我们的世界的决议"], []),
    ("2030 年", ["2030年"], []),
    ("第 70/1 号", ["第70/1号"], []),
    ("5 873 652", ["5873652"], []),
    ("1325 1820", ["1325", "1820"], []),
    ("S/RES/2722 (2024)", ["s/res/2722(2024)"], []),
    ("A/RES/72/262 C", ["a/res/72/262c"], []),
    ("真诚 -基金", ["真诚"], ["基金"]),
    ("真诚 －基金", ["真诚"], ["基金"]),
    ('真诚 -"自愿 基金"', ["真诚"], ["自愿基金"]),
    ("COVID-19", ["covid-19"], []),
]


@pytest.mark.parametrize(("typed", "phrases", "without"), READINGS)
def test_what_is_typed_is_read(typed: str, phrases: list[str], without: list[str]) -> None:
    query = parse(typed)
    assert [phrase.text for phrase in query.phrases] == phrases
    assert [phrase.text for phrase in query.without] == without
    assert query.notices == ()


@pytest.mark.parametrize(
    ("typed", "notice"),
    [
        ("“真诚对话", "没有配对"),
        ("-", "没有可以检索的文字"),
        ("🙂", "没有可以检索的文字"),
        ("-基金", "只有要排除的词"),
        ("人" * 201, f"超过{MAX_LENGTH}个字"),
        ("部分:其他 人权", "没有“其他”这一部分"),
    ],
)
def test_what_cannot_be_read_becomes_a_notice(typed: str, notice: str) -> None:
    assert any(notice in told for told in parse(typed).notices)


@pytest.mark.parametrize("typed", ["部分:脚注 人权", "part:fn 人权", "PART：fn 人权", "人权 部分：fn"])
def test_the_part_can_be_typed(typed: str) -> None:
    query = parse(typed)
    assert query.parts == {"fn"}
    assert [phrase.text for phrase in query.phrases] == ["人权"]


@pytest.mark.parametrize(
    ("typed", "cites", "phrases"),
    [
        ("引用:A/RES/70/1", ["a/res/70/1"], []),
        ("引用：S/RES/1325 (2000) 妇女", ["s/res/1325(2000)"], ["妇女"]),
        ("人权 cites:A/RES/72/262 C", ["a/res/72/262c"], ["人权"]),
        ("引用：《联合国宪章》 2030 年", ["《联合国宪章》"], ["2030年"]),
        ("引用:A/RES/70/1 引用:A/RES/69/313", ["a/res/70/1", "a/res/69/313"], []),
        ('"引用:A/RES/70/1"', [], ["引用a/res/70/1"]),
    ],
)
def test_what_is_cited_can_be_typed(typed: str, cites: list[str], phrases: list[str]) -> None:
    query = parse(typed)
    assert [key for keys in query.cites for key in keys] == cites
    assert [phrase.text for phrase in query.phrases] == phrases
    assert query.notices == ()


def test_an_empty_query_seeks_nothing_and_says_nothing() -> None:
    assert parse("  ").phrases == ()
    assert parse("").notices == ()


def test_only_a_single_unquoted_phrase_falls_back_to_words() -> None:
    by_words = parse("加强真诚合作").in_words()
    assert by_words is not None
    assert [phrase.text for phrase in by_words.phrases] == ["加强", "真诚", "合作"]
    assert "没有找到“加强真诚合作”" in by_words.notices[-1]
    assert parse('"加强真诚合作"').in_words() is None
    assert parse("加强 真诚合作").in_words() is None
    assert parse("加强").in_words() is None


@given(st.text(max_size=300) | st.text(alphabet='"“”「」『』-－ 部分:：人权a1()（）', max_size=40))
def test_nothing_that_is_typed_raises(typed: str) -> None:
    query = parse(typed)
    assert all(
        phrase.text and phrase.text == fold(phrase.typed) for phrase in (*query.phrases, *query.without)
    )
    assert query.phrases or query.notices or not typed.strip() or query.parts
