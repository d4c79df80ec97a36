"""Terms and verbs in both languages: pages, JSON, files."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import etree

from app.main import create_app
from app.settings import Settings
from tests.web.archives import page
from tests.web.in_both_languages import both_languages


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with both_languages(tmp_path_factory.mktemp("both")) as client:
        yield client


def test_a_term_is_told_with_counts_and_a_proof(client: TestClient) -> None:
    answer = client.get("/api/v1/terms", params={"q": "due diligence"}).json()
    assert (answer["query"], answer["language"], answer["units"], answer["supported"]) == (
        "due diligence",
        "en",
        4,
        True,
    )
    first = answer["items"][0]
    assert (first["text"], first["units"], first["share"], first["documents"]) == ("尽职调查", 3, 0.75, 1)
    assert (first["first"], first["last"], first["by_body"]) == (2022, 2022, [{"value": "GA", "count": 3}])
    assert "尽职调查" in first["example"]["zh"]
    assert "diligence" in first["example"]["en"]
    assert client.get(first["example"]["url"]).status_code == 200


def test_chinese_is_told_in_english_as_printed(client: TestClient) -> None:
    answer = client.get("/api/v1/terms", params={"q": "尽职调查"}).json()
    assert (answer["language"], answer["units"]) == ("zh", 3)
    assert answer["items"][0]["text"] in ("due diligence", "due‑diligence")


@pytest.mark.parametrize("typed", ["refugees", "no such thing", "。", "难民"])
def test_where_too_little_is_known_nothing_is_told(client: TestClient, typed: str) -> None:
    answer = client.get("/api/v1/terms", params={"q": typed}).json()
    assert (answer["supported"], answer["items"]) == (False, [])
    assert "不足以判断" in page(client, f"/terms?q={typed}").select_one(".summary").get_text()


def test_the_page_shows_candidates_with_both_texts_marked(client: TestClient) -> None:
    html = page(client, "/terms?q=due diligence")
    first = html.select_one(".result")
    assert first.select_one("h2").get_text(strip=True) == "尽职调查"
    assert "3 处，占 75" in first.select_one(".count").get_text()
    assert next(one.get_text() for one in first.select("mark")) == "尽职调查"
    both = client.get(str(first.select_one("h2 a")["href"]))
    assert both.status_code == 200
    assert "3 处" in both.text


def test_candidates_come_as_table_and_termbase(client: TestClient) -> None:
    assert "尽职调查,3,0.750" in client.get("/terms.csv?q=due diligence").text
    root = etree.fromstring(client.get("/terms.tbx?q=due diligence").content)
    names = {"t": "urn:iso:std:iso:30042:ed-2"}
    assert root.xpath("//t:conceptEntry[1]//t:term/text()", namespaces=names) == ["due diligence", "尽职调查"]


def test_verbs_stand_by_organ_with_their_paragraphs(client: TestClient) -> None:
    text = client.get("/terms/verbs.csv").text
    assert {"Calls upon,促请,大会,1", "Calls upon,吁请,大会,1", "Requests,请,大会,1"} <= {*text.splitlines()}
    html = page(client, "/terms/verbs")
    rows = {tuple(cell.get_text(strip=True) for cell in row.select("td")) for row in html.select("tbody tr")}
    assert {("促请", "1", "1"), ("吁请", "1", "1"), ("请", "1", "1")} <= rows
    root = etree.fromstring(client.get("/terms/verbs.tbx").content)
    assert len(root.findall(".//{*}conceptEntry")) >= 5


def test_pasted_english_is_answered_with_the_agreed_chinese(client: TestClient) -> None:
    draft = "Calls upon enterprises to exercise due diligence\nin all supply chains;\n\nSomething quite different."
    html = client.post("/wording", data={"q": draft})
    assert html.status_code == 200
    assert "促请企业在供应链中开展尽职调查；" in html.text
    assert "未找到" in html.text
    assert html.headers["cache-control"] == "private, no-cache"
    whole = client.post("/wording", data={"q": "States to receive refugees"})
    assert "逐字相同或含有这段文字" in whole.text


def test_an_archive_without_english_says_so(archive: Path) -> None:
    with TestClient(create_app(Settings(archive=archive)), base_url="http://juey.test") as five:
        assert "本库没有英文本" in five.get("/terms?q=due diligence").text
        assert "本库没有英文本" in five.get("/terms/verbs").text
        assert "/search/parallel" not in five.get("/search?q=人权").text
        assert five.post("/wording", data={"q": "Calls upon all States"}).status_code == 200
