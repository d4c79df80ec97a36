"""No name of a file and no word of a text commands the terminal, and any terminal can be written to."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.controls import escaped, has_controls
from app.resources import ROOT

JUEYI = [sys.executable, "-c", "import sys; sys.argv[0] = 'jueyi'; from app.cli import main; main()"]
NAME = "a\n\x1b[31m\x9b\u202e坏.txt"
TEXT = "77/1. 题\u202e\x9b目\n\n大会，\n\n1. 请\u202e各国合作；¹\n\n3. 一\x9b行\n\n怪\u202e行\n"
ASCII = {
    "strict": {"PYTHONIOENCODING": "ascii:strict"},
    "locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


def jueyi(*arguments: str | Path, folder: Path, **environment: str) -> tuple[int, str, str]:
    answer = subprocess.run(
        [*JUEYI, *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        check=False,
    )
    return answer.returncode, answer.stdout.decode(), answer.stderr.decode()


def commands(folder: Path) -> list[tuple[str | Path, ...]]:
    """Calls that print names of files, words of texts, and errors."""
    (folder / "texts").mkdir()
    (folder / "texts" / NAME).write_text("坏", "utf-8")
    (folder / "texts" / "good.txt").write_text(TEXT, "utf-8")
    (folder / "texts" / os.fsdecode(b"\xff.txt")).write_text("坏", "utf-8")
    return [
        ("ingest", "texts", "--log"),
        ("ingest", "texts", "--log", "-q"),
        ("ingest", "texts", "--no-log", "--json"),
        ("explain", folder / "texts" / "good.txt"),
        ("problems",),
        ("check", "--archive", f"none{NAME}"),
        ("ingest", f"--{NAME}"),
    ]


def test_nothing_that_is_printed_commands_a_terminal(tmp_path: Path) -> None:
    for call in commands(tmp_path):
        form = "json" if "-q" in call else "console"
        status, out, err = jueyi(*call, folder=tmp_path, JUEYI_LOG_FORMAT=form)
        assert status in (0, 1, 2), (call, err)
        assert "Traceback" not in err, (call, err)
        assert not has_controls((out + err).replace("\n", "").replace("\t", "")), (call, out, err)
        assert not [line for line in (out + err).splitlines() if line.startswith("\x1b")]
        if "--json" in call:
            json.loads(out)


@pytest.mark.parametrize("terminal", ASCII)
def test_a_terminal_of_ascii_gets_everything(tmp_path: Path, terminal: str) -> None:
    (tmp_path / "坏.txt").write_text("坏", "utf-8")
    for call in (
        ("ingest", str(ROOT / "data"), "坏.txt"),
        ("ingest", "坏.txt", "--json", "--no-log"),
        ("check", "--archive", "没有"),
    ):
        status, out, err = jueyi(*call, folder=tmp_path, **ASCII[terminal])
        assert status in (0, 1, 2), (call, err)
        assert "Traceback" not in err, (call, err)
        assert (out + err).isascii(), (call, out, err)


def test_help_and_wrong_calls_do_not_end_in_a_traceback_on_a_terminal_of_ascii(tmp_path: Path) -> None:
    for call, expected in ((("--help",), 0), (("没有",), 2)):
        status, _, err = jueyi(*call, folder=tmp_path, **ASCII["strict"])
        assert (status, "Traceback" in err) == (expected, False), err


def test_an_escape_tells_the_character() -> None:
    assert escaped("a\n\t\x1b\x9b\u202e\udcff国\u3000") == "a\\x0a\\x09\\x1b\\x9b\\u202e\\xff国\u3000"
    assert escaped("a\n\x1b", keep="\n") == "a\n\\x1b"
