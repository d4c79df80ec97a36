"""The bill of materials: whole, with what identifies each package, and valid."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.sbom import LOCKS, ROOT

AUDIT = ROOT / ".venv-audit" / "bin" / "python"
INSTALLED = ROOT / ".venv" / "lib"


@pytest.mark.skipif(not AUDIT.exists(), reason="no .venv-audit (make lint-deploy)")
@pytest.mark.skipif(not INSTALLED.exists(), reason="no .venv (make setup), from which licences are read")
def test_the_bill_of_materials_has_every_locked_package_with_its_hashes_and_licence(tmp_path: Path) -> None:
    command = [str(AUDIT), "-m", "tests.sbom", str(tmp_path / "bom.json")]
    made = subprocess.run(
        command, cwd=ROOT, check=False, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": ""}
    )
    assert made.returncode == 0, made.stderr
    bom = json.loads((tmp_path / "bom.json").read_text("utf-8"))
    lock = "\n".join((ROOT / path).read_text("utf-8") for path in LOCKS)
    entries = re.split(r"\n(?=\w)", lock.strip())
    locked = {re.match(r"([\w.-]+)==([\w.]+)", entry).groups() for entry in entries}
    assert {(part["name"], part["version"]) for part in bom["components"]} == locked
    parts = {(part["name"], part["version"]): part for part in bom["components"]}
    for entry in entries:
        part = parts[re.match(r"([\w.-]+)==([\w.]+)", entry).groups()]
        assert part["purl"].startswith(f"pkg:pypi/{part['name']}@{part['version']}")
        hashes = {one["content"] for of in part["externalReferences"] for one in of.get("hashes", [])}
        assert hashes == set(re.findall(r"sha256:(\w+)", entry))
        # A package for another system is not installed, so its licence cannot be read.
        assert "licenses" in part or "sys_platform ==" in entry
