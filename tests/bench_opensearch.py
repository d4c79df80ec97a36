"""Milliseconds of questions to OpenSearch beside Tantivy, in one run on the large collection.

`python -m tests.bench_opensearch FOLDER URL` (the folder of XML files; a node of OpenSearch).
"""

import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from app.domain.query import parse
from app.ingest.files import find_sources
from app.ingest.reading import read_files
from app.search.engine import Question, SearchEngine
from app.search.like_wording import WordingQuestion
from app.search.opensearch.engine import open_cluster
from app.search.opensearch.settings import ClusterSettings
from app.settings import shipped_names, shipped_segmenter
from tests.conftest import engine_kind
from tests.search.as_typed import forms, parts
from tests.search.taken_in import TakenIn, taken_in

COUNT = 100
FACETS = ("body", "year", "part", "verb", "state", "subject")
Ask = Callable[[SearchEngine, int], object]


def main(corpus: Path, url: str) -> None:
    """Index the collection in both, and ask both in turn."""
    sources = [source for source in find_sources([corpus]) if source.path.suffix == ".xml"]
    reads = read_files(sources, shipped_names())
    taken = taken_in({text.id: text for read in reads for text in read.resolutions}.values())
    words = shipped_segmenter()
    words.of("人权")
    with TemporaryDirectory() as folder:
        where = ClusterSettings((url,), prefix="bench", replicas=0, seconds=120)
        engines: dict[str, SearchEngine] = {
            "Tantivy": engine_kind("tantivy").open(Path(folder) / "tantivy", create=True),
            "OpenSearch": open_cluster(Path(folder) / "opensearch", words, where, "bench", create_new=True),
        }
        for name, engine in engines.items():
            began = time.perf_counter()
            engine.update(taken.added)
            print(f"{name}: {len(taken.units)} units indexed in {time.perf_counter() - began:.1f} s")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for what, ask in questions(taken).items():
            print(f"| {what} | " + " | ".join(f"{measured(ask, one)}" for one in engines.values()) + " |")
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(
            f"largest memory of this process: {before // 1024} MB before the questions, {after // 1024} MB after"
        )
        for engine in engines.values():
            engine.close()


def measured(ask: Ask, engine: SearchEngine) -> str:
    """Median and 95th percentile in milliseconds."""
    for number in range(5):
        ask(engine, number)
    took = []
    for number in range(COUNT):
        began = time.perf_counter()
        ask(engine, number)
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    return f"{took[COUNT // 2]:.1f} / {took[COUNT * 95 // 100]:.1f}"


def questions(taken: TakenIn) -> dict[str, Ask]:
    """What is asked, each with a number that makes it another question."""
    chance = random.Random(8)  # noqa: S311
    typed = [forms(part.text, chance)[0] for part in parts(taken.printed, chance, COUNT, 0)]
    passages = [
        unit.folded for unit in chance.sample([one for one in taken.units if len(one.folded) > 40], COUNT)
    ]
    common = (
        "人权",
        "国际合作",
        "可持续发展",
        "秘书长",
        "大会",
        "重申",
        "会员国",
        "和平与安全",
        "发展中国家",
        "妇女",
    )

    def page(texts: Sequence[str], sort: str = "relevance", counted: Sequence[str] = FACETS) -> Ask:
        def ask(engine: SearchEngine, number: int) -> object:
            query = replace(parse(texts[number % len(texts)]), sort=sort)  # type: ignore[arg-type]
            return engine.answer(
                Question(query, size=20, counted=tuple(counted), counts="documents", most=10)
            )

        return ask

    return {
        "a page, random phrases, relevance": page(typed),
        "a page, common words, relevance": page(common),
        "a page, common words, newest": page(common, "newest"),
        "a page, common words, no facets": page(common, counted=()),
        "a page, one character": page(("的",)),
        "phrases near each other": page(('"真诚 合作"~10', '"妇女 和平 安全"~3')),
        "phrases in a row": page(("促进*合作", "重申*人权*发展")),
        "a page of a concordance, random phrases": lambda engine, number: engine.concordance(
            parse(typed[number]), "right"
        ),
        "use over time, common words": lambda engine, number: engine.uses(parse(common[number % 10])),
        "wordings of a paragraph": lambda engine, number: engine.wordings(
            WordingQuestion((passages[number],)), places=3
        ),
        "places of a paragraph": lambda engine, number: engine.same_units(
            WordingQuestion((passages[number],))
        ),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
