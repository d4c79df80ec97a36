"""References that name an article, an action or a heading by what is printed there."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from app.db.models import Document
from app.db.queries import documents
from app.db.release import current_release
from app.db.session import read_session
from app.domain.addresses import document_url, permalink
from app.domain.citation_styles import CitingFormat, citing_formats
from app.domain.organs import Names
from app.domain.pasted import words_in
from app.domain.place_lookup import places_of
from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.references import answer

DECLARATION = """217 A (III). 世界人权宣言

大会，

鉴于承认固有尊严是世界自由的基础，

发布这一世界人权宣言，作为努力实现的共同标准。

第一条

人人生而自由。

第十九条

人人有发表意见的自由。

1948年12月10日
第183次全体会议
"""
CONVENTION = """99/25. 山地牧场公约

大会，

回顾其以前各项决议，

1. 通过本决议附件所载的《山地牧场公约》；

2. 请秘书长提供协助。

2044年11月20日
第61次全体会议

附件
山地牧场公约

第十二条

1. 缔约国应养护牧场。

2. 缔约国应采取措施：

(a) 立法；

(b) 行政。

第十三条

1. 缔约国应合作。

2. 缔约国应交流。
"""
PACT = """99/26. 山地契约

大会，

回顾其以前各项决议，

1. 通过以下契约：

行动1. 我们将养护牧场。

2. 我们决定提供资金。

行动10. 我们将倾听牧民。

3. 我们决定提供种子。

2044年11月21日
第62次全体会议
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("printed")
    sources = folder / "sources"
    sources.mkdir()
    for name, text in (("declaration", DECLARATION), ("convention", CONVENTION), ("pact", PACT)):
        (sources / f"{name}.txt").write_text(text, "utf-8")
    run_ingest(folder / "archive", sources)
    return folder / "archive"


@pytest.fixture(scope="module")
def client(archive: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(archive=archive))) as client:
        yield client


@pytest.mark.parametrize(
    ("typed", "leads"),
    [
        ("世界人权宣言第19条", "/A/RES/217A(III)/h/2"),
        ("《世界人权宣言》第十九条", "/A/RES/217A(III)/h/2"),
        ("A/RES/217(III) A, article 19", "/A/RES/217A(III)/h/2"),
        ("A/RES/217 A (III) 第1条", "/A/RES/217A(III)/h/1"),
        ("A/RES/99/25 附件第13条", "/A/RES/99/25/annex/1/sec/13"),
        ("A/RES/99/25第十三条第二款", "/A/RES/99/25/annex/1/sec/13/op/2"),
        ("A/RES/99/25, annex, art. 12, para. 2 (a)", "/A/RES/99/25/annex/1/sec/12/op/2/a"),
        ("A/RES/99/26 行动1", "/A/RES/99/26/h/1"),
        ("A/RES/99/26，行动十", "/A/RES/99/26/h/1/1"),
        ("A/RES/99/26 标题“行动10. 我们将倾听牧民”", "/A/RES/99/26/h/1/1"),
        ("山地契约 行动10", "/A/RES/99/26/h/1/1"),
    ],
)
def test_what_is_printed_leads_to_its_place(client: TestClient, typed: str, leads: str) -> None:
    assert answer(client, typed) == leads


@pytest.mark.parametrize(
    ("typed", "unread"),
    [("A/RES/99/26 行动2", "行动2"), ("A/RES/99/25 第99条", "第99条")],
)
def test_a_number_that_is_not_printed_is_told(client: TestClient, typed: str, unread: str) -> None:
    (named,) = client.get("/api/v1/search", params={"q": typed}).json()["named"]
    assert (named["place"], named["rest"]) == (None, unread)


def test_every_place_is_cited_by_words_that_lead_back(
    client: TestClient, archive: Path, names: Names
) -> None:
    release = current_release(archive)
    assert release
    with read_session(release.database) as session:
        texts = [documents.resolution(session, one) for one in session.exec(select(Document))]
    cited: set[str] = set()
    wrong: list[CitingFormat] = []
    for text in texts:
        organ = names.require_organ(text.head.body)
        for place in places_of(text):
            words = words_in(text, place)
            cited.add(words)
            link = permalink("https://archive.example", text.id, place)
            styles = citing_formats(text.head, organ, words, link, date(2044, 12, 1))
            wrong += [one for one in styles if answer(client, one.text) != document_url(text.id, place)]
    assert wrong == []
    assert {"附件第13条", "附件第12条第2(a)段", "标题“行动10. 我们将倾听牧民。”", "标题“第十九条”"} <= cited
