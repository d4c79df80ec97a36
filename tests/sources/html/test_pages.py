"""What web pages do to a text: small pages written for the purpose."""

import pytest

from app.domain.organs import Names
from app.domain.resolution import Problem, Resolution
from app.sources.html import layout_of, read
from app.sources.reading import Reading
from tests.conftest import only

PREAMBLE = "回顾其以往关于山地牧场的各项决议，"
BODY = f"<h1>50/399. 山地牧场</h1><p>大会，</p><p>{PREAMBLE}</p><p>1. 请各国养护高山牧场；</p><p>2. 决定继续审议此事。</p>"
UNITS = [("pp/1", PREAMBLE), ("op/1", "请各国养护高山牧场；"), ("op/2", "决定继续审议此事。")]


def reading_of(page: str, names: Names) -> Reading:
    return only(read(page.encode(), "page", names))


def resolution_of(page: str, names: Names) -> Resolution:
    return reading_of(page, names).resolution


def units(resolution: Resolution) -> list[tuple[str, str]]:
    return [(unit.anchor, unit.text) for unit in resolution.paragraphs]


def marks(resolution: Resolution) -> list[tuple[str, str, int]]:
    return [(unit.anchor, mark.number, mark.offset) for unit in resolution.paragraphs for mark in unit.notes]


def notes(resolution: Resolution) -> list[tuple[str, str]]:
    return [(note.number, note.text) for note in resolution.footnotes]


def around(page: str) -> dict[str, str]:
    return {one.text: one.why for one in layout_of(page.encode()).furniture}


def test_paragraphs_of_a_page_are_those_of_the_text(names: Names) -> None:
    resolution = resolution_of(BODY, names)
    assert units(resolution) == UNITS
    assert (resolution.head.number, resolution.head.title) == ("50/399", "山地牧场")


def test_the_frame_of_a_site_is_no_text_and_nothing_of_it_is_lost(names: Names) -> None:
    page = f"""<html><head><title>山地牧场</title><script>var a = "脚本";</script><style>p::before {{ content: "样式" }}</style></head>
    <body><header><a href="/">某网</a><nav><ul><li><a href="/a">首页</a></li></ul></nav></header>
    <div class="cookie-consent">本站使用 Cookie。<button>接受</button></div>
    <main><article>{BODY}<p>来源：某网 发布时间：2024-01-02</p></article></main>
    <aside><ul><li><a href="/b">山地论坛</a></li></ul></aside>
    <footer>版权所有 某网</footer><div hidden>隐藏</div></body></html>"""
    assert units(resolution_of(page, names)) == UNITS
    assert around(page) == {
        "某网": "页首",
        "首页": "页首",
        "本站使用 Cookie。": "告示",
        "接受": "按钮",
        "来源：某网 发布时间：2024-01-02": "网站附加的文字",
        "山地论坛": "侧栏",
        "版权所有 某网": "页脚",
        "隐藏": "网页上不显示",
    }
    claimed = {claim.line.text for claim in reading_of(page, names).claims}
    assert claimed >= set(around(page))


def test_a_page_set_in_tables_with_breaks_for_paragraphs(names: Names) -> None:
    lines = "<BR>\n".join(
        f"<FONT size=3>&nbsp;&nbsp;&nbsp;&nbsp;{text}"
        for text in ("大会，", PREAMBLE, "1. 请各国养护高山牧场；", "2. 决定继续审议此事。")
    )
    page = f"""<HTML><BODY><TABLE width=760><TR><TD><A href=a.htm>栏目一</A><BR><A href=b.htm>栏目二</A></TD>
    <TD><TABLE><TR><TD><B>50/399. 山地牧场</B></TD></TR><TR><TD>{lines}</TD></TR>
    <TR><TD>【<A href="javascript:print()">打印</A>】【<A href=#>关闭</A>】</TD></TR></TABLE></TD></TR></TABLE></BODY></HTML>"""
    resolution = resolution_of(page, names)
    assert units(resolution) == UNITS
    assert resolution.head.title == "山地牧场"


