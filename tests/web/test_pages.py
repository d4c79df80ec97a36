"""The content of pages, through HTTP."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest


def page(client: TestClient, path: str, status: int = 200) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == status, response.text[:500]
    assert response.headers["content-type"].startswith("text/html")
    return BeautifulSoup(response.text, "html.parser")


def words(node: Tag | None) -> str:
    assert node is not None
    return re.sub(r"\s+", " ", node.get_text())


def test_home_shows_what_is_here(client: TestClient) -> None:
    html = page(client, "/")
    assert html.select_one("form[action='/search'] input[name=q]")
    assert "收录 5 份文本" in words(html)
    assert [link["href"] for link in html.select(".documents a.document")] == [
        "/A/HRC/RES/56/4",
        "/A/RES/77/213",
        "/A/HRC/RES/50/4",
        "/A/HRC/RES/32/6",
    ]
    assert {link.text for link in html.select(".bodies a")} == {"人权理事会", "大会"}
    topics = [str(link["href"]) for link in html.select(".topics a")]
    assert len(topics) == 2
    for topic in topics:
        assert page(client, topic).select(".documents a.document")


def test_a_document_has_its_facts_paragraphs_notes_and_votes(client: TestClient) -> None:
    html = page(client, "/A/HRC/RES/50/4")
    assert words(html.h1).strip() == "50/4. 加强人权领域的国际合作"
    facts = words(html.select_one(".facts"))
    for fact in ("人权理事会", "第50届会议", "2022年7月7日", "第39次会议", "29票赞成、16票反对、2票弃权"):
        assert fact in facts
    assert len(html.select(".unit.preambular")) == 34
    assert len(html.select(".unit.operative")) == 36
    five = html.select_one("#op-5")
    assert five.select_one("a.permalink")["href"] == "/A/HRC/RES/50/4/op/5"
    assert five.p.text.startswith("重申各国在实现权利和履行义务时")
    assert five.b.text == "重申"
    names = words(html.select_one("#vote"))
    assert "阿根廷、贝宁、多民族玻利维亚国" in names
    assert "巴西、墨西哥" in names
    assert "非正式文本，以联合国正式文件为准" in words(html)
    assert html.select_one("a[href='https://docs.un.org/zh/A/HRC/RES/50/4']")


def test_a_document_has_a_table_of_contents_and_leads_to_those_beside_it(client: TestClient) -> None:
    html = page(client, "/A/HRC/RES/50/4")
    entries = {link.text: str(link["href"]) for link in html.select(".contents li a")}
    assert list(entries)[:2] == ["序言部分", "执行部分"]
    assert entries["脚注"] == "#fn-1"
    for target in entries.values():
        assert html.select_one(target), target
    beside = {words(node).strip(): node.find_next("a")["href"] for node in html.select(".adjacent .which")}
    assert beside == {"本库所收的上一届": "/A/HRC/RES/32/6"}
    later = page(client, "/A/HRC/RES/32/6").select(".adjacent .which")
    assert [words(node).strip() for node in later] == ["本库所收的下一届"]


def test_headings_and_annexes_stand_in_the_contents(tmp_path: Path) -> None:
    text = (
        "60/1. 题目\n\n人权理事会，\n\n回顾其以往各项决议，\n\n一\n\n总则\n\n1. 决定继续审议此事；\n\n"
        "二\n\n后续行动\n\n2. 请秘书长提出报告。\n\n2025年7月7日\n\n附件\n\n章程\n\n1. 本章程适用于所有成员。\n"
    )
    (tmp_path / "text.txt").write_text(text, "utf-8")
    run_ingest(tmp_path / "archive", tmp_path / "text.txt")
    with TestClient(create_app(Settings(archive=tmp_path / "archive"))) as client:
        html = page(client, "/A/HRC/RES/60/1")
    names = [link.text for link in html.select(".contents li a")]
    assert names[:5] == ["序言部分", "执行部分", "一　总则", "二　后续行动", "附件"]
    for link in html.select(".contents li a"):
        assert html.select_one(link["href"].replace("~", "\\~")), link


def test_texts_of_a_session_lead_to_each_other(tmp_path: Path) -> None:
    for number in (2, 9, 10):
        text = f"60/{number}. 题目{number}\n\n人权理事会，\n\n1. 决定继续审议第{number}件事。\n"
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    run_ingest(tmp_path / "archive", tmp_path)
    with TestClient(create_app(Settings(archive=tmp_path / "archive"))) as client:
        html = page(client, "/A/HRC/RES/60/9")
    assert [link["href"] for link in html.select(".adjacent a.document")] == [
        "/A/HRC/RES/60/2",
        "/A/HRC/RES/60/10",
    ]


def test_footnotes_stand_with_the_paragraph_that_marks_them(client: TestClient) -> None:
    html = page(client, "/A/HRC/RES/50/4")
    assert [note["id"] for note in html.select("#pp-8 > .margin .note")] == ["fn-1"]
    assert len(html.select(".note")) == len(html.select(".unit > .margin .note")) == 5
    assert not html.select("#notes")


def test_a_paragraph_says_how_many_documents_cite_it(tmp_path: Path) -> None:
    texts = {
        "1": "60/1. 题目\n\n人权理事会，\n\n1. 决定继续审议此事；\n\n2. 请秘书长提出报告。\n",
        "2": "60/2. 另一题目\n\n人权理事会，\n\n1. 重申人权理事会第60/1号决议第2段。\n",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    run_ingest(tmp_path / "archive", tmp_path)
    with TestClient(create_app(Settings(archive=tmp_path / "archive"))) as client:
        html = page(client, "/A/HRC/RES/60/1")
        cited = html.select_one("#op-2 > .margin a.cited")
        assert (cited.text, cited["href"]) == ("被引用 1", "/A/HRC/RES/60/1/op/2#cited-by")
        assert not html.select("#op-1 > .margin")
        assert page(client, "/A/HRC/RES/60/1/op/2").select_one("#cited-by a[href='/A/HRC/RES/60/2/op/1']")
        cites = page(client, "/A/HRC/RES/60/2/op/1").select(".cites a")
    assert [link["href"] for link in cites] == ["/A/HRC/RES/60/1/op/2"]


def test_a_range_of_paragraphs_has_a_page(client: TestClient) -> None:
    html = page(client, "/A/HRC/RES/50/4/op/5-7")
    assert words(html.h1) == "第50/4号决议第5至7段"
    assert [unit["id"] for unit in html.select(".here .unit")] == ["op-5", "op-6", "op-7"]
    assert [link.text for link in html.select(".wider a")] == ["第4至7段", "第5至8段"]
    assert html.select_one(".between a[href='/A/HRC/RES/50/4#op-5']")
    for spelling in ("op/7-5", "OP/5-7", "op/5–7"):
        answer = client.get(f"/A/HRC/RES/50/4/{spelling}")
        assert (answer.status_code, answer.headers["location"]) == (308, "/A/HRC/RES/50/4/op/5-7")
    assert "没有“op/5-99”这一处" in words(page(client, "/A/HRC/RES/50/4/op/5-99", 404))


def test_footnotes_are_linked_both_ways(client: TestClient) -> None:
    html = page(client, "/A/HRC/RES/50/4")
    mark = html.select_one("#pp-8 sup a")
    assert (mark.text, mark["href"]) == ("1", "#fn-1")
    note = html.select_one("#fn-1")
    assert "第二章，A 节" in note.text
    assert note.select_one("a.back")["href"] == "#pp-8"
    assert html.select_one("#pp-8 p").text == (
        "回顾促进和保护人权小组委员会第五十二届会议于 2000 年 8 月 18 日通过的关于促进人权问题对话的第 2000/22 号决议，1"
    )


def test_doubts_are_said_quietly_and_in_place(client: TestClient) -> None:
    html = page(client, "/A/HRC/RES/50/4")
    assert "存疑 2 处" in words(html.select_one(".problems summary"))
    mark = html.select_one("#op-10 > .margin details.doubt:not([open])")
    assert words(mark.summary).strip() == "第10段存疑"
    assert "叼请" in mark.p.text
    assert str(html.select_one("main")).count(mark.p.text) == 1
    assert "存疑" not in "".join(node.text for node in html.select(".unit > p"))
    assert page(client, "/A/HRC/RES/50/4/op/10").select_one("#op-10 .doubt[open] p").text == mark.p.text


def test_references_are_links_with_the_title_of_what_is_held(client: TestClient) -> None:
    html = page(client, "/A/RES/77/213")
    held = html.select_one("a.cite[href='/A/HRC/RES/50/4']")
    assert held.text == "第 50/4 号决议"
    assert "加强人权领域的国际合作" in held["title"]
    unheld = html.select_one("a.cite[href='/A/RES/70/1']")
    assert "本库未收录" in unheld["title"]


def test_a_place_says_where_it_stands_and_how_to_cite_it(client: TestClient) -> None:
    html = page(client, "/A/RES/77/213/op/5")
    assert words(html.h1) == "第77/213号决议第5段"
    assert "敦促国际舞台上的所有行为体" in words(html.select_one(".here"))
    assert html.select_one("a[rel=prev]")["href"] == "/A/RES/77/213/op/4"
    assert html.select_one("a[rel=next]")["href"] == "/A/RES/77/213/op/6"
    assert html.select_one(".between a[href='/A/RES/77/213#op-5']")
    formats = [node.text for node in html.select(".citing-formats code")]
    link = "http://juey.test/A/RES/77/213/op/5"
    assert formats[0].startswith("“敦促国际舞台上的所有行为体")
    assert formats[0].endswith(f"排他理论；”（大会2022年12月15日第77/213号决议第5段） {link}")
    assert formats[-1] == link
    assert formats[1] == "大会2022年12月15日第77/213号决议第5段"
    assert (
        formats[2] == "《增进人权领域的国际合作》，联合国大会决议，A/RES/77/213，2022年12月15日通过，第5段。"
    )
    assert re.fullmatch(
        r"联合国大会\. 增进人权领域的国际合作：A/RES/77/213\[EB/OL\]\. 第5段（2022-12-15）\[\d{4}-\d\d-\d\d\]\. "
        r"http://juey\.test/A/RES/77/213/op/5",
        formats[3],
    )
    source = html.select_one("details.confidence")
    assert "A_RES_77_213" in source.text or ".txt" in source.text
    assert source.select_one("a")["href"].startswith("https://")
    assert formats[5] == "[大会2022年12月15日第77/213号决议第5段](http://juey.test/A/RES/77/213/op/5)"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/A/HRC/RES/50/4/pp/8", "第 2000/22 号决议"),
        ("/A/HRC/RES/50/4/fn/5", "A/HRC/50/51."),
        ("/A/HRC/RES/50/4/vote", "巴西、墨西哥"),
        ("/A/HRC/RES/56/4/op/12", "A/HRC/56/57"),
        ("/x/draft-GA75-C3-item72b-international-cooperation-human-rights/fn/*", "代表属于不结盟国家运动"),
    ],
)
def test_every_kind_of_place_has_a_page(client: TestClient, path: str, text: str) -> None:
    assert text in words(page(client, path).main)


def test_every_anchor_of_every_document_has_its_page(client: TestClient) -> None:
    for item in client.get("/api/v1/documents").json()["items"]:
        document = client.get(f"/api/v1/documents/{item['id']}").json()
        html = page(client, item["url"])
        for unit in (*document["paragraphs"], *document["footnotes"]):
            assert html.find(id=unit["anchor"].replace("/", "-")), unit["anchor"]
            assert client.get(f"{item['url']}/{unit['anchor']}").status_code == 200


def test_a_document_that_is_cited_but_not_held_has_a_page(client: TestClient) -> None:
    html = page(client, "/A/RES/70/1")
    text = words(html.main)
    assert "本库未收录" in text
    assert "大会第70/1号决议" in text
    assert html.select_one("a[href='https://docs.un.org/zh/A/RES/70/1']")
    citing = [link["href"] for link in html.select(".citing .document")]
    assert citing == [
        "/A/RES/77/213",
        "/A/HRC/RES/50/4",
        "/A/HRC/RES/32/6",
        "/x/draft-GA75-C3-item72b-international-cooperation-human-rights",
    ]
    assert html.select_one("a.place[href='/A/RES/77/213/pp/2']")


def test_a_held_document_says_who_cites_it(client: TestClient) -> None:
    html = page(client, "/A/HRC/RES/50/4")
    assert html.select_one("#cited-by a.place[href='/A/RES/77/213/pp/3']")


def test_browsing_by_organ_session_and_year(client: TestClient) -> None:
    html = page(client, "/browse")
    assert len(html.select(".documents li")) == 5
    html = page(client, "/browse?body=HRC&year=2022")
    assert [link["href"] for link in html.select(".documents a.document")] == ["/A/HRC/RES/50/4"]
    assert html.select_one(".filters a[aria-current]").text == "人权理事会"
    # an active filter links to the list without it
    assert html.select_one(".filters a[aria-current]")["href"] == "/browse?year=2022"
    assert "0 份文本" in words(page(client, "/browse?year=abcd&page=x"))


def test_errors_help(client: TestClient) -> None:
    html = page(client, "/nothing/here", 404)
    assert "没有这一页" in html.h1.text
    assert html.select_one("form[action='/search']")
    no_place = page(client, "/A/HRC/RES/50/4/op/99", 404)
    assert "没有“op/99”这一处" in words(no_place)
    assert no_place.select_one('.error-page a[href="/A/HRC/RES/50/4"]')
    refused = client.post("/search")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET")
    assert "里没有“foo”这一处" in words(page(client, "/A/HRC/RES/50/4/foo", 404))
    assert "本库没有英文本" in words(page(client, "/A/RES/77/213/en", 404))
    assert "只收录中文本和英文本" in words(page(client, "/A/RES/77/213/fr", 404))
    unknown = words(page(client, "/A/RES/99/999", 404))
    assert "本库未收录" in unknown
    assert "请核对文号" in unknown


def test_pages_are_chinese_and_have_one_heading(client: TestClient) -> None:
    for path in (
        "/",
        "/browse",
        "/browse?body=HRC&session=50",
        "/browse/subjects",
        "/states",
        "/states/CHN",
        "/search",
        "/search?q=人权",
        "/A/HRC/RES/50/4",
        "/A/RES/77/213/op/5",
        "/A/RES/70/1",
    ):
        html = page(client, path)
        assert html.html["lang"] == "zh-Hans"
        assert len(html.select("h1")) == 1
        assert html.title.text.strip()
        ids = [node["id"] for node in html.select("[id]")]
        assert len(ids) == len(set(ids))


def test_pages_may_run_nothing_that_is_not_their_own(client: TestClient) -> None:
    headers = client.get("/").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_head_requests_are_answered(client: TestClient) -> None:
    for path in (
        "/",
        "/browse",
        "/search?q=人权",
        "/A/HRC/RES/50/4",
        "/healthz",
        "/readyz",
        "/api/v1/documents",
    ):
        response = client.head(path)
        assert (response.status_code, response.content) == (200, b"")


def test_a_fault_gives_a_page_that_helps(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("app.web.browse.home.listing.newest", fail)
    with TestClient(create_app(Settings(archive=archive)), raise_server_exceptions=False) as client:
        response = client.get("/")
    assert response.status_code == 500
    assert "服务器出错了" in response.text
    assert "broken" not in response.text
    assert "default-src 'none'" in response.headers["content-security-policy"]


def test_hits_in_the_title_and_by_words_are_marked_in_the_document(client: TestClient) -> None:
    html = page(client, "/A/HRC/RES/56/4?q=人权与国际团结")
    assert html.h1.mark.text == "人权与国际团结"
    html = page(client, "/A/HRC/RES/50/4?q=真诚人权合作")
    assert {mark.text for mark in html.select("mark")} == {"真诚", "人权", "合作"}
    assert "已标出" not in words(page(client, '/A/HRC/RES/50/4?q="没有这样的话"'))


def test_health_tells_the_release(client: TestClient) -> None:
    assert client.get("/readyz").json()["documents"] == 5
