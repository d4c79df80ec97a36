"""Responses have validators, are compressed and cached; static files are immutable."""

import base64
import gzip
import hashlib
import re
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import ROOT, Settings
from app.web.html.assets import STYLES
from tests.conftest import run_ingest
from tests.statements import executed

PAGE = "/A/HRC/RES/50/4"


@pytest.mark.parametrize(
    "path", [PAGE, PAGE + "/op/5", "/", "/search?q=真诚对话", "/browse", "/api/v1/documents" + PAGE]
)
def test_who_has_an_answer_is_told_so(client: TestClient, path: str) -> None:
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    since = first.headers["last-modified"]
    assert client.get(path, headers={"If-Modified-Since": since}).status_code == 304
    before = format_datetime(parsedate_to_datetime(since).replace(year=2020), usegmt=True)
    assert client.get(path, headers={"If-Modified-Since": before}).status_code == 200
    assert client.get(path, headers={"If-Modified-Since": "no date"}).status_code == 200


def test_a_later_date_is_that_of_another_release(client: TestClient) -> None:
    """As after a rollback, or from an instance whose program is newer: it says nothing of this answer."""
    since = client.get(PAGE).headers["last-modified"]
    later = format_datetime(parsedate_to_datetime(since) + timedelta(hours=1), usegmt=True)
    assert client.get(PAGE, headers={"If-Modified-Since": later}).status_code == 200
    assert client.get(PAGE, headers={"If-Modified-Since": since}).status_code == 304


def test_an_answer_is_marked_for_its_address_alone(client: TestClient) -> None:
    tag = client.get(PAGE).headers["etag"]
    for path in (PAGE + "/op/5", PAGE + "?q=人权", "/A/RES/77/213"):
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 200
    assert client.get("/nothing", headers={"If-None-Match": tag}).status_code == 404
    other_host = client.get(PAGE, headers={"Host": "archive.test", "If-None-Match": tag})
    assert other_host.status_code == 200
    assert "http://archive.test/A/HRC/RES/50/4" in other_host.text


@pytest.mark.parametrize(
    "path", ["/nothing", "/a/hrc/res/50/4", "/healthz", "/readyz", "/api/v1/documents/A/RES/1/1"]
)
def test_what_is_no_lasting_answer_is_not_marked(client: TestClient, path: str) -> None:
    assert "etag" not in client.get(path).headers


def test_a_repeated_request_asks_nothing_of_the_database(archive: Path) -> None:
    with TestClient(create_app(Settings(archive=archive))) as client:
        first = client.get(PAGE)
        with executed() as asked:
            assert client.get(PAGE).text == first.text
            assert asked == []
            assert client.get(PAGE + "?n=1").status_code == 200
            assert asked


def test_a_new_release_makes_answers_anew(own_archive: Path, tmp_path: Path) -> None:
    with TestClient(create_app(Settings(archive=own_archive))) as client:
        first = client.get("/browse")
        text = "60/1. 新题目\n\n人权理事会，\n\n1. 决定继续审议。\n"
        (tmp_path / "new.txt").write_text(text, "utf-8")
        run_ingest(own_archive, tmp_path / "new.txt")
        again = client.get("/browse", headers={"If-None-Match": first.headers["etag"]})
        assert again.status_code == 200
        assert "新题目" in again.text


def test_pages_are_compressed_for_who_takes_it(client: TestClient) -> None:
    for _ in range(2):
        plain = client.get(PAGE, headers={"Accept-Encoding": "identity"})
        small = client.get(PAGE, headers={"Accept-Encoding": "gzip, br"})
        assert "content-encoding" not in plain.headers
        assert small.headers["content-encoding"] == "gzip"
        assert small.text == plain.text
        assert int(small.headers["content-length"]) < len(plain.content) / 3
        assert "Accept-Encoding" in small.headers["vary"]
        assert "content-security-policy" in small.headers


def test_head_tells_of_a_remembered_answer_without_its_body(client: TestClient) -> None:
    length = client.get(PAGE).headers["content-length"]
    head = client.head(PAGE)
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", length)


def linked(client: TestClient) -> list[str]:
    return sorted(set(re.findall(r'"(/static/[^"]+)"', client.get(PAGE).text)))


def imported(client: TestClient, script: str) -> list[str]:
    names = re.findall(r'from"\./([\w.]+)"', client.get(script).text)
    return [f"{script.rpartition('/')[0]}/{name}" for name in names]


def test_a_page_loads_one_style_sheet_and_little_script_all_kept_for_good(client: TestClient) -> None:
    paths = linked(client)
    for path in paths:
        paths += [one for one in imported(client, path) if one not in paths]
    answers = {path: client.get(path) for path in paths}
    assert [path.rpartition("/")[2] for path in answers] != []
    for path, answer in answers.items():
        assert answer.status_code == 200, path
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    sizes = {path.rpartition("/")[2]: len(answer.content) for path, answer in answers.items()}
    scripts = {"site.js", "copy.js", "cite.js", "quote.js", "words.js"}
    assert set(sizes) == {"style.css", "icon.svg", *scripts}
    assert sizes["style.css"] <= 38 * 1024
    assert sum(size for name, size in sizes.items() if name.endswith(".js")) <= 16 * 1024


def test_the_one_script_in_a_page_is_the_one_that_may_run(client: TestClient) -> None:
    answer = client.get(PAGE)
    [script] = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in answer.headers["content-security-policy"]


def test_an_outdated_address_of_a_file_gives_the_file_as_it_is_now(client: TestClient) -> None:
    answer = client.get("/static/0123456789ab/style.css")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    assert client.get("/static/0123456789ab/none.css").status_code == 404


def test_every_part_of_the_style_sheet_is_in_it() -> None:
    assert sorted(path.stem for path in (ROOT / "static" / "css").glob("*.css")) == sorted(STYLES)


def test_a_document_page_is_small_enough(client: TestClient) -> None:
    # At most 60 KB transferred for the page and everything that it loads.
    page = client.get(PAGE, headers={"Accept-Encoding": "gzip"})
    loaded = sum(len(gzip.compress(client.get(path).content)) for path in linked(client))
    assert int(page.headers["content-length"]) + loaded < 60 * 1024
