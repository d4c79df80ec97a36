"""Views of search results: concordance, use over time, feed; and query suggestions."""

import csv
import io
import re
import xml.etree.ElementTree as ET

import pytest
from fastapi.testclient import TestClient

from app.domain.organs import Names
from app.domain.query import parse
from app.domain.text import fold, occurrences
from app.web.html.line_chart import line_chart
from tests.search.conftest import five, scan  # noqa: F401  the oracle's fixtures
from tests.search.scan import Scan
from tests.search.taken_in import TakenIn
from tests.web.archives import page
from tests.web.search.test_search_page import HOSTILE

ATOM = "{http://www.w3.org/2005/Atom}"


def lines_of(client: TestClient, path: str) -> list[tuple[str, str, str]]:
    rows = page(client, path).select(".kwic tbody tr")
    return [
        (row.select_one(".before").text.strip(), row.mark.text, row.select_one(".after").text) for row in rows
    ]


def rows_of(client: TestClient, path: str) -> list[dict[str, str]]:
    answer = client.get(path)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))


def test_a_concordance_has_a_line_for_each_occurrence(
    client: TestClient,
    five: TakenIn,  # noqa: F811
) -> None:
    expected = sum(len(list(occurrences("真诚对话", unit.folded))) for unit in five.units)
    lines = lines_of(client, "/search/kwic?q=真誠對話")
    assert len(lines) == expected > 10
    assert {fold(match) for _, match, _ in lines} == {"真诚对话"}
    printed = ["".join(line) for line in lines]
    assert all(any(line in text for text in five.printed) for line in printed)


def test_a_concordance_says_in_how_many_places_its_lines_stand(client: TestClient) -> None:
    said = page(client, "/search/kwic?q=真诚对话").select_one(".summary").text
    times = len(lines_of(client, "/search/kwic?q=真诚对话"))
    documents, units = re.findall("[0-9]+", page(client, "/search?q=真诚对话").select_one(".summary").text)
    assert f"出现 {times} 次，在 {documents} 份文件的 {units} 处" in " ".join(said.split())


def test_a_concordance_is_sorted_by_what_stands_beside_or_by_date(client: TestClient) -> None:
    def key(text: str) -> bytes:
        return fold(text)[:12].encode("gb18030")

    right = [key(after) for _, _, after in lines_of(client, "/search/kwic?q=真诚对话")]
    assert right == sorted(right)
    left = [key(fold(before)[::-1]) for before, _, _ in lines_of(client, "/search/kwic?q=真诚对话&sort=left")]
    assert left == sorted(left) != left[::-1]
    for sort, first in (("newest", "A/HRC/RES/56/4"), ("oldest", "A/HRC/RES/32/6")):
        html = page(client, f"/search/kwic?q=国际合作&sort={sort}")
        assert html.select_one(".kwic .symbol").text == first


def test_a_concordance_comes_as_text_and_as_csv(client: TestClient) -> None:
    lines = lines_of(client, "/search/kwic?q=真诚对话&sort=newest")
    text = client.get("/search/kwic.txt?q=真诚对话")
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    assert len(text.text.splitlines()) == len(lines)
    assert text.text.splitlines()[0].strip().startswith(f"{lines[0][0]}【真诚对话】{lines[0][2]}")
    for path in ("/search/kwic.csv?q=真诚对话", "/search/kwic?format=csv&q=真诚对话"):
        rows = rows_of(client, path)
        assert [(row["前文"], row["短语"], row["后文"]) for row in rows] == lines
        assert client.get(rows[0]["网址"]).status_code == 200
    oldest = rows_of(client, "/search/kwic.csv?q=真诚对话&sort=oldest")
    days = [row["日期"] for row in oldest if row["日期"]]
    assert days == sorted(days)
    assert len(oldest) == len(lines)


