"""What was read as what it is not tells so; what is as it should be tells nothing."""

import pytest

from app.domain.organs import Names
from app.domain.resolution import Problem, Resolution
from app.sources.plain_text import read

HEAD = "99/7. 养护山地牧场\n\n大会，\n\n"
PREAMBLE = "回顾其关于山地牧场的各项决议，\n\n"
ACTS = "1. 请各国养护山地牧场；\n\n2. 决定继续审议此事。\n"
CLOSING = "\n2019年3月4日\n第12次全体会议\n"

DOUBTFUL = [
    (
        "a number inside of a paragraph",
        "1. 请各国养护牧场；4. 请秘书长提出报告；\n\n2. 决定继续。\n",
        "paragraph_doubtful",
    ),
    ("a mark that is none", "1. 请各国养护山地牧场〔3〕；\n\n2. 决定继续审议此事。\n", "mark_left"),
    ("a figure behind a title", "1. 请各国执行《山地宣言》7；\n\n2. 决定继续审议此事。\n", "mark_left"),
    ("half a title", "1. 请各国执行《山地；\n\n2. 决定继续审议此事。\n", "paragraph_doubtful"),
    ("an address", "1. 请各国见 www.example.org 养护牧场；\n\n2. 决定继续审议此事。\n", "furniture_inside"),
    ("the number of a job", "1. 请各国 19-12345 养护牧场；\n\n2. 决定继续审议此事。\n", "furniture_inside"),
    ("a vote", "1. 请各国养护牧场；\n\n2. 决定以12票赞成、3票反对继续审议此事。\n", "closing_inside"),
    (
        "a day behind a sentence",
        "1. 请各国养护牧场；\n\n2. 决定继续审议此事。2019年3月4日于纽约\n",
        "closing_inside",
    ),
    (
        "a point that is missing",
        "1. 请各国：\n\n(a) 养护牧场；\n\n(c) 设立学校；\n\n2. 决定继续。\n",
        "point_gap",
    ),
    (
        "points that begin late",
        "1. 请各国：\n\n(b) 养护牧场；\n\n(c) 设立学校；\n\n2. 决定继续。\n",
        "point_gap",
    ),
    (
        "text between points",
        "1. 请各国：\n\n(a) 养护牧场；\n\n设立学校；\n\n(b) 提出报告；\n\n2. 决定继续。\n",
        "paragraph_doubtful",
    ),
    (
        "a point without an end",
        "1. 请各国：\n\n(a) 养护牧场\n\n(b) 设立学校；\n\n2. 决定继续。\n",
        "odd_ending",
    ),
    (
        "the same twice",
        "1. 请各国养护高山牧场并为牧民设立学校和诊所；\n\n2. 请各国养护高山牧场并为牧民设立学校和诊所；\n\n3. 决定继续。\n",
        "repeated_text",
    ),
    ("words of a site", "1. 请各国养护牧场，责任编辑某某；\n\n2. 决定继续审议此事。\n", "furniture_inside"),
    ("a text that ends in the middle", "1. 请各国养护山地牧场；\n\n2. 决定继续审议此事，\n", "text_cut_off"),
    ("no act", "又回顾其第98/7号决议，\n\n认识到牧场的重要性，\n", "division_doubtful"),
]


@pytest.mark.parametrize(("body", "code"), [row[1:] for row in DOUBTFUL], ids=[row[0] for row in DOUBTFUL])
def test_what_may_be_misread_is_told(body: str, code: str, names: Names) -> None:
    assert code in codes(HEAD + PREAMBLE + body + CLOSING, names)


def test_what_is_as_it_should_be_is_not_doubted(names: Names) -> None:
    assert codes(HEAD + PREAMBLE + ACTS + CLOSING, names) == []


def test_a_title_that_is_none_is_told(names: Names) -> None:
    text = HEAD.replace("养护山地牧场", "养护山地牧场的") + PREAMBLE + ACTS + CLOSING
    assert codes(text, names) == ["title_doubtful"]


def test_an_annex_without_its_word_is_told(names: Names) -> None:
    below = "\n\n".join(f"山地宣言的第{number}句话。" for number in "一二三四五六七")
    assert "annex_guessed" in codes(HEAD + PREAMBLE + ACTS + CLOSING + "\n" + below + "\n", names)


def test_notes_that_leave_one_out_are_told(names: Names) -> None:
    body = "1. 请各国执行宣言；¹\n\n2. 决定继续审议此事。³\n"
    notes = "\n¹ 见A/99/1。\n\n³ 见A/99/3。\n"
    assert "note_doubtful" in codes(HEAD + PREAMBLE + body + CLOSING + notes, names)


def test_a_second_formula_is_told(names: Names) -> None:
    text = HEAD + PREAMBLE + ACTS + "\n山地学校\n\n大会，\n\n认识到学校的重要性，\n\n3. 请各国设立学校。\n"
    assert "another_text" in codes(text, names)


def codes(text: str, names: Names) -> list[str]:
    readings = read(text.encode(), "text", names)
    assert not isinstance(readings, Problem), readings
    resolution: Resolution = readings[0].resolution
    return [problem.code for problem in resolution.problems]


@pytest.mark.parametrize(
    ("words", "tally"),
    [
        ("根据第二委员会的建议，以一百零二票对零票，二十九票弃权，决定推迟审议", (102, 0, 29)),
        ("通过记录表决以177票对零票、2票弃权，回顾其以往各项决议，决定继续审议", (177, 0, 2)),
        ("决定今后以十票对五票、两票弃权选举主席", (None, None, None)),
    ],
)
def test_a_decision_in_prose_tells_its_vote(
    words: str, tally: tuple[int | None, int | None, int | None], names: Names
) -> None:
    text = f"31/499. 山地会议\n\n大会1976年12月16日第101次全体会议{words}。\n"
    readings = read(text.encode(), "text", names)
    assert not isinstance(readings, Problem)
    adoption = readings[0].resolution.adoption
    assert (adoption.in_favour, adoption.against, adoption.abstaining) == tally
