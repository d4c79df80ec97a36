"""Help, version and completion."""

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from app.cli import cli
from app.resources import ROOT

COMMANDS = [(), *((str(command.name),) for command in cli.registered_commands)]
JUEYI = [sys.executable, "-c", "from app.cli import main; main()"]


@pytest.mark.parametrize("columns", [80, 60, 40])
@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_there_in_full_at_any_width(command: tuple[str, ...], columns: int) -> None:
    def words(width: int) -> str:
        result = CliRunner().invoke(cli, [*command, "--help"], env={"COLUMNS": str(width)})
        assert result.exit_code == 0
        lines = result.output.splitlines()
        assert [line for line in lines if cell_len(line.rstrip()) > width] == []
        return result.output

    narrow = words(columns)
    assert "…" not in narrow
    assert sorted("".join(narrow.split())) == sorted("".join(words(400).split()))


def test_the_version_is_that_of_the_package() -> None:
    result = CliRunner().invoke(cli, ["--version"])
    assert (result.exit_code, result.output) == (0, f"jueyi {version('jueyi')}\n")


def test_a_shell_completes_commands() -> None:
    asked = {"_JUEYI_COMPLETE": "complete_bash", "COMP_WORDS": "jueyi pro", "COMP_CWORD": "1"}
    code = "import sys; from app.cli import main; sys.argv[0] = 'jueyi'; main()"
    answer = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **asked}, capture_output=True, text=True, check=False
    )
    assert answer.stdout.split() == ["problems"], answer.stderr


def test_a_terminal_without_chinese_gets_escapes(tmp_path: Path) -> None:
    answer = subprocess.run(
        [*JUEYI, "explain", str(ROOT / "data" / "resolutions" / "A_HRC_RES_50_4.txt")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "ascii:strict", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="ascii",
        check=False,
    )
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "\\u4eba\\u6743\\u7406\\u4e8b\\u4f1a" in answer.stdout  # 人权理事会