def test_a_concordance_keeps_to_what_is_chosen(client: TestClient, scan: Scan) -> None:  # noqa: F811
    html = page(client, "/search/kwic?q=决议 部分:fn&body=HRC")
    assert {link.text.split()[-1][:2] for link in html.select(".kwic a")} == {"脚注"}
    units = scan.find(parse("决议 部分:fn 机构:HRC"))
    assert len(html.select(".kwic tbody tr")) >= len(units) > 0
    assert "没有一段" in page(client, "/search/kwic?q=没有这样的话").select_one(".summary").text


def test_use_over_time_counts_documents_and_units(
    client: TestClient,
    scan: Scan,  # noqa: F811
    names: Names,
) -> None:
    html = page(client, "/search/timeline?q=真诚对话 | 没有这样的话 | 自愿基金")
    assert [cell.text for cell in html.select(".uses thead")[0].select("th[colspan]")] == [
        "真诚对话",
        "没有这样的话",
        "自愿基金",
    ]
    bodies, years = html.select(".uses table")
    for table, facet in ((bodies, "机构"), (years, "年")):
        for row in table.select("tbody tr"):
            name = row.th.text.strip()
            if not row.select("td:not([colspan])"):
                continue
            cells = [cell.text.strip() for cell in row.select("td")]
            name = name.split()[0]
            for phrase, units in zip(
                ("真诚对话", "没有这样的话", "自愿基金"), map(int, cells[3::3]), strict=True
            ):
                kept = "" if name == "合计" else f" {facet}:{name}" if name != "不详" else None
                if kept is not None:
                    assert units == len(scan.find(parse(phrase + kept, names)))
    for link in html.select(".uses td a"):
        found = page(client, str(link["href"])).select_one(".summary").text
        assert re.search(r"(\d+) 份文件", found)[1] == link.text
    assert len(html.select(".chart g[class^=row-]")) == 3
    several = page(client, "/search/timeline?q=真诚对话&q=自愿基金")
    assert [cell.text for cell in several.select(".uses thead")[0].select("th[colspan]")] == [
        "真诚对话",
        "自愿基金",
    ]


def test_the_first_and_the_last_use_are_told_by_organ(client: TestClient) -> None:
    html = page(client, "/search/timeline?q=国际合作 | 没有这样的话 | 自愿基金&body=HRC&body=GA")
    tables = html.select(".use-ends table")
    assert [table.caption.text for table in tables] == ["国际合作", "自愿基金"]
    since = {
        organ["body"]: min(year["year"] for year in organ["years"])
        for organ in client.get("/api/v1/coverage").json()["organs"]
    }
    for table in tables:
        phrase = table.caption.text
        for row in table.select("tbody tr"):
            body = "HRC" if row.th.text.strip().startswith("人权理事会") else "GA"
            by_date = [
                rows_of(client, f"/search/kwic.csv?q={phrase}&body={body}&sort={sort}")
                for sort in ("oldest", "newest")
            ]
            *ends, documents = row.select("td")
            assert int(documents.text) == len({line["文号"] for line in by_date[0]})
            assert f"本库收录该机构自{since[body]}年起" in row.th.text
            for cell, (line, *_) in zip(ends, by_date, strict=True):
                assert cell.select_one(".symbol").text == line["文号"]
                shown = re.findall(r"\d+", cell.select_one(".when").text)
                assert shown == [part.lstrip("0") for part in line["日期"].split("-") if part]
                marked = page(client, str(cell.a["href"]))
                place = marked.find(id=str(cell.a["href"]).partition("#")[2])
                assert phrase in fold(place.text)
                assert place.mark or "title" in str(cell.a["href"])


def test_the_ends_of_use_keep_to_what_is_chosen(client: TestClient) -> None:
    def ends(path: str) -> list[list[str]]:
        return [
            [link.text for link in row.select("td a")]
            for row in page(client, path).select(".use-ends tbody tr")
        ]

    assert ends("/search/timeline?q=国际合作&body=HRC") == [["A/HRC/RES/32/6", "A/HRC/RES/56/4"]]
    assert ends("/search/timeline?q=国际合作&body=HRC&year=2022") == [["A/HRC/RES/50/4", "A/HRC/RES/50/4"]]
    assert ends("/search/timeline?q=没有这样的话") == ends("/search/timeline") == []


