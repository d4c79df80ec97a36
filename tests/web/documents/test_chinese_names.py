"""What sources name in English, on Chinese pages, through HTTP."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.web.archives import build, keywords, page, sponsored, text

COVER = "<coverPage>"
GENERAL = '<coverPage><p><docStatus>Distr.: General</docStatus></p><p><inline name="originalLanguage">Original: English</inline></p>'
MOVEMENT = "Cuba (on behalf of the Movement of Non-Aligned Countries), China and Peru"


def item(*names: str) -> str:
    """The markup of agenda items of the Security Council."""
    listed = "".join(f'<keyword refersTo="agenda" showAs="{name}" dictionary="S/"/>' for name in names)
    return f'<classification source="DHLAUTH">{listed}</classification>'


def council(number: str, *names: str) -> bytes:
    plain = text(number, meta=item(*names)).decode()
    return re.sub(r"<p><inline [^>]*agenda item.*?</p>", "", plain).encode()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    guessed = '<keyword value="justice" dictionary="UNBIS"/>'
    both = keywords(["4"], ["HUMAN RIGHTS", "NO SUCH HEADING"]).replace("<keyword", f"{guessed}<keyword", 1)
    texts = (
        text("77/1", meta=both + sponsored(MOVEMENT)).replace(COVER.encode(), GENERAL.encode()),
        text("77/2", meta=keywords(["4"])),
        council("77/3", "The situation in Somalia.", "The  situation in Somalia"),
        council("77/4", "The situation on the Moon"),
        re.sub(rb"\xe9\xa2\x98\xe7\x9b\xae77/5", b"", council("77/5", "The situation in Somalia")),
    )
    archive = build(tmp_path_factory.mktemp("chinese"), texts)
    with TestClient(create_app(Settings(archive=archive))) as client:
        yield client


def fact(html: BeautifulSoup, name: str) -> Tag:
    (found,) = (
        row.select("dd")[0] for row in html.select(".facts dl > div") if row.select("dt")[0].text == name
    )
    return found


def words(node: Tag | None) -> str:
    return re.sub(r"\s+", "", node.text) if node else ""


def test_the_cover_is_chinese(client: TestClient) -> None:
    html = page(client, "/A/RES/77/1")
    assert words(fact(html, "分发")) == "普遍分发"
    assert words(fact(html, "原文")) == "英文"
    assert words(fact(html, "提案国")) == "古巴(代表不结盟国家运动)及2国"
    assert "古巴(代表不结盟国家运动)、中国、秘鲁" in words(html.select_one("#history"))
    assert "集团的成员没有逐一列出" in html.select_one("#history .gaps").text
    assert not html.select("#history [lang=en]")


def test_a_text_without_a_title_tells_its_subject_wherever_it_is_listed(client: TestClient) -> None:
    for path, entry in (
        ("/search?q=请继续", ".result h2 a"),
        ("/browse", ".documents .document"),
        ("/wording/places?at=/A/RES/77/5/op/1", ".places .title"),
        ("/compare?a=A/RES/77/4&b=A/RES/77/5", ".side a"),
        ("/compare/brief?a=A/RES/77/4&b=A/RES/77/5", ".side .title"),
        ("/A/RES/77/5/series", ".series .title"),
        ("/A/RES/77/5/op/1", ".where a"),
    ):
        named = [words(node) for node in page(client, path).select(entry)]
        assert [one for one in named if "第77/5号决议" in one and "索马里局势" in one], (path, named)


def test_an_agenda_item_is_in_the_wording_of_the_texts_else_english_and_said(client: TestClient) -> None:
    assert words(fact(page(client, "/A/RES/77/3"), "议程项目")) == "索马里局势"
    unknown = fact(page(client, "/A/RES/77/4"), "议程项目")
    assert unknown.select_one("[lang=en]").text == "The situation on the Moon"
    assert "来源只有英文名称" in unknown.text
    items = page(client, "/browse/items").select(".filters li > a:first-of-type")
    assert {entry.text: entry.get("lang") for entry in items} == {
        "索马里局势": None,
        "促进和保护人权": None,
        "The situation on the Moon": "en",
    }


def test_what_a_machine_assigned_never_stands_above_what_librarians_gave(client: TestClient) -> None:
    section = page(client, "/A/RES/77/1").select_one("#subjects")
    given, guessed = section.select_one("ul"), section.details
    assert [(link.text, link.get("lang")) for link in given.select("a")] == [
        ("人权", None),
        ("No such heading", "en"),
    ]
    assert guessed.summary.text == "来源自动标注"
    assert [words(entry) for entry in guessed.select("li")] == ["可持续发展目标4优质教育", "正义"]
    only = page(client, "/A/RES/77/2").select_one("#subjects")
    assert [child.name for child in only.find_all(recursive=False)] == ["h2", "p", "details"]
    assert "没有给本文定主题" in only.p.text


def test_a_subject_is_found_by_its_chinese_name_and_only_where_librarians_gave_it(client: TestClient) -> None:
    def found(query: str) -> list[str]:
        results = client.get("/api/v1/search", params={"q": f"题目 主题:{query}"}).json()["results"]
        return [result["symbol"] for result in results]

    assert found("人权") == found('"HUMAN RIGHTS"') == ["A/RES/77/1"]
    assert found("正义") == found("JUSTICE") == []


def test_a_subject_is_suggested_in_chinese(client: TestClient) -> None:
    _, completions, *_ = client.get("/search/suggest", params={"q": "人权"}).json()
    assert '主题:"人权"' in completions
