"""`jueyi fetch` and `jueyi update`, as they are called."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from typer.testing import CliRunner, Result

from app.cli import cli
from app.fetch.folder import Folder
from app.fetch.repositories import REPOSITORIES
from app.settings import Settings
from tests.fetch.publisher import Publisher, archive, packed, published, status, text
from tests.sources.akn import english
from tests.sources.akn.text import document as document_of

Call = Callable[..., Result]


@pytest.fixture
def host() -> Iterator[Publisher]:
    """A host of all repositories, with a text of the Assembly."""
    with published() as publisher:
        for one in REPOSITORIES:
            year = "2024" if one.has_years else "77session"
            publisher.publish(
                one.name, archive(packed({f"{year}/French/a.xml": "<a/>"}, f"{one.name}-main/"))
            )
        publish(publisher, {"77_1": text("77/1")})
        yield publisher


def publish(host: Publisher, texts: dict[str, bytes]) -> None:
    files = {f"77session/Chinese/{name}.xml": content for name, content in texts.items()}
    host.publish("GAresolutions", archive(packed(files, "GAresolutions-main/")))
    host.publish(
        "GAdecisions", archive(packed({"76 session/Chinese/1.xml": text("76/9")}, "GAdecisions-main/"))
    )


@pytest.fixture
def call(host: Publisher, tmp_path: Path) -> Call:
    def call(*arguments: str) -> Result:
        environment = {
            "JUEYI_FETCH_ADDRESS": host.pattern,
            "JUEYI_ARCHIVE": str(tmp_path / "archive"),
            "JUEYI_TEXTS": str(tmp_path / "texts"),
        }
        return CliRunner().invoke(cli, list(arguments), env=environment)

    return call


def document(result: Result) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(result.stdout)
    return held


def test_fetch_says_what_it_brought(call: Call, tmp_path: Path) -> None:
    folder = str(tmp_path / "own")
    result = call("fetch", "unxml", folder, "--organ", "GA", "--no-log")
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        ["GAresolutions  新增 1  更新 0  未变 0", "GAdecisions  新增 1  更新 0  未变 0"],
    )
    assert "GAresolutions：下载 http://127.0.0.1" in result.stderr
    again = call("fetch", "unxml", folder, "--organ", "ga", "--json")
    found = document(again)
    assert (again.exit_code, found["folder"]) == (0, folder)
    assert [(one["repository"], one["status"], one["same"]) for one in found["repositories"]] == [
        ("GAresolutions", "unchanged", 1),
        ("GAdecisions", "unchanged", 1),
    ]


def test_fetch_ends_with_1_where_something_is_missing(call: Call, host: Publisher, tmp_path: Path) -> None:
    host.publish("HRCresolutions", status(404))
    result = call(
        "fetch", "unxml", str(tmp_path / "own"), "--organ", "HRC", "--organ", "GA", "-q", "--no-log"
    )
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "没有取来：HRCresolutions：服务器回答 404（网址或分支是否改了？）\n"
    failed = document(call("fetch", "unxml", str(tmp_path / "own"), "--organ", "HRC", "--json"))
    (one,) = failed["repositories"]
    assert (one["status"], one["failure"]) == ("failed", "服务器回答 404（网址或分支是否改了？）")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--organ", "XX"), "--organ 只能是 GA、HRC、SC、ECOSOC：XX"),
        (("--language", "de"), "--language 只能是 ar、zh、en、fr、ru、es：de"),
        (("--since", "79"), "--since 写届次时"),
        (("--since", "79", "--organ", "SC"), "--since 写届次时"),
        (("--since", "0"), "--since 的值不能用"),
    ],
)
def test_a_wrong_call_brings_nothing(
    call: Call, host: Publisher, arguments: tuple[str, ...], words: str
) -> None:
    result = call("fetch", "unxml", "folder", *arguments)
    assert (result.exit_code, words in result.stderr, host.asked) == (2, True, [])


def test_a_folder_that_cannot_be_and_one_that_is_busy(call: Call, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = call("fetch", "unxml", str(tmp_path / "file"))
    assert (result.exit_code, "文件夹不能使用" in result.stderr) == (2, True)
    with Folder(tmp_path / "own").locked():
        busy = call("fetch", "unxml", str(tmp_path / "own"))
    assert (busy.exit_code, "另一个命令正在" in busy.stderr) == (1, True)


def test_update_tells_what_is_new_and_what_changed(call: Call, host: Publisher) -> None:
    first = call("update", "--organ", "GA", "-q")
    assert (first.exit_code, first.stdout) == (
        0,
        "新增 A/RES/76/9  第76/9号的题目\n新增 A/RES/77/1  第77/1号的题目\n",
    )
    assert call("update", "--organ", "GA", "-q").stdout == ""
    publish(host, {"77_1": text("77/1", "请各国再次合作。"), "77_2": text("77/2")})
    found = document(call("update", "--organ", "GA", "--json"))
    assert found["new"] == [{"id": "A/RES/77/2", "symbol": "A/RES/77/2", "title": "第77/2号的题目"}]
    assert [one["id"] for one in found["changed"]] == ["A/RES/77/1"]
    assert found["ingest"]["counts"]["added"] == 1
    assert found["fetch"]["repositories"][0]["changed"] == ["GAresolutions/77session/Chinese/77_1.xml"]


def test_update_tells_of_a_text_in_another_language_too(call: Call, host: Publisher) -> None:
    call("update", "--organ", "GA", "-q")
    files = {
        "77session/Chinese/77_1.xml": text("77/1"),
        "77session/English/77_1.xml": document_of(english.statement(number="77/1")),
    }
    host.publish("GAresolutions", archive(packed(files, "GAresolutions-main/")))
    found = call("update", "--organ", "GA", "--language", "zh", "--language", "en", "-q")
    assert found.stdout == "更新 A/RES/77/1  第77/1号的题目\n"


def test_update_takes_in_what_there_is_where_a_repository_fails(call: Call, host: Publisher) -> None:
    host.publish("GAdecisions", status(403))
    result = call("update", "--organ", "GA", "--no-log")
    assert result.exit_code == 1
    assert "没有取来：GAdecisions：服务器回答 403" in result.stderr
    assert "新增 A/RES/77/1  第77/1号的题目" in result.stdout


def test_update_ends_with_1_where_a_file_is_refused(call: Call, host: Publisher) -> None:
    publish(host, {"77_1": text("77/1"), "77_2": b"<broken"})
    result = call("update", "--organ", "GA", "-q", "--no-log")
    assert result.exit_code == 1
    assert "拒绝：GAresolutions/77session/Chinese/77_2.xml" in result.stderr
    assert "A/RES/77/1" in result.stdout


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/{repository}.zip",
        "https://user:word@example.org/{repository}.zip",
        "https://example.org/all.zip",
        "https://example.org/{repository}/{other}.zip",
        "ftp://example.org/{repository}",
        "https:///{repository}",
    ],
)
def test_an_address_that_is_not_asked_is_a_wrong_setting(address: str) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate({"fetch_address": address})


@pytest.mark.parametrize("branch", ["", "../x", "a/../b", "a b", "/main", "a?b"])
def test_a_branch_is_a_name(branch: str) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate({"fetch_branch": branch})


def test_the_published_archives_are_asked_unless_told_otherwise() -> None:
    fields = Settings.model_fields
    assert (
        fields["fetch_address"].default
        == "https://github.com/UNxml/{repository}/archive/refs/heads/{branch}.zip"
    )
    assert fields["fetch_branch"].default == "main"
