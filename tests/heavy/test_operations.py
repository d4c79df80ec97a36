"""Every command of docs/operations.md, in the order of the page, on an archive and a server of its own.

Of what cannot run here (`systemctl`, `docker`, `pip`, `nginx`) a stand-in notes the call, and the units, services and
options are looked up. `ssh` is a stand-in that runs its command on this machine.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from app.db.checksums import damaged_files
from app.db.release import current_release
from app.ingest.publication import locked
from app.resources import ROOT
from tests.heavy.running import free_port, get, running
from tests.ingest.test_crash import make_texts
from tests.ingest.test_repair import flip
from tests.web.test_walk import PATHS

PAGE = (ROOT / "docs" / "operations.md").read_text("utf-8")
STAND_INS = {
    "jueyi": f'exec {sys.executable} -c "from app.cli import main; main()" "$@"',
    "ssh": 'shift; exec sh -c "$*"',
    **{name: f'echo {name} "$@" >> "$CALLS"' for name in ("systemctl", "docker", "pip", "nginx")},
}
UNITS = {path.name for path in (ROOT / "deploy").glob("jueyi*")}
COMPOSE = (ROOT / "compose.yaml").read_text("utf-8")


def blocks() -> list[tuple[str, str]]:
    """Each block of commands with its heading."""
    parts = re.split(r"^#+ (.+)$", PAGE, flags=re.M)
    sections = zip(parts[1::2], parts[2::2], strict=True)
    return [
        (heading, block) for heading, text in sections for block in re.findall(r"```sh\n(.*?)```", text, re.S)
    ]


@dataclass
class Operator:
    """Someone who types what the page says."""

    folder: Path
    port: int
    metrics: int
    environment: dict[str, str]

    @property
    def archive(self) -> Path:
        return self.folder / "archive"

    def type(self, block: str) -> str:
        """Run a block of commands in a shell that ends at the first failure. Returns what they printed."""
        places = {
            "/var/lib/jueyi-backups": "backups",
            "/var/lib/jueyi-inbox": "inbox",
            "/var/tmp/jueyi-rehearsal": "rehearsal",  # noqa: S108  replaced
            "/mnt/web2/jueyi": "web2",
        }
        if "ssh web2" in block:
            # What is /var/lib/jueyi on the other machine is another folder here.
            block = block.replace("jueyi-inbox /var/lib/jueyi\n", f"jueyi-inbox {self.folder}/there\n")
        for place, name in places.items():
            block = block.replace(place, str(self.folder / name))
        block = block.replace("/var/lib/jueyi", str(self.archive)).replace("/opt/jueyi/bin/", "")
        block = block.replace(":8000", f":{self.port}").replace(":9464", f":{self.metrics}")
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", block],  # noqa: S607
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, block + done.stdout + done.stderr
        return done.stdout

    def calls(self) -> list[list[str]]:
        """What stand-ins were called with."""
        noted = self.folder / "calls"
        return [line.split() for line in noted.read_text("utf-8").splitlines()] if noted.exists() else []

    def pages(self) -> dict[str, str]:
        """Every page that does not tell the release."""
        answers = {path: get(self.port, quote(path, safe="/?&=")) for path in PATHS if path != "/bulk"}
        return {path: page for path, (status, page) in answers.items() if status == 200}

    def release(self) -> str:
        current = current_release(self.archive)
        assert current is not None
        return current.name


def operator_of(folder: Path, settings: Mapping[str, str]) -> Operator:
    """Someone who has an empty archive by these settings, in a folder of their own."""
    (folder / "bin").mkdir()
    for name, does in STAND_INS.items():
        stand_in = folder / "bin" / name
        stand_in.write_text(f"#!/bin/sh\n{does}\n", "utf-8")
        stand_in.chmod(0o755)
    for name in ("backups", "deploy", "inbox"):
        (folder / name).mkdir()
    shutil.copy(ROOT / "deploy" / "cluster.env", folder / "deploy")
    (folder / "jueyi-1.whl").touch()
    port, metrics = free_port(), free_port()
    environment = {
        **os.environ,
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "CALLS": str(folder / "calls"),
        "JUEYI_METRICS": f"127.0.0.1:{metrics}",
        "JUEYI_BASE_URL": "https://archive.example.org",
        **settings,
        "JUEYI_ARCHIVE": str(folder / "archive"),
    }
    return Operator(folder, port, metrics, environment)


@pytest.fixture(scope="module")
def operator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Operator]:
    folder = tmp_path_factory.mktemp("operations")
    operator = operator_of(folder, {"JUEYI_SEARCH_ENGINE": "tantivy"})
    operator.type(f"jueyi ingest -q {ROOT / 'data'} {make_texts(folder / 'texts', 3)}")
    command = [str(folder / "bin" / "jueyi"), "serve", "--port", str(operator.port)]
    with running(command, operator.port, folder / "log", operator.environment):
        yield operator


def take_in_more(operator: Operator, number: int) -> None:
    texts = make_texts(operator.folder / f"more{number}", 1, first=number)
    operator.type(f"jueyi ingest -q {texts}")


def damage(operator: Operator) -> None:
    index = operator.archive / "current" / "index"
    flip(max((path for path in index.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size))


def is_sound(operator: Operator) -> None:
    current = current_release(operator.archive)
    assert current is not None
    assert damaged_files(current) == []
    assert get(operator.port, "/readyz")[0] == 200


def test_every_command_does_what_the_page_says(operator: Operator) -> None:
    sections = blocks()
    assert len(sections) > 15
    whole = operator.pages()
    assert len(whole) > 25
    first = operator.release()
    for heading, block in sections:
        if "rsync" in block and not shutil.which("rsync"):
            continue
        if heading == "A bad release":
            take_in_more(operator, 200)
            assert json.loads(get(operator.port, "/readyz")[1])["documents"] == 9
        if heading == "A damaged release":
            damage(operator)
        if heading == "Backup and restore" and block.startswith("jueyi restore") and "check\n" in block:
            shutil.rmtree(operator.archive)
            assert get(operator.port, "/A/HRC/RES/50/4")[0] == 503
        if heading == "Upgrade" and block.startswith("jueyi rollback"):
            take_in_more(operator, 300)  # as the ingest of the new version, which reads better, does
        printed = operator.type(block)
        if heading == "Monitoring":
            assert "jueyi_release_documents 8.0" in printed
            assert {*re.findall(r"`(jueyi_release_\w+)`", PAGE)} <= {*re.findall(r"^(\w+) ", printed, re.M)}
        is_sound(operator)
        if "ssh web2" in block or "jueyi replicate /mnt" in block:
            there = current_release(operator.folder / ("there" if "ssh web2" in block else "web2"))
            assert there is not None
            assert (there.name, damaged_files(there)) == (operator.release(), [])
    # Lost and restored, rolled back, damaged and repaired: no reader sees another page.
    assert operator.release() != first
    assert operator.pages() == whole


def test_metrics_of_alarms_are_there() -> None:
    sources = [*(ROOT / "app" / "server").glob("*.py"), ROOT / "app" / "web" / "http" / "metrics.py"]
    counted = "".join(path.read_text("utf-8") for path in sources)
    named = {name.removesuffix("_total") for name in re.findall(r"`(jueyi_\w+)`", PAGE)}
    assert len(named) > 5
    of_release = {name for name in named if name.startswith("jueyi_release_")}
    assert [name for name in named - of_release if f'"{name}' not in counted] == []


def test_a_lock_that_is_held_is_listed_with_its_process(operator: Operator) -> None:
    block = next(block for heading, block in blocks() if heading == "The lock is held")
    with locked(operator.archive):
        assert re.search(rf"^ *{os.getpid()} .*/archive/\.lock$", operator.type(block), re.M)


def test_units_services_and_profiles_are_there(operator: Operator) -> None:
    calls = operator.calls()
    assert {call[0] for call in calls} == {"systemctl", "docker", "pip", "nginx"}
    for name, *words in calls:
        if name == "systemctl":
            named = [word for word in words[1:] if word.startswith("jueyi")]
            assert all(unit in UNITS or f"{unit}.service" in UNITS for unit in named)
        if name == "docker":
            assert words[0] == "compose"
            profiles = [words[at + 1] for at, word in enumerate(words) if word == "--profile"]
            assert all(re.search(rf"profiles: \[.*\b{profile}\b", COMPOSE) for profile in profiles)
            services = {"ingest", "backup", "web1", "web2", "postgres", "opensearch"} & {*words}
            assert services or not {"run", "restart", "exec"} & {*words}
            assert all(re.search(rf"^  {service}:$", COMPOSE, re.M) for service in services)


def test_what_pages_say_is_what_the_program_says() -> None:
    """The words of the tables stand in the program, or in the example of nginx."""
    table = PAGE.partition("## 503")[2].partition("\n# ")[0]
    words = re.findall(r"^\| ([一-鿿]+)", table, re.M)
    assert len(words) == 5
    sources = [*(ROOT / "app" / "web" / "http").glob("*.py"), ROOT / "deploy" / "nginx.conf"]
    told = "".join(path.read_text("utf-8") for path in sources)
    assert [word for word in words if word not in told] == []
    of_cluster = re.findall(r"[一-鿿]{5,}", PAGE.partition("### What to do when a cluster fails")[2])
    assert len(of_cluster) > 5
    told += "".join(
        (ROOT / "app" / name).read_text("utf-8") for name in ("search/engine.py", "cli/failures.py")
    )
    assert [word for word in of_cluster if word not in told] == []
