"""A node behind TLS and a password: only whoever trusts its authority and knows the password is answered."""

import base64
import hashlib
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from app.search.engine import SearchUnavailableError
from app.search.opensearch.connection import connect, counted, sent
from app.search.opensearch.settings import ClusterSettings
from tests.deploy.nginx import NGINX, OPENSSL, wait_for, with_nginx
from tests.opensearch.servers import Servers, free_ports, with_opensearch

pytestmark = [with_nginx, with_opensearch]

USER, PASSWORD = "writer", "geheim-7"


def _run(*arguments: str, cwd: Path) -> None:
    subprocess.run([OPENSSL, *arguments], cwd=cwd, check=True, capture_output=True)


def _certificates(folder: Path, name: str) -> Path:
    """An authority of its own, and what it signed for this name, in a folder; the authority's certificate."""
    folder.mkdir()
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    _run("req", "-x509", *curve, "-subj", "/CN=authority", "-keyout", "ca.key", "-out", "ca.pem", cwd=folder)
    _run("req", *curve, "-subj", f"/CN={name}", "-keyout", "node.key", "-out", "node.csr", cwd=folder)
    kind = "IP" if name[0].isdigit() else "DNS"
    (folder / "names").write_text(f"subjectAltName={kind}:{name}\n")
    signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "names")
    _run("x509", "-req", "-in", "node.csr", *signed, "-out", "node.pem", cwd=folder)
    return folder / "ca.pem"


@contextmanager
def before(port: int, folder: Path) -> Iterator[int]:
    """nginx with the certificate in a folder, which lets only the user in; its port."""
    (own,) = free_ports(1)
    digest = base64.b64encode(hashlib.sha1(PASSWORD.encode()).digest()).decode()  # noqa: S324  nginx's format
    (folder / "users").write_text(f"{USER}:{{SHA}}{digest}\n")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    configuration = folder / "nginx.conf"
    configuration.write_text(
        f"""user root; daemon off; pid {folder}/pid; error_log stderr; events {{}}
http {{ {temporary} access_log off; client_max_body_size 50m;
  server {{ listen 127.0.0.1:{own} ssl; ssl_certificate {folder}/node.pem; ssl_certificate_key {folder}/node.key;
    auth_basic "x"; auth_basic_user_file {folder}/users;
    location / {{ proxy_pass http://127.0.0.1:{port}; proxy_set_header Authorization ""; }} }} }}
"""
    )
    log = folder / "log"
    with log.open("wb") as said:
        server = subprocess.Popen([NGINX, "-c", str(configuration)], stderr=said)
    try:
        wait_for(own, server, log)
        yield own
    finally:
        server.terminate()
        server.wait(20)


def _reason(cluster: ClusterSettings) -> str:
    with closing(connect(cluster)) as client, pytest.raises(SearchUnavailableError) as raised:
        counted(client, "secure")
    assert PASSWORD not in f"{raised.value!r} {raised.value.told}"
    return raised.value.reason


def test_a_certificate_and_a_password(cluster: Servers, tmp_path: Path) -> None:
    authority = _certificates(tmp_path / "right", "127.0.0.1")
    another = _certificates(tmp_path / "another", "127.0.0.1")
    with before(cluster.nodes[0].http, tmp_path / "right") as port:
        settings = ClusterSettings((f"https://127.0.0.1:{port}",), USER, PASSWORD, authority)
        with closing(connect(settings)) as client:
            sent(client, "PUT", "/secure", {"settings": {"number_of_replicas": 0}})
            assert counted(client, "secure") == 0
        assert _reason(replace(settings, ca=another)) == "untrusted"
        assert _reason(replace(settings, ca=None)) == "untrusted"
        assert _reason(replace(settings, password=PASSWORD[:-1])) == "refused"
        assert _reason(replace(settings, user="")) == "refused"


def test_a_certificate_of_another_name(cluster: Servers, tmp_path: Path) -> None:
    authority = _certificates(tmp_path / "other", "search.example.org")
    with before(cluster.nodes[0].http, tmp_path / "other") as port:
        settings = ClusterSettings((f"https://127.0.0.1:{port}",), USER, PASSWORD, authority)
        assert _reason(settings) == "untrusted"
