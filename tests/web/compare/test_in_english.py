"""A comparison where both texts are held in English too: what changed there, and what changed in one language only."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.sources.akn import english
from tests.sources.akn import text as chinese
from tests.web.archives import page

BEFORE = (
    ("欢迎秘书长的报告；", "Welcomes", "the report of the Secretary-General;"),
    ("促请各国加强国际合作；", "Calls upon", "all States to strengthen international cooperation;"),
    ("请秘书长提供必要的资源；", "Requests", "the Secretary-General to provide resources;"),
    ("强调妇女参与和平进程的重要性；", "Stresses", "the importance of women in Côte d’Ivoire;"),
    ("决定继续处理此案。", "Decides", "to remain seized of the matter."),
)
AFTER = (
    ("欢迎秘书长的报告；", "Welcomes", "the latest report of the Secretary-General;"),
    ("促请各国大力加强国际合作；", "Calls upon", "all States to strengthen international cooperation;"),
    ("请秘书长提供必要的额外资源；", "Requests", "the Secretary-General to provide additional resources;"),
    ("强调妇女参与和平进程的重要性；", "Stresses", "the importance of women in Côte d'Ivoire;"),
    ("决定继续处理此案。", "Decides", "to remain seized of the matter."),
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """77/213 and 77/214 in both languages, 77/215 in Chinese only."""
    folder = tmp_path_factory.mktemp("compared")
    texts = folder / "texts"
    texts.mkdir()
    for number, rows in (("77/213", BEFORE), ("77/214", AFTER), ("77/215", AFTER)):
        zh = "".join(chinese.paragraph(f"{n}.", one[0]) for n, one in enumerate(rows, start=1))
        en = "".join(english.paragraph(str(n), one[1], one[2]) for n, one in enumerate(rows, start=1))
        name = number.replace("/", "-")
        (texts / f"{name}-zh.xml").write_bytes(
            chinese.document(chinese.statement(zh, number=number, cover=f"A/RES/{number}"))
        )
        if number != "77/215":
            (texts / f"{name}-en.xml").write_bytes(chinese.document(english.statement(en, number=number)))
    assert not run_ingest(folder / "archive", texts).refused
    with TestClient(create_app(Settings(archive=folder / "archive")), base_url="http://juey.test") as client:
        yield client


def test_what_changed_in_one_language_only_is_told(client: TestClient) -> None:
    html = page(client, "/compare?a=A/RES/77/213&b=A/RES/77/214")
    told = {
        row["id"]: row.select_one(".in-english summary").get_text(strip=True)
        for row in html.select(".pair:has(.in-english)")
    }
    assert told == {
        "op-1": "英文：英文改了，中文未改",
        "op-2": "英文：同样的英文，中文改了",
        "op-3": "英文",
    }
    assert "1 段中文改了，英文未改；" in html.select_one(".compare-head .summary").get_text()


def test_whole_english_words_are_marked(client: TestClient) -> None:
    html = page(client, "/compare?a=A/RES/77/213&b=A/RES/77/214")
    english_of = html.select_one("#op-3 .in-english [lang=en]")
    assert [one.get_text() for one in english_of.select(".second ins")] == ["additional "]
    assert english_of.select_one(".first").get_text() == (
        "Requests the Secretary-General to provide resources;"
    )


def test_changes_of_english_alone_count_as_changes(client: TestClient) -> None:
    html = page(client, "/compare?a=A/RES/77/213&b=A/RES/77/214&only=changes")
    assert [row["id"] for row in html.select(".pair")] == ["op-1", "op-2", "op-3"]


def test_without_english_of_both_texts_nothing_is_said_of_it(client: TestClient) -> None:
    html = page(client, "/compare?a=A/RES/77/213&b=A/RES/77/215")
    assert html.select(".pair.amended")
    assert "英文" not in html.select_one("main").get_text()


def test_json_says_the_same(client: TestClient) -> None:
    answer = client.get("/api/v1/compare?a=A/RES/77/213&b=A/RES/77/214").json()
    told = {row["a"]: row["english"]["contrast"] for row in answer["rows"] if row["english"]}
    assert told == {"op/1": "other_only", "op/2": "chinese_only", "op/3": None}
    changed = next(row["english"] for row in answer["rows"] if row["a"] == "op/3")["changes"]
    assert "".join(one["text"] for one in changed if one["op"] != "insert") == (
        "Requests the Secretary-General to provide resources;"
    )
    alone = client.get("/api/v1/compare?a=A/RES/77/213&b=A/RES/77/215").json()
    assert not any(row["english"] for row in alone["rows"])
