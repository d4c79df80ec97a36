"""What goes to standard output and to standard error: JSON, quiet, refusals, logs."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from app.cli import cli
from app.resources import ROOT

Call = Callable[..., Result]


@pytest.fixture
def call(tmp_path: Path) -> Call:
    def call(*arguments: str, **environment: str) -> Result:
        archive = () if arguments[0] == "explain" else ("--archive", str(tmp_path / "archive"))
        return CliRunner().invoke(cli, [*arguments, *archive], env=environment)

    return call


def refused(folder: Path) -> str:
    path = folder / "坏.txt"
    path.write_text("不是决议", "utf-8")
    return str(path)


def document(result: Result) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(result.stdout)
    return held


def test_ingest_answers_in_one_json_document(call: Call, tmp_path: Path) -> None:
    result = call("ingest", str(ROOT / "data"), refused(tmp_path), "--json")
    found = document(result)
    assert result.exit_code == 1
    assert found.keys() == {"release", "mended", "counts", "seconds", "files"}
    assert (found["counts"]["added"], found["counts"]["refused"]) == (5, 1)
    (file,) = (file for file in found["files"] if file["status"] == "refused")
    assert file["path"] == "坏.txt"
    assert file["reason"].startswith("没有任何机构的开头语")
    again = document(call("ingest", str(ROOT / "data"), "--json"))
    assert (again["release"], again["counts"]["unchanged"]) == (None, 5)


def test_check_and_problems_answer_in_one_json_document(call: Call) -> None:
    published = document(call("ingest", str(ROOT / "data"), "--json"))["release"]
    checked = document(call("check", "--json"))
    assert checked == {"release": published, "sound": True, "findings": [], "remarks": []}
    problems = document(call("problems", "--json"))
    assert problems["total"] == sum(kind["count"] for kind in problems["kinds"])
    assert all(kind["count"] == len(kind["problems"]) for kind in problems["kinds"])
    assert {key for kind in problems["kinds"] for one in kind["problems"] for key in one} == {
        "address",
        "anchor",
        "message",
    }


def test_explain_answers_in_one_json_document(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "一.txt"
    file.write_text("77/1. 题目\n\n大会，\n\n1. 请各国合作。\n\n3. 决定继续。\n", "utf-8")
    found = document(call("explain", str(file), "--json"))
    assert (found["documents"], found["refused"]) == (["A/RES/77/1"], None)
    assert found["lines"][-1] == {
        "number": 7,
        "printed": "",
        "decision": "段落",
        "place": "op/3",
        "why": found["lines"][-1]["why"],
        "text": "3. 决定继续。",
    }
    assert "op/3" in [problem["anchor"] for problem in found["problems"]]
    result = call("explain", refused(tmp_path), "--json")
    assert (result.exit_code, document(result)["lines"]) == (1, [])
    assert document(result)["refused"].startswith("没有任何机构")


def test_quiet_prints_nothing_where_all_is_well(call: Call) -> None:
    for arguments in (("ingest", str(ROOT / "data")), ("check",)):
        result = call(*arguments, "-q")
        assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize("log", ["--log", "--no-log"])
def test_refusals_stand_on_standard_error_once(call: Call, tmp_path: Path, log: str) -> None:
    result = call("ingest", refused(tmp_path), "-q", log)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("坏.txt") == 1
    assert result.stderr.count("没有任何机构的开头语") == 1


def test_nothing_is_taken_in_where_a_path_does_not_exist(call: Call, tmp_path: Path) -> None:
    result = call("ingest", str(ROOT / "data"), str(tmp_path / "none"), str(tmp_path / "neither"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "none" in result.stderr
    assert "neither" in result.stderr
    assert not (tmp_path / "archive").exists()


def test_an_ingest_logs_its_beginning_refusals_and_release(tmp_path: Path) -> None:
    # A process of its own: logs are set up for good.
    code = "from app.cli import main; main()"
    answer = subprocess.run(
        [sys.executable, "-c", code, "ingest", str(ROOT / "data"), refused(tmp_path), "--archive", "archive"],
        cwd=tmp_path,
        env={**os.environ, "JUEYI_LOG_FORMAT": "json", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    events = [json.loads(line) for line in answer.stderr.splitlines()]
    assert [event["event"] for event in events] == ["ingest_started", "file_refused", "release_published"]
    assert events[0]["files"] == 6
    assert (events[1]["path"], events[1]["level"]) == ("坏.txt", "warning")
    assert (events[2]["added"], events[2]["refused"]) == (5, 1)
    assert events[2]["release"] in answer.stdout
    assert events[2]["seconds"] > 0
