from collections.abc import Callable
from datetime import date

import pytest

from app.domain.organs import Names
from app.domain.resolution import Keyword, Resolution, Sponsor
from app.sources.akn import read
from tests.conftest import only
from tests.sources.akn.text import annex, container, document, note, paragraph, statement

Reader = Callable[[str], Resolution]


@pytest.fixture
def resolution_of(names: Names) -> Reader:
    """The resolution that a statement is read into."""
    return lambda content: only(read(document(content), "text", names)).resolution


def units(resolution: Resolution) -> list[tuple[str, str, str | None, str]]:
    return [(unit.anchor, unit.kind, unit.number, unit.text) for unit in resolution.paragraphs]


def codes(resolution: Resolution) -> list[str]:
    return [problem.code for problem in resolution.problems]


def test_the_head_is_what_cover_number_line_and_block_say(resolution_of: Reader) -> None:
    head = resolution_of(statement(paragraph("1.", '<span class="bold">请</span>继续。'))).head
    assert (head.symbol, head.kind, head.outcome, head.body) == (
        "A/RES/77/213",
        "resolution",
        "adopted",
        "GA",
    )
    assert (head.number, head.title, head.session) == ("77/213", "增进国际合作", "77")
    assert (head.agenda_item, head.agenda_item_title) == ("68(b)", "促进和保护人权")
    assert (head.committee, head.originating) == ("第三委员会", "A/77/463，第87段")
    assert (head.adopted_on, head.meeting) == (date(2022, 12, 15), "第54次全体会议")


def test_texts_are_on_one_line_with_marks_links_and_verbs_in_their_places(resolution_of: Reader) -> None:
    words = (
        '关切地<span class="bold">注意到</span>第<a href="https://undocs.org/ch/A/RES/70/1">70</a>'
        f'<a href="https://undocs.org/ch/A/RES/70/1">/1</a>号决议{note("1", "第一章。")} 和\n      后续行动；'
    )
    unit = resolution_of(statement(paragraph("1.", words))).paragraphs[-1]
    assert unit.text == "关切地注意到第70/1号决议和后续行动；"
    assert unit.text[unit.verb_start : unit.verb_end] == unit.verb == "注意到"
    assert [(mark.number, unit.text[: mark.offset][-2:]) for mark in unit.notes] == [("1", "决议")]
    assert [(unit.text[link.start : link.end], link.href[-8:]) for link in unit.links] == [
        ("70/1", "RES/70/1")
    ]


def test_labels_are_lifted_whether_marked_or_typed(resolution_of: Reader) -> None:
    listed = (
        '<paragraph eId="para_2"><num>2.</num><list><intro><p>\t<span class="bold">请</span>各国：</p></intro>'
        "<point><num>(a)</num><content><p>\t甲事：</p></content></point>"
        "<sublist><point><num>㈠</num><content><p>\t细目；</p></content></point></sublist>"
        "<point><num>(b)</num><content><p>\t乙事；</p></content></point></list></paragraph>"
    )
    body = (
        paragraph("1.", '<span class="bold">决定</span>：')
        + paragraph("", "(a) 丙事；")
        + paragraph("", "(一)\t丁事；")
        + paragraph("", "–\t戊事；")
        + listed
        + paragraph("", "并继续这样做；")
        + paragraph("", '<span class="bold">又</span>3')
        + paragraph("", '3. <span class="bold">决定</span>结束。')
    )
    found = units(resolution_of(statement(body)))[1:]
    assert [(anchor, number, text) for anchor, _, number, text in found] == [
        ("op/1", "1", "决定："),
        ("op/1/a", "a", "丙事；"),
        ("op/1/a/1", "一", "丁事；"),
        ("op/1/a/1/1", None, "戊事；"),
        ("op/2", "2", "请各国："),
        ("op/2/a", "a", "甲事："),
        ("op/2/a/1", "一", "细目；"),
        ("op/2/b", "b", "乙事；"),
        ("op/2/end", None, "并继续这样做；"),
        ("para/1", None, "又3"),
        ("op/3", "3", "决定结束。"),
    ]


