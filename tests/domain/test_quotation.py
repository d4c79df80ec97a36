"""The words of a place in quotation marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.organs import Names
from app.domain.place_lookup import locate
from app.domain.quotation import LONGEST, quotable, quoted
from tests.sources.plain_text.test_shapes import resolution_of

TEXT = "大会，\n\n回顾“甲”，\n\n1. 请¹：\n\n(a) 丁；\n\n㈠ 戊；\n\n(b) 己；\n\n2. 决定结束。\n\n____\n\n¹ 见A/1/1。\n"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("pp/1", "回顾“甲”，"),
        ("op/1", "请：\n(a) 丁；\n(一) 戊；\n(b) 己；"),
        ("op/1/a", "丁；\n(一) 戊；"),
        ("op/1/b", "己；"),
        ("op/1-2", "1. 请：\n(a) 丁；\n(一) 戊；\n(b) 己；\n2. 决定结束。"),
        ("fn/1", "见A/1/1。"),
    ],
)
def test_a_place_is_quoted_with_its_points_and_without_marks(names: Names, place: str, words: str) -> None:
    found = locate(resolution_of(TEXT, names), place)
    assert found
    assert quotable(found) == words


def test_what_nobody_quotes_has_no_words(names: Names) -> None:
    found = locate(resolution_of(f"大会，\n\n1. 请{'甲' * LONGEST}。\n\n2. 决定结束。\n", names), "op/1")
    assert found
    assert quotable(found) == ""


def test_marks_within_a_quotation_change_places() -> None:
    assert quoted("所谓“甲‘乙’”：\n(a) 丙。") == "“所谓‘甲“乙”’：\n“(a) 丙。”"


@given(st.text("甲“”‘’ab，", min_size=1))
def test_a_quotation_has_its_words_and_is_undone_by_another(words: str) -> None:
    inner = quoted(words)[1:-1]
    assert quoted(inner)[1:-1] == words
