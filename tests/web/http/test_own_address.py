"""Links are the site's own, whatever `Host` says, and lie under the path that the site lies under."""

import json
import re
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient
from pydantic import ValidationError
from starlette.types import ASGIApp, Receive, Scope, Send

from app.main import create_app
from app.settings import ROOT, Settings

PAGE = "/A/HRC/RES/50/4"
OWN = "https://juey.example/archive"


def client_of(archive: Path, base: str = "http://juey.test", **settings: object) -> TestClient:
    """A client of a site with these settings."""
    site = Settings.model_validate({"archive": archive, **settings})
    return TestClient(create_app(site), base_url=base, follow_redirects=False)


@pytest.mark.parametrize(
    "path",
    [PAGE, f"{PAGE}/op/5", "/search.atom?q=人权", "/opensearch.xml", "/api", f"/api/v1/documents{PAGE}"],
)
def test_a_set_address_is_used_whatever_the_host(archive: Path, path: str) -> None:
    with client_of(archive, base_url="https://juey.example/") as client:
        answer = client.get(path, headers={"Host": "evil.test", "X-Forwarded-Host": "evil.test"})
        again = client.get(path, headers={"Host": "other.test", "If-None-Match": answer.headers["etag"]})
    assert "https://juey.example/" in answer.text
    assert "evil.test" not in answer.text
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("juey.example", 200),
        ("JUEY.example.:8000", 200),
        ("a.b.juey.test", 200),
        ("juey.test", 400),
        ("evil.example", 400),
        ("juey.example.evil.test", 400),
        ("evil-juey.test", 400),
        ("127.0.0.1", 400),
    ],
)
def test_only_allowed_hosts_are_answered_for(archive: Path, host: str, status: int) -> None:
    with client_of(archive, allowed_hosts="juey.example, *.juey.test") as client:
        answers = [client.get(path, headers={"Host": host}) for path in (PAGE, f"/api/v1/documents{PAGE}")]
        monitored = client.get("/healthz", headers={"Host": host})
    assert [answer.status_code for answer in answers] == [status, status]
    assert monitored.status_code == 200
    if status == 400:
        assert all("主机名" in answer.text and host not in answer.text for answer in answers)
        assert "content-security-policy" in answers[0].headers


def test_the_host_of_the_set_address_is_allowed(archive: Path) -> None:
    with client_of(archive, base_url="https://juey.example", allowed_hosts="other.example") as client:
        assert client.get("/", headers={"Host": "juey.example"}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.test/path", "a b", 'x"><script>', "user@evil.test", "a:b", "[::1", "人"]
)
def test_what_is_no_host_is_never_reflected(archive: Path, host: str) -> None:
    with client_of(archive) as client:
        answer = client.get(PAGE, headers={b"Host": host.encode()})
    assert answer.status_code == 400
    assert "evil" not in answer.text


@pytest.mark.parametrize("path", ["/api/v1/search/?q=人权", "/a/hrc/res/50/4", "/S/RES/1325"])
def test_a_redirect_leads_to_no_other_host(archive: Path, path: str) -> None:
    with client_of(archive, base_url=OWN) as client:
        answer = client.get(path, headers={"Host": "evil.test"})
    assert "evil.test" not in answer.headers.get("location", "")


@pytest.mark.parametrize("proxy", ["", "10.0.0.0/8, 192.0.2.7"])
@pytest.mark.parametrize("peer", ["192.0.2.7", "203.0.113.1"])
def test_only_trusted_proxies_are_believed(archive: Path, proxy: str, peer: str) -> None:
    settings = Settings.model_validate({"archive": archive, "trusted_proxies": proxy})
    seen: list[Scope] = []
    app = create_app(settings)

    async def watched(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)
        await app(scope, receive, send)

    given = {"X-Forwarded-For": "198.51.100.9, 203.0.113.5, 10.1.2.3", "X-Forwarded-Proto": "https"}
    with TestClient(watched, client=(peer, 1), base_url="http://juey.test") as client:
        answer = client.get(PAGE, headers=given)
    is_trusted = bool(proxy) and peer == "192.0.2.7"
    # The first address is what the client says of itself; the last is the proxy's own.
    assert seen[-1]["client"][0] == ("203.0.113.5" if is_trusted else peer)
    assert ("strict-transport-security" in answer.headers) == is_trusted
    assert ("https://juey.test/A" in answer.text) == is_trusted


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("base_url", "juey.example"),
        ("base_url", "https://juey.example/a?b"),
        ("base_url", "ftp://juey.example"),
        ("base_url", 'https://juey.example/"><script>'),
        ("allowed_hosts", "https://juey.example"),
        ("allowed_hosts", "juey.example:8000"),
        ("trusted_proxies", "10.0.0.1/8"),
        ("trusted_proxies", "nginx"),
    ],
)
def test_a_wrong_setting_is_told(monkeypatch: pytest.MonkeyPatch, field: str, value: str) -> None:
    monkeypatch.setenv(f"JUEYI_{field.upper()}", value)
    with pytest.raises(ValidationError, match="应是"):
        Settings()


def mounted(app: ASGIApp) -> ASGIApp:
    """An application behind a server that is told the path by `--root-path`."""

    async def call(scope: Scope, receive: Receive, send: Send) -> None:
        path = (
            {"path": f"/archive{scope['path']}", "root_path": "/archive"} if scope["type"] == "http" else {}
        )
        await app({**scope, **path}, receive, send)

    return call


WAYS: dict[str, tuple[str, str, Callable[[ASGIApp], ASGIApp]]] = {
    "the proxy takes the path off": ("", OWN, lambda app: app),
    "the proxy leaves the path": ("/archive", OWN, lambda app: app),
    "the server is told the path": ("", "", mounted),
}


