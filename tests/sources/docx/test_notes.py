"""Footnotes and endnotes are numbered as Word numbers them, and stand where they are marked."""

import pytest

from app.sources.laid_out import LaidOutText
from tests.rendering.docx.markup import Element, run, w
from tests.sources.docx.building import codes, laid_out, mark, note, p, raised, texts


def footnotes(*words: str, kind: str = "footnote") -> Element:
    own = w("r", w(f"{kind}Ref"))
    return w(
        f"{kind}s",
        *(
            note(kind, index, p(own if index == 1 else w("r", w(f"{kind}Ref")), f"\t{text}"))
            for index, text in enumerate(words, 1)
        ),
    )


def marks(text: LaidOutText) -> list[tuple[str, int]]:
    return [(one.number, one.offset) for each in text.paragraphs for one in each.content.marks]


def notes(text: LaidOutText) -> list[tuple[str, str]]:
    return [(one.number, one.content.text.strip()) for one in text.notes]


def test_notes_count_in_the_order_of_their_marks() -> None:
    text = laid_out(
        p("甲", mark("footnote", 2), "，乙", mark("footnote", 1)), footnotes=footnotes("后", "先")
    )
    assert marks(text) == [("1", 1), ("2", 3)]
    assert notes(text) == [("1", "先"), ("2", "后")]
    assert texts(text) == ["甲，乙"]


def test_notes_may_begin_with_another_number() -> None:
    section = w("sectPr", w("footnotePr", w("numStart", val=2)))
    text = laid_out(p("甲", mark("footnote", 1)), section, footnotes=footnotes("注"))
    assert notes(text) == [("2", "注")]


def test_marks_of_their_own_are_not_counted_and_are_taken_from_both_texts() -> None:
    typed = w(
        "footnotes",
        note("footnote", 1, p("*\t代表提案国")),
        note("footnote", 2, p(w("r", w("footnoteRef")), " 第二")),
    )
    text = laid_out(p("古巴", mark("footnote", 1, "*"), "提出", mark("footnote", 2)), footnotes=typed)
    assert marks(text) == [("*", 2), ("1", 4)]
    assert notes(text) == [("*", "代表提案国"), ("1", "第二")]
    assert texts(text) == ["古巴提出"]


@pytest.mark.parametrize("typed", ["*\t代表", "**\t代表", " * 代表", "代表"])
def test_a_note_begins_behind_its_typed_mark(typed: str) -> None:
    text = laid_out(
        p("古巴", mark("footnote", 1, "*")), footnotes=w("footnotes", note("footnote", 1, p(typed)))
    )
    assert notes(text) == [("*", "代表")]


def test_a_mark_of_its_own_may_be_typed_in_the_next_run() -> None:
    reference = w("r", w("footnoteReference", id=1, customMarkFollows=1))
    text = laid_out(p("古巴", reference, raised("**"), "提出"), footnotes=footnotes("注"))
    assert marks(text) == [("**", 2)]
    assert texts(text) == ["古巴提出"]


def test_a_raised_number_marks_its_note_again_and_an_exponent_does_not() -> None:
    text = laid_out(
        p(
            "报告",
            mark("footnote", 1),
            "和报告",
            mark("footnote", 2),
            "及报告",
            raised("1、2"),
            "，10 m",
            raised("2"),
        ),
        footnotes=footnotes("注", "另注"),
    )
    assert marks(text) == [("1", 2), ("2", 5), ("1", 8), ("2", 8)]
    assert texts(text) == ["报告和报告及报告，10 m²"]


def test_endnotes_have_roman_numbers_unless_told_otherwise() -> None:
    text = laid_out(p("甲", mark("endnote", 1)), endnotes=footnotes("注", kind="endnote"))
    assert notes(text) == [("i", "注")]


def test_notes_may_begin_anew_in_each_section() -> None:
    restart = w("footnotePr", w("numRestart", val="eachSect"))
    text = laid_out(
        p("甲", mark("footnote", 1), properties=w("sectPr", restart)),
        p("乙", mark("footnote", 2)),
        w("sectPr", w("footnotePr", w("numRestart", val="eachSect"))),
        footnotes=footnotes("一", "二"),
    )
    assert notes(text) == [("1", "一"), ("1", "二")]


def test_notes_that_count_by_pages_are_in_doubt() -> None:
    section = w("sectPr", w("footnotePr", w("numRestart", val="eachPage")))
    text = laid_out(p("甲", mark("footnote", 1)), section, footnotes=footnotes("注"))
    assert codes(text) == ["page_numbered_notes"]


def test_a_deleted_mark_is_not_counted() -> None:
    text = laid_out(
        p("甲", w("del", mark("footnote", 1)), mark("footnote", 2)), footnotes=footnotes("删去", "留下")
    )
    assert notes(text) == [("1", "留下")]


def test_a_mark_without_its_note_is_told() -> None:
    assert codes(laid_out(p("甲", mark("footnote", 9)))) == ["missing_note"]


def test_a_note_of_several_paragraphs_with_a_link_keeps_all() -> None:
    link = [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", w("instrText", ' HYPERLINK "https://undocs.org/A/77/1" ')),
        w("r", w("fldChar", fldCharType="separate")),
        run("A/77/1"),
        w("r", w("fldChar", fldCharType="end")),
    ]
    text = laid_out(
        p("甲", mark("footnote", 1)),
        footnotes=w(
            "footnotes", note("footnote", 1, p(w("r", w("footnoteRef")), " 见", *link), p("第3段。"))
        ),
    )
    assert notes(text) == [("1", "见A/77/1\n第3段。")]
    assert [one.href for one in text.notes[0].content.links] == ["https://undocs.org/A/77/1"]


def test_a_raised_number_behind_a_number_in_parts_is_a_mark_and_an_exponent_is_none() -> None:
    text = laid_out(
        p("甲", mark("footnote", 1), "，目标3.3", raised("1"), "，10", raised("1")), footnotes=footnotes("注")
    )
    assert marks(text) == [("1", 1), ("1", 7)]
    assert texts(text) == ["甲，目标3.3，10¹"]


def test_a_typed_mark_of_several_figures_that_is_saved_twice_counts_once() -> None:
    text = laid_out(
        p("甲", mark("footnote", 1, "10"), "10", "，乙", mark("footnote", 2, "11"), "11月"),
        footnotes=w("footnotes", note("footnote", 1, p("10\t注")), note("footnote", 2, p("11\t注"))),
    )
    assert marks(text) == [("10", 1), ("11", 3)]
    assert texts(text) == ["甲，乙11月"]
