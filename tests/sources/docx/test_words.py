"""Of a paragraph the words are read that Word prints, with what sets parts of it apart."""

import pytest

from app.sources.docx import layout_of
from tests.rendering.docx.markup import Element, box, field_runs, other, run, w
from tests.rendering.docx.package import Package
from tests.sources.docx.building import codes, laid_out, p, texts

CHANGE = {"id": "1", "author": "a", "date": "2024-01-01T00:00:00Z"}


def deleted(text: str) -> Element:
    return w("del", run(text, tag="delText"), **CHANGE)


def test_the_state_with_all_changes_accepted_is_read_and_told() -> None:
    moved = w("moveFrom", run("旧处", tag="t"), **CHANGE)
    text = laid_out(
        p("决定", deleted("不"), w("ins", run("继续"), **CHANGE), moved, w("moveTo", run("审议"), **CHANGE))
    )
    assert texts(text) == ["决定继续审议"]
    assert codes(text) == ["tracked_changes"]
    assert "删去1处，插入1处，移动1处" in text.problems[0].message


def test_a_deleted_end_of_paragraph_joins_it_with_the_next_one() -> None:
    joined = p("回顾其决议", properties=w("rPr", w("del", **CHANGE)))
    gone = p(deleted("全段删去"), properties=w("rPr", w("del", **CHANGE)))
    assert texts(laid_out(joined, p("和决定，"), gone, p("决定："))) == ["回顾其决议和决定，", "决定："]
    assert texts(laid_out(p("最后一段", properties=w("rPr", w("del", **CHANGE))))) == ["最后一段"]


def test_instructions_of_fields_are_not_printed_and_links_are_kept() -> None:
    link = field_runs('HYPERLINK "https://undocs.org/A/RES/77/1"', "77/1")
    text = laid_out(
        p("第", *link, "号，", *field_runs("SEQ Table", "3"), w("fldSimple", run("4"), instr="PAGE"))
    )
    assert texts(text) == ["第77/1号，34"]
    assert [(one.start, one.end, one.href) for one in text.paragraphs[0].content.links] == [
        (1, 5, "https://undocs.org/A/RES/77/1")
    ]


def test_a_link_of_a_relationship_is_kept_over_all_its_runs() -> None:
    package = Package()
    address = package.link("https://undocs.org/A")
    link = w("hyperlink", run("77"), run("/1"), r__id=address)
    data = package.written(w("document", w("body", p("第", link, "号"))))
    (found,) = layout_of(data).paragraphs[0].content.links
    assert (found.start, found.end, found.href) == (1, 5, "https://undocs.org/A")


def test_a_field_without_a_result_is_told() -> None:
    number = [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", w("instrText", " LISTNUM ")),
        w("r", w("fldChar", fldCharType="end")),
    ]
    text = laid_out(p(*number, "字"))
    assert texts(text) == ["字"]
    assert codes(text) == ["field"]


def test_a_table_of_contents_is_claimed_and_no_text() -> None:
    begin, told, separate, _, end = field_runs("TOC \\o", "")
    text = laid_out(p(begin, told, separate, "一. 导言"), p("二. 结论", end), p("大会，"))
    assert texts(text) == ["大会，"]
    assert [(one.text, one.why) for one in text.furniture] == [("一. 导言", "目录"), ("二. 结论", "目录")]


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    text = laid_out(p("正文", box("请回收", 1)))
    assert texts(text) == ["正文", "请回收"]
    assert text.paragraphs[1].place == "第2段的文本框"


def test_a_long_text_box_is_in_doubt() -> None:
    assert codes(laid_out(p("正文", box("在框里的文字" * 6, 1)))) == ["text_box"]


def test_content_controls_are_their_content_and_prompts_are_not() -> None:
    prompt = w("sdt", w("sdtPr", w("showingPlcHdr")), w("sdtContent", run("单击此处输入文字")))
    inner = w("sdt", w("sdtContent", run("五十")))
    assert texts(laid_out(w("sdt", w("sdtContent", p("第", inner, prompt, "号"))))) == ["第五十号"]


