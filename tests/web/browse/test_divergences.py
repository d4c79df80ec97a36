"""Where the languages differ: the page, its facets and file, the ways to it, what other texts say."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.sources.akn import english
from tests.sources.akn import text as chinese
from tests.web.archives import build, page, text

BOLD = '<span class="bold">{}</span>{}'


def zh(*units: tuple[str, str], number: str = "77/213", day: str = "2022-12-15") -> bytes:
    """A Chinese text of these operative paragraphs: verb and words."""
    body = "".join(
        chinese.paragraph(f"{n}.", BOLD.format(*unit), eid=f"para_{n}") for n, unit in enumerate(units, 1)
    )
    return chinese.document(chinese.statement(body, number=number, cover=f"A/RES/{number}", day=day))


def en(*units: tuple[str, str], number: str = "77/213") -> bytes:
    """The same in English."""
    body = "".join(english.paragraph(str(n), *unit) for n, unit in enumerate(units, 1))
    return chinese.document(english.statement(body, number=number))


REISSUED = chinese.note("*", "由于技术原因于2023年1月21日重发。")
TEXTS = {
    "213-zh": zh(
        ("回顾", "2012年11月20日第67/1号决议；"),
        ("请", "秘书长向72国提供援助；"),
        ("决定", "设立教育信托基金；"),
        ("促请", "各国继续合作，见第66/22号决议。"),
    ),
    "213-en": en(
        ("Recalls", "its resolution 67/1 of 20 December 2012;"),
        ("Requests", "the Secretary-General to provide assistance to 77 States;"),
        ("Calls upon", "all States to continue their cooperation, see resolution 66/27."),
    ),
    "214-zh": zh(("请", f"15国{REISSUED}提出报告；"), number="77/214"),
    "214-en": en(("Requests", "16 States to report;"), number="77/214"),
    # Witnesses: two give one date, one another; the cited document itself is held.
    "215-zh": zh(("回顾", "2012年12月20日第67/1号决议；"), number="77/215"),
    "216-zh": zh(("回顾", "2012年12月20日第67/1号决议；"), number="77/216"),
    "217-zh": zh(("回顾", "2012年11月20日第67/1号决议，又回顾第66/27号决议；"), number="77/217"),
    "1-zh": zh(("请", "各国合作；"), number="67/1", day="2012-12-20"),
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Two documents in both languages, others in Chinese."""
    folder = tmp_path_factory.mktemp("divergences")
    texts = folder / "texts"
    texts.mkdir()
    for name, content in TEXTS.items():
        (texts / f"{name}.xml").write_bytes(content)
    assert not run_ingest(folder / "archive", texts).refused
    with TestClient(create_app(Settings(archive=folder / "archive")), base_url="http://juey.test") as client:
        yield client


def words(node: Tag | None) -> str:
    """The text of a node, on one line."""
    assert node
    return " ".join(node.get_text(" ", strip=True).split())


def rows(html: BeautifulSoup) -> list[tuple[str, list[str], str]]:
    """Each difference: its place, what is marked, its own page."""
    return [
        (
            words(row.select_one(".place")),
            [mark.text for mark in row.select("mark")],
            str(row.select_one(".place")["href"]),
        )
        for row in html.select(".differences > li")
    ]


def test_every_difference_is_shown_with_both_paragraphs_and_its_values_marked(client: TestClient) -> None:
    html = page(client, "/divergences")
    assert html.select_one("h1").text == "两种语言不同"
    assert rows(html) == [
        ("A/RES/77/213 第1段", ["11月", "December"], "/A/RES/77/213/op/1"),
        ("A/RES/77/213 第2段", ["72", "77"], "/A/RES/77/213/op/2"),
        ("A/RES/77/213 第3段", [], "/A/RES/77/213/op/3"),
        ("A/RES/77/213 第4段", ["66/22", "66/27"], "/A/RES/77/213/op/4"),
        ("A/RES/77/214 第1段", ["15", "16"], "/A/RES/77/214/op/1"),
        ("A/RES/77/214 脚注*", [], "/A/RES/77/214/fn/*"),
    ]
    first, second, third = html.select(".differences > li")[:3]
    assert second.select_one(".pair p").get_text() == "请秘书长向72国提供援助；"
    assert second.select_one(".pair p[lang=en]").get_text().startswith("Requests the Secretary-General")
    assert "中文“72”，英文“77”" in words(second)
    assert words(third.select_one(".pair")) == "决定设立教育信托基金； 英文本无此段"
    assert first.select_one("a[href='/A/RES/77/213?view=bilingual#op-1']").text == "中英对照"
    assert "翻译" not in html.get_text()


def test_other_texts_are_witnesses_of_a_date(client: TestClient) -> None:
    found = words(page(client, "/divergences?kind=month").select_one(".witness"))
    assert found == (
        "A/RES/67/1 《增进国际合作》，2012年12月20日通过； 本库其他文本所称日期：2012年12月20日（2 处）、2012年11月20日（1 处）"
    )
    (one,) = client.get("/api/v1/divergences?kind=month").json()["items"]
    assert one["witnesses"] == {
        "about": "date",
        "dated": None,
        "titled": None,
        "held": {"A/RES/67/1": {"url": "/A/RES/67/1", "title": "增进国际合作", "adopted_on": "2012-12-20"}},
        "others": [
            {"symbol": "A/RES/67/1", "value": "2012-12-20", "count": 2},
            {"symbol": "A/RES/67/1", "value": "2012-11-20", "count": 1},
        ],
    }