def test_lines_cut_at_a_width_are_joined(names: Names) -> None:
    """Two breaks end a paragraph, one is a line end of the program that made the page."""
    words = "回顾其以往关于山地牧场和高山草甸的各项决议以及在各领域通过的各项相关宣言和行动纲领和后续文件，"
    wrapped = [
        "<br>".join(text[start : start + 24] for start in range(0, len(text), 24))
        for text in (
            "大会，",
            words,
            "又" + words,
            "1. 请各国政府和联合国系统各组织以及其他利益攸关方养护高山牧场和草甸，特别是在这些地方；",
            "2. 决定继续审议此事。",
        )
    ]
    page = f"<p>50/399. 山地牧场</p><div>{'<br><br>'.join(wrapped)}</div>"
    assert [text for _, text in units(resolution_of(page, names))][:2] == [words, "又" + words]
    assert len(units(resolution_of(page, names))) == 4


@pytest.mark.parametrize(
    "items",
    [
        '<ol><li>请各国养护高山牧场；<li value="2">决定继续审议此事。</ol>',
        '<ol start="1"><li><p>请各国养护高山牧场；</p></li></ol><ol start="2"><li><p>决定继续审议此事。</p></li></ol>',
        "<ol style='list-style: none'><li>1. 请各国养护高山牧场；</li><li>2. 决定继续审议此事。</li></ol>",
        "<ul><li>1. 请各国养护高山牧场；</li><li>2. 决定继续审议此事。</li></ul>",
        "<table><tr><td>1.</td><td>请各国养护高山牧场；</td></tr><tr><td>2.</td><td>决定继续审议此事。</td></tr></table>",
        "<pre>1. 请各国养护高山牧场；\n\n2. 决定继续审议此事。</pre>",
    ],
)
def test_numbers_that_a_browser_prints_are_numbers_of_paragraphs(names: Names, items: str) -> None:
    page = f"<h1>50/399. 山地牧场</h1><p>大会，</p><p>{PREAMBLE}</p>{items}"
    assert units(resolution_of(page, names)) == UNITS


@pytest.mark.parametrize(
    ("opening", "labels"),
    [
        ('<ol type="a">', ["a", "b"]),
        ('<ol style="list-style-type: lower-roman">', ["i", "ii"]),
        ("<ol>", ["1", "2"]),
        ("<ul>", ["1", "2"]),
    ],
)
def test_inner_lists_are_points(names: Names, opening: str, labels: list[str]) -> None:
    inner = f"{opening}<li>养护牧场；</li><li>养护草甸。</li></{opening[1:3]}>"
    page = f"<h1>50/399. 山地牧场</h1><p>大会，</p><p>{PREAMBLE}</p><ol><li>请各国：{inner}</li></ol>"
    assert [anchor for anchor, _ in units(resolution_of(page, names))] == [
        "pp/1",
        "op/1",
        *(f"op/1/{label}" for label in labels),
    ]


NOTED = "回顾其各项决议，{mark}</p><p>1. 请各国养护山地牧场；</p><p>2. 决定继续审议此事。"


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        (
            '<sup id="r1"><a href="#n1">1</a></sup>',
            '<hr><ol><li id="n1">见 A/50/1。 <a href="#r1">↩︎</a></li></ol>',
        ),
        (
            '<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup>',
            '<h2>注释<span class="mw-editsection">[<a href="/e">编辑</a>]</span></h2><ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink">^ <a href="#cite_ref-1">1.0</a></span> 见 A/50/1。</li></ol>',
        ),
        (
            '<a style=\'mso-footnote-id:ftn1\' href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference><![if !supportFootnotes]>[1]<![endif]></span></a>',
            '<div style=\'mso-element:footnote-list\'><hr><div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a>&nbsp;见 A/50/1。<o:p></o:p></p></div></div>',
        ),
        ("<sup>1</sup>", "<hr><p><sup>1</sup> 见 A/50/1。</p>"),
        ("<sup>1</sup>", "<p>注释：</p><ol><li>见 A/50/1。</li></ol>"),
        ("<sup>①</sup>", "<p>① 见 A/50/1。</p>"),
        ("[1]", "<hr>[1] 见 A/50/1。<br>"),
        ("¹", "<p>¹ 见 A/50/1。</p>"),
        ('<span style="vertical-align: super">1</span>', "<p>注：1 见 A/50/1。</p>"),
    ],
)
def test_footnotes_however_a_page_sets_them(names: Names, mark: str, note: str) -> None:
    page = f"<h1>50/399. 山地牧场</h1><p>大会，</p><p>{NOTED.format(mark=mark)}</p>{note}"
    resolution = resolution_of(page, names)
    assert notes(resolution) == [("1", "见 A/50/1。")]
    assert marks(resolution) == [("pp/1", "1", 8)]
    assert units(resolution)[-1] == ("op/2", "决定继续审议此事。")


