"""Where two units give different values, and where they only print them in another way."""

import re

import pytest

from app.domain.editions.divergences import divergences
from app.domain.editions.model import Divergence
from tests.domain.editions.test_quantities import SAME
from tests.domain.editions.texts import PARAGRAPHS

NOT_CERTAIN = [
    ("《条约汇编》，第九十四卷，第2138号", "Treaty Series, vol. XCIV, No. 2138"),
    ("一般性建议34(2011)", "general recommendation No. 34 (2011)"),
]
"""Values that are read, but that only one of the texts prints as such."""


@pytest.mark.parametrize(
    ("chinese", "english"), [*SAME, *NOT_CERTAIN, *((zh, en) for _, zh, en in PARAGRAPHS)]
)
def test_what_says_the_same_does_not_differ(chinese: str, english: str) -> None:
    assert divergences(chinese, english) == ()


@pytest.mark.parametrize(
    ("chinese", "english", "expected"),
    [
        ("72国批准", "ratified by 77 States", Divergence("number", "72", "77")),
        ("第25853(2021)号决议", "resolution 2585 (2021)", Divergence("symbol", "25853(2021)", "2585 (2021)")),
        ("到2023年", "by the end of the period", Divergence("number", "2023", "")),
        ("12月5日", "5 November", Divergence("month", "12月", "November")),
        ("自2020年至2020年", "from 2020 to 2021", Divergence("number", "2020", "2021")),
        ("E/CN.15/2022/1。", "E/CN.15/2022/11.", Divergence("symbol", "E/CN.15/2022/1", "E/CN.15/2022/11")),
        ("在2022年1月、2022年2月", "in January and February", Divergence("number", "2022", "")),
        ("第七十八届会议", "its seventy-ninth session", Divergence("number", "第七十八", "seventy-ninth")),
    ],
)
def test_a_value_in_the_place_of_another_is_told(chinese: str, english: str, expected: Divergence) -> None:
    assert divergences(chinese, english) == (expected,)


def test_a_value_that_one_text_repeats_is_no_difference() -> None:
    assert divergences("2022年和2022年", "in 2022") == ()


def test_what_a_note_spells_out_is_no_difference_where_the_other_says_as_before() -> None:
    assert divergences("见GC.18/INF/4。", "Ibid.") == ()
    assert divergences("同上，第3段。", "Ibid., para. 4.") == (Divergence("number", "3", "4"),)


def test_decades_are_years() -> None:
    assert divergences("前70年的编目", "the inventory of the first seven decades") == ()


def test_the_year_of_a_resolution_may_be_left_out() -> None:
    assert divergences("第2720(2023)号决议", "resolution 2720") == ()


@pytest.mark.parametrize(("_kind", "chinese", "english"), PARAGRAPHS)
def test_every_changed_number_is_told(_kind: str, chinese: str, english: str) -> None:
    for found in re.finditer(r"\d+", chinese):
        changed = f"{chinese[: found.start()]}{int(found[0]) + 1}{chinese[found.end() :]}"
        assert divergences(changed, english), changed
