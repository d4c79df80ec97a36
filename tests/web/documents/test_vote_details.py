"""Beside a vote: groups, members that took no part, what changed since the text before."""

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
    "75/1": recorded({"inFavour": ["CHN", "CUB"], "against": ["USA"]}),
    "76/1": '<voting outcome="adoptedWithoutVote"/>',
    "77/1": recorded({"inFavour": ["CHN", "TUR", "USA"], "abstaining": ["CUB"]}),
}


def built(folder: Path, rolls: dict[str, str]) -> Path:
    """An archive of texts that continue each other, one a year."""
    folder.mkdir(exist_ok=True)
    for number, voting in rolls.items():
        day = f"{1945 + int(number[:2])}-12-15"
        (folder / f"{number.replace('/', '-')}.xml").write_bytes(text(number, day=day, voting=voting))
    numbers = [f"A/RES/{number}" for number in rolls]
    run_ingest(
        folder / "archive",
        folder,
        by_hand={"continues": dict(zip(numbers[1:], numbers, strict=False))},
    )
    return folder / "archive"


@pytest.fixture(scope="module")
def voted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    archive = built(tmp_path_factory.mktemp("voted") / "texts", ROLLS)
    with TestClient(create_app(Settings(archive=archive))) as client:
        yield client


def groups(html: BeautifulSoup) -> list[list[str]]:
    return [
        [cell.text.strip() for cell in row.select("th, td")]
        for row in html.select(".votes .tallies tbody tr")
    ]


@pytest.mark.parametrize("path", ["/A/RES/77/1", "/A/RES/77/1/vote"])
def test_groups_and_absent_members_stand_beside_the_lists(voted: TestClient, path: str) -> None:
    html = page(voted, path)
    assert groups(html) == [
        ["安全理事会常任理事国", "2", "0", "0", "3", "5"],
        ["欧洲联盟", "0", "0", "0", "27", "27"],
    ]
    heads = [" ".join(head.text.split()) for head in html.select(".votes h3")]
    assert heads == ["赞成 3", "弃权 1", "未参加表决 189", "国家组"]
    absent = [link.text for link in html.select(".votes .names")[-1].select("a")]
    assert len(absent) == 189
    assert "法国" in absent
    assert "中国" not in absent


def test_json_tells_groups_and_absent_members(voted: TestClient) -> None:
    adoption = voted.get("/api/v1/documents/A/RES/77/1").json()["adoption"]
    assert len(adoption["absent"]) == 189
    assert {"state": "FRA", "name": "法国"} in adoption["absent"]
    five = {"code": "P5", "in_favour": 2, "against": 0, "abstaining": 0, "not_voting": 3}
    assert {**five, "name": "安全理事会常任理事国"} in adoption["groups"]
    without = voted.get("/api/v1/documents/A/RES/76/1").json()["adoption"]
    assert (without["absent"], without["groups"]) == ([], [])


def test_a_member_is_one_on_the_day_of_the_vote(tmp_path: Path) -> None:
    archive = built(tmp_path / "texts", {"74/1": ROLLS["75/1"]})
    with TestClient(create_app(Settings(archive=archive))) as client:
        # On 15 December 2019 there were 28.
        assert groups(page(client, "/A/RES/74/1/vote"))[1][-1] == "28"


def test_the_page_of_the_vote_tells_what_changed_since_the_last_one(voted: TestClient) -> None:
    html = page(voted, "/A/RES/77/1/vote")
    line = html.select_one("#vote-changes .summary")
    assert "与 A/RES/75/1 相比：赞成 +1、反对 −1、弃权 +1；2 国改变投票" in " ".join(line.text.split())
    assert {link["href"] for link in line.select("a")} == {
        "/A/RES/75/1",
        "/compare?a=A/RES/75/1&b=A/RES/77/1",
        "/A/RES/77/1/series#votes",
    }
    moves = [" ".join(one.text.split()) for one in html.select("#vote-changes .moves li")]
    assert moves[:2] == ["赞成 → 弃权 1 古巴", "反对 → 赞成 1 美利坚合众国"]
    (link,) = page(voted, "/A/RES/77/1").select("a[href='/A/RES/77/1/vote#vote-changes']")
    assert link.text == "表决变动：与前一次表决相比"
    assert not page(voted, "/A/RES/75/1/vote").select("#vote-changes")


def test_where_the_text_before_has_no_roll_call_that_is_said(tmp_path: Path) -> None:
    archive = built(tmp_path / "texts", {"76/1": ROLLS["76/1"], "77/1": ROLLS["77/1"]})
    with TestClient(create_app(Settings(archive=archive))) as client:
        line = page(client, "/A/RES/77/1/vote").select_one("#vote-changes .summary")
    assert "A/RES/76/1 未经表决获得通过，没有各国的投票可以比较。" in line.text


def test_of_a_council_absent_members_are_a_number_at_most(client: TestClient) -> None:
    html = page(client, "/A/HRC/RES/50/4/vote")
    assert [head.text.split()[0] for head in html.select(".votes h3")] == ["赞成", "反对", "弃权", "国家组"]
    # All 47 seats are listed; the group has those of its members that have one.
    (union,) = (row for row in groups(html) if row[0] == "欧洲联盟")
    assert union[4] == "0"
    assert 0 < int(union[5]) < 27


def test_the_number_of_statements_is_that_of_any_series(tmp_path: Path) -> None:
    two = {number: ROLLS[number] for number in ("75/1", "77/1")}
    few, many = (
        statements(built(tmp_path / name, rolls), "/A/RES/77/1/vote")
        for name, rolls in (("two", two), ("three", ROLLS))
    )
    assert few == many
