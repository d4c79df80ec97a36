"""Search by votes: on the page, in JSON, as a file."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings
from tests.web.archives import build, page, recorded, text

ROLLS = {
    "76/1": recorded({"inFavour": ["CHN", "CUB"], "against": ["USA"]}),
    "76/2": recorded({"inFavour": ["CHN"], "abstaining": ["TUR", "CUB"]}),
    # The printed number is not that of the list.
    "76/3": recorded({"inFavour": ["USA"], "against": ["CHN"]}).replace(
        'value="1" refersTo="against"', 'value="12" refersTo="against"'
    ),
    "76/4": '<voting outcome="adoptedWithoutVote"/>',
}


@pytest.fixture(scope="module")
def voted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    texts = [text(number, voting=voting, day="2021-12-15") for number, voting in ROLLS.items()]
    with TestClient(create_app(Settings(archive=build(tmp_path_factory.mktemp("voted"), texts)))) as client:
        yield client


def found(client: TestClient, typed: str, **chosen: str) -> list[str]:
    answer = client.get("/api/v1/search", params={"q": typed, "sort": "oldest", **chosen}).json()
    return sorted(result["id"].removeprefix("A/RES/") for result in answer["results"])


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("赞成:CHN", ["76/1", "76/2"]),
        ("赞成:中国、古巴", ["76/1"]),
        ("反对:CHN", ["76/3"]),  # also where the roll call is doubted: what is printed is found
        ("弃权:土耳其", ["76/2"]),
        ("未投:TUR", ["76/1", "76/3"]),  # a member of the day that the list leaves out
        ("未投:CHN", []),
        ("反对票:>10", ["76/3"]),
        ("反对票:0", ["76/2"]),
        ("弃权票:0", ["76/1", "76/3"]),
        ("赞成票:2..", ["76/1"]),
        ("请继续 -赞成:CHN", ["76/3", "76/4"]),
        ("请继续 -反对票:0..", ["76/4"]),
    ],
)
def test_documents_are_found_by_votes(voted: TestClient, typed: str, numbers: list[str]) -> None:
    assert found(voted, typed) == numbers


def test_a_search_that_names_a_state_counts_how_it_voted(voted: TestClient) -> None:
    facets = voted.get("/api/v1/search", params={"q": "请继续 反对票:0.. 国家:CHN | 请继续 赞成:CHN"}).json()[
        "facets"
    ]
    assert {one["value"] for one in facets["voted"]} == {"CHN.in_favour"}
    answer = voted.get("/api/v1/search", params={"q": "请继续 赞成票:0..", "voted": "CHN.in_favour"}).json()
    # As with other facets, what is chosen of it does not lessen its own counts.
    assert {one["value"]: one["count"] for one in answer["facets"]["voted"]} == {
        "CHN.in_favour": 2,
        "CHN.against": 1,
    }
    assert answer["total_documents"] == 2
    assert "voted" not in voted.get("/api/v1/search", params={"q": "请继续"}).json()["facets"]


def test_the_page_offers_it_beside_the_results(voted: TestClient) -> None:
    html = page(voted, "/search?q=请继续 反对:USA")
    (facet,) = (one for one in html.select(".facet") if one.h2.text == "该国投票")
    assert [" ".join(one.text.split()) for one in facet.select("li")] == ["美利坚合众国：反对 1"]
    chosen = page(voted, "/search?q=请继续&voted=USA.against")
    assert [" ".join(one.text.split()) for one in chosen.select(".chips li")] == [
        "该国投票 美利坚合众国：反对 ×去掉"
    ]
    assert "1 份文件" in chosen.select_one(".summary").text
    assert "该国投票" not in {one.text for one in page(voted, "/search?q=请继续").select(".facet h2")}


def test_the_file_follows(voted: TestClient) -> None:
    rows = voted.get("/search.csv", params={"q": "请继续 赞成:中国、古巴"}).text.splitlines()
    assert len(rows) == 2
    assert "A/RES/76/1" in rows[1]
