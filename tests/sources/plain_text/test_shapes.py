"""Shapes that the five texts do not have, on small texts written for the purpose."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.organs import Names
from app.domain.resolution import Problem, Resolution
from app.domain.text import fold
from app.ingest.reading import with_citations
from app.sources.plain_text import read
from app.sources.reading import Reading
from app.sources.sidecar import apply_sidecar
from tests.conftest import TEXTS, only


def reading_of(text: str, names: Names, stem: str = "text") -> Reading:
    return only(read(text.encode(), stem, names))


def resolution_of(text: str, names: Names, stem: str = "text") -> Resolution:
    return reading_of(text, names, stem).resolution


def codes(resolution: Resolution) -> list[str]:
    return [problem.code for problem in resolution.problems]


POINTS = """大会，

回顾以往各项决议，

1. 请秘书长：

(a) 提出报告，包括：

㈠ 甲；

㈡ 乙；

(b) 继续磋商；

并将结果告知会员国；

2. 决定：

– 审议此事；

– 结束审议。
"""


def test_points_have_places_of_their_own_and_text_after_them_is_the_end(names: Names) -> None:
    paragraphs = resolution_of(POINTS, names).paragraphs
    assert [(p.anchor, p.number, p.depth, p.text) for p in paragraphs[1:]] == [
        ("op/1", "1", 0, "请秘书长："),
        ("op/1/a", "a", 1, "提出报告，包括："),
        ("op/1/a/1", "一", 2, "甲；"),
        ("op/1/a/2", "二", 2, "乙；"),
        ("op/1/b", "b", 1, "继续磋商；"),
        ("op/1/end", None, 0, "并将结果告知会员国；"),
        ("op/2", "2", 0, "决定："),
        ("op/2/1", None, 1, "审议此事；"),
        ("op/2/2", None, 1, "结束审议。"),
    ]


def test_a_point_i_after_h_goes_on_with_the_letters(names: Names) -> None:
    letters = "\n\n".join(f"({letter}) 项目；" for letter in "ghij")
    roman = "\n\n".join(f"({label}) 项目；" for label in ("i", "ii"))
    places = [p.anchor for p in resolution_of(f"大会，\n\n1. 请：\n\n{letters}", names).paragraphs]
    assert places == ["op/1", "op/1/g", "op/1/h", "op/1/i", "op/1/j"]
    places = [
        p.anchor for p in resolution_of(f"大会，\n\n1. 请：\n\n(a) 包括：\n\n{roman}", names).paragraphs
    ]
    assert places == ["op/1", "op/1/a", "op/1/a/i", "op/1/a/ii"]


def test_a_sole_operative_paragraph_without_a_number_is_the_first(names: Names) -> None:
    paragraphs = resolution_of("大会，\n\n回顾其决议，\n\n决定结束审议此事。\n", names).paragraphs
    assert [(p.anchor, p.kind, p.number) for p in paragraphs] == [
        ("pp/1", "preambular", None),
        ("op/1", "operative", None),
    ]


def test_a_number_that_is_printed_twice_is_kept_and_reported(names: Names) -> None:
    resolution = resolution_of("大会，\n\n1. 重申甲；\n\n1. 重申乙；\n\n4. 请丙。\n", names)
    assert [p.anchor for p in resolution.paragraphs] == ["op/1", "op/1~2", "op/4"]
    assert codes(resolution) == ["repeated_number", "number_gap"]


def test_the_symbol_is_made_of_organ_and_number(names: Names) -> None:
    def symbol(head: str, formula: str) -> str | None:
        return resolution_of(f"{head}\n\n{formula}\n\n1. 决定继续处理此案。\n", names).head.symbol

    assert symbol("77/213. 题目", "大会，") == "A/RES/77/213"
    assert symbol("S-30/1. 题目", "人权理事会，") == "A/HRC/RES/S-30/1"
    assert symbol("第2722(2024)号决议", "安全理事会，") == "S/RES/2722 (2024)"
    assert symbol("2021/2. 题目", "经济及社会理事会，") == "E/RES/2021/2"
    assert symbol("2005/81. 题目", "人权委员会，") == "E/CN.4/RES/2005/81"


def test_a_text_without_a_symbol_is_known_by_its_file(names: Names) -> None:
    text = "大会，\n\n1. 决定继续审议。\n"
    assert resolution_of(text, names, "draft-75").id == "x/draft-75"
    chinese = resolution_of(text, names, "草案 75").id
    assert chinese.isascii()
    assert chinese.startswith("x/")
    assert chinese != resolution_of(text, names, "文件 75").id


def test_traditional_and_full_width_texts_are_read(names: Names) -> None:
    text = "人權理事會\n\n第五十屆會議\n\n議程項目３\n\n50/4. 加強合作\n\n人權理事會，\n\n1. 重申此事。\n"
    head = resolution_of(text, names).head
    assert (head.symbol, head.body, head.title) == ("A/HRC/RES/50/4", "HRC", "加強合作")


def test_what_disagrees_is_reported_with_its_place(names: Names) -> None:
    text = """人权理事会2022年7月8日通过的决议