def test_a_point_in_brackets_is_no_footnote_that_is_marked(names: Names) -> None:
    page = "<h1>50/399. 山地牧场</h1><p>大会，</p><p>回顾其各项决议，<sup>1</sup></p><p>1. 请各国：</p><p>(1) 养护牧场；</p><p>(2) 养护草甸。</p><hr><p><sup>1</sup> 见 A/50/1。</p>"
    assert [anchor for anchor, _ in units(resolution_of(page, names))] == ["pp/1", "op/1", "op/1/1", "op/1/2"]


def test_a_raised_figure_that_marks_nothing_is_a_word(names: Names) -> None:
    page = BODY.replace("高山牧场", "10 km<sup>2</sup>牧场")
    assert units(resolution_of(page, names))[1] == ("op/1", "请各国养护10 km2牧场；")


def test_a_preamble_beside_a_long_list_is_text(names: Names) -> None:
    words = "养护高山牧场和草甸以及与此有关的一切设施和道路，" * 20
    items = "".join(f"<li>请各国{words}并为此采取措施；</li>" for _ in range(12))
    page = f"<body><div>{BODY.partition('<p>1.')[0]}<ol>{items}</ol></div><div>版权所有</div></body>"
    assert [anchor for anchor, _ in units(resolution_of(page, names))][:2] == ["pp/1", "op/1"]


def test_a_decision_is_one_paragraph_of_prose_outside_of_its_heading(names: Names) -> None:
    prose = "2022年9月8日，大会第102次全体会议决定将题为“山地牧场问题”的项目列入大会第七十七届会议议程草案。"
    page = f"<body><nav><a href='/'>首页</a></nav><div><h1>76/578. 山地牧场问题</h1></div><div><p>{prose}</p></div></body>"
    assert units(resolution_of(page, names)) == [("para/1", prose)]


def test_what_a_word_processor_saved_as_a_page(names: Names) -> None:
    page = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><!--[if gte mso 9]><xml><o:x>文档属性</o:x></xml><![endif]--></head>
    <body lang=ZH-CN><div class=WordSection1><p class=MsoNormal align=center><b>50/399.<span style='mso-spacerun:yes'>&nbsp; </span>山地牧场</b><o:p></o:p></p>
    <p class=MsoNormal>大会，<o:p></o:p></p><p class=MsoNormal>{PREAMBLE}</p>
    <p class=MsoNormal style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;</span></span><![endif]><b>请</b>各国养护高山
