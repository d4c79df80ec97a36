"""A thousand kills of a publishing ingest, at each file operation and at random moments, and of a copying: never a loss.

In short 40; a thousand with JUEYI_HARDNESS=full. In every second run the link `current` is missing.
"""

import os
import random
import shutil
import signal
from itertools import count
from pathlib import Path

import pytest

from tests.conftest import run_ingest
from tests.ingest.dying import Death, FileOperation, KilledAfter, exit_status
from tests.ingest.test_crash import HELD, assert_next_ingest_succeeds, make_texts, served
from tests.ingest.test_replication import followed, kill_at_operations

__all__ = ["followed"]

FULL = os.environ.get("JUEYI_HARDNESS") == "full"
KILLS = 1000 if FULL else 40
STEP = 1 if FULL else 15
"""Each file operation, or each fifteenth."""
LONGEST = 0.6
"""The latest random moment, in seconds after an ingest of one file began; idle, it takes half of that."""
SEED = 19


class Attack:
    """Archives of two releases that are ingested into, killed, and looked at."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.text = make_texts(folder / "text", 1)
        self.base = folder / "base"
        run_ingest(self.base, make_texts(folder / "first", HELD, first=100))
        run_ingest(self.base, make_texts(folder / "more", 1, first=200))
        self.before, self.documents = served(self.base)
        self.runs = self.kills = 0

    def run(self, death: Death) -> int | None:
        """One ingest that dies, unless it ends before. What is served is the old release or the new one, whole."""
        self.runs += 1
        archive = self.folder / "archive"
        shutil.copytree(self.base, archive, symlinks=True)
        if self.runs % 2:
            (archive / "current").unlink()
        status = exit_status(archive, self.text, death)
        self.kills += status == -signal.SIGKILL
        release, held = served(archive)
        assert held == (self.documents if release == self.before else self.documents + 1), death
        assert_next_ingest_succeeds(archive, self.text, self.documents + 1)
        shutil.rmtree(archive)
        return status


@pytest.fixture(scope="module")
def attack(tmp_path_factory: pytest.TempPathFactory) -> Attack:
    return Attack(tmp_path_factory.mktemp("kills"))


def test_a_kill_at_each_file_operation_loses_nothing(attack: Attack) -> None:
    for number in count(1, STEP):
        status = attack.run(FileOperation(number))
        if status == 0:
            break
        assert status == -signal.SIGKILL
    assert attack.kills >= (100 if FULL else 8)


def test_a_kill_at_any_moment_loses_nothing(attack: Attack) -> None:
    moments = random.Random(SEED)  # noqa: S311  no secret
    while attack.kills < KILLS:
        assert attack.run(KilledAfter(moments.uniform(0, LONGEST))) in (0, -signal.SIGKILL)


def test_a_kill_at_each_file_operation_of_a_copying_leaves_the_replica_served(
    followed: Path, tmp_path: Path
) -> None:
    kill_at_operations(followed, tmp_path / "replica", step=1 if FULL else 2)
