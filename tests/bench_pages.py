"""Pages a second from memory, against a bare route; what Chromium makes of a document page; with an archive as
argument, what documents and places cost that nobody asked for before.

Part of `make bench`: printed as tables, nothing is asserted. The load comes from this process, so that it takes its
share of the cores from both alike.
"""

import asyncio
import http.client
import logging
import os
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import structlog
from playwright.sync_api import Browser, sync_playwright
from sqlmodel import Session, col, select
from starlette.types import Message, Scope

from app.db.models import Document, Unit
from app.db.release import current_release
from app.db.session import read_session
from app.main import create_app
from app.settings import ROOT, Settings
from tests.bench import JUEYI
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.statements import executed

PAGE = "/A/HRC/RES/50/4"
SECONDS = 5.0
ROUNDS = 5
WORKERS = 2
CONNECTIONS = 16
LOADS = 15
PACE = 4
"""How many times slower Chromium's processor is made."""


MADE = 200
"""Documents and places, half of each, that are made for the first time."""


def main() -> None:
    """Measure and print."""
    if sys.argv[1:]:
        asyncio.run(_first_made(Path(sys.argv[1])))
        return
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive"
        command = [*JUEYI, "ingest", str(ROOT / "data"), "--archive", str(archive)]
        subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        serve = [*JUEYI, "serve", "--workers", str(WORKERS), "--archive", str(archive)]
        with started([*serve, "--port"]) as port:
            _rates(port, Path(folder) / "body")
            if CHROMIUM:
                _loads(f"http://127.0.0.1:{port}{PAGE}", f"http://127.0.0.1:{port}/")


async def _first_made(archive: Path) -> None:
    """Processor time, of all threads, for pages of different documents: no answer is kept from before."""
    release = current_release(archive)
    if release is None:
        sys.exit(f"no archive at {archive}")
    with read_session(release.database) as session:
        pages = _sample(session)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    app = create_app(Settings(archive=archive))

    async def ask(path: str) -> float:
        begun = time.process_time()
        await app(_scope(path), _nothing_more, _not_read)
        return (time.process_time() - begun) * 1000

    print(f"| {archive}, made for the first time | median CPU ms | 95th | max | statements, median | max |")
    print("|---|---|---|---|---|---|")
    for name, paths in pages.items():
        for path in paths[:5]:
            await ask(f"{path}?first=1")  # templates, the segmenter's dictionary
        times = sorted([await ask(path) for path in paths])
        with executed() as statements:
            counts = sorted([await _counted(ask, f"{path}?first=2", statements) for path in paths])
        print(
            f"| {len(paths)} {name} | {statistics.median(times):.1f} | {times[len(times) * 95 // 100]:.1f} | "
            f"{times[-1]:.1f} | {statistics.median(counts):.0f} | {counts[-1]} |"
        )


async def _counted(ask: Callable[[str], Awaitable[float]], path: str, statements: list[str]) -> int:
    """The number of statements of a page; what is read once for a release has been read."""
    statements.clear()
    await ask(path)
    return len(statements)


