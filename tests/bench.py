"""`make bench`: how long things take here, printed as a table; nothing is asserted.

Whole processes for the ingest, a real server over loopback for pages and searches.
"""

import http.client
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from app.settings import ROOT

JUEYI = [sys.executable, "-c", "from app.cli import main; main()"]
RUNS = 5
REQUESTS = 200

REQUESTED = {
    "document page": "/A/HRC/RES/50/4",
    "document page, hits marked (not cached)": "/A/HRC/RES/50/4?q=" + quote("真诚对话"),
    "place page": "/A/RES/77/213/op/5",
    "page of a document not held": "/A/RES/70/1",
    "phrase search, 4 characters, 14 hits": "/search?q=" + quote("真诚对话"),
    "phrase search, traditional": "/search?q=" + quote("真誠對話"),
    "phrase search, number": "/search?q=" + quote("第70/1号"),
    "phrase search, symbol": "/search?q=" + quote("A/HRC/49/93"),
    "phrase search, 2 characters, 150 hits": "/search?q=" + quote("人权"),
    "two phrases": "/search?q=" + quote("真诚对话 国际合作"),
    "words after no phrase": "/search?q=" + quote("真诚人权合作"),
    "home": "/",
    "JSON document": "/api/v1/documents/A/HRC/RES/50/4",
}


def main() -> None:
    """Measure and print."""
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}\n")
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        print("| whole process | median s | min | max |\n|---|---|---|---|")
        _row("ingest of the five texts", [_ingest(archive, anew=True) for _ in range(RUNS)], 2)
        _row("ingest again, nothing changed", [_ingest(archive, anew=False) for _ in range(RUNS)], 2)
        print(f"\n| request ({REQUESTS} each, one reader) | median ms | 95th | 99th |\n|---|---|---|---|")
        with _served(archive) as port:
            connection = http.client.HTTPConnection("127.0.0.1", port)
            for name, path in REQUESTED.items():
                times = sorted(_request(connection, path) for _ in range(REQUESTS))
                middle = statistics.median(times)
                print(
                    f"| {name} | {middle:.1f} | {times[int(REQUESTS * 0.95)]:.1f} | {times[int(REQUESTS * 0.99)]:.1f} |"
                )


def _row(name: str, seconds: list[float], digits: int) -> None:
    print(
        f"| {name} | " + " | ".join(f"{f(seconds):.{digits}f}" for f in (statistics.median, min, max)) + " |"
    )


def _ingest(archive: Path, *, anew: bool) -> float:
    if anew:
        shutil.rmtree(archive, ignore_errors=True)
    begun = time.perf_counter()
    command = [*JUEYI, "ingest", str(ROOT / "data"), "--archive", str(archive)]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


@contextmanager
def _served(archive: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [*JUEYI, "serve", "--port", str(port), "--archive", str(archive)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(port)
            yield port
        finally:
            server.terminate()


def _wait(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(port)


def _request(connection: http.client.HTTPConnection, path: str) -> float:
    begun = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise ValueError(f"{response.status}: {path}")
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
