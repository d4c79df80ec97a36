"""The command as it is called."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import cli
from app.ingest.publication import locked
from app.settings import ROOT
from tests.sources.akn.text import document, paragraph, statement

Call = Callable[..., tuple[int, str]]
"""The command with its arguments on an archive of its own: exit status and output."""


@pytest.fixture
def call(tmp_path: Path) -> Call:
    def call(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(cli, [*arguments, "--archive", str(tmp_path / "archive")])
        return result.exit_code, result.output

    return call


def test_ingest_tells_what_it_did_and_how_it_ended(call: Call, tmp_path: Path) -> None:
    status, output = call("ingest", str(ROOT / "data"))
    assert status == 0
    assert "读取 read 5  新增 added 5" in output
    assert "已发布" in output
    status, output = call("ingest", str(ROOT / "data"))
    assert (status, "未变 unchanged 5" in output, "没有变化" in output) == (0, True, True)
    (tmp_path / "坏[b].txt").write_text("不是决议", "utf-8")
    status, output = call("ingest", "--no-log", str(tmp_path / "坏[b].txt"))
    assert status == 1
    assert "拒绝：坏[b].txt：没有任何机构的开头语" in output
    assert call("check") == (0, output_of_check(call))


def output_of_check(call: Call) -> str:
    _, output = call("check")
    assert re.fullmatch(r"归档 \S+：没有发现问题。\n", output)
    return output


WRONG_CALLS = {
    ("ingest",): "缺少 PATH...。",
    ("ingest", "--nothing"): "没有选项 --nothing",
    ("ingest", "--lo", "x"): "是不是 --log",
    ("nothing",): "没有命令 nothing。",
    ("serve", "--port", "x"): "--port 的值不能用。",
    ("serve", "--port", "99999"): "--port 的值不能用。",
    ("serve", "--port"): "选项 --port 用得不对",
    ("check", "more"): "命令写得不对",
    (): "用法：jueyi",
}


@pytest.mark.parametrize("arguments", WRONG_CALLS)
def test_a_wrong_call_ends_with_2_and_its_reason(arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(cli, list(arguments), prog_name="jueyi")
    assert (result.exit_code, result.stdout) == (2, "")
    assert WRONG_CALLS[arguments] in result.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        "JUEYI_SEARCH_ENGINE=other",
        *("JUEYI_METRICS=9464", "JUEYI_METRICS=host:port", "JUEYI_METRICS=host:99999", "JUEYI_METRICS=:9464"),
        *("JUEYI_GROUPS=/nothing/groups.toml", "JUEYI_GROUPS=pyproject.toml"),
        *("JUEYI_METRICS=a@b:9464", "JUEYI_METRICS=http://host:9464", "JUEYI_METRICS=[::1:9464"),
    ],
)
def test_a_wrong_setting_ends_with_2(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv(*wrong.split("=", 1))
    result = CliRunner().invoke(cli, ["check"])
    assert (result.exit_code, wrong in result.output) == (2, True)


def test_an_archive_that_cannot_be_is_a_wrong_call(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    result = CliRunner().invoke(cli, ["ingest", str(ROOT / "data"), "--archive", str(tmp_path / "file")])
    assert (result.exit_code, "归档文件夹不能使用" in result.output) == (2, True)


@pytest.mark.parametrize("part", ["index", "archive.db", "release.json"])
def test_a_check_finds_what_is_damaged(call: Call, tmp_path: Path, part: str) -> None:
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


def test_serving_and_checking_nothing_says_so(call: Call) -> None:
    for command in ("serve", "check"):
        status, output = call(command)
        assert (status, "还没有归档" in output) == (1, True)


def test_an_ingest_that_must_wait_says_so(call: Call, tmp_path: Path) -> None:
    with locked(tmp_path / "archive"):
        status, output = call("ingest", str(ROOT / "data"))
    assert (status, "另一个收录正在进行" in output) == (1, True)


def explained(*arguments: str) -> tuple[int, list[str]]:
    result = CliRunner().invoke(cli, ["explain", *arguments])
    return result.exit_code, result.output.splitlines()


def test_explain_tells_what_every_line_is_and_why(tmp_path: Path) -> None:
    text = "77/1. 题目\n\n大会，\n\n1. 请各国合作；¹\n\n¹ A/77/1。\n\n22-28954 1/2\n\n3. 决定继续。\n\n一行怪字\n"
    (tmp_path / "一.txt").write_text(text, "utf-8")
    status, lines = explained(str(tmp_path / "一.txt"))
    assert (status, lines[0]) == (0, "A/RES/77/1")
    table = [line.split() for line in lines[1:]]
    assert [(row[0], row[1], row[2]) for row in table[:6]] == [
        ("1", "封面·标题", "编号后的标题"),
        ("3", "开头语", "机构的开头语"),
        ("5", "段落", "op/1"),
        ("7", "脚注", "fn/1"),
        ("9", "页面·页码", "页码或文件编号"),
        ("11", "段落", "op/3"),
    ]
    assert "存疑  op/3  编号从第1段跳到第3段" in lines


def test_explain_lists_the_paragraphs_of_markup(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(document(statement(paragraph("1.", "请各国合作。"))))
    status, lines = explained(str(tmp_path / "a.xml"))
    assert status == 0
    assert [line.split()[:2] for line in lines[1:3]] == [["段落", "pp/1"], ["段落", "op/1"]]


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("a.txt", 1, "拒绝：没有任何机构的开头语"),
        ("a.odt", 2, "不能读取“.odt”文件"),
        ("none.txt", 2, "没有这个文件"),
    ],
)
def test_explain_says_why_not(tmp_path: Path, name: str, status: int, words: str) -> None:
    for file in ("a.txt", "a.odt"):
        (tmp_path / file).write_text("不是决议", "utf-8")
    found, lines = explained(str(tmp_path / name))
    assert (found, words in "".join(lines)) == (status, True)
