"""The JSON interface conforms to its published description."""

import re
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest


def test_a_list_of_documents(client: TestClient) -> None:
    found = client.get("/api/v1/documents").json()
    assert (found["total"], found["page"], found["size"], len(found["items"])) == (5, 1, 20, 5)
    assert found["items"][0].keys() == {
        "symbol",
        "id",
        "url",
        "absolute_url",
        "kind",
        "body",
        "number",
        "title",
        "adopted_on",
        "added_at",
        "changed_at",
    }
    one = client.get("/api/v1/documents", params={"body": "HRC", "year": 2022}).json()
    assert [item["id"] for item in one["items"]] == ["A/HRC/RES/50/4"]
    pages = [
        client.get("/api/v1/documents", params={"size": 2, "page": page}).json()["items"]
        for page in (1, 2, 3, 4)
    ]
    assert [item for page in pages for item in page] == found["items"]


def test_one_document(client: TestClient) -> None:
    document = client.get("/api/v1/documents/A/HRC/RES/50/4").json()
    facts = {key: value for key, value in document.items() if not isinstance(value, list | dict)}
    instants = {facts.pop(name) for name in ("added_at", "changed_at")}
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", "".join(instants))
    assert facts == {
        "symbol": "A/HRC/RES/50/4",
        "id": "A/HRC/RES/50/4",
        "url": "/A/HRC/RES/50/4",
        "absolute_url": "http://juey.test/A/HRC/RES/50/4",
        "language": "zh",
        "kind": "resolution",
        "outcome": "adopted",
        "body": "HRC",
        "number": "50/4",
        "title": "加强人权领域的国际合作",
        "session": "50",
        "agenda_item": "3",
        "agenda_item_title": "促进和保护所有人权——公民权利、政治权利、经济、社会及文化权利，包括发展权",
        "committee": None,
        "adopted_on": "2022-07-07",
        "adopted_as_printed": None,
        "derived_date": None,
        "meeting": "第39次会议",
        "originating_document": None,
    }
    adoption = document["adoption"]
    assert (adoption["method"], adoption["in_favour"], adoption["against"], adoption["abstaining"]) == (
        "recorded_vote",
        29,
        16,
        2,
    )
    assert adoption["votes"][0] == {"state": "ARG", "name": "阿根廷", "vote": "in_favour"}
    assert len(adoption["votes"]) == 47
    assert len(document["paragraphs"]) == 70
    assert document["paragraphs"][7] == {
        "anchor": "pp/8",
        "kind": "preambular",
        "annex": None,
        "number": None,
        "depth": 0,
        "text": "回顾促进和保护人权小组委员会第五十二届会议于 2000 年 8 月 18 日通过的关于促进人权问题对话的第 2000/22 号决议，",
        "verb": "回顾",
        "eid": None,
        "confidence": "single",
        "notes": [{"number": "1", "offset": 66}],
        "citations": [
            {
                "target": "E/CN.4/Sub.2/RES/2000/22",
                "candidates": [],
                "text": "第 2000/22 号决议",
                "start": 52,
                "end": 65,
                "pinpoint": None,
                "places": [],
                "organ_by": "stated",
                "dated": "2000-08-18",
                "titled": None,
                "held": False,
            }
        ],
    }
    assert document["footnotes"][3]["number"] == "4"
    assert document["footnotes"][3]["citations"][0]["target"] == "A/HRC/49/93"
    assert document["sources"][0]["path"] == "resolutions/A_HRC_RES_50_4.txt"
    assert document["problems"][0].keys() == {"code", "message", "anchor"}


def test_a_draft_without_a_symbol(client: TestClient) -> None:
    address = "x/draft-GA75-C3-item72b-international-cooperation-human-rights"
    document = client.get(f"/api/v1/documents/{address}").json()
    assert (document["symbol"], document["id"], document["kind"], document["outcome"]) == (
        None,
        address,
        "draft",
        "pending",
    )
    assert document["sponsors"] == [
        {"state": "CHN", "name": "中国", "on_behalf_of": None},
        {"state": "CUB", "name": "古巴", "on_behalf_of": None},
        {"state": "RUS", "name": "俄罗斯联邦", "on_behalf_of": None},
    ]
    assert document["adoption"]["method"] == "unknown"
    assert document["footnotes"][0]["number"] == "*"