def test_sections_are_in_places_only_where_numbers_would_repeat(resolution_of: Reader) -> None:
    title = '<paragraph class="H1"><content><p>\t\t{}</p></content></paragraph>'
    verb = '<span class="bold">请</span>继续。'
    going_on = title.format("一") + paragraph("1.", verb) + title.format("二") + paragraph("2.", verb)
    again = title.format("一") + paragraph("1.", verb) + title.format("二") + paragraph("1.", verb)
    assert [row[0] for row in units(resolution_of(statement(going_on)))][1:] == [
        "h/1",
        "op/1",
        "h/2",
        "op/2",
    ]
    resolution = resolution_of(statement(again))
    assert [row[0] for row in units(resolution)][1:] == ["h/1", "sec/1/op/1", "h/2", "sec/2/op/1"]
    assert codes(resolution) == []


def test_numbers_inside_a_quoted_amendment_are_no_paragraphs(resolution_of: Reader) -> None:
    verb = '<span class="bold">请</span>'
    body = (
        paragraph("1.", f"{verb}修正如下：")
        + paragraph("4.", "法庭应秉公审理。")
        + paragraph("2.", f"{verb}结束。")
    )
    resolution = resolution_of(statement(body))
    assert [row[0] for row in units(resolution)][1:] == ["op/1", "op/1/4", "op/2"]
    assert codes(resolution) == []


def test_a_number_printed_twice_and_a_gap_are_told(resolution_of: Reader) -> None:
    verb = '<span class="bold">请</span>继续；'
    resolution = resolution_of(
        statement("".join(paragraph(f"{number}.", verb) for number in ("1", "2", "2", "4")))
    )
    assert [row[0] for row in units(resolution)][1:] == ["op/1", "op/2", "op/2~2", "op/4"]
    assert codes(resolution) == ["repeated_number", "number_gap"]


def test_annexes_have_places_of_their_own(resolution_of: Reader) -> None:
    body = paragraph("1.", '<span class="bold">通过</span>附件。')
    attached = annex(
        paragraph("", "附件一", "H1")
        + paragraph("", "宣言", "H1")
        + paragraph("", "引言如下。")
        + paragraph("1.", "第一条。")
        + paragraph("", "附件二", "H1")
        + paragraph("1.", "另一条。")
    )
    resolution = resolution_of(statement(body, attachments=attached))
    assert units(resolution)[2:] == [
        ("annex/1/h/1", "heading", None, "附件一"),
        ("annex/1/h/2", "heading", None, "宣言"),
        ("annex/1/para/1", "paragraph", None, "引言如下。"),
        ("annex/1/op/1", "paragraph", "1", "第一条。"),
        ("annex/2/h/1", "heading", None, "附件二"),
        ("annex/2/op/1", "paragraph", "1", "另一条。"),
    ]
    assert {unit.annex for unit in resolution.paragraphs} == {None, "1", "2"}


def test_the_word_for_annex_and_its_title_in_one_paragraph_are_two_headings(resolution_of: Reader) -> None:
    headed = paragraph("", "<docType>附件</docType>\n<docTitle>宣言</docTitle>") + paragraph("1.", "第一条。")
    body = paragraph("1.", '<span class="bold">通过</span>附件。')
    resolution = resolution_of(statement(body, attachments=annex(headed)))
    assert units(resolution)[2:] == [
        ("annex/1/h/1", "heading", None, "附件"),
        ("annex/1/h/2", "heading", None, "宣言"),
        ("annex/1/op/1", "paragraph", "1", "第一条。"),
    ]


