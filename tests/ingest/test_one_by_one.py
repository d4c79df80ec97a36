"""A release made by adding file after file is the one that is made of all files at once, in rows and in the index."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text
from sqlmodel import Session

from app.db.citation_resolution import resolve
from app.db.release import current_release
from app.db.session import read_session, write_session
from app.domain.query import parse
from app.domain.text import fold
from app.ingest.series_links import CuratedLinks, StepProgress, link_series
from app.search.engine import Question
from app.search.like_wording import WordingQuestion
from app.settings import shipped_names
from tests.conftest import engine_kind, run_ingest

DERIVED = (
    "alias",
    "cited",
    "symbol_form",
    "kept",
    "continuation",
    "series",
    "descent",
    "titled",
    "passage",
    "stance_count",
    "vote_picture",
    "vote_position",
    "citing",
)
ROWS = ("document", "unit", "citation", "mark", "vote", "keyword", "problem")
INSTANTS = ("added_at", "changed_at")
"""Columns that tell when the ingest was."""
REPLACED = ("rewording", "replacement", "replacement_place")
TITLES = ("真诚对话", "国际合作", "第七十届会议的安排", "第七十一届会议的安排", "", "儿童权利")
SENTENCES = tuple(
    f"重申第{number}件事对所有会员国都同样重要，并请各国继续为此进行真诚对话" for number in range(12)
)
CITED = (
    "大会第{session}/{number}号决议",
    "安全理事会第1325(2000)号决议",
    "安全理事会第1325号决议",
    "A/48/486-S/26560号文件",
    "A/48/486号文件",
    "大会第217(III)号决议",
    "大会第217 A(III)号决议",
)


def made_text(random: Random, session: int, number: int) -> str:
    """A short resolution that shares title, paragraphs and references with others."""
    named = [
        one.format(session=random.randint(70, 72), number=random.randint(1, 3))
        for one in random.sample(CITED, 3)
    ]
    said = [random.choice(SENTENCES) for _ in range(5)]
    preamble = "\n\n".join(f"回顾其{one}，" for one in named)
    body = "\n\n".join(f"{place}. {one}；" for place, one in enumerate(said, start=1))
    return f"{session}/{number}. {random.choice(TITLES)}\n\n大会，\n\n{preamble}\n\n{body}\n\n5. 决定继续审议。\n"


def make_files(folder: Path, random: Random) -> list[Path]:
    """Texts of several sessions, in any order."""
    folder.mkdir(parents=True)
    files = []
    for session in range(70, 73):
        for number in range(1, 4):
            path = folder / f"{session}-{number}.txt"
            path.write_text(made_text(random, session, number), "utf-8")
            files.append(path)
    random.shuffle(files)
    return files


def rows(session: Session, table: str) -> list[tuple[object, ...]]:
    found = session.execute(text(f"SELECT * FROM {table}")).mappings()  # noqa: S608
    kept = ([value for name, value in row.items() if name not in INSTANTS] for row in found)
    return sorted(map(tuple, kept), key=repr)


def derived(archive: Path, tables: tuple[str, ...] = DERIVED) -> dict[str, list[tuple[object, ...]]]:
    release = current_release(archive)
    assert release is not None
    with read_session(release.database) as session:
        return {table: rows(session, table) for table in tables}


def found(archive: Path, engine: str) -> Iterator[tuple[int, object]]:
    """The answers to some questions."""
    release = current_release(archive)
    assert release is not None
    with closing(engine_kind(engine).open(release.index)) as index:
        for asked in ("真诚对话", "第3件事", "引用:S/RES/1325(2000)", "标题:合作", "重申 决定", "会"):
            page = index.answer(Question(parse(asked)))
            yield page.total_units, (page.facets, sorted((one.document, one.units) for one in page.documents))
        for sentence in map(fold, SENTENCES):
            alike = index.similar_units(WordingQuestion((sentence,), size=100))
            yield alike.total, sorted((one.ratio, one.place) for one in alike.units)


@pytest.mark.parametrize("seed", range(2))
def test_adding_one_by_one_makes_the_same_release_as_all_at_once(tmp_path: Path, seed: int) -> None:
    engine = ("whoosh", "tantivy")[seed % 2]
    files = make_files(tmp_path / "texts", Random(seed))  # noqa: S311
    run_ingest(tmp_path / "whole", *files, engine=engine)
    for file in files:
        assert run_ingest(tmp_path / "grown", file, engine=engine).release
    tables = (*DERIVED, *REPLACED, *ROWS)
    whole, grown = (derived(tmp_path / name, tables) for name in ("whole", "grown"))
    assert len(whole["continuation"]) > 3
    assert len(whole["alias"]) >= 2
    for table in tables:
        assert grown[table] == whole[table], table
    assert list(found(tmp_path / "grown", engine)) == list(found(tmp_path / "whole", engine))


def test_what_follows_from_a_changed_text_is_what_follows_from_all(tmp_path: Path) -> None:
    """A text may get another title, other words, other references, another symbol."""
    random = Random(100)  # noqa: S311
    files = make_files(tmp_path / "texts", random)
    archive = tmp_path / "archive"
    run_ingest(archive, *files)
    for file in random.sample(files, 4):
        session, number = map(int, file.stem.split("-"))
        file.write_text(made_text(random, session, number + random.choice((0, 0, 9))), "utf-8")
        assert run_ingest(archive, file).release
        grown = derived(archive)
        release = current_release(archive)
        assert release is not None
        copy = Path(shutil.copy(release.database_file, tmp_path / "anew.db"))
        with write_session(copy) as anew:
            resolve(anew)
            link_series(
                anew, shipped_names(), None, CuratedLinks(), StepProgress(lambda _: None, lambda: None)
            )
            for table in DERIVED:
                assert grown[table] == rows(anew, table), table
