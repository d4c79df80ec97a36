"""Citations through HTTP: links, citing documents, pages of documents not held, reported problems."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.sources.akn.text import annex, container, document, note, paragraph, statement
from tests.web.archives import build, page, statements


def text(number: str, preamble: str, *operative: str, day: str = "2022-12-15") -> bytes:
    """A resolution with this number, one preambular paragraph, and numbered operative paragraphs."""
    body = "".join(
        paragraph(f"{n}.", f'<span class="bold">请</span>{words}')
        for n, words in enumerate(operative, start=1)
    )
    return document(
        statement(
            body,
            preamble=container(f'<span class="bold">回顾</span>{preamble}'),
            number=number,
            cover=f"A/RES/{number}",
            day=day,
            title=f"题目{number}",
        )
    )


FIRST = text("76/1", "《联合国宪章》第一条第三款，", "继续。", "遵守上文第1段；", day="2021-12-16")
SECOND = text(
    "77/2",
    "其2021年12月16日题为“某某”的第76/1号决议第1段、2020年12月1日第75/3号决议和第57/130 A和B号决议，",
    f"按照《联合国宪章》第一条第三项和第一条第一项{note('1', 'A/48/486-S/26560，附件。')}；",
)
THIRD = text(
    "77/4",
    "其2020年12月2日题为“另一题目”的第75/3号决议、2021年12月16日第76/1号决议第2段和《联合国宪章》第七十三条，",
    "见第99/1号决议和第25/300号决议；",
    '见<a href="https://undocs.org/ch/A/RES/76/9">第76/8号</a>决议和<a href="https://undocs.org/ch/A/RES/5/5">5/5</a>。',
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("citations"), (FIRST, SECOND, THIRD))


@pytest.fixture(scope="module")
def client(archive: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(archive=archive)), follow_redirects=False) as client:
        yield client


def links(client: TestClient, path: str) -> dict[str, str]:
    """The targets of the citation links of a page, by link text."""
    return {link.text: str(link["href"]) for link in page(client, path).select(".text a.cite, .notes a.cite")}


def test_a_reference_leads_to_the_paragraph_that_it_means_where_that_is_held(client: TestClient) -> None:
    found = links(client, "/A/RES/77/2")
    assert found["第76/1号决议"] == "/A/RES/76/1/op/1"
    assert found["第75/3号决议"] == "/A/RES/75/3"
    assert found["《联合国宪章》"] == "/instruments/charter?place=art%2F1%2F3"
    assert found["A/48/486-S/26560"] == "/A/48/486-S/26560"


def test_tooltips_tell_title_and_date_of_the_target(client: TestClient) -> None:
    html = page(client, "/A/RES/77/2")
    assert (
        html.select_one("a.cite[href='/A/RES/76/1/op/1']")["title"]
        == "A/RES/76/1　题目76/1（2021年12月16日）"
    )
    assert html.select_one("a.cite[href='/A/RES/75/3']")["title"].endswith("　本库未收录")
    several = html.find("a", string="第57/130 A和B号决议")
    assert "A/RES/57/130 A" in several["title"]
    assert "A/RES/57/130 B" in several["title"]


def test_a_reference_to_the_document_itself_leads_into_the_page(client: TestClient) -> None:
    assert links(client, "/A/RES/76/1")["上文第1段"] == "/A/RES/76/1#op-1"


def test_what_cannot_be_told_is_no_link(client: TestClient) -> None:
    html = page(client, "/A/RES/77/4")
    assert html.select_one(".text span.ambiguous").text == "第25/300号决议"


def test_who_cites_a_document_newest_first_with_the_sentence(client: TestClient) -> None:
    section = page(client, "/A/RES/76/1").select_one("#cited-by")
    assert [node.text for node in section.select(".symbol")] == ["A/RES/77/2", "A/RES/77/4"]
    places = section.select("a.place")
    assert [place["href"] for place in places] == ["/A/RES/77/2/pp/1", "/A/RES/77/4/pp/1"]
    assert section.select_one(".excerpt b").text == "第76/1号决议"


def test_who_cites_a_paragraph(client: TestClient) -> None:
    first = page(client, "/A/RES/76/1/op/1").select_one("#cited-by")
    assert [node.text for node in first.select(".symbol")] == ["A/RES/77/2"]
    second = page(client, "/A/RES/76/1/op/2").select_one("#cited-by")
    assert [node.text for node in second.select(".symbol")] == ["A/RES/77/4"]
    assert page(client, "/A/RES/77/4/op/1").select_one("#cited-by") is None


def test_listings_count_who_cites(client: TestClient) -> None:
    html = page(client, "/browse")
    counts = {link["href"]: link.text for link in html.select(".documents a.when")}
    assert counts == {"/A/RES/76/1/cited-by": "被引用 2"}
    assert len(page(client, "/A/RES/76/1/cited-by").select(".citing > li")) == 2
    assert client.get("/a/res/76/1/CITED-BY").headers["location"] == "/A/RES/76/1/cited-by"
    assert client.get("/A/RES/74/999/cited-by").status_code == 404


def test_what_is_known_of_a_document_that_is_not_held(client: TestClient) -> None:
    html = page(client, "/A/RES/75/3")
    facts = re.sub(r"\s+", "", html.select_one(".facts").text)
    assert "大会第75/3号决议" in facts
    assert "2020年12月1日" in facts
    assert "2020年12月2日" in facts
    assert "各文本所称不一" in facts
    assert html.h1.text.strip() == "另一题目"
    assert html.select_one("a[href='https://docs.un.org/zh/A/RES/75/3']")
    assert len(html.select(".citing > li")) == 2


def test_a_number_lists_its_cited_letters_and_a_double_symbol_its_halves(client: TestClient) -> None:
    parts = page(client, "/A/RES/57/130").select(".facts a")
    assert [part.text for part in parts] == ["A/RES/57/130 A", "A/RES/57/130 B"]
    for half in ("/A/48/486", "/S/26560"):
        assert client.get(half).headers["location"] == "/A/48/486-S/26560"
    section = page(client, "/A/48/486-S/26560").select_one("#cited-by")
    assert "按照《联合国宪章》第一条第三项和第一条第一项：" in section.select_one(".excerpt").text


def test_a_document_that_arrives_later_makes_its_page_complete(tmp_path: Path) -> None:
    archive = build(tmp_path / "texts", (SECOND, THIRD))
    with TestClient(create_app(Settings(archive=archive))) as client:
        assert "本库未收录" in page(client, "/A/RES/76/1").text
        assert links(client, "/A/RES/77/2")["第76/1号决议"] == "/A/RES/76/1"
        (tmp_path / "late.xml").write_bytes(FIRST)
        run_ingest(archive, tmp_path / "late.xml")
        assert len(page(client, "/A/RES/76/1").select(".citing > li")) == 2
        assert links(client, "/A/RES/77/2")["第76/1号决议"] == "/A/RES/76/1/op/1"


def test_an_instrument_says_who_cites_it_and_which_article(client: TestClient) -> None:
    html = page(client, "/instruments/charter")
    assert html.h1.text == "联合国宪章"
    assert [node.text for node in html.select(".citing .symbol")] == [
        "A/RES/77/2",
        "A/RES/77/4",
        "A/RES/76/1",
    ]
    parts = {link.text: str(link["href"]) for link in html.select(".cited-parts a")}
    assert list(parts) == ["第1条第1款", "第1条第3款", "第73条"]
    article = page(client, parts["第1条第3款"])
    assert [node.text for node in article.select(".citing .symbol")] == ["A/RES/77/2", "A/RES/76/1"]
    counts = page(client, "/instruments").select(".counted li")
    assert any(re.sub(r"\s+", "", one.text) == "联合国宪章3" for one in counts)
    assert client.get("/instruments/no-such").status_code == 404
    assert client.get("/instruments/unts-123456").status_code == 404


def test_a_search_finds_what_cites(client: TestClient) -> None:
    def found(query: str) -> list[str]:
        answer = client.get("/api/v1/search", params={"q": query}).json()
        return sorted(f"{one['id']}/{hit['anchor']}" for one in answer["results"] for hit in one["hits"])

    assert found("引用:A/RES/76/1") == ["A/RES/76/1/op/2", "A/RES/77/2/pp/1", "A/RES/77/4/pp/1"]
    assert found("cites:a/res/75/3 另一题目") == ["A/RES/77/4/pp/1"]
    assert found("引用：《联合国宪章》 引用:A/RES/75/3") == ["A/RES/77/4/pp/1"]
    assert found("引用:S/26560") == ["A/RES/77/2/fn/1"]
    assert found("引用:A/RES/1/999") == []
    assert found("引用:《变革我们的世界：2030年可持续发展议程》") == []
    assert found("引用:A/RES/76/1 -cites:A/RES/75/3") == ["A/RES/76/1/op/2"]
    assert page(client, "/search?q=引用:没有").select_one(".notice").text.strip()


def test_the_neighbourhood_is_a_drawing_of_links(client: TestClient) -> None:
    picture = page(client, "/A/RES/76/1").select_one("#neighbours svg")
    assert "引用 1 份，被引用 2 份" in picture["aria-label"]
    nodes = {link["href"]: link.find("text").text for link in picture.select("a")}
    assert nodes == {
        "/instruments/charter": "→ 《联合国宪章》",
        "/A/RES/77/2": "← A/RES/77/2",
        "/A/RES/77/4": "← A/RES/77/4",
    }
    assert picture.select_one(".self").text == "A/RES/76/1"
    heights = [float(str(node["y"])) for node in picture.select("a text, .self")]
    assert all(0 < height < float(picture["viewbox"].split()[3]) for height in heights)
    years = [node.text for node in picture.select(".year")]
    assert years == ["1945", "2021", "2022"]


def test_what_looks_wrong_is_reported(client: TestClient) -> None:
    def told(code: str) -> str:
        return page(client, f"/problems?code={code}").select_one(".problem-list").text

    assert "链接到 A/RES/76/9，文字所指的却是 A/RES/76/8" in told("link_differs")
    assert "链接到 A/RES/5/5" in told("link_alone")
    assert "A/RES/99/1 晚于本文件" in told("cites_later")
    assert "第25/300号决议" in told("no_such_number")
    assert "2020年12月1日（1 处）" in told("cited_dates_differ")
    assert "A/RES/99/1 晚于本文件" in page(client, "/A/RES/77/4").select_one(".doubt").text
    assert client.get("/problems?code=none").status_code == 404
    assert client.get("/problems?page=99").status_code == 200
    paragraphs = client.get("/api/v1/documents/A/RES/77/4").json()["paragraphs"]
    assert {paragraph["confidence"] for paragraph in paragraphs} == {"single"}


def test_the_api_serves_references_and_who_cites(client: TestClient) -> None:
    answer = client.get("/api/v1/documents/A/RES/77/2").json()
    first = answer["paragraphs"][0]["citations"][0]
    assert (first["target"], first["pinpoint"], first["places"], first["held"]) == (
        "A/RES/76/1",
        "第1段",
        ["op/1"],
        True,
    )
    assert (first["organ_by"], first["dated"], first["titled"]) == ("own", "2021-12-16", "某某")
    citing = client.get("/api/v1/documents/A/48/486/cited-by").json()
    assert [item["url"] for item in citing["items"]] == ["/A/RES/77/2/fn/1"]
    charter = client.get("/api/v1/documents/instrument:charter/cited-by").json()
    assert charter["total"] == 3


def test_more_references_take_no_more_statements(tmp_path: Path) -> None:
    few = build(tmp_path / "few", (FIRST, text("77/5", "第76/1号决议第1段，", "继续。")))
    numbers = "、".join(f"第70/{n}号" for n in range(1, 120))
    many = build(tmp_path / "many", (FIRST, text("77/5", f"{numbers}和第76/1号决议第1段，", "继续。")))
    assert statements(few, "/A/RES/77/5?q=x") == statements(many, "/A/RES/77/5?q=x")


def test_places_of_an_annex_are_its_own(tmp_path: Path) -> None:
    """A paragraph cited within an annex is resolved in that annex; the annex itself has a page."""
    content = document(
        statement(
            paragraph("1.", '<span class="bold">通过</span>本决议附件；', eid="p1")
            + paragraph("2.", '<span class="bold">请</span>继续。', eid="p2"),
            number="77/6",
            cover="A/RES/77/6",
            attachments=annex(
                paragraph("1.", "甲。", eid="a1") + paragraph("2.", "见上文第1段和本决议第2段。", eid="a2")
            ),
        )
    )
    archive = build(tmp_path, (content,))
    with TestClient(create_app(Settings(archive=archive))) as client:
        found = links(client, "/A/RES/77/6")
        assert found == {
            "本决议附件": "/A/RES/77/6/annex/1",
            "上文第1段": "/A/RES/77/6#annex-1-op-1",
            "本决议第2段": "/A/RES/77/6#op-2",
        }
        for address in found.values():
            assert client.get(address).status_code == 200


def test_an_annex_of_a_thousand_paragraphs_and_a_thousand_pinpoints_are_shown(tmp_path: Path) -> None:
    body = "".join(paragraph(f"{n}.", f"第{n}项；", eid=f"a{n}") for n in range(1, 1101))
    long = document(
        statement(
            paragraph("1.", '<span class="bold">通过</span>附件；'),
            number="76/1",
            cover="A/RES/76/1",
            attachments=annex(body),
        )
    )
    many = "、".join(f"第76/1号决议附件{n}" for n in range(1, 1101))
    archive = build(tmp_path, (long, text("77/2", f"{many}，", "继续。")))
    with TestClient(create_app(Settings(archive=archive))) as client:
        assert client.get("/A/RES/76/1/annex/1").status_code == 200
        cited = page(client, "/A/RES/77/2").select("a.cite")
        assert "/A/RES/76/1/annex/1" in {link["href"] for link in cited}


def test_what_a_reader_types_is_no_pattern(client: TestClient) -> None:
    for place in ("%", "art/_", "art/1"):
        html = page(client, f"/instruments/charter?place={quote(place)}")
        expected = 2 if place == "art/1" else 0
        assert len(html.select(".citing > li")) == expected, place
    assert client.get("/instruments/CHARTER").headers["location"] == "/instruments/charter"
    assert client.get("/instruments/UNTS-999999?place=x").status_code == 404


def test_a_cited_letter_is_not_its_held_sibling(tmp_path: Path) -> None:
    held = text("57/130 B", "《联合国宪章》，", "继续。", day="2022-12-15")
    archive = build(tmp_path, (held, SECOND))
    with TestClient(create_app(Settings(archive=archive)), follow_redirects=False) as client:
        assert "本库未收录" in page(client, "/A/RES/57/130A").text
        number = page(client, "/A/RES/57/130")
        assert [link.text for link in number.select("main > article > p a")] == ["A/RES/57/130 A"]
        assert client.get("/A/RES/57/130C").headers["location"] == "/A/RES/57/130"
