"""What all tests share: the five texts, and an archive made of them."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.domain.organs import Names
from app.ingest.outcome import Outcome, Summary
from app.ingest.run import ReleaseConfig, ingest
from app.ingest.series_links import CuratedLinks
from app.main import create_app
from app.search.engine_registry import EngineKind
from app.settings import ROOT, Settings, shipped_names, shipped_segmenter
from app.sources.reading import Reading

TEXTS = sorted((ROOT / "data" / "resolutions").glob("*.txt"))


class Silent:
    """Progress that nobody watches."""

    def begin(self, files: int) -> None:
        """Nothing."""

    def done(self, outcome: Outcome) -> None:
        """Nothing."""

    def step(self, name: str, size: int | None = None) -> None:
        """Nothing."""

    def advance(self) -> None:
        """One part of a step is done."""


def engine_kind(name: str = "whoosh") -> EngineKind:
    """An engine with the words that ship."""
    return EngineKind(name, shipped_segmenter())


def run_ingest(
    archive: Path,
    *paths: Path,
    engine: str = "whoosh",
    by_hand: Mapping[str, Mapping[str, str]] | None = None,
) -> Summary:
    """Ingest as the command does, without its output."""
    config = ReleaseConfig(shipped_names(), engine_kind(engine), CuratedLinks(by_hand or {}))
    return ingest(paths, archive, config, Silent())


def only(readings: object) -> Reading:
    """The one document that a file was read into."""
    assert isinstance(readings, tuple), readings
    (reading,) = readings
    assert isinstance(reading, Reading)
    return reading


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several processes share the tests, those of a file stay together, and those of the collection."""
    for item in items:
        folder = item.path.parent.name
        item.add_marker(pytest.mark.xdist_group(folder if folder == "collection" else item.path.name))


@pytest.fixture(scope="session")
def names() -> Names:
    return shipped_names()


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the five texts; tests only read it."""
    folder = tmp_path_factory.mktemp("archive")
    run_ingest(folder, ROOT / "data")
    return folder


@pytest.fixture(scope="session")
def client(archive: Path) -> Iterator[TestClient]:
    with TestClient(
        create_app(Settings(archive=archive)), base_url="http://juey.test", follow_redirects=False
    ) as client:
        yield client
