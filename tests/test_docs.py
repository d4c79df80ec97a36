"""What the documents say is so: settings, commands, dependencies, and nothing that must not be there."""

import ast
import re
import statistics
import subprocess
import tomllib

import pytest

from app.cli import cli
from app.search.engine_registry import NAMES
from app.settings import ROOT, Settings

README = (ROOT / "README.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
TRACKED = subprocess.run(
    ["git", "ls-files"],  # noqa: S607
    cwd=ROOT,
    capture_output=True,
    text=True,
    check=True,
).stdout.split()


@pytest.mark.parametrize("field", Settings.model_fields)
def test_every_setting_is_in_the_readme(field: str) -> None:
    assert f"`JUEYI_{field.upper()}`" in README


@pytest.mark.parametrize("command", [command.name for command in cli.registered_commands])
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"jueyi {command}" in README


def test_every_engine_can_be_chosen() -> None:
    assert set(Settings.model_fields["search_engine"].annotation.__args__) == set(NAMES)


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = [re.match(r"[\w-]+", dependency)[0] for dependency in project["dependencies"]]
    table = ARCHITECTURE.partition("## Dependencies")[2].lower()
    assert [
        name for name in names if name not in table.replace("pydantic_settings", "pydantic-settings")
    ] == []


def test_the_readme_shows_pictures_that_are_there() -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert pictures
    assert [picture for picture in pictures if not (ROOT / picture).exists()] == []


@pytest.mark.parametrize("name", ["app.txt", "dev.txt", "build.txt"])
def test_locks_are_exact_with_hashes_and_name_no_index(name: str) -> None:
    lock = (ROOT / "requirements" / name).read_text("utf-8")
    entries = re.split(r"\n(?=\w)", lock.strip())
    assert all(re.match(r"[\w.-]+==[\w.]+", entry) and "--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"https?://|--index|--find-links", lock)


def test_what_runs_is_locked_alike_for_tests() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^([\w.-]+==[\w.]+)", (ROOT / "requirements" / name).read_text("utf-8"), re.M))

    assert pins("app.txt") <= pins("dev.txt")


def test_nothing_in_data_but_resolutions_looks_like_one() -> None:
    texts = {path for path in (ROOT / "data").rglob("*") if path.suffix in (".txt", ".xml")}
    assert {path.parent for path in texts} == {ROOT / "data" / "resolutions"}
    assert len(texts) == 5


def test_modules_and_functions_stay_small() -> None:
    modules = {
        path: (ROOT / path).read_text("utf-8")
        for path in TRACKED
        if path.startswith("app/") and path.endswith(".py")
    }
    lines = {path: text.count("\n") for path, text in modules.items()}
    functions = {
        f"{path}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path, text in modules.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {path: length for path, length in lines.items() if length > 300} == {}
    assert {name: length for name, length in functions.items() if length > 60} == {}
    assert statistics.median(lines.values()) <= 100
    assert statistics.median(functions.values()) <= 10
