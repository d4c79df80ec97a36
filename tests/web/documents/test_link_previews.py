"""What a link to a document or a place shows elsewhere (Open Graph)."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.sources.akn.text import document, paragraph, statement


def preview(client: TestClient, address: str) -> dict[str, str]:
    page = BeautifulSoup(client.get(address).text, "html.parser")
    found = {str(meta["property"]): str(meta["content"]) for meta in page.select("head meta[property]")}
    assert page.select_one("meta[name=description]")["content"] == found["og:description"]
    assert page.select_one("link[rel=canonical]")["href"] == found["og:url"]
    return found


@pytest.mark.parametrize(
    ("address", "title", "description"),
    [
        (
            "/A/HRC/RES/50/4",
            "第50/4号决议 加强人权领域的国际合作",
            "人权理事会2022年7月7日第50/4号决议：人权理事会，重申致力于按照《联合国宪章》",
        ),
        (
            "/A/HRC/RES/50/4/op/31",
            "第50/4号决议第31段 加强人权领域的国际合作",
            "人权理事会2022年7月7日第50/4号决议第31段：注意到高级专员提交",
        ),
        (
            "/A/HRC/RES/50/4/fn/5",
            "第50/4号决议脚注5 加强人权领域的国际合作",
            "人权理事会2022年7月7日第50/4号决议脚注5：A/HRC/50/51",
        ),
        (
            "/A/HRC/RES/50/4/vote",
            "第50/4号决议表决 加强人权领域的国际合作",
            "人权理事会2022年7月7日第50/4号决议表决：经记录表决",
        ),
    ],
)
def test_a_link_shows_title_first_words_and_date(
    client: TestClient, address: str, title: str, description: str
) -> None:
    found = preview(client, address)
    assert found.pop("og:description").startswith(description)
    assert found == {
        "og:type": "article",
        "og:site_name": "决议 Juéyì",
        "og:locale": "zh_CN",
        "og:title": title,
        "og:url": f"http://juey.test{address}",
        "og:image": "http://juey.test/icon-512.png",
        "article:published_time": "2022-07-07",
    }


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/browse?body=GA",
        "/search?q=%E5%90%88%E4%BD%9C",
        "/states/CUB",
        "/A/HRC/RES/50/4",
        "/A/HRC/RES/50/4/op/31",
        "/A/HRC/RES/50/4/series",
        "/compare?a=A/HRC/RES/32/6&b=A/HRC/RES/50/4",
    ],
)
def test_every_page_shows_what_it_is_once(archive: Path, address: str) -> None:
    base_url = "https://docs.test/un/jueyi"
    with TestClient(create_app(Settings(archive=archive, base_url=base_url)), base_url=base_url) as client:
        page = BeautifulSoup(client.get(address).text, "html.parser")
    metas = [meta for meta in page.select("head meta") if meta.get("property") or meta.get("name")]
    names = [str(meta.get("property") or meta["name"]) for meta in metas]
    assert len(names) == len(set(names))
    found = {name: str(meta["content"]) for name, meta in zip(names, metas, strict=True)}
    assert found["og:title"]
    assert found["og:title"] in page.title.text or found["og:type"] == "article"
    assert found["og:description"] == found["description"]
    assert found["og:url"] == page.select_one("link[rel=canonical]")["href"]
    assert found["og:url"].startswith(base_url)
    assert found["og:image"] == f"{base_url}/icon-512.png"
    assert found["twitter:card"] == "summary"


def test_a_page_of_an_error_has_no_card(client: TestClient) -> None:
    answer = client.get("/nothing/of/the/kind")
    assert answer.status_code == 404
    assert "og:" not in answer.text


def test_first_words_are_few(client: TestClient) -> None:
    description = preview(client, "/A/HRC/RES/50/4/op/29")["og:description"]
    assert description.endswith("……")
    assert len(description) < 200


def test_a_former_text_says_so(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    for words in ("请继续。", "请不再继续。"):
        content = document(statement(paragraph("1.", words), number="77/300", cover="A/RES/77/300"))
        (tmp_path / "text.xml").write_bytes(content)
        run_ingest(archive, tmp_path / "text.xml")
    with TestClient(create_app(Settings(archive=archive)), base_url="http://juey.test") as client:
        former, current = preview(client, "/A/RES/77/300/v/1"), preview(client, "/A/RES/77/300")
    assert former["og:url"] == f"{current['og:url']}/v/1"
    assert "日前的文本）" in former["og:title"]
    assert "文本" not in current["og:title"]
