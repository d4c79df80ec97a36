"""Tables keep their cells; one without lines only sets its paragraphs side by side."""

import pytest

from app.sources.laid_out import LaidOutText
from tests.rendering.docx.markup import Element, w
from tests.sources.docx.building import laid_out, mark, note, p, texts

ABOVE = p("重申其各项决议和决定，" * 6)
"""Words of the text above a table, which is then none of the cover."""


def cell(*words: str | Element, **properties: Element) -> Element:
    inside = [one if not isinstance(one, str) else p(one) for one in words]
    return w("tc", w("tcPr", *properties.values()), *inside)


def table(*rows: list[Element], lines: bool = True) -> Element:
    drawn = w("tblBorders", w("top", val="single" if lines else "none"))
    return w("tbl", w("tblPr", drawn), *(w("tr", *row) for row in rows))


def shape(text: LaidOutText) -> list[list[tuple[str, int, int]]]:
    return [[(one.text, one.columns, one.rows) for one in row] for row in text.paragraphs[-1].rows]


def test_cells_span_columns_and_rows() -> None:
    text = laid_out(
        ABOVE,
        table(
            [cell("职类", m=w("vMerge", val="restart")), cell("员额", s=w("gridSpan", val=2))],
            [cell("", m=w("vMerge")), cell("甲"), cell("乙", "丙")],
        ),
    )
    assert text.paragraphs[-1].role == "table"
    assert shape(text) == [[("职类", 1, 2), ("员额", 2, 1)], [("甲", 1, 1), ("乙 丙", 1, 1)]]
    assert text.paragraphs[-1].content.text == "职类 | 员额\n甲 | 乙 丙"


def test_marks_in_cells_stand_in_the_text_of_the_table() -> None:
    text = laid_out(
        ABOVE,
        table([cell(p("甲", mark("footnote", 1))), cell("乙")], [cell("丙"), cell("丁")]),
        footnotes=w("footnotes", note("footnote", 1, p("注"))),
    )
    assert [(one.number, one.offset) for one in text.paragraphs[-1].content.marks] == [("1", 1)]


def test_a_deleted_row_is_gone() -> None:
    gone = w("tr", w("trPr", w("del", id=1, author="a")), cell("旧"), cell("旧"))
    made = table([cell("甲"), cell("乙")])
    made.append(gone)
    assert shape(laid_out(ABOVE, made)) == [[("甲", 1, 1), ("乙", 1, 1)]]


def test_a_table_without_lines_is_read_cell_by_cell() -> None:
    text = laid_out(
        table(
            [cell("联合国"), cell("A/RES/77/1")],
            [cell("大会"), cell("Distr.: General", "Chinese")],
            lines=False,
        )
    )
    assert texts(text) == ["联合国", "A/RES/77/1", "大会", "Distr.: General", "Chinese"]


def test_a_table_in_a_table_is_read() -> None:
    inner = table([cell("甲"), cell("乙")], lines=False)
    assert texts(laid_out(table([cell(inner, "丙")]))) == ["甲", "乙", "丙"]


@pytest.mark.parametrize("lines", [True, False])
def test_lists_of_votes_are_read_list_by_list(*, lines: bool) -> None:
    columns = table([cell("赞成："), cell("反对：")], [cell("中国", "古巴"), cell("以色列")], lines=lines)
    rows = table([cell("赞成"), cell("中国、古巴")], [cell("反对"), cell("以色列")], lines=lines)
    for made in (columns, rows):
        assert texts(laid_out(ABOVE, made))[1:] == ["赞成：中国、古巴", "反对：以色列"]


def test_tables_in_one_another_without_end_are_refused() -> None:
    made = p("字")
    for _ in range(25):
        made = table([cell(made)])
    with pytest.raises(ValueError, match="嵌套过深"):
        laid_out(made)


def test_a_table_above_the_text_is_the_cover_even_with_lines() -> None:
    text = laid_out(table([cell("联合国"), cell("Distr.: General", "Chinese")]), p("大会，"))
    assert texts(text) == ["联合国", "Distr.: General", "Chinese", "大会，"]


def test_a_table_below_the_formula_is_none_of_the_cover() -> None:
    rows = table([cell("款次"), cell("数额")], [cell("1"), cell("200")])
    assert laid_out(p("A/RES/50/1"), p("大会，"), p("1. 核准批款："), rows).paragraphs[-1].role == "table"
    assert laid_out(p("A/RES/50/1"), rows).paragraphs[-1].role == "text"
