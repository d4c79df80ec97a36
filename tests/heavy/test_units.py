"""The units' sandboxing, and the program inside it: an ingest, a backup and a server of two processes."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import ROOT
from tests.fetch.publisher import archive as archive_of
from tests.fetch.publisher import packed, published, text
from tests.heavy.running import free_port, get, running

SYSTEM_PYTHON = Path("/usr/bin/python3")
JUEYI = [sys.executable, "-c", "from app.cli import main; main()"]
DENIED = """
import mmap, os, socket
from pathlib import Path
tries = {
    "memory": lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC),
    "file": lambda: Path("written").write_text(""),
    "packets": lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW),
    "root": lambda: os.chroot("/"),
    "priority": lambda: os.setpriority(os.PRIO_PROCESS, 0, 5),
    "internet": lambda: socket.socket().close(),
}
for name, attempt in tries.items():
    try:
        attempt()
    except OSError:
        print(name)
"""


def has_seccomp() -> bool:
    command = [str(SYSTEM_PYTHON), "-c", "import seccomp"]
    return SYSTEM_PYTHON.exists() and not subprocess.run(command, check=False, capture_output=True).returncode


def may_mount() -> bool:
    command = [shutil.which("unshare") or "false", "--mount", "true"]
    return os.geteuid() == 0 and not subprocess.run(command, check=False, capture_output=True).returncode


pytestmark = [
    pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze"),
    pytest.mark.skipif(
        not has_seccomp(), reason="no seccomp module (Debian: apt-get install python3-seccomp)"
    ),
    pytest.mark.skipif(not may_mount(), reason="mounting is not allowed here"),
]


def sandboxed(unit: str, writable: Path | str, *command: str) -> list[str]:
    """The command under what the unit denies."""
    tool = [str(SYSTEM_PYTHON), str(ROOT / "tests" / "deploy" / "sandbox.py")]
    namespace = ["unshare", "--mount", "--propagation", "private"]
    return [*namespace, *tool, str(ROOT / "deploy" / f"{unit}.service"), str(writable), *command]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    archive = tmp_path_factory.mktemp("archive")
    return {**os.environ, "JUEYI_ARCHIVE": str(archive), "PYTHONPATH": str(ROOT)}


@pytest.fixture(scope="module")
def archive(environment: dict[str, str]) -> Path:
    """An archive that the unit of the ingest made."""
    folder = Path(environment["JUEYI_ARCHIVE"])
    command = sandboxed("jueyi-ingest", folder, *JUEYI, "ingest", str(ROOT / "data"))
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture(scope="module")
def port(
    archive: Path, environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[int]:
    """A port where two processes serve the archive under the unit of the server."""
    assert archive.is_dir()
    port = free_port()
    log = tmp_path_factory.mktemp("log") / "log"
    command = sandboxed("jueyi", "-", *JUEYI, "serve", "--port", str(port), "--workers", "2")
    with running(command, port, log, environment):
        yield port


@pytest.mark.parametrize(
    ("unit", "denied"),
    [
        ("jueyi", ["memory", "file", "packets", "root", "priority"]),
        ("jueyi-update", ["memory", "file", "packets", "root", "priority"]),
        ("jueyi-ingest", ["memory", "file", "packets", "root", "priority", "internet"]),
        ("jueyi-backup", ["memory", "file", "packets", "root", "priority", "internet"]),
    ],
)
def test_the_sandbox_denies(unit: str, denied: list[str]) -> None:
    command = sandboxed(unit, "-", sys.executable, "-c", DENIED)
    tried = subprocess.run(command, capture_output=True, text=True, check=True)
    assert tried.stdout.split() == denied


@pytest.mark.parametrize(
    "path",
    [
        "/A/HRC/RES/50/4",
        "/search?q=%E5%9B%BD%E9%99%85%E5%90%88%E4%BD%9C",
        "/compare?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4",
        "/wording?at=A/RES/77/213/op/5",
        "/api/v1/documents",
    ],
)
def test_pages_are_served_from_inside(port: int, path: str) -> None:
    assert get(port, path)[0] == 200


def test_a_backup_is_made_inside(archive: Path, environment: dict[str, str], tmp_path: Path) -> None:
    assert archive.is_dir()
    command = sandboxed("jueyi-backup", tmp_path, *JUEYI, "backup", str(tmp_path / "1.tar.gz"))
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert re.search("核对无误", made.stdout), made.stderr


def test_texts_are_brought_and_taken_in_inside(environment: dict[str, str], tmp_path: Path) -> None:
    command = sandboxed(
        "jueyi-update", tmp_path, *JUEYI, "update", "--bulk", "--organ", "HRC", "-q", "--no-log"
    )
    with published() as host:
        files = {"54session/Chinese/1.xml": text("77/1")}
        host.publish("HRCresolutions", archive_of(packed(files, "HRCresolutions-main/")))
        own = {
            "JUEYI_ARCHIVE": str(tmp_path / "archive"),
            "JUEYI_TEXTS": str(tmp_path / "texts"),
            "JUEYI_FETCH_ADDRESS": host.pattern,
        }
        run = subprocess.run(command, env={**environment, **own}, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "新增 A/RES/77/1  第77/1号的题目\n"), run.stderr
    assert len([*(tmp_path / "archive" / "bulk").glob("*/README.md")]) == 1
