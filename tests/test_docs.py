"""What the documents say is so: settings, commands, dependencies, and nothing that must not be there."""

import ast
import re
import statistics
import subprocess
import tomllib
from pathlib import Path

import pytest

from app.cli import cli
from app.search.engine_registry import NAMES
from app.settings import ROOT, Settings

README = (ROOT / "README.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
TRACKED = subprocess.run(
    ["git", "ls-files"],  # noqa: S607
    cwd=ROOT,
    capture_output=True,
    text=True,
    check=True,
).stdout.split()
PAGES = [path for path in TRACKED if path == "CONTRIBUTING.md" or re.match(r"docs/.*\.md", path)]
FOLDERS = {path.split("/")[0] for path in TRACKED if "/" in path}
ROOMS = {Path(path).parts[1] for path in TRACKED if re.match(r"app/\w+/__init__\.py", path)}


@pytest.mark.parametrize("field", Settings.model_fields)
def test_every_setting_is_in_the_readme(field: str) -> None:
    assert f"`JUEYI_{field.upper()}`" in README


@pytest.mark.parametrize("command", [command.name for command in cli.registered_commands])
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"jueyi {command}" in README


def test_every_engine_can_be_chosen() -> None:
    assert set(Settings.model_fields["search_engine"].annotation.__args__) == set(NAMES)


def test_every_dependency_has_its_reason() -> None:
    names = {re.match(r"[\w-]+", dependency)[0] for dependency in PYPROJECT["project"]["dependencies"]}
    table = ARCHITECTURE.partition("## Dependencies")[2]
    rows = re.findall(r"^\| ([^|]+) \| [^|]{10,} \|$", table, re.M)
    assert names - set(re.findall(r"[\w-]+", " ".join(rows).lower())) == set()


def test_every_tool_has_its_reason() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8").lower()
    assert set(PYPROJECT["dependency-groups"]["dev"]) - set(re.findall(r"[\w-]+", page)) == set()


@pytest.mark.parametrize("path", PAGES)
def test_what_a_page_names_is_in_the_tree(path: str) -> None:
    text = (ROOT / path).read_text("utf-8")
    names = _names(text)
    room = Path(path).stem if Path(path).parent.name == "rooms" else ""
    in_rooms = {name for name in names if name.split(".")[0] in ROOMS}
    # A page of a room may leave the room's name out.
    assert [name for name in in_rooms if not _is_defined(name) and not _is_defined(f"{room}.{name}")] == []
    listed = _names(" ".join(_module_cells(text))) if room else set()
    assert [name for name in listed if not _is_defined(f"{room}.{name}")] == []
    files = {name for name in re.findall(r"`(\w+/[\w./-]+)`", text) if name.split("/")[0] in FOLDERS}
    assert [name for name in files if not re.search("NAME|ROOM", name) and not _is_tracked(name)] == []
    links = re.findall(r"\]\((?!https?:)([^)#]+)[^)]*\)", text)
    assert [link for link in links if not (ROOT / path).parent.joinpath(link).exists()] == []


def test_every_package_is_in_the_documents() -> None:
    named = set(re.findall(r"`([\w./]+)`", "\n".join((ROOT / path).read_text("utf-8") for path in PAGES)))
    named |= {name.replace("/", ".").removeprefix("app.") for name in named}
    for room in ROOMS:
        page = ROOT / "docs" / "rooms" / f"{room}.md"
        cells = _module_cells(page.read_text("utf-8")) if page.exists() else []
        named |= {f"{room}.{name}" for name in re.findall(r"`([\w.]+)`", " ".join(cells))}
    packages = {
        ".".join(Path(path).parent.parts[1:])
        for path in TRACKED
        if path.startswith("app/") and path.endswith("/__init__.py")
    }
    assert packages - {""} - named == set()


@pytest.mark.parametrize("room", sorted(room for room in ROOMS if (ROOT / f"docs/rooms/{room}.md").exists()))
def test_every_module_of_a_room_is_in_its_page(room: str) -> None:
    named = _names((ROOT / "docs" / "rooms" / f"{room}.md").read_text("utf-8"))
    modules = {
        ".".join(Path(path).with_suffix("").parts[1:])
        for path in TRACKED
        if re.fullmatch(rf"app/{room}/.*(?<!/__init__)\.py", path)
    }
    assert modules - named - {f"{room}.{name}" for name in named} == set()


@pytest.mark.parametrize("nth", [0, 1])
def test_the_figures_are_those_of_the_contracts(nth: int) -> None:
    """A line of a figure is a floor; a name in it is followed by two blanks."""
    contract = PYPROJECT["tool"]["importlinter"]["contracts"][nth]
    layers = [set(re.findall(r"\w+", layer)) for layer in contract["layers"]]
    figure = ARCHITECTURE.split("```")[1].split("inside web")[nth]
    floors = [set(re.findall(r"(\w+)(?=  )", line)) & set().union(*layers) for line in figure.splitlines()]
    assert [floor for floor in floors if floor] == layers


def _names(text: str) -> set[str]:
    """The names of modules and of what is in them, of functions without their brackets."""
    return set(re.findall(r"`([\w.]+)(?:\(\))?`", text))


def _module_cells(text: str) -> list[str]:
    """The cells of a table that list modules by their names inside the room of its page."""
    cells: list[str] = []
    column = None
    for line in text.splitlines():
        row = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not row:
            column = None
        elif column is None:
            column = next((nth for nth, cell in enumerate(row) if cell.startswith("module")), 0)
        else:
            cells += [row[column], row[0]]
    return cells


def _is_defined(name: str) -> bool:
    """Whether a name under `app`, such as `domain.places.cite`, is that of a module or of something in one."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        base = "/".join(("app", *parts[:end]))
        source = next((path for path in (f"{base}.py", f"{base}/__init__.py") if path in TRACKED), None)
        if source:
            word = parts[end] if end < len(parts) else ""
            defined = re.compile(rf"^\s*(?:def|class) {word}\b|^{word}\b.* = ", re.M)
            return not word or (
                end + 1 == len(parts) and bool(defined.search((ROOT / source).read_text("utf-8")))
            )
    return False


def _is_tracked(name: str) -> bool:
    return any(path == name or path.startswith(f"{name.rstrip('/')}/") for path in TRACKED)


def test_the_readme_shows_pictures_that_are_there() -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert pictures
    assert [picture for picture in pictures if not (ROOT / picture).exists()] == []


@pytest.mark.parametrize(
    "name", ["app.txt", "tantivy.txt", "cluster.txt", "dev.txt", "build.txt", "audit.txt"]
)
def test_locks_are_exact_with_hashes_and_name_no_index(name: str) -> None:
    lock = (ROOT / "requirements" / name).read_text("utf-8")
    entries = re.split(r"\n(?=\w)", lock.strip())
    assert all(re.match(r"[\w.-]+==[\w.]+", entry) and "--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"https?://|--index|--find-links", lock)


def test_what_runs_is_locked_alike_for_tests() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^([\w.-]+==[\w.]+)", (ROOT / "requirements" / name).read_text("utf-8"), re.M))

    assert pins("app.txt") | pins("tantivy.txt") | pins("cluster.txt") <= pins("dev.txt")


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
