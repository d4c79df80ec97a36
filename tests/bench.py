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
from dataclasses import replace
from itertools import count
from pathlib import Path
from urllib.parse import quote

from app.settings import ROOT, shipped_names
from app.sources import plain_text
from tests.conftest import only
from tests.rendering.pages import set_text
from tests.rendering.printed import printed
from tests.rendering.trial import random_shape

JUEYI = [sys.executable, "-c", "from app.cli import main; main()"]
RUNS = 5
REQUESTS = 200
DOCUMENTS = 40

REQUESTED = {
    "document page": "/A/HRC/RES/50/4",
    "document page, hits marked": "/A/HRC/RES/50/4?q=" + quote("真诚对话"),
    "place page": "/A/RES/77/213/op/5",
    "page of a document not held": "/A/RES/70/1",
    "phrase search, 4 characters, 14 hits": "/search?q=" + quote("真诚对话"),
    "phrase search, traditional": "/search?q=" + quote("真誠對話"),
    "phrase search, number": "/search?q=" + quote("第70/1号"),
    "phrase search, symbol": "/search?q=" + quote('"A/HRC/49/93"'),
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
        print("\n| plain text read, megabytes | pages s | hard-wrapped s |\n|---|---|---|")
        for megabytes in (0.25, 0.5, 1.0, 2.0):
            seconds = [_read(_text_of(kind, megabytes)) for kind in ("pages", "wrapped")]
            print(f"| {megabytes} | {seconds[0]:.2f} | {seconds[1]:.2f} |")
        print(f"\n| request ({REQUESTS} each, one reader) | median ms | 95th | 99th |\n|---|---|---|---|")
        with served(archive) as port:
            connection = http.client.HTTPConnection("127.0.0.1", port)
            for name, path in REQUESTED.items():
                _times(name, [_request(connection, anew(path)) for _ in range(REQUESTS)])
            _times(
                "any page, from memory", [_request(connection, "/A/HRC/RES/50/4") for _ in range(REQUESTS)]
            )
        _references(Path(folder) / "many")


def _times(name: str, milliseconds: list[float]) -> None:
    times, total = sorted(milliseconds), len(milliseconds)
    middle = statistics.median(times)
    print(f"| {name} | {middle:.1f} | {times[int(total * 0.95)]:.1f} | {times[int(total * 0.99)]:.1f} |")


def _references(folder: Path) -> None:
    """Documents of 30 paragraphs with 300 references in all, to each other and to others."""
    texts, archive = folder / "texts", folder / "archive"
    texts.mkdir(parents=True)
    for number in range(1, DOCUMENTS + 1):
        lists = ("、".join(f"第7{n % 8}/{10 * n + k}号" for k in range(10)) for n in range(30))
        body = "".join(f"{n}. 重申大会{row}决议；\n\n" for n, row in enumerate(lists, start=1))
        text = (
            f"77/{number}. 题目\n\n大会，\n\n回顾其以往各项决议，\n\n{body}2022年12月15日\n第54次全体会议\n"
        )
        (texts / f"A_RES_77_{number}.txt").write_text(text, encoding="utf-8")
    command = [*JUEYI, "ingest", str(texts), "--archive", str(archive)]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    with served(archive) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        _request(connection, "/")
        for name in ("document page, 300 references, first time", "document page, 300 references, again"):
            pages = (f"/A/RES/77/{number}" for number in range(1, DOCUMENTS + 1))
            _times(name, [_request(connection, path) for path in pages])


def _row(name: str, seconds: list[float], digits: int) -> None:
    print(
        f"| {name} | " + " | ".join(f"{f(seconds):.{digits}f}" for f in (statistics.median, min, max)) + " |"
    )


def _text_of(kind: str, megabytes: float) -> bytes:
    """A text of this size: the paragraphs of one that ships, many times over, set in a shape."""
    names = shipped_names()
    reading = only(plain_text.read((ROOT / "data/resolutions/A_HRC_RES_50_4.txt").read_bytes(), "x", names))
    whole = reading.resolution
    size = sum(len(paragraph.text.encode()) for paragraph in whole.paragraphs if paragraph.number)
    times = round(megabytes * 1_000_000 / size)
    numbered = [paragraph for paragraph in whole.paragraphs if paragraph.number]
    many = [
        replace(paragraph, number=str(1 + (turn * len(numbered) + index) % 900))
        for turn in range(times)
        for index, paragraph in enumerate(numbered)
    ]
    text = replace(whole, paragraphs=(*whole.paragraphs, *many))
    shape = random_shape(kind, [text], 1)
    return set_text(printed([text], shape, names), shape).encode()


def _read(text: bytes) -> float:
    names = shipped_names()
    begun = time.perf_counter()
    plain_text.read(text, "text", names)
    return time.perf_counter() - begun


def _ingest(archive: Path, *, anew: bool) -> float:
    if anew:
        shutil.rmtree(archive, ignore_errors=True)
    begun = time.perf_counter()
    command = [*JUEYI, "ingest", str(ROOT / "data"), "--archive", str(archive)]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


@contextmanager
def served(archive: Path) -> Iterator[int]:
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


_ASKED = count()


def anew(path: str) -> str:
    """An address that nobody asked for before, so that its answer is not remembered but made."""
    return f"{path}{'&' if '?' in path else '?'}n={next(_ASKED)}"


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
