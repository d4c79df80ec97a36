"""What web pages leave in plain texts: the site's own lines, a second language, markup, encodings, odd characters."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.organs import Names
from app.domain.resolution import Problem, Resolution
from app.ingest.files import SourcePath, read_source
from app.ingest.reading import readings_of
from app.sources.formats import format_of
from app.sources.plain_text import read
from app.sources.reading import Reading
from app.sources.web_lines import web_line
from tests.conftest import only

FAULTS = Path(__file__).parents[2] / "golden" / "faults"

TEXT = "第2999(2031)号决议\n2031年3月4日安全理事会第9999次会议通过\n安全理事会，\n回顾其关于山地牧场的各项决议，\n1. 请各国养护山地牧场；\n2. 决定继续处理此案。\n"
UNITS = [
    ("pp/1", "回顾其关于山地牧场的各项决议，"),
    ("op/1", "请各国养护山地牧场；"),
    ("op/2", "决定继续处理此案。"),
]


def reading_of(text: str, names: Names) -> Reading:
    return only(read(text.encode(), "text", names))


def units(resolution: Resolution) -> list[tuple[str, str]]:
    return [(unit.anchor, unit.text) for unit in resolution.paragraphs]


def codes(resolution: Resolution) -> list[str]:
    return [problem.code for problem in resolution.problems]


@pytest.mark.parametrize(
    "tail",
    [
        "本文转自某网站，仅供学习。\n- 牧场新闻；\n- 山地论坛。\n版权所有\n",
        "来源：某网 责任编辑：某人\n相关新闻：\n1. 山地牧场新闻\n2. 山地论坛开幕\n",
        "【打印本页】【关闭窗口】\n上一篇：山地论坛\n下一篇：牧场新闻\n",
        "Copyright © 2024 某网 All Rights Reserved\n某ICP备00000000号\n",
        "取自“https://example.org/wiki/山地”\n分类：决议\n此页面最后编辑于2024年1月2日\n",
        "返回顶部\n",
    ],
)
def test_what_a_site_adds_behind_the_end_is_furniture_and_is_told(names: Names, tail: str) -> None:
    reading = reading_of(TEXT + tail, names)
    assert units(reading.resolution) == UNITS
    (problem,) = (one for one in reading.resolution.problems if one.code == "site_text")
    assert f"有{len(tail.splitlines())}行" in problem.message
    claimed = [claim.line.text for claim in reading.claims if claim.role == "furniture.site"]
    assert claimed == tail.splitlines()


def test_what_a_site_sets_above_the_text_is_no_part_of_the_title(names: Names) -> None:
    text = "首页 > 文件 > 决议\n50/399. 山地牧场\n发布时间：2024-01-02 10:20 来源：某网\n【字体：大 中 小】\n大会，\n回顾其各项决议，\n1. 请各国养护牧场。\n"
    reading = reading_of(text, names)
    assert reading.resolution.head.title == "山地牧场"
    assert "unclaimed_line" not in codes(reading.resolution)


def test_lines_of_a_site_inside_a_text_do_not_end_it(names: Names) -> None:
    """Two pages of a site one behind the other: the text goes on behind the tools of the first."""
    text = TEXT.replace("2. 决定", "上一页 下一页\n2. 决定")
    assert units(reading_of(text, names).resolution)[-1] == UNITS[-1]


@pytest.mark.parametrize(
    "line",
    [
        "决定继续处理此案。",
        "附件",
        "2019年3月4日",
        "第12次全体会议",
        "根据第三委员会的报告(A/50/1)",
        "中国、古巴：决议草案",
        "1. 来源和转让；",
        "[未经表决获得通过。]",
        "议程项目3",
        "Distr.: General",
    ],
)
def test_lines_of_a_text_are_none_of_a_site(line: str) -> None:
    assert not web_line(line)


def test_annexes_and_footnotes_behind_lines_of_a_site_are_text(names: Names) -> None:
    text = (
        TEXT.replace("各项决议，", "各项决议，¹")
        + "返回顶部\n¹ 见 S/2031/1。\n附件\n牧场名单\n1. 东山牧场。\n"
    )
    resolution = reading_of(text, names).resolution
    assert [note.text for note in resolution.footnotes] == ["见 S/2031/1。"]
    assert "annex/1/op/1" in [unit.anchor for unit in resolution.paragraphs]


@pytest.mark.parametrize("is_above", [False, True])
def test_of_lines_in_two_languages_the_chinese_are_read(names: Names, is_above: bool) -> None:  # noqa: FBT001
    pairs = [
        ("50/399. 山地牧场", "50/399. Mountain pastures"),
        ("大会，", "The General Assembly,"),
        ("回顾其关于山地牧场的各项决议，", "Recalling its resolutions on mountain pastures,"),
        ("1. 请各国养护山地牧场；", "1. Invites States to preserve mountain pastures in the highlands;"),
        ("2. 决定继续处理此案。", "2. Decides to remain seized of the matter."),
    ]
    text = "".join(f"{en}\n{zh}\n" if is_above else f"{zh}\n{en}\n" for zh, en in pairs)
    reading = reading_of(text, names)
    assert units(reading.resolution) == UNITS
    assert reading.resolution.head.title == "山地牧场"
    assert codes(reading.resolution) == ["second_language"]
    claimed = [claim.line.text for claim in reading.claims if claim.role == "furniture.second_language"]
    assert claimed == [en for _, en in pairs]


def test_names_and_symbols_in_latin_letters_are_no_second_language(names: Names) -> None:
    people = "".join(f"{given} van der Berg (Norway)\n" for given in ("Anna", "Bert", "Carl", "Dora", "Emil"))
    text = f"76/421. 选举\n2022年6月9日，大会第80次全体会议选出下列人士：\n{people}"
    assert "second_language" not in codes(reading_of(text, names).resolution)


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("'''回顾'''其关于[[山地牧场]]的各项决议，", UNITS[0][1]),
        ("''回顾''其关于[[牧场#山地|山地牧场]]的{{注|1}}各项决议，", UNITS[0][1]),
        ("'''''回顾'''''其关于[https://example.org 山地牧场]的各项[[决议]]，", UNITS[0][1]),
    ],
)
def test_the_markup_of_a_wiki_is_taken_off_and_told(names: Names, markup: str, words: str) -> None:
    text = f"{{{{标题|决议}}}}\n== 第2999(2031)号决议 ==\n'''安全理事会'''，\n\n{markup}\n\n1. '''请'''各国养护山地牧场；\n\n2. 决定继续处理此案。\n\n[[Category:决议]]\n"
    reading = reading_of(text, names)
    assert units(reading.resolution) == [("pp/1", words), *UNITS[1:]]
    assert reading.resolution.paragraphs[0].verb == "回顾"
    assert reading.resolution.head.symbol == "S/RES/2999 (2031)"
    assert codes(reading.resolution)[0] == "wiki_markup"


def test_a_page_in_a_text_file_is_read_as_a_page(names: Names, tmp_path: Path) -> None:
    lines = TEXT.splitlines()
    for page in (
        "".join(f"<p>{line}</p>\n" for line in lines),
        "".join(f"{line}&nbsp;<br>\n" for line in lines),
    ):
        path = tmp_path / "page.txt"
        path.write_text(page, "utf-8")
        content = read_source(SourcePath(path, "page.txt"))
        form = format_of(".txt", content.data)
        readings = readings_of(form, path, content, names)
        assert form.name == "html"
        assert not isinstance(readings, Problem)
        assert units(readings[0].resolution) == UNITS


def test_french_is_refused_as_such_even_if_it_has_a_number_and_a_title(names: Names) -> None:
    text = "50/399. Les alpages\n\nL’Assemblée générale,\n\nRappelant ses résolutions sur la protection des alpages dans les montagnes,\n\n1. Décide de rester saisie de la question.\n"
    refusal = read(text.encode(), "text", names)
    assert isinstance(refusal, Problem)
    assert "法文" in refusal.message


@pytest.mark.parametrize(
    "disguise",
    [
        lambda text: text.replace("。\n", "。\u200b\r\n").replace(" ", "\xa0"),
        lambda text: "\ufeff" + text.replace("其", "\xad其\u2060").replace("1. ", "\u3000\u3000 1.\xa0"),
        lambda text: text.replace("山", "\u2f2d").replace("大", "\u2f24"),
    ],
)
def test_blanks_characters_without_width_and_radicals_change_nothing(
    names: Names, disguise: Callable[[str], str]
) -> None:
    resolution = reading_of(disguise(TEXT), names).resolution
    assert units(resolution) == UNITS
    assert codes(resolution) == []
    assert (resolution.head.symbol, str(resolution.head.adopted_on)) == ("S/RES/2999 (2031)", "2031-03-04")


@pytest.mark.parametrize("sign", ["\uf0b7", "\ue5e5", "\ufffd", "\U000f0001"])
def test_characters_that_nobody_can_read_are_doubts_with_their_places(names: Names, sign: str) -> None:
    for text, anchor in (
        (TEXT.replace("1. 请", f"1. {sign}请"), "op/1"),
        (TEXT.replace("各项", f"各{sign}项"), "pp/1"),
    ):
        problems = reading_of(text, names).resolution.problems
        assert [one.anchor for one in problems if one.code == "unreadable_characters"] == [anchor]


@pytest.mark.parametrize(
    "words", ["未经表决获得通过。见第十四章。", "未经表决获得通过。见E/2004/23号文件，第二章，B节。"]
)
def test_where_the_adoption_is_reported_is_no_paragraph(names: Names, words: str) -> None:
    text = f"2004/99. 山地牧民\n\n人权委员会，\n\n回顾其各项决议，\n\n1. 请各国保护山地牧民。\n\n2004年4月20日\n第55次会议\n[{words}]\n"
    resolution = reading_of(text, names).resolution
    assert [anchor for anchor, _ in units(resolution)] == ["pp/1", "op/1"]
    assert (resolution.head.symbol, resolution.adoption.method) == ("E/CN.4/RES/2004/99", "without_vote")


WEB_FAULTS = {
    "09-web-tail-read-as-paragraphs": ("S/RES/2999 (2031)", ["pp/1", "op/1", "op/2"], "site_text"),
    "30-bilingual-lines": ("A/RES/50/399", ["pp/1", "op/1", "op/2"], "second_language"),
    "31-wiki-markup": ("S/RES/2999 (2031)", ["pp/1", "op/1", "op/2"], "wiki_markup"),
    "32-html-entities": ("A/RES/50/399", ["pp/1", "op/1"], "mark_without_note"),
    "34-chr-reference-at-end": ("E/CN.4/RES/2004/99", ["pp/1", "op/1", "op/2"], None),
    "36-big5": ("A/RES/99/7", ["pp/1", "op/1", "op/2"], None),
    "37-nbsp-zwsp-crlf": ("A/RES/99/7", ["pp/1", "op/1", "op/2"], None),
    "38-kangxi-radicals": ("A/RES/99/7", ["pp/1", "op/1", "op/2"], None),
    "39-pua-bullets": ("A/RES/99/7", None, "unreadable_characters"),
    "b-fffd": ("A/RES/77/882", ["pp/1", "pp/2", "op/1"], "unreadable_characters"),
}


@pytest.mark.parametrize("name", WEB_FAULTS)
def test_inputs_that_were_read_wrongly(names: Names, name: str) -> None:
    data = (FAULTS / f"{name}.txt").read_bytes()
    resolution = only(format_of(".txt", data).read(data, name, names)).resolution
    symbol, anchors, code = WEB_FAULTS[name]
    assert resolution.head.symbol == symbol
    assert anchors is None or [unit.anchor for unit in resolution.paragraphs] == anchors
    assert code in codes(resolution) if code else not codes(resolution)


def test_the_english_input_is_read_as_english(names: Names) -> None:
    readings = read((FAULTS / "35-english.txt").read_bytes(), "35-english", names)
    assert not isinstance(readings, Problem)
    assert (readings[0].resolution.language, readings[0].resolution.head.number) == ("en", "50/399")
