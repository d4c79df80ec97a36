"""Templates use exactly the fields of their page dataclasses, and escape everything they output."""

import importlib
import pkgutil
import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import app.web
from app.main import create_app
from app.settings import ROOT, Settings
from tests.conftest import run_ingest
from tests.web.archives import statements

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def pages() -> dict[str, type]:
    """Every page dataclass, by its template."""
    found = {}
    for module in pkgutil.walk_packages(app.web.__path__, "app.web."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and is_dataclass(value) and hasattr(value, "template"):
                found[value.template] = value
    return found


def test_every_page_template_has_its_dataclass() -> None:
    templates = {
        path.relative_to(ROOT / "templates").as_posix()
        for path in TEMPLATES
        if path.parent.name not in ("macros", "templates")
    }
    assert templates == {name for name in pages() if name.endswith(".html")}


@pytest.mark.parametrize("template", sorted(pages()))
def test_a_template_uses_each_field_and_no_other(template: str) -> None:
    source = (ROOT / "templates" / template).read_text("utf-8")
    used = set(re.findall(r"\bpage\.(\w+)", source))
    assert used == {field.name for field in fields(pages()[template])}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_place_is_named_in_view_of_how_many_annexes_there_are(path: Path) -> None:
    assert not re.search(r"\|\s*cite\b(?!\()", path.read_text("utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_nothing_is_marked_as_safe(path: Path) -> None:
    assert not re.search(r"\|\s*safe\b|Markup|autoescape", path.read_text("utf-8"))


def test_texts_are_escaped_wherever_they_are_shown(tmp_path: Path) -> None:
    text = "60/1. 题目<q>甲</q>\n\n人权理事会，\n\n回顾大会第70/1号决议<script>alert(1)</script>，\n\n1. 决定<kbd>审议</kbd>。\n\n2025年7月7日\n"
    (tmp_path / "text.txt").write_text(text, "utf-8")
    run_ingest(tmp_path / "archive", tmp_path / "text.txt")
    with TestClient(create_app(Settings(archive=tmp_path / "archive"))) as client:
        paths = (
            "/",
            "/browse?body=<script>alert(1)</script>",
            "/browse",
            "/A/HRC/RES/60/1",
            "/A/HRC/RES/60/1/pp/1",
            "/A/RES/70/1",
            "/search?q=决议",
            "/search?q=题目",
        )
        for path in paths:
            html = client.get(path).text
            assert "<script>alert" not in html
            assert "<q>甲" not in html
            assert "&lt;" in html, path


@pytest.mark.parametrize("path", ["/", "/browse", "/search?q=继续", "/A/RES/70/1"])
def test_more_documents_make_no_more_statements(tmp_path: Path, path: str) -> None:
    def asked(documents: int) -> int:
        folder = tmp_path / str(documents)
        folder.mkdir()
        for number in range(documents):
            text = (
                f"60/{number + 1}. 题目\n\n人权理事会，\n\n回顾大会第70/1号决议，\n\n1. 决定继续审议此事。\n"
            )
            (folder / f"{number}.txt").write_text(text, "utf-8")
        run_ingest(folder / "archive", folder)
        return statements(folder / "archive", path)

    assert asked(3) == asked(9) > 0
