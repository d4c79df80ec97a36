"""Two web servers of one archive behind nginx: readers cannot tell which one answers, nor that one was ended."""

import http.client
import json
import re
import signal
import time
from collections.abc import Iterator
from http.client import HTTPMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from app.settings import ROOT
from tests.deploy.nginx import SITE, fetch, with_nginx
from tests.heavy.topology import STORES, Readers, Topology, topology
from tests.ingest.test_crash import make_texts
from tests.web.test_walk import PATHS

pytestmark = with_nginx

HELD = 35
NOTICED_AGAIN = 6
"""Seconds until nginx asks a server again that was gone: it looks five seconds after the last failure."""
PAGES = ("/", "/A/HRC/RES/50/4", "/A/RES/77/213", "/search?q=%E7%9C%9F%E8%AF%9A%E5%AF%B9%E8%AF%9D", "/browse")
FILES = (
    *("/A/HRC/RES/50/4.ris", "/A/HRC/RES/50/4.xml", "/A/RES/77/213/op/5.bib", "/A/HRC/RES/50/4.json"),
    *("/search.csv?q=对话", "/search.atom?q=对话", "/browse.atom", "/sitemap.xml", "/oai?verb=ListSets"),
    *("/api/v1/documents", "/api/v1/documents/A/RES/77/213", "/api/v1/search?q=对话", "/api/v1/openapi.json"),
)


@pytest.fixture(scope="module", params=STORES)
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Topology]:
    folder = tmp_path_factory.mktemp("many")
    texts = make_texts(folder / "texts", HELD - 5, first=300)
    with topology(STORES[request.param], folder, ROOT / "data", texts) as running:
        yield running


def ask(running: Topology, nth: int, path: str, **headers: str) -> tuple[int, HTTPMessage, bytes]:
    """An answer of one of both web servers, asked directly."""
    connection = http.client.HTTPConnection("127.0.0.1", running.webs[nth].port, timeout=60)
    connection.request("GET", quote(path, safe="/?&=.:%|-"), headers={"Host": SITE, **headers})
    response = connection.getresponse()
    answer = response.status, response.headers, response.read()
    connection.close()
    return answer


def ask_json(running: Topology, nth: int, path: str) -> dict[str, Any]:
    status, _, body = ask(running, nth, path)
    assert status == 200, body
    found: dict[str, Any] = json.loads(body)
    return found


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_both_give_the_same_bytes_and_headers(running: Topology, encoding: str) -> None:
    for path in (*PATHS, *FILES):
        if path == "/wording/places?at=A/HRC/RES/50/4/op/5":
            continue  # an answer that is an error has an identifier of its own
        # A harvester is told when it was answered: between the two a second may have ended.
        for _ in range(5 if path.startswith("/oai") else 1):
            answers = [ask(running, nth, path, **{"Accept-Encoding": encoding}) for nth in (0, 1)]
            if answers[0][2] == answers[1][2]:
                break
        (status, headers, body), (_, others, other) = answers
        assert status == 200, path
        assert body == other, path
        for name in headers:
            if name not in ("date", "x-request-id", "Date"):
                assert headers[name] == others[name], (path, name)


def test_who_has_the_answer_of_one_is_told_so_by_the_other(running: Topology) -> None:
    for path in PAGES:
        for nth in (0, 1):
            _, headers, _ = ask(running, nth, path)
            status, _, body = ask(running, 1 - nth, path, **{"If-None-Match": headers["etag"]})
            assert (status, body) == (304, b""), path
        # So through nginx, whichever is asked.
        for _ in range(4):
            assert fetch(running.proxy, path, headers={"If-None-Match": headers["etag"]})[0] == 304


def test_a_harvest_goes_on_at_either(running: Topology) -> None:
    path, found = "/oai?verb=ListRecords&metadataPrefix=akn", []
    for step in range(10):
        status, _, body = ask(running, step % 2, path)
        assert status == 200
        found += re.findall(r"<identifier>([^<]+)</identifier>", body.decode())
        token = re.search(r"<resumptionToken[^>]*>([^<]+)<", body.decode())
        if token is None:
            break
        path = f"/oai?verb=ListRecords&resumptionToken={quote(token[1], safe='')}"
    assert step >= 1
    assert (len(found), len(set(found))) == (HELD, HELD)


def test_lists_go_on_at_either(running: Topology) -> None:
    path, found = "/api/v1/documents?since=2020-01-01&limit=10", []
    for step in range(10):
        answer = ask_json(running, step % 2, path)
        found += [one["id"] for one in answer["items"]]
        if not answer.get("next"):
            break
        path = answer["next"].removeprefix(f"https://{SITE}")
    assert step >= 1
    assert (len(found), len(set(found))) == (HELD, HELD)


def documents(running: Topology, nth: int) -> int:
    count: int = ask_json(running, nth, "/readyz")["documents"]
    return count


def both_have(running: Topology, number: int) -> None:
    """Wait until both serve the release with so many documents."""
    end = time.monotonic() + 5
    while {documents(running, nth) for nth in (0, 1)} != {number}:
        assert time.monotonic() < end


def test_a_new_release_is_seen_by_both_and_no_reader_notices(running: Topology, tmp_path: Path) -> None:
    before = documents(running, 0)
    readers = Readers(running.proxy, PAGES)
    with readers.reading():
        for number in (1, 2):  # the second one removes the release that was served before
            running.jueyi("ingest", "-q", str(make_texts(tmp_path / str(number), 1, first=400 + number)))
            both_have(running, before + number)
        running.jueyi("rollback")
        both_have(running, before + 1)
    statuses = readers.statuses()
    assert len(statuses) > 10
    assert {*statuses} == {200}
    assert ask(running, 0, "/browse")[1]["etag"] == ask(running, 1, "/browse")[1]["etag"]


def test_no_reader_notices_that_one_is_killed_or_started_anew(running: Topology) -> None:
    readers = Readers(running.proxy, PAGES)
    with readers.reading():
        for nth, number in ((0, signal.SIGKILL), (1, signal.SIGTERM)):
            time.sleep(1)
            running.webs[nth].end(number)
            time.sleep(1)
            running.webs[nth].start()
            time.sleep(NOTICED_AGAIN)
    statuses = readers.statuses()
    assert len(statuses) > 10
    assert {*statuses} == {200}


def test_one_that_cannot_answer_is_left_alone(running: Topology) -> None:
    web = running.webs[0]
    whole = web.environment
    web.end()
    web.environment = {**whole, **running.nothing}
    try:
        with pytest.raises(AssertionError, match="还没有归档"):
            web.start()
        assert {fetch(running.proxy, path)[0] for path in PAGES for _ in range(3)} == {200}
    finally:
        web.end()
        web.environment = whole
        web.start()
    assert documents(running, 0) == documents(running, 1)
