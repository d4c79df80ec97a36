"""The body in Akoma Ntoso: points, sections, tables, references, footnotes, portions."""

import pytest
from lxml import etree

from app.domain.organs import Names
from app.domain.resolution import Citation, Footnote, Link, NoteMark, TableCell
from tests.writers.made_texts import AKN, PLACE, resolution, returns, shown, unit, verb, written
from tests.writers.read_again import faults

NESTED = resolution(
    unit("pp/1", "回顾下列决议：", verb="回顾", verb_end=2),
    unit("pp/1/a", "第一项，", "a", 1),
    unit("pp/1/a/1", "其一，", "一", 2),
    unit("pp/1/b", "第二项，", "b", 1),
    unit("pp/1/end", "以及其他决议，"),
    unit("h/1", "工作安排", "一"),
    unit("op/1", "请秘书长：", "1", **verb("请", 1)),
    unit("op/1/a", "提交报告：", "a", 1),
    unit("op/1/a/1", "全文；", "一", 2),
    unit("op/1/a/2", "摘要；", "二", 2),
    unit("op/1/b", "答复；", "b", 1),
    unit("op/1/end", "并为此协商；"),
    unit("op/1/end~2", "又为此协商；"),
    unit("op/1/c", "散发；", "c", 1),
    unit("op/2", "决定继续审议。", "2", **verb("决定")),
    unit("annex/1/h/1", "附件"),
    unit("annex/1/op/1", "应当：", "1"),
    unit("annex/1/op/1/1", "合作；", None, 1),
    unit("annex/1/op/1/2", "协商。", None, 1),
)


def test_points_and_the_text_after_them_stand_in_their_paragraph(names: Names) -> None:
    returns(NESTED, names)
    root = written(NESTED, names)
    (paragraph,) = (found for found in root.iter(etree.Element) if found.get(PLACE) == "op/1")
    assert shown(paragraph, "a:list/a:point/a:num") == ["(a)", "(b)", "(c)"]
    assert shown(paragraph, "a:list/a:point/a:list/a:point/a:num") == ["(一)", "(二)"]
    assert shown(paragraph, "a:list/a:wrapUp") == ["并为此协商；", "又为此协商；"]
    assert shown(root, ".//a:attachment//a:heading") == ["附件"]


def test_identifiers_are_unique_and_follow_the_convention(names: Names) -> None:
    ids = [found.get("eId") for found in written(NESTED, names).iter(etree.Element) if found.get("eId")]
    assert len(ids) == len(set(ids))
    assert {"para_1__list_1__point_a__list_1__point_2", "att_1__para_1__list_1__point_1"} <= set(ids)


def test_a_point_is_a_portion_with_what_is_below_it(names: Names) -> None:
    root = written(NESTED, names, ["op/1/a"])
    assert [element.get(PLACE) for element in root.iter(etree.Element) if element.get(PLACE)] == [
        "op/1/a",
        "op/1/a/1",
        "op/1/a/2",
    ]
    assert shown(root, ".//a:num") == ["(a)", "(一)", "(二)"]


def test_a_range_is_one_portion(names: Names) -> None:
    root = written(NESTED, names, ["op/1-2"])
    assert shown(root, ".//a:portionBody/a:hcontainer/a:paragraph/a:num") == ["1.", "2."]
    assert faults(etree.tostring(root)) == []


def test_a_place_that_is_not_there_is_an_error(names: Names) -> None:
    with pytest.raises(LookupError):
        written(NESTED, names, ["op/9"])


def test_points_parted_from_their_point_by_other_text_are_not_lost(names: Names) -> None:
    text = resolution(
        unit("op/1", "决定：", "1", **verb("决定")),
        unit("op/1/a", "保护平民：", "a", 1),
        unit("op/1/a/1", "采取行动；", "一", 2),
        unit("op/1/end", "预防暴力；"),
        unit("op/1/a/2", "保持联系；", "二", 2),
    )
    returns(text, names)