def test_a_table_keeps_its_cells_and_its_legend_is_a_footnote(resolution_of: Reader) -> None:
    table = (
        '<container name="table"><table eId="table_1"><tr><th colspan="2"><p>款次</p></th></tr>'
        "<tr><td><p>第1款<sup>a</sup></p></td><td><p>2 500</p></td></tr></table></container>"
    )
    body = (
        paragraph("1.", '<span class="bold">核准</span>：') + table + paragraph("", "<sup>a</sup>\t见附件。")
    )
    resolution = resolution_of(statement(body))
    unit = resolution.paragraphs[-1]
    assert (unit.anchor, unit.kind, unit.text) == ("table/1", "table", "款次\n第1款 | 2 500")
    assert [[(cell.text, cell.columns, cell.is_head) for cell in row] for row in unit.rows] == [
        [("款次", 2, True)],
        [("第1款", 1, False), ("2 500", 1, False)],
    ]
    assert [(mark.number, unit.text[: mark.offset][-3:]) for mark in unit.notes] == [("a", "第1款")]
    assert [(found.anchor, found.text) for found in resolution.footnotes] == [("fn/a", "见附件。")]


def test_a_raised_number_is_the_mark_of_a_footnote_that_stands_elsewhere(resolution_of: Reader) -> None:
    body = paragraph(
        "1.",
        f'<span class="bold">欢迎</span>报告{note("1", "A/1。")} 和报告<sup>1</sup>，深10<sup>9</sup>米。',
    )
    unit = resolution_of(statement(body)).paragraphs[-1]
    assert unit.text == "欢迎报告和报告，深109米。"
    assert [(mark.number, mark.offset) for mark in unit.notes] == [("1", 4), ("1", 7)]


def test_a_lettered_text_is_one_document_a_letter(names: Names) -> None:
    whole = (
        statement("")
        .replace("<statement", "<documentCollection")
        .replace("</statement", "</documentCollection")
    )
    part = '<component><statement name="resolution"><meta/><preface><p><docNumber>{}</docNumber><docTitle refersTo="#resolutionTitle">{}</docTitle></p></preface><mainBody>{}</mainBody></statement></component>'
    verb = '<span class="bold">请</span>继续。'
    parts = part.format("A", "甲", paragraph("1.", verb)) + part.format("B", "乙", paragraph("1.", verb))
    readings = read(document(f"{whole}<components>{parts}</components>"), "text", names)
    assert isinstance(readings, tuple)
    found = [(reading.resolution.id, reading.resolution.head.title) for reading in readings]
    assert found == [("A/RES/77/213A", "甲"), ("A/RES/77/213B", "乙")]
    assert readings[0].resolution.head.adopted_on == date(2022, 12, 15)


def test_what_does_not_agree_is_told_and_the_number_line_decides(resolution_of: Reader) -> None:
    content = statement(paragraph("1.", '<span class="bold">请</span>继续。'), cover="A/RES/77/212").replace(
        'date="2022-12-15" name="adoption"', 'date="2021-12-15" name="adoption"'
    )
    resolution = resolution_of(content)
    assert resolution.head.symbol == "A/RES/77/213"
    assert resolution.head.adopted_on == date(2022, 12, 15)
    assert codes(resolution) == ["symbol_differs", "date_differs"]


def test_votes_are_by_state_under_chinese_names(resolution_of: Reader) -> None:
    voting = (
        '<voting outcome="adoptedRecordedVote"><count value="2" refersTo="inFavour"><akn4un:voters>'
        "<organization>TÜRKİYE</organization><organization>CÔTE D'IVOIRE</organization></akn4un:voters></count>"
        '<count value="002" refersTo="against"><akn4un:voters><organization>CHILEs</organization>'
        "</akn4un:voters></count></voting>"
    )
    resolution = resolution_of(
        statement(paragraph("1.", '<span class="bold">请</span>继续。'), voting=voting)
    )
    adoption = resolution.adoption
    assert (adoption.method, adoption.in_favour, adoption.against, adoption.abstaining) == (
        "recorded_vote",
        2,
        2,
        0,
    )
    assert [(vote.state, vote.name, vote.vote) for vote in adoption.votes] == [
        ("TUR", "土耳其", "in_favour"),
        ("CIV", "科特迪瓦", "in_favour"),
        (None, "CHILEs", "against"),
    ]
    assert codes(resolution) == ["tally_differs", "unknown_state"]


