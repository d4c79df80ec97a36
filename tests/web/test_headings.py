"""Who reads by headings finds each of them, and no level is left out."""

from itertools import pairwise
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from tests.browser.test_layout import PAGES
from tests.web.archives import page


@pytest.mark.parametrize("path", PAGES)
def test_headings_say_something_and_go_down_step_by_step(client: TestClient, path: str) -> None:
    headings = page(client, quote(path, safe="/?=&"), status=404 if path == "/nothing" else 200).select(
        "h1, h2, h3, h4, h5, h6"
    )
    assert all(heading.get_text(strip=True) for heading in headings)
    levels = [int(heading.name[1]) for heading in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
