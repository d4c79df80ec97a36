"""Searching as a reader does; what is found is exactly what holds the phrase."""

import re

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.query import parse
from app.search.engine import SearchUnit
from tests.search.conftest import five, scan  # noqa: F401  the oracle's fixtures
from tests.search.scan import Scan


def search(client: TestClient, query: str, **params: str) -> BeautifulSoup:
    response = client.get("/search", params={"q": query, **params})
    assert response.status_code == 200, response.text[:300]
    return BeautifulSoup(response.text, "html.parser")


@pytest.mark.parametrize(
    "typed",
    [
        "真诚对话",
        "真誠對話",
        '"2030年可持续发展议程"',
        "2030 年",
        "COVID-19",
        "A/HRC/49/93",
        "第70/1号",
        "人权 -国际合作",
    ],
)
def test_every_unit_that_holds_the_phrase_is_found_and_no_other(
    client: TestClient,
    scan: Scan,  # noqa: F811
    five: tuple[list[SearchUnit], list[str]],  # noqa: F811
    typed: str,
) -> None:
    sought = scan.find(parse(typed))
    expected = sorted((unit.document, unit.folded) for unit in five[0] if unit.id in sought)
    html = search(client, typed)
    hits = html.select(".hits > li")
    assert len(hits) == len(expected) > 0
    found = client.get("/api/v1/search", params={"q": typed, "size": 100}).json()
    assert found["total_paragraphs"] == len(expected)
    assert (
        found["total_documents"] == len({document for document, _ in expected}) == len(html.select(".result"))
    )
    for result in found["results"]:
        for hit in result["hits"]:
            assert client.get(hit["url"].split("#")[0]).status_code == 200
    summary = re.sub(r"\s+", "", html.select_one(".summary").text)
    assert summary == f"{found['total_documents']}份文件，{len(expected)}处"


def test_matches_are_marked_as_printed(client: TestClient) -> None:
    html = search(client, "真誠對話")
    assert {mark.text for mark in html.select("mark")} == {"真诚对话"}
    html = search(client, "2030年")
    assert {mark.text for mark in html.select("mark")} == {"2030 年", "2030年"}


def test_a_document_with_many_hits_unfolds_them(client: TestClient) -> None:
    result = search(client, "人权").select_one(".result details")
    more = int(re.search(r"另有 (\d+) 处", result.summary.text)[1])
    assert len(result.select("li")) == more


def test_the_query_is_carried_into_the_document(client: TestClient) -> None:
    link = search(client, "真诚对话").select_one(".result h2 a")["href"]
    html = BeautifulSoup(client.get(link).text, "html.parser")
    marked = [mark.text for mark in html.select("mark")]
    assert marked
    assert set(marked) == {"真诚对话"}
    assert html.select_one("input[name=q]")["value"] == "真诚对话"


def test_parts_can_be_chosen(client: TestClient) -> None:
    html = search(client, "决议", part="fn")
    assert {link.text[:2] for link in html.select(".hits .place")} == {"脚注"}
    assert html.select_one("input[name=part][value=fn]").has_attr("checked")


def test_no_result_says_what_to_do(client: TestClient) -> None:
    assert "没有找到" in search(client, '"没有这样的话"').select_one(".summary").text


def test_a_phrase_that_stands_nowhere_is_answered_by_its_words(client: TestClient) -> None:
    html = search(client, "真诚人权合作")
    assert "以下段落含有其中所有的词" in html.select_one(".notice").text
    assert html.select(".result")


HOSTILE = [
    "",
    " ",
    '"',
    "“",
    "-",
    "- -",
    "()",
    "((((((((((",
    "OR",
    "|",
    "🙂",
    "\x00",
    "a" * 10_000,
    "人" * 7_000,
    "<script>alert(1)</script>",
    "%",
    "_",
    "'; DROP TABLE document; --",
    "*",
    "?",
    "部分:",
    "：",
    "\u202e",
    "{{ 7*7 }}",
]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_gets_an_answer(client: TestClient, typed: str) -> None:
    html = search(client, typed)
    assert html.h1
    assert not html.select("main script")
    assert client.get("/api/v1/search", params={"q": typed}).status_code == 200
    assert client.get("/A/HRC/RES/50/4", params={"q": typed}).status_code == 200


@given(st.text(max_size=250), st.text(max_size=5), st.text(max_size=5), st.text(max_size=5))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_makes_an_error_page(client: TestClient, typed: str, page: str, part: str, sort: str) -> None:
    search(client, typed, page=page, part=part, sort=sort)


def test_search_pages_have_stable_addresses(client: TestClient) -> None:
    assert search(client, "人权", page="99").select_one(".summary")
    assert search(client, "人权", page="-1").select(".result")
