"""The example for nginx, in a real one: what it passes on to the archive, and what not."""

import http.client
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from app.web.http.limits import MAX_ADDRESS_BYTES, MAX_BODY_BYTES
from tests.deploy.nginx import SITE, Proxy, fetch, free_ports, proxying, with_nginx

pytestmark = with_nginx


class Echo(BaseHTTPRequestHandler):
    """Stands for the archive: answers with the headers that it was asked with."""

    def do_GET(self) -> None:
        """Any address."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = json.dumps(dict(self.headers)).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815  as the library calls it

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """nginx before an echo."""
    archive = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=archive.serve_forever, daemon=True).start()
    with proxying(tmp_path_factory.mktemp("nginx"), archive.server_port) as proxy:
        yield proxy
    archive.shutdown()
    archive.server_close()


def ask(proxy: Proxy, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str]]:
    """Status and, of the echo, the headers that the archive got."""
    status, _, answer = fetch(proxy, path, body, headers=headers)
    return status, json.loads(answer) if status == 200 else {}


def test_who_asks_is_told_by_nginx_alone(proxy: Proxy) -> None:
    claimed = {"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "http", "Forwarded": "for=192.0.2.1"}
    status, passed = ask(proxy, "/", b"", **claimed)
    assert status == 200
    assert (passed["X-Forwarded-For"], passed["X-Forwarded-Proto"]) == ("127.0.0.1", "https")
    assert "Forwarded" not in passed
    assert passed["Host"] == SITE


@pytest.mark.parametrize("host", [SITE, "attacker.example"])
def test_plain_http_leads_to_the_site_whatever_host_is_asked_for(proxy: Proxy, host: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", proxy.plain, timeout=20)
    connection.request("GET", "/A/RES/70/1?view=a%20b", headers={"Host": host})
    response = connection.getresponse()
    connection.close()
    assert response.status == 308
    assert response.headers["Location"] == f"https://{SITE}/A/RES/70/1?view=a%20b"


def test_other_names_get_no_certificate(proxy: Proxy) -> None:
    with pytest.raises(ssl.SSLError, match=r"(?i)unrecognized name|UNRECOGNIZED_NAME"):
        fetch(proxy, "/", name="attacker.example")


def test_nor_an_answer_inside_a_connection_to_the_site(proxy: Proxy) -> None:
    assert fetch(proxy, "/", headers={"Host": "attacker.example"})[0] == 421


@pytest.mark.parametrize("path", ["/readyz", "/metrics"])
def test_what_is_for_monitors_is_not_passed_on(proxy: Proxy, path: str) -> None:
    assert ask(proxy, path)[0] == 404


@pytest.mark.parametrize(("more", "status"), [(0, 200), (1, 413)])
def test_bodies_are_bounded_as_the_archive_does(proxy: Proxy, more: int, status: int) -> None:
    assert ask(proxy, "/wording", b"x" * (MAX_BODY_BYTES + more))[0] == status


def test_the_longest_address_is_passed_on(proxy: Proxy) -> None:
    # The echo reads no line over 64 KB, the method among it.
    assert ask(proxy, f"/search?q={'x' * (MAX_ADDRESS_BYTES - 100)}")[0] == 200
    assert ask(proxy, f"/search?q={'x' * (MAX_ADDRESS_BYTES + 8192)}")[0] == 414


class Saying(Echo):
    """Stands for a server that answers everything with one status."""

    status = 200
    asked = 0

    def do_GET(self) -> None:
        """Any address."""
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        type(self).asked += 1
        self.send_response(self.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_GET  # noqa: N815  as the library calls it


@contextmanager
def saying(status: int) -> Iterator[tuple[int, type[Saying]]]:
    """The port of such a server, and what counts how often it was asked."""
    kind = type("Said", (Saying,), {"status": status})
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, kind
        server.shutdown()


def test_another_server_is_asked_where_one_is_gone_or_cannot_answer(tmp_path: Path) -> None:
    gone, _ = free_ports()
    with saying(200) as (sound, _), saying(503) as (unready, refusals):
        with proxying(tmp_path, gone, sound) as proxy:
            assert {fetch(proxy, "/")[0] for _ in range(12)} == {200}
            # What was not sent can be posted to another.
            assert {fetch(proxy, "/wording", b"x")[0] for _ in range(12)} == {200}
        with proxying(tmp_path, unready, sound) as proxy:
            assert {fetch(proxy, "/")[0] for _ in range(12)} == {200}
        # Three failures are enough for a while.
        assert 1 <= refusals.asked <= 4


def test_what_was_posted_is_not_posted_again(tmp_path: Path) -> None:
    with saying(503) as (one, first), saying(503) as (other, second), proxying(tmp_path, one, other) as proxy:
        assert fetch(proxy, "/wording", b"x")[0] == 503
        assert first.asked + second.asked == 1


def test_a_server_that_is_full_says_so_itself(tmp_path: Path) -> None:
    with saying(503) as (port, server), proxying(tmp_path, port) as proxy:
        assert {fetch(proxy, "/")[0] for _ in range(9)} == {503}
        assert server.asked == 9


def test_where_no_server_can_be_reached_readers_are_told_to_come_again(tmp_path: Path) -> None:
    with proxying(tmp_path, *free_ports()) as proxy:
        for _ in range(9):
            status, headers, page = fetch(proxy, "/A/RES/70/1")
            assert (status, headers["Retry-After"], headers["Cache-Control"]) == (503, "5", "no-store")
            assert headers["Content-Type"] == "text/html; charset=utf-8"
            assert "请过一会儿再试" in page.decode()
