"""Serving and checking need no right to write, whatever the engine."""

from pathlib import Path

import pytest

from app.settings import ROOT
from tests.bare_rights import make_unwritable, run
from tests.conftest import run_ingest

WRITE = "import sys; open(sys.argv[1] + '/current/index/new', 'w')"
CHECK = "from app.cli import main; main()"
SEARCH = """
import sys
from pathlib import Path
from fastapi.testclient import TestClient
from app.main import create_app
from app.settings import Settings
with TestClient(create_app(Settings(archive=Path(sys.argv[1]), search_engine=sys.argv[2]))) as client:
    paths = ("/search?q=真诚对话", "/A/HRC/RES/50/4", "/api/v1/search?q=真诚对话")
    print(*(client.get(path).status_code for path in paths))
"""


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_an_archive_is_served_and_checked_from_a_folder_that_cannot_be_written(
    tmp_path: Path, engine: str
) -> None:
    archive = tmp_path / "archive"
    run_ingest(archive, ROOT / "data", engine=engine)
    make_unwritable(archive)
    before = {path: path.lstat().st_mtime_ns for path in archive.rglob("*")}
    assert "PermissionError" in run(WRITE, str(archive)).stderr
    chosen = {"JUEYI_SEARCH_ENGINE": engine}
    checked = run(CHECK, "check", "--archive", str(archive), environment=chosen)
    assert (checked.returncode, "没有发现问题" in checked.stdout) == (0, True), checked.stderr
    served = run(SEARCH, str(archive), engine, environment=chosen)
    assert served.stdout.splitlines()[-1:] == ["200 200 200"], served.stderr
    assert {path: path.lstat().st_mtime_ns for path in archive.rglob("*")} == before
