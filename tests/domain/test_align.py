from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.align import aligned, changes, printed_form

TEXT = st.text(alphabet="各国有义务促进国际合作，；。（）() A/70\u30001", max_size=40)


@dataclass(frozen=True)
class Unit:
    anchor: str
    text: str


def numbered(*texts: str) -> list[Unit]:
    return [Unit(f"op/{number}", text) for number, text in enumerate(texts, start=1)]


@settings(deadline=None)  # the first call loads the words of jieba
@given(TEXT, TEXT)
def test_changes_give_both_texts(first: str, second: str) -> None:
    found = changes(first, second)
    kept = "".join(change.text for change in found if change.op != "insert")
    other = "".join(change.text for change in found if change.op != "delete")
    assert kept == first
    assert printed_form(other) == printed_form(second)


def test_changes_are_whole_words() -> None:
    found = changes("需要在全球一级加强协调", "需要在全世界一级加强协调")
    assert [(change.op, change.text) for change in found if change.op != "equal"] == [
        ("delete", "全球"),
        ("insert", "全世界"),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2030 年议程", "2030年议程"),
        ("（甲）", "(甲)"),
        ("人权——公民权利", "人权――公民权利"),
        ("人權理事會", "人权理事会"),
        ("“发展权”", '"发展权"'),
    ],
)
def test_typesetting_and_script_are_no_difference(first: str, second: str) -> None:
    assert printed_form(first) == printed_form(second)


@pytest.mark.parametrize(("first", "second"), [("继续；", "继续。"), ("各国有义务", "各国义务")])
def test_signs_and_words_are(first: str, second: str) -> None:
    assert printed_form(first) != printed_form(second)


def test_paragraphs_are_paired_by_their_words_then_by_place() -> None:
    first = numbered("请各国合作；", "请秘书长就本决议的执行情况提出报告；", "决定继续审议。")
    second = numbered("请各国合作；", "又请各方；", "请秘书长就本决议执行情况提交报告；", "决定继续审议。")
    pairs = [(a and a.anchor, b and b.anchor) for a, b in aligned(first, second)]
    assert pairs == [("op/1", "op/1"), (None, "op/2"), ("op/2", "op/3"), ("op/3", "op/4")]


@given(st.lists(TEXT, max_size=8), st.lists(TEXT, max_size=8))
def test_every_paragraph_stands_in_one_pair_in_order(first: list[str], second: list[str]) -> None:
    one, other = numbered(*first), numbered(*second)
    pairs = list(aligned(one, other))
    assert [a for a, _ in pairs if a] == one
    assert [b for _, b in pairs if b] == other
