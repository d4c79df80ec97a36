"""How states voted through a series: on its page, as CSV and as JSON."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.web.archives import page, recorded, statements, text

ROLLS = {
    "74/1": recorded({"inFavour": ["CHN", "CUB"], "against": ["USA"]}),
    "75/1": '<voting outcome="adoptedWithoutVote"/>',
    "76/1": recorded({"inFavour": ["CHN", "CUB"], "against": ["USA"], "abstaining": ["TUR"]}),
    "77/1": recorded({"inFavour": ["CHN", "TUR", "USA"], "abstaining": ["CUB"]}),
}


def built(folder: Path, rolls: dict[str, str]) -> Path:
    """An archive of texts that continue each other, one a year."""
    for number, voting in rolls.items():
        year = 1945 + int(number[:2])
        (folder / f"{number.replace('/', '-')}.xml").write_bytes(
            text(number, day=f"{year}-12-15", voting=voting)
        )
    numbers = [f"A/RES/{number}" for number in rolls]
    by_hand = {"continues": dict(zip(numbers[1:], numbers, strict=False))}
    run_ingest(folder / "archive", folder, by_hand=by_hand)
    return folder / "archive"


@pytest.fixture(scope="module")
def voted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    archive = built(tmp_path_factory.mktemp("voted"), ROLLS)
    with TestClient(create_app(Settings(archive=archive))) as client:
        yield client


def rows(html: BeautifulSoup) -> list[list[str]]:
    return [[" ".join(cell.text.split()) for cell in row.select("th, td")] for row in html.select(".roll tr")]


def test_the_page_has_each_state_and_those_that_moved_first(voted: TestClient) -> None:
    html = page(voted, "/A/RES/75/1/series")
    found = rows(html)
    assert found[0] == [
        "国家",
        "改变",
        "A/RES/77/1 2022年12月",
        "A/RES/76/1 2021年12月",
        "A/RES/74/1 2019年12月",
    ]
    assert found[1][0] == "国家组"
    assert found[2][:3] == ["安全理事会常任理事国", "", "赞 2 缺 3"]
    moved = found.index(["改变过投票", ""])
    assert found[moved + 1 : moved + 4] == [
        ["古巴", "1", "弃", "赞", "赞"],
        ["美利坚合众国", "1", "赞", "反", "反"],
        ["土耳其", "1", "赞", "弃", "缺"],
    ]
    assert ["中国", "", "赞", "赞", "赞"] in found
    assert len([row for row in found if row[2:] == ["缺", "缺", "缺"]]) == 189
    assert "3 份有各国名单" in html.select_one("#votes .summary").text
    assert "另 1 份没有" in html.select_one("#votes .summary").text
    # What moved is marked where it moved, not by colour alone.
    marked = [cell.span["title"] for cell in html.select(".roll .moved")]
    assert marked == ["弃权（与上一次不同）", "赞成（与上一次不同）", "赞成（与上一次不同）"]


def test_the_file_has_the_same(voted: TestClient) -> None:
    answer = voted.get("/A/RES/77/1/series/votes.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    table = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))))
    assert table[0] == ["代码", "名称", "改变次数", "最近一次改变", "A/RES/77/1", "A/RES/76/1", "A/RES/74/1"]
    assert ["USA", "美利坚合众国", "1", "A/RES/77/1", "赞成", "反对", "反对"] in table
    (five,) = (row for row in table if row[0] == "P5")
    assert five[4:] == [
        "赞成 2；未参加表决 3",
        "赞成 1；反对 1；未参加表决 3",
        "赞成 1；反对 1；未参加表决 3",
    ]
    assert len(table) == 1 + 193 + 2
    moved = voted.get("/a/res/77/1/Series/Votes.csv", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (308, "/A/RES/77/1/series/votes.csv")
    assert voted.get("/A/RES/99/9/series/votes.csv").status_code == 404


def test_json_has_the_same(voted: TestClient) -> None:
    answer = voted.get("/api/v1/documents/A/RES/74/1/series/votes").json()
    assert [(text["id"], text["compared_with"]) for text in answer["texts"]] == [
        ("A/RES/77/1", "A/RES/76/1"),
        ("A/RES/76/1", "A/RES/74/1"),
        ("A/RES/74/1", None),
    ]
    by_code = {state["state"]: state for state in answer["states"]}
    assert by_code["CUB"]["votes"] == ["abstaining", "in_favour", "in_favour"]
    assert by_code["CUB"]["moved"] == ["A/RES/77/1"]
    (five,) = (group for group in answer["groups"] if group["code"] == "P5")
    assert (five["votes"][0]["in_favour"], five["votes"][0]["not_voting"]) == (2, 3)
    assert voted.get("/api/v1/documents/A/RES/99/9/series/votes").status_code == 404


def test_a_doubtful_roll_call_is_shown_marked_and_not_compared(tmp_path: Path) -> None:
    doubtful = recorded({"inFavour": ["USA"], "against": ["CHN", "CUB"]}).replace('value="1"', 'value="9"')
    archive = built(tmp_path, {**ROLLS, "76/1": doubtful})
    with TestClient(create_app(Settings(archive=archive))) as client:
        html = page(client, "/A/RES/77/1/series")
        assert (
            "A/RES/76/1 的名单存疑，列出而不计入改变：赞成票数作9，名单有1国"
            in html.select_one("#votes .notice").text
        )
        assert ["中国", "", "赞", "反", "赞"] in rows(html)
        texts = client.get("/api/v1/documents/A/RES/77/1/series/votes").json()["texts"]
        assert [text["compared_with"] for text in texts] == ["A/RES/74/1", None, None]
        assert texts[1]["doubt"] == "赞成票数作9，名单有1国"
        assert "A/RES/76/1（存疑，不计）" in client.get("/A/RES/77/1/series/votes.csv").text


def test_a_text_that_is_not_compared_with_its_neighbour_says_with_which(tmp_path: Path) -> None:
    for number, day in (("75/1", "2020-12-15"), ("76/1", "2021-12-15"), ("77/1", "2022-12-15")):
        voting = ROLLS["76/1" if number == "75/1" else "77/1"]
        (tmp_path / f"{number.replace('/', '-')}.xml").write_bytes(text(number, day=day, voting=voting))
    by_hand = {"continues": {"A/RES/76/1": "A/RES/75/1", "A/RES/77/1": "A/RES/75/1"}}
    run_ingest(tmp_path / "archive", tmp_path, by_hand=by_hand)
    with TestClient(create_app(Settings(archive=tmp_path / "archive"))) as client:
        found = rows(page(client, "/A/RES/77/1/series"))
    assert found[0][2:] == [
        "A/RES/77/1 2022年12月 较 A/RES/75/1",
        "A/RES/76/1 2021年12月",
        "A/RES/75/1 2020年12月",
    ]
    # Both votes are other ones than that which they are compared with.
    assert ["古巴", "2", "弃", "弃", "赞"] in found


def test_a_series_without_roll_calls_has_no_table(client: TestClient) -> None:
    assert page(client, "/A/RES/77/213/series").select("#votes") == []
    assert client.get("/api/v1/documents/A/RES/77/213/series/votes").json() == {
        "texts": [],
        "states": [],
        "groups": [],
    }


def test_the_number_of_statements_is_that_of_any_series(tmp_path: Path) -> None:
    for name, rolls in (("short", {"76/1": ROLLS["76/1"], "77/1": ROLLS["77/1"]}), ("long", ROLLS)):
        (tmp_path / name).mkdir()
        built(tmp_path / name, rolls)
    for path in ("/A/RES/77/1/series", "/A/RES/77/1/series/votes.csv"):
        short, long = (statements(tmp_path / name / "archive", path) for name in ("short", "long"))
        assert short == long
