"""What each process of an ingest loads before it begins."""

import subprocess
import sys

import pytest

from app.settings import ROOT

_HEAVY = ("sqlalchemy", "sqlmodel", "pydantic", "alembic", "fastapi", "typer", "whoosh")


@pytest.mark.parametrize(
    "module", ["app.__main__", "app.ingest.reading", "app.ingest.cutting", "app.domain.editions.alignment"]
)
def test_a_process_that_reads_or_segments_loads_neither_database_nor_command(module: str) -> None:
    code = f"import sys, {module}; print(*(name for name in {_HEAVY} if name in sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.split() == []
