"""What a reader pastes leads to the place that it names, and nothing else does."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from app.db.models import Document
from app.db.queries import documents
from app.db.release import current_release
from app.db.session import read_session
from app.domain.addresses import document_url, permalink
from app.domain.citation_styles import citing_formats
from app.domain.organs import Names
from app.domain.pasted import read_pasted, words_in
from app.domain.place_lookup import locate, places_of
from app.domain.quotation import quotable
from app.domain.resolution import Resolution
from app.domain.text import fold
from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.references import Row, answer, rows
from tests.web.archives import build, sponsored, text

PLACES = 5
"""How many places of each document are cited."""
BASE = "https://archive.example"


@pytest.mark.parametrize("row", rows("none", "shipped"), ids=lambda row: row.typed)
def test_a_reference_leads_where_the_table_says(client: TestClient, row: Row) -> None:
    assert answer(client, row.typed) == row.leads


@pytest.mark.parametrize(
    "typed", ["N2299999.pdf", "https://documents.un.org/doc/undoc/gen/n22/999/99/pdf/n2299999.pdf"]
)
def test_a_job_number_leads_to_what_was_read_from_its_file(tmp_path: Path, typed: str) -> None:
    (tmp_path / "A_RES_77_300-2299999C.xml").write_bytes(text("77/300"))
    (tmp_path / "N2200001.xml").write_bytes(text("77/301"))
    run_ingest(tmp_path / "archive", tmp_path)
    with TestClient(create_app(Settings(archive=tmp_path / "archive"))) as client:
        assert answer(client, typed) == "/A/RES/77/300"
        assert answer(client, "N2200001.pdf") == "/A/RES/77/301"
        assert answer(client, "N1234567.pdf") == "search"


def cited(one: Resolution) -> Iterator[str]:
    """A sample of the places of a text, with ranges; the whole document first."""
    chance, places = random.Random(20), places_of(one)  # noqa: S311  the same places every time
    chosen = chance.sample(places, min(PLACES, len(places)))
    yield from ("", *chosen)
    for place in chosen[:2]:
        found = locate(one, place)
        yield from found.wider if found else ()


def test_every_citing_format_leads_back_to_its_place(client: TestClient, archive: Path, names: Names) -> None:
    release = current_release(archive)
    assert release
    with read_session(release.database) as session:
        texts = [documents.resolution(session, one) for one in session.exec(select(Document))]
    wrong = []
    for one in texts:
        organ = names.require_organ(one.head.body)
        for place in cited(one):
            words = words_in(one, place) if place else ""
            link = permalink(BASE, one.id, place)
            at = locate(one, place) if place else None
            quoted = quotable(at) if at else ""
            for style in citing_formats(one.head, organ, words, link, date(2026, 11, 27), quoted):
                found = client.get("/search", params={"q": style.text}, follow_redirects=False)
                if found.headers.get("location") != document_url(one.id, place):
                    wrong.append((style.text, found.headers.get("location")))
    assert wrong == []


def test_a_long_quotation_leads_to_the_place_of_its_link(client: TestClient) -> None:
    words = "回顾大会第60/251号决议，年：" * 100
    typed = f"“{words}”（大会第77/213号决议第5段） {BASE}/A/RES/77/213/op/5"
    assert answer(client, typed) == "/A/RES/77/213/op/5"
    assert answer(client, typed.removeprefix("“")) == "search"


def test_addresses_in_a_quotation_are_its_words(client: TestClient) -> None:
    words = "可查阅www.un.org/dppa/decolonization/en/c24，见https://undocs.org/zh/A/RES/70/1。"
    typed = f"“{words}”（大会第77/213号决议第5段） {BASE}/A/RES/77/213/op/5"
    assert answer(client, typed) == "/A/RES/77/213/op/5"


@given(st.text(st.characters(codec="utf-8"), max_size=12))
def test_no_fragment_of_a_link_is_more_than_not_understood(client: TestClient, fragment: str) -> None:
    for before in ("https://docs.un.org/zh/A/RES/77/213#", "A/RES/77/213/", "A/RES/77/213/annex/1/"):
        led = client.get("/search", params={"q": before + fragment}, follow_redirects=True)
        assert led.status_code in (200, 404)


def test_what_was_not_understood_is_told_and_is_text(client: TestClient) -> None:
    typed = "A/RES/77/213，<script>alert(1)</script>"
    response = client.get("/search", params={"q": typed})
    assert response.status_code == 302
    page = BeautifulSoup(client.get(response.headers["location"]).text, "html.parser")
    assert page.select_one("main [role=status]").text.startswith("没有读懂“script")
    assert not page.select("main script")
    (named,) = client.get("/api/v1/search", params={"q": typed}).json()["named"]
    assert named == {
        "symbol": "A/RES/77/213",
        "url": "/A/RES/77/213",
        "absolute_url": named["absolute_url"],
        "place": None,
        "held": True,
        "rest": "script>alert(1)</script",
    }


def test_words_that_stand_in_a_text_are_searched_and_not_led_away_from(client: TestClient) -> None:
    printed = "大会第60/251号决议，其中"
    assert answer(client, printed).startswith(("list", "/A/RES/60/251?unread"))
    stands = next(
        paragraph["text"][:16]
        for paragraph in client.get("/api/v1/documents/A/RES/77/213").json()["paragraphs"]
        if "号决议" in paragraph["text"]
    )
    assert client.get("/search", params={"q": stands}, follow_redirects=False).status_code == 200


def test_a_reference_is_found_by_the_place_in_json_too(client: TestClient) -> None:
    answer = client.get("/api/v1/search", params={"q": "第77/213号决议，序言部分第3段"})
    assert answer.status_code == 200
    (named,) = answer.json()["named"]
    assert (named["symbol"], named["place"], named["url"]) == ("A/RES/77/213", "pp/3", "/A/RES/77/213/pp/3")
    assert client.get("/api/v1/search", params={"q": "真诚对话"}).json()["named"] == []


def test_two_meanings_are_listed_first(client: TestClient) -> None:
    page = BeautifulSoup(client.get("/search", params={"q": "第50/4号决议第2段"}).text, "html.parser")
    links = [link["href"] for link in page.select(".named a")]
    assert links == ["/A/RES/50/4/op/2", "/A/HRC/RES/50/4/op/2"]


@pytest.mark.parametrize(
    "typed", ["《变革我们的世界：2030年可持续发展议程》", "变革我们的世界：2030年可持续发展议程"]
)
def test_a_title_told_by_citing_texts_is_named_above_the_results(client: TestClient, typed: str) -> None:
    page = BeautifulSoup(client.get("/search", params={"q": typed}).text, "html.parser")
    (named,) = page.select(".named li")
    assert named.a["href"] == "/A/RES/70/1"
    assert fold(named.select_one(".title").text) == fold("变革我们的世界：2030年可持续发展议程")
    assert named.select_one(".when").text == "本库未收录"
    found = client.get("/api/v1/search", params={"q": typed}).json()
    assert [(one["symbol"], one["held"]) for one in found["named"]] == [("A/RES/70/1", False)]
    assert all(one["symbol"] != "A/RES/70/1" for one in found["results"])
    assert found["total_documents"] > 0


def test_an_instrument_without_a_document_is_named_by_its_page(client: TestClient) -> None:
    (named,) = client.get("/api/v1/search", params={"q": "《联合国宪章》"}).json()["named"]
    assert (named["symbol"], named["url"], named["held"]) == (None, "/instruments/charter", False)
    assert client.get(named["url"]).status_code == 200


@pytest.mark.parametrize(
    ("typed", "symbol", "place"),
    [
        ("《儿童权利公约》第3条", "A/RES/44/25", "annex/1/art/3"),
        ("儿童权利公约第三条第一款", "A/RES/44/25", "annex/1/art/3"),
        ("世界人权宣言第十九条", "A/RES/217 (III)", None),
    ],
)
def test_an_article_of_an_instrument_names_what_prints_it(
    client: TestClient, typed: str, symbol: str, place: str | None
) -> None:
    (named,) = client.get("/api/v1/search", params={"q": typed}).json()["named"]
    assert (named["symbol"], named["place"], named["held"]) == (symbol, place, False)
    html = BeautifulSoup(client.get("/search", params={"q": typed}).text, "html.parser")
    assert [node.text for node in html.select(".named .place")] == (["附件第3条"] if place else [])
    if place:
        told = BeautifulSoup(client.get(named["url"]).text, "html.parser").select_one("header .notice").text
        assert "所指的是附件第3条。" in told


def test_an_article_of_what_is_no_instrument_names_nothing(client: TestClient) -> None:
    assert client.get("/api/v1/search", params={"q": "真诚对话第十条"}).json()["named"] == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("resolution 46/182, annex", "所指的是附件。"),
        ("大会第46/182号决议附件", "所指的是附件。"),
        ("大会第46/182号决议附件第12段", "所指的是附件第12段。"),
        ("大会第46/182号决议附件二", "所指的是附件二。"),
    ],
)
def test_an_annex_has_no_number_that_nobody_typed(client: TestClient, typed: str, told: str) -> None:
    led = client.get("/search", params={"q": typed}).headers["location"]
    assert told in BeautifulSoup(client.get(led).text, "html.parser").select_one("header .notice").text


def test_an_annex_that_is_missing_or_listed_has_no_number_either(client: TestClient) -> None:
    assert answer(client, "A/RES/77/213 附件") == "/A/RES/77/213?unread=附件"
    page = BeautifulSoup(client.get("/search", params={"q": "《儿童权利公约》"}).text, "html.parser")
    assert page.select_one(".named .place").text == "附件"


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three resolutions from one report, the first of them from a draft that is known."""
    texts = [text(f"77/{number}", meta=sponsored("China") if number == 1 else "") for number in (1, 2, 3)]
    return build(tmp_path_factory.mktemp("adopted"), texts)