@pytest.mark.parametrize("spelling", ["A/HRC/RES/50/4", "a/hrc/res/50/4", "A/HRC/RES/50/4/"])
def test_any_spelling_of_the_symbol_will_do(client: TestClient, spelling: str) -> None:
    assert client.get(f"/api/v1/documents/{spelling}").json()["id"] == "A/HRC/RES/50/4"


def test_offsets_lead_to_what_is_cited_and_marks_stand_in_the_text(client: TestClient) -> None:
    for item in client.get("/api/v1/documents").json()["items"]:
        document = client.get(f"/api/v1/documents/{item['id']}").json()
        for unit in (*document["paragraphs"], *document["footnotes"]):
            for citation in unit["citations"]:
                assert unit["text"][citation["start"] : citation["end"]] == citation["text"]
            for mark in unit.get("notes", ()):
                assert 0 < mark["offset"] <= len(unit["text"])


def test_who_cites_a_document(client: TestClient) -> None:
    held = client.get("/api/v1/documents/A/HRC/RES/50/4/cited-by").json()
    assert [(item["symbol"], item["anchor"], item["url"]) for item in held["items"]] == [
        ("A/RES/77/213", "pp/3", "/A/RES/77/213/pp/3")
    ]
    unheld = client.get("/api/v1/documents/A/RES/70/1/cited-by").json()
    assert unheld["total"] == len(unheld["items"]) == 4
    assert client.get("/api/v1/documents/A/RES/99/999/cited-by").status_code == 404


def test_search(client: TestClient) -> None:
    found = client.get("/api/v1/search", params={"q": "真诚对话", "size": 2}).json()
    assert found.keys() == {
        "query",
        "notices",
        "named",
        "also",
        "total_paragraphs",
        "total_documents",
        "listed",
        "page",
        "size",
        "next",
        "prev",
        "facets",
        "results",
    }
    assert found["facets"].keys() >= {"body", "year", "kind", "part"}
    assert sum(value["count"] for value in found["facets"]["part"]) == 14
    assert (found["total_paragraphs"], found["total_documents"], len(found["results"])) == (14, 5, 2)
    result = found["results"][0]
    assert result.keys() == {
        "symbol",
        "id",
        "url",
        "absolute_url",
        "title",
        "adopted_on",
        "hits",
        "total_hits",
    }
    assert result["total_hits"] == len(result["hits"])
    pieces = result["hits"][0]["pieces"]
    assert "真诚对话" in [piece["text"] for piece in pieces if piece["match"]]
    by_date = client.get("/api/v1/search", params={"q": "真诚对话", "sort": "newest"}).json()["results"]
    dates = [result["adopted_on"] for result in by_date if result["adopted_on"]]
    assert dates == sorted(dates, reverse=True)


@pytest.mark.parametrize(
    ("params", "documents"),
    [
        ({"body": "HRC"}, {"A/HRC/RES/50/4", "A/HRC/RES/32/6", "A/HRC/RES/56/4"}),
        ({"body": "HRC", "year_from": 2017, "year_to": 2023}, {"A/HRC/RES/50/4"}),
        ({"session": ["50", "77"]}, {"A/HRC/RES/50/4", "A/RES/77/213"}),
        ({"kind": "draft"}, {"x/draft-GA75-C3-item72b-international-cooperation-human-rights"}),
        ({"body": "SC"}, set()),
    ],
)
def test_a_search_can_be_kept_to_some_documents(
    client: TestClient, params: dict[str, str], documents: set[str]
) -> None:
    found = client.get("/api/v1/search", params={"q": "国际", **params}).json()
    assert {result["id"] for result in found["results"]} == documents
    assert found["total_documents"] == len(documents)
    assert found["total_paragraphs"] == sum(result["total_hits"] for result in found["results"])


