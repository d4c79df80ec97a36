"""The wheel, installed into a bare environment: what a reader has who never saw the checkout."""

import json
import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.resources import ROOT
from tests.heavy.running import free_port, get, wait_for

WHEELS = ROOT / "var" / "wheels"

pytestmark = pytest.mark.skipif(
    not (WHEELS / ".ready").exists(), reason="no packages to install from: run `make wheels`"
)


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints, run without a trace of the checkout."""
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, env=bare_environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def bare_environment() -> dict[str, str]:
    held = ("PYTHONPATH", "VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if name not in held and "JUEYI" not in name}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that the sdist builds."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder, cwd=ROOT)
    (sdist,) = folder.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    source = folder / sdist.name.removesuffix(".tar.gz")
    assert (source / "tests" / "conftest.py").exists()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=source)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of an environment that has the wheel and its locked packages, no more."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    commands = folder / "venv" / "bin"
    pip = (commands / "python", "-m", "pip", "install", "--quiet", "--no-index", "--no-build-isolation")
    locked = (*pip, "--find-links", WHEELS, "--require-hashes", "-r")
    run(*locked, ROOT / "requirements" / "build.txt", cwd=folder)
    run(*locked, ROOT / "requirements" / "app.txt", cwd=folder)
    run(*pip, "--no-deps", wheel, cwd=folder)
    return commands


@pytest.fixture(scope="module")
def elsewhere(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder outside of the checkout where the five texts were taken in."""
    folder = tmp_path_factory.mktemp("elsewhere")
    taken = run(installed / "jueyi", "ingest", ROOT / "data" / "resolutions", "--json", cwd=folder)
    assert json.loads(taken)["counts"]["added"] == 5
    return folder


@pytest.fixture(scope="module")
def port(installed: Path, elsewhere: Path) -> Iterator[int]:
    port = free_port()
    command = [str(installed / "jueyi"), "serve", "--port", str(port)]
    with (elsewhere / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=elsewhere, env=bare_environment(), stdout=log, stderr=log)
        try:
            wait_for(port, server, elsewhere / "log")
            yield port
        finally:
            server.terminate()
            server.wait(20)


def test_the_checkout_is_not_what_runs(installed: Path, elsewhere: Path) -> None:
    found = run(installed / "python", "-c", "import app; print(app.__file__)", cwd=elsewhere)
    assert Path(found.strip()).is_relative_to(installed.parent)


def test_an_installed_archive_is_sound(installed: Path, elsewhere: Path) -> None:
    assert json.loads(run(installed / "jueyi", "check", "--json", cwd=elsewhere))["sound"] is True
    assert re.fullmatch(r"jueyi [\d.]+\n", run(installed / "jueyi", "--version", cwd=elsewhere))


def test_an_installed_server_has_pages_and_their_style(port: int) -> None:
    status, html = get(port, "/A/HRC/RES/50/4")
    assert status == 200
    assert "加强人权领域的国际合作" in html
    style = re.search(r'href="(/static/[^"]+\.css)"', html)
    assert style is not None
    status, css = get(port, style[1])
    assert (status, "{" in css) == (200, True)
