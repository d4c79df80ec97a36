"""What all tests share: the five texts, and an archive made of them."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck
from hypothesis import settings as properties
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from app.domain.organs import Names
from app.ingest.outcome import Outcome, Summary
from app.ingest.run import ReleaseConfig, ingest
from app.ingest.series_links import CuratedLinks
from app.main import create_app
from app.search.engine_registry import EngineKind
from app.settings import ROOT, Settings, shipped_lexicon, shipped_names, shipped_segmenter
from app.sources.reading import Reading
from tests.opensearch.servers import IS_READY, WANTED, Servers, opensearch
from tests.sources.akn import english
from tests.sources.akn import text as chinese

# How long an example takes depends on what else the machine does, so nothing about a property is timed.
properties.register_profile(
    "jueyi",
    max_examples=100,
    deadline=None,
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
properties.load_profile("jueyi")

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
    return EngineKind(name, shipped_segmenter(), shipped_names().state_names)


def run_ingest(
    archive: Path,
    *paths: Path,
    engine: str = "whoosh",
    by_hand: Mapping[str, Mapping[str, str]] | None = None,
) -> Summary:
    """Ingest as the command does, without its output."""
    config = ReleaseConfig(
        shipped_names(), engine_kind(engine), CuratedLinks(by_hand or {}), lexicon=shipped_lexicon()
    )
    return ingest(paths, archive, config, Silent())


def only(readings: object) -> Reading:
    """The one document that a file was read into."""
    assert isinstance(readings, tuple), readings
    (reading,) = readings
    assert isinstance(reading, Reading)
    return reading


class Together(LoadScopeScheduling):  # type: ignore[misc]  # no types
    """Where several processes share the tests, those of a file stay together, since they share what is built.

    Those of the collection do so too: one process reads its files, another one makes an archive of it. Pages in a
    browser share nothing but the browser; each goes where there is time.
    """

    def _split_scope(self, nodeid: str) -> str:
        path = Path(nodeid.partition("::")[0])
        if path.parent.name == "browser":
            return nodeid
        if path.parent.name == "collection":
            return "files" if path.name in READ_FROM_FILES else "archive"
        return str(path)


READ_FROM_FILES = {
    "test_citations.py",
    "test_opensearch.py",
    "test_reading.py",
    "test_rendering.py",
    "test_search.py",
}
"""Tests of the collection that make no archive of it."""


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    """How processes share the tests, whatever `--dist` says."""
    return Together(config, log)


@pytest.fixture(scope="session")
def names() -> Names:
    return shipped_names()


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], object]) -> Path:
    """A folder that is built once for all processes that share the tests: `build` fills it, tests only read it."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            build(shared / f"{name}.unfinished")
            (shared / f"{name}.unfinished").rename(folder)
    return folder


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """A cluster of one node of OpenSearch, which tests share: whatever they make has names of their own."""
    if not IS_READY:
        pytest.skip(WANTED)
    with opensearch(tmp_path_factory.mktemp("opensearch"), heap="512m") as servers:
        yield servers


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the five texts; tests only read it."""
    return built_once(tmp_path_factory, "five-texts", lambda folder: run_ingest(folder, ROOT / "data"))


@pytest.fixture(scope="session")
def archive_of_both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the five texts, one of them in English too, and of one in English only; tests only read it."""
    texts = tmp_path_factory.mktemp("english")
    long = "".join(
        english.paragraph(str(number), "Urges", "all States to cooperate;") for number in range(1, 9)
    )
    for number, body in (("77/213", long), ("77/214", english.BODY)):
        text = chinese.document(english.statement(body, number=number))
        (texts / f"{number.replace('/', '-')}.xml").write_bytes(text)
    return built_once(
        tmp_path_factory, "two-languages", lambda folder: run_ingest(folder, ROOT / "data", texts)
    )


@pytest.fixture
def own_archive(archive: Path, tmp_path: Path) -> Path:
    """An archive of the five texts that a test may change."""
    return Path(shutil.copytree(archive, tmp_path / "archive", symlinks=True))


@pytest.fixture(scope="session")
def client(archive: Path) -> Iterator[TestClient]:
    with TestClient(
        create_app(Settings(archive=archive)), base_url="http://juey.test", follow_redirects=False
    ) as client:
        yield client
