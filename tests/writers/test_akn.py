"""Documents as Akoma Ntoso: valid, in the shape of the United Nations' files, and read again as the same text."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from lxml import etree

from app.domain.adoption import Adoption, Vote
from app.domain.exported import ExportedDocument
from app.domain.organs import Names
from app.domain.place_lookup import places_of
from app.domain.resolution import (
    Citation,
    Footnote,
    Head,
    Keyword,
    Language,
    Link,
    NoteMark,
    Paragraph,
    Resolution,
    Sponsor,
    Step,
    TableCell,
)
from app.ingest.files import find_sources
from app.ingest.reading import read_file, with_citations
from app.settings import ROOT
from app.sources.akn import read as read_akn
from app.sources.plain_text import read as read_plain
from app.writers.akn import akn
from tests.conftest import TEXTS, only
from tests.sources.akn import english
from tests.sources.akn import text as un
from tests.writers.read_again import differences, faults, read_again

AKN = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
PLACE = "{tag:jueyi,2026:akn}place"
HEAD = Head("A/RES/77/213", "resolution", "adopted", "GA", "77/213", "增进国际合作", "77", formula="大会，")


@pytest.fixture(scope="session")
def five(names: Names) -> dict[str, Resolution]:
    texts = (only(read_plain(path.read_bytes(), path.stem, names)).resolution for path in TEXTS)
    return {text.id: with_citations(text, names) for text in texts}


def written(text: Resolution, names: Names, places: list[str] | None = None) -> etree._Element:
    """A text as it goes out."""
    return etree.fromstring(akn(ExportedDocument(1, text), names, text.language, places))


def returns(text: Resolution, names: Names) -> None:
    """Whether a text is written into a valid file that is read as the same text."""
    data = akn(ExportedDocument(1, text), names, text.language)
    assert faults(data) == []
    assert list(differences(text, read_again(data, text, names))) == []


def resolution(*units: Paragraph, head: Head = HEAD, **others: object) -> Resolution:
    """A resolution of these paragraphs."""
    parts: dict[str, object] = {"footnotes": (), **others}
    return replace(Resolution("A/RES/77/213", head, units), **parts)  # type: ignore[arg-type]


def unit(anchor: str, words: str, number: str | None = None, depth: int = 0, **others: object) -> Paragraph:
    """A paragraph; of the kind that its place tells."""
    kinds = {"pp": "preambular", "op": "operative", "h": "heading", "table": "table"}
    found = next((kinds[step] for step in anchor.split("/") if step in kinds), "paragraph")
    annex = anchor.split("/")[1] if anchor.startswith("annex/") else None
    kind = "paragraph" if annex and found == "operative" else found
    return replace(Paragraph(anchor, kind, words, number, depth, annex), **others)  # type: ignore[arg-type]


verb = partial(dict, verb_start=0, verb_end=2)


def shown(element: etree._Element, path: str) -> list[str]:
    """The words of the elements at a path."""
    return ["".join(found.itertext()) for found in element.findall(path, AKN)]


@pytest.mark.parametrize("address", ["A/HRC/RES/50/4", "A/HRC/RES/32/6", "A/HRC/RES/56/4", "A/RES/77/213"])
def test_the_texts_that_ship_come_back_as_they_were(
    five: dict[str, Resolution], names: Names, address: str
) -> None:
    returns(five[address], names)


def test_a_draft_without_symbol_keeps_sponsors_and_their_mark(
    five: dict[str, Resolution], names: Names
) -> None:
    draft = next(text for text in five.values() if text.head.kind == "draft")
    returns(draft, names)
    line = shown(written(draft, names), ".//a:docTitle[@refersTo='sponsors']/a:organization")
    assert line == ["中国", "古巴", "俄罗斯联邦"]


def test_texts_in_the_shapes_of_eighty_years_come_back(names: Names) -> None:
    folders = [ROOT / "tests" / "golden" / name for name in ("eras", "faults")]
    reads = [read_file(source, names) for source in find_sources(folders)]
    texts = [text for read in reads for text in read.resolutions]
    assert len(texts) > 100
    for text in texts:
        returns(text, names)


def test_every_place_of_a_text_is_a_valid_portion(five: dict[str, Resolution], names: Names) -> None:
    text = five["A/HRC/RES/50/4"]
    for place in places_of(text):
        data = akn(ExportedDocument(1, text), names, "zh", [place])
        assert faults(data) == [], place
        found = {element.get(PLACE) for element in etree.fromstring(data).iter()}
        assert place == "vote" or place in found


def test_addresses_are_those_of_the_united_nations(five: dict[str, Resolution], names: Names) -> None:
    root = written(five["A/RES/77/213"], names)
    uris = [found.get("value") for found in root.findall("a:statement/a:meta//a:FRBRuri", AKN)]
    assert uris == [
        "/akn/un/statement/deliberation/unga/2022-12-15/77-213/",
        "/akn/un/statement/deliberation/unga/2022-12-15/77-213/zho@/",
        "/akn/un/statement/deliberation/unga/2022-12-15/77-213/zho@.xml",
    ]


@pytest.mark.parametrize(
    ("symbol", "kind", "body", "number", "expected"),
    [
        ("A/RES/77/256 B", "resolution", "GA", "77/256 B", "unga/2022-12-15/77-256B/"),
        ("S/RES/2722 (2024)", "resolution", "SC", "2722 (2024)", "unsc/2024-01-10/2722-2024/"),
        ("A/DEC/76/402", "decision", "GA", "76/402", "unga/2021-12-09/76-402/"),
        ("S/2023/506", "draft", "SC", None, "unsc/0001-01-01/2023-506/"),
        ("A/C.3/77/L.25", "draft", "GA", None, "unga/0001-01-01/C.3-77-L.25/"),
    ],
)
def test_each_kind_of_document_has_its_address_and_comes_back(
    names: Names, symbol: str, kind: str, body: str, number: str | None, expected: str
) -> None:
    head = replace(
        HEAD,
        symbol=symbol,
        kind=kind,  # type: ignore[arg-type]
        body=body,
        number=number,
        outcome="not_adopted" if kind == "draft" else "adopted",
        session=None,
        adopted_on=None if kind == "draft" else date.fromisoformat(expected.split("/")[1]),
    )
    text = replace(
        resolution(
            unit("pp/1", "回顾其决议，", verb="回顾", verb_end=2),
            unit("op/1", "决定继续审议。", "1", **verb(verb="决定")),
        ),
        id=symbol.replace(" ", ""),
        head=head,
    )
    returns(text, names)
    uri = written(text, names).find(".//a:FRBRWork/a:FRBRuri", AKN)
    assert uri is not None
    assert uri.get("value") == f"/akn/un/statement/deliberation/{expected}"


def test_a_text_without_paragraphs_is_written(names: Names) -> None:
    data = akn(ExportedDocument(1, resolution()), names)
    assert faults(data) == []
    assert "增进国际合作" in data.decode()


NESTED = resolution(
    unit("pp/1", "回顾下列决议：", verb="回顾", verb_end=2),
    unit("pp/1/a", "第一项，", "a", 1),
    unit("pp/1/a/1", "其一，", "一", 2),
    unit("pp/1/b", "第二项，", "b", 1),
    unit("pp/1/end", "以及其他决议，"),
    unit("h/1", "工作安排", "一"),
    unit("op/1", "请秘书长：", "1", **verb(verb="请", verb_end=1)),
    unit("op/1/a", "提交报告：", "a", 1),
    unit("op/1/a/1", "全文；", "一", 2),
    unit("op/1/a/2", "摘要；", "二", 2),
    unit("op/1/b", "答复；", "b", 1),
    unit("op/1/end", "并为此协商；"),
    unit("op/1/end~2", "又为此协商；"),
    unit("op/1/c", "散发；", "c", 1),
    unit("op/2", "决定继续审议。", "2", **verb(verb="决定")),
    unit("annex/1/h/1", "附件"),
    unit("annex/1/op/1", "应当：", "1"),
    unit("annex/1/op/1/1", "合作；", None, 1),
    unit("annex/1/op/1/2", "协商。", None, 1),
)


def test_points_and_the_text_after_them_stand_in_their_paragraph(names: Names) -> None:
    returns(NESTED, names)
    root = written(NESTED, names)
    (paragraph,) = (found for found in root.iter() if found.get(PLACE) == "op/1")
    assert shown(paragraph, "a:list/a:point/a:num") == ["(a)", "(b)", "(c)"]
    assert shown(paragraph, "a:list/a:point/a:list/a:point/a:num") == ["(一)", "(二)"]
    assert shown(paragraph, "a:list/a:wrapUp") == ["并为此协商；", "又为此协商；"]
    assert shown(root, ".//a:attachment//a:heading") == ["附件"]


def test_identifiers_are_unique_and_follow_the_convention(names: Names) -> None:
    ids = [found.get("eId") for found in written(NESTED, names).iter() if found.get("eId")]
    assert len(ids) == len(set(ids))
    assert {"para_1__list_1__point_a__list_1__point_2", "att_1__para_1__list_1__point_1"} <= set(ids)


def test_a_point_is_a_portion_with_what_is_below_it(names: Names) -> None:
    root = written(NESTED, names, ["op/1/a"])
    assert [element.get(PLACE) for element in root.iter() if element.get(PLACE)] == [
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
        unit("op/1", "决定：", "1", **verb(verb="决定")),
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
        unit("sec/1/op/1", "欢迎该报告。", "1", **verb(verb="欢迎")),
        unit("h/2", "会议资源", "二"),
        unit("sec/2/pp/1", "回顾其决定，", verb="回顾", verb_end=2),
        unit("sec/2/op/1", "重申该办法。", "1", **verb(verb="重申")),
    )
    returns(text, names)
    root = written(text, names)
    assert shown(root, ".//a:section/a:heading") == ["会议时地分配办法", "会议资源"]
    assert shown(root, ".//a:section/a:paragraph/a:num") == ["1.", "1."]


def test_a_table_keeps_its_cells_notes_and_references(names: Names) -> None:
    words = "职等 | 人数\nP-5 | 3"
    text = resolution(
        unit("op/1", "核准下表：", "1", **verb(verb="核准")),
        unit(
            "table/1",
            words,
            notes=(NoteMark("a", len(words)),),
            rows=(
                (TableCell("职等", is_head=True), TableCell("人数", is_head=True)),
                (TableCell("P-5"), TableCell("3")),
            ),
        ),
        unit("op/2", "决定继续审议。", "2", **verb(verb="决定")),
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
        unit("op/1", "决定继续审议这个问题；", "1", notes=marks, **verb(verb="决定")),
        footnotes=(Footnote("fn/1", "1", "其一。"), Footnote("fn/2", "2", "其二。")),
    )
    returns(text, names)


def test_the_vote_names_each_state_by_its_code(names: Names) -> None:
    adoption = Adoption(
        "recorded_vote",
        2,
        1,
        0,
        "经记录表决，以2票赞成、1票反对、0票弃权获得通过",
        (Vote("CHN", "中国", "in_favour"), Vote(None, "某国", "in_favour"), Vote("FRA", "法国", "against")),
    )
    text = resolution(unit("op/1", "决定继续审议。", "1", **verb(verb="决定")), adoption=adoption)
    returns(text, names)
    voters = [
        (found.get("refersTo"), found.text)
        for found in written(text, names).findall(".//a:voting//a:organization", AKN)
    ]
    assert voters == [("#CHN", "中国"), ("#memberState", "某国"), ("#FRA", "法国")]
    assert shown(written(text, names, ["vote"]), ".//a:vote/a:outcome")[0].startswith("[经记录表决")


def test_facts_of_the_head_history_and_subjects_come_back(names: Names) -> None:
    head = replace(
        HEAD,
        session_dates="2022年9月13日至12月30日",
        agenda_item="68(b)",
        agenda_item_title="促进和保护人权",
        committee="第三委员会",
        adopted_on=date(2022, 12, 15),
        published_on=date(2023, 1, 5),
        meeting="第54次全体会议、第55次全体会议",
        distribution="General",
        language="Chinese",
        original_language="English",
        originating="A/77/463/Add.2，第87段",
        remarks=("由于技术原因重新印发。",),
    )
    text = resolution(
        unit("op/1", "决定继续审议。", "1", **verb(verb="决定")),
        head=head,
        steps=(
            Step("draft", "A/C.3/77/L.25", date(2022, 10, 28), "China [and] Cuba: 100% #1"),
            Step("report", "A/77/463/Add.2", detail="87"),
            Step("meeting", "A/77/PV.54", date(2022, 12, 15)),
        ),
        sponsors=(Sponsor("CHN", "中国"), Sponsor("CUB", "古巴")),
        keywords=(
            Keyword("sdg", "16", "http://metadata.un.org/sdg/16"),
            Keyword("unbis", "HUMAN RIGHTS"),
            Keyword("agenda", "Human rights questions"),
        ),
    )
    returns(text, names)


def test_characters_that_xml_forbids_are_left_out(names: Names) -> None:
    text = resolution(unit("op/1", "决定\x00继续\ufffe审议。", "1"), head=replace(HEAD, title="增进\x0b合作"))
    root = written(text, names)
    assert shown(root, ".//a:content/a:p") == ["决定继续审议。"]
    assert shown(root, ".//a:preface//a:docTitle") == ["增进合作"]


def test_identifiers_of_the_source_stay_in_both_languages(names: Names) -> None:
    languages: tuple[tuple[Language, bytes], ...] = (
        (
            "zh",
            un.document(
                un.statement(un.paragraph("1.", '<span class="bold">决定</span>继续审议。', eid="para_18"))
            ),
        ),
        ("en", un.document(english.statement())),
    )
    texts = {language: only(read_akn(data, "any", names)).resolution for language, data in languages}
    document = ExportedDocument(1, texts["zh"], (texts["en"],))
    for language, text in texts.items():
        data = akn(document, names, language)
        assert faults(data) == []
        again = read_again(data, text, names)
        assert [one.eid for one in again.paragraphs] == [
            one.eid or f"container_{n}" for n, one in enumerate(text.paragraphs, 1)
        ]
        assert [one.text for one in again.paragraphs] == [one.text for one in text.paragraphs]
    english_file = akn(document, names, "en").decode()
    assert "/2022-12-15/77-213/eng@/" in english_file
    assert '<span class="italic">Welcomes</span>' in english_file
    assert "54th (resumed) plenary meeting" in english_file


def test_a_language_that_is_not_held_is_an_error(names: Names) -> None:
    with pytest.raises(LookupError):
        akn(ExportedDocument(1, NESTED), names, "en")


def test_the_golden_file_of_a_text_is_what_goes_out(five: dict[str, Resolution], names: Names) -> None:
    golden = Path(ROOT / "tests" / "golden" / "A_RES_77_213.akn")
    root = written(five["A/RES/77/213"], names)
    etree.indent(root)
    assert etree.tostring(root, encoding="unicode") + "\n" == golden.read_text("utf-8")
