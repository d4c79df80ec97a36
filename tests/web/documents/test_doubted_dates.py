"""A date that cannot be is shown as printed, flagged, and used nowhere; what is derived says that it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.web.archives import page

WRONG = "2014年7月10日"
TEXT = """{cover}

56/{number}. {words}

人权理事会，

回顾大会第78/1号决议和经济及社会理事会第2025/1号决议，

1. 请各国{words}；

2. 决定继续审议{words}的问题。

{day}
第35次会议
"""


def write(folder: Path, number: int, words: str, day: str, cover: str = "") -> None:
    folder.mkdir(exist_ok=True)
    text = TEXT.format(cover=cover, number=number, words=words, day=day)
    (folder / f"{number}.txt").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("doubted")
    texts = folder / "texts"
    write(texts, 4, "养护山地牧场", "2024年7月9日")
    write(texts, 6, "查明海底缆线", WRONG, cover="人权理事会2024年7月10日通过的决议")
    write(texts, 7, "修缮古代渡槽", "2024年7月11日")
    write(texts, 30, "登记漂流浮标", WRONG)
    run_ingest(folder / "archive", texts)
    with TestClient(
        create_app(Settings(archive=folder / "archive")), base_url="http://juey.test", follow_redirects=False
    ) as client:
        yield client


def test_the_page_says_what_is_printed_and_what_is_derived_how(client: TestClient) -> None:
    html = page(client, "/A/HRC/RES/56/6")
    facts = " ".join(html.select_one("details.facts dl").get_text(" ", strip=True).split())
    assert "2024年7月10日 ，第35次会议" in facts.replace("2024年7月10日，", "2024年7月10日 ，")
    assert f"日期系推定，依据：封面所印日期。 原作“{WRONG}”，存疑。" in facts
    assert f"文末印作“{WRONG}”，不在第56届会议（2024年）之内" in html.get_text()
    unsure = page(client, "/A/HRC/RES/56/30").select_one("details.facts dl").get_text(" ", strip=True)
    assert "2024年" in unsure
    assert "依据：届会或年份（2024年1月1日至2024年12月31日之间）" in "".join(unsure.split())


def test_the_json_says_so_too(client: TestClient) -> None:
    found = client.get("/api/v1/documents/A/HRC/RES/56/6").json()
    assert (found["adopted_on"], found["adopted_as_printed"]) == ("2024-07-10", WRONG)
    assert found["derived_date"] == {
        "value": "2024-07-10",
        "precision": "day",
        "first": "2024-07-10",
        "last": "2024-07-10",
        "derived_from": "cover",
    }
    unsure = client.get("/api/v1/documents/A/HRC/RES/56/30").json()
    assert (unsure["adopted_on"], unsure["adopted_as_printed"]) == (None, WRONG)
    assert (unsure["derived_date"]["value"], unsure["derived_date"]["precision"]) == ("2024", "year")
    assert unsure["derived_date"]["derived_from"] == "session"
    sound = client.get("/api/v1/documents/A/HRC/RES/56/7").json()
    assert (sound["adopted_on"], sound["adopted_as_printed"], sound["derived_date"]) == (
        "2024-07-11",
        None,
        None,
    )


def test_citations_give_what_is_sure_of_it(client: TestClient) -> None:
    derived = page(client, "/A/HRC/RES/56/6").select_one("#cite").get_text()
    assert "人权理事会2024年7月10日第56/6号决议" in derived
    assert "（2024-07-10）" in derived
    unsure = page(client, "/A/HRC/RES/56/30/op/1").get_text()
    assert "人权理事会2024年第56/30号决议第1段" in unsure
    assert "（2024）" in unsure
    for address in ("/A/HRC/RES/56/6", "/A/HRC/RES/56/30"):
        assert "2014" not in page(client, address).select_one("#cite").get_text()


def test_order_facets_charts_and_files_know_only_what_is_derived(client: TestClient) -> None:
    years = client.get("/api/v1/search?q=决定继续审议").json()["facets"]["year"]
    assert years == [{"value": "2024", "count": 4}]
    ordered = client.get("/api/v1/search?q=决定继续审议&sort=newest").json()["results"]
    assert [one["symbol"][-2:] for one in ordered] == ["/7", "/6", "/4", "30"]
    assert client.get("/api/v1/documents?year=2014").json()["total"] == 0
    for address in (
        "/search.csv?q=决定继续审议",
        "/search.atom?q=决定继续审议",
        "/browse?body=HRC",
        "/",
        "/search/timeline?q=决定继续审议",
        "/search/timeline.csv?q=决定继续审议",
        "/search/kwic.csv?q=决定继续审议",
        "/A/HRC/RES/56/4/series",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "2014" not in answer.text, address


def test_nothing_is_accused_because_of_the_wrong_date(client: TestClient) -> None:
    told = client.get("/problems").text
    assert "56/6" in told
    assert "晚于本文件" not in told
