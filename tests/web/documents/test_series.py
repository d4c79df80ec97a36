"""Series: links between texts, the page, the JSON, and the wording history of a paragraph."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.domain.symbols import Symbol
from app.main import create_app
from app.settings import Settings, shipped_series
from tests.conftest import run_ingest
from tests.web.archives import page as soup_of

DRAFT = "x/draft-GA75-C3-item72b-international-cooperation-human-rights"


@pytest.mark.parametrize(
    ("symbol", "series"),
    [
        ("A/HRC/RES/50/4", ["A/HRC/RES/32/6", "A/HRC/RES/50/4"]),
        ("A/HRC/RES/32/6", ["A/HRC/RES/32/6", "A/HRC/RES/50/4"]),
        ("A/RES/77/213", [DRAFT, "A/RES/77/213"]),
        ("A/HRC/RES/56/4", ["A/HRC/RES/56/4"]),
    ],
)
def test_a_series_is_listed_from_the_oldest_on(client: TestClient, symbol: str, series: list[str]) -> None:
    items = client.get(f"/api/v1/documents/{symbol}/series").json()["items"]
    assert [item["id"] for item in items] == series
    assert [bool(item["evidence"]) for item in items] == [False, *[True] * (len(series) - 1)]


def test_the_evidence_is_told(client: TestClient) -> None:
    item = client.get("/api/v1/documents/A/HRC/RES/50/4/series").json()["items"][1]
    (evidence,) = item["evidence"]
    assert evidence["id"] == "A/HRC/RES/32/6"
    assert evidence["same_title"]
    assert evidence["same_organ"]
    assert 0.3 < evidence["kept"] < 0.9
    assert client.get("/api/v1/documents/A/RES/1/1/series").status_code == 404


def test_the_page_shows_the_texts_and_the_way_to_compare_them(client: TestClient) -> None:
    page = soup_of(client, "/A/HRC/RES/50/4/series")
    texts = page.select(".series > li")
    assert [text.select_one(".symbol").text for text in texts] == ["A/HRC/RES/50/4", "A/HRC/RES/32/6"]
    assert texts[0]["class"] == ["here"]
    assert "（29票赞成、16票反对、2票弃权）" in texts[0].text
    assert "/compare?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4" in {link["href"] for link in texts[0].select("a")}
    assert client.get("/a/hrc/res/50/4/Series").headers["location"] == "/A/HRC/RES/50/4/series"


def test_a_document_leads_to_the_text_before_it(client: TestClient) -> None:
    links = soup_of(client, "/A/HRC/RES/50/4").select(".ways a")
    assert [link["href"] for link in links][:2] == [
        "/compare?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4",
        "/A/HRC/RES/50/4/series",
    ]
    assert not soup_of(client, "/A/HRC/RES/56/4").select(".ways a[href*=series], .ways a[href*=compare]")


def test_a_paragraph_tells_where_it_comes_from(client: TestClient) -> None:
    stages = soup_of(client, "/A/HRC/RES/50/4/op/26").select("#wording-history > ol > li")
    assert [stage.a["href"] for stage in stages] == ["/A/HRC/RES/32/6/op/21", "/A/HRC/RES/50/4/op/26"]
    assert stages[1].select_one("del").text == "促请"
    assert stages[1].select_one("ins").text == "敦促"
    same = soup_of(client, "/A/HRC/RES/32/6/pp/13").select("#wording-history > ol > li")
    assert [link["href"] for stage in same for link in stage.select("a[href^='/A/']")] == [
        "/A/HRC/RES/32/6/pp/13",
        "/A/HRC/RES/50/4/pp/26",
    ]
    assert not soup_of(client, "/A/HRC/RES/50/4/op/28").select("#wording-history > ol > li")


def text(number: str, title: str, day: str, *paragraphs: str) -> str:
    body = "\n\n".join(f"{n}. {words}" for n, words in enumerate(paragraphs, start=1))
    return f"{number}. {title}\n\n人权理事会，\n\n{body}\n\n{day}\n"


KEPT = "促请各国采取一切必要措施加强区域一级的合作；"
OTHER = "请高级专员就本决议的执行情况向理事会提交报告；"
CLOSING = "决定按照其工作方案继续审议这一问题。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text(text("60/1", "区域合作", "2025年10月7日", KEPT, OTHER, CLOSING), "utf-8")
    (texts / "b.txt").write_text(
        text("63/2", "加强区域一级的合作", "2026年10月6日", "回顾其第60/1号决议；", KEPT, OTHER, CLOSING),
        "utf-8",
    )
    return tmp_path


def series(folder: Path, symbol: str) -> list[str]:
    with TestClient(create_app(Settings(archive=folder / "archive"))) as client:
        items = client.get(f"/api/v1/documents/{symbol}/series").json()["items"]
        return [item["id"] for item in items]


def test_a_renamed_text_is_known_by_what_it_names_and_keeps(folder: Path) -> None:
    run_ingest(folder / "archive", folder / "texts")
    assert series(folder, "A/HRC/RES/63/2") == ["A/HRC/RES/60/1", "A/HRC/RES/63/2"]


def test_a_text_that_arrives_later_joins_its_series(folder: Path) -> None:
    later = folder / "texts" / "b.txt"
    words = later.read_text("utf-8")
    later.unlink()
    run_ingest(folder / "archive", folder / "texts")
    assert series(folder, "A/HRC/RES/60/1") == ["A/HRC/RES/60/1"]
    later.write_text(words, "utf-8")
    run_ingest(folder / "archive", folder / "texts")
    assert series(folder, "A/HRC/RES/60/1") == ["A/HRC/RES/60/1", "A/HRC/RES/63/2"]
    later.write_text(
        words.replace(KEPT, "").replace(OTHER, "").replace("回顾其第60/1号决议；", "另一事项；"), "utf-8"
    )
    run_ingest(folder / "archive", folder / "texts")
    assert series(folder, "A/HRC/RES/60/1") == ["A/HRC/RES/60/1"]


def test_what_was_found_by_hand_goes_before(folder: Path) -> None:
    run_ingest(folder / "archive", folder / "texts", by_hand={"continues": {"A/HRC/RES/63/2": ""}})
    assert series(folder, "A/HRC/RES/63/2") == ["A/HRC/RES/63/2"]
    # A changed table alone makes the next ingest compute the links again.
    run_ingest(folder / "archive", folder / "texts", by_hand={})
    assert series(folder, "A/HRC/RES/63/2") == ["A/HRC/RES/60/1", "A/HRC/RES/63/2"]


def test_the_shipped_table_names_symbols() -> None:
    for kind, links in shipped_series().items():
        assert kind in ("continues", "adopts")
        for symbols in links.items():
            assert all(Symbol.parse(symbol).canonical == symbol for symbol in symbols if symbol)
