"""Where series dropped a phrase: on its page and beside its first use."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.web.archives import page as soup_of

PHRASE = "星际共同体"


def text(number: str, subject: str, year: int, *, wanted: str = "", whole: str = "", title: str = "") -> str:
    """A resolution on a subject; a phrase may stand within a paragraph, or a paragraph with it be put in."""
    return (
        f"{number}. {subject}{title}\n\n人权理事会，\n\n"
        f"回顾其以往关于{subject}的各项决议和主席声明，\n\n"
        f"深为关切{subject}所面临的严峻挑战，并强调各方必须为{wanted}持久和平加紧努力，\n\n"
        f"重申坚定致力于{subject}，并支持各国为此作出的一切努力，\n\n"
        f"{whole}1. 促请各方为{subject}的落实创造有利条件，避免采取单方面行动；\n\n"
        f"2. 决定继续处理此案。\n\n{year}年7月7日\n"
    )


WHOLE = f"欢迎为建设{PHRASE}而举行的会议，\n\n"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("removed")
    texts = {
        # Put in, taken out of its paragraph, and put in again.
        **{
            f"{41 + 3 * n}/1": ("中东和平进程", 2019 + n, wanted)
            for n, wanted in enumerate(("", PHRASE, PHRASE, "", PHRASE))
        },
        # A whole paragraph is dropped.
        "44/2": ("区域安全合作", 2020, None),
        "53/2": ("区域安全合作", 2023, ""),
        # Kept.
        "44/3": ("巴勒斯坦难民处境", 2020, PHRASE),
        "53/3": ("巴勒斯坦难民处境", 2023, PHRASE),
    }
    (folder / "texts").mkdir()
    for number, (subject, year, wanted) in texts.items():
        whole = WHOLE if wanted is None else ""
        body = text(number, subject, year, wanted=wanted or "", whole=whole)
        (folder / "texts" / f"{number.replace('/', '-')}.txt").write_text(body, "utf-8")
    run_ingest(folder / "archive", folder / "texts")
    with TestClient(create_app(Settings(archive=folder / "archive"))) as client:
        yield client


def asked(client: TestClient, path: str) -> Any:  # noqa: ANN401  what is looked for is there, or the test fails
    return soup_of(client, path)


def said(node: Any) -> str:  # noqa: ANN401
    return "".join(str(node.get_text()).split())


def said_of(text: str) -> str:
    return "".join(text.split())


def test_a_series_tells_when_and_where_a_phrase_was_dropped(client: TestClient) -> None:
    page = asked(client, f"/wording/removed?q={PHRASE}")
    shown = [said(one.select_one(".when-where")) for one in page.select(".removal")]
    assert shown == [
        "本库首见A/HRC/RES/44/2（2020），A/HRC/RES/53/2（2023）删去。对比前后两份",
        "本库首见A/HRC/RES/44/1（2020），至A/HRC/RES/47/1（2021），A/HRC/RES/50/1（2022）删去，A/HRC/RES/53/1（2023）又有。对比前后两份",
    ]
    assert "6份文本有此短语，其中2份的接续文本删去了它" in said(page.select_one(".summary"))


def test_the_paragraphs_show_it(client: TestClient) -> None:
    dropped, amended = asked(client, f"/wording/removed?q={PHRASE}").select(".removal")
    assert "没有对应的段落" in said(dropped)
    assert said(dropped.select_one("del")) == said_of(WHOLE)
    assert [said(one) for one in amended.select("del")] == [PHRASE]
    links = [link["href"] for link in amended.select("a")]
    assert "/A/HRC/RES/47/1/pp/2" in links
    assert "/A/HRC/RES/50/1/pp/2" in links
    assert "/compare?a=A/HRC/RES/47/1&b=A/HRC/RES/50/1" in links


def test_it_is_told_beside_the_first_use(client: TestClient) -> None:
    page = asked(client, f"/wording?q={PHRASE}")
    assert "2份的接续文本删去了它" in said(page.select_one(".dropped-in summary"))
    assert len(page.select(".removal")) == 2
    posted = client.post("/wording", data={"q": PHRASE}).text
    assert "dropped-in" in posted
    assert "removed?q=" not in posted
    links = [link["href"] for link in asked(client, f"/search/timeline?q={PHRASE}").select(".views a")]
    assert any(link.startswith("/wording/removed?q=") for link in links)


def test_what_no_series_dropped_is_said(client: TestClient) -> None:
    assert "都保留了它" in said(asked(client, "/wording/removed?q=决定继续处理此案").select_one(".summary"))
    assert "没有文本有此短语" in said(asked(client, "/wording/removed?q=火星蔬菜").select_one(".summary"))
    for query in ("", "？", f"{PHRASE}&body=GA", f"{PHRASE}&page=99"):
        assert not asked(client, f"/wording/removed?q={query}").select(".removal")
    assert len(asked(client, f"/wording/removed?q=“{PHRASE}”&body=HRC").select(".removal")) == 2


def test_programs_get_the_same(client: TestClient) -> None:
    found = client.get("/api/v1/removals", params={"q": PHRASE}).json()
    assert (found["documents"], found["page"], found["next"], len(found["items"])) == (6, 1, None, 2)
    dropped, amended = found["items"]
    names = [
        [one[key] and one[key]["id"] for key in ("first", "last", "without", "again")]
        for one in found["items"]
    ]
    assert names == [
        ["A/HRC/RES/44/2", "A/HRC/RES/44/2", "A/HRC/RES/53/2", None],
        ["A/HRC/RES/44/1", "A/HRC/RES/47/1", "A/HRC/RES/50/1", "A/HRC/RES/53/1"],
    ]
    assert [one["later_anchor"] for one in dropped["paragraphs"]] == [None]
    (paragraph,) = amended["paragraphs"]
    assert (paragraph["anchor"], paragraph["later_anchor"]) == ("pp/2", "pp/2")
    assert [one["text"] for one in paragraph["changes"] if one["op"] == "delete"] == [PHRASE]
    second = client.get("/api/v1/removals", params={"q": PHRASE, "size": 1, "page": 2}).json()
    assert (second["items"], second["next"]) == ([amended], None)
    assert client.get("/api/v1/removals").status_code == 422
    assert client.get("/api/v1/removals?q=？").json()["items"] == []
