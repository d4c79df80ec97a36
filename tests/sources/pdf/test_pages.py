"""Pages as they are printed: running heads, footnotes, columns, tables, and paragraphs over pages."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from tests.sources.pdf import layout, printed, read, words

TITLE = "<p>联合国</p><p>A/RES/99/7</p><h1>99/7. 养护山地牧场</h1><p>大会，</p>"
LONG = "回顾其以往关于山地牧场的各项决议，并欢迎各国在养护山地牧场和改善牧民生活方面所作的努力，"
NOTE = '<span class="note" data-n="{0}">《条约汇编》，第{0}卷，第{0}号，关于养护高山草地和牧民权利的公约。</span>'
RESOLUTION = (
    TITLE
    + "".join(f"<p><b>回顾</b>第{number}次会议{LONG[2:]}</p>" for number in range(1, 5))
    + f"<p><b>注意到</b>山地牧场公约{NOTE.format(1)}的规定，</p>"
    + f"<p>1. <b>敦促</b>各国养护山地牧场，{NOTE.format(2)}并为此进行合作；</p>"
    + f"<p>2. <b>请</b>秘书长提出报告。{NOTE.format(3)}</p>"
    + "<p>2044年3月4日</p><p>第12次全体会议</p>"
)


def test_a_resolution_over_pages_is_read_whole() -> None:
    data = printed(RESOLUTION)
    assert len(PdfReader(io.BytesIO(data)).pages) > 2
    resolution = read(data).resolution
    assert resolution.head.symbol == "A/RES/99/7"
    assert resolution.head.title == "养护山地牧场"
    assert [(unit.anchor, len(unit.notes)) for unit in resolution.paragraphs] == [
        ("pp/1", 0),
        ("pp/2", 0),
        ("pp/3", 0),
        ("pp/4", 0),
        ("pp/5", 1),
        ("op/1", 1),
        ("op/2", 1),
    ]
    assert resolution.paragraphs[1].text == f"回顾第2次会议{LONG[2:]}"
    assert [note.text[:8] for note in resolution.footnotes] == ["《条约汇编》，第"] * 3


def test_heads_and_page_numbers_stand_apart_from_the_text() -> None:
    text = layout(printed(RESOLUTION))
    assert {one.text for one in text.furniture} >= {"A/RES/99/7", "养护山地牧场", "1/3"}
    assert "A/RES/99/7" in text.heads


def test_a_mark_stands_where_it_is_printed() -> None:
    unit = read(printed(RESOLUTION)).resolution.paragraphs[5]
    assert unit.text[: unit.notes[0].offset] == "敦促各国养护山地牧场，"


@pytest.mark.parametrize("style", ["b { font-weight: 700 }", "b { font: 10pt 'Noto Sans CJK SC' }"])
def test_verbs_are_set_off(style: str) -> None:
    paragraphs = layout(printed(RESOLUTION, style)).paragraphs
    content = next(one.content for one in paragraphs if "敦促" in one.content.text)
    assert [content.text[start:end] for start, end in content.bold] == ["敦促"]


def test_columns_are_read_one_after_the_other() -> None:
    body = f"<div class=two>{''.join(f'<p>第{number}段：{LONG}</p>' for number in range(1, 7))}</div>"
    data = printed(body, ".two { columns: 2 } @page { size: 420pt 300pt }")
    assert words(data) == [f"第{number}段：{LONG}" for number in range(1, 7)]


def test_a_ruled_table_is_one() -> None:
    body = f"<p>{LONG}</p><table><tr><td>国家<td>份额<tr><td>安道尔<td>0.005<tr><td>冰岛<td>0.036</table><p>{LONG}</p>"
    table = layout(printed(body)).paragraphs[1]
    assert table.role == "table"
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["国家", "份额"],
        ["安道尔", "0.005"],
        ["冰岛", "0.036"],
    ]


def test_a_turned_page_is_read_upright() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(printed(RESOLUTION)))
    for page in writer.pages:
        page.rotate(90)
        page.transfer_rotation_to_content()
    out = io.BytesIO()
    writer.write(out)
    assert words(out.getvalue()) == words(printed(RESOLUTION))


def test_text_in_another_direction_is_told() -> None:
    aside = "<div style='position: absolute; left: -20pt; top: 60pt; transform: rotate(90deg)'>旁注</div>"
    text = layout(printed(RESOLUTION + aside))
    assert [problem.code for problem in text.problems] == ["turned_text"]
    assert "旁注" in text.problems[0].message
