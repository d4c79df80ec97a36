"""English texts as JSON, with the places beside them, and where the languages differ."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.sources.akn import english
from tests.sources.akn import text as chinese

ZH = chinese.paragraph("1.", '<span class="bold">欢迎</span>秘书长的报告；') + chinese.paragraph(
    "2.", '<span class="bold">请</span>秘书长向72国提供援助；'
)
EN = english.paragraph("1", "Welcomes", "the report of the Secretary-General;") + english.paragraph(
    "2", "Requests", "the Secretary-General to provide assistance to 77 States;"
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """213 in both languages, 215 in Chinese only."""
    folder = tmp_path_factory.mktemp("english")
    texts = folder / "texts"
    texts.mkdir()
    more = english.paragraph(
        "3", "Decides", f"to remain seized{chinese.note('1', 'See A/77/1.')} of the matter."
    )
    for name, content in (
        ("213-zh", chinese.statement(ZH)),
        ("213-en", english.statement(EN + more)),
        ("215-zh", chinese.statement(ZH, number="77/215", cover="A/RES/77/215")),
    ):
        (texts / f"{name}.xml").write_bytes(chinese.document(content))
    assert not run_ingest(folder / "archive", texts).refused
    with TestClient(create_app(Settings(archive=folder / "archive")), base_url="http://juey.test") as client:
        yield client


def test_each_unit_has_the_chinese_places_that_say_the_same(client: TestClient) -> None:
    found = client.get("/api/v1/documents/A/RES/77/213/en").json()
    assert (found["language"], found["url"], found["symbol"]) == ("en", "/A/RES/77/213/en", "A/RES/77/213")
    assert found["title"] == "Enhancement of international cooperation"
    assert [(one["anchor"], one["pairs"], one["how"]) for one in found["paragraphs"]] == [
        ("pp/1", ["pp/1"], "place"),
        ("op/1", ["op/1"], "place"),
        ("op/2", ["op/2"], "place"),
        ("op/3", [], None),
    ]
    assert [(one["anchor"], one["pairs"], one["how"]) for one in found["footnotes"]] == [("fn/1", [], None)]
    assert [one["path"] for one in found["sources"]] == ["213-en.xml"]


def test_a_document_without_english_text_says_so(client: TestClient) -> None:
    answer = client.get("/api/v1/documents/A/RES/77/215/en")
    assert (answer.status_code, answer.json()["detail"]) == (404, "本库没有 A/RES/77/215 的英文本")


def test_differences_are_listed_with_both_texts(client: TestClient) -> None:
    found = client.get("/api/v1/divergences?kind=number").json()
    (one,) = found["items"]
    assert (found["total"], one["url"], one["kind"], one["zh"], one["en"]) == (
        1,
        "/A/RES/77/213/op/2",
        "number",
        ["72"],
        ["77"],
    )
    assert one["en_text"].startswith("Requests")
    assert (one["symbol"], one["zh_anchor"], one["en_anchor"]) == ("A/RES/77/213", "op/2", "op/2")
    assert one["bilingual_url"] == "/A/RES/77/213?view=bilingual#op-2"
    assert (one["category"], one["remarks"], one["witnesses"]) == ("none", [], {})


def test_what_one_text_lacks_is_a_difference_with_one_side_empty(client: TestClient) -> None:
    found = client.get("/api/v1/divergences?kind=missing").json()
    assert [(one["url"], one["zh"], one["zh_text"], one["zh_anchor"]) for one in found["items"]] == [
        ("/A/RES/77/213/en#op-3", [], "", None),
        ("/A/RES/77/213/en#fn-1", [], "", None),
    ]
    paragraph, note = found["items"]
    assert paragraph["en"] == [paragraph["en_text"]] == ["Decides to remain seized of the matter."]
    assert (note["en"], note["bilingual_url"]) == (["See A/77/1."], "/A/RES/77/213?view=bilingual#en-fn-1")


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("kind=number", 1),
        ("kind=symbol", 0),
        ("kind=number&kind=missing", 3),
        ("body=GA&session=77", 3),
        ("body=HRC", 0),
        ("category=none", 3),
        ("category=corrected", 0),
    ],
)
def test_differences_are_narrowed(client: TestClient, query: str, total: int) -> None:
    assert client.get(f"/api/v1/divergences?{query}").json()["total"] == total
