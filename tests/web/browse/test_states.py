"""The pages of states, through HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.web.archives import build, listed, page, recorded, sponsored, statements, text

VOTES = recorded({"inFavour": ["CUB", "CHN"], "against": ["USA"]})

TEXTS = (
    text("77/1", voting=VOTES, meta=sponsored("Cuba", "China")),
    text("77/2", voting=recorded({"inFavour": ["CHN", "CUB", "USA"]})),
    text("77/3", voting=recorded({"inFavour": ["USA"], "against": ["CHN"], "abstaining": ["CUB"]})),
    text("78/4", day="2023-12-19", voting=recorded({"abstaining": ["CHN"], "notVoting": ["USA"]})),
    text("78/5", day="2023-12-20", meta=sponsored("China and Cuba")),
    # a state in both lists counts once, as an original sponsor
    text("78/6", day="2023-12-21", meta=sponsored("China", "China, Türkiye")),
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    archive = build(tmp_path_factory.mktemp("states"), TEXTS)
    with TestClient(create_app(Settings(archive=archive)), follow_redirects=False) as client:
        yield client


def table(html: BeautifulSoup) -> dict[str, list[str]]:
    """The rows of the table of counts, by row header."""
    rows = html.select("table.stances tr")
    return {row.th.text.strip(): [cell.text.strip() for cell in row.select("th, td")[1:]] for row in rows}


def test_all_states_that_voted_or_sponsored_are_listed_by_name(client: TestClient) -> None:
    html = page(client, "/states")
    assert list(table(html).items()) == [
        ("国家", ["赞成", "反对", "弃权", "未参加表决", "提案"]),
        ("古巴", ["2", "0", "1", "0", "2"]),
        ("美利坚合众国", ["2", "1", "0", "1", "0"]),
        ("土耳其", ["0", "0", "0", "0", "1"]),
        ("中国", ["2", "1", "1", "0", "3"]),
    ]
    assert "4 个国家" in html.main.text
    assert html.select_one("header nav a[href='/states']").text == "国家"


def test_every_count_leads_to_its_texts(client: TestClient) -> None:
    for path in ("/states", "/states/CHN", "/states/USA"):
        links = page(client, path).select("table.stances td a")
        assert links
        for link in links:
            assert len(listed(page(client, str(link["href"])))) == int(link.text)


def test_a_state_has_its_votes_and_sponsorships_by_year(client: TestClient) -> None:
    html = page(client, "/states/CHN")
    assert html.h1.text == "中国"
    assert table(html) == {
        "年份": ["赞成", "反对", "弃权", "提案"],
        "2023": ["0", "0", "1", "2"],
        "2022": ["2", "1", "0", "1"],
        "共计": ["2", "1", "1", "3"],
    }
    assert html.select_one("tbody th a")["href"] == "/states/CHN?year=2023"
    taken = {node.select_one(".symbol").text: node.select_one(".stance") for node in html.select(".taken li")}
    assert {symbol: [word.text for word in stance.select("b")] for symbol, stance in taken.items()} == {
        "A/RES/78/6": ["提案国"],
        "A/RES/78/5": ["提案国"],
        "A/RES/78/4": ["弃权"],
        "A/RES/77/1": ["赞成", "新增提案国"],
        "A/RES/77/2": ["赞成"],
        "A/RES/77/3": ["反对"],
    }
    assert html.select_one(".taken a.document")["href"] == "/A/RES/78/6"


def test_the_bar_of_votes_is_in_words_and_patterns(client: TestClient) -> None:
    html = page(client, "/states/CHN")
    bar = html.select_one("svg.vote-bar")
    assert bar["aria-label"] == "赞成2，反对1，弃权1"
    segments = [(part["x"], part["width"], part["fill"]) for part in bar.select("rect.segment")]
    assert segments == [
        ("0.0%", "50.0%", "url(#in_favour)"),
        ("50.0%", "25.0%", "url(#against)"),
        ("75.0%", "25.0%", "url(#abstaining)"),
    ]
    assert {part["fill"][5:-1] for part in bar.select("rect.segment")} <= {
        pattern["id"] for pattern in bar.select("pattern")
    }
    assert [link.text for link in html.select(".vote-names a")] == ["赞成 2", "反对 1", "弃权 1"]
    assert not page(client, "/states/TUR").select("svg")


@pytest.mark.parametrize(
    ("query", "symbols"),
    [
        ("vote=in_favour", ["77/1", "77/2"]),
        ("vote=sponsored", ["78/6", "78/5", "77/1"]),
        ("vote=against&vote=abstaining", ["78/4", "77/3"]),
        ("vote=against&vote=sponsored&year=2022", ["77/1", "77/3"]),
        ("year=2022", ["77/1", "77/2", "77/3"]),
        ("year=2022&year=2023&vote=sponsored", ["78/6", "78/5", "77/1"]),
    ],
)
def test_texts_are_chosen_by_year_and_stance(client: TestClient, query: str, symbols: list[str]) -> None:
    html = page(client, f"/states/CHN?{query}")
    assert listed(html) == [f"A/RES/{symbol}" for symbol in symbols]
    assert html.select_one(".summary").text.strip().startswith(f"{len(symbols)} 份文本 ")
    assert not html.select(".notice")


def test_what_is_chosen_is_said_and_can_be_taken_back(client: TestClient) -> None:
    html = page(client, "/states/CHN?year=2022&vote=sponsored")
    assert html.h1.text == "中国：2022年，提案"
    assert [link["href"] for link in html.select(".chips a")] == [
        "/states/CHN?vote=sponsored",
        "/states/CHN?year=2022",
        "/states/CHN",
    ]


@pytest.mark.parametrize("query", ["vote=yes", "year=20222", "year=%F0%9F%98%80", "vote=" + "x" * 10_000])
def test_what_no_text_has_gives_an_empty_list_and_a_notice(client: TestClient, query: str) -> None:
    html = page(client, f"/states/CHN?{query}")
    assert listed(html) == []
    (notice,) = html.select(".notice")
    assert "没有文本" in notice.text
    assert len(str(html)) < 20_000


def test_choices_that_do_not_go_together_give_a_notice(client: TestClient) -> None:
    (notice,) = page(client, "/states/CHN?year=2023&vote=against").select(".notice")
    assert "没有同时符合" in notice.text


def test_codes_are_in_upper_case_and_known(client: TestClient) -> None:
    response = client.get("/states/chn?year=2022")
    assert (response.status_code, response.headers["location"]) == (308, "/states/CHN?year=2022")
    for unknown in ("XXX", "xxx", "CHINA", "%E4%B8%AD%E5%9B%BD", "%00", "x" * 10_000):
        assert "没有这一页" in page(client, f"/states/{unknown}", 404).h1.text


def test_a_state_without_votes_and_sponsorships_says_so(client: TestClient) -> None:
    html = page(client, "/states/NOR")
    assert html.select_one(".notice").text == "本库没有挪威的表决或提案。"
    assert not html.select("table, svg")


def test_addresses_of_documents_still_lead_to_them(client: TestClient) -> None:
    assert page(client, "/A/RES/77/1").h1.text.strip().startswith("77/1.")
    assert client.get("/a/res/77/1").status_code == 308


def test_lists_are_paged_by_fifty(tmp_path: Path) -> None:
    archive = build(tmp_path, [text(f"77/{number}", voting=VOTES) for number in range(1, 54)])
    with TestClient(create_app(Settings(archive=archive))) as client:
        first = page(client, "/states/USA?vote=against")
        assert first.select_one("a[rel=next]")["href"] == "/states/USA?vote=against&page=2"
        second = page(client, "/states/USA?vote=against&page=2")
        assert listed(first) + listed(second) == [f"A/RES/77/{number}" for number in range(1, 54)]
        assert len(listed(first)) == 50
        beyond = page(client, "/states/USA?vote=against&page=9")
        assert beyond.select_one(".notice").text == "没有第9页，共2页。"


@pytest.mark.parametrize("path", ["/states", "/states/CHN", "/states/CHN?year=2022&vote=sponsored"])
def test_more_documents_make_no_more_statements(tmp_path: Path, path: str) -> None:
    def counted(documents: int) -> int:
        texts = [
            text(f"77/{number + 1}", voting=VOTES, meta=sponsored("China and Cuba"))
            for number in range(documents)
        ]
        return statements(build(tmp_path / str(documents), texts), path)

    assert counted(2) == counted(7) > 0
