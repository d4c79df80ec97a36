"""A node of a cluster whose disk is really full: what is new is refused, what is served stays, and room mends it."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.query import parse
from app.search.engine import Question, SearchUnavailableError
from tests.heavy.test_opensearch_archive import pointed
from tests.heavy.test_opensearch_kills import Readers, held
from tests.ingest.test_crash import make_texts
from tests.ingest.test_disk_space import disk, resize
from tests.opensearch.archives import indices, kind_of, settings_of, taken_in
from tests.opensearch.servers import opensearch, with_opensearch

__all__ = ["disk"]
pytestmark = with_opensearch

ENOUGH = 512 << 20


@pytest.mark.parametrize("room", [0, 400_000])
def test_a_full_disk_of_a_node_loses_nothing(disk: Path, tmp_path: Path, room: int) -> None:
    resize(disk, ENOUGH)
    archive = tmp_path / "archive"
    with opensearch(disk / "nodes", heap="512m") as servers:
        settings = settings_of(servers, "full")
        taken_in(archive, settings, make_texts(tmp_path / "first", 2, first=100))
        more = make_texts(tmp_path / "more", 60)
        with closing(kind_of(settings).open(archive / "current" / "index")) as engine:
            right = {typed: engine.answer(Question(parse(typed))) for typed in ("真诚对话", "重申 各国")}
            readers = Readers(engine, right)
            with readers.asking():
                resize(disk, shutil.disk_usage(disk).used + room)
                with pytest.raises(SearchUnavailableError) as raised:
                    taken_in(archive, settings, more)
                print(room, raised.value)  # noqa: T201  shown by -s
                resize(disk, ENOUGH)
                readers.wait_for_answers()
        print(f"{readers.answered} answers, {len(readers.refused)} refused")  # noqa: T201  shown by -s
        assert readers.wrong == []
        assert held(archive, settings) == 2
        taken_in(archive, settings, more)
        assert held(archive, settings) == 62
        assert indices(servers, "full") == pointed(archive)
