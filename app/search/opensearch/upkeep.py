"""Indices of an archive as a whole: which of them are no longer needed, which one is served, and whether any is damaged.

Indices that no release points to are removed, if they bear the mark of this archive; any other is left alone, whatever
its name is.
"""

import re
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path

import structlog
from opensearchpy import OpenSearch

from app.search.engine import SearchUnavailableError
from app.search.opensearch.connection import connect, counted, sent
from app.search.opensearch.contents import contents
from app.search.opensearch.lifecycle import MARK, remove
from app.search.opensearch.pointer import Pointer, read_pointer
from app.search.opensearch.settings import ClusterSettings

logger = structlog.stdlib.get_logger(__name__)


def tidy(cluster: ClusterSettings, owner: str, kept: Collection[Path], served: Path | None) -> None:
    """Remove what belongs to this archive and none of these folders points to, and let aliases lead to what is served.

    Raises SearchUnavailableError, and ValueError where a pointer cannot be read: then nothing is removed.
    """
    pointers = {folder: pointer for folder in kept if (pointer := _pointer(folder))}
    needed = {index for pointer in pointers.values() for index in pointer.indices.values()}
    with closing(connect(cluster)) as client:
        ours = _ours(client, cluster, owner)
        if gone := sorted(ours - needed):
            remove(client, gone)
            logger.info("indices_removed", indices=gone)
        if served in pointers:
            _lead_to(client, cluster, pointers[served], ours & needed)


def damages(cluster: ClusterSettings, folder: Path, *, thorough: bool) -> Iterator[str]:
    """What is wrong with the indices that a folder points to, in Chinese: lost, or with other documents than they had;
    thoroughly, by their identifiers too. Raises SearchUnavailableError where nobody can tell, and what `read_pointer`
    raises."""
    pointer = read_pointer(folder)
    if not pointer.is_finished:
        yield "索引没有写完"
        return
    with closing(connect(cluster)) as client:
        for part, index in pointer.indices.items():
            if not _is_there(client, index):
                yield f"检索服务里没有索引 {index}"
                continue
            expected = pointer.counts[part], pointer.digests.get(part)
            found = contents(client, index) if thorough else (counted(client, index), expected[1])
            if found[0] != expected[0]:
                yield f"索引 {index} 有 {found[0]} 份，应有 {expected[0]} 份"
            elif found != expected:
                yield f"索引 {index} 里的不是当初写入的那些"


def _pointer(folder: Path) -> Pointer | None:
    try:
        return read_pointer(folder)
    except FileNotFoundError:  # the release of another engine
        return None


def _ours(client: OpenSearch, cluster: ClusterSettings, owner: str) -> set[str]:
    """The indices with our prefix that bear the mark of this archive."""
    wanted = re.compile(rf"{re.escape(cluster.prefix)}-[0-9]{{8}}t[0-9]{{12}}z[0-9a-f]{{4}}-[a-z]+")
    among = {"expand_wildcards": "all", "allow_no_indices": "true"}
    found = sent(client, "GET", f"/{cluster.prefix}-*/_mapping", None, among)
    marks = {index: one["mappings"].get("_meta", {}).get(MARK, {}) for index, one in found.items()}
    return {index for index, mark in marks.items() if mark.get("owner") == owner and wanted.fullmatch(index)}


def _lead_to(client: OpenSearch, cluster: ClusterSettings, pointer: Pointer, ours: Collection[str]) -> None:
    """Let an alias `<prefix>-<part>` lead to each index of a release, all in one step; for whoever looks at the cluster
    with other tools, as this program goes by the pointer."""
    wanted = {(index, f"{cluster.prefix}-{part}") for part, index in pointer.indices.items()}
    found = sent(client, "GET", f"/{cluster.prefix}-*/_alias", None, {"allow_no_indices": "true"})
    led = {(index, alias) for index in ours for alias in found.get(index, {}).get("aliases", {})}
    changes = [("remove", one) for one in sorted(led - wanted)]
    changes += [("add", one) for one in sorted(wanted - led)]
    actions = [{action: {"index": index, "alias": alias}} for action, (index, alias) in changes]
    if actions:
        sent(client, "POST", "/_aliases", {"actions": actions})


def _is_there(client: OpenSearch, index: str) -> bool:
    try:
        sent(client, "GET", f"/{index}/_settings/index.uuid")
    except SearchUnavailableError as error:
        if error.reason == "missing":
            return False
        raise
    return True
