"""What programs and sites do to the lines of a whole page, and what only looks like it."""

import pytest

from app.domain.organs import Names
from app.domain.resolution import Resolution
from app.sources.plain_text import read
from tests.conftest import only

HEAD = "第2999(2031)号决议\n2031年3月4日安全理事会第9999次会议通过\n"
UNITS = [
    ("pp/1", "回顾其关于山地牧场的各项决议，"),
    ("op/1", "请各国养护山地牧场；"),
    ("op/2", "决定继续处理此案。"),
]


def resolution_of(text: str, names: Names) -> Resolution:
    return only(read(text.encode(), "text", names)).resolution


def units(text: str, names: Names) -> list[tuple[str, str]]:
    return [(unit.anchor, unit.text) for unit in resolution_of(text, names).paragraphs]


def test_quotation_marks_around_each_paragraph_are_taken_off_and_told(names: Names) -> None:
    text = (
        HEAD
        + "“安全理事会，\n“回顾其关于山地牧场的各项决议，\n“1. 请各国养护山地牧场；\n“2. 决定继续处理此案。”\n"
    )
    assert units(text, names) == UNITS
    assert [one.code for one in resolution_of(text, names).problems] == ["wiki_markup"]


def test_a_draft_that_a_resolution_quotes_keeps_its_marks(names: Names) -> None:
    text = (
        "1995/299. 山地\n经济及社会理事会，\n回顾其决议，\n建议大会通过下列决议草案：\n"
        "“大会，\n“回顾其各项决议，\n“1. 请各国养护牧场。”\n1995年7月24日\n第49次全体会议\n"
    )
    assert "“回顾其各项决议，" in [unit for _, unit in units(text, names)]


def test_raised_figures_on_lines_of_their_own_are_marks_and_notes(names: Names) -> None:
    text = (
        HEAD
        + "安全理事会，\n回顾其关于山地牧场的报告\n1\n和各项决议，\n1. 请各国养护山地牧场；\n2. 决定继续处理此案。\n1\n见S/2031/1。\n"
    )
    resolution = resolution_of(text, names)
    assert resolution.paragraphs[0].text == "回顾其关于山地牧场的报告和各项决议，"
    assert [note.text for note in resolution.footnotes] == ["见S/2031/1。"]
    assert [one.code for one in resolution.problems] == ["beginning_guessed"]


def test_page_numbers_are_no_marks(names: Names) -> None:
    text = (
        HEAD
        + "安全理事会，\n回顾其关于山地牧场的各项决议，\n1\n1. 请各国养护山地牧场；\n2\n2. 决定继续处理此案。\n"
    )
    resolution = resolution_of(text, names)
    assert [(unit.anchor, unit.text) for unit in resolution.paragraphs] == UNITS
    assert resolution.footnotes == ()


@pytest.mark.parametrize(
    "rows",
    ["| 赞成 | 反对 | 弃权 |\n|---|---|---|\n| 13 | 0 | 2 |\n", "赞成\t反对\t弃权\n13\t0\t2\n"],
)
def test_votes_in_a_table_of_numbers(names: Names, rows: str) -> None:
    text = (
        HEAD
        + "安全理事会，\n回顾其关于山地牧场的各项决议，\n1. 请各国养护山地牧场；\n2. 决定继续处理此案。\n"
        + rows
    )
    resolution = resolution_of(text, names)
    assert [(unit.anchor, unit.text) for unit in resolution.paragraphs] == UNITS
    vote = resolution.adoption
    assert (vote.in_favour, vote.against, vote.abstaining) == (13, 0, 2)


def test_two_texts_in_two_columns_are_read_one_after_the_other(names: Names) -> None:
    rows = [
        ("290(1970). 1970年12月8日决议", "291(1970). 1970年12月10日决议"),
        ("安全理事会，", "安全理事会，"),
        ("审议了山地国的控诉，", "回顾其以往各项决议，"),
        ("1. 谴责侵犯山地国的行为；", "1. 请秘书长提出报告；"),
        ("2. 要求立即撤出所有外国部队。", "2. 决定延长驻留期限。"),
        ("第1563次会议通过。", "第1564次会议一致通过。"),
    ]
    text = "\n\n".join(left + "　" * (30 - len(left)) + right for left, right in rows)
    readings = read(text.encode(), "text", names)
    assert isinstance(readings, tuple)
    assert [one.resolution.head.symbol for one in readings] == ["S/RES/290 (1970)", "S/RES/291 (1970)"]
    assert [len(one.resolution.paragraphs) for one in readings] == [3, 3]
    assert {"paragraph_doubtful"} <= {one.code for one in readings[0].resolution.problems}


@pytest.mark.parametrize(
    ("before", "kinds"),
    [
        ("回顾其决议，\n注意到报告，\n欢迎各国的努力；\n促请会员国采取措施；\n请秘书长提出报告。\n", "ppooo"),
        ("回顾其决议；\n注意到报告；\n请秘书长提出报告。\n", "ppo"),
    ],
)
def test_acts_that_lost_their_numbers_begin_where_the_signs_change(
    names: Names, before: str, kinds: str
) -> None:
    text = f"69/299. 山地\n大会，\n{before}2015年6月25日\n第95次全体会议\n"
    resolution = resolution_of(text, names)
    assert "".join(unit.kind[0] for unit in resolution.paragraphs) == kinds
    told = {one.code for one in resolution.problems}
    assert ("division_doubtful" in told) == (kinds == "ppooo")


def test_asterisks_behind_names_are_marks_of_the_sentences_below(names: Names) -> None:
    text = (
        "52/399. 选举\n1997年11月17日，大会第53次全体会议选出中国和古巴。\n因此，成员如下：中国**、古巴*、印度**和秘鲁*。\n"
        "* 1999年任满。\n** 2001年任满。\n"
    )
    resolution = resolution_of(text, names)
    assert resolution.paragraphs[-1].text == "因此，成员如下：中国、古巴、印度和秘鲁。"
    assert [(note.number, note.text) for note in resolution.footnotes] == [
        ("*", "1999年任满。"),
        ("**", "2001年任满。"),
    ]


def test_asterisks_before_names_are_a_list(names: Names) -> None:
    text = "52/399. 选举\n1997年11月17日，大会第53次全体会议选出下列国家：\n* 中国；\n* 古巴。\n"
    resolution = resolution_of(text, names)
    assert resolution.footnotes == ()
