"""The comparison of two documents on one page."""

from fastapi.testclient import TestClient

from tests.web.archives import page

PAIR = "a=A/HRC/RES/32/6&b=A/HRC/RES/50/4"


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


def test_what_is_shown_and_what_is_left_out_is_all(client: TestClient) -> None:
    html = page(client, f"/compare/brief?{PAIR}")
    summary = client.get(f"/api/v1/compare?{PAIR}").json()["summary"]
    for name, kind in (("新增的段落", "new"), ("删除的段落", "dropped")):
        (section,) = (one for one in html.select("section") if one.h2.text.strip().startswith(name))
        shown = section.select(".paragraphs li")
        more = section.select_one(".more")
        left_out = int(more.text.split()[1]) if more else 0
        assert int(section.select_one(".count").text) == len(shown) + left_out == summary[kind]
        assert shown
        if more:
            assert more.a["href"] == f"/compare?{PAIR}&only=changes"
        for line in shown:
            assert line.a["href"] == line.select_one(".address").text
            assert client.get(str(line.a["href"])).status_code == 200


def test_a_council_names_who_moved(client: TestClient) -> None:
    html = page(client, "/compare/brief?a=A/HRC/RES/50/4&b=A/HRC/RES/56/4")
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
