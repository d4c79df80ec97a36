"""An ingest that is killed leaves the served archive as it was, at whatever moment; the next one succeeds."""

import os
import shutil
import signal
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest

from app.db.queries import listing
from app.db.release import current_release
from app.db.session import read_session
from app.ingest.checks import check_release
from tests.conftest import engine_kind, run_ingest
from tests.ingest.dying import Moment, PublishingStep, exit_status

FEW = 3
MANY = 60
"""So many files are read by several processes."""

MOMENTS = (
    Moment("before", "app.ingest.run.find_sources"),  # the lock is taken
    Moment("before", "app.ingest.publication._stage"),
    Moment("before", "app.ingest.publication.copy_file", 2),  # the release is half copied
    Moment("behind", "app.ingest.publication._stage"),
    Moment("behind", "app.ingest.run.Intake.add_file"),
    Moment("before", "app.ingest.run.Intake.add_file", FEW),
    Moment("before", "sqlmodel.Session.commit"),  # all rows are written
    Moment("behind", "sqlmodel.Session.commit"),
    Moment("behind", "app.ingest.run.resolve"),
    Moment("behind", "sqlmodel.Session.commit", 2),
    Moment("behind", "app.ingest.run.link_series"),
    Moment("behind", "sqlmodel.Session.commit", 3),
    Moment("behind", "app.search.index.append"),  # the index has the texts and not yet their columns
    Moment("before", "app.search.columns.Columns.save"),
    Moment("behind", "app.search.columns.Columns.save"),
    Moment("before", "app.ingest.run.write_manifest"),
    Moment("behind", "app.ingest.run.write_manifest"),
    Moment("before", "app.ingest.run.check_release"),
    Moment("behind", "app.ingest.run.check_release"),
    Moment("before", "app.ingest.run.publish"),
    Moment("before", "app.ingest.publication.seal"),
    Moment("behind", "app.ingest.publication.seal"),  # the release is whole, and has no name yet
)


def make_texts(folder: Path, number: int, first: int = 1) -> Path:
    folder.mkdir()
    body = "\n\n".join(f"{number}. 重申第{number}件事，并请各国继续开展真诚对话；" for number in range(1, 6))
    for place in range(first, first + number):
        text = f"60/{place}. 题目{place}\n\n人权理事会，\n\n{body}\n\n6. 决定继续审议此事。\n"
        (folder / f"{place:03}.txt").write_text(text, "utf-8")
    return folder


HELD = 2


@pytest.fixture(scope="module")
def small_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    run_ingest(folder / "archive", make_texts(folder / "texts", HELD, first=100))
    return folder / "archive"


@pytest.fixture
def base(small_archive: Path, tmp_path: Path) -> Path:
    """An archive that an ingest adds to."""
    return Path(shutil.copytree(small_archive, tmp_path / "archive", symlinks=True))


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_texts(tmp_path_factory.mktemp("few") / "texts", FEW)


def served(archive: Path) -> tuple[str, int]:
    """The release that is served, which is sound, and how many documents it has."""
    release = current_release(archive)
    assert release is not None
    with (
        read_session(release.database) as session,
        closing(engine_kind().open(release.index)) as index,
    ):
        assert list(check_release(session, index)) == []
        return release.path.name, listing.count(session)


def assert_next_ingest_succeeds(archive: Path, texts: Path, documents: int) -> None:
    """Whatever was left behind is gone, and all documents are there."""
    assert not run_ingest(archive, texts).refused
    assert served(archive)[1] == documents
    assert len(list((archive / "releases").iterdir())) <= 2
    assert not os.path.lexists(archive / ".current")


@pytest.mark.parametrize("moment", MOMENTS, ids=str)
def test_a_kill_before_publishing_changes_nothing(base: Path, few: Path, moment: Moment) -> None:
    before = served(base)
    assert exit_status(base, few, moment) == -signal.SIGKILL
    assert served(base) == before
    assert_next_ingest_succeeds(base, few, HELD + FEW)


@pytest.mark.parametrize("call", [1, MANY // 2])
def test_a_kill_while_several_processes_read_changes_nothing(base: Path, tmp_path: Path, call: int) -> None:
    texts = make_texts(tmp_path / "texts", MANY)
    before = served(base)
    assert (
        exit_status(base, texts, Moment("behind", "app.ingest.run.Intake.add_file", call)) == -signal.SIGKILL
    )
    assert served(base) == before
    assert_next_ingest_succeeds(base, texts, HELD + MANY)


def test_a_kill_before_any_step_of_publishing_loses_nothing(base: Path, few: Path, tmp_path: Path) -> None:
    """What is served is the old release up to the swap, and the new one from there on; never neither."""
    run_ingest(
        base, make_texts(tmp_path / "more", 1, first=200)
    )  # two releases, so that one is to be removed
    before, documents = served(base)
    is_swapped: list[bool] = []
    for number in count(1):
        archive = tmp_path / f"archive{number}"
        shutil.copytree(base, archive, symlinks=True)
        status = exit_status(archive, few, PublishingStep(number))
        release, held = served(archive)
        is_swapped.append(release != before)
        assert held == (documents + FEW if is_swapped[-1] else documents)
        if status == 0:
            break
        assert status == -signal.SIGKILL
        assert_next_ingest_succeeds(archive, few, documents + FEW)
        shutil.rmtree(archive)
    # The staged release gets its name, the link is made and takes its place, the oldest release goes.
    assert is_swapped == sorted(is_swapped)
    assert is_swapped.index(True) >= 3
    assert is_swapped.count(True) >= 2


def test_a_kill_when_the_release_is_published_leaves_it_served(base: Path, few: Path) -> None:
    before, _ = served(base)
    assert exit_status(base, few, Moment("behind", "app.ingest.run.publish")) == -signal.SIGKILL
    release, held = served(base)
    assert (release != before, held) == (True, HELD + FEW)
    assert_next_ingest_succeeds(base, few, HELD + FEW)
