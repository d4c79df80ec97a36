"""Searches for English, and what they find beside it in both languages."""

import csv
import io
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from lxml import etree

from tests.web.archives import page
from tests.web.in_both_languages import both_languages


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with both_languages(tmp_path_factory.mktemp("both")) as client:
        yield client


def found(client: TestClient, typed: str) -> tuple[list[str], list[str]]:
    """The places that a search finds, and what it says."""
    answer = client.get("/api/v1/search", params={"q": typed}).json()
    return [f"{one['id']}/{hit['anchor']}" for one in answer["results"] for hit in one["hits"]], answer[
        "notices"
    ]


OP = "A/RES/77/213/op/"


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ('英:"due diligence"', {"1", "2", "3", "4"}),
        ('en:"Due-Diligence"', {"1", "2", "3", "4"}),
        ('英文:"due diligence" -尽职', {"3"}),
        ('尽职 -en:"supply chains" 机构:GA', {"2", "4", "6"}),
        ('en:"human rights due diligence" | en:refugees', {"3", "5"}),
        ('动词:吁请 en:"calls upon"', {"5"}),
    ],
)
def test_units_are_found_by_the_english_beside_them(client: TestClient, typed: str, places: set[str]) -> None:
    here, _ = found(client, typed)
    assert {place.removeprefix(OP) for place in here if place.startswith(OP)} == places


def test_the_title_has_its_english(client: TestClient) -> None:
    assert found(client, 'en:"enhancement of international cooperation"')[0] == ["A/RES/77/213/title"]


def test_latin_words_that_no_chinese_text_holds_are_sought_in_english(client: TestClient) -> None:
    here, notices = found(client, "due diligence")
    assert sorted(here) == [f"{OP}{n}" for n in (1, 2, 3, 4)]
    assert notices == ["没有中文段落含有“due diligence”，以下段落的英文本含有它"]


def test_a_phrase_that_stands_nowhere_is_answered_by_its_words_in_any_form(client: TestClient) -> None:
    here, notices = found(client, 'en:"receives refugee"')
    assert here == [f"{OP}5"]
    assert notices == [
        "没有英文段落含有这一短语，以下段落的英文本含有其中所有的词，词形和次序不限：receives、refugee"
    ]


def test_english_without_words_is_told(client: TestClient) -> None:
    assert found(client, "英:难民") == ([], ['“难民”里没有英文词；可写 英:"due diligence"'])


def test_a_hit_shows_its_english_marked(client: TestClient) -> None:
    html = page(client, '/search?q=英:"due diligence" -尽职')
    (hit,) = html.select(".hits li")
    assert "秘书长报告人权尽责方面的工作；" in hit.get_text()
    assert hit.select_one("[lang=en] mark").get_text() == "due diligence"
    assert html.select_one('.views a[href="/terms?q=due+diligence"]')
    answer = client.get("/api/v1/search", params={"q": "en:refugees"}).json()
    (pieces,) = answer["results"][0]["hits"][0]["english"]
    assert [piece["text"] for piece in pieces if piece["match"]] == ["refugees"]


def test_both_languages_stand_side_by_side(client: TestClient) -> None:
    html = page(client, "/search/parallel?q=尽职调查")
    pairs = [one.get_text(" ", strip=True) for one in html.select(".pair")]
    assert sum("没有对应的英文" in pair for pair in pairs) == 5
    assert "exercise due diligence in supply chains" in next(pair for pair in pairs if "供应链" in pair)
    assert page(client, "/search?q=尽职调查").select_one('a[href^="/search/parallel"]')


def test_every_pair_comes_as_a_file(client: TestClient) -> None:
    answer = client.get("/search/parallel.csv", params={"q": 'en:"due diligence"'})
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert {row["网址"] for row in rows} == {f"http://juey.test/A/RES/77/213/op/{n}" for n in (1, 2, 3, 4)}
    assert all("diligence" in row["英文"] and row["英文位置"].startswith("op/") for row in rows)
    text = client.get("/search/parallel.txt", params={"q": "en:refugees"}).text
    assert text.splitlines()[:3] == [
        "A/RES/77/213 第5段",
        "吁请各国接纳难民；",
        "Calls upon States to receive refugees;",
    ]


def test_a_translation_memory_is_well_formed_and_whole(client: TestClient) -> None:
    answer = client.get("/search/parallel.tmx", params={"q": "机构:GA"})
    assert "filename*=UTF-8" in answer.headers["content-disposition"]
    root = etree.fromstring(answer.content, etree.XMLParser(load_dtd=False, no_network=True))
    assert (root.tag, root.get("version"), root.find("header").get("srclang")) == ("tmx", "1.4", "en")
    units = {unit.get("tuid"): unit for unit in root.iter("tu")}
    assert {f"A/RES/77/213#op/{n}" for n in range(1, 6)} <= units.keys()
    assert "A/RES/77/213#op/6" not in units
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    texts = {tuv.get(language): tuv.findtext("seg") for tuv in units["A/RES/77/213#op/5"].iter("tuv")}
    assert texts == {"en": "Calls upon States to receive refugees;", "zh-CN": "吁请各国接纳难民；"}


def test_where_neither_language_holds_it_that_is_said(client: TestClient) -> None:
    assert "中文本和英文本里都没有这些词句" in page(client, "/search?q=xylophone quartet").get_text()


def test_a_title_in_english_names_its_document(client: TestClient) -> None:
    title = client.get("/api/v1/documents/A/RES/77/213/en").json()["title"]
    (named,) = client.get("/api/v1/search", params={"q": title}).json()["named"]
    assert (named["symbol"], named["held"]) == ("A/RES/77/213", True)


def test_a_whole_paragraph_leads_to_wordings_like_it(client: TestClient) -> None:
    typed = "Calls upon all States to protect refugees, and to share the costs of their protection fairly."
    link = page(client, f"/search?q={typed}").select_one('main a[href^="/wording?q="]')
    assert link is not None
    asked = page(client, str(link["href"]))
    assert typed in asked.get_text()
    assert page(client, "/search?q=protection of refugees").select_one('main a[href^="/wording?q="]') is None


def test_of_a_paragraph_that_no_text_is_like_the_parts_that_stand_are_told(client: TestClient) -> None:
    draft = "Urges banks and insurers everywhere to exercise due diligence in all their lending to miners of cobalt;"
    shown = page(client, f"/wording?q={draft}")
    told = {one.get_text(): str(one["href"]) for one in shown.select("main section li a")}
    assert "exercise due diligence" in " ".join(told)
    for address in told.values():
        assert page(client, address).select(".pair")
