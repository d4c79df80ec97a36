"""What docs/operations.md says of PostgreSQL and OpenSearch, done to an archive of which two machines share nothing else.

That its commands run on any archive is shown by `test_operations.py`.
"""

import http.client
import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from app.settings import ROOT
from tests.heavy.running import get
from tests.heavy.test_operations import Operator, blocks, operator_of
from tests.heavy.topology import Environment, Web, cluster
from tests.ingest.test_crash import make_texts

SEARCH = "/search?q=%E7%9C%9F%E8%AF%9A%E5%AF%B9%E8%AF%9D"
TEXT = "/A/HRC/RES/50/4"


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[Operator, Web, Environment]]:
    """Who takes in on one machine, a web server on another, and the settings of an empty database beside."""
    with ExitStack() as stack:
        shared = stack.enter_context(cluster(tmp_path))
        operator = operator_of(tmp_path, shared.ingest)
        web = Web({**operator.environment, **shared.webs[0]}, tmp_path / "web", operator.port)
        operator.type(f"jueyi ingest -q {ROOT / 'data'}")
        stack.callback(web.end)
        web.start()
        yield operator, web, shared.nothing


def commands(heading: str) -> list[str]:
    return [block for under, block in blocks() if under == heading]


def indices(operator: Operator) -> list[str]:
    """The indices in the cluster."""
    found = requested(operator, "GET", "/_cat/indices/jueyi-*?format=json&h=index&expand_wildcards=all")
    return sorted(one["index"] for one in json.loads(found))


def requested(operator: Operator, method: str, path: str, body: str | None = None) -> bytes:
    address = urlsplit(operator.environment["JUEYI_OPENSEARCH_URL"])
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
    connection.request(method, path, body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    found = answer.read()
    connection.close()
    assert answer.status == 200, found
    return found


def answers(web: Web) -> tuple[int, int, int]:
    """Whether a text, a search and the readiness are answered."""
    return get(web.port, TEXT)[0], get(web.port, SEARCH)[0], get(web.port, "/readyz")[0]


def test_a_backup_brings_back_what_was_lost(running: tuple[Operator, Web, Environment]) -> None:
    operator, web, other = running
    backup, restore = commands("Backup and restore of a cluster")
    operator.type(backup)
    page, found = get(web.port, TEXT), get(web.port, SEARCH)
    before = indices(operator)
    # The database is lost, and what the machine had; in another one nothing is.
    shutil.rmtree(operator.archive)
    anew = replace(
        operator, environment={**operator.environment, "JUEYI_DATABASE_URL": other["JUEYI_DATABASE_URL"]}
    )
    anew.type(restore)
    # What the former database points to is still there: it might have been named by mistake.
    assert {*before} <= {*indices(operator)}
    assert answers(web) == (200, 200, 200)
    web.end()
    web.environment = {**web.environment, "JUEYI_DATABASE_URL": anew.environment["JUEYI_DATABASE_URL"]}
    web.start()
    assert get(web.port, TEXT) == page
    assert get(web.port, SEARCH) == found


def test_an_index_that_is_lost_is_made_again(running: tuple[Operator, Web, Environment]) -> None:
    operator, web, _ = running
    _, restore = commands("Backup and restore of a cluster")
    found = get(web.port, SEARCH)
    for index in indices(operator):
        requested(operator, "DELETE", f"/{index}")
    status, page = get(web.port, f"{SEARCH}&page=1")
    assert (status, "检索服务里没有这份归档的索引" in page) == (503, True)
    assert answers(web)[::2] == (200, 503)
    operator.type("\n".join(restore.splitlines()[1:]))
    web.end()
    web.start()
    assert answers(web) == (200, 200, 200)
    assert get(web.port, SEARCH) == found


def test_another_machine_takes_in_where_one_is_lost(
    running: tuple[Operator, Web, Environment], tmp_path: Path
) -> None:
    operator, _, _ = running
    of_one = len(indices(operator))
    shutil.rmtree(operator.archive)
    for number in (1, 2, 3):
        operator.type(f"jueyi ingest -q {make_texts(tmp_path / str(number), 1, first=400 + number)}")
    # Two releases are kept, and the indices of no others, whoever made them.
    assert len(indices(operator)) == 2 * of_one
    operator.type("jueyi releases --keep 1\njueyi check")
    assert len(indices(operator)) == of_one


def test_a_cluster_that_takes_in_nothing(running: tuple[Operator, Web, Environment], tmp_path: Path) -> None:
    """As an administrator sets it, and the cluster itself in part where its disks are full."""
    operator, web, _ = running
    texts, before = make_texts(tmp_path / "more", 1, first=400), indices(operator)
    for is_blocked in ("true", "false"):
        setting = f'{{"persistent": {{"cluster.blocks.read_only_allow_delete": {is_blocked}}}}}'
        requested(operator, "PUT", "/_cluster/settings", setting)
        printed = operator.type(f"jueyi ingest -q {texts} 2>&1 || echo refused")
        assert ("refused" in printed, "检索服务没有做完要它做的事" in printed) == (is_blocked == "true",) * 2
        assert (indices(operator) == before) == (is_blocked == "true")
        assert answers(web) == (200, 200, 200)