def test_a_title_is_found_as_a_part_of_its_own(client: TestClient) -> None:
    found = client.get("/api/v1/search", params={"q": "人权与国际团结", "part": "title"}).json()
    (result,) = found["results"]
    assert [(hit["anchor"], hit["url"]) for hit in result["hits"]] == [("title", "/A/HRC/RES/56/4#title")]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/documents/A/RES/99/9", 404),
        ("/api/v1/documents/nothing", 404),
        ("/api/v1/nothing", 404),
        ("/api/v1/documents?size=101", 422),
        ("/api/v1/documents?page=0", 422),
        ("/api/v1/documents?year=abc", 422),
        ("/api/v1/documents?year=99999999999999999999999", 422),
        ("/api/v1/search?q=1&sort=best", 422),
        ("/api/v1/search?q=1&year_from=abc", 422),
    ],
)
def test_errors_are_problem_details(client: TestClient, path: str, status: int) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json().keys() >= {"type", "title", "status", "detail"}
    assert response.json()["status"] == status


def test_the_interface_describes_itself(client: TestClient) -> None:
    assert "/api/v1/search" in client.get("/api/v1/openapi.json").json()["paths"]


def test_citing_formats_of_a_document_a_place_and_a_range(client: TestClient) -> None:
    def asked(**params: str) -> dict[str, Any]:
        answer = client.get("/api/v1/documents/A/HRC/RES/50/4/citing-formats", params=params)
        assert answer.status_code == 200
        found: dict[str, Any] = answer.json()
        return found

    whole = asked()
    assert (whole["place"], whole["text"], whole["url"]) == ("", "第50/4号决议", "/A/HRC/RES/50/4")
    place = asked(place="op/7-5", read_on="2026-01-02")
    assert (place["place"], place["permalink"]) == ("op/5-7", "http://juey.test/A/HRC/RES/50/4/op/5-7")
    formats = {one["name"]: one["text"] for one in place["formats"]}
    assert place["reference"] == formats["联合国用法"]
    name, quotation = next(iter(formats.items()))
    assert name == "引文和出处"
    assert quotation.startswith("“5. ")
    assert quotation.count("\n“") == 2
    assert quotation.endswith(f"”（{place['reference']}） {place['permalink']}")
    assert "引文和出处" not in {one["name"] for one in whole["formats"]}
    assert formats["联合国用法"] == "人权理事会2022年7月7日第50/4号决议第5至7段"
    assert "[2026-01-02]" in formats["GB/T 7714"]
    for params, status in (({"place": "op/99"}, 404), ({"place": "op/5", "read_on": "soon"}, 422)):
        answer = client.get("/api/v1/documents/A/HRC/RES/50/4/citing-formats", params=params)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"


def test_lists_lead_to_their_neighbours_in_the_body_and_in_the_header(client: TestClient) -> None:
    answer = client.get("/api/v1/documents", params={"size": 2, "page": 2, "body": ["HRC", "GA"]})
    found = answer.json()
    first, third = (
        f"http://juey.test/api/v1/documents?size=2&body=HRC&body=GA{page}" for page in ("", "&page=3")
    )
    assert (found["prev"], found["next"]) == (first, third)
    assert answer.headers["link"] == f'<{third}>; rel="next", <{first}>; rel="prev"'
    last = client.get(third.removeprefix("http://juey.test"))
    assert last.json()["next"] is None
    assert "next" not in last.headers["link"]


def test_every_page_of_a_list_is_reached_by_its_links(client: TestClient) -> None:
    url, seen = "/api/v1/search?q=国际合作&size=2", list[str]()
    while url:
        page = client.get(url).json()
        seen += [result["id"] for result in page["results"]]
        url = (page["next"] or "").removeprefix("http://juey.test")
    assert len(seen) == len(set(seen)) == page["total_documents"] > 2


