"""Harvesters of OAI-PMH: all records, changed ones, those that were given up, and a release between two requests."""

import base64
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pymarc
import pytest
from fastapi.testclient import TestClient
from lxml import etree
from oaipmh_scythe import Scythe

from app.main import create_app
from app.settings import ROOT, Settings
from app.web.files.oai import repository
from tests.clients.conftest import HELD, SHIPPED, TEXTS, Held
from tests.conftest import run_ingest
from tests.heavy.running import free_port, running

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
EVERY = {held.address: held for held in (*HELD, *SHIPPED)}


@pytest.fixture(scope="module")
def harvester(many: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scythe]:
    """A harvester at a real server."""
    port, log = free_port(), tmp_path_factory.mktemp("harvest") / "log"
    command = [sys.executable, "-m", "app", "serve", "--archive", str(many), "--port", str(port)]
    with running(command, port, log), Scythe(f"http://127.0.0.1:{port}/oai") as scythe:
        yield scythe


def test_a_harvester_learns_what_there_is(harvester: Scythe) -> None:
    identity = harvester.identify()
    assert identity.repositoryName == "决议 Juéyì"
    assert identity.protocolVersion == "2.0"
    told = etree.fromstring(str(identity))
    assert told.findtext(f".//{OAI}deletedRecord") == "persistent"
    assert told.findtext(f".//{OAI}granularity") == "YYYY-MM-DDThh:mm:ssZ"
    assert {form.metadataPrefix for form in harvester.list_metadata_formats()} == {"oai_dc", "marcxml", "akn"}
    sets = {found.setSpec: found.setName for found in harvester.list_sets()}
    assert sets["GA"] == "大会"
    assert sets["GA:77"] == "大会第77届会议"
    assert sets["SC"] == "安全理事会"


def test_a_harvester_reads_every_record(harvester: Scythe) -> None:
    records = {found.header.identifier: found for found in harvester.list_records()}
    assert len(records) == len(TEXTS) + 6  # the five texts; two letters in one file
    for held in EVERY.values():
        found = next(
            one for name, one in records.items() if name.endswith(f":/{quote(held.address, safe='/()')}")
        )
        metadata = found.get_metadata()
        assert metadata["title"] == [held.title]
        assert metadata["creator"] == [held.organ]
        assert metadata["type"] == [held.genre]
        assert not held.symbol or held.symbol in metadata["identifier"]
        assert metadata.get("date", [""]) == [held.dated]
        assert found.header.setSpecs[0] in held_organ(held)


def held_organ(held: Held) -> tuple[str, ...]:
    return {"联合国大会": ("GA",), "联合国安全理事会": ("SC",), "联合国人权理事会": ("HRC",)}.get(
        held.organ, ("ECOSOC",)
    )


def test_a_harvester_reads_a_set_alone(harvester: Scythe) -> None:
    names = {found.identifier for found in harvester.list_identifiers(set_="SC")}
    assert {name.rpartition("/")[2] for name in names} == {"2722(2024)", "2664(2022)", "2600(2021)"}


def test_catalogues_read_marc(site: TestClient) -> None:
    answer = site.get("/oai?verb=ListRecords&metadataPrefix=marcxml")
    entries = etree.fromstring(answer.content).iterfind(".//{http://www.loc.gov/MARC21/slim}record")
    read = [
        pymarc.parse_xml_to_array(io.BytesIO(etree.tostring(entry)))[0]  # type: ignore[no-untyped-call]
        for entry in entries
    ]
    by_symbol = {record["191"]["a"]: record for record in read if "191" in record}
    for held in EVERY.values():
        if not held.symbol:
            continue  # a text without a symbol has no field 191
        record = by_symbol[held.symbol]
        assert record["245"]["a"] == held.title
        assert record["710"]["a"] == held.organ
        assert (record["269"]["a"] if "269" in record else "") == held.dated
        assert record["856"]["u"].endswith(quote(held.address, safe="/()"))
        assert len(record["008"].data) == 40


def ask(client: TestClient, **arguments: str) -> etree._Element:
    answer = client.get("/oai", params=arguments)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/xml")
    return etree.fromstring(answer.content)


def identifiers(answer: etree._Element) -> list[str]:
    return [str(found.text) for found in answer.iter(f"{OAI}identifier")]


def token(answer: etree._Element) -> str | None:
    found = answer.find(f".//{OAI}resumptionToken")
    return None if found is None else found.text


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"),
        ("verb=Eat", "badVerb"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&x=1", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=yesterday", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-02&until=2026-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-02&until=2026-01-01T00:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=mods", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=NOBODY", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=1999-01-01", "noRecordsMatch"),
        ("verb=ListRecords&resumptionToken=nonsense", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=WzEsMiwzLDQsNV0=", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=a&metadataPrefix=oai_dc", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=x", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListMetadataFormats&identifier=x", "idDoesNotExist"),
        ("verb=Identify&set=GA", "badArgument"),
        ("verb=ListSets&resumptionToken=%00", "badArgument"),
        ("verb=ListRecords&metadataPrefix=%EF%BF%BE", "badArgument"),
        ("verb=ListIdentifiers&metadataPrefix=oai_dc&set=GA%01", "badArgument"),
        ("verb=ListIdentifiers&metadataPrefix=oai_dc&from=%1B", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=%00", "badArgument"),
    ],
)
def test_what_cannot_be_answered_is_an_error_of_the_protocol(site: TestClient, query: str, code: str) -> None:
    for answer in (
        site.get(f"/oai?{query}"),
        site.post("/oai", content=query, headers={"Content-Type": "application/x-www-form-urlencoded"}),
    ):
        assert answer.status_code == 200
        (error,) = etree.fromstring(answer.content).iter(f"{OAI}error")
        assert error.get("code") == code