@pytest.fixture(params=WAYS)
def under_path(archive: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[str], str]]:
    """The text of an answer by its path inside the site, which lies under `/archive`."""
    before, own, mount = WAYS[request.param]
    site = Settings.model_validate({"archive": archive, "base_url": own})
    with TestClient(mount(create_app(site)), base_url="http://juey.test", follow_redirects=False) as client:

        def ask(path: str) -> str:
            answer = client.get(before + path)
            if answer.is_redirect:
                place = urlsplit(answer.headers["location"])
                assert place.path.startswith("/archive/")
                return ask(place._replace(scheme="", netloc="").geturl().removeprefix("/archive"))
            assert answer.status_code in (200, 404, 422), path
            for link in re.findall("<([^>]+)>", answer.headers.get("link", "")):
                assert urlsplit(link).path.startswith("/archive/")
            return answer.text

        yield ask


def links(markup: str) -> Iterator[tuple[Tag, SplitResult]]:
    """The elements of a page that lead or send to the site, and where."""
    parser = "xml" if markup.startswith("<?xml") else "html.parser"
    for node in BeautifulSoup(markup, parser).find_all():
        for attribute in {"href", "src", "action"} & set(node.attrs):
            link = urlsplit(str(node[attribute]))
            if link.netloc in ("", "juey.example", "juey.test") and link.path:
                yield node, link


def test_every_link_of_every_kind_of_page_is_under_the_path(under_path: Callable[[str], str]) -> None:
    start = (
        "/",
        PAGE,
        f"{PAGE}/op/5",
        "/search?q=真诚对话",
        "/a/hrc/res/50/4",
        "/nothing",
        "/compare",
        "/api",
    )
    left, kinds = deque(start), {""}
    while left:
        path = left.popleft()
        for node, link in links(under_path(path)):
            assert link.path == "/archive" or link.path.startswith("/archive/"), (path, node)
            inside = link._replace(scheme="", netloc="", fragment="").geturl().removeprefix("/archive")
            # One page of a kind is enough: what names and numbers are in its address makes no difference.
            kind = re.sub(r"[A-Z0-9.%()-]+|=[^&]*", "", inside)
            if kind not in kinds and len(kinds) < 45 and node.name == "a":
                kinds.add(kind)
                left.append(inside)
    assert len(kinds) > 30


def test_json_and_feeds_are_under_the_path(under_path: Callable[[str], str]) -> None:
    for path in (
        "/api/v1/documents?size=2",
        f"/api/v1/documents{PAGE}",
        f"/api/v1/documents{PAGE}/cited-by",
        f"/api/v1/documents{PAGE}/series",
        f"/api/v1/documents{PAGE}/citing-formats?place=op/5",
        "/api/v1/search?q=人权&size=2",
    ):
        urls = re.findall(r'"(?:\w*url|next|prev|permalink)":\s*"([^"]+)"', under_path(path))
        own = [urlsplit(url).path for url in urls if "un.org" not in url]
        assert own or "cited-by" in path, path
        assert [url for url in own if not url.startswith("/archive/")] == [], path
    for path in ("/search.atom?q=人权", "/opensearch.xml"):
        links = re.findall(r'(?:href|template)="([^"]+)"', under_path(path))
        assert links
        assert [link for link in links if "juey." in link and "/archive/" not in link] == []


def test_files_of_programs_lead_back_under_the_path(under_path: Callable[[str], str]) -> None:
    for path in (
        *(f"{PAGE}.{suffix}" for suffix in ("ris", "bib", "csl.json", "txt")),
        f"{PAGE}/op/5.ris",
        f"{PAGE}/series.bib",
        f"/unapi?id={PAGE}&format=ris",
        *(f"/search.{suffix}?q=人权" for suffix in ("ris", "bib", "csl.json", "txt", "csv", "json")),
        *("/robots.txt", "/sitemap.xml", "/sitemap-pages.xml", "/sitemap-1.xml"),
        "/oai?verb=Identify",
        "/oai?verb=ListRecords&metadataPrefix=oai_dc",
        "/oai?verb=ListRecords&metadataPrefix=marcxml",
        "/browse.atom",
    ):
        own = re.findall(r"https?://juey\.(?:example|test)(/[^\s\"'<>]*)", under_path(path))
        assert own, path
        assert [place for place in own if not place.startswith("/archive/")] == [], path
    manifest = json.loads(under_path("/site.webmanifest"))
    places = [manifest["start_url"], manifest["scope"], *(icon["src"] for icon in manifest["icons"])]
    assert all(place.startswith("/archive/") for place in places)


def test_a_search_in_json_is_where_its_page_is(archive: Path) -> None:
    with client_of(archive, base_url="https://juey.example/archive") as client:
        answer = client.get("/search.json?q=%E4%BA%BA%E6%9D%83")
    assert answer.headers["location"] == "/archive/api/v1/search?q=%E4%BA%BA%E6%9D%83"


def test_no_script_names_an_address_from_the_root() -> None:
    for script in (ROOT / "static" / "js").glob("*.js"):
        code = re.sub(r"//.*", "", script.read_text("utf-8"))
        assert re.findall(r'(?:fetch|URL)\(\s*["`\']/', code) == []


def test_files_are_under_the_path(under_path: Callable[[str], str]) -> None:
    files = re.findall(r'"/archive(/static/[^"]+)"', under_path(PAGE))
    loaded = {file.rpartition("/")[2] for file in files}
    assert loaded == {"style.css", "site.js", "copy.js", "cite.js", "icon.svg"}
    assert all(under_path(file) for file in files)
