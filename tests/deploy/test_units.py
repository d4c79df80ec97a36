"""The units of systemd: understood by it, and as strict as they say."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from app.cli import cli
from app.settings import ROOT

UNITS = sorted((ROOT / "deploy").glob("*.service"))
COMMANDS = {command.name for command in cli.registered_commands}
ANALYZE = shutil.which("systemd-analyze") or ""
MOST_EXPOSED = {"jueyi": 11, "jueyi-ingest": 4, "jueyi-update": 12, "jueyi-backup": 4}
"""The bound on each score, in tenths: 0 is nothing exposed, 100 everything. docs/deployment.md states them."""

with_systemd = pytest.mark.skipif(not ANALYZE, reason="no systemd-analyze (Debian: apt-get install systemd)")


def lines(unit: Path) -> list[str]:
    return [line for line in unit.read_text("utf-8").splitlines() if re.match(r"[A-Z]", line)]


def values(unit: Path, key: str) -> list[str]:
    return [line.partition("=")[2] for line in lines(unit) if line.startswith(f"{key}=")]


@with_systemd
def test_systemd_understands_every_unit(tmp_path: Path) -> None:
    """The command need not be installed where this is tested, so another stands for it."""
    units = [shutil.copy(unit, tmp_path) for unit in [*UNITS, *(ROOT / "deploy").glob("*.timer")]]
    for unit in map(Path, units):
        unit.write_text(unit.read_text("utf-8").replace("/opt/jueyi/bin/jueyi", "/usr/bin/true"), "utf-8")
    verified = subprocess.run(
        [ANALYZE, "verify", "--man=no", *units], check=False, capture_output=True, text=True
    )
    assert (verified.returncode, verified.stdout + verified.stderr) == (0, "")


@with_systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_no_unit_is_more_exposed_than_is_told(unit: Path) -> None:
    threshold = f"--threshold={MOST_EXPOSED[unit.stem]}"
    command = [ANALYZE, "security", "--offline=yes", "--no-pager", threshold, str(unit)]
    measured = subprocess.run(command, check=False, capture_output=True, text=True)
    assert measured.returncode == 0, measured.stdout
    page = (ROOT / "docs" / "deployment.md").read_text("utf-8")
    score = re.search(r"exposure level for \S+: ([\d.]+)", measured.stdout)[1]
    assert f"| `deploy/{unit.name}` | {score} |" in page


def test_what_all_units_are_denied_is_the_same() -> None:
    """What follows the last limit of memory is one list."""
    denied = {
        unit.stem: re.split(r"^MemoryMax=.*$", unit.read_text("utf-8"), flags=re.M)[1] for unit in UNITS
    }
    assert len({re.split(r"\n\[", text)[0].strip() for text in denied.values()}) == 1


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_units_run_commands_that_there_are(unit: Path) -> None:
    (command,) = re.findall(r"/opt/jueyi/bin/jueyi ([a-z]+)", values(unit, "ExecStart")[0])
    assert command in COMMANDS


def test_what_serves_can_write_nowhere_and_is_not_who_owns_the_archive() -> None:
    unit = ROOT / "deploy" / "jueyi.service"
    assert values(unit, "DynamicUser") == ["yes"]
    assert values(unit, "User") != values(ROOT / "deploy" / "jueyi-ingest.service", "User")
    assert not values(unit, "ReadWritePaths") + values(unit, "StateDirectory")


def test_every_timer_starts_a_unit() -> None:
    timers = {timer.stem for timer in (ROOT / "deploy").glob("*.timer")}
    assert timers
    assert timers <= {unit.stem for unit in UNITS}
