"""Kills of an ingest into a cluster, of one of its nodes, and of the only one: nothing is lost, no answer is wrong."""

import shutil
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.db.queries import listing
from app.db.release import current_release
from app.db.session import read_session
from app.domain.query import parse
from app.ingest.checks import damage
from app.main import create_app
from app.search.engine import Answer, Question, SearchEngine, SearchUnavailableError
from app.search.opensearch.settings import ClusterSettings
from app.settings import ROOT, Settings
from tests.conftest import engine_kind, run_ingest
from tests.heavy.test_opensearch_archive import pointed
from tests.ingest.dying import PROCESSES, Moment
from tests.ingest.test_crash import make_texts
from tests.opensearch.archives import indices, kind_of, settings_of, taken_in
from tests.opensearch.servers import Servers, opensearch, with_opensearch

pytestmark = with_opensearch

MOMENTS = (
    Moment("before", "app.search.opensearch.lifecycle.copied"),
    Moment("before", "app.search.opensearch.lifecycle._clone", 2),  # one index of three is copied
    Moment("behind", "app.search.opensearch.lifecycle.copied"),
    Moment("behind", "app.search.opensearch.engine.load"),  # part of what is new is loaded
    Moment("before", "app.search.opensearch.lifecycle.finished"),
    Moment("behind", "app.search.opensearch.lifecycle.refresh"),
    Moment("before", "app.search.opensearch.lifecycle.write_pointer"),
    Moment("behind", "app.search.opensearch.lifecycle.write_pointer"),
    Moment("before", "app.ingest.run.check_release"),
    Moment("behind", "app.ingest.publication.seal"),
    Moment("before", "app.ingest.publication.point_to"),  # it has a name, and no link
    Moment("behind", "app.ingest.publication.point_to"),  # it is served, and the oldest is not removed
    Moment("before", "app.search.opensearch.upkeep.remove"),
)
ASKED = (
    "真诚对话",
    "人权",
    "重申 各国",
    '"人权理事会"',
    "决定 继续",
    "发展权 | 气候",
    "部分:op 鼓励",
    "不存在的词语",
)
_SOON = 120.0
"""Within so many seconds a cluster has mended itself, on a machine that tests keep busy."""


def _ingest(archive: Path, cluster: ClusterSettings, texts: Path, moment: Moment) -> None:
    with moment.death():
        taken_in(archive, cluster, texts)


def held(archive: Path, cluster: ClusterSettings) -> int:
    """How many documents the served release has, which is sound."""
    release = current_release(archive)
    assert release is not None
    assert damage(release, kind_of(cluster), []) == []
    with read_session(release.database) as session:
        return listing.count(session)


def test_an_ingest_that_is_killed_loses_nothing_and_leaves_nothing(cluster: Servers, tmp_path: Path) -> None:
    settings, archive = settings_of(cluster, "kills"), tmp_path / "archive"
    taken_in(archive, settings, make_texts(tmp_path / "first", 2, first=500))
    taken_in(archive, settings, make_texts(tmp_path / "second", 1, first=600))
    documents = 3
    for number, moment in enumerate(MOMENTS, start=1):
        text = make_texts(tmp_path / f"text{number}", 1, first=number)
        process = PROCESSES.Process(target=_ingest, args=(archive, settings, text, moment))
        process.start()
        process.join(300)
        assert process.exitcode == -signal.SIGKILL, moment
        assert held(archive, settings) in (documents, documents + 1), moment
        assert pointed(archive) <= indices(cluster, "kills"), moment
        taken_in(archive, settings, text)
        documents += 1
        assert held(archive, settings) == documents, moment
        assert indices(cluster, "kills") == pointed(archive), moment


class Readers:
    """Threads that ask one question after another, compare each answer, and count what could not be answered."""

    def __init__(self, engine: SearchEngine, right: dict[str, Answer]) -> None:
        self._engine, self._right = engine, right
        self._stop = threading.Event()
        self.answered = 0
        self.refused: list[SearchUnavailableError] = []
        self.wrong: list[str] = []

    @contextmanager
    def asking(self, threads: int = 4) -> Iterator[None]:
        """As many readers as that, as long as this lasts."""
        running = [threading.Thread(target=self._ask) for _ in range(threads)]
        for one in running:
            one.start()
        try:
            yield
        finally:
            self._stop.set()
            for one in running:
                one.join()

    def _ask(self) -> None:
        while not self._stop.is_set():
            for typed, right in self._right.items():
                try:
                    answer = self._engine.answer(Question(parse(typed)))
                except SearchUnavailableError as error:
                    self.refused.append(error)
                    time.sleep(0.05)
                    continue
                except Exception as error:  # told below
                    self.wrong.append(f"{typed}: {error!r}")
                    continue
                self.answered += 1
                if answer != right:
                    self.wrong.append(f"{typed}: {answer.total_units} instead of {right.total_units}")

    def wait_for_answers(self) -> None:
        """Until a hundred answers came and no error between them."""
        until = time.monotonic() + _SOON
        while time.monotonic() < until:
            answered, refused = self.answered, len(self.refused)
            time.sleep(0.5)
            while (
                self.answered < answered + 100 and len(self.refused) == refused and time.monotonic() < until
            ):
                time.sleep(0.1)
            if len(self.refused) == refused and self.answered >= answered + 100:
                return
        pytest.fail(f"no answers: {self.refused[-1:]} {self.answered}")


