"""A tally that contradicts its names or the number of members is flagged wherever it stands, beside it and quietly."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.web.archives import build, page, recorded, text

SAID = "赞成票数记作3，名单有2国"
WRONG = recorded({"inFavour": ["CHN", "CUB"], "abstaining": ["USA"]}).replace('value="2"', 'value="3"')
TOO_MANY = recorded({"inFavour": ["CHN", "CUB"]}).replace('value="2"', 'value="300"')
RIGHT = recorded({"inFavour": ["CHN", "CUB"], "abstaining": ["USA"]})


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    texts = [text("77/1", voting=WRONG), text("77/2", voting=RIGHT), text("77/3", voting=TOO_MANY)]
    with TestClient(create_app(Settings(archive=build(tmp_path_factory.mktemp("doubts"), texts)))) as client:
        yield client


def test_the_doubt_stands_beside_the_tally_and_is_said_once(client: TestClient) -> None:
    html = page(client, "/A/RES/77/1")
    (doubt,) = html.select("#vote .doubt")
    assert "open" not in doubt.attrs
    assert doubt.p.text == SAID
    assert html.text.count(SAID) == 1
    assert [link.text for link in html.select(".facts a.count")] == ["存疑"]
    assert "3票赞成、0票反对、1票弃权（存疑）" in html.select_one(".facts summary").text
    assert [link["href"] for link in html.select(".problems li a")] == ["#vote"]


def test_at_its_own_place_it_is_open(client: TestClient) -> None:
    html = page(client, "/A/RES/77/1/vote")
    (doubt,) = html.select(".doubt")
    assert "open" in doubt.attrs
    assert html.select_one(".place-page").text.count(SAID) == 1


def test_more_votes_than_members_are_flagged(client: TestClient) -> None:
    (doubt,) = page(client, "/A/RES/77/3").select("#vote .doubt")
    assert "票数相加是300，而成员只有193个" in doubt.p.text


def test_a_comparison_flags_it_too(client: TestClient) -> None:
    for path in ("/compare?a=A/RES/77/1&b=A/RES/77/2", "/compare/brief?a=A/RES/77/1&b=A/RES/77/2"):
        assert page(client, path).text.count("记录表决，票数存疑") == 1


def test_a_list_of_a_series_flags_it(client: TestClient) -> None:
    assert (
        "（3票赞成、0票反对、1票弃权，票数存疑）"
        in page(client, "/A/RES/77/1/series").select_one(".series").text
    )
    assert "存疑" not in page(client, "/A/RES/77/2/series").select_one(".series").text


def test_what_agrees_is_not_doubted(client: TestClient) -> None:
    html = page(client, "/A/RES/77/2")
    assert not html.select("#vote .doubt, .facts a.count, .problems")
    assert "存疑" not in html.select_one(".facts").text
