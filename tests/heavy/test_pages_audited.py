"""Every kind of page before judges that others wrote: the Nu validator and Lighthouse.

They are installed apart, into `tests/heavy/pages` (`make tests/heavy/pages/.ready`), since nothing else needs them.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from app.settings import ROOT
from tests.bench import JUEYI
from tests.browser.conftest import BROWSERS, FLAGS
from tests.browser.test_layout import PAGES, PAGES_OF_BOTH
from tests.heavy.running import free_port, get, running

INSTALLED = Path(__file__).parent / "pages" / "node_modules"
NU = INSTALLED / "vnu-jar" / "build" / "dist" / "vnu.jar"
LIGHTHOUSE = INSTALLED / ".bin" / "lighthouse"
CATEGORIES = ("accessibility", "best-practices")
ADDRESSES = [quote(path, safe="/?=&") for path in (*PAGES, *PAGES_OF_BOTH)]
FOUND = [address for address in ADDRESSES if address != "/nothing"]
"""Lighthouse judges no page that is not found."""

pytestmark = pytest.mark.skipif(
    not NU.exists(), reason="the judges of pages are not installed: make tests/heavy/pages/.ready"
)


@pytest.fixture(scope="module")
def port(archive_of_both: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server with the five texts, and with some in English."""
    port = free_port()
    log = tmp_path_factory.mktemp("server") / "log"
    with running([*JUEYI, "serve", "--archive", str(archive_of_both), "--port", str(port)], port, log):
        yield port


def judged(folder: Path) -> list[str]:
    """What the Nu validator says of the pages and styles in a folder, warnings too."""
    if not shutil.which("java"):
        pytest.skip("no Java here; install it with: apt-get install default-jre-headless")
    command = [
        "java",
        "-jar",
        str(NU),
        "--format",
        "json",
        "--also-check-css",
        "--also-check-svg",
        str(folder),
    ]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    return [
        f"{one['url'].rpartition('/')[2]}:{one.get('lastLine')} {one['message']}"
        for one in json.loads(answer.stderr)["messages"]
    ]


def test_the_nu_validator_finds_nothing(port: int, tmp_path: Path) -> None:
    for number, path in enumerate(ADDRESSES):
        (tmp_path / f"{number:02}.html").write_text(get(port, path)[1], "utf-8")
    assert judged(tmp_path) == []


def test_the_nu_validator_finds_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><title>页</title><h2></h2><p><b>", "utf-8")
    assert judged(tmp_path)


@pytest.mark.skipif(
    "JUEYI_LIGHTHOUSE" not in os.environ, reason="takes a quarter of an hour: set JUEYI_LIGHTHOUSE to run it"
)
@pytest.mark.parametrize("path", FOUND, ids=str)
@pytest.mark.parametrize("form", ["mobile", "desktop"])
def test_lighthouse_gives_full_marks(port: int, path: str, form: str, tmp_path: Path) -> None:
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        pytest.skip("no Chromium here; install it with: apt-get install chromium-headless-shell")
    report = tmp_path / "report.json"
    subprocess.run(
        [
            str(LIGHTHOUSE),
            f"http://127.0.0.1:{port}{path}",
            f"--chrome-flags={' '.join(['--headless', *FLAGS])}",
            f"--only-categories={','.join(CATEGORIES)}",
            *(["--preset=desktop"] if form == "desktop" else []),
            "--output=json",
            f"--output-path={report}",
            "--quiet",
            "--no-enable-error-reporting",
        ],
        env={**os.environ, "CHROME_PATH": chromium},
        cwd=ROOT,
        check=True,
    )
    found = json.loads(report.read_text("utf-8"))
    wrong = {
        name for name, audit in found["audits"].items() if audit["score"] is not None and audit["score"] < 1
    }
    scores = {name: found["categories"][name]["score"] for name in CATEGORIES}
    assert scores == dict.fromkeys(CATEGORIES, 1), wrong
