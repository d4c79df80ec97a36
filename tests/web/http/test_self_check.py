"""While serving, each file is compared with its checksum in turn; what is damaged shows in readiness."""

from pathlib import Path

from fastapi.testclient import TestClient
from structlog.testing import capture_logs

from app.db.checksums import recorded_files
from app.db.release import Release, current_release
from app.main import create_app
from app.settings import ROOT, Settings
from tests.conftest import run_ingest
from tests.ingest.test_crash import make_texts


def current(archive: Path) -> Release:
    release = current_release(archive)
    assert release is not None
    return release


def test_a_damaged_file_is_found_in_one_round_and_is_told(own_archive: Path, tmp_path: Path) -> None:
    app = create_app(Settings(archive=own_archive))
    check = app.state.site.self_check
    names = recorded_files(current(own_archive))
    with TestClient(app) as client:
        for _ in names:
            check.step()
        assert client.get("/readyz").status_code == 200
        # A bit that no reading of three samples touches.
        file = current(own_archive).path / names[0]
        data = file.read_bytes()
        file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        with capture_logs() as logged:
            for _ in names:
                check.step()
        assert [one["file"] for one in logged if one["event"] == "file_damaged"] == [names[0]]
        told = client.get("/readyz")
        assert (told.status_code, told.json()["reasons"]) == (
            503,
            [f"{names[0]} 已损坏，请运行 jueyi repair"],
        )
        run_ingest(tmp_path / "other", ROOT / "data", make_texts(tmp_path / "texts", 1))
        (own_archive / "current").unlink()
        (own_archive / "current").symlink_to(current(tmp_path / "other").path)
        assert client.get("/readyz").status_code == 200


def test_an_archive_that_is_gone_ends_no_check(tmp_path: Path) -> None:
    create_app(Settings(archive=tmp_path)).state.site.self_check.step()
