"""Feed readers: every feed is well-formed, tells what came and changed, and names it the same wherever it is served."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.statements import executed
from tests.web.archives import page

FEEDS = {
    "/browse.atom": "/",
    "/browse.atom?body=HRC": "/browse?body=HRC",
    "/browse.atom?body=HRC&body=GA&year=2022": "/browse?body=HRC&body=GA&year=2022",
    "/states/CHN.atom": "/states/CHN",
    "/states/CHN.atom?vote=in_favour": "/states/CHN?vote=in_favour",
    "/instruments/charter.atom": "/instruments/charter",
    "/A/HRC/RES/50/4/series.atom": "/A/HRC/RES/50/4/series",
    "/search.atom?q=%E5%9B%BD%E9%99%85%E5%90%88%E4%BD%9C": "/search?q=国际合作",
    "/search.atom?q=%E5%90%88%E4%BD%9C&body=HRC": "/search?q=合作&body=HRC&sort=oldest",
    "/search.atom?body=HRC": "/search?body=HRC",
}
"""Feeds, and pages that lead to them."""
EMPTY = (
    "/browse.atom?body=XYZ",
    "/states/TUV.atom?year=1950",
    "/search.atom?q=%E6%97%A0%E6%AD%A4%E8%AF%8D%E8%AF%AD",
)
TEXT = "{number}. 一项{title}\n\n大会，\n\n回顾《联合国宪章》和其第70/1号决议，\n\n1. 请各国继续{words}；\n"


def read(client: TestClient, path: str) -> Any:  # noqa: ANN401  feedparser has no types
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(answer.content, response_headers=dict(answer.headers))
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


@pytest.mark.parametrize("path", [*FEEDS, *EMPTY])
def test_a_feed_is_well_formed_and_in_order(client: TestClient, path: str) -> None:
    found = read(client, path)
    ids = [entry.id for entry in found.entries]
    assert len(set(ids)) == len(ids)
    assert bool(ids) is (path in FEEDS)
    changed = [entry.updated_parsed for entry in found.entries]
    assert changed == sorted(changed, reverse=True)
    if changed:
        assert found.feed.updated_parsed == changed[0]
    for entry in found.entries:
        assert entry.published_parsed <= entry.updated_parsed
        assert entry.author not in ("", "联合国")
        assert entry.summary
    links = {link.rel: link.href for link in found.feed.links}
    assert links["self"] == f"http://juey.test{path}"
    assert client.get(links["alternate"]).status_code == 200


@pytest.mark.parametrize(("path", "shown"), FEEDS.items())
def test_a_page_leads_to_the_feed_of_what_it_lists(client: TestClient, path: str, shown: str) -> None:
    links = page(client, shown).select("link[rel=alternate][type='application/atom+xml']")
    assert [link["href"] for link in links] == [path]
    assert links[0]["title"]


def test_an_entry_has_all_that_is_filed_by(client: TestClient) -> None:
    entries = {entry.id: entry for entry in read(client, "/browse.atom").entries}
    entry = entries["tag:jueyi.invalid,2026:/A/HRC/RES/50/4"]
    told = client.get("/api/v1/documents/A/HRC/RES/50/4").json()
    assert entry.title == "A/HRC/RES/50/4 加强人权领域的国际合作"
    assert entry.author == "人权理事会"
    assert (entry.published, entry.updated) == (told["added_at"], told["changed_at"])
    assert (entry.dcterms_identifier, entry.dcterms_dateaccepted) == ("A/HRC/RES/50/4", "2022-07-07")
    terms = {(tag.scheme.rpartition("/")[2], tag.term, tag.label) for tag in entry.tags}
    assert terms >= {("organ", "HRC", "人权理事会"), ("kind", "resolution", "决议")}
    first = next(one["text"] for one in told["paragraphs"] if one["kind"] != "heading")
    assert entry.summary.removesuffix("……") in f"人权理事会，{first}"
    links = {(link.type, link.href) for link in entry.links}
    assert links == {
        ("text/html", "http://juey.test/A/HRC/RES/50/4"),
        ("application/json", "http://juey.test/api/v1/documents/A/HRC/RES/50/4"),
        ("application/x-research-info-systems", "http://juey.test/A/HRC/RES/50/4.ris"),
        ("application/akn+xml", "http://juey.test/A/HRC/RES/50/4.xml"),
        ("text/plain", "http://juey.test/A/HRC/RES/50/4.txt"),
    }
    assert all(client.get(href).status_code == 200 for _, href in links)


def test_an_english_text_is_a_link_of_its_entry(archive_of_both: Path) -> None:
    with TestClient(create_app(Settings(archive=archive_of_both)), base_url="http://juey.test") as client:
        entries = {entry.get("dcterms_identifier"): entry for entry in read(client, "/browse.atom").entries}
        links = {link.get("hreflang"): link.href for link in entries["A/RES/77/213"].links}
        assert links["en"] == "http://juey.test/A/RES/77/213/en"
        assert client.get(links["en"]).status_code == 200


def test_a_search_tells_what_it_found_and_leads_there(client: TestClient) -> None:
    for entry in read(client, "/search.atom?q=国际合作").entries:
        assert "国际合作" in entry.summary
        assert "#" in entry.link


@pytest.mark.parametrize("path", FEEDS)
def test_names_do_not_follow_the_host(client: TestClient, archive: Path, path: str) -> None:
    here = read(client, path)
    base_url = "https://texts.example.org/un"
    with TestClient(create_app(Settings(archive=archive, base_url=base_url)), base_url=base_url) as other:
        there = read(other, path)
    assert here.feed.id == there.feed.id == f"tag:jueyi.invalid,2026:{path}"
    assert [entry.id for entry in here.entries] == [entry.id for entry in there.entries]
    assert all(link.href.startswith(base_url) for entry in there.entries for link in entry.links)
    assert all(link.href.startswith(base_url) for link in there.feed.links)


@pytest.fixture
def growing(tmp_path: Path) -> Iterator[TestClient]:
    """An archive of three texts, which a test may add to."""
    for number in ("75/1", "75/2", "75/3"):
        write(tmp_path, number)
    run_ingest(tmp_path / "archive", tmp_path / "texts")
    with TestClient(
        create_app(Settings(archive=tmp_path / "archive")), base_url="http://juey.test"
    ) as client:
        yield client


def write(folder: Path, number: str, words: str = "合作", title: str = "工作") -> Path:
    (folder / "texts").mkdir(exist_ok=True)
    path = folder / "texts" / f"{number.replace('/', '-')}.txt"
    path.write_text(TEXT.format(number=number, words=words, title=title), "utf-8")
    return path


OF_ALL = (
    "/browse.atom",
    "/browse.atom?body=GA",
    "/search.atom?q=各国",
    "/search.atom?body=GA",
    "/instruments/charter.atom",
)


@pytest.mark.parametrize("path", OF_ALL)
def test_an_old_text_that_newly_arrives_comes_first_then_one_that_changes(
    growing: TestClient, tmp_path: Path, path: str
) -> None:
    def numbers() -> list[str]:
        return [entry.dcterms_identifier[6:] for entry in read(growing, path).entries]

    assert numbers() == ["75/1", "75/2", "75/3"]
    run_ingest(tmp_path / "archive", write(tmp_path, "60/9", title="旧事"))
    assert numbers() == ["60/9", "75/1", "75/2", "75/3"]
    before = {entry.id: entry.published for entry in read(growing, path).entries}
    run_ingest(tmp_path / "archive", write(tmp_path, "75/1", "对话"))
    assert numbers() == ["75/1", "60/9", "75/2", "75/3"]
    assert {entry.id: entry.published for entry in read(growing, path).entries} == before


def test_a_feed_takes_as_many_statements_however_many_documents_it_has(growing: TestClient) -> None:
    counts = []
    for path in ("/browse.atom?session=75", "/browse.atom?session=60", "/browse.atom"):
        growing.get("/browse.atom?kind=draft")  # what is read once for a release
        with executed() as statements:
            growing.get(path)
        counts.append(len(statements))
    assert len(set(counts)) == 1


@pytest.mark.parametrize(
    "path", ["/states/XXX.atom", "/instruments/nothing.atom", "/A/RES/77/999/series.atom"]
)
def test_what_is_not_there_has_no_feed(client: TestClient, path: str) -> None:
    assert client.get(path, follow_redirects=True).status_code == 404


def test_what_came_together_is_in_the_order_of_adoption(client: TestClient) -> None:
    days = [entry.get("dcterms_dateaccepted", "") for entry in read(client, "/browse.atom").entries]
    assert days == sorted(days, reverse=True)


def test_another_spelling_leads_to_the_feed(client: TestClient) -> None:
    answer = client.get("/a/hrc/res/50/4/Series.atom", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, "/A/HRC/RES/50/4/series.atom")
