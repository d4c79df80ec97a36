"""Words near each other and in a row, and copied phrases, on the pages of a search and in documents."""

import re
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from app.domain.query import parse
from tests.search.conftest import five, scan  # noqa: F401  the oracle's fixtures
from tests.search.scan import Scan
from tests.web.archives import page

TOGETHER = ('"真诚 合作"~10', "促进*合作", '"国际 合作 人权"~5 部分:op')


@pytest.mark.parametrize("typed", TOGETHER)
def test_marks_show_what_stands_together(client: TestClient, scan: Scan, typed: str) -> None:  # noqa: F811
    answer = client.get("/api/v1/search", params={"q": typed, "size": 100}).json()
    assert answer["total_paragraphs"] == len(scan.find(parse(typed))) > 0
    for result in answer["results"]:
        for hit in result["hits"]:
            marked = [piece["text"] for piece in hit["pieces"] if piece["match"]]
            words = re.findall("真诚|合作|促进|国际|人权", typed)
            assert {word for word in words if any(word in one for one in marked)} == set(words)


def test_a_document_and_a_concordance_mark_what_stands_together(client: TestClient) -> None:
    typed = '"真诚 合作"~10'
    lines = page(client, f"/search/kwic?q={typed}").select(".kwic mark")
    assert lines
    for line in lines:
        text = re.sub(r"[\W_]", "", line.text)
        assert re.fullmatch("真诚.{0,10}合作|合作.{0,10}真诚", text), text
    address = client.get("/api/v1/search", params={"q": typed}).json()["results"][0]["id"]
    marks = page(client, f"/{address}?q={typed}").select("main mark")
    assert {mark.text for mark in marks} >= {"真诚", "合作"}


def test_a_copied_phrase_is_marked_without_its_marks(client: TestClient) -> None:
    typed = "《2030年可持续发展议程》³ 的执行"
    plain = client.get("/api/v1/search", params={"q": "人权领域的国际合作²"}).json()
    assert plain["total_paragraphs"] > 0
    assert "脚注注号的“²”" in plain["notices"][-1]
    address = plain["results"][0]["id"]
    assert page(client, f"/{address}?q=人权领域的国际合作²").select("main mark")
    assert client.get("/search", params={"q": typed}).status_code == 200
    concordance = page(client, "/search/kwic?q=人权领域的国际合作²")
    assert {line.text for line in concordance.select(".kwic mark")} == {"人权领域的国际合作"}
    assert "脚注注号的“²”" in concordance.select_one(".notice").text


def test_a_concordance_shows_the_ends_of_words_far_apart(client: TestClient) -> None:
    marks = [line.text for line in page(client, "/search/kwic?q=促进*合作").select(".kwic mark")]
    assert any("……" in text for text in marks)
    assert all(text.startswith("促进") and text.endswith("合作") and len(text) <= 22 for text in marks)


@pytest.mark.parametrize(
    ("typed", "notice"),
    [
        ('"真诚"~5', "引号里要有两个以上的词"),
        ('"真诚 合作"~', "“~”后面只写字数"),
        ("真诚~5", "要放在引号里"),
        ("促进*", "“*”要写在两个词之间"),
        ("*", "没有可以检索的文字"),
        ("\u200b", "没有可以检索的文字"),
        ("70/1²", "上标当作脚注注号"),
    ],
)
def test_what_cannot_be_meant_is_told(client: TestClient, typed: str, notice: str) -> None:
    told = page(client, f"/search?q={quote(typed)}").select(".notice")
    assert any(notice in one.text for one in told)
