"""The picture of a year's votes, through HTTP and ingest."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update
from sqlmodel import Session, select

from app.db.release import current_release
from app.db.session import read_session, write_session
from app.db.vote_pictures import VotePictureRow, VotePositionRow, draw_pictures
from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.web.archives import build, page, recorded, statements, text

SPLIT = recorded({"inFavour": ["CHN", "CUB"], "against": ["USA"], "abstaining": ["TUR"]})
ALIKE = recorded({"inFavour": ["CHN", "CUB", "TUR"], "against": ["USA"]})
FEW = recorded({"inFavour": ["CHN", "CUB"], "against": ["USA"]})


def texts(session: int, day: str, votings: Sequence[str]) -> list[bytes]:
    return [text(f"{session}/{n + 1}", day=day, voting=one) for n, one in enumerate(votings)]


TEXTS = [
    *texts(77, "2022-12-15", [SPLIT] * 8 + [ALIKE] * 4),
    *texts(78, "2023-12-15", [SPLIT] * 5 + [ALIKE] * 5 + [FEW]),
    *texts(79, "2024-12-15", [SPLIT] * 3),
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    archive = build(tmp_path_factory.mktemp("map"), TEXTS)
    with TestClient(create_app(Settings(archive=archive)), follow_redirects=False) as client:
        yield client


def test_the_newest_year_with_a_picture_is_shown(client: TestClient) -> None:
    html = page(client, "/states/map")
    assert html.h1.text == "表决相近图：2023年"
    assert [link.text for link in html.select(".views a")] == ["2023", "2022"]
    assert "11 次表决" in html.main.text


def test_each_state_is_a_point_that_leads_to_its_page(client: TestClient) -> None:
    html = page(client, "/states/map?year=2022")
    points = {link["href"]: link for link in html.select(".vote-map .scroll a")}
    assert {*points} == {"/states/CHN", "/states/CUB", "/states/TUR", "/states/USA"}
    assert points["/states/USA"].title.text == "美利坚合众国"
    assert points["/states/USA"].find("text").text == "美国"
    # the permanent five are squares, others circles
    assert points["/states/CHN"].select_one("rect.shape-1")
    assert points["/states/TUR"].select_one("circle.shape-0")
    assert [link.text for link in html.select(".legend a")] == ["安全理事会常任理事国", "欧洲联盟"]


def test_the_table_says_the_same(client: TestClient) -> None:
    html = page(client, "/states/map?year=2022")
    rows = {
        row.th.a["href"]: [cell.text.strip() for cell in row.select("td")]
        for row in html.select("#table tbody tr")
    }
    assert {*rows} == {f"/states/{state}/nearest?year=2022" for state in ("CHN", "CUB", "TUR", "USA")}
    assert rows["/states/CHN/nearest?year=2022"][2:] == ["12", "古巴", "100.0%"]
    # 4 of 12 alike, 8 beside an abstention
    assert rows["/states/TUR/nearest?year=2022"][4] == "66.7%"
    xs = [float(row[0]) for row in rows.values()]
    assert xs == sorted(xs)
    pair = html.select_one("#table td a")["href"]
    assert pair.endswith("?year=2022")
    assert client.get(str(pair)).status_code == 200


def test_points_are_as_far_apart_as_votes_differ(client: TestClient) -> None:
    (found,) = client.get("/api/v1/states/map?year=2022").json()["items"]
    at = {one["state"]: (one["x"], one["y"]) for one in found["states"]}
    assert found["explained"] == 1
    assert at["CHN"] == at["CUB"]
    assert ((at["CHN"][0] - at["USA"][0]) ** 2 + (at["CHN"][1] - at["USA"][1]) ** 2) ** 0.5 == pytest.approx(
        1, abs=2e-4
    )


def test_files_have_one_year_or_all(client: TestClient) -> None:
    def years(query: str) -> list[str]:
        content = client.get(f"/states/map.csv{query}").text.removeprefix("\ufeff")
        return [row["年份"] for row in csv.DictReader(io.StringIO(content))]

    assert years("?year=2022") == ["2022"] * 4
    assert years("") == ["2023"] * 4 + ["2022"] * 4


@pytest.mark.parametrize("year", ["2024", "1900", "x" * 9000])
def test_a_year_without_a_picture_says_so(client: TestClient, year: str) -> None:
    html = page(client, f"/states/map?year={year}")
    assert "这一年没有图，下面是2023年的" in html.select_one(".notice").text
    assert client.get("/api/v1/states/map?year=2024").json() == {"items": []}


def test_an_archive_without_enough_votes_says_so(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(archive=build(tmp_path, TEXTS[:3])))) as client:
        assert "还没有哪一年" in page(client, "/states/map").select_one(".notice").text


def test_more_texts_make_no_more_statements(tmp_path: Path) -> None:
    def counted(documents: int) -> int:
        made = texts(77, "2022-12-15", [SPLIT] * documents)
        return statements(build(tmp_path / str(documents), made), "/states/map")

    assert counted(2) == counted(12) > 0


def drawn(archive: Path) -> list[tuple[Any, ...]]:
    release = current_release(archive)
    assert release
    with read_session(release.database) as session:
        return [*rows(session, VotePictureRow), *rows(session, VotePositionRow)]


def rows(session: Session, table: type[VotePictureRow | VotePositionRow]) -> list[tuple[Any, ...]]:
    return sorted(tuple(row.model_dump().values()) for row in session.exec(select(table)))


def test_texts_one_by_one_are_laid_out_as_all_at_once(tmp_path: Path) -> None:
    """Also where a year before those that are laid out already comes last."""
    whole = build(tmp_path / "whole", TEXTS[:-3])
    folder = tmp_path / "texts"
    folder.mkdir()
    for place in [*range(12, 23), *range(12)]:
        path = folder / f"{place:04}.xml"
        path.write_bytes(TEXTS[place])
        if place in (20, 21, 22, 9, 10, 11):
            run_ingest(tmp_path / "archive", folder)
    assert drawn(tmp_path / "archive") == drawn(whole) != []
    # what has no votes changes nothing, and a text that loses its votes takes them out
    (folder / "0030.xml").write_bytes(text("77/99"))
    run_ingest(tmp_path / "archive", folder)
    assert drawn(tmp_path / "archive") == drawn(whole)
    without = [text("77/1"), *TEXTS[1:-3]]
    (folder / "0000.xml").write_bytes(without[0])
    run_ingest(tmp_path / "archive", folder)
    assert drawn(tmp_path / "archive") == drawn(build(tmp_path / "without", without)) != drawn(whole)


def test_years_before_those_of_new_votes_are_not_laid_out_anew(tmp_path: Path) -> None:
    archive = build(tmp_path, TEXTS)
    release = current_release(archive)
    assert release
    with write_session(release.database) as session:
        session.execute(update(VotePositionRow).values(x=0, y=0))
        draw_pictures(session, {"A/RES/78/1"}, {2023}, voted=0)
        placed = {row.year for row in session.exec(select(VotePositionRow)) if row.x or row.y}
    assert placed == {2023}
