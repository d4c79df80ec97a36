"""The checks are one list, for `make lint` and before a commit, and agree on what they check."""

import json
import re
import subprocess
import tomllib

import pytest

from app.settings import ROOT

HOOKS = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
COMMANDS = re.findall(r"^ +entry: (.+)$", HOOKS, re.M)


def commands(*targets: str) -> list[str]:
    """What make would run for these targets, in order."""
    run = ["make", "--dry-run", "--always-make", "--no-print-directory", *targets]
    made = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True)
    return made.stdout.splitlines()


def test_what_runs_before_a_commit_is_what_make_lint_runs() -> None:
    assert all(command.startswith("make lint-") for command in COMMANDS)
    assert commands(*(command.removeprefix("make ") for command in COMMANDS)) == commands("lint")


def test_nothing_is_fetched_before_a_commit() -> None:
    assert set(re.findall(r"repo: (\S+)", HOOKS)) == {"local"}
    assert set(re.findall(r"language: (\S+)", HOOKS)) == {"system"}


def test_lines_are_as_wide_for_every_tool() -> None:
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    editor = re.search(r"^max_line_length = (\d+)$", (ROOT / ".editorconfig").read_text("utf-8"), re.M)
    biome = re.search(r'"lineWidth": (\d+)', (ROOT / "biome.jsonc").read_text("utf-8"))
    assert editor
    assert biome
    widths = {tool["ruff"]["line-length"], tool["djlint"]["max_line_length"], int(editor[1]), int(biome[1])}
    assert len(widths) == 1


def test_the_lock_of_npm_is_exact_with_hashes_and_names_no_registry() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    for package in packages.values():
        assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
        assert package["integrity"].startswith("sha512-")
        assert "resolved" not in package


@pytest.mark.parametrize(
    "tool", ["ruff", "mypy", "lint-imports", "djlint", "biome", "hadolint", "check-jsonschema"]
)
def test_every_tool_is_run(tool: str) -> None:
    assert [command for command in commands("lint") if f"/{tool}" in command]
