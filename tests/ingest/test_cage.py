"""A reader that crashes, hangs or fills the memory costs its own file, and no other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.ingest import cage as cage_module
from app.ingest.cage import Cage
from app.settings import shipped_names
from app.sources.plain_text import read
from tests.conftest import TEXTS


@pytest.fixture(scope="module")
def cage() -> Iterator[Cage]:
    made = Cage(shipped_names(), "from tests.ingest.misbehaving import main; main()")
    yield made
    made.close()


def told(cage: Cage, form: str, data: bytes = b"x") -> str:
    found = cage.read(form, data, "name")
    assert isinstance(found, Problem)
    return found.message


@pytest.mark.parametrize(
    ("form", "reason"),
    [("crash", "SIGSEGV"), ("hang", "超过 15 秒"), ("fill", "内存超过 1 GB"), ("defect", "RecursionError")],
)
def test_the_file_is_refused_with_the_reason_and_the_next_is_read(cage: Cage, form: str, reason: str) -> None:
    assert told(cage, "note", b"before") == "6 字节"
    assert reason in told(cage, form)
    assert told(cage, "note", b"behind it") == "9 字节"


def test_one_that_waits_is_refused_too(cage: Cage, monkeypatch: pytest.MonkeyPatch) -> None:
    told(cage, "note")
    monkeypatch.setattr(cage_module, "MOST_WALL_SECONDS", 1)
    assert "超过 15 秒" in told(cage, "sleep")


def test_what_a_library_prints_is_not_taken_for_an_answer(cage: Cage) -> None:
    assert told(cage, "chatter") == told(cage, "chatter") == "读完"


def test_a_file_is_not_refused_for_what_another_one_left_behind(cage: Cage) -> None:
    told(cage, "note")
    assert told(cage, "once") == "读完"


def test_large_files_go_through(cage: Cage) -> None:
    assert told(cage, "note", bytes(30_000_000)) == "30000000 字节"


def test_a_caged_reading_is_that_of_the_reader(names: Names) -> None:
    cage = Cage(names)
    path: Path = TEXTS[0]
    assert cage.read("text", path.read_bytes(), path.stem) == read(path.read_bytes(), path.stem, names)
    cage.close()
