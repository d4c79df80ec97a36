"""Whatever stands in a text, what goes out is read by those it is for."""

import csv
import io
import json
import re
from collections.abc import Iterator
from urllib.parse import quote

import feedparser
import pytest
import rispy
from fastapi.testclient import TestClient
from lxml import etree
from pybtex.database import parse_string

from app.main import create_app
from app.settings import Settings
from app.writers.tables import unguarded
from tests.conftest import run_ingest

CONTROLS = "\x0b\x0c\x1c\x1e\x1f\x85\x9f\ufdd0\U0001fffe\U0010ffff\u2028\u2029\u202e\u200b\ufeff"
TEXT = """2023年12月19日大会决议

78/{number}. {title}

大会，

回顾{words}其决议，

1. 请{words}秘书长；

2. {words}

第54次全体会议
2023年12月19日
"""
TITLES = {
    "990": f"一项{CONTROLS}标题",
    "991": "=公式(1)的标题",
    "992": '敌意"></title><script>alert(1)</script>标题',
    "993": "敌意]]>&amp;&#0;<b>{标题",
    "994": "敌意}}\\end{x} %$#_~^@comment{标题",
}
WORDS = (
    CONTROLS,
    "=HYPERLINK(1)",
    "</script><!-- <![CDATA[",
    "]]> <?xml ?> &#x1; {{{",
    "ER  - \x1eTY  - BOOK\x0bTI  - x",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """An archive of texts that look like markup, formulas, ends of fields."""
    folder = tmp_path_factory.mktemp("hostile")
    texts = folder / "texts"
    texts.mkdir()
    for (number, title), words in zip(TITLES.items(), WORDS, strict=True):
        # Signs that web pages write as `&amp;` are read as the signs.
        text = TEXT.format(number=number, title=title.replace("&amp;", "&amp;amp;"), words=words)
        (texts / f"{number}.txt").write_text(text, "utf-8")
    run_ingest(folder / "archive", texts)
    with TestClient(create_app(Settings(archive=folder / "archive")), base_url="http://juey.test") as client:
        yield client


def addresses(client: TestClient) -> list[str]:
    found = [one["url"] for one in client.get("/api/v1/documents").json()["items"]]
    assert len(found) == len(TITLES)
    return found


def places(client: TestClient) -> list[str]:
    """Each text, and its first paragraph."""
    found = addresses(client)
    return [*found, *(f"{url}/op/1" for url in found if client.get(f"{url}/op/1").status_code == 200)]


def content(client: TestClient, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content


def test_xml_is_well_formed(hostile: TestClient) -> None:
    for path in (
        *(f"{url}.xml" for url in places(hostile)),
        *("/sitemap.xml", "/sitemap-1.xml", "/oai?verb=ListSets"),
        *(f"/oai?verb=ListRecords&metadataPrefix={name}" for name in ("oai_dc", "marcxml", "akn")),
    ):
        etree.fromstring(content(hostile, path))


@pytest.mark.parametrize("path", ["/browse.atom", f"/search.atom?q={quote('秘书长')}"])
def test_feeds_are_read(hostile: TestClient, path: str) -> None:
    found = feedparser.parse(content(hostile, path))
    assert not found.bozo
    assert found.entries


def test_a_record_in_ris_stays_one(hostile: TestClient) -> None:
    for path in (*(f"{url}.ris" for url in places(hostile)), f"/search.ris?q={quote('秘书长')}"):
        text = content(hostile, path).decode()
        # No line but those that a field begins, however a program tells lines.
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in text.splitlines() if line)
        records = rispy.loads(text)
        assert len(records) == text.count("TY  - RPRT\r\n")
        assert {record["type_of_reference"] for record in records} == {"RPRT"}


def test_records_in_bibtex_stay_apart(hostile: TestClient) -> None:
    for path in (*(f"{url}.bib" for url in places(hostile)), f"/search.bib?q={quote('秘书长')}"):
        text = content(hostile, path).decode()
        assert text.count("{") == text.count("}")
        entries = parse_string(text, "bibtex").entries
        assert len(entries) == text.count("@techreport{")
        assert all(entry.fields["institution"] == "{联合国}" for entry in entries.values())


def test_json_is_read_also_inside_of_pages(hostile: TestClient) -> None:
    for url in places(hostile):
        for suffix in ("json", "csl.json"):
            json.loads(content(hostile, f"{url}.{suffix}"))
        page = content(hostile, url).decode()
        inside = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
        assert inside
        assert all(json.loads(one) for one in inside)
        assert "<script>alert" not in page


def test_no_cell_of_a_table_is_a_formula(hostile: TestClient) -> None:
    for path in ("/browse.csv", "/problems.csv", f"/search.csv?q={quote('秘书长')}"):
        rows = list(csv.reader(io.StringIO(content(hostile, path).decode("utf-8-sig"))))
        assert len({len(row) for row in rows}) == 1
        assert not [cell for row in rows for cell in row if re.match(r"[=+@\t\r]|-\D", cell)]
    titles = {unguarded(row[1]) for row in csv.reader(io.StringIO(hostile.get("/browse.csv").text))}
    assert titles >= {title for number, title in TITLES.items() if number != "990"}


@pytest.mark.parametrize("typed", ["a%0D%0ASet-Cookie:b=c", "%E2%80%A8%22;x=y", "%00", "..%2F..%2Fa"])
@pytest.mark.parametrize("suffix", ["ris", "csl.json", "txt", "csv"])
def test_no_query_adds_to_the_head_of_a_file(hostile: TestClient, suffix: str, typed: str) -> None:
    answer = hostile.get(f"/search.{suffix}?q={typed}")
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert re.fullmatch(
        r"attachment; filename\*=UTF-8''[A-Za-z0-9%._~-]+", answer.headers["content-disposition"]
    )