@pytest.mark.parametrize(
    "values",
    [
        [{"metadataPrefix": "\x00"}, 1, "", None, ""],
        [{"metadataPrefix": "oai_dc", "from": "\ud800"}, 1, "", None, ""],
        [{"metadataPrefix": "oai_dc"}, 1, "\ufffe", 7, ""],
        [{"metadataPrefix": "oai_dc", "set": ["GA"]}, 1, "", None, ""],
        [{"metadataPrefix": "oai_dc"}, -1, "", None, ""],
        [{"metadataPrefix": "oai_dc"}, 1, "", None, "\udfff"],
    ],
)
def test_a_token_that_was_tampered_with_is_refused(site: TestClient, values: list[object]) -> None:
    forged = base64.urlsafe_b64encode(json.dumps(values).encode()).decode()
    (error,) = ask(site, verb="ListRecords", resumptionToken=forged).iter(f"{OAI}error")
    assert error.get("code") == "badResumptionToken"


def test_a_record_is_asked_for_by_its_name(site: TestClient) -> None:
    name = next(
        one
        for one in identifiers(ask(site, verb="ListIdentifiers", metadataPrefix="oai_dc"))
        if "77/19" in one
    )
    answer = ask(site, verb="GetRecord", metadataPrefix="oai_dc", identifier=name)
    assert [found.text for found in answer.iter(f"{DC}title")] == ["国际人道主义合作"]
    assert answer.find(f"{OAI}request").attrib == {
        "verb": "GetRecord",
        "metadataPrefix": "oai_dc",
        "identifier": name,
    }


def test_names_do_not_follow_the_host(many: Path, site: TestClient) -> None:
    with TestClient(create_app(Settings(archive=many)), base_url="https://other.test") as other:
        found = [
            identifiers(ask(one, verb="ListIdentifiers", metadataPrefix="oai_dc")) for one in (site, other)
        ]
    assert found[0] == found[1]


@pytest.fixture
def few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repository, "_BATCH", 4)


@pytest.mark.usefixtures("few_at_a_time")
def test_a_harvest_goes_on_until_all_is_given(site: TestClient) -> None:
    whole = ask(site, verb="ListRecords", metadataPrefix="oai_dc")
    seen = identifiers(whole)
    sizes = set()
    while found := token(whole):
        whole = ask(site, verb="ListRecords", resumptionToken=found)
        seen += identifiers(whole)
        told = whole.find(f".//{OAI}resumptionToken")
        sizes.add(told.get("completeListSize"))
    assert told.text is None
    assert sizes == {str(len(seen))}
    assert len(seen) == len(set(seen)) == len(TEXTS) + 6


@pytest.mark.usefixtures("few_at_a_time")
def test_a_release_between_two_requests_loses_nothing(tmp_path: Path) -> None:
    """What changes meanwhile comes again at the end; all else comes once."""
    texts, archive = tmp_path / "texts", tmp_path / "archive"
    texts.mkdir()
    for name, text, _ in TEXTS[:12]:
        (texts / f"{name.replace('/', '-')}.txt").write_text(text, "utf-8")
    run_ingest(archive, texts)
    with TestClient(create_app(Settings(archive=archive))) as client:
        answer = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc")
        seen = identifiers(answer)
        name, text, changed = TEXTS[0]
        (texts / f"{name.replace('/', '-')}.txt").write_text(
            text.replace("提出报告", "提出详细报告"), "utf-8"
        )
        run_ingest(archive, texts, ROOT / "data")
        while found := token(answer):
            answer = ask(client, verb="ListIdentifiers", resumptionToken=found)
            seen += identifiers(answer)
    assert len(set(seen)) == 12 + 5
    assert sum(changed.address in one for one in seen) <= 2
    assert len(seen) <= 12 + 5 + 1


def test_an_address_that_was_given_up_is_a_deleted_record(tmp_path: Path) -> None:
    """A text without a symbol gets one: its provisional address is no document any more."""
    text = "大会，\n\n重申《联合国宪章》，\n\n1. 请秘书长提出报告。\n"
    (tmp_path / "note.txt").write_text(text, "utf-8")
    run_ingest(tmp_path / "archive", tmp_path / "note.txt")
    (tmp_path / "note.toml").write_text('symbol = "A/RES/60/1"\n', "utf-8")
    run_ingest(tmp_path / "archive", tmp_path / "note.txt")
    with TestClient(create_app(Settings(archive=tmp_path / "archive"))) as client:
        answer = ask(client, verb="ListRecords", metadataPrefix="oai_dc")
        records = {
            record.findtext(f"{OAI}header/{OAI}identifier").partition(":2026:")[2]
            or record.findtext(f"{OAI}header/{OAI}identifier"): record
            for record in answer.iter(f"{OAI}record")
        }
        given_up = [
            name for name, one in records.items() if one.find(f"{OAI}header").get("status") == "deleted"
        ]
        assert len(given_up) == 1
        assert given_up[0].endswith("x/note")
        assert records[given_up[0]].find(f"{OAI}metadata") is None
        assert len(records) == 2
        name = str(records[given_up[0]].findtext(f"{OAI}header/{OAI}identifier"))
        for of, is_told in (("GA", True), ("SC", False)):
            of_set = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", set=of)
            assert (name in identifiers(of_set)) is is_told
        single = ask(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=name)
        assert single.find(f".//{OAI}header").get("status") == "deleted"
