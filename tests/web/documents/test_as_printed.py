"""Annexes and points are called what texts print: 附件 where there is one, else 附件一; 第1(a)(二)段."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.db.store import moved_places
from app.domain.organs import Names
from app.domain.resolution import Paragraph
from app.main import create_app
from app.settings import Settings
from app.sources.plain_text import read
from tests.conftest import only, run_ingest
from tests.web.archives import page

ONE = """77/1. 养护山地牧场

大会，

1. 请各国：

(a) 养护下列山地牧场：

㈠ 高处的牧场；

㈡ 低处的牧场；

2. 通过本决议附件。

2022年12月15日
第54次全体会议

附件

牧场准则

1. 牧场应当轮流放牧。

2. 牧场应当登记。
"""
TWO = (
    ONE.replace("77/1.", "77/2.").replace("牧场", "渡槽").replace("附件\n", "附件一\n")
    + "\n附件二\n\n渡槽名录\n\n1. 渡槽名录每年修订。\n"
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("annexes")
    (folder / "texts").mkdir()
    (folder / "texts" / "one.txt").write_text(ONE, "utf-8")
    (folder / "texts" / "two.txt").write_text(TWO, "utf-8")
    run_ingest(folder / "archive", folder / "texts")
    with TestClient(
        create_app(Settings(archive=folder / "archive")), base_url="http://juey.test", follow_redirects=False
    ) as client:
        yield client


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("A/RES/77/1/annex/1/op/2", "第77/1号决议附件第2段"),
        ("A/RES/77/1/annex/1", "第77/1号决议附件"),
        ("A/RES/77/2/annex/1/op/2", "第77/2号决议附件一第2段"),
        ("A/RES/77/2/annex/2/op/1", "第77/2号决议附件二第1段"),
        ("A/RES/77/1/op/1/a/2", "第77/1号决议第1(a)(二)段"),
    ],
)
def test_a_place_is_worded_as_printed_and_its_words_lead_back(
    place: str, words: str, client: TestClient
) -> None:
    html = page(client, f"/{place}")
    assert html.select_one("h1").get_text(strip=True) == words
    assert f"大会2022年12月15日{words}" in html.get_text()
    answer = client.get("/search", params={"q": f"大会2022年12月15日{words}"})
    assert answer.headers["location"] == f"/{place}"


def test_contents_lists_and_files_name_annexes_as_printed(client: TestClient) -> None:
    contents = [
        [one.get_text(strip=True) for one in page(client, f"/A/RES/77/{number}").select("nav.contents a")]
        for number in (1, 2)
    ]
    assert "附件" in contents[0]
    assert {"附件一", "附件二"} <= set(contents[1])
    for address in (
        "/search?q=登记",
        "/search/kwic?q=登记",
        "/search/kwic.csv?q=登记",
        "/search.csv?q=登记",
        "/search.atom?q=登记",
    ):
        text = client.get(address).text
        assert "附件1" not in text, address
        assert "附件第2段" in text, address
        assert "附件一第2段" in text, address


def test_the_former_place_of_a_heading_leads_on(names: Names) -> None:
    text = "79/1. 约定\n\n大会，\n\n1. 重申决心，养护牧场。\n\n行动1. 我们将养护牧场。\n\n2. 决定继续审议。\n"
    now = only(read(text.encode(), "text", names)).resolution
    (heading,) = (unit for unit in now.paragraphs if unit.kind == "heading")
    was = tuple(
        Paragraph("op/1/end", "operative", one.text) if one is heading else one for one in now.paragraphs
    )
    former = type(now)(now.id, now.head, was)
    assert moved_places(former, now) == {"op/1/end": heading.anchor}