def test_pages_of_any_origin_may_read_the_interface_and_no_other_page(client: TestClient) -> None:
    origin = {"Origin": "https://elsewhere.test"}
    assert client.get("/api/v1/documents", headers=origin).headers["access-control-allow-origin"] == "*"
    assert client.get("/api/v1/documents/none", headers=origin).headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in client.get("/", headers=origin).headers
    asked = {
        **origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    preflight = client.options("/api/v1/wording", headers=asked)
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == "*"


def test_a_letterless_number_answers_with_its_letters(tmp_path: Path) -> None:
    for letter in "AB":
        text = f"77/256{letter}. 题目{letter}\n\n大会，\n\n1. 决定继续审议此事。\n"
        (tmp_path / f"A_RES_77_256{letter}.txt").write_text(text, "utf-8")
        (tmp_path / f"A_RES_77_256{letter}.toml").write_text(f'symbol = "A/RES/77/256 {letter}"\n', "utf-8")
    run_ingest(tmp_path / "archive", tmp_path)
    with TestClient(create_app(Settings(archive=tmp_path / "archive"))) as client:
        found = client.get("/api/v1/documents/A/RES/77/256").json()
    assert (found["symbol"], found["id"], found["unheld"]) == ("A/RES/77/256", "A/RES/77/256", [])
    assert [part["symbol"] for part in found["letters"]] == ["A/RES/77/256 A", "A/RES/77/256 B"]


def test_errors_are_described_with_the_media_type_that_they_have(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    for path, operations in described["paths"].items():
        for operation in operations.values():
            errors = {status: one for status, one in operation["responses"].items() if status[0] in "45"}
            assert errors.keys() >= {"404", "413", "422", "503"}, path
            assert all(one["content"].keys() == {"application/problem+json"} for one in errors.values()), path
    assert "HTTPValidationError" not in described["components"]["schemas"]


def test_the_guide_leads_to_answers(client: TestClient) -> None:
    guide = BeautifulSoup(client.get("/api").text, "html.parser")
    links = {link["href"] for link in guide.select("article a")}
    assert len(links) == 7
    assert {client.get(str(link)).status_code for link in links} == {200}
    assert BeautifulSoup(client.get("/").text, "html.parser").select('footer a[href="/api"]')


@pytest.mark.parametrize(
    "body",
    ["[" * 60_000, '{"text":' * 7_000, '{"text":' + "9" * 60_000 + "}"],
    ids=["lists", "objects", "digits"],
)
def test_a_body_that_no_parser_bears_is_a_bad_request(client: TestClient, body: str) -> None:
    answer = client.post("/api/v1/wording", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["detail"]) == (400, "请求有误")


@pytest.mark.parametrize("limit", [True, "5", 5.5, 0, 201, None])
def test_a_limit_that_is_no_number_as_described_is_refused(client: TestClient, limit: object) -> None:
    assert client.post("/api/v1/wording", json={"text": "真诚对话", "limit": limit}).status_code == 422


def test_a_limit_may_be_written_with_a_point(client: TestClient) -> None:
    answer = client.post("/api/v1/wording", json={"text": "真诚对话", "limit": 2.0})
    assert (answer.status_code, len(answer.json()["items"])) == (200, 2)


def test_ten_thousand_parameters_are_answered_in_a_time_in_proportion(client: TestClient) -> None:
    def seconds(count: int) -> float:
        query = "&".join(f"x{n}" for n in range(count))
        began = time.perf_counter()
        assert client.get(f"/api/v1/documents?{query}").status_code == 200
        return time.perf_counter() - began

    seconds(10)
    assert min(seconds(8000), seconds(8001)) < 10 * max(seconds(2000), 0.1)


def test_the_next_page_has_all_that_was_asked_for(client: TestClient) -> None:
    url = client.get("/api/v1/documents?body=HRC&body=GA&size=1&page=1").json()["next"]
    assert parse_qsl(urlsplit(url).query) == [("body", "HRC"), ("body", "GA"), ("size", "1"), ("page", "2")]


def test_the_head_of_an_answer_stays_small_whatever_was_asked(client: TestClient) -> None:
    short, long = (
        client.get("/api/v1/documents", params={"size": 1, "year": 2022, "x": "长" * count})
        for count in (1, 2000)
    )
    for answer in (short, long):
        assert answer.json()["next"].endswith("page=2")
    assert short.links["next"]["url"] == short.json()["next"]
    assert sum(len(name) + len(value) for name, value in long.headers.items()) < 4000