@pytest.fixture(scope="module")
def client_of_adopted(adopted: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(archive=adopted)), follow_redirects=False) as client:
        yield client


def test_a_draft_leads_to_the_text_adopted_from_it(client_of_adopted: TestClient) -> None:
    answer = client_of_adopted.get("/search", params={"q": "A/C.3/77/L.25"})
    assert answer.headers["location"] == "/A/RES/77/1?draft=A%2FC.3%2F77%2FL.25"
    page = client_of_adopted.get(answer.headers["location"]).text
    assert "所查的 A/C.3/77/L.25 未收录" in page


def test_the_nth_draft_of_a_report_is_inferred_and_that_is_told(client_of_adopted: TestClient) -> None:
    answer = client_of_adopted.get("/search", params={"q": "A/77/463, DR II"})
    assert answer.headers["location"].startswith("/A/RES/77/2?")
    assert "按报告中决议草案的次序推定" in client_of_adopted.get(answer.headers["location"]).text
    beyond = client_of_adopted.get("/search", params={"q": "A/77/463, DR IX"}).headers["location"]
    assert beyond == "/A/77/463"
    report = BeautifulSoup(client_of_adopted.get(beyond).text, "html.parser")
    assert [link["href"] for link in report.select(".facts a")] == [f"/A/RES/77/{n}" for n in (1, 2, 3)]


