"""Whole answers or an error: what a cluster may answer with, and what is made of it."""

import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from opensearchpy.exceptions import RequestError

from app.search.engine import SearchUnavailableError
from app.search.opensearch.connection import asked, asked_together, connect, counted
from app.search.opensearch.settings import ClusterSettings
from tests.opensearch.fake import answering
from tests.opensearch.servers import free_ports

WHOLE = {"total": 2, "successful": 2, "skipped": 0, "failed": 0}
FLOODED = "index [some] blocked by: [disk usage exceeded flood-stage watermark]"
FOUND = {"took": 1, "timed_out": False, "_shards": WHOLE, "hits": {"hits": []}}


@pytest.mark.parametrize(
    ("status", "answer", "reason"),
    [
        (200, {**FOUND, "_shards": {**WHOLE, "successful": 1, "failed": 1}}, "partial"),
        (200, {**FOUND, "_shards": {**WHOLE, "successful": 1}}, "partial"),
        (200, {**FOUND, "timed_out": True}, "timeout"),
        (200, {**FOUND, "terminated_early": True}, "partial"),
        (200, b"<html>of a proxy</html>", "unreachable"),
        (200, b'{"took": 1, "hits":', "unreachable"),
        (401, {"error": "no"}, "refused"),
        (403, {"error": "no"}, "refused"),
        (403, {"error": {"type": "security_exception"}, "status": 403}, "refused"),
        (403, {"error": {"type": "cluster_block_exception"}, "status": 403}, "failed"),
        (403, {"error": {"type": "cluster_block_exception", "reason": FLOODED}, "status": 403}, "full"),
        (429, {"error": {"type": "cluster_block_exception", "reason": FLOODED}, "status": 429}, "full"),
        (500, {"error": {"caused_by": {"reason": "No space left on device"}}, "status": 500}, "full"),
        (404, {"error": {"type": "index_not_found_exception"}}, "missing"),
        (429, {"error": {"type": "circuit_breaking_exception"}}, "busy"),
        (500, {"error": {"type": "search_phase_execution_exception"}}, "partial"),
        (502, b"", "unreachable"),
        (503, {"error": {"type": "cluster_block_exception"}}, "partial"),
        (504, b"", "timeout"),
    ],
)
def test_what_is_no_whole_answer_is_an_error(status: int, answer: object, reason: str) -> None:
    with answering(lambda *_: (status, answer)) as fake, closing(connect(fake.cluster)) as client:
        for question in (lambda: asked(client, "some", {}), lambda: counted(client, "some")):
            with pytest.raises(SearchUnavailableError) as raised:
                question()
            assert raised.value.reason == reason


def test_one_part_of_several_that_is_not_whole_is_an_error() -> None:
    torn = {**FOUND, "_shards": {**WHOLE, "failed": 1}}
    failed = {"error": {"type": "search_phase_execution_exception"}, "status": 503}
    for wrong in (torn, failed):
        found = {"responses": [{**FOUND, "status": 200}, wrong]}
        with (
            answering(lambda *_, found=found: (200, found)) as fake,
            closing(connect(fake.cluster)) as client,
        ):
            with pytest.raises(SearchUnavailableError) as raised:
                asked_together(client, "some", [{}, {}])
            assert raised.value.reason == "partial"


def test_a_node_that_has_no_room_for_a_moment_is_asked_again() -> None:
    full = {"error": {"type": "circuit_breaking_exception"}, "status": 429}

    def answer(path: str, _lines: list[Any]) -> tuple[int, Any]:
        is_first = [asked_before for asked_before, _ in fake.asked].count(path) == 1
        if "_msearch" in path:
            return 200, {"responses": [FOUND, full if is_first else FOUND]}
        return (429, full) if is_first else (200, {**FOUND, "count": 3})

    with answering(answer) as fake, closing(connect(fake.cluster)) as client:
        assert asked(client, "some", {}) == {**FOUND, "count": 3}
        assert asked_together(client, "some", [{}, {}]) == [FOUND, FOUND]
        assert counted(client, "some") == 3


def test_every_search_asks_for_all_shards() -> None:
    def answer(path: str, lines: list[Any]) -> tuple[int, Any]:
        return 200, {"responses": [FOUND] * (len(lines) // 2)} if "_msearch" in path else FOUND

    with answering(answer) as fake, closing(connect(fake.cluster)) as client:
        asked(client, "some", {"size": 0})
        assert len(asked_together(client, "some", [{"size": 0}, {"size": 1}])) == 2
        assert asked_together(client, "some", []) == []
    (one, _), (_, several) = fake.asked
    assert "allow_partial_search_results=false" in one
    assert [line["allow_partial_search_results"] for line in several[::2]] == [False, False]


def test_what_the_cluster_rejects_as_wrong_is_an_error_of_the_program() -> None:
    rejected = {"error": {"type": "parsing_exception", "root_cause": [{"reason": "no"}]}, "status": 400}
    with (
        answering(lambda *_: (400, rejected)) as fake,
        closing(connect(fake.cluster)) as client,
        pytest.raises(RequestError),
    ):
        asked(client, "some", {"query": {"wrong": {}}})


def test_nobody_and_nobody_in_time() -> None:
    (port,) = free_ports(1)
    with closing(connect(ClusterSettings((f"http://127.0.0.1:{port}",)))) as client:
        with pytest.raises(SearchUnavailableError) as raised:
            asked(client, "some", {})
        assert raised.value.reason == "unreachable"
    asked_enough = threading.Event()

    def late(*_: object) -> tuple[int, object]:
        asked_enough.wait(20)
        return 200, FOUND

    with answering(late, seconds=0.2) as fake, closing(connect(fake.cluster)) as client:
        with pytest.raises(SearchUnavailableError) as raised:
            asked(client, "some", {})
        asked_enough.set()
    assert raised.value.reason == "timeout"


def test_another_node_answers_for_one_that_is_gone() -> None:
    (port,) = free_ports(1)
    with answering(lambda *_: (200, FOUND)) as fake:
        cluster = ClusterSettings((f"http://127.0.0.1:{port}", *fake.cluster.urls))
        with closing(connect(cluster)) as client:
            assert [asked(client, "some", {}) for _ in range(4)] == [FOUND] * 4


def test_a_password_is_sent_and_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    (port,) = free_ports(1)
    cluster = ClusterSettings((f"http://127.0.0.1:{port}",), "reader", "geheim-7", Path("/etc/ssl"))
    with closing(connect(cluster)) as client, pytest.raises(SearchUnavailableError) as raised:
        asked(client, "some", {})
    shown = f"{cluster!r} {raised.value!r} {raised.value} {raised.value.detail} {caplog.text}"
    assert "geheim-7" not in shown
    assert "reader" in repr(cluster)
