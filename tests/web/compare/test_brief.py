"""The comparison of two documents on one page."""

import re

import pytest
from fastapi.testclient import TestClient

from tests.web.archives import page

PAIR = "a=A/HRC/RES/32/6&b=A/HRC/RES/50/4"
MOVED = "a=A/HRC/RES/32/6&b=A/RES/77/213"
COUNCIL = "a=A/HRC/RES/50/4&b=A/HRC/RES/56/4"


def test_it_has_heads_votes_verbs_and_paragraphs(client: TestClient) -> None:
    html = page(client, f"/compare/brief?{PAIR}")
    heads = [side.text for side in html.select(".brief-head .side")]
    assert "http://juey.test/A/HRC/RES/32/6" in heads[0]
    assert "人权理事会 2022年7月7日 记录表决" in heads[1]
    numbers = [cell.text.strip() for cell in html.select(".tallies tbody tr")[1].select("td")]
    assert numbers == ["29", "16", "2", "47"]
    assert "未经表决获得通过" in html.select_one(".vote-changes .summary").text
    verbs = {" ".join(line.text.split()) for line in html.select(".verbs li")}
    assert "第21段 → 第26段 促请 → 敦促" in verbs
    assert all(link["href"].startswith("http://juey.test/") for link in html.select(".verbs a"))


NAMES = (("新增的段落", "new"), ("删除的段落", "dropped"), ("修改的段落", "amended"), ("移动的段落", "moved"))


@pytest.mark.parametrize("pair", [PAIR, COUNCIL, MOVED])
def test_what_is_shown_and_what_is_left_out_is_all(client: TestClient, pair: str) -> None:
    html = page(client, f"/compare/brief?{pair}")
    summary = client.get(f"/api/v1/compare?{pair}").json()["summary"]
    titles = [title.text.split()[0] for title in html.select("section h2")]
    assert [title for title in titles if title in dict(NAMES)] == [
        name for name, kind in NAMES if summary[kind]
    ]
    for _, kind in NAMES:
        if not summary[kind]:
            continue
        section = html.select_one(f"section.{kind}")
        shown = section.select(".paragraphs li")
        more = section.select_one(".more")
        told = re.search(r"还有 (\d+) 段", more.text) if more else None
        left_out = int(told[1]) if told else 0
        assert int(section.select_one(".count").text) == len(shown) + left_out == summary[kind]
        assert shown
        if more:
            assert more.a["href"] == f"/compare?{pair}&only=changes"


def test_paragraphs_of_one_text_have_their_addresses(client: TestClient) -> None:
    lines = page(client, f"/compare/brief?{PAIR}").select("section:is(.new, .dropped) li")
    assert lines
    for line in lines:
        assert line.a["href"] == line.select_one(".address").text
        assert client.get(str(line.a["href"])).status_code == 200


@pytest.mark.parametrize("pair", [PAIR, MOVED])
def test_changed_paragraphs_lead_to_their_pairs(client: TestClient, pair: str) -> None:
    lines = page(client, f"/compare/brief?{pair}").select("section:is(.amended, .moved) li")
    whole = page(client, f"/compare?{pair}&view=redline")
    assert lines
    for line in lines:
        address, _, key = str(line.a["href"]).partition("#")
        assert address == f"http://juey.test/compare?{pair}"
        section = whole.find(id=key)
        assert line.find_parent("section")["class"][0] in section["class"]
        for tag in ("del", "ins"):
            marked = "\n".join(one.text for one in section.select(tag))
            assert all(one.text.rstrip("，、；…") in marked for one in line.select(tag))


def test_moved_paragraphs_are_named_by_both_places(client: TestClient) -> None:
    lines = page(client, f"/compare/brief?{MOVED}").select(".moved li")
    assert lines
    assert all(" → " in line.a.text for line in lines)


def test_changed_words_stand_without_the_rest_of_the_paragraph(client: TestClient) -> None:
    lines = page(client, f"/compare/brief?{PAIR}").select(".amended li")
    assert all(line.select("ins, del") for line in lines)
    assert any("</del> → <ins>" in str(line) for line in lines)


def test_paragraphs_that_are_cut_are_counted(client: TestClient) -> None:
    whole = page(client, f"/compare?{PAIR}")
    for section in page(client, f"/compare/brief?{PAIR}").select("section:is(.new, .dropped)"):
        cut = 0
        for line in section.select("li"):
            path = str(line.a.extract()["href"]).removeprefix("http://juey.test")
            line.select_one(".address").extract()
            text = (
                whole.select_one(f'.pair h3 a[href="{path}"]')
                .find_parent("section")
                .select_one(".whole")
                .text
            )
            shown = line.text.strip()
            assert text.replace("\n", " ").startswith(shown.removesuffix("…"))
            cut += shown != text.replace("\n", " ").strip()
        told = re.search(r"(\d+) 段只显示开头", section.text)
        assert (int(told[1]) if told else 0) == cut


def test_two_same_texts_have_no_paragraphs_to_show(client: TestClient) -> None:
    html = page(client, "/compare/brief?a=A/RES/77/213&b=A/RES/77/213")
    assert not html.select(".more, .paragraphs")


def test_its_foot_says_where_it_comes_from(client: TestClient) -> None:
    foot = page(client, f"/compare/brief?{PAIR}").select_one(".brief > :last-child").text.strip()
    assert re.fullmatch(r"\d+年\d+月\d+日读取。文本来源：联合国。非正式文本，以联合国正式文件为准。", foot)


def test_a_council_names_who_moved(client: TestClient) -> None:
    html = page(client, f"/compare/brief?{COUNCIL}")
    moves = [" ".join(line.text.split()) for line in html.select(".moves li")]
    assert moves[:2] == ["赞成 → 弃权 1 国 阿根廷", "弃权 → 赞成 1 国 巴西"]
    assert any(line.startswith("新任成员，后次赞成 10 国 ") for line in moves)
    assert "投票相同 27 国：赞成 18、反对 9。" in " ".join(html.select_one(".kept").text.split())


def test_other_spellings_lead_to_one_address(client: TestClient) -> None:
    answer = client.get("/compare/brief?a=a/hrc/res/32/6&b=A／HRC／RES／50／4")
    assert answer.status_code == 308
    assert answer.headers["location"] == f"/compare/brief?{PAIR}"


def test_what_is_not_held_is_said_where_texts_are_chosen(client: TestClient) -> None:
    answer = client.get("/compare/brief?a=A/RES/1/1&b=A/RES/77/213")
    assert answer.status_code == 302
    assert answer.headers["location"] == "/compare?a=A/RES/1/1&b=A/RES/77/213"
    assert client.get("/compare/brief").headers["location"] == "/compare"


def test_comparisons_and_series_lead_to_it(client: TestClient) -> None:
    for path in (f"/compare?{PAIR}", "/A/HRC/RES/50/4/series"):
        assert f"/compare/brief?{PAIR}" in {link["href"] for link in page(client, path).select("main a")}
