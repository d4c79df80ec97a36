"""What changed in the vote, on the pages of comparisons and series and in JSON."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import ROOT, Settings
from tests.conftest import run_ingest
from tests.web.archives import build, page, recorded, text

RESOLUTIONS = ROOT / "data" / "resolutions"
COUNCIL = "a=A/HRC/RES/50/4&b=A/HRC/RES/56/4"
DRAFT = "x/draft-GA75-C3-item72b-international-cooperation-human-rights"


def told(html: BeautifulSoup) -> list[str]:
    """The kinds of moves, each followed by its moves."""
    found = html.select("#vote-changes .move-kind, #vote-changes .moves li")
    return [" ".join(node.text.split()) for node in found]


def table(html: BeautifulSoup) -> list[list[str]]:
    """The rows of the tallies."""
    return [
        [" ".join(cell.text.split()) for cell in row.select("th, td")]
        for row in html.select(".tallies tbody tr")
    ]


def test_a_council_tells_votes_and_members_apart(client: TestClient) -> None:
    html = page(client, f"/compare?{COUNCIL}")
    assert table(html) == [
        ["赞成", "29", "29", "0"],
        ["反对", "16", "14", "−2"],
        ["弃权", "2", "4", "+2"],
        ["成员", "47", "47", "0"],
    ]
    lines = told(html)
    assert lines[:3] == ["改变投票 2 国", "赞成 → 弃权 1 阿根廷", "弃权 → 赞成 1 巴西"]
    assert "新任成员 18 国" in lines
    assert "后次弃权 3 智利、哥斯达黎加、摩洛哥" in lines
    assert "不再是成员 18 国" in lines
    assert "前次弃权 1 墨西哥" in lines
    assert not any("未参加" in line for line in lines)
    assert html.select_one("#vote-changes .moves a")["href"] == "/states/ARG"


def test_json_has_each_state_once(client: TestClient) -> None:
    vote = client.get(f"/api/v1/compare?{COUNCIL}").json()["vote"]
    states = [state["state"] for move in vote["moves"] for state in move["states"]]
    assert len(states) == len(set(states)) == 47 + 18
    for side, standing in (("a", "before"), ("b", "after")):
        for choice in ("in_favour", "against", "abstaining"):
            moved = sum(len(move["states"]) for move in vote["moves"] if move[standing] == choice)
            assert moved == vote[side][choice]
    assert vote["obstacle"] is None
    assert vote["a"]["has_roll_call"]


@pytest.mark.parametrize(
    ("pair", "note"),
    [
        (
            "a=A/HRC/RES/32/6&b=A/HRC/RES/50/4",
            "A/HRC/RES/32/6 未经表决获得通过，没有各国的投票可以比较。",
        ),
        (
            f"a={DRAFT}&b=A/HRC/RES/50/4",
            "“增进人权领域的国际合作”是草案，尚未表决，没有各国的投票可以比较。",
        ),
        (
            "a=A/HRC/RES/50/4&b=A/RES/77/213",
            "A/RES/77/213 的文本未载明如何通过，没有各国的投票可以比较。",
        ),
        (
            "a=A/HRC/RES/32/6&b=A/HRC/RES/32/6",
            "两份文件均未经表决获得通过，没有各国的投票可以比较。",
        ),
    ],
)
def test_why_states_are_not_compared_is_said(client: TestClient, pair: str, note: str) -> None:
    html = page(client, f"/compare?{pair}")
    assert [line.text for line in html.select("#vote-changes .summary")] == [note]
    assert told(html) == []
    vote = client.get(f"/api/v1/compare?{pair}").json()["vote"]
    assert (vote["obstacle"], vote["note"], vote["moves"]) == ("no_roll_call", note, [])


def test_beside_a_text_without_a_vote_stand_the_numbers_of_the_other(client: TestClient) -> None:
    rows = table(page(client, "/compare?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4"))
    assert rows[0] == ["赞成", "—", "29", "—"]


@pytest.fixture(scope="module")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("assembly")
    votes = (
        {"inFavour": ["CHN", "CUB"], "against": ["USA"]},
        {"inFavour": ["CHN", "USA"], "abstaining": ["TUR"]},
    )
    texts = [
        text("76/1", voting=recorded(votes[0]), day="2021-12-15"),
        text("77/1", voting=recorded(votes[1]), day="2022-12-15"),
    ]
    with TestClient(create_app(Settings(archive=build(folder, texts)))) as client:
        yield client


def test_members_of_the_assembly_that_are_not_listed_took_no_part(assembly: TestClient) -> None:
    html = page(assembly, "/compare?a=A/RES/76/1&b=A/RES/77/1")
    assert table(html)[3:] == [["未参加表决", "190", "190", "0"], ["成员", "193", "193", "0"]]
    lines = told(html)
    assert lines[:6] == [
        "改变投票 1 国",
        "反对 → 赞成 1 美利坚合众国",
        "前次未参加，后次参加 1 国",
        "未参加表决 → 弃权 1 土耳其",
        "前次参加，后次未参加 1 国",
        "赞成 → 未参加表决 1 古巴",
    ]
    assert lines[6] == "两次均未参加表决 189 国"
    assert lines[-2:] == ["投票相同 1 国", "赞成 1"]


def test_organs_with_other_members_are_not_compared(tmp_path: Path) -> None:
    copy(RESOLUTIONS / "A_HRC_RES_50_4.txt", tmp_path)
    archive = build(tmp_path, [text("76/1", voting=recorded({"inFavour": ["CHN"]}))])
    with TestClient(create_app(Settings(archive=archive))) as client:
        html = page(client, "/compare?a=A/HRC/RES/50/4&b=A/RES/76/1")
        (note,) = (line.text for line in html.select("#vote-changes .summary"))
        assert note == "两份文件由不同的机构表决（人权理事会、大会），成员不同，不逐国比较。"
        assert table(html)[0] == ["赞成", "29", "1", "−28"]


def test_the_series_tells_it_from_text_to_text(client: TestClient) -> None:
    first, second = page(client, "/A/HRC/RES/50/4/series").select(".series > li")
    (line,) = (line.text for line in first.select(".how") if "表决变动" in line.text)
    assert " ".join(line.split()) == ("表决变动：A/HRC/RES/32/6 未经表决获得通过，没有各国的投票可以比较。")
    assert "表决变动" not in second.text


def test_each_step_of_a_series_opens_to_the_moves(tmp_path: Path) -> None:
    run_ingest(tmp_path / "archive", RESOLUTIONS, by_hand={"continues": {"A/HRC/RES/56/4": "A/HRC/RES/50/4"}})
    with TestClient(create_app(Settings(archive=tmp_path / "archive"))) as client:
        newest = page(client, "/A/HRC/RES/56/4/series").select(".series > li")[0]
    summary = newest.select_one("details.vote-changes summary")
    assert " ".join(summary.text.split()) == "表决变动：赞成 0、反对 −2、弃权 +2；2 国改变投票"
    assert "阿根廷" in newest.select_one("details .moves li").text