def test_other_texts_are_witnesses_of_a_symbol_and_of_nothing_else(client: TestClient) -> None:
    (one,) = client.get("/api/v1/divergences?kind=symbol").json()["items"]
    assert one["witnesses"]["about"] == "symbol"
    assert [(other["value"], other["count"]) for other in one["witnesses"]["others"]] == [
        ("A/RES/66/22", 0),
        ("A/RES/66/27", 1),
    ]
    found = client.get("/api/v1/divergences?kind=number&kind=missing").json()["items"]
    assert {repr(one["witnesses"]) for one in found} == {"{}"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kind=number", ["A/RES/77/213 第2段", "A/RES/77/214 第1段"]),
        ("kind=number&category=reissued", ["A/RES/77/214 第1段"]),
        ("kind=number&category=none", ["A/RES/77/213 第2段"]),
        ("body=GA&session=77&kind=month", ["A/RES/77/213 第1段"]),
        ("body=HRC", []),
        ("kind=other", []),
    ],
)
def test_the_list_is_narrowed(client: TestClient, query: str, expected: list[str]) -> None:
    assert [place for place, _, _ in rows(page(client, f"/divergences?{query}"))] == expected


def test_facets_count_what_the_others_leave(client: TestClient) -> None:
    html = page(client, "/divergences?kind=number&body=GA")
    counted = {
        words(group.select_one("h2")): {
            words(value.select_one("a")): value.select_one(".count").text for value in group.select("li")
        }
        for group in html.select(".facet")
    }
    assert counted == {
        "种类": {"数字": "2", "月份": "1", "文号": "1", "只见于一种语言": "2"},
        "机构": {"大会": "2"},
        "届会": {"第77届会议": "2"},
        "印本": {"没有注明重印": "1", "重新印发": "1"},
    }
    assert "重新印发" in words(page(client, "/divergences?category=reissued").select_one(".differences li"))


def test_what_fits_no_choice_and_no_page_is_said(client: TestClient) -> None:
    assert (
        "没有同时符合这些条件的不同之处" in page(client, "/divergences?body=HRC").select_one(".notice").text
    )
    assert "没有第9页，共1页" in page(client, "/divergences?page=9").select_one(".notice").text


def test_the_file_has_all_that_the_filters_leave(client: TestClient) -> None:
    link = page(client, "/divergences?kind=number&kind=missing").select_one("a[href*='.csv']")["href"]
    answer = client.get(str(link))
    header, *found = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")))
    assert header[:3] == ["种类", "文号", "中文位置"]
    assert [(row[0], row[1], row[2], row[4], row[5], row[8]) for row in found] == [
        ("数字", "A/RES/77/213", "第2段", "72", "77", "没有注明重印"),
        ("只见于一种语言", "A/RES/77/213", "第3段", "", "", "没有注明重印"),
        ("数字", "A/RES/77/214", "第1段", "15", "16", "重新印发"),
        ("只见于一种语言", "A/RES/77/214", "脚注*", "", "", "重新印发"),
    ]
    assert found[0][10] == "http://juey.test/A/RES/77/213?view=bilingual#op-2"


def test_a_paragraph_that_differs_bears_a_quiet_mark_that_leads_to_both_texts(client: TestClient) -> None:
    html = page(client, "/A/RES/77/213")
    marks = {unit["id"]: unit.select_one(".margin .differs") for unit in html.select(".text .unit")}
    assert {place: mark["href"] for place, mark in marks.items() if mark} == {
        f"op-{n}": f"/A/RES/77/213?view=bilingual#op-{n}" for n in range(1, 5)
    }
    assert "两种语言不同" in marks["op-2"].text
    assert "中英对照（4 处不同）" in words(html.select_one(".ways"))
    assert not page(client, "/A/RES/77/215").select(".differs")
    both = page(client, "/A/RES/77/213?view=bilingual")
    assert both.select_one("#op-2")
    assert both.select_one("#en-op-2")
    assert both.select_one("a[href='/divergences']")


@pytest.mark.parametrize("path", ["/problems", "/coverage"])
def test_other_reports_lead_to_the_page(client: TestClient, path: str) -> None:
    link = page(client, path).select_one("main a[href='/divergences']")
    assert "两种语言不同 6 处" in words(link.parent)


def test_an_archive_without_both_languages_says_so(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(archive=build(tmp_path, [text("77/1")])))) as client:
        assert "没有中英两种文本都收录的文件" in page(client, "/divergences").select_one(".notice").text
        assert len(client.get("/divergences.csv").text.splitlines()) == 1
        assert not page(client, "/problems").select("a[href='/divergences']")


def test_texts_that_agree_are_said_to(tmp_path: Path) -> None:
    texts = [zh(("请", "各国合作；")), en(("Requests", "States to cooperate;"))]
    with TestClient(create_app(Settings(archive=build(tmp_path, texts)))) as client:
        assert (
            "1 份文件收录了中英两种文本，没有发现不同"
            in page(client, "/divergences").select_one(".notice").text
        )


def test_words_of_an_address_and_of_a_text_stay_words(client: TestClient) -> None:
    answer = client.get("/divergences?kind=<script>alert(1)</script>&body=%22%3E&page=x")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
