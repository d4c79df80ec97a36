"""Every package that the code imports is declared, and every declared one is imported."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from app.resources import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported() -> set[str]:
    """The packages, by the names that they are installed under, that modules of the program import."""
    modules: set[str] = set()
    files = [*(ROOT / "app").rglob("*.py"), *(ROOT / "migrations").rglob("*.py")]
    for node in (node for path in files for node in ast.walk(ast.parse(path.read_text("utf-8")))):
        if isinstance(node, ast.Import):
            modules |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            modules.add(node.module.partition(".")[0])
    owners = packages_distributions()
    foreign = modules - sys.stdlib_module_names - {"app"}
    return {normalized(owners[module][0]) for module in foreign}


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    optional = (PROJECT["optional-dependencies"][extra] for extra in ("opensearch", "tantivy"))
    listed = [*PROJECT["dependencies"], *(entry for extra in optional for entry in extra)]
    declared = {normalized(re.match(r"[\w.-]+", entry)[0]) for entry in listed}
    assert imported() == declared
