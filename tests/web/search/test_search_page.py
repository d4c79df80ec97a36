"""The search page: results are exactly the units that contain the phrase."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.excerpt import excerpt
from app.domain.query import parse
from app.domain.text import fold
from app.main import create_app
from app.settings import Settings
from app.web.search.search import SHOWN, UNFOLDED
from tests.conftest import run_ingest
from tests.search.conftest import five, scan  # noqa: F401  the oracle's fixtures
from tests.search.scan import Scan
from tests.search.taken_in import TakenIn
from tests.web.archives import page


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
        '"A/HRC/49/93"',
        "第70/1号",
        "70/1",
        "人权 -国际合作",
        "(真诚对话 | 自愿基金) 部分:op",
        "机构:HRC 年:2016..2022 动词:敦促",
    ],
)
def test_every_unit_that_holds_the_phrase_is_found_and_no_other(
    client: TestClient,
    scan: Scan,  # noqa: F811
    five: TakenIn,  # noqa: F811
    typed: str,
) -> None:
    sought = scan.find(parse(typed))
    expected = sorted((unit.document, unit.folded) for unit in five.units if unit.id in sought)
    html = search(client, typed)
    found = client.get("/api/v1/search", params={"q": typed, "size": 100}).json()
    hits = [(result["id"], hit) for result in found["results"] for hit in result["hits"]]
    texts = [(address, fold("".join(piece["text"] for piece in hit["pieces"]))) for address, hit in hits]
    assert sorted(texts) == expected != []
    assert found["total_paragraphs"] == len(expected)
    assert (
        found["total_documents"] == len({document for document, _ in expected}) == len(html.select(".result"))
    )
    for _, hit in hits:
        assert client.get(hit["url"].split("#")[0]).status_code == 200
    summary = re.sub(r"\s+", "", html.select_one(".summary").text)
    assert summary == f"{found['total_documents']}份文件，{len(expected)}处"


def test_matches_are_marked_as_printed(client: TestClient) -> None:
    html = search(client, "真誠對話")
    assert {mark.text for mark in html.select("mark")} == {"真诚对话"}
    html = search(client, "2030年")
    assert {mark.text for mark in html.select("mark")} == {"2030 年", "2030年"}


def test_a_document_with_many_hits_unfolds_them(client: TestClient) -> None:
    found = client.get("/api/v1/search", params={"q": "人权"}).json()["results"]
    for result, whole in zip(search(client, "人权").select(".result"), found, strict=True):
        more = result.select_one("details")
        beyond = int(re.search(r"还有(\d+)处", more.text)[1]) if "在全文中看" in more.text else 0
        assert int(re.search(r"另有(\d+)处", more.summary.text)[1]) == whole["total_hits"] - SHOWN
        assert len(more.select(".place")) == whole["total_hits"] - SHOWN - beyond
        if beyond:
            assert len(more.select(".place")) == UNFOLDED - SHOWN
            full = BeautifulSoup(client.get(str(more.select("a")[-1]["href"])).text, "html.parser")
            assert len(full.select(".unit mark, .note mark")) >= beyond


def test_the_query_is_carried_into_the_document(client: TestClient) -> None:
    link = str(search(client, "真诚对话").select_one(".result h2 a")["href"])
    html = BeautifulSoup(client.get(link).text, "html.parser")
    marked = [mark.text for mark in html.select("mark")]
    assert marked
    assert set(marked) == {"真诚对话"}
    assert html.select_one("input[name=q]")["value"] == "真诚对话"
    assert html.find(id=link.partition("#")[2]).select("mark")


def test_values_of_facets_can_be_chosen_and_taken_back(client: TestClient) -> None:
    html = search(client, "决议", part="fn")
    assert {link.text[:2] for link in html.select(".hits .place")} == {"脚注"}
    assert [chip.text.split()[0] for chip in html.select(".chips a")] == ["部分"]
    counts = {link.text.strip(): link.find_next("span").text for link in html.select(".filters a[href]")}
    # The other parts remain, with the counts they would give.
    assert counts["脚注"]
    assert counts["执行部分"]
    back = client.get(str(html.select_one(".chips a")["href"]))
    assert len(BeautifulSoup(back.text, "html.parser").select(".chips a")) == 0


def test_what_a_facet_counts_is_what_choosing_it_finds(client: TestClient) -> None:
    html = search(client, "人权")
    links = html.select(".facet .filters li")
    assert {section.h2.text for section in html.select(".facet")} >= {
        "机构",
        "年份",
        "届会",
        "部分",
        "种类",
        "动词",
    }
    for item in links:
        chosen = BeautifulSoup(client.get(str(item.a["href"])).text, "html.parser")
        found = re.search(r"(\d+) 份文件", chosen.select_one(".summary").text)
        assert found
        assert found[1] == item.select_one(".count").text, item.text
    assert {unit.text for unit in html.select(".facet-unit")} == {"份文件"}


def test_a_session_stands_with_its_organ(client: TestClient) -> None:
    html = search(client, "人权")
    sessions = next(section for section in html.select(".facet") if section.h2.text == "届会")
    links = {link.text: str(link["href"]) for link in sessions.select(".filters a[href]")}
    assert "人权理事会第50届会议" in links
    chosen = BeautifulSoup(client.get(links["人权理事会第50届会议"]).text, "html.parser")
    assert [chip.text.split()[1] for chip in chosen.select(".chips a")] == ["人权理事会第50届会议"]
    symbols = {node.text for node in chosen.select(".result .symbol")}
    assert symbols == {"A/HRC/RES/50/4"}
    for query in ("人权 届:人权理事会第五十届", "人权 届:HRC/50"):
        assert {node.text for node in search(client, query).select(".result .symbol")} == symbols
    assert symbols <= {node.text for node in search(client, "人权", session="50").select(".result .symbol")}


def test_what_is_sought_in_titles_is_marked_there(client: TestClient) -> None:
    for typed in ("标题:國際合作", "标题:国际合作 人权", "(标题:国际合作 | 标题:加强) 请"):
        for result in search(client, typed).select(".result"):
            assert "国际合作" in {mark.text for mark in result.h2.select("mark")}, typed
    titles = search(client, "标题:国际合作").select(".result > .hits > li:first-child")
    assert {title.a.text for title in titles} == {"标题"}
    assert {mark.text for title in titles for mark in title.select("mark")} == {"国际合作"}
    assert not search(client, "国际合作 -标题:加强").select("h2 mark")
    hits = [
        hit
        for result in client.get("/api/v1/search", params={"q": "标题:国际合作"}).json()["results"]
        for hit in result["hits"]
        if hit["anchor"] == "title"
    ]
    assert {piece["text"] for hit in hits for piece in hit["pieces"] if piece["match"]} == {"国际合作"}


def test_committees_are_a_facet(client: TestClient) -> None:
    html = search(client, "人权")
    committees = next(section for section in html.select(".facet") if section.h2.text == "委员会")
    link = next(link for link in committees.select(".filters a") if link.text == "第三委员会")
    chosen = BeautifulSoup(client.get(str(link["href"])).text, "html.parser")
    assert len(chosen.select(".result")) == int(link.find_next("span").text) > 0
    for params in (
        {"q": "人权 委员会:第三委员会"},
        {"q": "人权 committee:third"},
        {"q": "人权", "committee": "三"},
    ):
        found = client.get("/api/v1/search", params=params).json()["results"]
        assert len(found) == len(chosen.select(".result"))
        for result in found:
            assert client.get(f"/api/v1/documents/{result['id']}").json()["committee"] == "第三委员会"


def test_a_search_can_be_kept_to_annexes_or_to_what_is_in_none(tmp_path: Path) -> None:
    text = "60/1. 题目\n\n人权理事会，\n\n1. 请秘书长报告；\n\n2. 决定通过本决议附件。\n\n附件\n\n秘书长应提出报告。\n"
    (tmp_path / "text.txt").write_text(text, "utf-8")
    run_ingest(tmp_path / "archive", tmp_path / "text.txt")
    with TestClient(create_app(Settings(archive=tmp_path / "archive"))) as client:

        def anchors(**params: str) -> list[str]:
            found = client.get("/api/v1/search", params={"q": "秘书长", **params}).json()["results"]
            return [hit["anchor"] for result in found for hit in result["hits"]]

        inside, outside = anchors(annex="true"), anchors(annex="false")
        assert outside == ["op/1"]
        assert inside == anchors(annex="1") == [anchor for anchor in anchors() if anchor != "op/1"] != []
        assert all(anchor.startswith("annex/1/") for anchor in inside)
        assert anchors(annex="2") == []


def test_of_a_long_text_what_stands_around_the_matches_is_shown() -> None:
    pieces = (("甲" * 900, False), ("真诚", True), ("乙" * 900, False), ("真诚", True), ("丙" * 900, False))
    shown = excerpt(pieces)
    assert [piece for piece, is_match in shown if is_match] == ["真诚", "真诚"]
    assert [len(piece) for piece, is_match in shown if not is_match] == [102, 342, 242]
    assert excerpt(pieces[1:2]) == list(pieces[1:2])
    (cut,) = excerpt((("word " * 48 + "whole " * 100, False),))
    assert cut == ("word " * 48 + "……", False)
    (cut,) = excerpt((("x" + "word " * 200, False),))
    assert cut[0].removesuffix("……").split()[-1] == "word"
    assert excerpt((("丁" * 900, False),)) == [("丁" * 240 + "……", False)]


def test_all_values_of_a_long_facet_can_be_listed(client: TestClient) -> None:
    brief = search(client, "人权")
    more = next(str(link["href"]) for link in brief.select(".facet .more a") if "verb" in link["href"])
    whole = BeautifulSoup(client.get(more).text, "html.parser")
    verbs = next(section for section in whole.select(".facet") if section.h2.text == "动词")
    assert len(verbs.select(".filters li")) > 8
    assert "all=verb" not in verbs.select_one(".filters a")["href"]


def test_the_order_can_be_chosen(client: TestClient) -> None:
    for sort, first in (("newest", "A/HRC/RES/56/4"), ("oldest", "A/HRC/RES/32/6")):
        html = search(client, "国际合作", sort=sort)
        assert html.select_one(".result .symbol").text == first
        assert html.select_one(".views [aria-current]")


NAMED = [
    ("A/HRC/RES/50/4", "/A/HRC/RES/50/4"),
    ("ａ／ｈｒｃ／ｒｅｓ／５０／４", "/A/HRC/RES/50/4"),
    ("第77/213号决议", "/A/RES/77/213"),
    ("第 77/213 号決議", "/A/RES/77/213"),
    ("人权理事会第50/4号决议", "/A/HRC/RES/50/4"),
    ("联大2758号决议", "/A/RES/2758(XXVI)"),
    ("聯大2758號決議", "/A/RES/2758(XXVI)"),
    ("2758号决议", "/A/RES/2758(XXVI)"),
    ("安理会1325号决议", "/S/RES/1325(2000)"),
    ("安全理事会第2722 (2024)号决议", "/S/RES/2722(2024)"),
    ("经社理事会第2021/2号决议", "/E/RES/2021/2"),
    ("A/RES/72/262 C", "/A/RES/72/262C"),
    ("A/HRC/49/93", "/A/HRC/49/93"),
]


@pytest.mark.parametrize(("typed", "address"), NAMED)
def test_a_query_that_names_one_document_leads_to_it(client: TestClient, typed: str, address: str) -> None:
    response = client.get("/search", params={"q": typed})
    assert (response.status_code, response.headers.get("location")) == (302, address)
    api = client.get("/api/v1/search", params={"q": typed})
    assert api.status_code == 200
    assert api.json()["results"][0]["url"] == address


def test_documents_of_a_number_are_listed_first(client: TestClient) -> None:
    html = search(client, "50/4")
    assert [node.text for node in html.select(".named .symbol")] == ["A/HRC/RES/50/4"]
    assert search(client, "没有这样的话").select_one(".named") is None
    assert client.get("/api/v1/search", params={"q": "50/4"}).json()["results"][0]["id"] == "A/HRC/RES/50/4"


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
    "|".join("的一是在不了有和人这中大为上个国我以要他时来用们"),
    "(" * 90 + "人" + ")" * 90,
    "人权 " * 60,
    "年:1 机构: 届:：引用:《",
    "部分:op",
    "-部分:op 年:1900..2100",
    '"' + "的" * 300 + '"',
    "年:9999999999..1 人权",
    "届:" + "九" * 150,
    "ﷺ" * 60,
]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_gets_an_answer(client: TestClient, typed: str) -> None:
    html = search(client, typed)
    assert html.h1
    assert not html.select("main script")
    assert client.get("/api/v1/search", params={"q": typed}).status_code == 200
    assert client.get("/A/HRC/RES/50/4", params={"q": typed}).status_code == 200


@given(st.text(max_size=250), st.text(max_size=5), st.text(max_size=5), st.text(max_size=5))
@settings(max_examples=60)
def test_no_text_makes_an_error_page(client: TestClient, typed: str, page: str, part: str, sort: str) -> None:
    search(client, typed, page=page, part=part, sort=sort)


def test_search_pages_have_stable_addresses(client: TestClient) -> None:
    assert search(client, "人权", page="99").select_one(".summary")
    assert search(client, "人权", page="-1").select(".result")


def test_a_series_may_be_listed_by_its_newest_text(client: TestClient) -> None:
    whole = page(client, "/search?q=国际合作&body=HRC")
    link = next(link for link in whole.select(".views a") if link.text == "同一系列只列最新")
    newest = page(client, str(link["href"]))
    symbols = [symbol.text for symbol in newest.select(".result .symbol")]
    assert "A/HRC/RES/50/4" in symbols
    assert "A/HRC/RES/32/6" not in symbols
    assert "A/HRC/RES/32/6" in [symbol.text for symbol in whole.select(".result .symbol")]
    summary = newest.select_one(".summary").text
    assert f"同一系列只列最新：{len(symbols)} 份" in summary
    assert summary.split("；")[0].strip() == whole.select_one(".summary").text.strip()
    rows = client.get(
        str(next(link for link in newest.select(".views a") if link.text == "CSV")["href"])
    ).text
    assert "A/HRC/RES/32/6," not in rows
    back = next(link for link in newest.select(".views a") if link.text == "全部列出")
    assert "series" not in str(back["href"])


def test_programs_may_list_a_series_by_its_newest_text(client: TestClient) -> None:
    whole = client.get("/api/v1/search?q=国际合作&body=HRC&size=100").json()
    newest = client.get("/api/v1/search?q=国际合作&body=HRC&size=100&series=newest").json()
    symbols = [one["symbol"] for one in newest["results"]]
    assert "A/HRC/RES/50/4" in symbols
    assert "A/HRC/RES/32/6" not in symbols
    assert (newest["total_documents"], newest["listed"]) == (whole["total_documents"], len(symbols))
    assert whole["listed"] == len(whole["results"])
    documents = client.get("/api/v1/documents?body=HRC&series=newest&size=100").json()
    assert "A/HRC/RES/32/6" not in [one["symbol"] for one in documents["items"]]
    assert documents["total"] == len(documents["items"])
    assert client.get("/api/v1/search?q=人权&series=oldest").status_code == 422


def test_where_nothing_is_found_the_answer_has_the_whole_width(client: TestClient) -> None:
    html = search(client, "没有一份文件这样写过")
    assert "没有找到" in html.select_one(".summary").text
    assert not html.select(".with-side")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("https://digitallibrary.un.org/record/4093047?ln=en", "没有文号"),
        ("https://documents-dds-ny.un.org/doc/UNDOC/GEN/N22/754/35/PDF/N2275435.pdf", "没有文号"),
        ("due diligence of states", "只是中文本"),
    ],
)
def test_where_nothing_is_found_the_reason_is_told(client: TestClient, typed: str, said: str) -> None:
    assert said in search(client, typed).select_one(".notice").get_text()


@pytest.mark.parametrize("typed", ["COVID-19", "全无此语"])
def test_no_reason_is_told_where_there_is_none(client: TestClient, typed: str) -> None:
    told = " ".join(one.get_text() for one in search(client, typed).select(".notice"))
    assert "没有文号" not in told
    assert "只是中文本" not in told


def test_a_field_that_is_none_is_told_with_those_that_are(client: TestClient) -> None:
    told = page(client, "/search?q=编号:77 人权").get_text()
    assert "“编号:”不是检索的栏目" in told
    assert "机构、年、届、部分、动词、引用、标题、主题、国家、委员会、英" in told
    assert "不是检索的栏目" not in page(client, "/search?q=题目:国际合作").get_text()
