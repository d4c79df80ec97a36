"""Wordings that others replaced: beside a search, on their pages, in JSON, and after texts have changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text as sql

from app.db.queries import integrity
from app.db.release import current_release
from app.db.session import read_session, write_session
from app.main import create_app
from app.settings import Settings
from tests.conftest import run_ingest
from tests.web.archives import page as soup_of

SUBJECTS = ("中东和平进程", "巴勒斯坦难民处境", "区域安全合作")
OLD, NEW = "两国方案", "两国解决方案"
EVIDENCE = f"/wording/replaced?from={OLD}&to={NEW}"


def text(number: str, subject: str, wording: str, year: int) -> str:
    """A resolution on a subject that names the wording three times, in sentences that the others have too."""
    return (
        f"{number}. {subject}\n\n人权理事会，\n\n"
        f"回顾其以往关于{subject}的各项决议和主席声明，\n\n"
        f"深为关切{subject}所面临的严峻挑战，并强调必须实现{wording}，\n\n"
        f"1. 重申坚定致力于{subject}，并支持{wording}；\n\n"
        f"2. 促请各方为{subject}和{wording}的落实创造有利条件，避免采取单方面行动；\n\n"
        f"3. 决定继续处理此案。\n\n{year}年7月7日\n"
    )


def write(folder: Path, *, later: str = NEW) -> None:
    folder.mkdir(exist_ok=True)
    for place, subject in enumerate(SUBJECTS, start=1):
        (folder / f"a{place}.txt").write_text(text(f"44/{place}", subject, OLD, 2020), "utf-8")
        (folder / f"b{place}.txt").write_text(text(f"50/{place}", subject, later, 2022), "utf-8")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("replaced")
    write(folder / "texts")
    run_ingest(folder / "archive", folder / "texts")
    return folder / "archive"


@pytest.fixture(scope="module")
def client(archive: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(archive=archive)), follow_redirects=False) as client:
        yield client


def counted(archive: Path) -> list[tuple[str, str, int, int]]:
    release = current_release(archive)
    assert release
    with read_session(release.database) as session:
        assert integrity.replacements_beyond_their_text(session) == 0
        rows = session.connection().execute(sql("SELECT old, new, documents, places FROM replacement"))
        return [tuple(row) for row in rows]


@pytest.mark.parametrize(
    ("query", "line", "other"),
    [
        (OLD, "也作", NEW),
        (NEW, "曾作", OLD),
        ("兩國方案", "也作", NEW),
        ("支持两国方案", "也作", NEW),
        ("两国解决方案 条件", "曾作", OLD),
    ],
)
def test_a_search_offers_the_other_wording_with_its_year(
    client: TestClient, query: str, line: str, other: str
) -> None:
    (offered,) = soup_of(client, f"/search?q={query}").select(".also")
    assert offered.text.split()[0] == line
    search, evidence = offered.select("a")
    assert search.text == f"“{other}”"
    assert soup_of(client, str(search["href"])).select(".result")
    assert evidence.text.strip() == f"2022年起 3 份文件由“{OLD}”改作“{NEW}”"
    assert len(soup_of(client, str(evidence["href"])).select(".form")) == 9


@pytest.mark.parametrize("query", ["方案", "两国", "处境", "-两国方案 处境", "", "两国方"])
def test_nothing_is_offered_for_what_was_not_replaced(client: TestClient, query: str) -> None:
    assert soup_of(client, f"/search?q={query}").select(".also") == []


def test_the_evidence_leads_to_both_places_and_to_the_comparison(client: TestClient) -> None:
    page = soup_of(client, EVIDENCE)
    assert page.h1.text == f"“{OLD}”改作“{NEW}”"
    form = page.select(".form")[0]
    links = [str(link["href"]) for link in form.select("a")]
    assert links == [
        "/A/HRC/RES/44/1/pp/2",
        "/A/HRC/RES/50/1/pp/2",
        "/compare?a=A/HRC/RES/44/1&b=A/HRC/RES/50/1",
    ]
    assert form.select_one("ins").text == "解决方案"
    for link in links:
        assert client.get(link).status_code == 200


def test_the_list_has_all_of_them(client: TestClient) -> None:
    rows = soup_of(client, "/wording/replaced").select("tbody tr")
    assert [[cell.text.strip() for cell in row.select("td")] for row in rows] == [
        [OLD, NEW, "2022年", "3 份"]
    ]
    assert "/wording/replaced" in {link["href"] for link in soup_of(client, "/wording").select("main a")}


@pytest.mark.parametrize("query", [f"from={NEW}&to={OLD}", f"from={OLD}", "from=<b>&to=%00", "to=甲&page=x"])
def test_what_is_not_recorded_is_told_over_the_list(client: TestClient, query: str) -> None:
    answer = client.get(f"/wording/replaced?{query}")
    assert answer.status_code == 404
    assert "没有" in answer.text
    assert NEW in answer.text


def test_both_come_as_tables(client: TestClient) -> None:
    table = client.get("/wording/replaced.csv").text.splitlines()
    assert len(table) == 1 + len(soup_of(client, "/wording/replaced").select(".replaced tbody tr"))
    link = next(
        link
        for link in soup_of(client, f"/wording/replaced?from={OLD}&to={NEW}").select(".views a")
        if link.text == "CSV"
    )
    amended = client.get(str(link["href"])).text.splitlines()
    assert len(amended) > 1
    assert all(OLD in line and NEW in line for line in amended[1:])


def test_json_has_the_same(client: TestClient) -> None:
    answer = client.get("/api/v1/search", params={"q": OLD}).json()
    (also,) = answer["also"]
    url = also.pop("url")
    assert also.pop("absolute_url").endswith(url)
    assert also == {"wording": NEW, "old": OLD, "new": NEW, "documents": 3, "since": 2022, "until": 2020}
    assert client.get(url).status_code == 200
    assert client.get("/api/v1/search", params={"q": "处境"}).json()["also"] == []


def test_the_counts_follow_the_texts(tmp_path: Path) -> None:
    texts, archive = tmp_path / "texts", tmp_path / "archive"
    write(texts)
    for name in ("a3.txt", "b3.txt"):
        (texts / name).rename(tmp_path / name)
    run_ingest(archive, texts)
    assert counted(archive) == [(OLD, NEW, 2, 6)]
    run_ingest(archive, tmp_path / "a3.txt")
    assert counted(archive) == [(OLD, NEW, 2, 6)]
    run_ingest(archive, tmp_path / "b3.txt")
    assert counted(archive) == [(OLD, NEW, 3, 9)]
    write(texts, later=OLD)
    run_ingest(archive, texts)
    assert counted(archive) == []


def test_a_check_finds_what_is_not_so(archive: Path, tmp_path: Path) -> None:
    release = current_release(archive)
    assert release
    copy = tmp_path / "archive.db"
    copy.write_bytes(release.database_file.read_bytes())
    with write_session(copy) as session:
        assert integrity.replacements_beyond_their_text(session) == 0
        session.connection().execute(sql("UPDATE replacement SET places = places + 2"))
        assert integrity.replacements_beyond_their_text(session) == 2
        session.connection().execute(sql("UPDATE replacement SET places = places - 2, old = '某方案'"))
        assert integrity.replacements_beyond_their_text(session) == 9