def test_the_more_telling_method_of_adoption_is_kept(resolution_of: Reader) -> None:
    steps = '<workflow source="#un"><step outcome="adopted" as="Adopted through silence procedure" by=""/></workflow>'
    assert (
        resolution_of(statement(paragraph("1.", "请。"), meta=steps)).adoption.method == "silence_procedure"
    )
    mail = '<voting outcome="VOTING BY MAIL"/>'
    assert resolution_of(statement(paragraph("1.", "请。"), voting=mail)).adoption.method == "written_vote"


def test_steps_sponsors_and_subjects(resolution_of: Reader) -> None:
    meta = (
        '<classification source="http://metadata.un.org/sdg"><keyword value="16" showAs="sdg_16" dictionary="SDGO"/>'
        '<keyword value="x" showAs="x" dictionary="EuroVoc"/>'
        '<keyword value="civil_society" href="http://metadata.un.org/thesaurus/1" dictionary="UNBIS"/></classification>'
        '<classification source="DHLAUTH"><keyword value="WOMEN" showAs="WOMEN" dictionary="UNBIS Thesaurus"/>'
        "</classification>"
        '<workflow source="#un"><step date="2022-10-28" outcome="draftResolution" as="A/C.3/77/L.25" '
        'by="Cuba and Russian Federation (on behalf of the Group of 77 and China)"/>'
        '<step date="0001-01-01" outcome="draftResolutionAdditionalSponsors" by="the Bahamas, Nowhere"/>'
        '<step date="2022-12-15" outcome="adopted" as="A/77/PV.54" by=""/></workflow>'
    )
    resolution = resolution_of(statement(paragraph("1.", '<span class="bold">请</span>继续。'), meta=meta))
    assert [(step.kind, step.symbol) for step in resolution.steps] == [
        ("draft", "A/C.3/77/L.25"),
        ("additional_sponsors", None),
        ("meeting", "A/77/PV.54"),
    ]
    assert resolution.sponsors == (
        Sponsor("CUB", "古巴", on_behalf_of="77国集团和中国"),
        Sponsor("RUS", "俄罗斯联邦"),
        Sponsor("BHS", "巴哈马", is_additional=True),
    )
    left = meta.replace("the Bahamas, Nowhere", "Peru. - Cuba was removed from the list of sponsors")
    rest = resolution_of(statement(paragraph("1.", "请继续。"), meta=left)).sponsors
    assert [one.name for one in rest] == ["俄罗斯联邦", "秘鲁"]
    assert resolution.keywords == (
        Keyword("sdg", "16"),
        Keyword("sdg_subject", "CIVIL SOCIETY", "http://metadata.un.org/thesaurus/1"),
        Keyword("unbis", "WOMEN"),
    )
    assert codes(resolution) == ["unknown_state"]


def test_markup_that_nobody_decided_about_is_told_and_its_words_are_kept(resolution_of: Reader) -> None:
    body = (
        paragraph("1.", '<span class="bold">请</span><ruby style="x" level="3">继续</ruby>。')
        + "<poem><p>另有一行。</p></poem>"
    )
    resolution = resolution_of(statement(body))
    assert [row[3] for row in units(resolution)][1:] == ["请继续。", "另有一行。"]
    assert codes(resolution).count("unknown_markup") == 3


def test_preambular_points_and_the_text_behind_them(resolution_of: Reader) -> None:
    listed = (
        '<container name="回顾"><blockList><listIntroduction>\t<span class="bold">回顾</span>：</listIntroduction>'
        "<item><num>(a)</num><p>甲，</p></item><item><num>(b)</num><p>乙，</p></item></blockList></container>"
    )
    resolution = resolution_of(
        statement(
            paragraph("1.", '<span class="bold">请</span>继续。'), preamble=listed + container("并立足于此，")
        )
    )
    assert [row[0] for row in units(resolution)] == ["pp/1", "pp/1/a", "pp/1/b", "pp/1/end", "op/1"]
