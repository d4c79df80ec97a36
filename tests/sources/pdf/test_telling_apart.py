"""What looks like something else: paragraphs like headings, heads like paragraphs, notes like heads, cells like text."""

from tests.sources.pdf import layout, printed, read, words

LONG = [
    f"回顾第{number}次关于山地牧场的会议，并欢迎{number}个国家在养护山地牧场和改善牧民生活方面所作的努力，"
    for number in range(101, 125)
]
TEXT = [f"<p>{text}</p>" for text in LONG]
FULL, THREE, LONG_TEXT = TEXT[4], "".join(TEXT[:3]), "".join(TEXT)
NO_HEADS = "@page :left { @top-left { content: none } @top-right { content: none } }"


def test_a_list_of_votes_begins_a_paragraph_under_a_full_row() -> None:
    names = "阿尔及利亚、孟加拉国、贝宁、布隆迪、大韩民国"
    body = f"<p>赞成：</p><p>{names}</p><p>反对：</p><p>智利、中国</p>"
    assert words(printed(body, "p { text-indent: 0 }")) == ["赞成：", names, "反对：", "智利、中国"]


def test_an_indent_alone_parts_rows_that_end_without_a_sign() -> None:
    titles = ["养护山地牧场各项活动和经费的报告摘要", "秘书长关于联合国工作的报告"]
    body = THREE + "".join(f"<p>{title}</p>" for title in titles) + FULL
    assert words(printed(body))[3:5] == titles


def test_words_in_a_row_spread_wide_are_one_paragraph() -> None:
    body = FULL + "<p style='word-spacing: 50pt'>回顾诏书Dum Diversas的规定，</p>" + FULL
    assert words(printed(body))[1] == "回顾诏书Dum Diversas的规定，"


def test_a_paragraph_near_the_middle_is_no_heading() -> None:
    body = "<p>A/RES/99/7</p>" + THREE + "<p>养护山地牧场和改善牧民生活的方案5</p>" + FULL
    assert [one.role for one in layout(printed(body)).paragraphs] == ["text"] * 6


def test_a_heading_in_the_middle_is_one() -> None:
    body = THREE + "<p style='text-align: center; text-indent: 0'>养护山地牧场</p>" + FULL
    assert layout(printed(body)).paragraphs[3].role == "centred"


def test_a_paragraph_that_begins_several_pages_is_no_running_head() -> None:
    again = "<p style='break-before: page'>1. 表示注意到秘书长的报告；</p>"
    found = words(printed(f"<p>A/RES/99/7</p>{again.join(TEXT[:4])}"))
    assert found.count("1. 表示注意到秘书长的报告；") == 3


def test_the_number_of_a_symbol_is_not_that_of_a_page() -> None:
    style = "".join(
        f"@page :{side} {{ @top-left {{ content: 'A/RES/99/4' }} @top-right {{ content: '养护山地牧场' }} }}"
        for side in ("left", "right")
    )
    found = words(printed(f"<p>A/RES/99/4</p>{LONG_TEXT}", style))
    assert found == ["A/RES/99/4", *LONG]


def test_notes_alone_on_a_page_are_not_its_head() -> None:
    notes = "<p style='break-before: page'>2 A/HRC/40/57</p><p>3 A/HRC/58/51</p>"
    text = layout(printed(f"<p>A/RES/99/7</p>{THREE}{notes}", NO_HEADS))
    assert not [one.text for one in text.furniture if "HRC" in one.text]


def test_a_foot_close_under_a_full_page_is_one() -> None:
    style = "@page :first { @bottom-center { vertical-align: top; line-height: 1 } }"
    data = printed(f"<p>A/RES/99/7</p>{LONG_TEXT}", style)
    assert words(data) == ["A/RES/99/7", *LONG]


def test_a_table_goes_on_under_a_ruled_head() -> None:
    rows = "".join(f"<tr><td>国家{number}<td>份额0.{number}" for number in range(1, 25))
    style = "@page { @top-left { border-bottom: 0.5pt solid } @top-right { border-bottom: 0.5pt solid } }"
    whole = layout(printed(f"<p>A/RES/99/7</p>{FULL}<table>{rows}</table>{FULL}", style))
    tables = [one for one in whole.paragraphs if one.role == "table"]
    assert [[[cell.text for cell in row] for row in one.rows] for one in tables] == [
        [[f"国家{number}", f"份额0.{number}"] for number in range(1, 25)]
    ]
    assert "A/RES/99/7" in {one.text for one in whole.furniture}


def test_a_table_goes_on_under_a_head_of_joined_cells_that_a_page_parts() -> None:
    rows = "".join(f"<tr><td>国家{number}<td>份额{number}<td>年份{number}" for number in range(1, 7))
    head = "<tr><td>国家<td colspan=2>分摊比额"
    style = f"{NO_HEADS} table {{ width: 100% }} tr:first-child {{ break-after: page }}"
    whole = layout(printed(f"{FULL}<table>{head}{rows}</table>{FULL}", style))
    tables = [one.rows for one in whole.paragraphs if one.rows]
    assert [[len(row) for row in table] for table in tables] == [[2, *[3] * 6]]