def _sample(session: Session) -> dict[str, list[str]]:
    """Addresses all over the archive, at like distances."""
    addresses = session.exec(select(Document.address).order_by(col(Document.id))).all()
    documents = [f"/{address}" for address in addresses[:: max(len(addresses) * 2 // MADE, 1)]]
    chosen = select(Document.address, Unit.anchor).join(Unit).where(Unit.kind == "operative", Unit.depth == 0)
    units = session.exec(chosen.order_by(col(Unit.id))).all()
    places = [f"/{address}/{anchor}" for address, anchor in units[:: max(len(units) * 2 // MADE, 1)]]
    return {"documents": documents[: MADE // 2], "places": places[: MADE // 2]}


def _scope(path: str) -> Scope:
    bare, _, query = path.partition("?")
    return {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "path": bare,
        "raw_path": quote(bare).encode(),
        "query_string": query.encode(),
        "headers": [(b"host", b"archive.example"), (b"accept-encoding", b"gzip")],
        "client": ("127.0.0.1", 1),
        "server": ("archive.example", 80),
        "scheme": "http",
        "root_path": "",
    }


async def _nothing_more() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


async def _not_read(message: Message) -> None:
    if message["type"] == "http.response.start" and message["status"] != 200:
        raise ValueError(message["status"])


def _rates(port: int, body: Path) -> None:
    headers, content, tag = _answer(port, PAGE)
    body.write_bytes(content)
    bare_command = [
        sys.executable,
        "-c",
        f"import sys; from tests.bare import run; run(int(sys.argv[1]), {WORKERS})",
    ]
    with started(bare_command, {"BARE_BODY": str(body)}, "/") as bare_port:
        rows = {
            "the page, from memory": (port, PAGE, ""),
            "the same, told that it has not changed": (port, PAGE, f"If-None-Match: {tag}\r\n"),
            "a bare route with the same bytes": (bare_port, "/", ""),
        }
        found: dict[str, list[float]] = {name: [] for name in rows}
        for _ in range(ROUNDS):
            for name, (at, path, more) in rows.items():
                found[name].append(rate(at, path, more))
    print(f"{PAGE}: {len(content)} bytes compressed ({headers})\n")
    print(f"| {WORKERS} workers, {CONNECTIONS} connections, {SECONDS:.0f} s | a second, median | min | max |")
    print("|---|---|---|---|")
    for name, rates in found.items():
        print(f"| {name} | {statistics.median(rates):.0f} | {min(rates):.0f} | {max(rates):.0f} |")


def _answer(port: int, path: str) -> tuple[str, bytes, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    return f"{answer.getheader('Content-Encoding')}", answer.read(), answer.getheader("ETag", "")


def rate(port: int, path: str, more: str) -> float:
    """Answers a second over keep-alive connections, each with one request at a time."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n{more}\r\n".encode()
    selector = selectors.DefaultSelector()
    for _ in range(CONNECTIONS):
        connection = socket.create_connection(("127.0.0.1", port))
        selector.register(connection, selectors.EVENT_READ, [b""])
        connection.sendall(request)
    answers, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < SECONDS:
        for key, _ in selector.select():
            held = key.data
            held[0] += key.fileobj.recv(1 << 17)
            if _is_whole(held[0]):
                answers += 1
                held[0] = b""
                key.fileobj.sendall(request)
    seconds = time.perf_counter() - begun
    for key in list(selector.get_map().values()):
        key.fileobj.close()
    return answers / seconds


def _is_whole(answer: bytes) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    _, found, length = head.lower().partition(b"content-length: ")
    return bool(end) and (not found or len(body) >= int(length.split(b"\r\n")[0]))


def _loads(page: str, before: str) -> None:
    print(
        f"\n| Chromium, processor {PACE} times slower, {LOADS} loads | largest paint ms, median | min | max | shift | KB |"
    )
    print("|---|---|---|---|---|---|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for width in (390, 1280):
            for name, first in (("a new browser", ""), ("from the first page", before)):
                found = [load(browser, width, page, first) for _ in range(LOADS)]
                paints, shifts, sizes = zip(*found, strict=True)
                print(
                    f"| {width} px, {name} | {statistics.median(paints):.0f} | {min(paints):.0f} | {max(paints):.0f} | "
                    f"{max(shifts):.4f} | {max(sizes) / 1024:.1f} |"
                )


OBSERVED = """
window.paint = 0; window.shift = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.paint = entry.startTime; })
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shift += entry.value; })
  .observe({type: "layout-shift", buffered: true});
"""


def load(browser: Browser, width: int, page: str, before: str) -> tuple[float, float, int]:
    """Milliseconds to the largest contentful paint, layout shift, and bytes that came over the wire."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    tab = context.new_page()
    session = context.new_cdp_session(tab)
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": PACE})
    tab.add_init_script(OBSERVED)
    if before:
        tab.goto(before)
        tab.wait_for_timeout(500)
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda loaded: sizes.append(loaded["encodedDataLength"]))
    tab.goto(page)
    tab.wait_for_timeout(1000)
    found = tab.evaluate("[window.paint, window.shift]")
    context.close()
    return found[0], found[1], round(sum(sizes))


@contextmanager
def started(
    command: list[str], settings: dict[str, str] | None = None, path: str = "/readyz"
) -> Iterator[int]:
    """A server on a free port, which is the last argument of its command, once it answers."""
    port = free_port()
    with subprocess.Popen(
        [*command, str(port)],
        cwd=ROOT,
        env={**os.environ, **(settings or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            wait(port, path)
            yield port
        finally:
            server.terminate()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait(port: int, path: str) -> None:
    """Until the server answers."""
    for _ in range(300):
        try:
            _answer(port, path)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(port)


if __name__ == "__main__":
    main()
