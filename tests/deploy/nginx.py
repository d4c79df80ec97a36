"""A real nginx with the example's configuration, on ports of its own."""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.client import HTTPMessage
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pytest

from app.settings import ROOT

NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or ""
OPENSSL = shutil.which("openssl") or ""
SITE = "archive.example.org"
_SERVER = "server 127.0.0.1:8000 max_fails=3 fail_timeout=5s;"

with_nginx = pytest.mark.skipif(
    not (NGINX and OPENSSL), reason="no nginx or openssl (Debian: apt-get install nginx-light openssl)"
)


class Proxy(NamedTuple):
    """Ports without and with TLS, and the certificate of the site."""

    plain: int
    tls: int
    certificate: Path


@contextmanager
def proxying(folder: Path, *upstreams: int) -> Iterator[Proxy]:
    """nginx before a port or several, with its files in a folder."""
    plain, tls = free_ports()
    command = [NGINX, "-c", str(configuration(folder, plain, tls, upstreams))]
    tested = subprocess.run([*command, "-t"], check=False, capture_output=True, text=True)
    assert tested.returncode == 0, tested.stderr
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stderr=log)
    try:
        wait_for(tls, server, folder / "log")
        yield Proxy(plain, tls, folder / "fullchain.pem")
    finally:
        server.terminate()
        server.wait(20)


def free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        for probe in (one, other):
            probe.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def configuration(folder: Path, plain: int, tls: int, upstreams: Sequence[int]) -> Path:
    """The example with other ports and a certificate of its own, inside what a configuration needs besides."""
    command = [OPENSSL, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-subj", f"/CN={SITE}", "-addext", f"subjectAltName=DNS:{SITE}"]
    command += ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(command, check=True, capture_output=True)
    examples = [ROOT / "deploy" / name for name in ("nginx-servers.conf", "nginx.conf")]
    site = "".join(example.read_text("utf-8") for example in examples)
    changes = {
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "listen [::]:80;": "",
        "listen 443 ": f"listen 127.0.0.1:{tls} ",
        "listen [::]:443 ssl http2;": "",
        "listen [::]:443 ssl http2 default_server;": "",
        _SERVER: "\n    ".join(_SERVER.replace("8000", str(port)) for port in upstreams),
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


def fetch(
    proxy: Proxy,
    path: str,
    body: bytes = b"",
    name: str = SITE,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> tuple[int, HTTPMessage, bytes]:
    """Status, headers and body of an answer through TLS."""
    context = ssl.create_default_context(cafile=str(proxy.certificate))
    tcp = socket.create_connection(("127.0.0.1", proxy.tls), 20)
    connection = http.client.HTTPConnection(name, timeout=20)
    connection.sock = context.wrap_socket(tcp, server_hostname=name)
    connection.request("POST" if body else "GET", path, body or None, dict(headers))
    response = connection.getresponse()
    answer = response.status, response.headers, response.read()
    connection.close()
    return answer
