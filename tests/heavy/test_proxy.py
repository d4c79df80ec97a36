"""The real server behind a real nginx, as docs/deployment.md sets both up."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.nginx import SITE, Proxy, fetch, proxying, with_nginx
from tests.heavy.running import free_port, wait_for

pytestmark = with_nginx


@pytest.fixture(scope="module")
def proxy(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """nginx before the server."""
    folder = tmp_path_factory.mktemp("nginx")
    port = free_port()
    command = [sys.executable, "-c", "from app.cli import main; main()", "serve", "--port", str(port)]
    settings = {
        "JUEYI_ARCHIVE": str(archive),
        "JUEYI_ALLOWED_HOSTS": SITE,
        "JUEYI_TRUSTED_PROXIES": "127.0.0.1",
    }
    log = folder / "server"
    with log.open("wb") as stream:
        server = subprocess.Popen(command, env={**os.environ, **settings}, stdout=stream, stderr=stream)
    try:
        wait_for(port, server, log)
        with proxying(folder, port) as proxy:
            yield proxy
    finally:
        server.terminate()
        server.wait(30)


def test_links_are_those_of_the_site_with_tls(proxy: Proxy) -> None:
    status, headers, page = fetch(proxy, "/A/HRC/RES/50/4")
    assert status == 200
    assert f"https://{SITE}/A/HRC/RES/50/4".encode() in page
    assert b"http://127.0.0.1" not in page
    assert "max-age" in headers["Strict-Transport-Security"]


def test_redirects_stay_on_the_site(proxy: Proxy) -> None:
    status, headers, _ = fetch(proxy, "/a/hrc/res/50/4")
    assert status in (301, 308)
    assert headers["Location"] in ("/A/HRC/RES/50/4", f"https://{SITE}/A/HRC/RES/50/4")
