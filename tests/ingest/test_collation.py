"""A text from two sources: compared paragraph by paragraph."""

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.ingest.test_sources import BODY, as_text
from tests.sources.akn.text import document, statement

ADDRESS = "A/RES/77/213"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """XML and text of one resolution; the text has two paragraphs in other words and one more."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.xml").write_bytes(document(statement(BODY)))
    text = as_text().replace("继续第3项", "维持第3项").replace("工作；\n\n5.", "任务；\n\n5.")
    text = text.replace("\n2022年12月15日", "9. 请秘书长报告。\n\n2022年12月15日")
    (tmp_path / "texts" / "b.txt").write_text(text, "utf-8")
    return tmp_path / "texts"


def client_of(folder: Path) -> TestClient:
    archive = folder.parent / "archive"
    run_ingest(archive, folder)
    return TestClient(create_app(Settings(archive=archive)))


def as_json(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/documents/{ADDRESS}").json()
    return found


def test_each_paragraph_knows_how_sure_it_is(folder: Path) -> None:
    with client_of(folder) as client:
        found = as_json(client)
    sure = {one["anchor"]: one["confidence"] for one in found["paragraphs"]}
    assert sure["op/1"] == "confirmed"
    assert {anchor for anchor, is_sure in sure.items() if is_sure == "doubtful"} == {"op/3", "op/4"}
    assert [(one["anchor"], one["other_anchor"]) for one in found["variants"]] == [
        ("op/3", "op/3"),
        ("op/4", "op/4"),
        (None, "op/9"),
    ]
    differing = [one for one in found["problems"] if one["code"] == "sources_differ"]
    assert [one["anchor"] for one in differing] == ["op/3", "op/4", None]


def test_the_page_shows_both_side_by_side(folder: Path) -> None:
    with client_of(folder) as client:
        page = BeautifulSoup(client.get(f"/{ADDRESS}").text, "html.parser")
        place = BeautifulSoup(client.get(f"/{ADDRESS}/op/3").text, "html.parser")
        confirmed = client.get(f"/{ADDRESS}/op/1").text
    assert "3 处不同" in page.select_one("#source").text
    (variant,) = place.select(".variant")
    assert [side.text.strip() for side in variant.select("dd")] == [
        "请各国继续第3项工作；",
        "请各国维持第3项工作；",
    ]
    assert [one.text for one in variant.select("mark")] == ["继续", "维持"]
    assert "两个来源文字一致" in confirmed


def test_a_single_source_says_so(folder: Path) -> None:
    (folder / "b.txt").unlink()
    with client_of(folder) as client:
        found, page = as_json(client), client.get(f"/{ADDRESS}").text
    assert {one["confidence"] for one in found["paragraphs"]} == {"single"}
    assert "单一来源" in BeautifulSoup(page, "html.parser").select_one("#source details").text


def test_a_text_that_was_issued_again_is_no_doubt(folder: Path) -> None:
    (folder / "b.txt").unlink()
    (folder / "a_reissue.xml").write_bytes(document(statement(BODY.replace("第3项", "第三项"))))
    with client_of(folder) as client:
        found = as_json(client)
    assert found["paragraphs"][3]["text"] == "请各国继续第三项工作；"
    assert {one["confidence"] for one in found["paragraphs"]} == {"single"}
    assert found["variants"] == []


def changed(folder: Path, name: str) -> dict[str, Any]:
    """The document after a paragraph of one of its sources was changed."""
    content = (folder / name).read_text("utf-8")
    (folder / name).write_text(content.replace("第5项", "第五项"), "utf-8")
    with client_of(folder) as client:
        return as_json(client)


def differing(found: dict[str, Any]) -> list[str | None]:
    return [one["anchor"] for one in found["variants"]]


def test_what_was_compared_is_compared_again_when_a_source_changes(folder: Path) -> None:
    run_ingest(folder.parent / "archive", folder)
    assert differing(changed(folder, "b.txt")) == ["op/3", "op/4", "op/5", None]
    found = changed(folder, "a.xml")
    assert differing(found) == ["op/3", "op/4", None]
    assert {source["path"] for source in found["sources"]} == {"a.xml", "b.txt"}


def test_a_footnote_that_is_doubtful_says_why(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    text = "77/1. 题目\n\n大会，\n\n1. 请各国合作。\n\n____\n1 A/1/1。\n"
    (tmp_path / "texts" / "a.txt").write_text(text, "utf-8")
    with client_of(tmp_path / "texts") as client:
        page = BeautifulSoup(client.get("/A/RES/77/1/fn/1").text, "html.parser")
    assert page.select_one(".confidence").text.strip() == "存疑：正文中找不到脚注1的注号"


def test_the_order_of_the_sources_does_not_matter(folder: Path) -> None:
    (folder / "a.xml").rename(folder / "z.xml")
    with client_of(folder) as client:
        found = as_json(client)
    assert differing(found) == ["op/3", "op/4", None]
    assert found["sources"][0]["path"] == "z.xml"
