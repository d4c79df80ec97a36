"""Browsing documents by facet, through HTTP."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from bs4 import BeautifulSoup
from fastapi.testclient import TestClient

from app.main import create_app
from app.settings import Settings, shipped_goals
from tests.web.archives import build, keywords, listed, page, statements, text

SUBJECTS = [f"SUBJECT {number:03}" for number in range(205)]
FIRST = ("11", "体育运动促进发展与和平")
BUDGET = ("9", "2024年拟议方案预算")

TEXTS = (
    text("77/10", meta=keywords(["16", "16.9", "1"], ["CIVIL SOCIETY"])),
    text("77/9", meta=keywords(["16.9"], ["CIVIL SOCIETY", "WOMEN"]), item=FIRST, committee="first"),
    text("77/213", meta=keywords(["3"], ["WOMEN"]), item=FIRST),
    text("77/214", item=("68(a)", "促进和保护人权"), meta=keywords(["1.4"])),
    text("78/1", day="2023-11-01", item=BUDGET, meta=keywords([], SUBJECTS)),
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    archive = build(tmp_path_factory.mktemp("facets"), TEXTS)
    with TestClient(create_app(Settings(archive=archive))) as client:
        yield client


def facet(html: BeautifulSoup, name: str) -> dict[str, int]:
    """The values of a facet with their counts, in page order."""
    (section,) = (section for section in html.select(".facet") if section.h2.text == name)
    return {
        entry.a.text.strip(): int(entry.select_one(".count").text) for entry in section.select(".filters li")
    }


def names(html: BeautifulSoup) -> list[str]:
    return [section.h2.text for section in html.select(".facet")]


def test_every_facet_has_its_values_with_counts(client: TestClient) -> None:
    html = page(client, "/browse")
    assert names(html) == ["机构", "年份", "种类", "结果", "委员会", "主题", "可持续发展目标"]
    assert facet(html, "机构") == {"大会": 5}
    assert facet(html, "年份") == {"2023年": 1, "2022年": 4}
    assert facet(html, "结果") == {"已通过": 5}
    assert facet(html, "委员会") == {"第三委员会": 4, "第一委员会": 1}
    # a goal counts the documents of its targets, each once
    assert facet(html, "可持续发展目标") == {
        "1 无贫穷": 2,
        "3 良好健康与福祉": 1,
        "16 和平、正义与强大机构": 2,
    }


def test_sessions_come_with_an_organ_and_agenda_items_with_a_session(client: TestClient) -> None:
    html = page(client, "/browse?body=GA")
    assert facet(html, "届会") == {"第78届会议": 1, "第77届会议": 4}
    assert "议程项目" not in names(html)
    html = page(client, "/browse?body=GA&session=77")
    assert listed(html) == ["A/RES/77/9", "A/RES/77/10", "A/RES/77/213", "A/RES/77/214"]
    assert facet(html, "议程项目") == {"体育运动促进发展与和平": 2, "促进和保护人权": 2}
    assert [node.text for node in html.select(".filters .number")] == ["11", "68(a)、68(b)"]


def test_documents_come_newest_first_those_of_one_session_by_number(client: TestClient) -> None:
    assert listed(page(client, "/browse"))[0] == "A/RES/78/1"
    assert listed(page(client, "/browse?session=77"))[0] == "A/RES/77/9"


@pytest.mark.parametrize(
    ("query", "symbols"),
    [
        ("goal=16", ["77/9", "77/10"]),
        ("goal=1", ["77/10", "77/214"]),
        ("goal=3&goal=16", ["77/9", "77/10", "77/213"]),
        ("goal=3&goal=16&committee=第三委员会", ["77/10", "77/213"]),
        ("subject=WOMEN", ["77/9", "77/213"]),
        ("subject=WOMEN&subject=CIVIL+SOCIETY&goal=1", ["77/10"]),
        ("item=体育运动促进发展与和平", ["77/9", "77/213"]),
        ("outcome=adopted&year=2023", ["78/1"]),
        ("year=2022&year=2023&committee=第一委员会", ["77/9"]),
        ("outcome=not_adopted", []),
        ("goal=16&subject=SUBJECT+001", []),
    ],
)
def test_values_of_one_facet_are_any_of_them_and_facets_are_all(
    client: TestClient, query: str, symbols: list[str]
) -> None:
    html = page(client, f"/browse?{query}")
    assert listed(html) == [f"A/RES/{symbol}" for symbol in symbols]
    assert html.select_one(".summary").text.startswith(f"{len(symbols)} 份文本 ")
    assert len(html.select(".notice")) == (0 if symbols else 1)


def test_every_value_leads_to_as_many_documents_as_it_counts(client: TestClient) -> None:
    for path in (
        "/browse",
        "/browse?body=GA&session=77",
        "/browse?goal=16&subject=WOMEN",
        "/browse/subjects",
    ):
        links = page(client, path).select(".filters li:has(.count)")
        assert links
        for entry in links[:40]:
            if "aria-current" not in entry.a.attrs:
                found = page(client, str(entry.a["href"]))
                assert found.select_one(".summary").text.startswith(
                    f"{entry.select_one('.count').text} 份文本 "
                )
                assert found.select(".filters a[aria-current]")


def test_what_is_chosen_is_said_and_can_be_taken_back(client: TestClient) -> None:
    path = f"/browse?{urlencode({'body': 'GA', 'year': ['2022', '2023'], 'goal': '16'}, doseq=True)}"
    html = page(client, path)
    assert html.h1.text == "大会，2022年或2023年，目标16 和平、正义与强大机构"
    assert html.title.text.startswith(html.h1.text)
    chips = html.select(".chips a:not(.clear)")
    assert [chip["href"] for chip in chips] == [
        "/browse?year=2022&year=2023&goal=16",
        "/browse?body=GA&year=2023&goal=16",
        "/browse?body=GA&year=2022&goal=16",
        "/browse?body=GA&year=2022&year=2023",
    ]
    assert html.select_one(".chips a.clear")["href"] == "/browse"
    assert not page(client, "/browse").select(".chips")


def test_what_a_machine_assigned_is_called_so(client: TestClient) -> None:
    group = page(client, "/browse").select(".facet")[-1]
    assert group.select_one(".guessed").text == "来源自动标注，未经核对"
    assert len(page(client, "/browse").select(".facet .guessed")) == 1
    assert "来源自动标注" in page(client, "/browse?goal=16").select_one("main > .guessed").text
    assert not page(client, "/browse?subject=WOMEN").select("main > .guessed")


def test_a_value_can_replace_what_is_chosen_or_stand_beside_it(client: TestClient) -> None:
    (entry,) = (
        entry
        for entry in page(client, "/browse?goal=16").select(".filters li")
        if entry.a.text == "3 良好健康与福祉"
    )
    replacing, adding = entry.select("a")
    assert (replacing["href"], adding["href"]) == ("/browse?goal=3", "/browse?goal=16&goal=3")
    assert "3 良好健康与福祉" in adding["aria-label"]


def test_long_facets_show_the_most_frequent_and_have_pages_of_their_own(client: TestClient) -> None:
    html = page(client, "/browse")
    brief = facet(html, "主题")
    assert len(brief) == 12
    assert list(brief.items())[:3] == [("民间社会", 2), ("妇女", 2), ("SUBJECT 000", 1)]
    more = html.select_one(".facet .more a")
    assert (more["href"], more.text) == ("/browse/subjects", "全部 207 项")
    first, second = page(client, "/browse/subjects"), page(client, "/browse/subjects?page=2")
    found = [node.a.text for html in (first, second) for node in html.select(".filters li")]
    assert found == ["民间社会", *SUBJECTS, "妇女"]
    assert len(first.select(".filters li")) == 200
    assert [node.a.get("lang") for node in first.select(".filters li")][:2] == [None, "en"]
    assert first.select_one("a[rel=next]")["href"] == "/browse/subjects?page=2"
    # a chosen value is shown even if it is not among the most frequent
    assert facet(page(client, "/browse?subject=SUBJECT+204"), "主题")["SUBJECT 204"] == 1


def test_a_list_of_values_keeps_to_what_is_chosen(client: TestClient) -> None:
    html = page(client, "/browse/subjects?body=GA&goal=16")
    assert [(node.a.text, node.a["href"]) for node in html.select(".filters li")] == [
        ("民间社会", "/browse?body=GA&goal=16&subject=CIVIL+SOCIETY"),
        ("妇女", "/browse?body=GA&goal=16&subject=WOMEN"),
    ]
    assert html.h1.text == "主题：大会，目标16 和平、正义与强大机构"
    assert [node["href"] for node in html.select(".chips a")] == [
        "/browse/subjects?goal=16",
        "/browse/subjects?body=GA",
    ]
    found = [node.a.text.strip() for node in page(client, "/browse/committees").select(".filters li")]
    assert found == ["第三委员会", "第一委员会"]
    items = page(client, "/browse/items").select(".filters a")
    assert items[0].text == "2024年拟议方案预算"
    assert page(client, "/browse/nothing", 404).h1.text == "没有这一页"


@pytest.mark.parametrize(
    "query",
    [
        "year=abcd",
        "year=" + quote("²⁰²²"),
        "goal=99",
        "goal=16.9",
        "goal=1%25",
        "body=" + "x" * 10_000,
        "subject=" + quote("😀"),
        "session=" + quote("'; DROP TABLE document; --"),
        "committee=%00%FF",
        "kind=%3Cscript%3E",
        "outcome=adopte",
        "item=" + quote("\ud83d".encode("utf-8", "surrogatepass")),
    ],
)
def test_values_that_nothing_has_give_an_empty_list_and_a_notice(client: TestClient, query: str) -> None:
    html = page(client, f"/browse?{query}")
    assert listed(html) == []
    (notice,) = html.select(".notice")
    assert notice.text.strip().endswith("没有文本。")
    assert len(str(html)) < 20_000
    assert not html.select("main script, body > script")
    # the list of a facet ignores the chosen values of that facet
    values = page(client, f"/browse/subjects?{query}")
    assert bool(values.select(".notice")) == (not query.startswith("subject"))


def test_parameters_that_choose_nothing_are_as_if_they_were_not_there(client: TestClient) -> None:
    html = page(client, "/browse?body=&year=+&colour=red&page=x")
    assert html.h1.text == "浏览"
    assert len(listed(html)) == 5


def test_too_many_values_are_cut_with_a_notice(client: TestClient) -> None:
    html = page(client, "/browse?year=2022&" + "&".join(f"year={year}" for year in range(3000, 5000)))
    assert len(listed(html)) == 4
    assert len(html.select(".chips a:not(.clear)")) == 20
    assert "只取前20个" in html.select_one(".notice").text


def test_a_page_beyond_the_last_says_so(client: TestClient) -> None:
    html = page(client, "/browse?goal=16&page=7")
    assert listed(html) == []
    assert html.select_one(".notice").text == "没有第7页，共1页。"


def test_lists_are_paged_by_fifty(tmp_path: Path) -> None:
    archive = build(tmp_path, [text(f"77/{number}", meta=keywords(["5"])) for number in range(1, 54)])
    with TestClient(create_app(Settings(archive=archive))) as client:
        first, second = page(client, "/browse?goal=5"), page(client, "/browse?goal=5&page=2")
        assert first.select_one("a[rel=next]")["href"] == "/browse?goal=5&page=2"
        assert listed(first) + listed(second) == [f"A/RES/77/{number}" for number in range(1, 54)]
        assert len(listed(first)) == 50


def test_the_goals_are_the_seventeen() -> None:
    assert list(shipped_goals()) == [str(number) for number in range(1, 18)]
    assert len(set(shipped_goals().values())) == 17


@pytest.mark.parametrize(
    "path",
    [
        "/browse",
        "/browse?body=GA&session=77&goal=16&subject=WOMEN&item=x",
        "/browse/subjects",
        "/browse/items?body=GA",
    ],
)
def test_more_documents_make_no_more_statements(tmp_path: Path, path: str) -> None:
    def counted(documents: int) -> int:
        texts = [
            text(
                f"77/{number + 1}",
                meta=keywords(["16", str(number + 1)], ["WOMEN", f"S {number}"]),
                item=(f"{number + 1}", f"项目{number}"),
            )
            for number in range(documents)
        ]
        return statements(build(tmp_path / str(documents), texts), path)

    assert counted(2) == counted(7) > 0