def test_a_chart_stands_within_its_bounds() -> None:
    drawn = line_chart([("甲", {1999: 3, 2004: 17}), ("乙", {2001: 1})], range(1999, 2005))
    assert drawn is not None
    points = [point for row in drawn.rows for point in row.points]
    assert [point.count for point in drawn.rows[0].points] == [3, 0, 0, 0, 0, 17]
    assert all(drawn.left <= point.x <= drawn.right and 0 <= point.y <= drawn.bottom for point in points)
    assert [mark.label for mark in drawn.counts] == ["0", "10", "20"]
    assert line_chart([("甲", {})], ()) is None
    assert line_chart([], (2001,)) is None
    assert line_chart([("甲", {2001: 1})], ()) is not None


def test_a_chart_draws_no_zero_where_nothing_is_held() -> None:
    drawn = line_chart([("甲", {1999: 3, 2004: 17})], (1999, 2000, 2004), partly=(2000,))
    assert drawn is not None
    (row,) = drawn.rows
    assert [(point.year, point.count, point.is_partly) for point in row.points] == [
        *((1999, 3, False), (2000, 0, True), (2004, 17, False)),
    ]
    assert [len(path.split()) for path in row.paths] == [2, 1]


def test_shares_are_of_what_is_held(client: TestClient) -> None:
    covered = {organ["body"]: organ for organ in client.get("/api/v1/coverage").json()["organs"]}
    html = page(client, "/search/timeline?q=国际合作 | (机构:HRC 国际合作)&body=HRC&body=GA")
    bodies = html.select(".uses table")[0]
    rows = {
        row.th.text.strip(): [cell.text.strip() for cell in row.select("td")]
        for row in bodies.select("tbody tr")
    }
    assert rows["人权理事会"][0] == str(covered["HRC"]["documents"])
    # The second phrase could have been found in documents of the Council only.
    assert rows["大会"][0] == f"{covered['GA']['documents']}／0"
    held = {year["year"]: year["documents"] for year in covered["HRC"]["years"]}
    for row in (
        page(client, "/search/timeline?q=国际合作&body=HRC").select(".uses table")[1].select("tbody tr")
    ):
        cells = [cell.text.strip() for cell in row.select("td")]
        if cells == ["未收录"]:
            first, _, last = row.th.text.strip().partition("—")
            assert not set(range(int(first), int(last or first) + 1)) & set(held)
        else:
            year = int(row.th.text.split()[0])
            assert cells[0] == str(held.pop(year))
            assert cells[2] == f"{100 * int(cells[1]) / int(cells[0]):.1f}%".replace("100.0", "100")
    assert not held


def test_the_table_of_use_has_what_is_held(client: TestClient) -> None:
    covered = {organ["body"]: organ for organ in client.get("/api/v1/coverage").json()["organs"]}
    rows = rows_of(client, "/search/timeline.csv?q=自愿基金&body=HRC")
    of_years = {year["year"]: year["documents"] for year in covered["HRC"]["years"]}
    assert {int(row["年份"]): int(row["收录文件"]) for row in rows if row["年份"]} == of_years
    for row in rows:
        assert float(row["占收录"]) == pytest.approx(int(row["文件"]) / int(row["收录文件"]), abs=1e-4)
        assert row["收录情况"] in ("缺号", "缺届", "未见缺号")
    assert {row["文件"] for row in rows} >= {"0"}


def test_what_is_typed_is_completed(client: TestClient) -> None:
    def suggested(typed: str) -> dict[str, str]:
        answer = client.get("/search/suggest", params={"q": typed})
        assert answer.headers["content-type"] == "application/x-suggestions+json"
        asked, texts, kinds = answer.json()
        assert asked == typed
        return dict(zip(texts, kinds, strict=True))

    assert suggested("a/hrc/res/5") == {"A/HRC/RES/50/4": "文号", "A/HRC/RES/56/4": "文号"}
    assert suggested("國際合") == {"加强人权领域的国际合作": "标题", "增进人权领域的国际合作": "标题"} | {
        text: kind for text, kind in suggested("國際合").items() if kind == "用语"
    }
    assert suggested("国") == suggested("") == suggested("没有这样的话") == {}


