"""The English text of a document: its page, the ways to it, what is said where there is none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.sources.akn import english
from tests.sources.akn import text as chinese
from tests.web.archives import page, statements

NOTED = english.BODY + english.paragraph("4", "Recalls", f"it{chinese.note('1', 'See A/77/1.')};")
CHINESE_BODY = chinese.paragraph("1.", '<span class="bold">请</span>各国继续工作；')


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """213 in both languages, 214 in English only, 215 in Chinese only."""
    folder = tmp_path_factory.mktemp("editions")
    texts = folder / "texts"
    texts.mkdir()
    for name, content in (
        ("213-zh", chinese.statement(CHINESE_BODY)),
        ("213-en", english.statement(NOTED)),
        ("214-en", english.statement(number="77/214")),
        ("215-zh", chinese.statement(CHINESE_BODY, number="77/215", cover="A/RES/77/215")),
    ):
        (texts / f"{name}.xml").write_bytes(chinese.document(content))
    assert not run_ingest(folder / "archive", texts).refused
    with TestClient(
        create_app(Settings(archive=folder / "archive")), base_url="http://juey.test", follow_redirects=False
    ) as client:
        yield client


def test_the_english_text_has_its_own_places_language_and_notes(client: TestClient) -> None:
    html = page(client, "/A/RES/77/213/en")
    text = html.select_one("div.text")
    assert text["lang"] == html.select_one("h1")["lang"] == "en"
    assert [unit["id"] for unit in text.select(".unit")] == ["pp-1", "op-1", "op-2", "op-3", "op-4"]
    assert text.select_one("#op-2 .verb").get_text() == "Also notes with appreciation"
    assert html.select_one("#fn-1 p").get_text().startswith("See A/77/1.")
    assert html.select_one("html")["lang"].startswith("zh")


def test_both_texts_lead_to_each_other(client: TestClient) -> None:
    to_english = page(client, "/A/RES/77/213").select_one(".ways a[hreflang=en]")
    assert (to_english["href"], to_english.get_text()) == ("/A/RES/77/213/en", "英文本")
    back = page(client, "/A/RES/77/213/en")
    assert back.select_one(".ways a[hreflang=zh]")["href"] == "/A/RES/77/213"
    alternates = {one["hreflang"]: one["href"] for one in back.select("link[rel=alternate][hreflang]")}
    assert alternates == {"en": "/A/RES/77/213/en", "zh": "/A/RES/77/213"}


def test_a_range_in_english_leads_to_its_first_place(client: TestClient) -> None:
    answer = client.get("/A/RES/77/214/en/op/2-3")
    assert (answer.status_code, answer.headers["location"]) == (307, "/A/RES/77/214/en#op-2")


def test_files_behind_the_language_are_english(client: TestClient) -> None:
    (record,) = client.get("/A/RES/77/213/en.csl.json").json()
    assert (record["language"], record["author"]) == ("en-US", [{"literal": "General Assembly"}])
    assert record["genre"] == "Resolution"
    assert record["abstract"].startswith("The General Assembly, ")
    # What stands beside the Chinese paragraph 1 is paragraph 3.
    text = client.get("/A/RES/77/213/en/op/1.txt").text
    assert text == (
        "3. Calls upon all States to continue their cooperation.\n\n"
        "General Assembly resolution 77/213 of 15 December 2022, para. 3 http://juey.test/A/RES/77/213/en/op/1\n"
    )
    assert "SP  - para. 3\r\n" in client.get("/A/RES/77/213/en/op/1.ris").text
    both = client.get("/A/RES/77/214/en/op/2-3.json").json()
    assert [unit["anchor"] for unit in both["paragraphs"]] == ["op/2", "op/3"]
    assert client.get("/A/RES/77/215/en.ris").status_code == 404


def test_a_place_in_english_leads_into_the_page(client: TestClient) -> None:
    answer = client.get("/A/RES/77/213/en/OP/2")
    assert (answer.status_code, answer.headers["location"]) == (307, "/A/RES/77/213/en#op-2")
    assert client.get("/A/RES/77/213/en/op/9").status_code == 404
    assert client.get("/a/res/77/213/en").headers["location"] == "/A/RES/77/213/en"


def test_a_document_in_english_only_says_so(client: TestClient) -> None:
    assert "仅有英文本" in page(client, "/A/RES/77/214").get_text()
    alone = page(client, "/A/RES/77/214/en")
    assert "仅有英文本" in alone.get_text()
    assert not alone.select(".ways, link[hreflang=zh]")
    answer = client.get("/A/RES/77/214/op/2")
    assert (answer.status_code, answer.headers["location"]) == (307, "/A/RES/77/214/en#op-2")
    assert client.get("/A/RES/77/214/op/9").status_code == 404


def test_where_there_is_no_text_in_a_language_that_is_said(client: TestClient) -> None:
    answer = client.get("/A/RES/77/215/en")
    assert answer.status_code == 404
    assert "本库没有英文本" in answer.text
    assert not page(client, "/A/RES/77/215").select(".ways a[hreflang=en]")
    assert "本库只收录中文本和英文本" in client.get("/A/RES/77/213/fr").text


def test_lists_coverage_and_search_stand_a_document_without_chinese_text(client: TestClient) -> None:
    for address in (
        "/",
        "/browse",
        "/coverage",
        "/search?q=继续工作",
        "/problems",
        "/api/v1/documents/A/RES/77/214",
    ):
        assert client.get(address).status_code == 200, address


def test_both_texts_stand_side_by_side_by_pairs(client: TestClient) -> None:
    html = page(client, "/A/RES/77/213?view=bilingual")
    pairs = [
        (
            [unit["id"] for unit in pair.select(".zh .unit")],
            [link["href"] for link in pair.select(".en .permalink")],
            [lacking.get_text() for lacking in pair.select(".lacking")],
        )
        for pair in html.select(".text .pair:has(div.en)")
    ]
    en = "/A/RES/77/213/en#"
    assert pairs == [
        (["pp-1"], [f"{en}pp-1"], []),
        *(([], [f"{en}op-{number}"], ["中文本无此段"]) for number in (1, 2)),
        (["op-1"], [f"{en}op-3"], []),
        ([], [f"{en}op-4"], ["中文本无此段"]),
    ]
    (note,) = html.select(".notes .pair")
    assert [note.select_one(".lacking").get_text(), note.select_one(".en .note p").get_text()] == [
        "中文本无此注",
        "See A/77/1.",
    ]
    assert html.select_one("div.en")["lang"] == "en"
    assert "4 处只见于一种语言" in html.select_one(".notice").get_text()


def test_a_document_in_one_language_has_no_other_view(client: TestClient) -> None:
    assert not page(client, "/A/RES/77/215?view=bilingual").select(".pair")
    assert not page(client, "/A/RES/77/214?view=bilingual").select(".pair")
    ways = [link.get_text() for link in page(client, "/A/RES/77/213").select(".ways a")]
    assert "中英对照（4 处不同）" in ways


@pytest.fixture(scope="module")
def led(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A document whose Chinese text has a paragraph that the English one lacks."""
    folder = tmp_path_factory.mktemp("led")
    texts = folder / "texts"
    texts.mkdir()
    zh = "".join(
        chinese.paragraph(f"{number}.", words)
        for number, words in enumerate(
            (
                '<span class="bold">欢迎</span>秘书长的报告；',
                '<span class="bold">决定</span>设立72个教育信托基金；',
                '<span class="bold">促请</span>所有国家继续合作。',
            ),
            start=1,
        )
    )
    en = english.paragraph("1", "Welcomes", "the report of the Secretary-General;") + english.paragraph(
        "2", "Calls upon", "all States to continue their cooperation."
    )
    (texts / "zh.xml").write_bytes(chinese.document(chinese.statement(zh)))
    (texts / "en.xml").write_bytes(chinese.document(english.statement(en)))
    assert not run_ingest(folder / "archive", texts).refused
    with TestClient(
        create_app(Settings(archive=folder / "archive")),
        base_url="http://juey.test",
        follow_redirects=False,
    ) as client:
        yield client


