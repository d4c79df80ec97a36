"""A disk that is full at each of fifty sizes, and every file of a release damaged in every way, for each engine."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.ingest.run import ReleaseConfig
from app.search.engine_registry import EMBEDDED
from app.settings import shipped_names
from tests.conftest import engine_kind, run_ingest
from tests.ingest.test_crash import make_texts
from tests.ingest.test_disk_space import disk, fill_up
from tests.ingest.test_repair import DAMAGES, current, damage_and_repair, files_of

__all__ = ["disk"]

SIZES = 50


def test_a_disk_that_is_full_at_any_size_loses_nothing(disk: Path, tmp_path: Path) -> None:
    fill_up(disk, tmp_path, [number / (SIZES + 2) for number in range(SIZES)])


@pytest.mark.parametrize("engine", EMBEDDED)
@pytest.mark.parametrize("how", DAMAGES)
def test_every_damaged_file_is_found_and_repaired(
    tmp_path: Path, engine: str, how: Callable[[Path], None]
) -> None:
    archive = tmp_path / "archive"
    run_ingest(archive, make_texts(tmp_path / "texts", 3), engine=engine)
    config = ReleaseConfig(shipped_names(), engine_kind(engine))
    for name in files_of(current(archive)):
        damage_and_repair(archive, name, how, config)