def test_browsers_can_search_from_their_address_bar(client: TestClient) -> None:
    link = page(client, "/").select_one("link[rel=search]")
    described = client.get(str(link["href"]))
    assert described.headers["content-type"].startswith(str(link["type"]))
    root = ET.fromstring(described.text)  # noqa: S314  our own
    templates = {node.get("type"): node.get("template") for node in root.iter() if node.get("template")}
    for kind, template in templates.items():
        answer = client.get(template.replace("{searchTerms}", "真诚对话"))
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(kind or "?")


def test_the_description_of_the_search_names_itself_its_images_and_a_search_to_try(
    client: TestClient,
) -> None:
    described = ET.fromstring(client.get("/opensearch.xml").text)  # noqa: S314  our own
    of = "{http://a9.com/-/spec/opensearch/1.1/}"
    (own,) = described.findall(f"{of}Url[@rel='self']")
    assert own.get("template") == "http://juey.test/opensearch.xml"
    (example,) = described.findall(f"{of}Query[@role='example']")
    assert page(client, f"/search?q={example.get('searchTerms')}").select("mark")
    for image in described.findall(f"{of}Image"):
        answer = client.get(str(image.text).removeprefix("http://juey.test"))
        assert answer.headers["content-type"] == image.get("type")
        assert image.get("width") == image.get("height")
        assert int(image.get("width", "")) in widths(answer.content)


def widths(image: bytes) -> list[int]:
    """The width of a PNG file, or of each image of an ICO file."""
    if image.startswith(b"\x89PNG"):
        return [int.from_bytes(image[16:20])]
    return [image[6 + 16 * nth] for nth in range(image[4])]


def test_every_search_has_a_feed(client: TestClient) -> None:
    html = page(client, "/search?q=国际合作&body=HRC&sort=oldest")
    feed = client.get(str(html.select_one("link[type='application/atom+xml']")["href"]))
    root = ET.fromstring(feed.text)  # noqa: S314  our own
    entries = root.findall(f"{ATOM}entry")
    assert {entry.find(f"{ATOM}id").text.rpartition(":")[2] for entry in entries} == {
        "/A/HRC/RES/56/4",
        "/A/HRC/RES/50/4",
        "/A/HRC/RES/32/6",
    }
    assert all("国际合作" in entry.findtext(f"{ATOM}summary", "") for entry in entries)
    for entry in entries:
        assert client.get(entry.find(f"{ATOM}link").get("href").partition("#")[0]).status_code == 200


@pytest.mark.parametrize(
    "path", ["/search/kwic", "/search/kwic.csv", "/search/timeline", "/search/suggest", "/search.atom"]
)
@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_typed_gets_an_answer(client: TestClient, path: str, typed: str) -> None:
    answer = client.get(path, params={"q": typed})
    assert answer.status_code == 200
    if path.endswith("atom"):
        ET.fromstring(answer.text)  # noqa: S314  our own


def test_from_a_hit_one_goes_to_the_next(client: TestClient) -> None:
    html = page(client, "/A/HRC/RES/32/6?q=人权理事会")
    steps = html.select(".hit-step")
    owners = [step.find_parent(id=True)["id"] for step in steps]
    assert len(steps) > 2
    assert html.select_one(".notice a")["href"] == f"#{owners[0]}"
    for index, step in enumerate(steps):
        links = {link["aria-label"]: link["href"] for link in step.select("a")}
        assert links.get("上一处") == (f"#{owners[index - 1]}" if index else None)
        assert links.get("下一处") == (f"#{owners[index + 1]}" if index + 1 < len(steps) else None)
        assert f"{index + 1}/{len(steps)}" in step.text
    assert page(client, "/A/HRC/RES/32/6").select(".hit-step") == []