def test_an_english_place_is_led_by_the_chinese_one(led: TestClient) -> None:
    assert led.get("/A/RES/77/213/en/op/3").headers["location"] == "/A/RES/77/213/en#op-2"


def test_the_page_of_a_place_shows_its_english(led: TestClient) -> None:
    english = page(led, "/A/RES/77/213/op/3").select_one("section.beside")
    unit = english.select_one("[lang=en] .unit")
    assert unit.select_one("p").get_text() == "Calls upon all States to continue their cooperation."
    assert (unit.a.get_text(), unit.a["href"]) == ("2.", "/A/RES/77/213/en/op/3")
    assert "英文本中是第2段" in english.get_text()
    assert english.select_one(".ways a[hreflang=en]")["href"] == "/A/RES/77/213/en/op/3"


def test_the_english_of_a_range_says_what_it_lacks(led: TestClient) -> None:
    english = page(led, "/A/RES/77/213/op/1-3").select_one("section.beside")
    said = [node.get_text() for node in english.select(".unit p, .lacking")]
    assert said == [
        "Welcomes the report of the Secretary-General;",
        "英文本无此段",
        "Calls upon all States to continue their cooperation.",
    ]


def test_a_place_is_offered_in_both_languages_with_its_source(led: TestClient) -> None:
    html = page(led, "/A/RES/77/213/op/3")
    ways = dict(
        zip(
            (name.get_text() for name in html.select(".citing-formats dt")),
            (code.get_text() for code in html.select(".citing-formats code")),
            strict=True,
        )
    )
    assert ways["中英对照"].splitlines() == [
        "促请所有国家继续合作。",
        "Calls upon all States to continue their cooperation.",
        "大会2022年12月15日第77/213号决议第3段 http://juey.test/A/RES/77/213/op/3",
    ]
    assert "中英对照" not in page(led, "/A/RES/77/213/op/2").select_one(".citing-formats").get_text()


