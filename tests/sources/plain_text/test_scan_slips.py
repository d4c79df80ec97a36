"""What a scan mistook is read as it was printed only where nothing else can stand, and always told."""

import pytest

from app.domain.organs import Names
from app.domain.resolution import Resolution
from app.sources.plain_text import read
from app.sources.plain_text.lines import join
from tests.conftest import only

TEXT = """712(VIII). 养护山地牧场

大会，

鉴于山地之重要，

1. 请各国合作；

2. 决定继续审议此事。

1953年10月10日，
第459次全体会议。
"""


def read_as(names: Names, printed: str, instead: str) -> Resolution:
    return only(read(TEXT.replace(printed, instead).encode(), "text", names)).resolution


@pytest.mark.parametrize(
    ("printed", "instead"),
    [
        ("1953年10月10日", "1953年1O月lO日"),
        ("1. 请", "l. 请"),
        ("1. 请", "I． 请"),
        ("712(VIII)", "7l2(VIII)"),
        ("1953年10月10日", "—九五三年十月十日"),
        ("1. 请各国合作；\n\n2. ", "—、请各国合作；\n\n二、"),
    ],
)
def test_a_slip_changes_nothing(printed: str, instead: str, names: Names) -> None:
    whole = only(read(TEXT.encode(), "text", names)).resolution
    found = read_as(names, printed, instead)
    told = (found.head.symbol, found.head.adopted_on, [unit.anchor for unit in found.paragraphs])
    assert told == (whole.head.symbol, whole.head.adopted_on, [unit.anchor for unit in whole.paragraphs])


def test_a_slip_is_told_as_printed_and_as_read(names: Names) -> None:
    problem = next(one for one in read_as(names, "10月10日", "1O月1O日").problems if one.code == "scan_slip")
    assert "1O月1O日" in problem.message
    assert "10月10日" in problem.message


def test_words_of_the_text_stay_as_they_are_printed(names: Names) -> None:
    found = read_as(names, "请各国合作", "请各国于1O月1O日前合作")
    assert found.paragraphs[1].text == "请各国于1O月1O日前合作；"
    assert not [one for one in found.problems if one.code == "scan_slip"]


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("其中宣布20", "03年为国际年"), "其中宣布2003年为国际年"),
        (("回顾第14", "56(2003)号决议"), "回顾第1456(2003)号决议"),
        (("回顾第57/1", "30号决议"), "回顾第57/130号决议"),
        (("共有会员国20", "15个国家出席"), "共有会员国20 15个国家出席"),
        (("见第14", "56段"), "见第14 56段"),
    ],
)
def test_a_number_that_a_line_break_cuts(lines: tuple[str, str], whole: str) -> None:
    assert join(lines) == whole
