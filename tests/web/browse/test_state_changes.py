"""Where a state changed its vote, from text to text of a series."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.web.archives import page, recorded, statements, text

ROLLS = {
    "74/1": recorded({"inFavour": ["CHN", "CUB"], "against": ["USA"]}),
    "75/1": '<voting outcome="adoptedWithoutVote"/>',
    "76/1": recorded({"inFavour": ["CHN", "USA"], "abstaining": ["CUB", "TUR"]}),
    # Its printed number is not that of its list.
    "77/1": recorded({"inFavour": ["USA"], "against": ["CHN", "CUB"]}).replace('value="1"', 'value="9"'),
    "78/1": recorded({"inFavour": ["CHN", "CUB", "USA"], "against": ["TUR"]}),
}


def built(folder: Path, rolls: dict[str, str], series: int = 1) -> Path:
    """An archive of so many series, each with these votes, one a year."""
    folder.mkdir(exist_ok=True)
    continues: dict[str, str] = {}
    for place in range(series):
        before = ""
        for number, voting in rolls.items():
            year = 1945 + int(number[:2])
            name = number.replace("/1", f"/{place + 1}")
            content = text(name, day=f"{year}-12-{15 + place}", voting=voting)
            (folder / f"{name.replace('/', '-')}.xml").write_bytes(content)
            continues |= {f"A/RES/{name}": before} if before else {}
            before = f"A/RES/{name}"
    run_ingest(folder / "archive", folder, by_hand={"continues": continues})
    return folder / "archive"


@pytest.fixture(scope="module")
def voted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    archive = built(tmp_path_factory.mktemp("voted"), ROLLS, series=2)
    with TestClient(create_app(Settings(archive=archive))) as client:
        yield client


def test_the_page_has_each_change_newest_first(voted: TestClient) -> None:
    html = page(voted, "/states/CUB/changes")
    listed = [" ".join(one.text.split()) for one in html.select(".taken > li")]
    assert [line.split()[0] for line in listed] == ["A/RES/78/2", "A/RES/78/1", "A/RES/76/2", "A/RES/76/1"]
    assert "弃权 → 赞成" in listed[0]
    assert "前一次：A/RES/76/2 2021年12月16日" in listed[0]
    links = {link["href"] for link in html.select(".taken > li")[0].select("a")}
    assert {"/A/RES/78/2", "/A/RES/76/2/vote", "/compare?a=A/RES/76/2&b=A/RES/78/2"} <= links
    moves = [" ".join(one.text.split()) for one in html.select(".moves li")]
    assert sorted(moves) == ["弃权 → 赞成 2 次", "赞成 → 弃权 2 次"]
    # To vote alike, or not to vote, is no change.
    assert page(voted, "/states/CHN/changes").select(".taken > li") == []
    assert len(page(voted, "/states/TUR/changes").select(".taken > li")) == 2


def test_the_page_of_a_state_leads_there(voted: TestClient) -> None:
    (link,) = page(voted, "/states/USA").select("a[href='/states/USA/changes']")
    assert link.text == "改变投票 2 次"
    assert not page(voted, "/states/CHN").select("a[href='/states/CHN/changes']")
    assert page(voted, "/states/FRA/changes").select_one(".notice").text == "本库没有法国改变投票的记录。"


def test_other_spellings_lead_on_and_no_state_is_no_page(voted: TestClient) -> None:
    moved = voted.get("/states/cub/changes?page=1", follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (308, "/states/CUB/changes?page=1")
    for path in ("/states/XXX/changes", "/states/XXX/changes.csv", "/api/v1/states/XXX/changes"):
        assert voted.get(path).status_code == 404
    assert page(voted, "/states/CUB/changes?page=9").select_one(".notice").text == "没有第9页，共1页。"


def test_the_file_and_json_have_the_same(voted: TestClient) -> None:
    rows = list(csv.reader(io.StringIO(voted.get("/states/CUB/changes.csv").text.lstrip("\ufeff"))))
    assert [(row[0], row[3], row[4], row[6]) for row in rows[1:]] == [
        ("A/RES/78/2", "赞成", "A/RES/76/2", "弃权"),
        ("A/RES/78/1", "赞成", "A/RES/76/1", "弃权"),
        ("A/RES/76/2", "弃权", "A/RES/74/2", "赞成"),
        ("A/RES/76/1", "弃权", "A/RES/74/1", "赞成"),
    ]
    answer = voted.get("/api/v1/states/cub/changes", params={"size": 1, "page": 2}).json()
    assert (answer["total"], answer["compared"]) == (4, 4)
    (item,) = answer["items"]
    assert (item["document"]["id"], item["former"]["id"]) == ("A/RES/78/1", "A/RES/76/1")
    assert (item["before"], item["after"]) == ("abstaining", "in_favour")
    assert item["compare_url"] == "/compare?a=A/RES/76/1&b=A/RES/78/1"
    assert {(one["before"], one["after"], one["times"]) for one in answer["moves"]} == {
        ("in_favour", "abstaining", 2),
        ("abstaining", "in_favour", 2),
    }


def test_the_number_of_statements_is_that_of_any_archive(tmp_path: Path) -> None:
    for path in ("/states/CUB/changes", "/states/CUB"):
        few, many = (
            statements(built(tmp_path / f"{path[-3:]}{series}", ROLLS, series=series), path)
            for series in (1, 3)
        )
        assert few == many
