"""Crawlers find every document and nothing without end: robots.txt, the sitemap, `noindex`, one address a page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import etree

from app.main import create_app
from app.settings import Settings
from app.web.browse import crawlers
from tests.web.archives import page

KEPT_OUT = (
    "/search?q=真诚对话",
    "/search/kwic?q=真诚对话",
    "/search/timeline?q=真诚对话",
    "/compare?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4",
    "/compare/brief?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4",
    "/wording?at=A/HRC/RES/50/4/op/5",
    "/terms?q=对话",
    "/browse?body=HRC",
    "/states/CHN?vote=against",
)
FILES = (
    "/search.csv?q=对话",
    "/browse.csv",
    "/states/CHN.csv",
    "/A/HRC/RES/50/4/cited-by.csv",
    "/api/v1/documents",
)
SHOWN = (
    *("/", "/browse", "/coverage", "/states", "/states/CHN", "/instruments", "/instruments/charter", "/api"),
    *("/A/HRC/RES/50/4", "/A/HRC/RES/50/4/op/5", "/A/HRC/RES/50/4/series", "/A/HRC/RES/50/4/cited-by"),
    *("/problems", "/divergences"),
)


def elements(client: TestClient, path: str) -> list[tuple[str, str]]:
    """The address and the last change of each entry of a sitemap."""
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/xml; charset=utf-8")
    root = etree.fromstring(answer.content)
    assert root.nsmap[None] == "http://www.sitemaps.org/schemas/sitemap/0.9"
    return [(one[0].text or "", one[1].text or "") for one in root]


@pytest.mark.parametrize("path", SHOWN)
def test_a_page_has_one_address_and_may_be_shown(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert "x-robots-tag" not in answer.headers
    shown = page(client, path)
    assert not shown.select("meta[name=robots]")
    (link,) = shown.select("link[rel=canonical]")
    assert link["href"] == f"http://juey.test{path}"


@pytest.mark.parametrize("path", KEPT_OUT)
def test_what_has_no_end_is_not_shown(client: TestClient, path: str) -> None:
    assert client.get(path).headers["x-robots-tag"] == "noindex"
    shown = page(client, path)
    assert shown.select_one("meta[name=robots]")["content"] == "noindex"
    (link,) = shown.select("link[rel=canonical]")
    assert link["href"].startswith(f"http://juey.test{path.partition('?')[0]}?")


@pytest.mark.parametrize("path", FILES)
def test_files_are_not_shown_instead_of_their_pages(client: TestClient, path: str) -> None:
    assert client.get(path).headers["x-robots-tag"] == "noindex"


def test_parameters_of_the_moment_make_no_other_page(client: TestClient) -> None:
    for path in ("/A/HRC/RES/50/4?q=对话", "/A/HRC/RES/50/4/series?from=mail", "/?utm_source=mail"):
        (link,) = page(client, path).select("link[rel=canonical]")
        assert link["href"] == f"http://juey.test{path.partition('?')[0]}"


def test_a_page_that_is_not_there_has_no_address(client: TestClient) -> None:
    assert not page(client, "/nothing", 404).select("link[rel=canonical]")


@pytest.mark.parametrize("prefix", ["", "/texts"])
def test_robots_keep_to_what_may_be_shown(archive: Path, prefix: str) -> None:
    base_url = f"https://juey.test{prefix}"
    with TestClient(create_app(Settings(archive=archive, base_url=base_url)), base_url=base_url) as client:
        answer = client.get("/robots.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    rules = [
        (len(path), kind == "Allow", re.compile(re.escape(path).replace(r"\*", ".*").replace(r"\$", "$")))
        for kind, path in re.findall(r"^(Allow|Disallow): (\S+)$", answer.text, re.M)
    ]

    def may_read(path: str) -> bool:
        """As RFC 9309 has it: the longest rule that matches decides."""
        matching = [(length, allows) for length, allows, rule in rules if rule.match(prefix + path)]
        return max(matching, default=(0, True))[1]

    assert all(
        map(may_read, (*SHOWN, "/sitemap.xml", "/sitemap-1.xml", "/static/1/style.css", "/A/RES/77/213/en"))
    )
    assert not any(map(may_read, (*KEPT_OUT, *FILES, "/A/HRC/RES/50/4?view=bilingual", "/A/RES/77/213.ris")))
    assert answer.text.endswith(f"\nSitemap: {base_url}/sitemap.xml\n")


@pytest.fixture
def in_small_parts(archive_of_both: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The archive of both languages, two documents a file of the sitemap."""
    monkeypatch.setattr(crawlers, "DOCUMENTS", 2)
    with TestClient(create_app(Settings(archive=archive_of_both)), base_url="http://juey.test") as client:
        yield client


def test_the_sitemap_has_every_document_with_its_last_change(in_small_parts: TestClient) -> None:
    client = in_small_parts
    index = elements(client, "/sitemap.xml")
    assert [url for url, _ in index] == [
        f"http://juey.test/sitemap-{name}.xml" for name in ("pages", "1", "2", "3")
    ]
    parts = [(changed, elements(client, url)) for url, changed in index[1:]]
    for changed, entries in parts:
        assert changed == max(one for _, one in entries)
    listed = client.get("/api/v1/documents", params={"size": 100}).json()["items"]
    found = dict(entry for _, entries in parts for entry in entries)
    chinese = {one["absolute_url"]: one["changed_at"] for one in listed}
    assert {url: changed for url, changed in found.items() if not url.endswith("/en")} == chinese
    english = {url for url in found if url.endswith("/en")}
    assert english == {f"http://juey.test/A/RES/77/{number}/en" for number in ("213", "214")}
    for url in (*found, *(url for url, _ in elements(client, "/sitemap-pages.xml"))):
        assert client.get(url, follow_redirects=False).status_code == 200


@pytest.mark.parametrize("name", ["0", "4", "01", "x", "-1", "99999999", "１"])
def test_other_parts_of_the_sitemap_are_not_there(in_small_parts: TestClient, name: str) -> None:
    assert in_small_parts.get(f"/sitemap-{name}.xml").status_code == 404
