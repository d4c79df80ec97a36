from collections import Counter
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from app.domain.align import Pair, aligned
from app.domain.redline import unclosed_form

TEXT = st.sampled_from(
    [
        "",
        "；",
        "请各国合作；",
        "请各国合作。",
        "请各国和各组织继续开展合作，并提出报告；",
        "请各国和有关组织开展合作，并提交报告；",
        "决定继续审议。",
        "敦促各国采取一切必要措施，加强双边和区域合作，以应对危机的不利影响；",
        "敦促各国采取必要措施，加强双边、区域和国际合作，以便应对各种危机的不利影响；",
    ]
)
TEXTS = st.lists(TEXT, max_size=9)


@dataclass(frozen=True)
class Unit:
    anchor: str
    text: str


def numbered(*texts: str) -> list[Unit]:
    return [Unit(f"op/{number}", text) for number, text in enumerate(texts, start=1)]


def told(first: list[Unit], second: list[Unit]) -> list[tuple[str, str | None, str | None]]:
    return [
        (pair.kind, pair.first.anchor if pair.first else None, pair.second.anchor if pair.second else None)
        for pair in aligned(first, second)
    ]


def standing(pairs: list[Pair[Unit]]) -> list[Pair[Unit]]:
    return [pair for pair in pairs if pair.kind in ("same", "amended")]


@given(TEXTS, TEXTS)
def test_every_paragraph_stands_in_one_pair(first: list[str], second: list[str]) -> None:
    one, other = numbered(*first), numbered(*second)
    pairs = list(aligned(one, other))
    assert sorted(pair.first.anchor for pair in pairs if pair.first) == sorted(unit.anchor for unit in one)
    assert [pair.second for pair in pairs if pair.second] == other


@given(TEXTS, TEXTS)
def test_the_same_paragraphs_are_paired_as_often_as_both_have_them(
    first: list[str], second: list[str]
) -> None:
    pairs = list(aligned(numbered(*first), numbered(*second)))
    common = Counter(map(unclosed_form, first)) & Counter(map(unclosed_form, second))
    paired = Counter(
        unclosed_form(pair.second.text)
        for pair in pairs
        if pair.first and pair.second and unclosed_form(pair.first.text) == unclosed_form(pair.second.text)
    )
    assert paired == common


@given(TEXTS, TEXTS)
def test_what_has_not_moved_follows_both_texts(first: list[str], second: list[str]) -> None:
    pairs = standing(list(aligned(numbered(*first), numbered(*second))))
    for side in ("first", "second"):
        places = [int(getattr(pair, side).anchor.removeprefix("op/")) for pair in pairs]
        assert places == sorted(places)


@given(TEXTS)
def test_a_text_is_the_same_as_itself(texts: list[str]) -> None:
    assert all(
        pair.kind == "same" and pair.ratio == 1 for pair in aligned(numbered(*texts), numbered(*texts))
    )


def test_renumbering_alone_is_no_change() -> None:
    first = numbered("请各国合作；", "决定继续审议。")
    second = numbered("欢迎秘书长的报告，并感谢所有提供资料的国家；", "请各国合作；", "决定继续审议；")
    assert told(first, second) == [
        ("new", None, "op/1"),
        ("same", "op/1", "op/2"),
        ("same", "op/2", "op/3"),
    ]


def test_amended_paragraphs_are_paired_by_their_words() -> None:
    first = numbered("请各国合作；", "请秘书长就本决议的执行情况提出报告；", "决定继续审议。")
    second = numbered("请各国合作；", "又请各方；", "请秘书长就本决议执行情况提交报告；", "决定继续审议。")
    assert told(first, second) == [
        ("same", "op/1", "op/1"),
        ("new", None, "op/2"),
        ("amended", "op/2", "op/3"),
        ("same", "op/3", "op/4"),
    ]


def test_a_paragraph_may_move_and_be_amended() -> None:
    first = numbered(
        "重申各国负有促进和保护人权的首要责任；",
        "请秘书长向下届会议提交关于本决议执行情况的报告；",
        "鼓励民间社会参与国家人权机构的工作，并为此提供一切便利；",
        "决定在下届会议上继续审议这一问题。",
    )
    second = [first[2], first[0], Unit("op/9", "请秘书长向大会下届会议提交本决议执行情况的报告；"), first[3]]
    assert told(first, second) == [
        ("moved", "op/3", "op/3"),
        ("same", "op/1", "op/1"),
        ("amended", "op/2", "op/9"),
        ("same", "op/4", "op/4"),
    ]


def test_what_was_dropped_stands_where_it_stood() -> None:
    first = numbered("请各国合作；", "感谢所有提供资料的国家；", "决定继续审议。")
    second = numbered("请各国合作；", "欢迎秘书长的报告；", "决定继续审议。")
    assert [kind for kind, _, _ in told(first, second)] == ["same", "dropped", "new", "same"]


def test_very_long_texts_are_cut_where_they_are_the_same() -> None:
    size = 2_500
    first = numbered(*(f"第{number}号文件的各项规定" for number in range(size)))
    second = [*first[: size // 2], Unit("op/x", "新增的一段文字"), *first[size // 2 :]]
    kinds = Counter(kind for kind, _, _ in told(first, second))
    assert kinds == {"same": size, "new": 1}


def test_two_very_long_paragraphs_are_not_compared_character_by_character() -> None:
    first, second = numbered("甲乙" * 150_000), numbered("丙丁" * 150_000)
    assert [kind for kind, _, _ in told(first, second)] == ["dropped", "new"]
    same = numbered("甲乙" * 150_000)
    assert [kind for kind, _, _ in told(first, same)] == ["same"]
