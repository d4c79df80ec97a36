"""Two states and their votes, through HTTP."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.web.archives import build, keywords, page, recorded, statements, text

BOTH = recorded({"inFavour": ["CHN", "CUB", "USA", "TUR"]})
PARTED = recorded({"inFavour": ["CHN", "CUB", "TUR"], "against": ["USA"]})
HALF = recorded({"inFavour": ["CUB", "TUR"], "abstaining": ["CHN"], "against": ["USA"]})
ABSENT = recorded({"inFavour": ["CHN", "CUB"], "notVoting": ["USA"]})
DOUBTFUL = recorded({"inFavour": ["CHN", "USA"]}).replace('value="2"', 'value="3"')
SUBJECT = keywords(subjects=["HUMAN RIGHTS"])

TEXTS = (
    text("77/1", voting=BOTH),
    text("77/2", voting=PARTED, meta=SUBJECT),
    text("77/3", voting=ABSENT),
    text("78/4", day="2023-12-19", voting=HALF, item=("20", "可持续发展")),
    text("78/5", day="2023-12-20", voting=DOUBTFUL),
    text("78/6", day="2023-12-21"),
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    archive = build(tmp_path_factory.mktemp("pair"), TEXTS)
    with TestClient(create_app(Settings(archive=archive)), follow_redirects=False) as client:
        yield client


def figures(html: BeautifulSoup) -> dict[str, dict[str, list[str]]]:
    """The rows of each table by its heading: common votes, alike, share, weighted."""
    return {
        section.h2.text: {
            row.th.text.strip(): [cell.text for cell in row.select("td")]
            for row in section.select("tbody tr")
        }
        for section in html.select(".measured section")
    }


def parted(html: BeautifulSoup) -> dict[str, list[str]]:
    return {
        row.select_one(".symbol").text: [word.text for word in row.select(".stance b")]
        for row in html.select("#parted li")
    }


def test_two_states_by_year_organ_subject_and_item(client: TestClient) -> None:
    html = page(client, "/states/CHN/with/USA")
    assert html.h1.text == "中国与美利坚合众国的表决"
    assert figures(html) == {
        "按年份": {"2023年": ["1", "0", "0.0%", "50.0%"], "2022年": ["2", "1", "50.0%", "50.0%"]},
        "按机构": {"大会": ["3", "1", "33.3%", "50.0%"]},
        "按主题": {"人权": ["1", "0", "0.0%", "0.0%"]},
        "按议程项目": {
            "促进和保护人权": ["2", "1", "50.0%", "50.0%"],
            "可持续发展": ["1", "0", "0.0%", "50.0%"],
        },
    }
    assert "投票相同的 1 次，占 33.3%" in html.main.text
    assert "另有 1 份表决名单与票数不符" in html.main.text


def test_where_they_parted_is_listed_newest_first(client: TestClient) -> None:
    html = page(client, "/states/CHN/with/USA")
    assert parted(html) == {"A/RES/78/4": ["弃权", "反对"], "A/RES/77/2": ["赞成", "反对"]}
    assert [*parted(html)] == ["A/RES/78/4", "A/RES/77/2"]
    assert html.select_one("#parted a.document")["href"] == "/A/RES/78/4"


def test_every_measure_is_defined_with_its_source(client: TestClient) -> None:
    told = page(client, "/states/CHN/with/USA").select_one("#measures")
    assert [term.text for term in told.select("dt")] == ["共同表决", "相同票比例", "加权一致指数", "分歧"]
    assert "Lijphart" in told.text


def test_only_divided_roll_calls_are_counted_on_request(client: TestClient) -> None:
    html = page(client, "/states/CHN/with/USA?division=25")
    assert "两国都投了票的 2 次" in html.main.text
    assert html.select_one(".views [aria-current]").text == "分歧至少25%的表决"
    # 0.25 and 0.5: what a choice says is reached is counted
    assert figures(html)["按年份"] == {
        "2023年": ["1", "0", "0.0%", "50.0%"],
        "2022年": ["1", "0", "0.0%", "0.0%"],
    }
    assert "两国都投了票的 3 次" in page(client, "/states/CHN/with/USA?division=7").main.text


def test_figures_and_list_keep_to_what_is_chosen(client: TestClient) -> None:
    html = page(client, "/states/CHN/with/USA?year=2022&division=10")
    assert parted(html) == {"A/RES/77/2": ["赞成", "反对"]}
    assert [link["href"] for link in html.select(".chips a")] == ["/states/CHN/with/USA?division=10"]
    assert "另有" not in html.main.text
    link = page(client, "/states/CHN/with/USA").select_one(".measured a[href*=subject]")
    assert parted(page(client, str(link["href"]))) == {"A/RES/77/2": ["赞成", "反对"]}


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/states/USA/with/CHN", "/states/CHN/with/USA"),
        ("/states/chn/with/usa?year=2022", "/states/CHN/with/USA?year=2022"),
        ("/states/chn/with/CHN", "/states/CHN"),
    ],
)
def test_a_pair_has_one_address(client: TestClient, asked: str, led: str) -> None:
    response = client.get(asked)
    assert (response.status_code, response.headers["location"]) == (308, led)


@pytest.mark.parametrize("path", ["/states/CHN/with/XXX", "/states/XXX/with/CHN.csv", "/states/A/with/B"])
def test_unknown_states_are_not_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("query", ["year=1900", "subject=%F0%9F%98%80", "body=" + "x" * 9000, "page=9"])
def test_what_has_no_votes_says_so(client: TestClient, query: str) -> None:
    assert len(page(client, f"/states/CHN/with/USA?{query}").select(".notice")) == 1


def test_states_that_never_voted_together_say_so(client: TestClient) -> None:
    html = page(client, "/states/CHN/with/NOR")
    assert "没有两国都投了票的" in html.select_one(".notice").text
    assert not html.select("table, #parted")


def rows(client: TestClient, path: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(client.get(path).text.removeprefix("\ufeff"))))


def test_files_have_the_same(client: TestClient) -> None:
    head, whole, *rest = rows(client, "/states/USA/with/CHN.csv")
    assert head == ["按", "值", "共同表决", "相同", "一国弃权", "相同票比例", "加权一致指数"]
    assert whole == ["全部", "", "3", "1", "1", "0.3333", "0.5000"]
    assert ["主题", "人权", "1", "0", "0", "0.0000", "0.0000"] in rest
    head, *found = rows(client, "/states/CHN/with/USA/parted.csv")
    assert head[-3:] == ["中国", "美利坚合众国", "分歧"]
    assert [(row[0], *row[-3:]) for row in found] == [
        ("A/RES/78/4", "弃权", "反对", "0.5000"),
        ("A/RES/77/2", "赞成", "反对", "0.2500"),
    ]


def test_programs_read_the_same(client: TestClient) -> None:
    answer = client.get("/api/v1/states/usa/with/chn?size=1").json()
    assert (answer["first"], answer["second"], answer["url"]) == ("CHN", "USA", "/states/CHN/with/USA")
    whole = {"together": 3, "alike": 1, "half": 1, "share": 0.3333, "weighted": 0.5}
    assert answer["whole"] == whole
    assert (answer["roll_calls"], answer["excluded"], answer["total"]) == (4, 1, 2)
    assert [one["value"] for one in answer["by_year"]] == ["2023", "2022"]
    (item,) = answer["items"]
    assert (item["document"]["symbol"], item["first"], item["second"]) == (
        "A/RES/78/4",
        "abstaining",
        "against",
    )
    assert answer["next"].endswith("page=2")
    assert client.get("/api/v1/states/CHN/with/CHN").status_code == 404
    assert client.get("/api/v1/states/CHN/with/USA?division=7").status_code == 422


@pytest.mark.parametrize("path", ["/states/CHN/with/USA", "/api/v1/states/CHN/with/USA"])
def test_more_texts_make_no_more_statements(tmp_path: Path, path: str) -> None:
    def counted(documents: int) -> int:
        texts = [text(f"77/{number + 1}", voting=PARTED, meta=SUBJECT) for number in range(documents)]
        return statements(build(tmp_path / str(documents), texts), path)

    assert counted(2) == counted(7) > 0


def test_the_chart_shows_both_measures_on_an_axis_to_a_hundred(client: TestClient) -> None:
    chart = page(client, "/states/CHN/with/USA").select_one(".chart")
    assert [mark.text for mark in chart.select(".count-mark")] == ["0", "50", "100"]
    assert [title.text for title in chart.select("circle title")] == [
        "2022年：加权一致指数 50%",
        "2023年：加权一致指数 50%",
        "2022年：相同票比例 50%",
        "2023年：相同票比例 0%",
    ]
    # one year is no line
    assert page(client, "/states/CHN/with/USA?year=2022").select_one(".chart") is None
