"""The part of `make bench` about texts beside each other: agreed language and comparing, on one archive.

Recall is measured against a comparison of each text with all others.
"""

import http.client
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel
from sqlmodel import col, select

from app.db import series_store
from app.db.models import Document
from app.db.release import current_release
from app.db.series_rows import ContinuationRow
from app.db.session import read_session
from app.domain.addresses import compare_url
from app.search.index import SearchIndex
from app.search.tantivy import TantivyEngine
from app.settings import shipped_segmenter
from tests.bench import anew, served
from tests.bench_search import build_archives

PARAGRAPHS = 1000
ALIKE = 0.7
SHORTEST = 8
"""How many characters a text has that is looked for, in its search form."""
PAIRS = 200


def main(archive: Path) -> None:
    """Measure one archive that was indexed with Tantivy."""
    release = current_release(archive)
    assert release is not None
    with closing(SearchIndex(release.index, TantivyEngine, shipped_segmenter())) as index:
        chance = random.Random(7)  # noqa: S311  the same paragraphs every time
        numbers = [
            n
            for n in chance.sample(range(len(index.texts)), len(index.texts))
            if len(index.texts[n]) >= SHORTEST
        ]
        _recall(index, numbers)
        pasted = [index.texts[number] for number in numbers[:PARAGRAPHS]]
    with read_session(release.database) as session:
        chosen = select(Document.address, ContinuationRow.earlier_id, ContinuationRow.document_id).join(
            ContinuationRow, col(ContinuationRow.document_id) == col(Document.id)
        )
        links = list(session.exec(chosen.where(ContinuationRow.kind == series_store.CONTINUES)))
        addresses = {document.id: document.address for document in series_store.documents(session)}
        lengths = {key: len(units) for key, units in series_store.passages(session).items()}
    chance.shuffle(links)
    pairs = [
        (lengths.get(later, 0), compare_url(addresses[earlier], address)) for address, earlier, later in links
    ]
    os.environ["JUEYI_SEARCH_ENGINE"] = "tantivy"
    with served(archive) as port:
        _timed(port, "agreed language, 1 at once", [f"/wording?q={quote(text[:5000])}" for text in pasted])
        _timed(port, "a comparison", [url for _, url in pairs[:PAIRS]])
        hundred = [url for length, url in pairs if 80 <= length <= 120]
        _timed(port, "a comparison, 80 to 120 paragraphs", hundred[:PAIRS])


def _recall(index: SearchIndex, numbers: Sequence[int]) -> None:
    texts = [index.texts[number] for number in range(len(index.texts))]
    pairs = found = asked = whole = 0
    for number in numbers:
        if asked == PARAGRAPHS:
            break
        ratios = process.cdist(
            [texts[number]], texts, scorer=Indel.normalized_similarity, score_cutoff=ALIKE, workers=-1
        )[0]
        expected = set(np.flatnonzero(ratios >= ALIKE).tolist()) - {number}
        if not expected:
            continue
        like, _ = index.minhash.similar_to(texts[number], index.texts, ALIKE)
        here = expected & set(like.tolist())
        asked, pairs, found, whole = (
            asked + 1,
            pairs + len(expected),
            found + len(here),
            whole + (here == expected),
        )
    print(
        f"{asked} paragraphs that recur in like wording: {found} of {pairs} like texts found "
        f"({found / max(1, pairs):.4f}); all of them for {whole}\n",
        flush=True,
    )


def _timed(port: int, what: str, paths: Iterable[str]) -> None:
    times: list[float] = []
    with closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
        for path in paths:
            begun = time.perf_counter()
            connection.request("GET", anew(path))
            response = connection.getresponse()
            response.read()
            times.append((time.perf_counter() - begun) * 1000)
            if response.status != 200:
                raise ValueError(f"{response.status}: {path[:200]}")
    if times:
        figures = " | ".join(f"{value:.0f}" for value in np.percentile(times, [50, 95, 99, 100]))
        print(f"| {what} ({len(times)}) | {figures} |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 2:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(build_archives(Path(temporary))["tantivy"])