def test_a_node_of_three_is_killed_under_load(tmp_path: Path) -> None:
    with opensearch(tmp_path / "nodes", 3, heap="512m") as servers:
        settings = settings_of(servers, "three", shards=3, replicas=1)
        archive = tmp_path / "archive"
        taken_in(archive, settings, ROOT / "data")
        servers.wait()
        with closing(kind_of(settings).open(archive / "current" / "index")) as engine:
            right = {typed: engine.answer(Question(parse(typed))) for typed in ASKED}
            _assert_as_embedded(right, tmp_path)
            readers = Readers(engine, right)
            with readers.asking():
                for node in servers.nodes[:2]:
                    node.kill()
                    readers.wait_for_answers()
                    node.start()
                    servers.wait(nodes=3)
        assert readers.wrong == []
        assert readers.answered > 200
        assert {error.reason for error in readers.refused} <= {"unreachable", "partial", "timeout", "missing"}
        print(f"{readers.answered} answers, {len(readers.refused)} refused")  # noqa: T201  shown by -s
        assert held(archive, settings) == 5


def _assert_as_embedded(found: dict[str, Answer], folder: Path) -> None:
    """The same totals as from an index in a folder."""
    run_ingest(folder / "embedded", ROOT / "data", engine="tantivy")
    index = folder / "embedded" / "current" / "index"
    with closing(engine_kind("tantivy").open(index)) as embedded:
        for typed, answer in found.items():
            same = embedded.answer(Question(parse(typed)))
            assert (answer.total_units, answer.total_documents) == (same.total_units, same.total_documents), (
                typed
            )
            assert answer.facets == same.facets, typed


def test_the_only_node_is_killed_and_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opensearch(tmp_path / "nodes", heap="512m") as servers:
        settings, archive = settings_of(servers, "only"), tmp_path / "archive"
        taken_in(archive, settings, ROOT / "data")
        monkeypatch.setenv("JUEYI_SEARCH_ENGINE", "opensearch")
        monkeypatch.setenv("JUEYI_OPENSEARCH_URL", ",".join(settings.urls))
        with TestClient(create_app(Settings(archive=archive))) as client:
            assert client.get("/readyz").status_code == 200
            assert client.get("/search?q=真诚对话").status_code == 200
            (node,) = servers.nodes
            node.kill()
            _assert_without_search(client)
            node.start()
            until = time.monotonic() + _SOON
            while client.get("/readyz").status_code != 200 and time.monotonic() < until:
                # Nobody is told less than there is while it starts.
                assert client.get("/api/v1/search?q=真诚对话").status_code == 503
                time.sleep(0.5)
            found = client.get("/api/v1/search?q=真诚对话")
            assert (found.status_code, found.json()["total_paragraphs"]) == (200, 14)
            assert "不能列出" not in client.get("/A/HRC/RES/50/4/op/5").text


def _assert_without_search(client: TestClient) -> None:
    page = client.get("/search?q=人权")
    assert (page.status_code, page.headers["Retry-After"]) == (503, "5")
    assert "现在不能检索" in page.text
    assert "检索服务连不上" in page.text
    problem = client.get("/api/v1/search?q=人权")
    assert (problem.status_code, problem.headers["Content-Type"]) == (503, "application/problem+json")
    assert "检索服务连不上" in problem.json()["detail"]
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["reasons"]) == (503, ["检索服务连不上"])
    assert client.get("/healthz").status_code == 200
    for path in ("/", "/A/HRC/RES/50/4", "/browse?body=HRC", "/states/CHN"):
        assert client.get(path).status_code == 200, path
    place = client.get("/A/HRC/RES/50/4/op/5")
    assert (place.status_code, place.headers["Cache-Control"]) == (200, "no-store")
    assert "检索服务连不上，现在不能列出系列之外的相同和相似措辞" in place.text


def test_a_copy_of_a_pointer_is_a_copy_of_the_release(cluster: Servers, tmp_path: Path) -> None:
    """A web server on another machine needs the folder and the cluster, and nothing else."""
    settings = settings_of(cluster, "copy")
    taken_in(tmp_path / "one", settings, ROOT / "data")
    shutil.copytree(tmp_path / "one", tmp_path / "other", symlinks=True)
    assert held(tmp_path / "other", settings) == 5
