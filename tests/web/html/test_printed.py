"""The line at the foot of each printed sheet."""

from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from app.web.html.printed import printed_line, set_address
from tests.web.archives import page

DAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://x.org/A/RES/77/213", "https://x.org/A/RES/77/213"),
        ("https://x.org/search?q=%E7%9C%9F%E8%AF%9A&a=%20%26", "https://x.org/search?q=真诚&a=%20%26"),
        ("https://x.org/search?q=%E7%9C", "https://x.org/search?q=%E7%9C"),
        ("https://x.org/search?q=%E2%80%AE%E3%80%80", "https://x.org/search?q=%E2%80%AE%E3%80%80"),
        ("https://x.org/" + "a" * 300, "https://x.org/" + "a" * 146 + "…"),
    ],
)
def test_an_address_is_shown_as_people_read_it(url: str, shown: str) -> None:
    set_address(url)
    assert printed_line(DAY) == f"{shown}　2026年11月27日读取"
    set_address("")
    assert printed_line(DAY) == ""


def told(client: TestClient, path: str, status: int = 200) -> str:
    """The line of a page, without its day."""
    line = str(page(client, path, status).html["data-printed"])
    return line.split("　", maxsplit=1)[0]


def test_each_page_has_its_own_address(client: TestClient) -> None:
    assert told(client, "/A/RES/77/213/op/5") == "http://juey.test/A/RES/77/213/op/5"
    assert told(client, "/search?q=真诚&page=2") == "http://juey.test/search?q=真诚&page=2"
    assert told(client, "/nothing/here", 404) == "http://juey.test/nothing/here"


def test_under_a_prefix_it_is_that_of_the_site(archive: Path) -> None:
    settings = Settings(archive=archive, base_url="https://example.org/jueyi")
    with TestClient(create_app(settings)) as client:
        assert told(client, "/jueyi/A/RES/77/213") == "https://example.org/jueyi/A/RES/77/213"
