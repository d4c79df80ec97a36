"""Writes the bill of materials of what runs, in CycloneDX: `.venv-audit/bin/python -m tests.sbom FILE`.

Names, versions, hashes and addresses (purl) are those of the locks; licences, those that the packages
installed in `.venv` declare. Exit status: 0 written and valid, 1 not, 2 usage error.
"""

import json
import re
import subprocess
import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements/app.txt", "requirements/tantivy.txt", "requirements/cluster.txt")
"""What runs: the program, the optional engine, and the clients of PostgreSQL and OpenSearch, which the image has."""

_VERSION = "1.6"
_NO_LICENCE = {"", "UNKNOWN"}


def bill() -> dict[str, Any]:
    """The locked packages, without licences."""
    command = [str(Path(sys.executable).with_name("cyclonedx-py")), "requirements", "-"]
    command += ["--pyproject", "pyproject.toml", "--sv", _VERSION, "--of", "JSON", "--output-reproducible"]
    locked = "\n".join((ROOT / lock).read_text("utf-8") for lock in LOCKS)
    made = subprocess.run(command, cwd=ROOT, input=locked, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(made.stdout)
    return found


def add_licences(bom: dict[str, Any], installed: Path) -> list[str]:
    """Give each package the licence that it declares in a folder of packages, in whatever version lies there.

    Returns those that declare none; a package for another system is not installed, and so has none.
    """
    found = {normalized(one.name): one for one in distributions(path=[str(installed)])}
    without = []
    for component in bom["components"]:
        # The tool repeats the line of the lock here.
        component.pop("description", None)
        distribution = found.get(normalized(component["name"]))
        if distribution and (licences := licences_of(distribution)):
            component["licenses"] = licences
        else:
            without.append(component["name"])
    return without


def licences_of(distribution: Distribution) -> list[dict[str, Any]]:
    """What a package declares: an expression of SPDX, else its classifiers, else the first line in words."""
    about = distribution.metadata
    if expression := about["License-Expression"]:
        return [{"expression": expression}]
    classifiers = [
        one.split(" :: ")[-1] for one in about.get_all("Classifier", []) if one.startswith("License ::")
    ]
    words = (about["License"] or "").strip().splitlines()[:1]
    names = [name for name in classifiers or words if name not in _NO_LICENCE]
    return [{"license": {"name": name}} for name in names]


def normalized(name: str) -> str:
    """A package's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def faults(text: str) -> str:
    """What is wrong with a bill of materials by the schema of CycloneDX; empty: nothing."""
    from cyclonedx.schema import SchemaVersion  # noqa: PLC0415  it lies in the environment of the tool only
    from cyclonedx.validation.json import JsonStrictValidator  # noqa: PLC0415

    return str(JsonStrictValidator(SchemaVersion.from_version(_VERSION)).validate_str(text) or "")


def main(arguments: list[str]) -> int:
    """Write the bill of materials and validate it."""
    if len(arguments) != 1:
        sys.stderr.write("usage: .venv-audit/bin/python -m tests.sbom FILE\n")
        return 2
    bom = bill()
    installed = next((ROOT / ".venv" / "lib").glob("python3*/site-packages"))
    without = add_licences(bom, installed)
    text = json.dumps(bom, ensure_ascii=False, indent=1) + "\n"
    if wrong := faults(text):
        sys.stderr.write(f"{wrong}\n")
        return 1
    file = Path(arguments[0])
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    count = len(bom["components"])
    sys.stdout.write(f"{file}: {count} packages; no licence known of: {', '.join(without) or 'none'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
