"""The example for nginx, in a real one: what it passes on to the archive, and what not."""

import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType

import pytest

from app.settings import ROOT
from app.web.http.limits import MAX_ADDRESS_BYTES, MAX_BODY_BYTES

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or ""
OPENSSL = shutil.which("openssl") or ""
SITE = "archive.example.org"

pytestmark = pytest.mark.skipif(
    not (NGINX and OPENSSL), reason="no nginx or openssl (Debian: apt-get install nginx-light openssl)"
)


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


def free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        for probe in (one, other):
            probe.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def configuration(folder: Path, plain: int, tls: int, upstream: int) -> Path:
    """The example with other ports and a certificate of its own, inside what a configuration needs besides."""
    command = [OPENSSL, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-subj", f"/CN={SITE}", "-addext", f"subjectAltName=DNS:{SITE}"]
    command += ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(command, check=True, capture_output=True)
    site = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    changes = {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen [::]:80;": "",
        "listen 443 ": f"listen 127.0.0.1:{tls} ",
        "listen [::]:443 ssl http2;": "",
        "listen [::]:443 ssl http2 default_server;": "",
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{upstream};",
        f"/etc/ssl/{SITE}": str(folder),
    }
    for former, latter in changes.items():
        assert former in site
        site = site.replace(former, latter)
    (folder / "site.conf").write_text(site, "utf-8")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    user = "user root;\n" if os.geteuid() == 0 else ""
    whole = folder / "nginx.conf"
    whole.write_text(
        f"{user}daemon off;\npid {folder}/pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{\n{temporary}include {folder}/site.conf;\n}}\n",
        "utf-8",
    )
    return whole


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int, Path]]:
    """nginx before an echo: its ports without and with TLS, and its certificate."""
    folder = tmp_path_factory.mktemp("nginx")
    archive = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=archive.serve_forever, daemon=True).start()
    plain, tls = free_ports()
    command = [NGINX, "-c", str(configuration(folder, plain, tls, archive.server_port))]
    tested = subprocess.run([*command, "-t"], check=False, capture_output=True, text=True)
    assert tested.returncode == 0, tested.stderr
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stderr=log)
    try:
        wait_for(tls, server, folder / "log")
        yield plain, tls, folder / "fullchain.pem"
    finally:
        server.terminate()
        server.wait(20)
        archive.shutdown()
        archive.server_close()


def wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        assert server.poll() is None, log.read_text("utf-8")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"no answer: {log.read_text('utf-8')}")


def ask(
    ports: tuple[int, int, Path],
    path: str,
    body: bytes = b"",
    name: str = SITE,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> tuple[int, dict[str, str]]:
    """Status and, of the echo, the headers that the archive got."""
    context = ssl.create_default_context(cafile=str(ports[2]))
    tcp = socket.create_connection(("127.0.0.1", ports[1]), 20)
    connection = http.client.HTTPConnection(name, timeout=20)
    connection.sock = context.wrap_socket(tcp, server_hostname=name)
    connection.request("POST" if body else "GET", path, body or None, dict(headers))
    response = connection.getresponse()
    text = response.read()
    connection.close()
    return response.status, json.loads(text) if response.status == 200 else {}


def test_who_asks_is_told_by_nginx_alone(ports: tuple[int, int, Path]) -> None:
    claimed = {"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "http", "Forwarded": "for=192.0.2.1"}
    status, passed = ask(ports, "/", headers=claimed)
    assert status == 200
    assert (passed["X-Forwarded-For"], passed["X-Forwarded-Proto"]) == ("127.0.0.1", "https")
    assert "Forwarded" not in passed
    assert passed["Host"] == SITE


@pytest.mark.parametrize("host", [SITE, "attacker.example"])
def test_plain_http_leads_to_the_site_whatever_host_is_asked_for(
    ports: tuple[int, int, Path], host: str
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", ports[0], timeout=20)
    connection.request("GET", "/A/RES/70/1?view=a%20b", headers={"Host": host})
    response = connection.getresponse()
    connection.close()
    assert response.status == 308
    assert response.headers["Location"] == f"https://{SITE}/A/RES/70/1?view=a%20b"


def test_other_names_get_no_certificate(ports: tuple[int, int, Path]) -> None:
    with pytest.raises(ssl.SSLError, match=r"(?i)unrecognized name|UNRECOGNIZED_NAME"):
        ask(ports, "/", name="attacker.example")


@pytest.mark.parametrize("path", ["/readyz", "/metrics"])
def test_what_is_for_monitors_is_not_passed_on(ports: tuple[int, int, Path], path: str) -> None:
    assert ask(ports, path)[0] == 404


@pytest.mark.parametrize(("more", "status"), [(0, 200), (1, 413)])
def test_bodies_are_bounded_as_the_archive_does(ports: tuple[int, int, Path], more: int, status: int) -> None:
    assert ask(ports, "/wording", b"x" * (MAX_BODY_BYTES + more))[0] == status


def test_the_longest_address_is_passed_on(ports: tuple[int, int, Path]) -> None:
    # The echo reads no line over 64 KB, the method among it.
    assert ask(ports, f"/search?q={'x' * (MAX_ADDRESS_BYTES - 100)}")[0] == 200
    assert ask(ports, f"/search?q={'x' * (MAX_ADDRESS_BYTES + 8192)}")[0] == 414