def test_letters_behind_the_words_of_a_table_are_marks_of_the_notes_below() -> None:
    table = "<table><tr><td>款次<td>数额<tr><td>估计数<sup>a</sup><td>1200</table>"
    style = (
        "sup { font-size: 65%; line-height: 0 } hr { width: 30mm; margin: 4pt 0 } .small { font-size: 8pt }"
    )
    body = f"{FULL}{table}<hr><p class=small>a 见A/99/534。</p>"
    found = layout(printed(body, style))
    (only,) = (one for one in found.paragraphs if one.rows)
    assert [(mark.number, only.content.text[: mark.offset]) for mark in only.content.marks] == [
        ("a", "款次 | 数额\n估计数")
    ]
    assert [(note.number, note.content.text) for note in found.notes] == [("a", "见A/99/534。")]


def test_a_table_open_at_its_sides_has_all_columns() -> None:
    rows = "".join(f"<tr><td>行动{number}<td>干事<td>P-4<td>{number}" for number in range(1, 4))
    style = "td:first-child { border-left: 0 } td:last-child { border-right: 0 }"
    table = next(
        one for one in layout(printed(f"{FULL}<table>{rows}</table>{FULL}", style)).paragraphs if one.rows
    )
    assert [[cell.text for cell in row] for row in table.rows] == [
        [f"行动{number}", "干事", "P-4", str(number)] for number in range(1, 4)
    ]


def tables(body: str, style: str = "") -> list[list[list[str]]]:
    """The words of the cells of all tables."""
    found = layout(printed(body, f"{NO_HEADS} {style}")).paragraphs
    return [[[cell.text for cell in row] for row in one.rows] for one in found if one.rows]


def test_a_low_empty_row_does_not_part_a_table() -> None:
    style = "td { width: 120pt } .low td { padding: 0; height: 5pt; font-size: 1pt; line-height: 1 }"
    rows = "<tr><td>优先事项<tr class=low><td><tr><td>一项活动<tr><td>另一项活动"
    assert tables(f"{FULL}<table>{rows}</table>{FULL}", style) == [
        [["优先事项"], ["一项活动"], ["另一项活动"]]
    ]


def test_a_joined_cell_open_at_its_sides_does_not_part_a_table() -> None:
    style = "table { width: 100%; line-height: 1.2 } td { padding: 1pt } td:first-child { border-left: 0 } td:last-child { border-right: 0 }"
    rows = "<tr><td>毛额<td>净额<td>年份<tr><td colspan=3>(美元)<tr><td>1 200<td>1 100<td>2044"
    assert tables(f"{FULL}<table>{rows}</table>{FULL}", style) == [
        [["毛额", "净额", "年份"], ["(美元)"], ["1 200", "1 100", "2044"]]
    ]


def test_a_cell_alone_at_the_end_of_a_page_is_part_of_the_table_behind_it() -> None:
    style = "table { width: 100% } tr:first-child { break-after: page }"
    rows = "<tr><td>优先事项<tr><td>一项活动<tr><td>另一项活动"
    assert tables(f"{FULL}<table>{rows}</table>{FULL}", style) == [
        [["优先事项"], ["一项活动"], ["另一项活动"]]
    ]


def test_a_box_around_words_is_no_table() -> None:
    box = "<div style='border: 0.5pt solid; padding: 2pt'>1. 表示注意到秘书长的报告；</div>"
    assert tables(f"{FULL}{box}{FULL}") == []
    assert "1. 表示注意到秘书长的报告；" in words(printed(f"{FULL}{box}{FULL}", NO_HEADS))


def test_the_bullet_of_a_symbol_font_is_a_label() -> None:
    body = (
        "<p>联合国</p><p>A/RES/99/7</p><h1>99/7. 养护山地牧场</h1><p>大会，</p>"
        f"{FULL}<p>1. <b>请</b>秘书长：</p><p>\uf0b7 编写报告；</p><p>\uf0b7 分发报告。</p><p>2044年3月4日</p>"
    )
    texts = [unit.text for unit in read(printed(body)).resolution.paragraphs]
    assert texts[-2:] == ["编写报告；", "分发报告。"]


def test_items_of_an_agenda_are_paragraphs_though_their_rows_are_full() -> None:
    titles = [
        "项目12. 养护山地牧场各项活动和经费的报告摘要",
        "项目13. 山地国家代表权和牧民各项权利的落实",
        "项目14. 山地国家的合作和山地牧场的养护以及山地人民的福利和各项活动的经费",
        "项目15. 其他事项",
    ]
    found = words(printed(FULL + "".join(f"<p>{title}</p>" for title in titles), "p { text-indent: 0 }"))
    assert [text.replace(" ", "") for text in found[1:]] == [title.replace(" ", "") for title in titles]


def test_a_long_title_beside_the_symbol_is_a_running_head_without_a_blank() -> None:
    title = "山地牧场养护问题委员会报告"
    body = (
        f"<p>A/RES/99/7</p><h1>99/7. {title}</h1>{THREE}"
        f"<p style='break-before: page; text-indent: 0; margin-bottom: 12pt'>A/RES/99/7{title}</p>{FULL}"
    )
    text = layout(printed(body, NO_HEADS))
    assert f"A/RES/99/7{title}" in {one.text for one in text.furniture}


