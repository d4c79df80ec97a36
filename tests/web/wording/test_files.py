"""What the pages of wordings show comes as tables too; what was pasted stands in no address."""

import csv
import io
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from app.main import create_app
from app.settings import Settings
from app.web.wording import files
from tests.conftest import run_ingest
from tests.sources.akn import text as chinese
from tests.web.archives import page


def rows(answer: Response) -> list[dict[str, str]]:
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"), newline="")))


def test_every_place_of_a_wording_is_a_row(client: TestClient) -> None:
    html = page(client, "/wording?q=真诚对话")
    link = next(link for link in html.select(".views a") if link.text == "CSV")
    found = rows(client.get(str(link["href"])))
    assert tuple(found[0]) == files.WORDING_ROW
    assert f"{len(found)} 处" in html.select(".summary")[-1].text
    assert all("真诚对话" in row["文字"] for row in found if row["相似度"] == "1.0000")
    assert client.get(found[0]["网址"]).status_code == 200
    narrowed = rows(client.get("/wording.csv?q=真诚对话&body=HRC"))
    assert {row["机构"] for row in narrowed} == {"人权理事会"}


def test_a_file_has_every_place_however_many(tmp_path: Path) -> None:
    many = 2100
    body = "".join(chinese.paragraph(f"{number}.", "促请各国继续工作；") for number in range(1, many + 1))
    source = tmp_path / "213.xml"
    source.write_bytes(chinese.document(chinese.statement(body)))
    assert not run_ingest(tmp_path / "archive", source).refused
    with TestClient(create_app(Settings(archive=tmp_path / "archive"))) as client:
        found = rows(client.get("/wording.csv?q=促请各国继续工作"))
    assert len({row["网址"] for row in found}) == len(found) == many


def test_a_pasted_passage_comes_by_the_form(client: TestClient) -> None:
    by_address = rows(client.get("/wording.csv?q=真诚对话"))
    answer = client.post("/wording.csv", data={"q": "真诚对话"})
    assert rows(answer) == by_address
    assert answer.headers["cache-control"] == "no-store"


def test_paragraphs_of_a_draft_are_rows(client: TestClient) -> None:
    html = client.post("/wording", data={"q": "强调真诚对话的重要性；\n决定在火星上设立研究所。"}).text
    assert 'formaction="/wording.csv"' in html
    found = rows(client.post("/wording.csv", data={"q": "真诚对话；\n\n2. 决定在火星上设立研究所。"}))
    assert tuple(found[0]) == files.DRAFT_ROW
    assert [(row["段"], row["原编号"]) for row in found] == [("1", ""), ("2", "2")]
    assert found[0]["有此文字处数"] != "0"
    assert client.get(found[0]["首见网址"]).status_code == 200
    assert (found[1]["状态"], found[1]["首见网址"]) == ("未找到", "")


def test_a_paragraph_of_the_archive_has_its_file(client: TestClient) -> None:
    found = rows(client.get("/wording.csv?at=/A/HRC/RES/50/4/op/5"))
    assert found[0]["网址"].endswith("/op/5")
    assert rows(client.get("/wording.csv?at=/A/HRC/RES/50/4/op/500")) == []


@pytest.mark.parametrize("query", ["", f"?from={quote('甲')}&to={quote('乙')}"])
def test_replaced_wordings_have_a_file(client: TestClient, query: str) -> None:
    header = client.get(f"/wording/replaced.csv{query}").text.removeprefix("\ufeff").splitlines()[0]
    assert header == ",".join(files.EVIDENCE_ROW if query else files.REPLACED_ROW)


def test_a_phrase_leads_to_its_use_by_organ(client: TestClient) -> None:
    html = page(client, "/wording?q=真诚对话")
    link = next(link for link in html.select(".views a") if "首见" in link.text)
    assert page(client, str(link["href"])).select(".use-ends tbody tr")
