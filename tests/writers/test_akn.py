"""Documents as Akoma Ntoso: valid, in the shape of the United Nations' files, and read again as the same text."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from app.domain.adoption import Adoption, Vote
from app.domain.exported import ExportedDocument
from app.domain.organs import Names
from app.domain.place_lookup import places_of
from app.domain.resolution import Keyword, Language, Resolution, Sponsor, Step
from app.ingest.files import find_sources
from app.ingest.reading import read_file, with_citations
from app.settings import ROOT
from app.sources.akn import read as read_akn
from app.sources.plain_text import read as read_plain
from app.writers.akn import akn
from tests.conftest import TEXTS, only
from tests.sources.akn import english
from tests.sources.akn import text as un
from tests.writers.made_texts import AKN, HEAD, PLACE, resolution, returns, shown, unit, verb, written
from tests.writers.read_again import faults, read_again


@pytest.fixture(scope="session")
def five(names: Names) -> dict[str, Resolution]:
    texts = (only(read_plain(path.read_bytes(), path.stem, names)).resolution for path in TEXTS)
    return {text.id: with_citations(text, names) for text in texts}


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
        found = {element.get(PLACE) for element in etree.fromstring(data).iter(etree.Element)}
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
            unit("op/1", "决定继续审议。", "1", **verb("决定")),
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


def test_the_vote_names_each_state_by_its_code(names: Names) -> None:
    adoption = Adoption(
        "recorded_vote",
        2,
        1,
        0,
        "经记录表决，以2票赞成、1票反对、0票弃权获得通过",
        (Vote("CHN", "中国", "in_favour"), Vote(None, "某国", "in_favour"), Vote("FRA", "法国", "against")),
    )
    text = resolution(unit("op/1", "决定继续审议。", "1", **verb("决定")), adoption=adoption)
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
        unit("op/1", "决定继续审议。", "1", **verb("决定")),
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
        akn(ExportedDocument(1, resolution()), names, "en")


def test_the_golden_file_of_a_text_is_what_goes_out(five: dict[str, Resolution], names: Names) -> None:
    golden = Path(ROOT / "tests" / "golden" / "A_RES_77_213.akn")
    root = written(five["A/RES/77/213"], names)
    etree.indent(root)
    assert etree.tostring(root, encoding="unicode") + "\n" == golden.read_text("utf-8")
