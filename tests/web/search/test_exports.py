"""Files of what a search finds have every row, with all facts, and nothing that a spreadsheet would compute."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from app.domain.query import parse
from app.domain.text import fold
from app.main import create_app
from app.settings import Settings
from app.web.search import exports
from tests.conftest import run_ingest
from tests.search.conftest import five, scan  # noqa: F401  the oracle's fixtures
from tests.search.scan import Scan
from tests.search.taken_in import TakenIn
from tests.web.archives import page
from tests.web.search.test_search_views import rows_of

MANY = 3000


@pytest.mark.parametrize("typed", ["真诚对话", "人权 -国际合作", "机构:HRC 部分:op", "标题:国际合作 请"])
def test_results_come_as_csv_whole(
    client: TestClient,
    scan: Scan,  # noqa: F811
    five: TakenIn,  # noqa: F811
    typed: str,
) -> None:
    sought = scan.find(parse(typed))
    rows = rows_of(client, f"/search.csv?q={typed}")
    found = sorted(fold(row["前文"] + row["短语"] + row["后文"]) for row in rows)
    assert found == sorted(unit.folded for unit in five.units if unit.id in sought) != []
    phrases = [phrase.text for phrase in parse(typed).phrases]
    assert all(fold(row["短语"]) in phrases for row in rows if phrases and row["部分"] != "标题")
    assert set(rows[0]) == set(exports.ROW)


def test_a_row_has_the_facts_of_its_unit(client: TestClient) -> None:
    row = next(
        row
        for row in rows_of(client, "/search.csv?q=真诚对话 部分:op&body=HRC")
        if row["文号"] == "A/HRC/RES/50/4"
    )
    document = client.get("/api/v1/documents/A/HRC/RES/50/4").json()
    anchor = row["网址"].partition("A/HRC/RES/50/4/")[2]
    unit = next(unit for unit in document["paragraphs"] if unit["anchor"] == anchor)
    assert row["前文"] + row["短语"] + row["后文"] == unit["text"]
    facts = ("机构", "届会", "日期", "部分", "动词", "标题")
    assert [row[fact] for fact in facts] == [
        *("人权理事会", "50", "2022-07-07", "执行部分", unit["verb"], document["title"]),
    ]
    assert client.get(row["网址"]).status_code == 200


def test_results_come_in_the_order_of_the_page(client: TestClient) -> None:
    for sort in ("relevance", "newest", "oldest"):
        symbols = [row["文号"] for row in rows_of(client, f"/search.csv?q=国际合作&sort={sort}")]
        shown = [
            node.text for node in page(client, f"/search?q=国际合作&sort={sort}").select(".result .symbol")
        ]
        named = [symbol for symbol in dict.fromkeys(symbols) if not symbol.startswith("x/")]
        assert named == [symbol for symbol in shown if symbol != "无文号"]


def test_use_over_time_comes_as_csv(client: TestClient, scan: Scan) -> None:  # noqa: F811
    rows = rows_of(client, "/search/timeline.csv?q=真诚对话 | 自愿基金")
    assert set(rows[0]) == set(exports.USE_ROW)
    for phrase in ("真诚对话", "自愿基金"):
        of_phrase = [row for row in rows if row["短语"] == phrase]
        by_organ = [row for row in of_phrase if row["机构"] != exports.ALL_ORGANS]
        assert sum(int(row["处"]) for row in by_organ) == len(scan.find(parse(phrase)))
        for row in by_organ:
            if row["网址"]:
                query = replace(
                    parse(f"{phrase} 年:{row['年份']}"), chosen={"body": frozenset({_code(row["网址"])})}
                )
                assert int(row["处"]) == len(scan.find(query))
                summary = page(client, row["网址"]).select_one(".summary").text.split()
                assert summary[0] == row["文件"]


@pytest.mark.parametrize("chosen", ["", "&body=HRC"])
def test_use_over_time_has_the_sum_of_each_year(client: TestClient, chosen: str) -> None:
    rows = rows_of(client, f"/search/timeline.csv?q=真诚对话{chosen}")
    shown = {
        int(row.th.text.split()[0]): [cell.text.strip() for cell in row.select("td")]
        for row in page(client, f"/search/timeline?q=真诚对话{chosen}")
        .select(".uses table")[1]
        .select("tbody tr")
        if row.th.text.split()[0].isdecimal() and len(row.select("td")) > 1
    }
    sums = {int(row["年份"]): row for row in rows if row["机构"] == exports.ALL_ORGANS}
    assert sorted(sums) == sorted(shown) != []
    for year, row in sums.items():
        of_year = [one for one in rows if one["年份"] == str(year) and one is not row]
        for number in ("文件", "处", "收录文件"):
            assert int(row[number]) == sum(int(one[number]) for one in of_year)
        assert [row["收录文件"], row["文件"], row["处"]] == [shown[year][place] for place in (0, 1, 3)]
        if row["网址"]:
            assert page(client, row["网址"]).select_one(".summary").text.split()[0] == row["文件"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/search/timeline.csv?q=真诚对话&q=自愿基金", "历年使用-真诚对话-自愿基金.csv"),
        ("/search.csv?q=第77/213号", "检索-第77-213号.csv"),
        ("/search/kwic.csv?q=人权", "语境-人权.csv"),
        ("/search/kwic.txt?q=人权", "语境-人权.txt"),
        (f"/search.csv?q={'人' * 200}", f"检索-{'人' * 60}.csv"),
        ("/wording.csv?q=真诚对话", "商定措辞-真诚对话.csv"),
    ],
)
def test_a_file_is_named_after_what_was_sought(client: TestClient, path: str, name: str) -> None:
    disposition = client.get(path).headers["content-disposition"]
    kind, _, encoded = disposition.partition("; filename*=UTF-8''")
    assert (kind, unquote(encoded)) == ("attachment", name)


def _code(url: str) -> str:
    return url.partition("body=")[2].partition("&")[0]


def test_pages_lead_to_their_files(client: TestClient) -> None:
    for path in (
        "/search?q=人权&body=HRC",
        "/search/kwic?q=人权&body=HRC",
        "/search/timeline?q=人权&body=HRC",
    ):
        link = next(link for link in page(client, path).select(".views a") if link.text == "CSV")
        rows = rows_of(client, str(link["href"]))
        assert {row["机构"] for row in rows} - {exports.ALL_ORGANS} == {"人权理事会"}


@pytest.mark.parametrize("path", ["/search.csv", "/search/kwic.csv", "/search/timeline.csv"])
@pytest.mark.parametrize("typed", ["", "没有这样的话", '"', "国家:火星"])
def test_a_file_of_nothing_has_its_heading(client: TestClient, path: str, typed: str) -> None:
    rows = rows_of(client, f"{path}?q={typed}")
    # Where documents are held, use over time says that they do not have the phrase.
    assert (
        all(row["处"] == "0" and row["收录文件"] != "0" for row in rows) if "timeline" in path else not rows
    )
    assert client.get(path, params={"q": typed}).text.count("\n") == 1 + len(rows)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("many")
    lines = "\n\n".join(f"{number}. 请秘书长报告第{number}项；" for number in range(1, MANY + 1))
    (folder / "text.txt").write_text(f"60/1. =1+1题目\n\n大会，\n\n{lines}\n", "utf-8")
    run_ingest(folder / "archive", folder)
    with TestClient(create_app(Settings(archive=folder / "archive"))) as client:
        yield client


def test_a_file_has_every_row_and_no_formula(many: TestClient) -> None:
    for path in ("/search.csv?q=秘书长", "/search/kwic.csv?q=秘书长"):
        rows = rows_of(many, path)
        assert len(rows) == MANY
        assert len({row["网址"] for row in rows}) == MANY
        assert {row["标题"] for row in rows} == {"'=1+1题目"}
    assert len(many.get("/search/kwic.txt?q=秘书长").text.splitlines()) == MANY


def test_a_page_that_shows_fewer_lines_than_there_are_says_so(
    many: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.search.concordance.MOST_LINES", 100)
    summary = page(many, "/search/kwic?q=秘书长").select_one(".summary").text
    assert "超过 100 次" in summary
    assert "CSV" in summary