50/4. 题目

人权理事会，

1. 重申甲；⁷

2. 请乙。

2022年7月7日

第39次会议

[经记录表决，以2票赞成、0票反对、0票弃权获得通过。

赞成：

中国、某国、古巴]

⁸ A/HRC/1/1。
"""
    resolution = resolution_of(text, names)
    assert resolution.head.adopted_on == date(2022, 7, 7)
    assert {(problem.code, problem.anchor) for problem in resolution.problems} == {
        ("date_differs", None),
        ("mark_without_note", "op/1"),
        ("note_without_mark", "fn/8"),
        ("tally_differs", "vote"),
        ("unknown_state", "vote"),
    }


@pytest.mark.parametrize("sign", ["\t", "、", "\n"])
def test_names_of_a_list_are_apart_whatever_parts_them(names: Names, sign: str) -> None:
    listed = sign.join(["中国", "古巴", "多米尼加共和国"])
    text = f"大会，\n\n1. 重申此事。\n\n2022年7月7日\n第39次会议\n\n[经记录表决，以3票对0票、0票弃权通过。\n赞成：\n{listed}]\n"
    votes = resolution_of(text, names).adoption.votes
    assert [vote.state for vote in votes] == ["CHN", "CUB", "DOM"]


def test_a_line_that_nobody_knows_is_reported(names: Names) -> None:
    resolution = resolution_of("一行怪字\n\n大会，\n\n1. 重申此事。\n", names)
    assert codes(resolution) == ["unclaimed_line"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("从前有一座山，山上有一座庙。\n", "没有任何机构的开头语"),
        ("大会，\n", "没有任何段落"),
        ("大会，\n\n大会，\n", "没有一段以决议的动词"),
        ("大会，\n\n一段普通的话。\n", "没有一段以决议的动词"),
    ],
)
def test_what_is_no_resolution_is_refused(names: Names, text: str, reason: str) -> None:
    problem = read(text.encode(), "text", names)
    assert isinstance(problem, Problem)
    assert reason in problem.message


def test_sponsors_with_and_in_their_names(names: Names) -> None:
    head = "中国、波斯尼亚和黑塞哥维那、古巴* 和特立尼达和多巴哥：决议草案\n\n题目"
    sponsors = resolution_of(f"{head}\n\n大会，\n\n1. 重申此事。\n", names).sponsors
    assert [(sponsor.state, sponsor.mark) for sponsor in sponsors] == [
        ("CHN", None),
        ("BIH", None),
        ("CUB", "*"),
        ("TTO", None),
    ]


def test_the_line_under_a_council_number_gives_date_and_meeting(names: Names) -> None:
    text = "第2684(2023)号决议\n\n2023年6月2日安全理事会第9335次会议通过\n\n安全理事会，\n\n1. 决定继续处理此案。\n"
    head = resolution_of(text, names).head
    assert (head.title, str(head.adopted_on), head.meeting) == (None, "2023-06-02", "第9335次会议")


def test_the_cover_of_the_assembly_gives_date_and_committee(names: Names) -> None:
    cover = "2022年7月28日大会决议\n\n[根据第三委员会的报告(A/77/463/Add.2，第100段)通过]\n\n"
    head = resolution_of(f"议程项目74(b)\n\n{cover}76/300. 题目\n\n大会，\n\n1. 决定继续。\n", names).head
    assert (str(head.adopted_on), head.committee, head.session) == ("2022-07-28", "第三委员会", "76")


def test_a_session_that_differs_from_the_number_is_reported(names: Names) -> None:
    resolution = resolution_of("第六十届会议\n\n59/7. 题目\n\n大会，\n\n1. 决定继续。\n", names)
    assert (resolution.head.session, codes(resolution)) == ("59", ["session_differs"])


def test_a_sidecar_never_overrules_what_is_printed(names: Names) -> None:
    reading = reading_of("50/4. 题目\n\n人权理事会，\n\n1. 重申此事。\n\n2022年7月7日\n", names)
    changed = only(
        apply_sidecar(
            (reading,),
            b'adopted_on = 2020-01-01\nmeeting = "\xe7\xac\xac1\xe6\xac\xa1\xe4\xbc\x9a\xe8\xae\xae"',
            names,
        )
    )
    assert (changed.resolution.head.year, changed.resolution.head.meeting) == (2022, "第1次会议")
    assert codes(changed.resolution) == ["sidecar_differs"]


def test_a_sidecar_supplies_what_is_not_printed(names: Names) -> None:
    reading = reading_of("大会，\n\n1. 重申此事。\n", names)
    sidecar = b'symbol = "a/c.3/75/l.1"\nkind = "draft"\npublished_on = 2020-11-01\n'
    changed = only(apply_sidecar((reading,), sidecar, names))
    assert changed.resolution.id == "A/C.3/75/L.1"
    assert (changed.resolution.head.kind, changed.resolution.head.year) == ("draft", 2020)


@pytest.mark.parametrize("sidecar", [b"symbol = 3", b"other = 'x'", b"= broken", b"\xff", b"symbol = 'none'"])
def test_a_sidecar_in_error_is_refused(names: Names, sidecar: bytes) -> None:
    reading = reading_of("大会，\n\n1. 重申此事。\n", names)
    assert isinstance(apply_sidecar((reading,), sidecar, names), Problem)


def rewrapped(text: str, width: int, indent: str = "") -> str:
    """A text as a typesetter would set it: lines of a width, a blank line between paragraphs."""
    set_lines: list[str] = []
    for line in text.split("\n"):
        paragraph = indent + line.strip() if line.strip() else ""
        set_lines += [paragraph[start : start + width] for start in range(0, len(paragraph), width)] or [""]
    return "\n".join(set_lines)


@pytest.mark.parametrize("indent", ["", "    "])
@pytest.mark.parametrize("width", [30, 38, 42])
@pytest.mark.parametrize("path", TEXTS[:3] + TEXTS[4:], ids=lambda path: path.stem[:12])
def test_hard_wrapped_forms_of_the_texts_read_like_the_texts(
    names: Names, path: Path, width: int, indent: str
) -> None:
    text = path.read_text("utf-8")
    head, formula, body = text.partition("\n大会，\n" if "\n大会，\n" in text else "\n人权理事会，\n")
    wrapped = resolution_of(head + formula + rewrapped(body, width, indent), names, path.stem)
    plain = resolution_of(text, names, path.stem)

    def units(resolution: Resolution) -> list[tuple[str, str]]:
        # Lines are cut anywhere, also inside a Latin word.
        return [(unit.anchor, fold(unit.text).replace(" ", "")) for unit in resolution.units]

    assert units(wrapped) == units(plain)
    assert [v.state for v in wrapped.adoption.votes] == [v.state for v in plain.adoption.votes]


def test_bold_verbs_and_marks_at_the_head_of_a_line_are_no_footnotes(names: Names) -> None:
    text = "大会，\n\n**重申**各国义务，\n\n回顾《纲领》\n¹ 中关于合作的规定，\n\n1. 请各国合作；\n\n2. 决定继续。\n\n¹ A/77/53\n"
    resolution = resolution_of(text, names)
    assert [p.anchor for p in resolution.paragraphs] == ["pp/1", "pp/2", "op/1", "op/2"]
    assert [(note.number, note.text) for note in resolution.footnotes] == [("1", "A/77/53")]
    assert (resolution.paragraphs[0].verb, resolution.paragraphs[0].verb_end) == ("重申", 2)


def test_a_footnote_without_a_full_stop_ends_at_the_next_paragraph(names: Names) -> None:
    text = "大会，\n\n1. 重申甲；¹\n\n¹ A/HRC/24/56\n\n2. 注意到乙；\n\n3. 请丙。\n"
    resolution = resolution_of(text, names)
    assert [p.anchor for p in resolution.paragraphs] == ["op/1", "op/2", "op/3"]
    assert resolution.footnotes[0].text == "A/HRC/24/56"


def test_symbols_and_fractions_in_the_text_are_no_furniture(names: Names) -> None:
    text = "77/1. 题目\n\n大会，\n\n1. 回顾大会在其第\n70/1\n号决议和其报告\nA/HRC/49/93\n中所述各节；\n\n2. 决定结束。\n\n3\n"
    reading = reading_of(text, names)
    assert "第70/1号决议" in reading.resolution.paragraphs[0].text
    assert "A/HRC/49/93" in reading.resolution.paragraphs[0].text
    assert [claim.line.text for claim in reading.claims if claim.role == "furniture.page_number"] == ["3"]


def test_points_in_the_preamble_end_where_the_next_verb_begins(names: Names) -> None:
    text = "大会，\n\n回顾：\n\n(a) 甲，\n\n(b) 乙，\n\n强调丙，\n\n1. 请：\n\n(a) 丁；\n\n审查机制\n\n2. 决定结束。\n"
    places = [p.anchor for p in resolution_of(text, names).paragraphs]
    assert places == ["pp/1", "pp/1/a", "pp/1/b", "pp/2", "op/1", "op/1/a", "h/1", "op/2"]


def test_a_label_that_is_printed_twice_is_kept_and_reported(names: Names) -> None:
    text = "大会，\n\n1. 请：\n\n(a) 甲；\n\n(a) 乙：\n\n㈠ 丙；\n\n2. 决定结束。\n"
    resolution = resolution_of(text, names)
    assert [p.anchor for p in resolution.paragraphs][1:4] == ["op/1/a", "op/1/a~2", "op/1/a~2/1"]
    assert codes(resolution) == ["repeated_number"]


def test_sponsors_may_run_over_lines(names: Names) -> None:
    text = "议程项目 72\n\n人权问题\n\n阿尔及利亚、中国、\n古巴和越南：决议草案\n\n题目¹\n\n大会，\n\n1. 重申此事。\n\n¹ 注。\n"
    resolution = resolution_of(text, names)
    assert [sponsor.state for sponsor in resolution.sponsors] == ["DZA", "CHN", "CUB", "VNM"]
    assert (resolution.head.agenda_item_title, resolution.head.title) == ("人权问题", "题目")
    assert codes(resolution) == []


ODD = (
    "大会， 1.\u3000重申； 2.\u3000请。 (a)\u3000甲； ㈠乙 ¹A/1/1。 ____ 3 *\u3000注 **重申** 2022年7月7日 第39次会议 "
    "[未经表决获得通过。] 赞成： 中国、古巴 A/RES/77/213 22-28954 ：决议草案 附件 一.\u3000标题 [经记录表决，获得通过。 "
    "1. ¹ ** *** HIV/AIDS S/PV. A/RES 第٧/٣号决议 A/%s 第70/1、76/2和3(III)号决议 大会第70/1号决议，³"
    % ("1" * 130)
).split(" ")


@given(st.lists(st.sampled_from(ODD) | st.text(max_size=12), max_size=25))
def test_no_lines_however_odd_make_the_reader_fail(names: Names, lines: list[str]) -> None:
    text = "\n".join(lines)
    readings = read(text.encode("utf-8", "surrogatepass"), "text", names)
    if not isinstance(readings, Problem):
        resolution = with_citations(only(readings).resolution, names)
        anchors = [
            *(unit.anchor for unit in resolution.paragraphs),
            *(note.anchor for note in resolution.footnotes),
        ]
        assert len(anchors) == len(set(anchors))


def test_radicals_are_read_as_characters_and_what_is_invisible_is_not_read(names: Names) -> None:
    resolution = resolution_of(
        "\ufeff第七十七届会议\n\n77/9. 养护⼭地与⻓期发展\n\n⼤会，\u200b\n\n回顾\xad其第70/\u200b1号决议，\n\n"
        "1. 请秘书⻓提交报告；\n\n2. 决定继续审议。\n\n2022年12⽉15⽇\n第54次全体会议\n",
        names,
    )
    assert resolution.head.title == "养护山地与长期发展"
    assert str(resolution.head.adopted_on) == "2022-12-15"
    assert [(one.anchor, one.verb, one.text) for one in resolution.paragraphs] == [
        ("pp/1", "回顾", "回顾其第70/1号决议，"),
        ("op/1", "请", "请秘书长提交报告；"),
        ("op/2", "决定", "决定继续审议。"),
    ]


def test_characters_that_nobody_can_read_are_reported_with_their_places(names: Names) -> None:
    resolution = resolution_of(
        "77/9. 题\ue123目\n\n大会，\n\n回顾各项决议，\n\n1. \uf0b7请各国\ufffd合作\ufffd；\n\n2. 决定继续。\n",
        names,
    )
    found = [one for one in resolution.problems if one.code == "unreadable_characters"]
    assert [(one.anchor, one.message[-12:]) for one in found] == [
        ("title", "通用的字形：U+E123"),
        ("op/1", "U+F0B7、U+FFFD"[-12:]),
    ]
    assert "3个字符" in found[1].message
