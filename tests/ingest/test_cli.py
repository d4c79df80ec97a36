"""The command as it is called."""

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import cli
from app.ingest.archive import locked
from app.settings import ROOT


@pytest.fixture
def call(tmp_path: Path):
    def call(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(cli, [*arguments, "--archive", str(tmp_path / "archive")])
        return result.exit_code, result.output

    return call


def test_ingest_tells_what_it_did_and_how_it_ended(call, tmp_path: Path) -> None:
    status, output = call("ingest", str(ROOT / "data"))
    assert status == 0
    assert "读取 read 5  新增 added 5" in output
    assert "已发布" in output
    status, output = call("ingest", str(ROOT / "data"))
    assert (status, "未变 unchanged 5" in output, "没有变化" in output) == (0, True, True)
    (tmp_path / "坏[b].txt").write_text("不是决议", "utf-8")
    status, output = call("ingest", str(tmp_path / "坏[b].txt"))
    assert status == 1
    assert "拒绝：坏[b].txt：没有任何机构的开头语" in output
    assert call("check") == (0, output_of_check(call))


def output_of_check(call) -> str:
    _, output = call("check")
    assert re.fullmatch(r"归档 \S+：没有发现问题。\n", output)
    return output


def test_a_wrong_call_ends_with_2() -> None:
    for arguments in (["ingest"], ["ingest", "--nothing"], ["nothing"], ["serve", "--port", "x"]):
        assert CliRunner().invoke(cli, arguments).exit_code == 2


def test_a_wrong_setting_ends_with_2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUEYI_SEARCH_ENGINE", "other")
    result = CliRunner().invoke(cli, ["check"])
    assert (result.exit_code, "JUEYI_SEARCH_ENGINE=other" in result.output) == (2, True)


def test_an_archive_that_cannot_be_is_a_wrong_call(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    result = CliRunner().invoke(cli, ["ingest", str(ROOT / "data"), "--archive", str(tmp_path / "file")])
    assert (result.exit_code, "归档文件夹不能使用" in result.output) == (2, True)


@pytest.mark.parametrize("part", ["index", "archive.db", "release.json"])
def test_a_check_finds_what_is_damaged(call, tmp_path: Path, part: str) -> None:
    call("ingest", str(ROOT / "data"))
    path = (tmp_path / "archive" / "current" / part).resolve()
    if path.is_dir():
        shutil.rmtree(path)
    elif part == "archive.db":
        path.write_bytes(b"not a database" * 1000)
    else:
        path.unlink()
    status, output = call("check")
    assert (status, "1 处问题" in output) == (1, True), output


def test_serving_and_checking_nothing_says_so(call) -> None:
    for command in ("serve", "check"):
        status, output = call(command)
        assert (status, "还没有归档" in output) == (1, True)


def test_an_ingest_that_must_wait_says_so(call, tmp_path: Path) -> None:
    with locked(tmp_path / "archive"):
        status, output = call("ingest", str(ROOT / "data"))
    assert (status, "另一个收录正在进行" in output) == (1, True)


@pytest.mark.parametrize("command", [(), ("ingest",), ("serve",), ("check",)])
def test_help_is_there_in_full(command: tuple[str, ...]) -> None:
    result = CliRunner().invoke(cli, [*command, "--help"], env={"TERM": "dumb", "COLUMNS": "120"})
    assert result.exit_code == 0
    if command:
        assert "--archive" in result.output
