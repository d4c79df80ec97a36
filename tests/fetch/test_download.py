"""Servers that cut, refuse, delay and lead elsewhere."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.fetch.conftest import Bring, files
from tests.fetch.publisher import (
    Answer,
    Publisher,
    archive,
    cut,
    cut_in_chunks,
    cut_of_length,
    hung_up,
    packed,
    status,
    unmarked,
)

PACKED = packed(
    {f"77session/Chinese/{number}.xml": f"<a>{number}</a>" * 50 for number in range(50)}, "GAdecisions-main/"
)
NAME = "GAdecisions"
PATH = f"/{NAME}/main.zip"


@pytest.mark.parametrize(
    "trouble",
    [
        cut(PACKED),
        cut_of_length(PACKED),
        cut_in_chunks(PACKED),
        hung_up,
        status(502),
        status(429, Retry_After="0"),
    ],
)
def test_what_was_cut_begins_again(
    host: Publisher, bring: Bring, tmp_path: Path, told: list[str], trouble: Answer
) -> None:
    host.publish(NAME, trouble, trouble, archive(PACKED))
    (fetched,) = bring(NAME)
    assert (fetched.failure, len(fetched.new), host.asked) == (None, 50, [PATH] * 3)
    assert len(files(tmp_path / "texts")) == 50
    assert "从头再来（第 2 次，至多 3 次）" in told[1]


def test_tries_are_bounded_and_nothing_is_left(host: Publisher, bring: Bring, tmp_path: Path) -> None:
    host.publish(NAME, cut(PACKED))
    (fetched,) = bring(NAME)
    assert fetched.failure == "下载的文件不完整，或不是压缩包（试了 3 次）"
    assert len(host.asked) == 3
    assert files(tmp_path / "texts") == {}
    assert [path.name for path in (tmp_path / "texts" / ".fetch").iterdir()] == ["lock"]


def test_a_server_is_waited_for_as_long_as_it_says(host: Publisher, bring: Bring, told: list[str]) -> None:
    began = datetime.now(UTC)
    at = format_datetime(began + timedelta(seconds=2), usegmt=True)
    host.publish(NAME, status(429, Retry_After="1"), status(503, Retry_After=at), archive(PACKED))
    (fetched,) = bring(NAME)
    assert fetched.is_whole
    assert datetime.now(UTC) - began >= timedelta(seconds=1)
    assert "服务器回答 429；1 秒后" in told[1]


def test_a_server_that_asks_for_too_long_is_left(host: Publisher, bring: Bring) -> None:
    host.publish(NAME, status(429, Retry_After="86400"))
    (fetched,) = bring(NAME)
    assert fetched.failure == "服务器回答 429，服务器要求等候 86400 秒，请以后再试"
    assert len(host.asked) == 1


@pytest.mark.parametrize("asked", ["soon", "-1", "", "Wed, 21"])
def test_a_wait_that_cannot_be_read_is_none(host: Publisher, bring: Bring, asked: str) -> None:
    host.publish(NAME, status(429, Retry_After=asked), archive(PACKED))
    assert bring(NAME)[0].is_whole


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410, 500 + 1])
def test_what_another_try_does_not_help_is_tried_once(host: Publisher, bring: Bring, code: int) -> None:
    host.publish(NAME, status(code))
    assert f"服务器回答 {code}" in str(bring(NAME)[0].failure)
    assert len(host.asked) == 1


def test_redirects_are_followed_a_few_times(host: Publisher, bring: Bring) -> None:
    host.publish(NAME, status(302, Location="/next"))
    host.answer("/next", status(307, Location=f"{host.base}/last"))
    host.answer("/last", archive(PACKED))
    assert bring(NAME)[0].is_whole
    host.answer("/next", status(302, Location="/next"))
    assert bring(NAME)[0].failure == "重定向超过 5 次"


@pytest.mark.parametrize(
    "target",
    [
        "http://example.org/a.zip",
        "ftp://127.0.0.1/a",
        "file:///etc/passwd",
        "http://a:b@127.0.0.1/",
        "https://[",
    ],
)
def test_redirects_lead_to_no_other_scheme(host: Publisher, bring: Bring, target: str) -> None:
    host.publish(NAME, status(302, Location=target))
    assert bring(NAME)[0].failure == "被引向不是 HTTPS 的网址"


def test_a_download_is_bounded(host: Publisher, bring: Bring) -> None:
    host.publish(NAME, archive(PACKED + bytes(3_000_000)))
    assert bring(NAME, most_bytes=2_000_000)[0].failure == "超过 2 MB"
    assert len(host.asked) == 1


def test_304_to_who_has_nothing_is_an_error(host: Publisher, bring: Bring) -> None:
    host.publish(NAME, status(304))
    assert bring(NAME)[0].failure == "服务器回答 304"


def test_a_server_without_validators_is_asked_for_all_and_nothing_is_written(
    host: Publisher, bring: Bring, tmp_path: Path
) -> None:
    host.publish(NAME, unmarked(PACKED))
    bring(NAME)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "texts").rglob("*.xml")}
    (again,) = bring(NAME)
    assert (again.is_unchanged, again.same, again.new, again.changed) == (False, 50, (), ())
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_a_long_download_tells_how_far_it_is(host: Publisher, bring: Bring, told: list[str]) -> None:
    long = packed({"77session/Chinese/1.xml": "<a/>"}, "GAdecisions-main/")
    host.publish(NAME, unmarked(bytes(60_000_000) + long))
    assert bring(NAME, most_bytes=100_000_000)[0].is_whole
    assert [words.rpartition(" ")[0] for words in told[1:]] == [f"{NAME} 已下载 25", f"{NAME} 已下载 50"]
