"""Whatever file of a release is damaged is found by name, is never built upon, and is made again where it can be."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.db.checksums import damaged_files, seal
from app.db.queries import listing
from app.db.release import Release, current_release, published_releases
from app.db.session import read_session
from app.ingest.checks import damage
from app.ingest.publication import DamagedReleaseError
from app.ingest.repair import NotRepairableError, repair
from app.ingest.run import ReleaseConfig
from app.search.engine_registry import EngineKind
from app.settings import ROOT, shipped_lexicon, shipped_names
from tests.conftest import Silent, engine_kind, run_ingest
from tests.ingest.test_crash import make_texts

CONFIG = ReleaseConfig(shipped_names(), engine_kind(), lexicon=shipped_lexicon())


def flip(path: Path) -> None:
    """One bit in the middle, as a tired disk does it."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def remove(path: Path) -> None:
    path.unlink()


DAMAGES = (flip, cut, empty, remove)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return make_texts(tmp_path / "texts", 3)


@pytest.fixture
def small(tmp_path: Path, texts: Path) -> Path:
    """An archive of three texts, in its second release."""
    run_ingest(tmp_path / "archive", make_texts(tmp_path / "first", 2, first=100))
    run_ingest(tmp_path / "archive", texts)
    return tmp_path / "archive"


def current(archive: Path) -> Release:
    release = current_release(archive)
    assert release is not None
    return release


def addresses(release: Release) -> list[str]:
    with read_session(release.database) as session:
        return [one.address for one in listing.documents(session, listing.ALL, offset=0, limit=100)]


def findings(release: Release, engine: EngineKind) -> list[str]:
    return damage(release, engine, damaged_files(release))


def files_of(release: Release) -> list[str]:
    found = (path for path in release.path.rglob("*") if path.is_file())
    return sorted(path.relative_to(release.path).as_posix() for path in found if path.stat().st_size)


@pytest.mark.parametrize("how", DAMAGES)
def test_damage_is_found_by_name_and_repaired(small: Path, how: Callable[[Path], None]) -> None:
    names = files_of(current(small))
    assert {"archive.db", "release.json"} < {*names}
    for name in names if how is flip else (names[0], names[-1], names[len(names) // 2]):
        damage_and_repair(small, name, how)


def damage_and_repair(
    archive: Path, name: str, how: Callable[[Path], None], config: ReleaseConfig = CONFIG
) -> None:
    """Damage one file of a copy of an archive: it is found by name, and repaired."""
    copy = archive.with_name("damaged")
    shutil.copytree(archive, copy, symlinks=True)
    how(current(copy).path / name)
    assert damaged_files(current(copy)) == [name]
    assert findings(current(copy), config.engine) == [f"{name} 缺失或已损坏"]
    repaired = repair(copy, config, Silent())
    assert repaired is not None
    assert repaired.has_new_rows == (name == "archive.db")
    assert current(copy).name == repaired.release
    assert findings(current(copy), config.engine) == []
    assert addresses(current(copy)) == addresses(current(archive))
    shutil.rmtree(copy)


def test_nothing_is_built_upon_a_damaged_database(small: Path, tmp_path: Path) -> None:
    release = current(small)
    # In the last page, which no statement of an ingest need read.
    data = release.database_file.read_bytes()
    release.database_file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(DamagedReleaseError) as raised:
        run_ingest(small, make_texts(tmp_path / "more", 1, first=300))
    assert raised.value.args == (release.name, "archive.db")
    assert current(small) == release


def test_a_damaged_index_is_made_again_by_the_next_ingest(small: Path, tmp_path: Path) -> None:
    flip(max(current(small).index.rglob("*"), key=lambda path: path.stat().st_size * path.is_file()))
    run_ingest(small, make_texts(tmp_path / "more", 1, first=300))
    assert findings(current(small), engine_kind()) == []


def test_lost_rows_come_of_the_release_before_where_their_sources_are_gone(
    small: Path, tmp_path: Path
) -> None:
    whole = addresses(current(small))
    shutil.rmtree(tmp_path / "first")
    cut(current(small).database_file)
    repaired = repair(small, CONFIG, Silent())
    assert repaired is not None
    assert repaired.base
    assert addresses(current(small)) == whole


def test_a_release_before_that_tells_no_locations_is_built_upon_too(small: Path) -> None:
    *_, earlier, _ = published_releases(small)
    manifest = earlier.manifest()
    manifest["sources"] = [{key: one[key] for key in ("path", "sha256")} for one in manifest["sources"]]  # type: ignore[attr-defined]
    earlier.manifest_path.write_text(json.dumps(manifest), "utf-8")
    seal(earlier)
    cut(current(small).database_file)
    repaired = repair(small, CONFIG, Silent())
    assert repaired is not None
    assert repaired.base == earlier.name


def test_what_cannot_be_made_again_is_named_and_left_as_it_is(small: Path, texts: Path) -> None:
    changed, lost = sorted(texts.iterdir())[:2]
    changed.write_text("不同", "utf-8")
    lost.unlink()
    cut(current(small).database_file)
    before = current(small)
    with pytest.raises(NotRepairableError) as raised:
        repair(small, CONFIG, Silent())
    assert raised.value.args[1:] == (changed.name, lost.name)
    assert current(small) == before


def test_a_sound_archive_stays_as_it_is(own_archive: Path) -> None:
    before = current(own_archive)
    repaired = repair(own_archive, CONFIG, Silent())
    assert repaired is not None
    assert (repaired.findings, repaired.release, current(own_archive)) == ((), None, before)
    assert repair(own_archive / "nothing", CONFIG, Silent()) is None
    assert run_ingest(own_archive, ROOT / "data").release is None
