"""Files with layout: what the layout tells is taken as told, and everything printed is claimed with its place."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.organs import Names
from app.domain.resolution import NoteMark, Problem, Resolution, TableCell
from app.settings import shipped_names
from app.sources.blocks import RichText
from app.sources.laid_out import (
    LaidOutFurniture,
    LaidOutNote,
    LaidOutParagraph,
    LaidOutRole,
    LaidOutText,
    read,
)
from app.sources.reading import Reading
from tests.conftest import only


def words(text: str, *marks: tuple[str, str], bold: str = "") -> RichText:
    """A text, with marks behind some of its words: (number, words before)."""
    at = text.find(bold)
    return RichText(
        text,
        tuple(NoteMark(number, text.index(before) + len(before)) for number, before in marks),
        bold=((at, at + len(bold)),) if bold else (),
    )


def paragraph(
    text: str | RichText, label: str | None = None, role: LaidOutRole = "text", level: int = 0
) -> LaidOutParagraph:
    content = words(text) if isinstance(text, str) else text
    return LaidOutParagraph(content, "第1页", label, level, role)


def table(*rows: tuple[str, ...]) -> LaidOutParagraph:
    cells = tuple(tuple(TableCell(cell) for cell in row) for row in rows)
    return LaidOutParagraph(RichText(""), "第1页", role="table", rows=cells)


def resolution_of(
    names: Names, *paragraphs: LaidOutParagraph, notes: tuple[LaidOutNote, ...] = ()
) -> Resolution:
    return only(read(LaidOutText(paragraphs, notes), "text", names)).resolution


COVER = table(("联合国", "A/RES/77/999"), ("", "Distr.: General\n5 January 2023"))
HEAD = (
    COVER,
    paragraph("大会"),
    paragraph("第七十七届会议\n议程项目18(a)"),
    paragraph(words("77/999. 养护山地牧场", ("1", "牧场")), role="centred"),
    paragraph("大会，"),
)
FORMULA = paragraph("大会，")
ASKS = paragraph("请秘书长提出报告。", "1.")


def test_a_cover_set_as_a_table_is_read_cell_by_cell(names: Names) -> None:
    head = resolution_of(names, *HEAD, ASKS).head
    assert (head.symbol, head.session, head.agenda_item) == ("A/RES/77/999", "77", "18(a)")
    assert (head.distribution, head.published_on) == ("General", date(2023, 1, 5))


def test_marks_and_footnotes_are_as_given(names: Names) -> None:
    recalls = paragraph(words("回顾其第77/1号决议10段，", ("2", "决议")))
    notes = (
        LaidOutNote("1", words("见 A/77/1。"), "第1页"),
        LaidOutNote("2", words("同上，第3段。"), "第1页"),
    )
    read_ = resolution_of(names, *HEAD, recalls, ASKS, notes=notes)
    assert (read_.head.title, read_.head.title_notes) == ("养护山地牧场", (NoteMark("1", 6),))
    assert read_.paragraphs[0].text == "回顾其第77/1号决议10段，"
    assert read_.paragraphs[0].notes == (NoteMark("2", 11),)
    assert [(note.anchor, note.text) for note in read_.footnotes] == [
        ("fn/1", "见 A/77/1。"),
        ("fn/2", "同上，第3段。"),
    ]
    assert not read_.problems


@pytest.mark.parametrize("label", ["1.", "1、", "1"])
def test_a_label_of_the_layout_is_the_number_however_it_is_printed(names: Names, label: str) -> None:
    asks = replace(ASKS, label=label)
    points = [
        paragraph("甲；", "a)", level=1),
        paragraph("乙：", "(b)", level=1),
        paragraph("丙。", "㈠", level=2),
    ]
    found = resolution_of(names, *HEAD, asks, *points).paragraphs
    assert [(unit.anchor, unit.text) for unit in found] == [
        ("op/1", "请秘书长提出报告。"),
        ("op/1/a", "甲；"),
        ("op/1/b", "乙："),
        ("op/1/b/1", "丙。"),
    ]


def test_words_that_look_like_a_label_are_words_when_the_layout_numbers(names: Names) -> None:
    assert (
        resolution_of(names, *HEAD, paragraph("请：1.甲，2.乙。", "1.")).paragraphs[0].text
        == "请：1.甲，2.乙。"
    )


def test_a_heading_is_one_whatever_its_end(names: Names) -> None:
    found = resolution_of(names, *HEAD, paragraph("一. 我们的路。", role="heading"), ASKS).paragraphs
    assert [(unit.kind, unit.number, unit.text) for unit in found] == [
        ("heading", "一", "我们的路。"),
        ("operative", "1", "请秘书长提出报告。"),
    ]


def test_a_table_keeps_its_cells(names: Names) -> None:
    rows = (("年份", "2021   2022"), ("数额", "5 | 6"))
    found = resolution_of(names, *HEAD, ASKS, table(*rows)).paragraphs[-1]
    assert found.kind == "table"
    assert [[cell.text for cell in row] for row in found.rows] == [list(row) for row in rows]


def test_a_line_break_in_a_sentence_is_none_and_behind_one_it_begins_a_paragraph(names: Names) -> None:
    body = paragraph("回顾其以往\n各项决议，\n注意到报告，\n1. 请秘书长\n提出报告；\n2. 决定继续审议。")
    assert [(unit.anchor, unit.text) for unit in resolution_of(names, *HEAD, body).paragraphs] == [
        ("pp/1", "回顾其以往各项决议，"),
        ("pp/2", "注意到报告，"),
        ("op/1", "请秘书长提出报告；"),
        ("op/2", "决定继续审议。"),
    ]


def test_closing_lines_and_votes_may_be_set_side_by_side(names: Names) -> None:
    closing = (
        table(("2022年12月15日", "第54次全体会议")),
        paragraph("[经记录表决以2票对1票、0票弃权通过]"),
        table(("赞成：", "法国、马里"), ("反对：", "印度")),
    )
    read_ = resolution_of(names, *HEAD, ASKS, *closing)
    assert (read_.head.adopted_on, read_.head.meeting) == (date(2022, 12, 15), "第54次全体会议")
    assert [(vote.name, vote.vote) for vote in read_.adoption.votes] == [
        ("法国", "in_favour"),
        ("马里", "in_favour"),
        ("印度", "against"),
    ]


def test_a_formula_before_the_first_words_is_set_apart(names: Names) -> None:
    opening = paragraph(
        words("大会，¹回顾其第77/1号决议，".replace("¹", ""), ("1", "大会，"), ("2", "决议"), bold="回顾")
    )
    found = resolution_of(names, *HEAD[:-1], opening, ASKS)
    assert found.head.formula == "大会，"
    assert (found.paragraphs[0].text, found.paragraphs[0].verb) == ("回顾其第77/1号决议，", "回顾")
    assert found.paragraphs[0].notes == (NoteMark("2", 11),)


def test_footnotes_typed_as_paragraphs_are_found_as_in_plain_text(names: Names) -> None:
    recalls = paragraph(words("回顾其第77/1号决议[1]，", bold="回顾"))
    read_ = resolution_of(names, FORMULA, recalls, ASKS, paragraph("[1] 见A/77/1。"))
    assert (read_.paragraphs[0].text, read_.paragraphs[0].notes) == (
        "回顾其第77/1号决议，",
        (NoteMark("1", 11),),
    )
    assert [note.text for note in read_.footnotes] == ["见A/77/1。"]


def test_a_line_that_a_mark_begins_is_a_footnote(names: Names) -> None:
    recalls = paragraph(words("回顾其第77/1号决议，", ("1", "决议"), bold="回顾"))
    typed = paragraph(RichText(" 见A/77/1。\n见A/77/2。", (NoteMark("1", 0), NoteMark("2", 10))))
    read_ = resolution_of(names, FORMULA, recalls, ASKS, typed)
    assert [(note.number, note.text) for note in read_.footnotes] == [
        ("1", "见A/77/1。"),
        ("2", "见A/77/2。"),
    ]
    assert len(read_.paragraphs) == 2


def test_radicals_are_read_as_the_characters_that_they_look_like(names: Names) -> None:
    recalls = paragraph(words("回顾⽂化⽅面的决议，", ("1", "⽂化")))
    found = resolution_of(names, *HEAD, recalls, ASKS).paragraphs[0]
    assert (found.text, found.notes) == ("回顾文化方面的决议，", (NoteMark("1", 4),))


def test_what_is_not_a_resolution_is_refused_with_the_reason(names: Names) -> None:
    french = paragraph(
        "L’Assemblée générale, rappelant les résolutions sur la question de la mer et les lois que le monde"
    )
    for found, reason in (
        (LaidOutText((french,)), "法文"),
        (LaidOutText((paragraph("天气晴好，宜于出行。" * 5),)), "开头语"),
        (LaidOutText(()), "没有文字"),
    ):
        refusal = read(found, "text", names)
        assert isinstance(refusal, Problem)
        assert reason in refusal.message


def test_doubts_of_the_reader_are_doubts_of_the_document(names: Names) -> None:
    doubt = Problem("ocr", "第1页的文字层出自识别，可能有误")
    read_ = only(read(LaidOutText((*HEAD, ASKS), problems=(doubt,)), "text", names))
    assert doubt in read_.resolution.problems


ROLES: tuple[LaidOutRole, ...] = ("text", "heading", "centred", "rule")
TEXTS = st.text(alphabet="大会请回顾，。；：1.()a¹ \n年月日第次议A/RES", max_size=40)
PARAGRAPHS = st.builds(
    paragraph, TEXTS, st.sampled_from([None, "1.", "(a)", "㈠", "第一条", "•"]), st.sampled_from(ROLES)
) | st.builds(table, st.tuples(TEXTS, TEXTS), st.tuples(TEXTS, TEXTS))


NAMES = shipped_names()


@given(st.lists(PARAGRAPHS, max_size=8), st.lists(TEXTS, max_size=2), st.lists(TEXTS, max_size=2))
def test_everything_printed_is_claimed_with_its_place(
    body: list[LaidOutParagraph], notes: list[str], around: list[str]
) -> None:
    text = LaidOutText(
        (*HEAD, *body, ASKS),
        tuple(LaidOutNote(str(number), words(note), "第2页") for number, note in enumerate(notes, start=1)),
        tuple(LaidOutFurniture(words_, "第3页", "页脚") for words_ in around),
    )
    found = read(text, "text", NAMES)
    if isinstance(found, Problem):
        return
    assert claimed(found) == printed(text)


def claimed(readings: tuple[Reading, ...]) -> list[str]:
    claims = [claim for reading in readings for claim in reading.claims]
    assert all(claim.line.place for claim in claims)
    return sorted(bare("".join(claim.line.text for claim in claims)))


def printed(text: LaidOutText) -> list[str]:
    parts = [f"{_typed(one.label)}{one.content.text}" for one in text.paragraphs if one.content.text.strip()]
    parts += ["".join(mark.number for mark in one.content.marks) for one in text.paragraphs[:4]]
    parts += [cell.text for one in text.paragraphs for row in one.rows for cell in row]
    parts += [note.content.text for note in text.notes] + [one.text for one in text.furniture]
    return sorted(bare("".join(parts)))


def _typed(label: str | None) -> str:
    return {"㈠": "(一)", None: ""}.get(label, label or "")


def bare(text: str) -> str:
    return "".join(text.translate(str.maketrans("¹", "1", "| \n\t")).split())


def test_letters_set_apart_are_words_and_marks_stay_at_them(names: Names) -> None:
    spaced = words("回 顾 其 各 项 决 议， 特 别 是 第 33/166 号 决 议，", ("1", "各 项 决 议"))
    resolution = resolution_of(
        names,
        *HEAD[:-1],
        paragraph("大  会 ，"),
        paragraph(spaced),
        paragraph("1. 请各国养护山地牧场； 2. 决定继续审议此事。"),
        notes=(LaidOutNote("1", words("A/77/100。"), "第1页"),),
    )
    units = [(unit.anchor, unit.text, unit.notes) for unit in resolution.paragraphs]
    assert units == [
        ("pp/1", "回顾其各项决议，特别是第33/166号决议，", (NoteMark("1", 7),)),
        ("op/1", "请各国养护山地牧场；", ()),
        ("op/2", "决定继续审议此事。", ()),
    ]
    assert [problem.anchor for problem in resolution.problems if problem.code == "beginning_guessed"] == [
        "op/2"
    ]
