"""Agreed language: identical and similar wordings of a pasted text."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.passages import MAX_PASTED_LENGTH, passages
from tests.web.archives import page as soup_of

URGED = "敦促各国采取必要措施，加强双边、区域和国际合作，以便应对诸如金融和经济危机、粮食危机、气候变化和自然灾害等接连发生的复合型全球性危机对充分享受人权的不利影响；"


def found(client: TestClient, text: str, limit: int = 50) -> dict[str, Any]:
    answer = client.post("/api/v1/wording", json={"text": text, "limit": limit})
    assert answer.status_code == 200
    read: dict[str, Any] = answer.json()
    return read


def test_like_wordings_are_found_the_likest_first(client: TestClient) -> None:
    items = found(client, URGED)["items"]
    assert {("A/HRC/RES/32/6", "op/21"), ("A/HRC/RES/50/4", "op/26"), ("A/RES/77/213", "op/13")} <= {
        (item["symbol"], item["anchor"]) for item in items
    }
    assert [item["ratio"] for item in items] == sorted((item["ratio"] for item in items), reverse=True)
    for item in items:
        pasted = "".join(change["text"] for change in item["changes"] if change["op"] != "insert")
        assert pasted == URGED


def test_the_same_words_come_first_the_oldest_before_the_others(client: TestClient) -> None:
    text = "重申普遍定期审议作为促进加强人权领域国际合作的重要机制所发挥的作用，"
    items = found(client, text)["items"]
    same = [(item["id"], item["anchor"]) for item in items if item["ratio"] == 1]
    assert same == [("A/HRC/RES/32/6", "pp/13"), ("A/HRC/RES/50/4", "pp/26")]


def test_traditional_and_full_width_text_finds_the_same(client: TestClient) -> None:
    plain, other = (found(client, text)["total"] for text in ("第70/1号决议的执行", "第７０／１號決議的執行"))
    assert plain == other


def test_a_part_of_a_paragraph_finds_what_holds_it(client: TestClient) -> None:
    items = found(client, "复合型全球性危机对充分享受人权的不利影响")["items"]
    assert ("A/HRC/RES/32/6", "op/21") in {(item["symbol"], item["anchor"]) for item in items}
    assert all(item["ratio"] < 1 for item in items)


def test_a_part_in_like_words_is_found_too(client: TestClient) -> None:
    clause = "重申各国有义务彼此合作，促进普遍尊重和遵守人权"
    items = found(client, clause)["items"]
    assert {("A/HRC/RES/50/4", "op/3"), ("A/RES/77/213", "op/4")} <= {
        (item["symbol"], item["anchor"]) for item in items
    }
    form = soup_of(client, f"/wording?q={clause}").select_one(".forms > li")
    assert form.h2.text.strip() == "含有相近的文字"
    assert form.select("ins")
    assert form.select(".rest")


def test_a_long_text_of_many_paragraphs_is_answered(client: TestClient) -> None:
    text = client.get("/api/v1/documents/A/HRC/RES/50/4").json()
    pasted = "\n".join(paragraph["text"] for paragraph in text["paragraphs"])[:MAX_PASTED_LENGTH]
    items = found(client, pasted, limit=200)["items"]
    same = {item["anchor"] for item in items if item["symbol"] == "A/HRC/RES/50/4" and item["ratio"] == 1}
    assert len(same) > 15


def test_passages_that_are_not_looked_for_are_counted(client: TestClient) -> None:
    few = found(client, "国际合作；\n\n国际合作；\n\n真诚对话；")
    assert (few["passages"], few["left_out"]) == (2, 0)
    many = found(client, "\n".join(f"第{number}次会议。" for number in range(1, 71)), limit=1)
    assert (many["passages"], many["left_out"]) == (70, 10)


def test_an_answer_is_as_long_as_was_asked(client: TestClient) -> None:
    whole = found(client, "国际合作")
    assert whole["total"] > 5
    part = found(client, "国际合作", limit=3)
    assert part == {**whole, "items": whole["items"][:3]}


@pytest.mark.parametrize("body", [{}, {"text": "甲" * (MAX_PASTED_LENGTH + 1)}, {"text": "甲", "limit": 0}])
def test_what_cannot_be_answered_is_a_problem(client: TestClient, body: dict[str, Any]) -> None:
    answer = client.post("/api/v1/wording", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("application/problem+json")


def test_a_body_that_is_too_long_is_not_read(client: TestClient) -> None:
    answer = client.post("/api/v1/wording", content=b" " * 2**20)
    assert answer.status_code == 413
    assert answer.headers["content-type"].startswith("application/problem+json")


@settings(max_examples=40)
@given(st.text(max_size=80))
def test_any_text_gets_an_answer(client: TestClient, text: str) -> None:
    assert client.get("/wording", params={"q": text}).status_code == 200
    assert client.post("/api/v1/wording", json={"text": text}).status_code == 200


def test_the_page_shows_each_wording_once_with_its_places(client: TestClient) -> None:
    page = soup_of(client, "/wording?at=A/HRC/RES/50/4/pp/26")
    assert page.select_one(".sought").text.strip().startswith("重申普遍定期审议")
    first = page.select_one(".forms > li")
    assert first.h2.text.strip() == "相同"
    assert [link["href"] for link in first.select(".places a")] == [
        "/A/HRC/RES/32/6/pp/13",
        "/A/HRC/RES/50/4/pp/26",
    ]
    assert "首见 2016年6月30日" in page.get_text(" ", strip=True)
    assert page.select(".facet")


def test_filters_narrow_the_places(client: TestClient) -> None:
    whole = soup_of(client, f"/wording?q={URGED}")
    narrowed = soup_of(client, f"/wording?q={URGED}&body=GA")
    assert {link["href"].split("/")[1] for link in whole.select(".places a")} == {"A", "x"}
    assert all(not link["href"].startswith("/A/HRC") for link in narrowed.select(".places a"))
    assert narrowed.select_one(".chips")


def test_bad_input_is_told_about(client: TestClient) -> None:
    assert client.get("/wording?at=A/RES/77/213/op/99").status_code == 404
    assert "没有" in soup_of(client, "/wording?q=……").select_one("main").text


def test_a_pasted_text_is_cut_into_its_paragraphs() -> None:
    pasted = "1.  重申各国有义务按照《宪章》的规定在一切领域\n彼此合作；\n\n(a) 决定继续审议\n2. 又请秘书长提交报告。"
    assert passages(pasted) == (
        "重申各国有义务按照《宪章》的规定在一切领域彼此合作；",
        "决定继续审议",
        "又请秘书长提交报告。",
    )
    assert passages(" \n\n") == ()
    assert passages("1.5摄氏度以内的温升；\n（一）决定继续审议。") == (
        "1.5摄氏度以内的温升；",
        "决定继续审议。",
    )