def test_links_of_a_head_lead_to_pages_that_know_them(client_of_adopted: TestClient) -> None:
    page = client_of_adopted.get("/A/C.3/77/L.25")
    assert page.status_code == 200
    assert "由此草案通过" in page.text
    assert "没有提到它" not in page.text


NOT_HELD = [
    ("/A/RES/77/336", "所收文件都没有提到它，请核对文号"),
    ("/A/RES/2758(XXVI)", "本库所收大会的文本是2022年的，没有1971年的"),
    ("/E/CN.4/RES/2004/99", "本库没有收录人权委员会的文本"),
    ("/A/RES/77/900", "也没有这个文号：大会一届的决议没有这么多"),
    ("/A/RES/77/0", "没有这个文号：编号从1起"),
    ("/A/RES/20/5", "没有这个文号：大会的“届次/编号”从第31届起才用"),
    ("/A/RES/140/1", "没有这个文号"),
    ("/S/RES/1325(2001)", "应是 S/RES/1325 (2000)"),
    ("/S/RES/9999(2024)", "只编到第2811号决议"),
    ("/S/RES/77/1", "没有“77/1”这样的编号"),
    ("/E/RES/1960/1", "从1978年起才用"),
    ("/E/CN.4/RES/2010/1", "到2006年为止"),
    ("/A/HRC/RES/50/120", "100号以后没有决议"),
    ("/A/HRC/DEC/50/7", "从101号起编"),
]


@pytest.mark.parametrize(("address", "told"), NOT_HELD)
def test_a_page_that_is_not_held_tells_why(client_of_adopted: TestClient, address: str, told: str) -> None:
    response = client_of_adopted.get(address)
    assert response.status_code == 404
    assert told in BeautifulSoup(response.text, "html.parser").select_one(".notice").text


FORGIVEN = [
    ("/A/RES/77/213)", "/A/RES/77/213"),
    ("/A/RES/77/213）", "/A/RES/77/213"),
    ("/《A/RES/77/213》", "/A/RES/77/213"),
    ("/A/RES/77/213/op/5）", "/A/RES/77/213/op/5"),
    ("/A/RES/77/213/op/5 ", "/A/RES/77/213/op/5"),
    ("/A/RES/77/213/op/5\u200b", "/A/RES/77/213/op/5"),
    ("/A/RES/77/213\u00a0", "/A/RES/77/213"),
    ("/A/RES/77/213/op/5，然后", "/A/RES/77/213/op/5"),
    ("/A/RES/77/213，然后", "/A/RES/77/213"),
    ("/A/RES/77/213号决议", "/A/RES/77/213"),
    ("/A/RES/77/213/op5", "/A/RES/77/213/op/5"),
    ("/S/RES/2664(2022", "/S/RES/2664(2022)"),
    ("/S/RES/2664（2022", "/S/RES/2664(2022)"),
    ("/A/RES/217(III)A", "/A/RES/217A(III)"),
]


@pytest.mark.parametrize(("spelling", "address"), FORGIVEN)
def test_an_address_forgives_what_stands_around_it(client: TestClient, spelling: str, address: str) -> None:
    response = client.get(spelling, follow_redirects=False)
    assert (response.status_code, response.headers.get("location")) == (308, address)


@given(
    st.text(max_size=120), st.sampled_from(("", "A/RES/77/213", "第77/213号决议", "http://a.b/A/RES/77/213"))
)
def test_whatever_is_pasted_is_read_or_not(names: Names, around: str, reference: str) -> None:
    read_pasted(around + reference, names)
    read_pasted(reference + around, names)