def test_a_place_without_english_says_nothing_of_it(client: TestClient) -> None:
    assert not page(client, "/A/RES/77/215/op/1").select("section.beside")


def test_english_takes_the_same_statements_for_one_place_and_for_many(tmp_path: Path) -> None:
    taken = []
    for count in (1, 9):
        texts = tmp_path / f"texts-{count}"
        texts.mkdir()
        zh = "".join(
            chinese.paragraph(f"{n}.", f'<span class="bold">请</span>各国执行第{n}项措施；')
            for n in range(1, count + 2)
        )
        en = "".join(
            english.paragraph(str(n), "Calls upon", f"all States to carry out measure {n};")
            for n in range(1, count + 2)
        )
        (texts / "zh.xml").write_bytes(chinese.document(chinese.statement(zh)))
        (texts / "en.xml").write_bytes(chinese.document(english.statement(en)))
        assert not run_ingest(tmp_path / f"archive-{count}", texts).refused
        taken.append(statements(tmp_path / f"archive-{count}", f"/A/RES/77/213/op/1-{count + 1}"))
    assert taken[0] == taken[1]


def test_english_references_are_links(client: TestClient) -> None:
    for path in ("/A/RES/77/213/en", "/A/RES/77/213?view=bilingual"):
        assert page(client, path).select_one("[lang=en] .note a.cite")["href"] == "/A/77/1", path


def test_numbers_of_the_english_page_lead_back_to_their_own_paragraphs(led: TestClient) -> None:
    marks = page(led, "/A/RES/77/213/en").select(".unit > .permalink.numbered")
    assert [mark["href"] for mark in marks] == ["/A/RES/77/213/en/op/1", "/A/RES/77/213/en/op/3"]
    for mark in marks:
        unit = mark.parent["id"]
        assert led.get(str(mark["href"])).headers["location"] == f"/A/RES/77/213/en#{unit}"


def test_each_view_leads_to_the_other_two(client: TestClient) -> None:
    others = {
        "/A/RES/77/213": {"both", "en"},
        "/A/RES/77/213/en": {"zh", "both"},
        "/A/RES/77/213?view=bilingual": {"zh", "en"},
    }
    for path, languages in others.items():
        assert {a["data-language"] for a in page(client, path).select(".ways a[data-language]")} == languages
