"""Who votes like a state and who does not, through HTTP."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.web.archives import build, page, recorded, statements, text

LIKE = recorded({"inFavour": ["CHN", "CUB"], "against": ["USA"]})
HALF = recorded({"inFavour": ["CHN", "CUB"], "abstaining": ["USA", "TUR"]})


def texts(session: int, day: str, count: int, voting: str) -> list[bytes]:
    return [text(f"{session}/{number + 1}", day=day, voting=voting) for number in range(count)]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    made = [
        *texts(77, "2022-12-15", 10, LIKE),
        *texts(78, "2023-12-15", 10, HALF),
        *texts(79, "2024-12-15", 2, LIKE),
    ]
    archive = build(tmp_path_factory.mktemp("nearest"), made)
    with TestClient(create_app(Settings(archive=archive)), follow_redirects=False) as client:
        yield client


def table(html: BeautifulSoup) -> list[list[str]]:
    return [
        [cell.text.strip() for cell in row.select("th, td")] for row in html.select("table.stances tbody tr")
    ]


def years(html: BeautifulSoup) -> dict[str, list[list[str]]]:
    return {
        row.th.text.strip(): [[link.text for link in cell.select("a")] for cell in row.select("td")]
        for row in html.select(".near-years tbody tr")
    }


def test_states_stand_from_near_to_far(client: TestClient) -> None:
    html = page(client, "/states/CHN/nearest")
    assert table(html) == [
        ["古巴", "22", "22", "100.0%", "100.0%"],
        ["土耳其", "10", "0", "0.0%", "50.0%"],
        ["美利坚合众国", "22", "0", "0.0%", "22.7%"],
    ]
    assert years(html) == {
        "2023": [["古巴", "土耳其", "美利坚合众国"], []],
        "2022": [["古巴", "美利坚合众国"], []],
    }


def test_a_year_with_too_few_common_votes_says_so(client: TestClient) -> None:
    html = page(client, "/states/CHN/nearest?year=2024")
    assert "没有国家与中国有 10 次以上的共同表决" in html.select_one(".notice").text
    assert "不到 10 次的 2 国不列" in html.main.text
    assert not html.select("table")


def test_a_year_keeps_to_itself_and_leads_to_the_pair_in_it(client: TestClient) -> None:
    html = page(client, "/states/CHN/nearest?year=2022")
    assert [row[0] for row in table(html)] == ["古巴", "美利坚合众国"]
    links = [str(link["href"]) for link in html.select("table.stances a")]
    assert links == ["/states/CHN/with/CUB?year=2022", "/states/CHN/with/USA?year=2022"]
    assert "两国都投了票的 10 次" in page(client, links[0]).main.text


def test_the_page_of_a_state_shows_them_for_the_newest_year_that_tells_enough(client: TestClient) -> None:
    near = page(client, "/states/CHN").select_one("#nearest")
    assert "2023年" in near.text
    assert [link.text for link in near.select("dd a")] == ["古巴", "土耳其", "美利坚合众国"]
    assert near.select_one("dd a")["href"] == "/states/CHN/with/CUB?year=2023"
    assert page(client, "/states/NOR").select_one("#nearest") is None


def test_files_and_programs_have_the_same(client: TestClient) -> None:
    content = client.get("/states/CHN/nearest.csv").text.removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(content)))
    assert ["合计", "美利坚合众国", "USA", "22", "0", "10", "0.0000", "0.2273"] in rows
    assert [row[0] for row in rows] == ["年份", *["合计"] * 3, *["2023"] * 3, *["2022"] * 2]
    answer = client.get("/api/v1/states/chn/nearest?year=2023").json()
    assert [(one["state"], one["weighted"]) for one in answer["items"]] == [
        ("CUB", 1),
        ("TUR", 0.5),
        ("USA", 0.5),
    ]
    assert answer["fewest"] == 10


def test_codes_are_in_upper_case_and_known(client: TestClient) -> None:
    response = client.get("/states/chn/nearest?year=2022")
    assert (response.status_code, response.headers["location"]) == (308, "/states/CHN/nearest?year=2022")
    for path in ("/states/XXX/nearest", "/states/XXX/nearest.csv", "/api/v1/states/XXX/nearest"):
        assert client.get(path).status_code == 404


def test_more_texts_make_no_more_statements(tmp_path: Path) -> None:
    def counted(documents: int) -> int:
        archive = build(tmp_path / str(documents), texts(77, "2022-12-15", documents, LIKE))
        return statements(archive, "/states/CHN/nearest")

    assert counted(2) == counted(7) > 0
