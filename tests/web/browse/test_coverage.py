"""What is held is said: on a page, as JSON and as a table, and wherever a number speaks of all that is held."""

import re

import pytest
from fastapi.testclient import TestClient

from tests.web.archives import page
from tests.web.search.test_search_views import rows_of


def test_the_page_tells_what_is_held_of_each_organ_and_session(client: TestClient) -> None:
    shown = page(client, "/coverage")
    total = client.get("/api/v1/documents").json()["total"]
    assert f"收录 {total} 份" in shown.select_one(".lead").text
    section = shown.select_one("section#HRC")
    assert "本库收录该机构自2016年起、至2024年的文本" in section.text
    row = next(row for row in section.select("tbody tr") if row.th.text.strip() == "第50届会议")
    assert re.search(r"1 份\s+至少 \d+ 个编号中的 1 个", row.select_one("td[data-name=决议]").text)
    assert client.get(str(row.th.a["href"])).status_code == 200
    assert row.select_one("td[data-name=语文]").text.strip() == "中文"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", row.select_one("td[data-name=最近收录]").text.strip())


def test_each_row_leads_to_as_many_documents_as_it_counts(client: TestClient) -> None:
    for row in page(client, "/coverage").select(".held-sessions tbody tr"):
        drafts = row.select_one("td[data-name=草案]")
        counted = sum(int(found) for found in re.findall(r"(\d+) 份", row.text))
        counted += int(drafts.text) if drafts and drafts.text.isdigit() else 0
        listed = page(client, str(row.th.a["href"])).select_one(".summary").text
        assert f"{counted} 份文本" in listed


def test_json_says_the_same(client: TestClient) -> None:
    found = client.get("/api/v1/coverage").json()
    assert found["documents"] == client.get("/api/v1/documents").json()["total"]
    assert found["documents"] == sum(organ["documents"] for organ in found["organs"])
    for organ in found["organs"]:
        assert organ["documents"] == sum(session["documents"] for session in organ["sessions"])
        assert organ["documents"] == client.get(f"/api/v1/documents?body={organ['body']}").json()["total"]
        assert organ["documents"] >= sum(year["documents"] for year in organ["years"]) > 0
        for session in organ["sessions"]:
            assert session["added_on"]
            assert session["languages"] == {"zh": session["documents"]}
            assert session["resolutions"]["numbers"] <= (session["resolutions"]["least"] or 0)


def test_the_table_has_a_row_for_each_organ_and_session(client: TestClient) -> None:
    rows = rows_of(client, "/coverage.csv")
    sessions = {
        (organ["body"], session["session"]): session
        for organ in client.get("/api/v1/coverage").json()["organs"]
        for session in organ["sessions"]
    }
    assert {(row["代码"], row["届会或年份"]) for row in rows} == set(sessions)
    for row in rows:
        session = sessions[row["代码"], row["届会或年份"]]
        assert int(row["共计"]) == session["documents"]
        assert row["决议至少有"] == str(session["resolutions"]["least"] or "")
        assert client.get(row["网址"]).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/",
            "/browse?body=HRC",
            "/browse/years",
            "/states",
            "/states/CHN",
            "/instruments",
            "/instruments/charter",
        ),
        *(
            "/search?q=国际合作",
            "/search/kwic?q=国际合作",
            "/search/timeline?q=国际合作",
            "/wording?q=真诚对话",
        ),
        *("/wording/replaced", "/A/HRC/RES/50/4/cited-by", "/A/HRC/RES/50/4/series", "/A/HRC/RES/50/5"),
    ],
)
def test_what_counts_all_that_is_held_leads_there(client: TestClient, path: str) -> None:
    response = client.get(path)
    main = response.text.partition("<main")[2].partition("</main>")[0]
    assert re.search(r'href="/coverage[#"]', main)


def test_a_first_use_says_since_when_its_organ_is_held(client: TestClient) -> None:
    ends = page(client, "/wording?q=真诚对话").select_one("main .state").text
    assert "本库收录该机构自2016年起" in ends
    history = page(client, "/A/HRC/RES/50/4/op/26").select_one("#wording-history li").text
    assert "本库首见" in history
    assert "本库收录该机构自2016年起" in history
