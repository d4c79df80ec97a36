"""A pasted draft, answered paragraph by paragraph; nothing of it stands in an address, a cache or a log."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from app.domain.passages import MAX_PASSAGE_LENGTH, MAX_PASTED_LENGTH, clauses, paragraphs
from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.web.archives import page as soup_of

NEW = "决定在火星上设立蔬菜罐头研究所；"
SUBJECT = "区域安全合作"
CLAUSES = "强调必须以对话化解分歧，深信区域各国之间的互信有助于持久和平，"
LONG = f"{CLAUSES}并期待火星上的蔬菜罐头早日运抵各会员国的首都以供代表们品尝；"


def text(number: str, subject: str, first: str, year: int, *, second: str = "") -> str:
    """A resolution with a paragraph that may change, and one that may be left out."""
    return (
        f"{number}. {subject}\n\n人权理事会，\n\n"
        f"回顾其以往关于{subject}的各项决议和主席声明，\n\n"
        f"深为关切{subject}所面临的严峻挑战，并强调各方必须加紧努力，\n\n"
        f"{CLAUSES}\n\n"
        f"1. {first}\n\n{second}{'3' if second else '2'}. 决定继续处理此案。\n\n{year}年7月7日\n"
    )


OLD = f"重申坚定致力于{SUBJECT}，并支持各国为此作出的一切努力；"
AMENDED = f"重申坚定致力于{SUBJECT}，并欢迎各国为此作出的有益努力；"
DROPPED = "请秘书长就卫星导航向理事会提交一份单独的研究报告；"
LASTING = "决定继续处理此案。"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("draft")
    texts = folder / "texts"
    texts.mkdir()
    for number, first, year, second in (
        ("41/1", OLD, 2019, f"2. {DROPPED}\n\n"),
        ("44/1", OLD, 2020, f"2. {DROPPED}\n\n"),
        ("50/1", AMENDED, 2022, ""),
    ):
        (texts / f"{year}.txt").write_text(text(number, SUBJECT, first, year, second=second), "utf-8")
    run_ingest(folder / "archive", texts)
    with TestClient(create_app(Settings(archive=folder / "archive"))) as client:
        yield client


def answered(client: TestClient, **fields: str) -> Any:  # noqa: ANN401  what is looked for is there, or the test fails
    answer = client.post("/wording", data=fields)
    assert answer.status_code == 200, answer.text[:500]
    return BeautifulSoup(answer.text, "html.parser")


def said(node: Any) -> str:  # noqa: ANN401
    return "".join(str(node.get_text()).split())


DRAFT = f"1. {OLD}\n\n2. {DROPPED}\n\n3. {NEW}\n\n4. {LASTING}\n\n{AMENDED.replace('有益', '不懈')}\n\n{LONG}"


def test_each_paragraph_is_answered_in_the_order_of_the_draft(client: TestClient) -> None:
    found = answered(client, q=DRAFT).select(".passage")
    quoted = [said(one.blockquote) for one in found]
    assert quoted == [one.text for one in paragraphs(DRAFT)]
    assert [said(one.h2) for one in found[:3]] == ["第1段原编号1", "第2段原编号2", "第3段原编号3"]
    assert [said(one.select_one(".is")) for one in found] == [
        "最近见于2020年",
        "最近见于2020年",
        "未找到",
        "在用",
        "只有相似的",
        "只有相似的",
    ]


def test_a_paragraph_tells_its_own_first_and_last_use_and_what_became_of_it(client: TestClient) -> None:
    amended, dropped, new, lasting, alike, _ = answered(client, q=DRAFT).select(".passage")
    state = amended.select_one(".state")
    links = [link["href"] for link in state.p.select("a")]
    assert links == ["/A/HRC/RES/41/1/op/1", "/coverage#HRC", "/A/HRC/RES/44/1/op/1"]
    assert "首见2019年7月7日" in said(state)
    assert [one.text.strip() for one in state.select("del, ins")] == ["支持", "欢迎", "一切", "有益"]
    assert state.select("p")[-1].a["href"] == "/A/HRC/RES/50/1/op/1"
    assert "没有此段" in said(dropped.select_one(".state"))
    assert not new.select("a, button")
    assert [link["href"] for link in lasting.select(".state a")] == [
        "/A/HRC/RES/41/1/op/3",
        "/coverage#HRC",
        "/A/HRC/RES/50/1/op/2",
    ]
    assert said(alike.select_one(".nearest ins")) in ("有益", "有益努力")


def test_a_long_paragraph_that_stands_nowhere_is_answered_clause_by_clause(client: TestClient) -> None:
    *others, long = answered(client, q=DRAFT).select(".passage")
    shown = [said(one) for one in long.select(".clauses .wording")]
    assert shown == list(clauses(LONG))
    assert "".join(shown) == LONG
    told = [said(one) for one in long.select(".clauses .when-where")]
    assert told[0].startswith("3处有此文字。本库首见2019年7月7日")
    assert told[-1] == "未找到。"
    assert not any(one.select(".clauses") for one in others)
    alone = answered(client, q=DRAFT, only=long.select_one(".clauses button")["value"])
    assert said(alone.select_one(".sought")) == clauses(LONG)[0]
    assert alone.select(".form")


def test_one_paragraph_of_a_draft_is_shown_with_all_its_wordings(client: TestClient) -> None:
    whole = answered(client, q=DRAFT)
    button = whole.select(".passage")[0].select("button")[-1]
    assert (button["form"], button["name"]) == ("draft", "only")
    alone = answered(client, q=DRAFT, only=button["value"])
    assert said(alone.select_one(".sought")) == OLD
    assert [said(one.h2)[-2:] for one in alone.select(".form")] == ["相同", "相似"]
    back = alone.select_one("button[name=from]")
    assert said(answered(client, q=DRAFT, **{"from": back["value"]}).select_one(".passage h2")).startswith(
        "第1段"
    )


def test_a_long_draft_is_answered_part_by_part_and_nothing_is_left_out(client: TestClient) -> None:
    draft = "\n\n".join(f"{number}. 决定第{number}次继续处理此案。" for number in range(1, 51))
    seen: list[str] = []
    start: str | None = "1"
    while start:
        page = answered(client, q=draft, **{"from": start})
        seen += [said(one.blockquote) for one in page.select(".passage")]
        assert page.select_one("textarea").text == draft
        turns = {int(one["value"]) for one in page.select(".pager button")}
        later = [str(one) for one in turns if one > int(start)]
        told = said(page.select_one(".summary"))
        assert "草稿共50段" in told
        assert ("其余" in told) == bool(later)
        start = later[0] if later else None
    assert seen == [f"决定第{number}次继续处理此案。" for number in range(1, 51)]
    assert len(answered(client, q=draft, **{"from": "999"}).select(".passage")) == 1


def test_what_is_not_answered_is_said(client: TestClient) -> None:
    pasted = "\n".join([OLD] * (MAX_PASTED_LENGTH // len(OLD) + 10))
    notice = said(answered(client, q=pasted).select_one(".notice"))
    assert f"其后{len(pasted) - MAX_PASTED_LENGTH}字没有查" in notice
    endless = "火星蔬菜" * MAX_PASSAGE_LENGTH
    page = answered(client, q=endless)
    assert f"每{MAX_PASSAGE_LENGTH}字作一段" in said(page.select_one(".notice"))
    assert "".join(said(one.blockquote) for one in page.select(".passage")) == endless


def test_a_draft_can_be_narrowed_to_an_organ(client: TestClient) -> None:
    page = answered(client, q=DRAFT, body="GA")
    assert {said(one) for one in page.select(".is")} == {"未找到"}
    assert page.select_one("select[name=body] option[selected]") is None
    kept = answered(client, q=DRAFT, body="HRC")
    assert kept.select_one("select[name=body] option[selected]")["value"] == "HRC"
    assert "在用" in {said(one) for one in kept.select(".is")}


def test_nothing_of_a_draft_is_kept(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    word = "蔬菜罐头"
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/wording", data={"q": DRAFT})
        wrong = client.post("/wording", content=word, headers={"content-type": "text/plain"})
        many = client.post("/wording", data={f"f{number}": word for number in range(60)})
    assert (wrong.status_code, many.status_code) == (415, 422)
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "etag" not in answer.headers
    assert word not in caplog.text
    page: Any = BeautifulSoup(answer.text, "html.parser")
    addresses = [node[name] for name in ("href", "src", "action") for node in page.find_all(**{name: True})]
    assert not [one for one in addresses if word in one or quote(word) in one or "q=" in one]
    assert page.select_one("#draft")["method"] == "post"


def test_a_short_passage_in_an_address_is_still_answered(client: TestClient) -> None:
    page: Any = soup_of(client, f"/wording?q={OLD}")
    assert said(page.select_one(".form h2")) == "相同"
    assert said(page.select_one(".is")) == "最近见于2020年"
    assert page.select(".facet")
    assert soup_of(client, f"/wording?q={quote(DRAFT)}").select(".passage")


def test_links_repeat_only_the_words_of_a_passage(client: TestClient) -> None:
    page: Any = soup_of(client, f"/wording?q={quote(chr(10) * 3000 + OLD)}")
    assert page.select(".facet a")
    assert max(len(link["href"]) for link in page.select(".facet a")) < 1000


def test_the_pages_of_a_posted_passage_are_buttons(archive: Path) -> None:
    with TestClient(create_app(Settings(archive=archive))) as five:
        for draft, only in (("国际合作", ""), (f"{NEW}\n国际合作", "2")):
            first = answered(five, q=draft, only=only)
            assert not first.select(".facet, .chips, .pager a")
            second = answered(five, q=draft, only=first.select(".pager button")[-1]["value"])
            texts = [
                {said(form.find_all("p")[0]) for form in page.select(".form")} for page in (first, second)
            ]
            assert texts[0].isdisjoint(texts[1])
            assert "第2页" in said(second.select_one(".pager"))
            assert bool(second.select("button[name=from]")) == bool(only)


def test_every_place_with_the_same_text_is_listed(client: TestClient, tmp_path: Path) -> None:
    for year in (2015, 2020):
        lines = "\n\n".join(f"{number}. {LASTING}" for number in range(1, 31))
        body = f"{year - 1990}/1. 题目{year}\n\n人权理事会，\n\n{lines}\n\n{year}年7月7日\n"
        (tmp_path / f"{year}.txt").write_text(body, "utf-8")
    run_ingest(tmp_path / "archive", tmp_path)
    with TestClient(create_app(Settings(archive=tmp_path / "archive"))) as many:
        form: Any = soup_of(many, "/wording?at=A/HRC/RES/30/1/op/2").select_one(".form")
        more = form.select_one(".more a")
        assert "全部 60 处" in more.text
        first: Any = soup_of(many, more["href"])
        second: Any = soup_of(many, first.select_one("a[rel=next]")["href"])
        links = [link["href"] for page in (first, second) for link in page.select(".places a")]
        assert len(links) == len(set(links)) == 60
        assert [link.startswith("/A/HRC/RES/25/1/") for link in links] == [True] * 30 + [False] * 30
    assert client.get("/wording/places?at=A/HRC/RES/50/1/op/99").status_code == 404
    assert client.get("/wording/places").status_code == 404


def test_a_passage_is_cut_into_clauses_that_are_it() -> None:
    assert clauses("决定继续处理此案。") == ()
    assert clauses("决定" * 40) == ()
    many = "，".join(f"第{number}个会员国提出了很长的意见" for number in range(90)) + "。"
    cut = clauses(many)
    assert "".join(cut) == many
    assert len(cut) == 20


def test_the_paragraphs_of_a_draft_keep_their_numbers() -> None:
    found = paragraphs("大会，\n\n1. 决定甲；\n(a) 请乙；\n二、 又请丙。\n\n1. 决定甲；")
    assert [(one.label, one.text) for one in found] == [
        ("", "大会，"),
        ("1", "决定甲；"),
        ("a", "请乙；"),
        ("二", "又请丙。"),
        ("1", "决定甲；"),
    ]


def test_programs_get_the_same(client: TestClient) -> None:
    answer = client.post("/api/v1/wording/paragraphs", json={"text": DRAFT})
    assert answer.headers["cache-control"] == "no-store"
    found = answer.json()
    assert (found["total"], found["start"], found["next"]) == (6, 1, None)
    items = found["items"]
    assert [one["number"] for one in items] == [1, 2, 3, 4, 5, 6]
    assert [one["label"] for one in items] == ["1", "2", "3", "4", None, None]
    assert [one["state"] for one in items] == [
        "last_seen",
        "last_seen",
        "not_found",
        "in_use",
        "alike",
        "alike",
    ]
    amended, dropped, new, lasting, _, long = items
    assert (amended["first_verbatim"]["url"], amended["last_verbatim"]["url"]) == (
        "/A/HRC/RES/41/1/op/1",
        "/A/HRC/RES/44/1/op/1",
    )
    assert amended["then"]["url"] == "/A/HRC/RES/50/1/op/1"
    assert "".join(one["text"] for one in amended["then"]["changes"] if one["op"] != "delete") == AMENDED
    assert (dropped["then"]["anchor"], dropped["then"]["changes"]) == (None, [])
    assert (new["first"], new["nearest"]) == (None, None)
    assert lasting["then"] is None
    assert [one["text"] for one in long["clauses"]] == list(clauses(LONG))
    assert long["clauses"][0]["holding"] == 3


def test_programs_ask_on_where_an_answer_ended(client: TestClient) -> None:
    draft = "\n\n".join(f"决定第{number}次继续处理此案。" for number in range(1, 31))
    numbers: list[int] = []
    start = 1
    while start:
        found = client.post("/api/v1/wording/paragraphs", json={"text": draft, "start": start}).json()
        numbers += [one["number"] for one in found["items"]]
        start = found["next"]
    assert numbers == list(range(1, 31))
    narrowed = client.post("/api/v1/wording/paragraphs", json={"text": draft, "body": ["GA"]}).json()
    assert {one["state"] for one in narrowed["items"]} == {"not_found"}
    assert client.post("/api/v1/wording/paragraphs", json={"text": "甲" * 40_001}).status_code == 422
    assert client.post("/api/v1/wording/paragraphs", json={"text": ""}).json()["items"] == []