def test_the_number_of_a_printing_is_a_foot_however_close_the_text() -> None:
    foot = "@bottom-left { content: '22-28954' } @bottom-center { content: none }"
    close = "@bottom-left { vertical-align: top; line-height: 1 } @bottom-right { vertical-align: top; line-height: 1 }"
    number = "@bottom-right { content: counter(page) '/' counter(pages); font-size: 9pt }"
    style = f"{NO_HEADS} @page {{ {foot} {number} }} @page :first {{ {close} }}"
    body = f"<p>A/RES/99/7</p>{''.join(TEXT[:4])}"
    assert words(printed(body, style)) == ["A/RES/99/7", *LONG[:4]]


def test_a_number_that_counts_on_begins_a_paragraph_under_a_full_row() -> None:
    points = [
        "1. 敦促各国养护山地牧场，并采取下列措施：",
        "(a) 养护高山牧场，改善山地人民的生活；",
        "2. 决定继续审议此事。",
    ]
    style = "p { text-indent: 0 } .a { margin-left: 20pt; text-indent: 20pt }"
    body = f"{FULL}<p>{points[0]}</p><p class=a>{points[1]}</p><p style='margin-left: 20pt'>{points[2]}</p>"
    assert words(printed(body, style))[1:] == points


def test_the_second_row_of_a_title_in_a_running_head_is_no_text() -> None:
    title, rest = "养护山地牧场的合作和牧民的福利", "后续行动"
    head = f"<div style='text-align: right; font-size: 9pt; text-indent: 0'>{title}<br>{rest}</div>"
    body = f"<p>A/RES/99/7</p><h1>99/7. {title}{rest}</h1>{THREE}"
    top = "<div style='break-before: page; font-size: 9pt; line-height: 1; text-indent: 0'>A/RES/99/7</div>"
    text = layout(printed(f"{body}{top}{head}<br>{FULL}", NO_HEADS))
    assert rest not in [one.content.text for one in text.paragraphs]
    assert rest in {one.text for one in text.furniture}


def test_the_end_of_a_note_at_one_height_of_several_pages_is_no_foot() -> None:
    note = '<span class="note" data-n="{0}">{1}<br>sect. D.</span>'
    text = "See <i>Official Records</i> of the Council, chap. I,"
    pages = [
        f"<p style='break-before: page'>{LONG[number]}{note.format(number, text)}</p>" for number in (1, 2, 3)
    ]
    found = layout(printed(f"<p>A/RES/99/7</p>{THREE}{''.join(pages)}", NO_HEADS))
    assert [one.content.text[-8:] for one in found.notes] == ["sect. D."] * 3


def test_the_symbol_may_stand_beside_any_row_of_a_title_in_a_running_head() -> None:
    title = ["养护山地牧场的合作", "和牧民的福利以及", "后续行动"]
    rows = [
        f"<div>{title[0]}</div>",
        f"<div>{title[1]}<span>A/RES/99/7</span></div>",
        f"<div>{title[2]}</div>",
    ]
    style = "div { text-indent: 0; font-size: 9pt; line-height: 1.2 } span { float: right }"
    head = f"<section style='break-before: page; margin-bottom: 12pt'>{''.join(rows)}</section>"
    other = f"<section style='break-before: page; margin-bottom: 12pt'>{''.join(rows)}</section>".replace(
        "<span>A/RES/99/7</span>", ""
    ).replace(title[1], f"<span style='float: left; margin-right: 90pt'>A/RES/99/7</span>{title[1]}")
    body = f"<p>A/RES/99/7</p><h1>99/7. {''.join(title)}</h1>{THREE}{head}{THREE}{other}{THREE}"
    found = words(printed(body, f"{NO_HEADS} {style}"))
    assert not [text for text in found[2:] if text in title or text == "A/RES/99/7"]


def test_notes_below_each_column_are_those_of_the_page() -> None:
    rest = "并欢迎各国在养护山地牧场和改善牧民生活方面所作的努力以及为此进行的合作，"
    note = "<hr><div class=small>{0} 《条约汇编》，第{0}卷。</div>"
    sides = [
        "".join(f"<p>回顾第{number}<sup>{side}</sup>次会议，{rest}</p>" for number in range(3 + side))
        + note.format(side)
        for side in (1, 2)
    ]
    cells = "".join(
        f"<div class=side style='left: {left}pt'>{side}</div>"
        for left, side in zip((0, 200), sides, strict=True)
    )
    style = (
        "@page { size: 460pt 400pt } .side { position: absolute; top: 0; width: 180pt } hr { width: 40pt; margin: 4pt 0 }"
        " .small { font-size: 8pt } sup { font-size: 65%; line-height: 0 }"
    )
    found = layout(printed(cells, style))
    assert [(note.number, note.content.text) for note in found.notes] == [
        ("1", "《条约汇编》，第1卷。"),
        ("2", "《条约汇编》，第2卷。"),
    ]
    assert len(found.paragraphs) == 9
