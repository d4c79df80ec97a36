"""Documents on their way into an index, before a server that refuses."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from app.search.engine import SearchUnavailableError
from app.search.opensearch import loading
from app.search.opensearch.connection import connect
from app.search.opensearch.loading import Put, RejectedDocumentError, load
from tests.opensearch.fake import Answering, answering


def made(count: int) -> Iterator[Put]:
    return (Put(str(number), {"text": "决议" * 100}) for number in range(count))


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_FIRST_PAUSE", 0.01)
    monkeypatch.setattr(loading, "_MOST_DOCUMENTS", 50)
    monkeypatch.setattr(loading, "_PATIENCE", 2.0)


def taken(lines: list[Any], refused: dict[str, int]) -> dict[str, Any]:
    """The answer to a bulk request, with these statuses instead of 201."""
    keys = [line["index"]["_id"] for line in lines[::2]]
    items = [
        {"index": {"status": refused[key], "error": {"type": "no"}} if key in refused else {"status": 201}}
        for key in keys
    ]
    return {"errors": bool(refused), "items": items}


def loaded(answer: Answering, count: int = 500) -> Counter[str]:
    """How often each document was offered."""
    with answering(answer) as fake, closing(connect(fake.cluster)) as client:
        assert load(client, "some", made(count)) == count
    return Counter(line["index"]["_id"] for _, lines in fake.asked for line in lines[::2])


def test_a_cluster_that_is_too_busy_gets_the_same_again_later() -> None:
    refusals = Counter[str]()

    def answer(_path: str, lines: list[Any]) -> tuple[int, Any]:
        first = lines[0]["index"]["_id"]
        refusals[first] += 1
        return (429, {"error": "too busy"}) if refusals[first] <= 2 else (200, taken(lines, {}))

    assert set(loaded(answer).values()) == {3}


def test_single_documents_that_are_refused_for_now_are_offered_again_and_no_others() -> None:
    refused = {str(number): 429 for number in range(0, 500, 7)}

    def answer(_path: str, lines: list[Any]) -> tuple[int, Any]:
        of_these = {key: refused.pop(key) for line in lines[::2] if (key := line["index"]["_id"]) in refused}
        return 200, taken(lines, of_these)

    offered = loaded(answer)
    assert {key for key, times in offered.items() if times == 2} == {str(n) for n in range(0, 500, 7)}
    assert set(offered.values()) == {1, 2}


def test_a_document_that_is_rejected_is_an_error_of_the_whole() -> None:
    def answer(_path: str, lines: list[Any]) -> tuple[int, Any]:
        return 200, taken(lines, {"333": 400})

    with pytest.raises(RejectedDocumentError, match="333"):
        loaded(answer)


def test_patience_ends() -> None:
    with pytest.raises(SearchUnavailableError) as raised:
        loaded(lambda *_: (429, {"error": "too busy"}))
    assert raised.value.reason == "busy"


def test_an_answer_that_is_short_of_documents_is_an_error() -> None:
    def answer(_path: str, lines: list[Any]) -> tuple[int, Any]:
        return 200, taken(lines[:-2], {})

    with pytest.raises(SearchUnavailableError) as raised:
        loaded(answer)
    assert raised.value.reason == "failed"


def test_what_waits_is_bounded() -> None:
    """Documents are read no faster than they are taken."""
    read = sent = most = 0

    def documents() -> Iterator[Put]:
        nonlocal read
        for one in made(5000):
            read += 1
            yield one

    def answer(_path: str, lines: list[Any]) -> tuple[int, Any]:
        nonlocal sent, most
        most = max(most, read - sent)
        sent += len(lines) // 2
        return 200, taken(lines, {})

    with answering(answer) as fake, closing(connect(fake.cluster)) as client:
        assert load(client, "some", documents()) == 5000
    assert (read, sent) == (5000, 5000)
    # Eight parts that wait or run, one that is being put together, and one that was taken and not yet counted.
    assert most <= 50 * 12
