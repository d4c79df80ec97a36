"""What a page prints is kept: headings below a title, lines of lists, letters that mark tables, bold lines."""

from app.domain.organs import Names
from tests.sources.html.test_pages import around, marks, notes, resolution_of, units

DECISION = "<p>78/599. 推迟审议的问题</p><p>2024年1月16日，大会第53次全体会议决定推迟审议下列文件：</p>"


def kinds(page: str, names: Names) -> list[tuple[str, str]]:
    return [(unit.kind, unit.text) for unit in resolution_of(page, names).paragraphs]


def test_a_heading_of_a_decision_that_a_later_line_repeats_is_no_title_of_the_page(names: Names) -> None:
    page = f"<h1>推迟审议的问题</h1>{DECISION}<h3>山地牧场</h3><p>秘书长关于山地牧场的报告</p>"
    assert ("heading", "山地牧场") in kinds(page, names)
    assert around(page) == {"推迟审议的问题": "网页标题，正文中重复"}


def test_a_point_that_begins_as_a_line_of_a_site_does_is_text(names: Names) -> None:
    page = (
        "<p>50/399. 山地牧场</p><p>大会，</p><p>回顾其以往各项决议，</p><p>1. 决定对话的内容包括：</p>"
        "<p>(a) 来自不同区域的会员国自愿介绍经验和最佳做法；</p><p>(b) 加强合作的方法；</p><p>2. 决定继续审议此事。</p>"
    )
    assert ("op/1/a", "来自不同区域的会员国自愿介绍经验和最佳做法；") in units(resolution_of(page, names))


def test_each_indented_line_between_breaks_is_a_paragraph_and_so_is_a_bold_one(names: Names) -> None:
    gap = "&nbsp;&nbsp;&nbsp;&nbsp;"
    lines = (
        "大会，",
        "回顾其以往各项决议，",
        "1. 决定会议的总主题为",
        "“山地的未来”；",
        "2. 请各国合作；",
        "3. 决定继续审议此事。",
    )
    body = "<br>".join(f"{gap}{line}" for line in lines).replace(
        f"<br>{gap}2.", f"<br><b>牧场</b><br>{gap}2."
    )
    found = kinds(f"<p>50/399. 山地牧场</p><div>{body}</div>", names)
    assert ("operative", "“山地的未来”；") in found
    assert ("heading", "牧场") in found


def test_a_bold_line_with_a_colon_is_a_heading_unless_it_has_a_verb(names: Names) -> None:
    page = (
        "<p>50/399. 山地牧场</p><p>大会，</p><p><b>正式决定：</b></p><p>1. 养护山地牧场；</p><p><b>紧急措施：</b></p>"
        "<p>2. 继续审议此事。</p>"
    )
    found = kinds(page, names)
    assert ("heading", "紧急措施：") in found
    assert ("preambular", "正式决定：") in found


def test_notes_may_leave_out_numbers_and_those_of_tables_have_letters(names: Names) -> None:
    page = (
        "<p>50/399. 山地牧场</p><p>大会，</p><p>回顾其以往各项决议，[1]</p><p>1. 请各国合作；[8]</p><p>2. 决定批款如下[a]。</p>"
        "<hr><p>[1] 第49/1号决议。</p><p>[8] 第48/2号决议。</p><p>[a] 见A/50/5。</p>"
    )
    resolution = resolution_of(page, names)
    assert notes(resolution) == [("1", "第49/1号决议。"), ("8", "第48/2号决议。"), ("a", "见A/50/5。")]
    assert [(anchor, number) for anchor, number, _ in marks(resolution)] == [
        ("pp/1", "1"),
        ("op/1", "8"),
        ("op/2", "a"),
    ]


def test_a_letter_in_brackets_at_the_head_of_a_paragraph_is_no_note_without_a_mark(names: Names) -> None:
    page = "<p>50/399. 山地牧场</p><p>大会，</p><p>回顾其以往各项决议，</p><p>1. 决定继续审议此事。</p><hr><p>[a] 见A/50/5。</p>"
    assert notes(resolution_of(page, names)) == []


def test_foreign_names_that_a_chinese_decision_lists_are_read_in_chinese(names: Names) -> None:
    listed = "".join(
        f"<p>{name} for the Advancement of Mountains</p>" for name in ("Alpine", "Bora", "Cima") * 150
    )
    page = (
        "<p>78/599. 参加山地会议的组织</p><p>2024年7月11日，大会第99次全体会议根据大会主席的提议，回顾其2022年9月8日第76/307号决议第11段，"
        f"决定核准本决定附件所列非政府组织参加高级别山地会议。</p><p>附件</p>{listed}"
    )
    resolution = resolution_of(page, names)
    assert resolution.language == "zh"
    assert resolution.head.title == "参加山地会议的组织"
    assert resolution.paragraphs[2].kind == "paragraph"
