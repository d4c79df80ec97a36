"""The whole collection in bulk: in a minute, in memory that does not grow with it, and the same in both formats."""

import csv
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.bulk.folder import Package
from app.bulk.tables import TABLES
from app.db.release import current_release
from app.settings import ROOT
from app.writers.tables import unguarded

SECONDS = 60
MEGABYTES = 450
"""Of these 256 at most are the rows as SQLite maps them from the disk, 120 the program."""

# A process between: what this one, which is large, starts itself would be counted with its memory.
_MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


@pytest.fixture(scope="module")
def package(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The package, made by the command beside the archive, which is only read."""
    release = current_release(whole)
    assert release
    folder = tmp_path_factory.mktemp("bulk")
    (folder / "releases").symlink_to(release.path.parent)
    (folder / "current").symlink_to(release.path)
    command = [
        sys.executable,
        "-c",
        "from app.cli import main; main()",
        "bulk",
        "-q",
        "--archive",
        str(folder),
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    measured = subprocess.run(
        [sys.executable, "-c", _MEASURE, *command],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, kilobytes = map(float, measured.stdout.split())
    assert seconds < SECONDS
    assert kilobytes < MEGABYTES * 1000
    return Package.of(folder, release)


@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_both_formats_have_the_same_rows(package: Package, name: str) -> None:
    texts = [
        field.name
        for table in TABLES
        if table.name == name
        for field in table.fields
        if field.type == "string"
    ]
    count = 0
    with (
        gzip.open(package.path / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as as_csv,
        gzip.open(package.path / f"{name}.jsonl.gz", "rt", encoding="utf-8", newline="\n") as as_json,
    ):
        for row, line in zip(csv.DictReader(as_csv), as_json, strict=True):
            told = json.loads(line)
            assert {column: unguarded(row[column]) or None for column in texts} == {
                column: told[column] for column in texts
            }
            count += 1
    file = package.file(f"{name}.csv.gz")
    assert file
    assert file.rows == count
