"""Delta sync: what came and changed since, in order, with nothing missed between releases."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.statements import executed

TEXT = "75/{number}. 一项工作\n\n大会，\n\n1. 请各国继续{words}；\n\n2. 决定继续审议。\n"


def write(folder: Path, number: int, words: str = "工作") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{number}.txt"
    path.write_text(TEXT.format(number=number, words=words), "utf-8")
    return path


@pytest.fixture
def growing(tmp_path: Path) -> Iterator[TestClient]:
    """An archive of five texts, which a test may add to."""
    for number in range(1, 6):
        write(tmp_path / "texts", number)
    run_ingest(tmp_path / "archive", tmp_path / "texts")
    with TestClient(
        create_app(Settings(archive=tmp_path / "archive")), base_url="http://juey.test"
    ) as client:
        yield client


def numbers(answer: dict[str, Any]) -> list[str]:
    return [item["number"] for item in answer["items"]]


def test_all_pages_together_are_what_changed_though_releases_come_between(
    growing: TestClient, tmp_path: Path
) -> None:
    first = growing.get("/api/v1/documents", params={"since": "2020-01-01", "size": 2}).json()
    assert (numbers(first), first["total"], first["prev"]) == (["75/1", "75/2"], 5, None)
    run_ingest(
        tmp_path / "archive", write(tmp_path / "texts", 1, "对话"), write(tmp_path / "texts", 4, "对话")
    )
    seen = []
    url = first["next"]
    while url:
        answer = growing.get(url)
        seen += numbers(answer.json())
        url = answer.json()["next"]
        assert (url is None) is ("next" not in answer.links)
    assert seen == ["75/3", "75/5", "75/1", "75/4"]


def test_behind_the_last_change_seen_only_what_changed_is_new(growing: TestClient, tmp_path: Path) -> None:
    whole = growing.get("/api/v1/documents", params={"since": "2020-01-01"}).json()
    (latest,) = {item["changed_at"] for item in whole["items"]}
    none = growing.get("/api/v1/documents", params={"after": whole["after"]}).json()
    assert (none["items"], none["after"], none["next"]) == ([], whole["after"], None)
    run_ingest(tmp_path / "archive", write(tmp_path / "texts", 3, "对话"))
    (newest,) = growing.get("/api/v1/documents", params={"after": whole["after"]}).json()["items"]
    assert newest["number"] == "75/3"
    assert newest["added_at"] == latest < newest["changed_at"]
    since = growing.get("/api/v1/documents", params={"since": latest}).json()
    assert numbers(since) == ["75/1", "75/2", "75/4", "75/5", "75/3"]
    only = growing.get("/api/v1/documents", params={"since": newest["changed_at"]}).json()
    assert (numbers(only), only["total"]) == (["75/3"], 1)
    document = growing.get("/api/v1/documents/A/RES/75/3").json()
    assert {key: document[key] for key in ("added_at", "changed_at")} == {
        key: newest[key] for key in ("added_at", "changed_at")
    }


def test_what_changed_can_be_chosen_and_turned_over(growing: TestClient) -> None:
    def asked(**params: str | int) -> list[str]:
        asked_for: dict[str, str | int] = {"since": "2020-01-01", **params}
        return numbers(growing.get("/api/v1/documents", params=asked_for).json())

    assert asked(body="SC") == []
    assert asked(body="GA", session="75", size=3, page=2) == ["75/4", "75/5"]
    assert asked(since="2100-01-01") == []


@pytest.mark.parametrize(
    "params",
    [
        *(
            {"since": value}
            for value in ("", "昨天", "2026-13-01", "1793836800", "2026-11-01T08:00:00", "0x")
        ),
        *({"after": value} for value in ("", "5", "1.2.3", "999999999999.1", "a.b", "-1.1")),
    ],
)
def test_nonsense_is_refused_and_said(client: TestClient, params: dict[str, str]) -> None:
    answer = client.get("/api/v1/documents", params=params)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert next(iter(params)) in answer.text


def test_a_page_of_changes_takes_as_many_statements_however_long_it_is(growing: TestClient) -> None:
    counts = []
    for size in (1, 2, 5):
        url = f"/api/v1/documents?since=2020-01-01&size={size}"
        growing.get(f"{url}&kind=resolution")  # what is read once for a release
        with executed() as statements:
            assert len(growing.get(url).json()["items"]) == size
        counts.append(len(statements))
    assert len(set(counts)) == 1


def test_an_address_that_was_given_up_is_told(growing: TestClient, tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("一项没有文号的文本\n\n大会，\n\n1. 请各国继续工作；\n", "utf-8")
    run_ingest(tmp_path / "archive", path)
    assert growing.get("/api/v1/tombstones").json()["items"] == []
    path.with_suffix(".toml").write_text('symbol = "A/C.3/75/L.1"\n', "utf-8")
    run_ingest(tmp_path / "archive", path)
    (gone,) = growing.get("/api/v1/tombstones", params={"since": "2020-01-01"}).json()["items"]
    document = growing.get("/api/v1/documents/A/C.3/75/L.1").json()
    assert (gone["id"], gone["moved_to"], gone["since"]) == (
        "x/draft",
        document["id"],
        document["changed_at"],
    )
    assert growing.get(gone["url"]).url.path == document["url"]
    assert growing.get("/api/v1/tombstones", params={"since": "2100-01-01"}).json()["total"] == 0
