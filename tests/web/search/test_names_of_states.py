"""Names of states in a search: which of the hits are of the name, the field and the facet, their documents."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.web.archives import page

TEXT = """60/{number}. {title}

大会，

回顾{preamble}，

1. 请{first}报告；

2. 又请{second}报告。
"""
TEXTS = (
    {"number": 1, "title": "马里局势", "preamble": "索马里的事", "first": "马里", "second": "马里和索马里"},
    {"number": 2, "title": "索马里局势", "preamble": "北马里亚纳群岛", "first": "秘书长", "second": "马里奥"},
    {
        "number": 3,
        "title": "发展中国家",
        "preamble": "沿海地区",
        "first": "中国",
        "second": "发展中国家和海地",
    },
)


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("states")
    for text in TEXTS:
        (folder / f"{text['number']}.txt").write_text(TEXT.format(**text), "utf-8")
    run_ingest(folder / "archive", folder)
    with TestClient(create_app(Settings(archive=folder / "archive"))) as client:
        yield client


def counted(html: BeautifulSoup) -> dict[str, tuple[int, str]]:
    return {
        item.a.text.strip(): (int(item.select_one(".count").text.split()[0]), str(item.a["href"]))
        for item in html.select(".meanings li")
    }


def hits(client: TestClient, path: str) -> int:
    return int(page(client, path).select_one(".summary").text.split("，")[1].split()[0])


def test_a_name_that_stands_in_longer_ones_is_told_apart(states: TestClient) -> None:
    html = page(states, "/search?q=馬里")
    found = counted(html)
    assert {name: count for name, (count, _) in found.items()} == {
        "马里": 3,
        "索马里": 3,
        "北马里亚纳群岛": 1,
        "其他词语": 1,
    }
    assert hits(states, "/search?q=馬里") == 7
    for name, (count, url) in found.items():
        assert hits(states, url) == count, name
    chosen = page(states, found["索马里"][1])
    assert counted(chosen).keys() == found.keys()
    assert [one.text for one in chosen.select(".meanings [aria-current]")] == ["索马里"]


def test_a_name_that_stands_in_other_words_by_chance_is_told_apart(states: TestClient) -> None:
    assert {name: count for name, (count, _) in counted(page(states, "/search?q=中国")).items()} == {
        "中国": 1,
        "其他词语": 2,
    }
    assert {name: count for name, (count, _) in counted(page(states, "/search?q=海地")).items()} == {
        "海地": 1,
        "其他词语": 1,
    }


@pytest.mark.parametrize("typed", ["索马里", "发展", "马里 | 海地", "-马里 请", "国家:马里"])
def test_what_needs_no_telling_apart_is_not(states: TestClient, typed: str) -> None:
    assert not page(states, f"/search?q={typed}").select(".meanings")


def test_the_facet_counts_documents_and_is_chosen_by_code_or_name(states: TestClient) -> None:
    html = page(states, "/search?q=请 | 局势")
    (facet,) = (one for one in html.select(".facet") if one.h2.text == "国家和地区")
    assert facet.select_one(".facet-unit").text == "份文件"
    links = {link.text: link for link in facet.select(".filters a")}
    assert links["索马里"].find_next("span").text == "2"
    for path in (str(links["索马里"]["href"]), "/search?q=请 | 局势&state=索马里"):
        assert page(states, path).select_one(".summary").text.split()[0] == "2"
    for params in ({"state": "SOM"}, {"state": "索馬里"}):
        answer = states.get("/api/v1/search", params={"q": "请 | 局势", **params}).json()
        assert answer["total_paragraphs"] == 2
        units = {value["value"]: value["count"] for value in answer["facets"]["state"]}
        assert units == {"MLI": 3, "SOM": 2, "CHN": 1, "HTI": 1}
    assert states.get("/api/v1/search", params={"q": "国家:马里"}).json()["total_paragraphs"] == 3


def test_a_state_that_is_not_known_is_told(states: TestClient) -> None:
    assert "没有“火星”这个国家或地区" in page(states, "/search?q=国家:火星").select_one(".notice").text