@pytest.mark.parametrize(
    ("element", "printed"),
    [
        (w("softHyphen"), "甲乙"),
        (w("noBreakHyphen"), "甲\u2011乙"),
        (w("tab"), "甲\t乙"),
        (w("br"), "甲\n乙"),
        (w("sym", font="Symbol", char="F0B7"), "甲•乙"),
        (w("sym", font="Wingdings", char="F0FC"), "甲\uf0fc乙"),
        (w("sym", font="Symbol", char="xyz"), "甲乙"),
        (w("annotationRef"), "甲乙"),
        (w("lastRenderedPageBreak"), "甲乙"),
        (w("ruby", w("rt", run("pin")), w("rubyBase", run("拼"))), "甲拼乙"),
    ],
)
def test_what_stands_for_characters(element: Element, printed: str) -> None:
    made = w("r", w("t", "甲"), element, w("t", "乙"))
    assert texts(laid_out(p(made))) == [printed]


def test_words_that_are_set_off_are_known_by_weight_slant_style_or_font() -> None:
    styles = w(
        "styles",
        w("style", w("rPr", w("b")), type="character", styleId="Strong"),
        w("style", w("basedOn", val="Strong"), type="character", styleId="Verb"),
    )
    song = w("rFonts", eastAsia="宋体")
    for look in (w("b"), w("i"), w("rStyle", val="Verb"), w("rFonts", eastAsia="黑体")):
        rest = run("其各项决议和决定，", song if look.tag.endswith("rFonts") else w("sz", val=21))
        text = laid_out(p(run("回顾", look), rest), styles=styles)
        assert text.paragraphs[0].content.bold == ((0, 2),)


def test_bold_may_be_switched_off() -> None:
    assert laid_out(p(run("回顾", w("b", val="0")))).paragraphs[0].content.bold == ()


def test_hidden_text_and_comments_are_left_out_and_told() -> None:
    comments = w("comments", w("comment", p("请核对"), id=0))
    text = laid_out(p("甲", run("内部", w("vanish")), w("commentRangeStart", id=0), "乙"), comments=comments)
    assert texts(text) == ["甲乙"]
    assert codes(text) == ["comments_left_out", "hidden_text_left_out"]


def test_headings_are_told_by_their_outline_unless_they_are_long() -> None:
    outline = w("outlineLvl", val=1)
    text = laid_out(
        p("导言", o=outline),
        p("重申其各项决议，", o=w("outlineLvl", val=1)),
        p("居中", j=w("jc", val="center")),
        p("_____"),
    )
    assert [one.role for one in text.paragraphs] == ["heading", "text", "centred", "rule"]


def test_a_heading_is_known_by_the_name_of_its_style() -> None:
    styles = w("styles", w("style", w("name", val="heading 2"), type="paragraph", styleId="a1"))
    assert laid_out(p("导言", s=w("pStyle", val="a1")), styles=styles).paragraphs[0].role == "heading"


def test_pages_break_before_a_paragraph_behind_a_break_or_a_section() -> None:
    page = w("r", w("br", type="page"))
    text = laid_out(p("甲", page), p("乙"), p("丙", b=w("pageBreakBefore")), p("丁", s=w("sectPr")), p("戊"))
    assert [one.break_before for one in text.paragraphs] == [False, True, True, False, True]


def test_formulas_pictures_and_embedded_files_are_told() -> None:
    wide = w("drawing", other("wp", "extent", cx=5_000_000, cy=1))
    text = laid_out(p("甲", w("r", wide)), w("altChunk"), p("乙"))
    assert codes(text) == ["picture", "embedded_file"]


def test_running_heads_are_furniture_and_tell_the_symbol() -> None:
    head = w("headerReference", type="default", r__id="rId1")
    text = laid_out(p("大会，"), w("sectPr", head), header=w("hdr", p("A/RES/77/1\t题目")))
    assert text.heads == ("A/RES/77/1 题目",)
    assert [one.text for one in text.furniture] == ["A/RES/77/1 题目"]
    assert texts(text) == ["大会，"]


def test_where_headings_have_a_style_what_is_set_as_running_text_is_none() -> None:
    heading, running = w("outlineLvl", val=1), "重申其各项决议和决定，" * 7
    first, second = p("导言", o=heading), p("结论", o=w("outlineLvl", val=1))
    short = p("各国的名单")
    by_hand = p(run("后续行动", w("b")))
    told = laid_out(first, p(running), short, by_hand, second)
    assert [one.role for one in told.paragraphs] == ["heading", "body", "body", "text", "heading"]
    assert [one.role for one in laid_out(p(running), short).paragraphs] == ["text", "text"]
