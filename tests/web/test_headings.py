"""Who reads by headings finds each of them, and no level is left out."""

from itertools import pairwise
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.browser.test_layout import PAGES
from tests.sources.akn.text import annex, document, paragraph, statement
from tests.web.archives import build, page


def assert_headings_go_down_step_by_step(client: TestClient, path: str, status: int = 200) -> None:
    headings = page(client, path, status).select("h1, h2, h3, h4, h5, h6")
    assert all(heading.get_text(strip=True) for heading in headings)
    levels = [int(heading.name[1]) for heading in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("path", PAGES)
def test_headings_of_pages(client: TestClient, path: str) -> None:
    address = quote(path, safe="/?=&")
    assert_headings_go_down_step_by_step(client, address, 404 if path == "/nothing" else 200)


def test_headings_of_texts(tmp_path: Path) -> None:
    body = paragraph("1.", '<span class="bold">通过</span>附件。')
    attached = annex(paragraph("", "附件", "H1") + paragraph("", "宣言", "H1") + paragraph("1.", "第一条。"))
    archive = build(tmp_path, [document(statement(body, attachments=attached))])
    with TestClient(create_app(Settings(archive=archive))) as client:
        assert page(client, "/A/RES/77/213").select_one(".unit.heading")
        for path in ("/A/RES/77/213", "/A/RES/77/213/annex/1"):
            assert_headings_go_down_step_by_step(client, path)