def test_sections_hold_their_preamble_and_paragraphs(names: Names) -> None:
    text = resolution(
        unit("h/1", "会议时地分配办法", "一"),
        unit("sec/1/pp/1", "回顾其决议，", verb="回顾", verb_end=2),
        unit("sec/1/op/1", "欢迎该报告。", "1", **verb("欢迎")),
        unit("h/2", "会议资源", "二"),
        unit("sec/2/pp/1", "回顾其决定，", verb="回顾", verb_end=2),
        unit("sec/2/op/1", "重申该办法。", "1", **verb("重申")),
    )
    returns(text, names)
    root = written(text, names)
    assert shown(root, ".//a:section/a:heading") == ["会议时地分配办法", "会议资源"]
    assert shown(root, ".//a:section/a:paragraph/a:num") == ["1.", "1."]


def test_a_table_keeps_its_cells_notes_and_references(names: Names) -> None:
    words = "职等 | 人数\nP-5 | 3"
    text = resolution(
        unit("op/1", "核准下表：", "1", **verb("核准")),
        unit(
            "table/1",
            words,
            notes=(NoteMark("a", len(words)),),
            rows=(
                (TableCell("职等", is_head=True), TableCell("人数", is_head=True)),
                (TableCell("P-5"), TableCell("3")),
            ),
        ),
        unit("op/2", "决定继续审议。", "2", **verb("决定")),
        footnotes=(Footnote("fn/a", "a", "估计数。"),),
    )
    returns(text, names)
    assert shown(written(text, names), ".//a:td/a:p") == ["P-5", "3估计数。"]


NOTED = unit(
    "op/1",
    "回顾第70/1号决议和《宪章》，又见该决议；",
    "1",
    verb="回顾",
    verb_end=2,
    notes=(NoteMark("1", 10), NoteMark("1", 21)),
    citations=(
        Citation("第70/1号决议", 2, 10, "A/RES/70/1"),
        Citation("《宪章》", 11, 15, "instrument:charter"),
        Citation("该决议", 18, 21, None, ("A/RES/1/1", "A/RES/2/1")),
    ),
    links=(Link(2, 10, "https://undocs.org/ch/A/RES/70/1"), Link(18, 20, "https://example.org/a b")),
)


def test_references_lead_to_the_united_nations_and_links_stay(names: Names) -> None:
    text = resolution(NOTED, footnotes=(Footnote("fn/1", "1", "见附件。"),))
    root = written(text, names)
    refs = [(found.get("href"), found.text) for found in root.findall(".//a:content//a:ref", AKN)]
    charter = names.instruments.of_slug("charter")
    assert charter
    assert refs == [("https://docs.un.org/zh/A/RES/70/1", "第70/1号决议"), (charter.official, "《宪章》")]
    # A reference whose target is uncertain has no address, so the link of the source stands.
    assert [found.get("href") for found in root.findall(".//a:a", AKN)] == ["https://example.org/a%20b"]
    returns(text, names)


def test_a_footnote_stands_at_its_first_mark(names: Names) -> None:
    root = written(
        resolution(NOTED, footnotes=(Footnote("fn/1", "1", "见附件。", eid="authorialNote_7"),)), names
    )
    (note,) = root.findall(".//a:authorialNote", AKN)
    (again,) = root.findall(".//a:noteRef", AKN)
    assert (note.get("marker"), note.get("eId"), again.get("href")) == (
        "1",
        "authorialNote_7",
        "#authorialNote_7",
    )


def test_one_phrase_that_names_several_documents_refers_to_each(names: Names) -> None:
    cited = tuple(Citation("第20/4 A和B号", 2, 11, f"A/RES/20/4 {letter}") for letter in "AB")
    root = written(resolution(unit("op/1", "回顾第20/4 A和B号决议；", "1", citations=cited)), names)
    hrefs = [found.get("href") for found in root.findall(".//a:mref/a:ref", AKN)]
    assert hrefs == ["https://docs.un.org/zh/A/RES/20/4A", "https://docs.un.org/zh/A/RES/20/4B"]


@pytest.mark.parametrize("order", ["12", "21", "1", "", "3"])
def test_footnotes_keep_their_order_whatever_the_order_of_the_marks(names: Names, order: str) -> None:
    marks = tuple(NoteMark(number, at) for at, number in enumerate(order, 2))
    text = resolution(
        unit("op/1", "决定继续审议这个问题；", "1", notes=marks, **verb("决定")),
        footnotes=(Footnote("fn/1", "1", "其一。"), Footnote("fn/2", "2", "其二。")),
    )
    returns(text, names)
