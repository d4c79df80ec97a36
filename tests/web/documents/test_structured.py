"""Content that only structured sources have (tables, annexes, history, subjects), through HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.sources.akn.text import annex, document, note, paragraph, statement

VERB = '<span class="bold">请</span>'
TABLE = (
    '<container name="table"><table><tr><th colspan="2"><p>款次</p></th></tr><tr><td><p>法律事务</p></td>'
    "<td><p>1 500</p></td></tr></table></container>"
)
STEPS = (
    '<classification source="x"><keyword value="16" dictionary="SDGO"/><keyword showAs="HUMAN RIGHTS" '
    'value="x" dictionary="UNBIS Thesaurus"/></classification><workflow source="#un">'
    '<step date="2022-10-28" outcome="draftResolution" as="A/C.3/77/L.25" by="Cuba"/></workflow>'
)


def lettered() -> bytes:
    whole = (
        statement("")
        .replace("<statement", "<documentCollection")
        .replace("</statement", "</documentCollection")
    )
    part = (
        '<component><statement name="resolution"><meta/><preface><p><docNumber>{}</docNumber></p></preface>'
        f"<mainBody>{paragraph('1.', f'{VERB}继续。')}</mainBody></statement></component>"
    )
    return document(f"{whole}<components>{part.format('A')}{part.format('B')}</components>")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("structured")
    body = (
        paragraph("1.", f"{VERB}按{note('1', '见A/1。')}下列各款办理：")
        + TABLE
        + paragraph("2.", f"{VERB}继续。")
    )
    attached = annex(paragraph("", "附件", "H1") + paragraph("1.", "附件第一段。"))
    whole = statement(body, number="77/300", cover="A/RES/77/300", attachments=attached, meta=STEPS)
    (folder / "whole.xml").write_bytes(document(whole))
    (folder / "letters.xml").write_bytes(lettered())
    run_ingest(folder / "archive", folder)
    return folder / "archive"


@pytest.fixture(scope="module")
def client(archive: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(archive=archive))) as client:
        yield client


def page(client: TestClient, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.text, "html.parser")


def test_a_table_is_a_table_with_its_cells(client: TestClient) -> None:
    for address in ("/A/RES/77/300", "/A/RES/77/300/table/1"):
        cells = page(client, address).select("#table-1 tr")
        assert [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in cells] == [
            ["款次"],
            ["法律事务", "1 500"],
        ]
        assert cells[0].select_one("th")["colspan"] == "2"
    rows = client.get("/api/v1/documents/A/RES/77/300").json()["paragraphs"][2]["rows"]
    assert rows == [["款次"], ["法律事务", "1 500"]]


def test_words_in_a_table_are_found_and_marked(client: TestClient) -> None:
    hits = client.get("/api/v1/search", params={"q": "法律事务", "part": "table"}).json()
    assert [hit["anchor"] for result in hits["results"] for hit in result["hits"]] == ["table/1"]
    marked = page(client, "/A/RES/77/300?q=法律事务").select("#table-1 mark")
    assert [mark.get_text() for mark in marked] == ["法律事务"]


def test_an_annex_has_a_page_of_its_own_with_all_its_paragraphs(client: TestClient) -> None:
    found = page(client, "/A/RES/77/300/annex/1")
    assert [unit["id"] for unit in found.select(".unit")] == ["annex-1-h-1", "annex-1-op-1"]
    assert (
        page(client, "/A/RES/77/300/annex/1/op/1").select_one("h1").get_text(strip=True).endswith("附件第1段")
    )


def test_history_and_subjects_lead_on(client: TestClient) -> None:
    found = page(client, "/A/RES/77/300")
    links = [link["href"] for link in found.select("#history a, #subjects a")]
    assert links == ["/states/CUB", "/A/C.3/77/L.25", "/browse?subject=HUMAN+RIGHTS", "/browse?goal=16"]


@pytest.mark.parametrize("spelling", ["A/RES/77/213A-B", "A/RES/77/213 A and B", "a/res/77/213 A和B"])
def test_all_letters_together_lead_to_the_number(client: TestClient, spelling: str) -> None:
    answer = client.get(f"/{spelling}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, "/A/RES/77/213")


def test_the_number_lists_its_letters_and_each_letter_the_others(client: TestClient) -> None:
    listed = [link["href"] for link in page(client, "/A/RES/77/213").select("main a.document")]
    assert listed == ["/A/RES/77/213A", "/A/RES/77/213B"]
    others = [link.get_text() for link in page(client, "/A/RES/77/213A").select(".notice a")]
    assert others == ["A/RES/77/213 B"]
