"""Comparison of two documents: golden alignments reviewed by a person, the page and the JSON."""

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from app.settings import ROOT
from tests.web.archives import page as soup_of

DRAFT = "x/draft-GA75-C3-item72b-international-cooperation-human-rights"
PAIRS = {
    "A_HRC_RES_32_6-50_4": ("A/HRC/RES/32/6", "A/HRC/RES/50/4"),
    "draft-A_RES_77_213": (DRAFT, "A/RES/77/213"),
}


def lines(client: TestClient, first: str, second: str) -> list[str]:
    """A JSON comparison as text, one line per row: kind, places, changed words."""
    found = client.get("/api/v1/compare", params={"a": first, "b": second}).json()
    signs = {"delete": "[-{}-]", "insert": "[+{}+]", "equal": "{}"}
    return [
        "\t".join(
            (
                row["kind"],
                row["a"] or "",
                row["b"] or "",
                "".join(signs[change["op"]].format(change["text"]) for change in row["changes"]),
            )
        )
        for row in found["rows"]
    ]


@pytest.mark.parametrize("name", sorted(PAIRS))
def test_the_alignment_is_that_which_a_person_read(client: TestClient, name: str) -> None:
    expected = (ROOT / "tests" / "golden" / "alignment" / f"{name}.tsv").read_text("utf-8")
    assert lines(client, *PAIRS[name]) == expected.splitlines()


@pytest.mark.parametrize("pair", sorted(PAIRS.values()))
def test_every_paragraph_of_both_stands_in_one_row(client: TestClient, pair: tuple[str, str]) -> None:
    found = client.get("/api/v1/compare", params=dict(zip("ab", pair, strict=True))).json()
    for side, symbol in zip("ab", pair, strict=True):
        text = client.get(f"/api/v1/documents/{symbol}").json()
        told = {paragraph["anchor"]: paragraph["text"] for paragraph in text["paragraphs"]}
        other = {"a": "insert", "b": "delete"}[side]
        rows = {
            row[side]: "".join(change["text"] for change in row["changes"] if change["op"] != other)
            for row in found["rows"]
            if row[side]
        }
        assert rows == told
        assert sum(row[side] is not None for row in found["rows"]) == len(told)
    assert sum(found["summary"].values()) == len(found["rows"])
    assert set(found["summary"]) == {"same", "amended", "new", "dropped", "moved"}


def test_the_page_shows_what_changed_and_counts_it(client: TestClient) -> None:
    page = soup_of(client, "/compare?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4")
    pair = page.find(id="op-26")
    assert [mark.text for mark in pair.select(".second del, .second ins")][:2] == ["促请", "敦促"]
    assert pair.select_one(".first ins") is None
    assert [link["href"] for link in pair.select("a.place")] == [
        "/A/HRC/RES/32/6/op/21",
        "/A/HRC/RES/50/4/op/26",
    ]
    verbs = [line.get_text(" ", strip=True) for line in page.select(".verbs li")]
    assert "第21段 → 第26段 促请 → 敦促" in verbs
    counted = {line["class"][0]: int(line.b.text) for line in page.select(".tally li")}
    rows = client.get("/api/v1/compare?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4").json()
    assert counted == rows["summary"]
    stripes = page.select(".stripes a")
    assert len(stripes) == len(rows["rows"])
    assert all(page.find(id=stripe["href"].removeprefix("#")) for stripe in stripes)


def test_one_may_see_only_what_changed(client: TestClient) -> None:
    page = soup_of(client, "/compare?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4&only=changes")
    assert not page.select(".pair.same")
    assert page.select(".pair.amended")
    assert page.select_one(".views [aria-current]").text == "两栏"


def test_one_redlined_text_has_both(client: TestClient) -> None:
    page = soup_of(client, f"/compare?a={DRAFT}&b=A/RES/77/213&view=redline")
    marked = page.find(id="pp-7")
    assert marked.select("del")
    assert marked.select("ins")
    assert not page.select(".first")


def test_other_spellings_lead_to_one_address(client: TestClient) -> None:
    answer = client.get("/compare?a=a/hrc/res/32/6&b=第77/213号决议&view=redline")
    assert answer.status_code == 404  # a name is not a symbol: the form reports it
    answer = client.get("/compare?a=a/hrc/res/32/6&b=A／RES／77／213&view=redline")
    assert answer.status_code == 308
    assert answer.headers["location"] == "/compare?a=A/HRC/RES/32/6&b=A/RES/77/213&view=redline"


def test_what_is_not_held_is_said(client: TestClient) -> None:
    answer = client.get("/compare?a=A/RES/1/1&b=A/RES/77/213")
    assert answer.status_code == 404
    page = BeautifulSoup(answer.text, "lxml")
    assert "本库未收录“A/RES/1/1”。" in page.select_one(".notice").text
    assert page.find(id="b")["value"] == "A/RES/77/213"
    assert client.get("/api/v1/compare?a=A/RES/1/1&b=A/RES/77/213").status_code == 404
    assert client.get("/api/v1/compare?a=A/RES/77/213").status_code == 422


def test_a_form_offers_the_texts_of_the_series(client: TestClient) -> None:
    page = soup_of(client, "/compare?b=A/HRC/RES/50/4")
    assert page.find(id="b")["value"] == "A/HRC/RES/50/4"
    assert "/compare?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4" in {link["href"] for link in page.select("main a")}
    assert soup_of(client, "/compare").find(id="a")


def test_a_text_is_the_same_as_itself(client: TestClient) -> None:
    found = client.get("/api/v1/compare?a=A/RES/77/213&b=A/RES/77/213").json()
    assert {row["kind"] for row in found["rows"]} == {"same"}
