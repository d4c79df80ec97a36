"""What pages do to a text: small texts written for the purpose, each for something that a rendering once lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.characters import simplified, visible
from app.domain.organs import Names
from app.domain.resolution import Resolution
from app.sources.plain_text import read
from app.sources.plain_text.lines import cut
from tests.conftest import only

PREAMBLE = "回顾其以往关于这个问题的各项决议以及在各领域通过的各项相关宣言和行动纲领，"
LINES = "各国政府联合国系统各组织以及其他利益攸关方继续采取一切必要措施落实"


def resolution_of(text: str, names: Names) -> Resolution:
    return only(read(text.encode(), "text", names)).resolution


def units(resolution: Resolution) -> list[tuple[str, str]]:
    return [(unit.anchor, unit.text) for unit in resolution.paragraphs]


def marks(resolution: Resolution) -> list[tuple[str, str, int]]:
    return [(unit.anchor, mark.number, mark.offset) for unit in resolution.paragraphs for mark in unit.notes]


def wrapped(*paragraphs: str, width: int = 30, indent: str = "    ") -> str:
    """Lines of one width in characters, the first of each paragraph indented, no blank lines."""
    lines = []
    for paragraph in paragraphs:
        text = indent + paragraph
        lines += [text[start : start + width] for start in range(0, len(text), width)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "number", ["- 2 -", "22-28954 2/4", "2/4 22-28954", "第 2 页", "第2頁，共4頁", "2", "A.22-28954"]
)
def test_page_numbers_are_no_text(names: Names, number: str) -> None:
    text = (
        f"大会，\n\n{PREAMBLE}\n\n1. 请各国采取措施并在各\n\n{number}\n\n\n领域合作；\n\n2. 决定继续审议。\n"
    )
    assert units(resolution_of(text, names))[1:] == [
        ("op/1", "请各国采取措施并在各领域合作；"),
        ("op/2", "决定继续审议。"),
    ]


@pytest.mark.parametrize(
    "head", ["A/RES/77/213 增进合作", "增进合作    A/RES/77/213", "A/RES/77/213", "增进合作"]
)
def test_running_heads_repeat_symbol_or_title(names: Names, head: str) -> None:
    page = f"\n22-28954 1/2\n\n{head}\n\n"
    text = f"77/213. 增进合作\n\n增进合作\n\n大会，\n\n{PREAMBLE}\n\n1. 请各国在该领{page}域合作。\n"
    assert units(resolution_of(text, names))[-1] == ("op/1", "请各国在该领域合作。")


def test_a_page_may_end_in_the_list_of_votes(names: Names) -> None:
    text = (
        "50/4. 题目\n\n人权理事会，\n\n回顾其决议，\n\n1. 请各国合作。¹\n\n2022年7月7日\n第39次会议\n\n"
        "[经记录表决，以3票赞成、0票反对、1票弃权获得通过。表决结果如下：\n\n赞成：中国、古\n\n¹ A/HRC/50/1。\n\n\n"
        "巴、印度\n\n弃权：\n\n墨西哥]\n"
    )
    adoption = resolution_of(text, names).adoption
    assert [(vote.state, vote.vote) for vote in adoption.votes] == [
        ("CHN", "in_favour"),
        ("CUB", "in_favour"),
        ("IND", "in_favour"),
        ("MEX", "abstaining"),
    ]


@pytest.mark.parametrize(
    ("words", "tally"),
    [
        ("经记录表决，以29票赞成、16票反对、2票弃权获得通过", (29, 16, 2)),
        ("记录表决以29票对14票、4票弃权获得通过", (29, 14, 4)),
        ("经记录表决，以29票对14票，无弃权通过", (29, 14, 0)),
        ("决议草案经记录表决，赞成29票、反对14票、弃权4票，获得通过", (29, 14, 4)),
        ("經記錄表決，以29票贊成、16票反對、2票棄權獲得通過", (29, 16, 2)),
        ("以47票赞成获得通过", (47, None, None)),
    ],
)
def test_votes_in_their_several_wordings(names: Names, words: str, tally: tuple[int | None, ...]) -> None:
    text = f"50/4. 题目\n\n人权理事会，\n\n1. 请各国合作。\n\n2022年7月7日\n\n[{words}。]\n"
    adoption = resolution_of(text, names).adoption
    assert (adoption.in_favour, adoption.against, adoption.abstaining) == tally
    assert adoption.method == "recorded_vote"


@pytest.mark.parametrize(
    ("text", "number", "offset"),
    [
        ("回顾其第66/3号决议3 和其他各项决议，", "3", 11),
        ("回顾《维也纳宣言》、3 以及其他各项决议，", "3", 10),
        ("回顾其2011年决议、32012年12月20日的声明，", "3", 11),
        ("注意到高级专员的报告A/HRC/49/933，", "3", 21),
    ],
)
def test_marks_of_plain_digits(names: Names, text: str, number: str, offset: int) -> None:
    page = "\n__________________\n 3 A/HRC/1/1。\n"
    resolution = resolution_of(f"大会，\n\n{text}\n\n1. 请各国合作。\n{page}", names)
    assert marks(resolution) == [("pp/1", number, offset)]
    assert [problem.code for problem in resolution.problems] == []


@pytest.mark.parametrize(
    "text",
    [
        "审议了第3、4和5段所载建议，",
        "审议了3 个国家的报告，",
        "审议了2030年3月的报告，",
        "审议了第1373(2001)号决议，",
    ],
)
def test_numbers_that_count_are_no_marks(names: Names, text: str) -> None:
    page = "\n__________________\n 1 A/HRC/1/1。\n 2 A/HRC/1/2。\n 3 A/HRC/1/3。\n"
    resolution = resolution_of(f"大会，\n\n{text}\n\n1. 请各国合作。\n{page}", names)
    assert resolution.paragraphs[0].text == text
    assert {problem.code for problem in resolution.problems} == {"note_without_mark"}


def test_a_blank_behind_a_number_is_a_mark_where_no_number_has_one(names: Names) -> None:
    dates = "回顾其2015年9月25日第70/1号决议、2016年12月19日第71/1号决议和2017年3月1日第72/1号决议，"
    text = f"大会，\n\n{dates}\n\n回顾世界会议5 期间所作承诺，\n\n1. 请各国合作。\n\n____\n 5 A/60/1。\n"
    assert marks(resolution_of(text, names)) == [("pp/2", "5", 6)]


def test_bracketed_marks(names: Names) -> None:
    text = "大会，\n\n回顾《宪章》[1]和其他决议，[2]\n\n1. 请各国合作。\n\n[1] 见A/1/1。\n\n[2] A/1/2。\n"
    resolution = resolution_of(text, names)
    assert marks(resolution) == [("pp/1", "1", 6), ("pp/1", "2", 12)]
    assert [note.text for note in resolution.footnotes] == ["见A/1/1。", "A/1/2。"]


def test_a_footnote_goes_on_until_its_sentence_ends(names: Names) -> None:
    body = wrapped(PREAMBLE.replace("宣言", "宣言1"), f"1. 请{LINES}上述各项决议；")
    note = "__________________\n    1 见《大会正式记录，第七十七届会议，补编第\n53号》(A/77/53)，第八章，A节。\n\n"
    rest = wrapped(f"2. 请{LINES}其他各项决议；", "3. 决定继续审议这个问题。")
    resolution = resolution_of(f"大会，\n{body}{note}{rest}", names)
    assert (
        resolution.footnotes[0].text
        == "见《大会正式记录，第七十七届会议，补编第53号》(A/77/53)，第八章，A节。"
    )
    assert [anchor for anchor, _ in units(resolution)] == ["pp/1", "op/1", "op/2", "op/3"]


@pytest.mark.parametrize("indent", ["", "    "])
@pytest.mark.parametrize("width", [24, 30, 41])
def test_hard_wraps_without_blank_lines(names: Names, width: int, indent: str) -> None:
    paragraphs = [
        PREAMBLE,
        f"又回顾{LINES}各项决议，",
        f"1. 请{LINES}本决议；",
        f"(a) {LINES}甲；",
        f"(b) {LINES}乙；",
        "2. 决定继续。",
    ]
    text = f"大会，\n{wrapped(*paragraphs, width=width, indent=indent)}"
    assert [anchor for anchor, _ in units(resolution_of(text, names))] == [
        "pp/1",
        "pp/2",
        "op/1",
        "op/1/a",
        "op/1/b",
        "op/2",
    ]


def test_labels_that_lost_their_text_to_the_next_line(names: Names) -> None:
    text = "大会，\n\n回顾其决议，\n\n1.\n请：\n\n(a)\n甲；\n\n(b)\n乙。\n"
    assert units(resolution_of(text, names))[1:] == [("op/1", "请："), ("op/1/a", "甲；"), ("op/1/b", "乙。")]


def test_a_point_that_is_only_named_begins_no_paragraph(names: Names) -> None:
    text = "大会，\n\n回顾其决议，\n\n1. 请各国按照上文\n\n¹ A/1/1。\n\n(a)项所述办法合作：\n\n(a) 项目；\n\n(b)项目。\n"
    assert units(resolution_of(text, names))[1:] == [
        ("op/1", "请各国按照上文(a)项所述办法合作："),
        ("op/1/a", "项目；"),
        ("op/1/b", "项目。"),
    ]


def test_a_decision_in_prose_has_no_formula(names: Names) -> None:
    text = (
        "大会\n\n决定\n\n第七十七届会议\n\n77/533. 直布罗陀问题\n\n"
        "2022年12月12日，大会第52次全体会议根据第四委员会的建议，决定：\n\n(a) 敦促继续谈判；\n\n(b) 欢迎有关进展。\n\n"
        "2022年12月12日\n\n第52次全体会议\n"
    )
    resolution = resolution_of(text, names)
    assert (resolution.id, resolution.head.kind) == ("A/DEC/77/533", "decision")
    assert [anchor for anchor, _ in units(resolution)] == ["para/1", "para/1/a", "para/1/b"]
    assert (str(resolution.head.adopted_on), resolution.head.meeting) == ("2022-12-12", "第52次全体会议")


def test_lettered_parts_are_documents(names: Names) -> None:
    text = (
        "77/128. 有关信息的问题\n\nA\n信息为全人类服务\n\n大会，\n\n1. 请各国合作。¹\n\n2022年12月12日\n第52次全体会议\n\n¹ A/77/21。\n\n"
        "B\n联合国的政策\n\n大会，\n\n1. 请秘书长报告。\n\n2022年12月13日\n第53次全体会议\n"
    )
    readings = read(text.encode(), "text", names)
    assert isinstance(readings, tuple)
    found = [
        (one.resolution.id, one.resolution.head.title, len(one.resolution.footnotes)) for one in readings
    ]
    assert found == [("A/RES/77/128A", "信息为全人类服务", 1), ("A/RES/77/128B", "联合国的政策", 0)]
    claimed = sorted(claim.line.start for one in readings for claim in one.claims)
    assert claimed == [line.start for line in cut(text)]


def test_an_annex_stands_behind_the_closing_lines(names: Names) -> None:
    text = (
        "77/1. 题目\n\n大会，\n\n1. 通过附件所载原则。\n\n2022年12月12日\n第52次全体会议\n\n附件\n\n原则\n\n一. 导言\n\n"
        "本原则适用于各国。\n\n1. 各国应当合作。\n\n2. 各国应当：\n\n(a) 报告；\n\n(b) 磋商。\n"
    )
    assert units(resolution_of(text, names)) == [
        ("op/1", "通过附件所载原则。"),
        ("annex/1/h/1", "附件"),
        ("annex/1/h/2", "原则"),
        ("annex/1/h/3", "导言"),
        ("annex/1/para/1", "本原则适用于各国。"),
        ("annex/1/op/1", "各国应当合作。"),
        ("annex/1/op/2", "各国应当："),
        ("annex/1/op/2/a", "报告；"),
        ("annex/1/op/2/b", "磋商。"),
    ]


@pytest.mark.parametrize("sign", [" | ", "\t", "     "])
def test_a_table_set_as_text_is_one_place(names: Names, sign: str) -> None:
    rows = [["会员国", "百分比"], ["阿富汗", "0.006"], ["1. 其他", "2.111"]]
    table = "\n".join(sign.join(row) for row in rows)
    text = f"大会，\n\n1. 决定分摊比额表如下：\n\n{table}\n\n2. 决定继续审议。\n"
    resolution = resolution_of(text, names)
    assert [unit.anchor for unit in resolution.paragraphs] == ["op/1", "table/1", "op/2"]
    assert [[cell.text for cell in row] for row in resolution.paragraphs[1].rows] == rows


def test_sections_count_again_under_their_headings(names: Names) -> None:
    section = "{}\n\n{}\n\n审议了秘书长的报告，\n\n1. 表示注意到报告；\n\n2. 决定继续审议；\n\n"
    text = f"大会，\n\n{section.format('一', '会议日历')}{section.format('二', '文件')}"
    assert [anchor for anchor, _ in units(resolution_of(text, names))] == [
        "h/1", "h/2", "sec/1/pp/1", "sec/1/op/1", "sec/1/op/2",
        "h/3", "h/4", "sec/2/pp/1", "sec/2/op/1", "sec/2/op/2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "formula", "symbol", "day"),
    [
        ("人权委员会第2005/81号决议 有罪不罚", "人权委员会，", "E/CN.4/RES/2005/81", None),
        ("第2575 (2021)号决议\n\n安全理事会2021年5月11日通过", "安全理事会，", "S/RES/2575 (2021)", "2021-05-11"),
        ("2024年6月5日经济及社会理事会决议\n\n[根据社会发展委员会的建议(E/2024/26)]\n\n2024/5. 题目", "经济及社会理事会，", "E/RES/2024/5", "2024-06-05"),
        ("大會\n\n第七十七屆會議\n\n議程項目68(c)\n\n促進和保護人權\n\n2022年12月15日大會決議\n\n77/229. 人權狀況", "大會，", "A/RES/77/229", "2022-12-15"),
    ],
)  # fmt: skip
def test_heads_of_the_organs(names: Names, head: str, formula: str, symbol: str, day: str | None) -> None:
    resolution = resolution_of(f"{head}\n\n{formula}\n\n回顧其決議，\n\n1. 請各國合作。\n", names)
    assert resolution.head.symbol == symbol
    assert str(resolution.head.adopted_on or "") == (day or "")
    assert [problem.code for problem in resolution.problems] == []


def test_traditional_texts_have_their_verbs(names: Names) -> None:
    text = "人權理事會，\n\n強調合作的重要性，\n\n1. 敦促各國合作；\n\n2. 決定繼續審議。\n"
    assert [unit.verb for unit in resolution_of(text, names).paragraphs] == ["强调", "敦促", "决定"]


def test_a_formula_may_open_its_line(names: Names) -> None:
    resolution = resolution_of("77/1. 题目\n\n大会，回顾其决议，\n\n1. 请各国合作。\n", names)
    assert units(resolution) == [("pp/1", "回顾其决议，"), ("op/1", "请各国合作。")]
    assert resolution.head.formula == "大会，"


def test_a_sentence_without_an_end_is_reported(names: Names) -> None:
    resolution = resolution_of("大会，\n\n回顾其决议\n\n1. 请各国合作\n", names)
    doubtful = [(problem.code, problem.anchor) for problem in resolution.problems]
    assert doubtful == [("odd_ending", "pp/1"), ("odd_ending", "op/1")]


WORDS = st.sampled_from(
    "大会， 77/1.\u3000题目 A B 附件 一.\u3000导言 1.请 (a)甲； ㈠乙； –丙 ¹见A/1/1。 [2]A/1/2。 2\u3000A/1/3。 ____ 3 3/4 第2页 "
    "A/RES/77/1 甲|乙|丙 2022年7月7日 第39次会议 [未经表决获得通过。] 赞成：中国 * ** 决议草案： 回顾其决议1、2和报告，3 "
    "建议大会通过下列决议草案： 2022年12月7日，大会第45次全体会议决定： \f".split(" ")
)


@settings(max_examples=150)
@given(st.lists(WORDS | st.text(max_size=60), max_size=40), st.sampled_from(["\n", "\n\n", "\r\n\n\n"]))
def test_every_line_of_anything_is_claimed_once(names: Names, lines: list[str], gap: str) -> None:
    text = gap.join(["77/1. 题目", "大会，", *lines, "1. 请各国合作。"])
    readings = read(text.encode("utf-8", "replace"), "text", names)
    if isinstance(readings, tuple):
        decoded = visible(text.encode("utf-8", "replace").decode())
        claimed = sorted(claim.line.start for one in readings for claim in one.claims)
        assert claimed == [line.start for line in cut(decoded)]
        for one in readings:
            anchors = [unit.anchor for unit in one.resolution.paragraphs]
            anchors += [note.anchor for note in one.resolution.footnotes]
            assert len(anchors) == len(set(anchors))


def test_simplified_keeps_every_place() -> None:
    text = "第五十屆會議㈠ABC，²《著作》"
    assert len(simplified(text)) == len(text)
    assert simplified(text).startswith("第五十届会议㈠ABC，²")
