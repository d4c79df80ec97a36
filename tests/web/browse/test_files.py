"""Every list comes as a file, whole, in the order of its page."""

import re

import pytest
from fastapi.testclient import TestClient

from tests.web.archives import page
from tests.web.search.test_search_views import rows_of


@pytest.mark.parametrize(
    "path", ["/browse", "/browse?body=HRC", "/browse?session=50", "/browse?body=XX", "/browse?series=newest"]
)
def test_a_list_of_documents_comes_whole(
    client: TestClient, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.web.http.listed_rows.BATCH", 2)
    html = page(client, path)
    link = next(link for link in html.select(".summary a") if link.text == "CSV")
    rows = rows_of(client, str(link["href"]))
    shown = [str(one["href"]) for one in html.select(".documents a.document")]
    assert [row["网址"].removeprefix("http://juey.test") for row in rows] == shown


def test_a_row_has_the_facts_of_its_document(client: TestClient) -> None:
    row = next(row for row in rows_of(client, "/browse.csv") if row["文号"] == "A/HRC/RES/50/4")
    document = client.get("/api/v1/documents/A/HRC/RES/50/4").json()
    facts = [row[name] for name in ("标题", "机构", "届会", "日期", "种类", "结果")]
    assert facts == [document["title"], "人权理事会", "50", "2022-07-07", "决议", "已通过"]


@pytest.mark.parametrize("path", ["/browse/years", "/browse/items?body=HRC"])
def test_values_of_a_facet_come_whole(client: TestClient, path: str) -> None:
    html = page(client, path)
    rows = rows_of(
        client, str(next(link for link in html.select(".summary a") if link.text == "CSV")["href"])
    )
    assert (
        [row["文本数"] for row in rows] == [count.text for count in html.select(".all-values .count")] != []
    )
    for row in rows:
        found = page(client, row["网址"]).select_one(".summary").text
        assert found.split()[0] == row["文本数"]


def test_states_and_their_documents_come_whole(client: TestClient) -> None:
    rows = {row["代码"]: row for row in rows_of(client, "/states.csv")}
    assert len(rows) == len(page(client, "/states").select(".stances tbody tr"))
    for code in ("CHN", "USA"):
        for choice in ("", "?vote=against", "?vote=sponsored&year=2022"):
            html = page(client, f"/states/{code}{choice}")
            link = next(link for link in html.select(".summary a") if link.text == "CSV")
            of_state = rows_of(client, str(link["href"]))
            assert [row["文号"] for row in of_state if not row["文号"].startswith("x/")] == [
                symbol.text for symbol in html.select(".taken .symbol") if "/" in symbol.text
            ]
        votes = [row["表决"] for row in rows_of(client, f"/states/{code}.csv")]
        assert votes.count("赞成") == int(rows[code]["赞成"])
    assert client.get("/states/XXX.csv").status_code == 404


def test_problems_come_whole(client: TestClient) -> None:
    total = int(re.search(r"共 (\d+) 处", page(client, "/problems").select_one(".lead").text)[1])
    rows = rows_of(client, "/problems.csv")
    assert len(rows) == total > 0
    code = rows[0]["代码"]
    html = page(client, f"/problems?code={code}")
    link = next(link for link in html.select(".summary a") if link.text == "CSV")
    assert {row["代码"] for row in rows_of(client, str(link["href"]))} == {code}
    assert client.get("/problems.csv?code=nothing").status_code == 404


def test_a_series_may_be_listed_by_its_newest_text(client: TestClient) -> None:
    whole = page(client, "/browse?body=HRC")
    link = next(link for link in whole.select(".summary a") if "只列最新" in link.text)
    newest = page(client, str(link["href"]))
    symbols = [symbol.text for symbol in newest.select(".documents .symbol")]
    assert "A/HRC/RES/50/4" in symbols
    assert "A/HRC/RES/32/6" not in symbols
    summary = newest.select_one(".summary").text
    assert summary.split()[0] == whole.select_one(".summary").text.split()[0]
    assert f"只列最新：{len(symbols)} 份" in summary
    # Of those that are chosen, the newest: no list is empty because a newer text lies outside of it.
    older = page(client, "/browse?year=2016&series=newest")
    assert [symbol.text for symbol in older.select(".documents .symbol")] == ["A/HRC/RES/32/6"]
    # What is chosen beside it stays.
    chip = newest.select_one(".chips a")
    assert "series=newest" in str(chip["href"])
    assert all(
        "series=newest" in str(link["href"])
        for link in newest.select(".facets a")
        if "browse" in str(link["href"])
    )
