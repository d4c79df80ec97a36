"""`kill -9` at any moment of an ingest leaves the served archive as it was, and the next ingest succeeds."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.db.queries import listing
from app.db.release import current_release
from app.db.session import read_session
from app.settings import ROOT
from tests.conftest import run_ingest

TEXTS = 60
MOMENTS = (0.1, 0.35, 0.5, 0.65, 0.75, 0.85, 0.92, 0.97)


def make_texts(folder: Path) -> Path:
    folder.mkdir()
    body = "\n\n".join(f"{number}. 重申第{number}件事，并请各国继续开展真诚对话；" for number in range(1, 20))
    for number in range(TEXTS):
        text = f"60/{number + 1}. 题目{number}\n\n人权理事会，\n\n{body}\n\n20. 决定继续审议此事。\n"
        (folder / f"{number:03}.txt").write_text(text, "utf-8")
    return folder


def start(archive: Path, texts: Path) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-c",
        "from app.cli import main; main()",
        "ingest",
        str(texts),
        "--archive",
        str(archive),
    ]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def served(archive: Path) -> tuple[str, int]:
    release = current_release(archive)
    assert release is not None
    with read_session(release.database) as session:
        return release.path.name, listing.count(session)


@pytest.fixture(scope="module")
def whole_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """The texts, and the seconds that an ingest of them takes here."""
    folder = tmp_path_factory.mktemp("whole")
    texts = make_texts(folder / "texts")
    run_ingest(folder / "archive", ROOT / "data")
    begun = time.monotonic()
    assert start(folder / "archive", texts).wait() == 0
    return texts, time.monotonic() - begun


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_ingest_changes_nothing(
    tmp_path: Path, whole_run: tuple[Path, float], moment: float
) -> None:
    texts, seconds = whole_run
    archive = tmp_path / "archive"
    run_ingest(archive, ROOT / "data")
    before = served(archive)
    process = start(archive, texts)
    time.sleep(seconds * moment)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    after = served(archive)
    # Where the kill came after the swap, the new release is whole.
    assert after in {before, (after[0], 5 + TEXTS)}
    summary = run_ingest(archive, texts)
    assert not summary.refused
    assert served(archive)[1] == 5 + TEXTS
    assert len(list((archive / "releases").iterdir())) <= 2


# Each dies at one step of the publication, as if the machine had gone.
DYING = """
import os, pathlib, signal
from app.cli import main
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
{step} = die
main()
"""


@pytest.mark.parametrize("step", ["pathlib.Path.rename", "pathlib.Path.symlink_to", "os.replace"])
def test_a_death_at_any_step_of_publishing_changes_nothing(
    tmp_path: Path, whole_run: tuple[Path, float], step: str
) -> None:
    texts, _ = whole_run
    archive = tmp_path / "archive"
    run_ingest(archive, ROOT / "data")
    before = served(archive)
    command = [sys.executable, "-c", DYING.format(step=step), "ingest", str(texts), "--archive", str(archive)]
    died = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    assert died.returncode == -signal.SIGKILL
    assert served(archive) == before
    assert not run_ingest(archive, texts).refused
    assert served(archive)[1] == 5 + TEXTS
    assert len(list((archive / "releases").iterdir())) == 2
