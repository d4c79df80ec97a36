"""One archive kept in two ways: every kind of page, file and JSON, asked of both."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import ROOT, Settings
from tests.browser.test_layout import PAGES, PAGES_OF_BOTH
from tests.sources.akn import english
from tests.sources.akn import text as chinese
from tests.web.test_walk import PATHS

Clients = tuple[TestClient, TestClient]

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


class _Still(datetime):
    """A clock that stands, so that two archives tell the same times."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "_Still":
        """Always the same."""
        return cls(2026, 11, 28, 12, 0, 0, tzinfo=tz or UTC)


def stop_clocks(patched: pytest.MonkeyPatch) -> None:
    """Let all ingests be at one time."""
    for module in ("app.ingest.run", "app.ingest.manifest"):
        patched.setattr(f"{module}.datetime", _Still)


def make_texts(folder: Path) -> tuple[Path, ...]:
    """What both archives take in: the texts that ship, and two that differ from one another in English too."""
    long = "".join(english.paragraph(str(n), "Urges", "all States to cooperate;") for n in range(1, 9))
    for number, body in (("77/213", long), ("77/214", english.BODY)):
        text = chinese.document(english.statement(body, number=number))
        (folder / f"{number.replace('/', '-')}.xml").write_bytes(text)
    return ROOT / "data", folder


@contextmanager
def serving(settings: Sequence[Settings]) -> Iterator[Clients]:
    """The program by either settings."""
    one, other = (
        TestClient(create_app(each), base_url="http://juey.test", follow_redirects=False) for each in settings
    )
    with one, other:
        yield one, other


def archive_of(client: TestClient) -> Path:
    """The folder that a program answers from."""
    app: Any = client.app
    archive: Path = app.state.site.releases._archive
    return archive


def answer(client: TestClient, path: str) -> tuple[int, str | None, str]:
    """Status, kind and text of an answer, without the name of the release and the second in which it was asked for."""
    response = client.get(path)
    text = response.text
    for name in re.findall(r"[0-9]{8}T[0-9]{6}\.[0-9]{6}Z", text):
        text = text.replace(name, "RELEASE")
    text = re.sub(r"[0-9a-f]{16}(?=</code>：向管理者)|(?<=\"request_id\":\")[0-9a-f]{16}", "", text)
    text = re.sub(r"(?<=<responseDate>)[^<]+", "NOW", text)
    return response.status_code, response.headers.get("content-type"), text


def compare_all(both: Clients) -> None:
    """Both give the same answers to every kind of address, and to many of those that they lead to."""
    asked = [*dict.fromkeys([*PATHS, *PAGES, *PAGES_OF_BOTH, *FILES])]
    links: dict[str, None] = {}
    for path in asked:
        mine, other = (answer(client, path) for client in both)
        assert mine[0] < 500, path
        assert other == mine, path
        links |= dict.fromkeys(
            urldefrag(unescape(link))[0].removeprefix("http://juey.test")
            for link in re.findall(r'href="((?:http://juey\.test)?/[^"]*)"', mine[2])
        )
    more = [link for link in links if link not in asked and not link.startswith("/static")]
    assert len(more) > MOST
    for path in more[:: len(more) // MOST]:
        mine, other = (answer(client, path) for client in both)
        assert other == mine, path
