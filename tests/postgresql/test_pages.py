"""Every kind of page, file and JSON is the same, byte for byte, from either database."""

import gzip
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest
from fastapi.testclient import TestClient

from app.bulk.make import make_package
from app.db.release import current_release
from app.db.server import keep_rows_on
from app.main import create_app
from app.settings import ROOT, Settings
from tests.browser.test_layout import PAGES, PAGES_OF_BOTH
from tests.conftest import run_ingest
from tests.postgres import Postgres
from tests.sources.akn import english
from tests.sources.akn import text as chinese
from tests.web.test_walk import PATHS

FILES = (
    *(
        "/readyz",
        "/oai?verb=ListRecords&metadataPrefix=oai_dc",
        "/oai?verb=ListIdentifiers&metadataPrefix=oai_dc",
    ),
    *(
        "/A/HRC/RES/50/4.json",
        "/A/HRC/RES/50/4.xml",
        "/A/HRC/RES/50/4.ris",
        "/A/RES/70/1.bib",
        "/search.csv?q=人权",
    ),
    *(
        "/search/kwic.csv?q=人权",
        "/search/kwic.txt?q=人权",
        "/search/timeline.csv?q=人权",
        "/search.atom?q=人权",
    ),
    *(
        "/search.ris?q=人权",
        "/search.csl.json?q=人权",
        "/search/suggest?q=国际",
        "/browse.atom",
        "/browse.csv",
    ),
    *("/states/CHN.csv", "/states/CHN.atom", "/states/map.csv", "/states/CHN/nearest.csv", "/groups.csv"),
    *("/groups/EU.csv", "/states/CHN/with/CUB.csv", "/problems.csv", "/divergences.csv", "/terms.csv?q=合作"),
    *(
        "/terms/verbs.csv",
        "/search/parallel.tmx?q=合作",
        "/sitemap.xml",
        "/sitemap-0.xml",
        "/instruments/charter.csv",
    ),
    *("/A/HRC/RES/50/4/cited-by.csv", "/A/HRC/RES/50/4/series.csv", "/A/HRC/RES/50/4/series/votes.csv"),
    *(
        "/api/v1/documents?limit=50",
        "/api/v1/documents/A/HRC/RES/50/4",
        "/api/v1/search?q=人权",
        "/api/v1/states/CHN",
    ),
    *(
        "/api/v1/documents/A/HRC/RES/50/4/cited-by",
        "/api/v1/documents/A/HRC/RES/50/4/series",
        "/api/v1/coverage",
    ),
    *(
        "/api/v1/wording?q=国际合作",
        "/api/v1/removals?q=国际合作",
        "/api/v1/divergences",
        "/api/v1/groups/EU",
    ),
    *("/api/v1/compare?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4", "/api/v1/tombstones", "/api/v1/states/map"),
)
MOST = 250
"""How many further addresses are asked for, of those that these pages lead to."""


@pytest.fixture(scope="module")
def both(
    server: Postgres, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[TestClient, TestClient]]:
    """The program on an archive in files, and on the same one on a server."""
    folder = tmp_path_factory.mktemp("both")
    long = "".join(english.paragraph(str(n), "Urges", "all States to cooperate;") for n in range(1, 9))
    for number, body in (("77/213", long), ("77/214", english.BODY)):
        text = chinese.document(english.statement(body, number=number))
        (folder / f"{number.replace('/', '-')}.xml").write_bytes(text)
    archives = folder / "files", folder / "on-server"
    urls = "", server.database()
    with pytest.MonkeyPatch.context() as patched:
        from tests.postgresql.conftest import _Still  # noqa: PLC0415

        for module in ("app.ingest.run", "app.ingest.manifest"):
            patched.setattr(f"{module}.datetime", _Still)
        for archive, url in zip(archives, urls, strict=True):
            keep_rows_on(archive, url)
            run_ingest(archive, ROOT / "data", folder, engine="tantivy")
    clients = [
        TestClient(
            create_app(Settings(archive=archive, database_url=url, search_engine="tantivy")),
            base_url="http://juey.test",
            follow_redirects=False,
        )
        for archive, url in zip(archives, urls, strict=True)
    ]
    with clients[0], clients[1]:
        yield clients[0], clients[1]


def archive_of(client: TestClient) -> Path:
    """The folder that a program answers from."""
    app: Any = client.app
    archive: Path = app.state.site.releases._archive
    return archive


def answer(client: TestClient, path: str) -> tuple[int, str | None, str]:
    """Status, kind and text of an answer, without the name of the release."""
    response = client.get(path)
    text = response.text
    for name in re.findall(r"[0-9]{8}T[0-9]{6}\.[0-9]{6}Z", text):
        text = text.replace(name, "RELEASE")
    text = re.sub(r"[0-9a-f]{16}(?=</code>：向管理者)|(?<=\"request_id\":\")[0-9a-f]{16}", "", text)
    return response.status_code, response.headers.get("content-type"), text


def test_every_kind_of_page_is_the_same(both: tuple[TestClient, TestClient]) -> None:
    asked = [*dict.fromkeys([*PATHS, *PAGES, *PAGES_OF_BOTH, *FILES])]
    links: dict[str, None] = {}
    for path in asked:
        mine, other = (answer(client, path) for client in both)
        assert other == mine, path
        assert mine[0] < 500, path
        links |= dict.fromkeys(
            urldefrag(unescape(link))[0].removeprefix("http://juey.test")
            for link in re.findall(r'href="((?:http://juey\.test)?/[^"]*)"', mine[2])
        )
    more = [link for link in links if link not in asked and not link.startswith("/static")]
    assert len(more) > MOST
    for path in more[:: len(more) // MOST]:
        mine, other = (answer(client, path) for client in both)
        assert other == mine, path


def test_files_in_bulk_are_the_same(both: tuple[TestClient, TestClient]) -> None:
    made = []
    for client in both:
        archive = archive_of(client)
        release = current_release(archive)
        assert release is not None
        package = make_package(archive, release)
        made.append(
            {
                file.name: gzip.decompress((package.path / file.name).read_bytes())
                for file in package.files()
                if file.name.endswith(".gz")
            }
        )
    assert len(made[0]) > 10
    assert made[0] == made[1]


def test_the_release_is_on_the_server(both: tuple[TestClient, TestClient]) -> None:
    archive = archive_of(both[1])
    release = current_release(archive)
    assert release is not None
    assert not (release.path / "archive.db").exists()
