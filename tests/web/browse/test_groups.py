"""Groups of states and how they vote, through HTTP."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from pydantic import ValidationError

from app.main import create_app
from app.settings import Settings
from tests.web.archives import build, page, recorded, statements, text

OWN = """
[P5]
name = "五国"
source = "自定"
[P5.members]
CHN = [2000-01-01]
USA = [2000-01-01]

[TRIO]
name = "三国"
source = "某协定第一条"
[TRIO.members]
CHN = [2000-01-01]
CUB = [2000-01-01, 2023-06-30]
USA = [2000-01-01]
TUR = [2023-07-01]

[LOOSE]
name = "不定之组"
source = ""
dated = false
members = ["CHN", "CUB"]
"""

TEXTS = (
    text("77/1", voting=recorded({"inFavour": ["CHN", "CUB", "USA"], "against": ["TUR"]})),
    text("77/2", voting=recorded({"inFavour": ["CHN", "CUB"], "against": ["USA"]})),
    text("77/3", voting=recorded({"inFavour": ["CHN"], "against": ["USA"], "abstaining": ["CUB"]})),
    text("78/4", day="2023-12-19", voting=recorded({"inFavour": ["USA", "TUR"], "abstaining": ["CHN"]})),
    text("78/5", day="2023-12-20", voting=recorded({"inFavour": ["CHN", "CUB"]})),
    text("78/6", day="2023-12-20", voting=recorded({"inFavour": ["CHN", "USA"], "against": ["CHN"]})),
)


@pytest.fixture(scope="module")
def groups_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("table") / "groups.toml"
    path.write_text(OWN, "utf-8")
    return path


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, groups_file: Path) -> Iterator[TestClient]:
    archive = build(tmp_path_factory.mktemp("groups"), TEXTS)
    app = create_app(Settings(archive=archive, groups=groups_file))
    with TestClient(app, follow_redirects=False) as client:
        yield client


def cohesion(html: BeautifulSoup) -> dict[str, list[str]]:
    (table, *_) = html.select(".measured table")
    return {
        row.th.text.strip(): [" ".join(cell.text.split()) for cell in row.select("td")]
        for row in table.select("tr")
    }


def splits(html: BeautifulSoup) -> dict[str, str]:
    return {
        row.select_one(".symbol").text: "".join(row.select_one(".stance").text.split())
        for row in html.select("#splits li")
    }


def test_groups_that_ship_stand_beside_those_of_the_table(client: TestClient) -> None:
    rows = [
        [cell.text.strip() for cell in row.select("th, td")]
        for row in page(client, "/groups").select("tbody tr")
    ]
    assert [row[0] for row in rows] == ["五国 P5", "欧洲联盟 EU", "三国 TRIO", "不定之组 LOOSE"]
    assert rows[2][1:] == ["3", "4", "3", "50.0%"]
    assert rows[3][1:] == ["2", "成员日期未核实"]


def test_cohesion_is_counted_by_the_members_of_the_day(client: TestClient) -> None:
    html = page(client, "/groups/TRIO")
    # 77/1: 1; 77/2: (2 - 1/2) / 3; 77/3: (1 - 1) / 3; 78/4: (2 - 1/2) / 3 with Türkiye; 78/5 has one member
    assert {year: row for year, row in cohesion(html).items() if year != "年份"} == {
        "2023": ["50.0%1 次", "50.0%1 次"],
        "2022": ["50.0%3 次", "50.0%3 次"],
        "平均": ["50.0%4 次", "50.0%4 次"],
    }
    assert "某协定第一条" in html.main.text
    assert "另有 1 份表决名单与票数不符" in html.main.text


def test_members_are_told_for_a_day(client: TestClient) -> None:
    def members(query: str) -> list[str]:
        return [
            link.text for link in page(client, f"/groups/TRIO{query}").select("#members p a[href^='/states']")
        ]

    assert members("?day=2023-06-30") == ["中国", "古巴", "美利坚合众国"]
    assert members("?day=2023-07-01") == ["中国", "土耳其", "美利坚合众国"]
    assert members("") == ["中国", "土耳其", "美利坚合众国"]
    html = page(client, "/groups/TRIO?day=2023-02-30")
    assert "日期不对" in html.select_one(".notice").text


def test_where_it_split_and_who_broke_ranks(client: TestClient) -> None:
    html = page(client, "/groups/TRIO")
    assert splits(html) == {
        "A/RES/78/4": "赞成2（多数）；弃权1：中国",
        "A/RES/77/3": "赞成1：中国；反对1：美利坚合众国；弃权1：古巴",
        "A/RES/77/2": "赞成2（多数）；反对1：美利坚合众国",
    }
    rows = {
        row.th.text.strip(): [cell.text for cell in row.select("td")]
        for row in html.select("#breakers tbody tr")
    }
    assert rows == {
        "中国": ["3", "1", "33.3%"],
        "美利坚合众国": ["3", "1", "33.3%"],
        "古巴": ["2", "0", "0.0%"],
        "土耳其": ["1", "0", "0.0%"],
    }
    link = html.select_one("#breakers td a")
    assert [*splits(page(client, str(link["href"])))] == ["A/RES/78/4"]
    assert "中国与多数不同的表决 1" in page(client, str(link["href"])).select_one("#splits h2").text


def test_a_group_without_sourced_days_has_no_figures(client: TestClient) -> None:
    html = page(client, "/groups/LOOSE")
    assert "成员日期未核实" in html.select_one(".notice").text
    assert not html.select("table, .measured, #splits")
    assert client.get("/groups/LOOSE.csv").status_code == 404
    answer = client.get("/api/v1/groups/LOOSE").json()
    assert (answer["group"]["dated"], answer["cohesion"], answer["total"]) == (False, [], 0)


def rows_of(client: TestClient, path: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(client.get(path).text.removeprefix("\ufeff"))))


def test_files_have_the_same(client: TestClient) -> None:
    members = rows_of(client, "/groups.csv")
    assert ["TRIO", "三国", "古巴", "CUB", "2000-01-01", "2023-06-30", "某协定第一条", "是"] in members
    _, *calls = rows_of(client, "/groups/trio.csv")
    assert [row[0] for row in calls] == ["A/RES/78/4", "A/RES/77/3", "A/RES/77/2", "A/RES/77/1"]
    assert calls[2][-5:] == ["0.5000", "中国、古巴", "美利坚合众国", "", "美利坚合众国"]
    assert calls[1][-1] == ""
    _, whole, *rest = rows_of(client, "/groups/TRIO/cohesion.csv")
    assert whole[:3] == ["全部", "全部", "4"]
    assert ["2023", "大会", "1", "0.5000", "1"] in rest


def test_programs_read_the_same(client: TestClient) -> None:
    listed = client.get("/api/v1/groups").json()["items"]
    assert [group["code"] for group in listed] == ["P5", "EU", "TRIO", "LOOSE"]
    answer = client.get("/api/v1/groups/trio?size=1").json()
    assert answer["cohesion"][0]["roll_calls"] == 4
    assert (answer["total"], answer["excluded"], answer["undated"]) == (3, 1, 0)
    assert answer["items"][0]["camps"] == [
        {"vote": "in_favour", "majority": True, "states": ["TUR", "USA"]},
        {"vote": "abstaining", "majority": False, "states": ["CHN"]},
    ]
    assert client.get("/api/v1/groups/XXX").status_code == 404


def test_a_group_has_one_address(client: TestClient) -> None:
    response = client.get("/groups/trio?year=2022")
    assert (response.status_code, response.headers["location"]) == (308, "/groups/TRIO?year=2022")
    for path in ("/groups/XXX", "/groups/%E4%B8%89", "/groups/XXX.csv", "/groups/" + "x" * 9000):
        assert client.get(path).status_code == 404


def test_another_table_makes_other_answers(tmp_path: Path, groups_file: Path) -> None:
    archive = build(tmp_path, TEXTS[:1])
    tags = set()
    for groups in (None, groups_file):
        with TestClient(create_app(Settings(archive=archive, groups=groups))) as client:
            tags.add(client.get("/groups").headers["etag"])
    assert len(tags) == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("x = ", "不是 TOML"),
        ("[X]\nname = '甲'", "国家组 X"),
        ("[X]\nname='甲'\nsource='乙'\n[X.members]\nXYZ=[2000-01-01]", "没有国家代码 XYZ"),
        ("\udcff", "不是 UTF-8"),
        ("#" * 1_000_001, "超过"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_at_the_start(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "groups.toml"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(ValidationError, match=told):
        Settings(groups=path)


def test_a_table_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="读不到国家组的文件"):
        Settings(groups=tmp_path / "none.toml")


def test_more_texts_make_no_more_statements(tmp_path: Path) -> None:
    def counted(documents: int) -> int:
        voting = recorded({"inFavour": ["CHN"], "against": ["USA"]})
        made = [text(f"77/{number + 1}", voting=voting) for number in range(documents)]
        return statements(build(tmp_path / str(documents), made), "/groups/P5")

    assert counted(2) == counted(7) > 0
