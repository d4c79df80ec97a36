"""Fixtures: a served archive, and the system's Chromium."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from app.main import create_app
from app.settings import Settings

# Debian's `chromium-headless-shell` draws with the same engine and takes half the time: it has no windows to keep.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@contextmanager
def serving(archive: Path) -> Iterator[str]:
    """The base URL of a server with an archive."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(Settings(archive=archive)), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="session")
def served(archive: Path) -> Iterator[str]:
    """The base URL of a server with the archive of the five texts."""
    with serving(archive) as base_url:
        yield base_url


@pytest.fixture(scope="session")
def served_both(archive_of_both: Path) -> Iterator[str]:
    """The same with some English texts beside the five."""
    with serving(archive_of_both) as base_url:
        yield base_url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip(
            "no Chromium here; install it with: apt-get install chromium-headless-shell fonts-noto-cjk"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=[(360, "light"), (768, "dark"), (1280, "light")], ids=["phone", "tablet", "desktop"])
def page(request: pytest.FixtureRequest, browser: Browser, served: str) -> Iterator[Page]:
    """A browser page at three widths, in light and dark theme."""
    width, scheme = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        java_script_enabled=True,
        base_url=served,
        locale="zh-CN",
    )
    yield context.new_page()
    context.close()