牧场；</p><p class=MsoNormal><span style='display:none;mso-hide:all'>旧稿</span>2.<span style='mso-tab-count:1'>&nbsp;&nbsp;</span><del>请</del>决定继续审议此事。</p></div></body></html>"""
    assert units(resolution_of(page, names)) == UNITS
    assert around(page) == {"旧稿": "网页上不显示", "请": "删去的文字"}


def test_entities_soft_hyphens_readings_and_line_ends_of_the_source(names: Names) -> None:
    page = BODY.replace(
        "高山牧场", "&#39640;山&shy;牧&ZeroWidthSpace;\n   <ruby>场<rp>(</rp><rt>chǎng</rt><rp>)</rp></ruby>"
    )
    assert units(resolution_of(page, names)) == UNITS


def test_verbs_that_are_set_off_and_links(names: Names) -> None:
    page = BODY.replace("回顾其", "<i>回顾</i>其").replace(
        "各项决议", '<a href="https://undocs.org/A/RES/49/1">各项决议</a>'
    )
    preambular = resolution_of(page, names).paragraphs[0]
    assert (preambular.verb, preambular.links[0].href) == ("回顾", "https://undocs.org/A/RES/49/1")


def test_a_table_of_figures_is_a_table_and_one_of_the_page_is_not(names: Names) -> None:
    table = "<table><caption>面积</caption><tr><th>牧场</th><th>公顷</th></tr><tr><td>东</td><td>12</td></tr></table>"
    page = BODY.replace("<p>2.", f"{table}<p>2.")
    caption, found = (
        unit for unit in resolution_of(page, names).paragraphs if unit.kind in ("heading", "table")
    )
    assert caption.text == "面积"
    assert [[cell.text for cell in row] for row in found.rows] == [["牧场", "公顷"], ["东", "12"]]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", None),
        ("gb18030", "gb2312"),
        ("gb18030", None),
        ("utf-8", "gbk"),
        ("utf-16", None),
    ],
)
def test_encodings_by_mark_declaration_and_bytes(names: Names, encoding: str, declared: str | None) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    resolution = only(
        read(f"<html><head>{meta}</head><body>{BODY}</body></html>".encode(encoding), "page", names)
    ).resolution
    assert units(resolution) == UNITS
    assert [one.code for one in resolution.problems] == (
        ["encoding_differs"] if (encoding, declared) == ("utf-8", "gbk") else []
    )


def test_big5(names: Names) -> None:
    page = "<p>50/399. 山地牧場</p><p>大會，</p><p>回顧其以往關於山地牧場的各項決議，</p><p>1. 請各國養護高山牧場；</p><p>2. 決定繼續審議此事。</p>"
    resolution = only(read(page.encode("big5"), "page", names)).resolution
    assert [text for _, text in units(resolution)][1:] == ["請各國養護高山牧場；", "決定繼續審議此事。"]


def test_text_that_is_judged_to_be_frame_is_told(names: Names) -> None:
    page = f"<main>{BODY}</main><aside><p>回顾其以往关于山地牧场的另一些决议和宣言，</p></aside>"
    (problem,) = (one for one in resolution_of(page, names).problems if one.code == "frame_like_text")
    assert "回顾其以往关于" in problem.message


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<div>" * 200_000 + "大会，", "嵌套过深"),
        ("<p>" * 500_000, "标签"),
        ("", "空文件"),
        ("<html><body></body></html>", "没有文字"),
        ("<frameset><frame src=a.htm></frameset>", "frameset"),
    ],
)
def test_a_page_that_cannot_be_read_is_refused_with_its_reason(names: Names, page: str, reason: str) -> None:
    refusal = read(page.encode(), "page", names)
    assert isinstance(refusal, Problem)
    assert reason in refusal.message


@pytest.mark.parametrize(
    "hostile",
    [
        f'<p style="{"a" * 400_000}">',
        f'<p class="{"a " * 100_000}">',
        "<div>" * 1_900,
        "<ol><li>" * 500,
        "<table><tr><td>" * 400,
        "<!--" * 50_000,
        "<sup>1</sup>" * 3_000,
        '<a id="a" href="#a">[1]</a>' * 3_000,
        "<br>" * 20_000,
    ],
    ids=lambda hostile: hostile[:12],
)
def test_what_is_behind_a_text_does_not_keep_it_from_being_read(names: Names, hostile: str) -> None:
    assert units(resolution_of(BODY + hostile, names))[:3] == UNITS


def test_a_page_that_is_cut_off_says_so(names: Names) -> None:
    assert "cut_off" in [one.code for one in resolution_of(f"<html><body>{BODY}", names).problems]
