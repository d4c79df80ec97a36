"""A text whose printed date cannot be is dated by the texts with the numbers before and after it."""

from pathlib import Path

import pytest
from sqlmodel import select

from app.db.models import Document
from app.db.queries.listing import newest
from app.db.release import current_release
from app.db.session import read_session
from app.domain.resolution import Head
from tests.conftest import run_ingest
from tests.ingest.test_ingest import held

WORDS = ("养护山地牧场", "查明海底缆线", "修缮古代渡槽", "教授手语课程", "登记漂流浮标")


def write(folder: Path, number: int, day: str, above: str = "") -> Path:
    """A resolution of the 75th session of the General Assembly."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{number}.txt"
    words = WORDS[number % len(WORDS)]
    path.write_text(
        f"{above}\n\n75/{number}. {words}{number}\n\n大会，\n\n重申各国有责任{words}，\n\n1. 请各国{words}{number}；\n\n"
        f"2. 决定继续审议{words}{number}的问题。\n\n{day}\n第48次全体会议\n",
        "utf-8",
    )
    return path


def head_of(archive: Path, number: int) -> Head:
    found = held(archive, f"A/RES/75/{number}")
    assert found
    return found.head


def dated(archive: Path, number: int) -> tuple[str | None, str, str | None]:
    head = head_of(archive, number)
    return head.adopted_as_printed, head.known_date, head.dated_by


def problems(archive: Path, number: int) -> list[str]:
    found = held(archive, f"A/RES/75/{number}")
    assert found
    return [problem.code for problem in found.problems]


def test_the_days_of_both_neighbours_bound_a_date_and_come_whenever_they_come(tmp_path: Path) -> None:
    archive, texts = tmp_path / "archive", tmp_path / "texts"
    run_ingest(archive, write(texts, 255, "2021年12月31日"))
    assert dated(archive, 255) == ("2021年12月31日", "", "session")
    run_ingest(archive, write(texts, 250, "2020年12月21日"))
    assert dated(archive, 255) == ("2021年12月31日", "", "session")
    run_ingest(archive, write(texts, 260, "2020年12月31日"))
    assert dated(archive, 255) == ("2021年12月31日", "2020-12", "neighbours")
    run_ingest(archive, write(texts, 254, "2020年12月31日"))
    assert dated(archive, 255) == ("2021年12月31日", "2020-12-31", "neighbours")
    assert head_of(archive, 255).year == 2020
    assert problems(archive, 255).count("date_doubted") == 1
    together = tmp_path / "together"
    run_ingest(together, texts)
    assert [head_of(together, number) for number in (250, 254, 255, 260)] == [
        head_of(archive, number) for number in (250, 254, 255, 260)
    ]
    (texts / "254.txt").write_text(
        (texts / "254.txt").read_text("utf-8").replace("12月31日", "12月30日"), "utf-8"
    )
    run_ingest(archive, texts)
    assert dated(archive, 255) == ("2021年12月31日", "2020-12", "neighbours")


def test_a_neighbour_in_doubt_tells_nothing(tmp_path: Path) -> None:
    for number, day in (
        (10, "2020年11月5日"),
        (11, "2030年11月5日"),
        (12, "2030年11月6日"),
        (13, "2020年11月9日"),
    ):
        write(tmp_path / "texts", number, day)
    archive = tmp_path / "archive"
    run_ingest(archive, tmp_path / "texts")
    assert dated(archive, 11) == ("2030年11月5日", "2020-11", "neighbours")
    assert dated(archive, 12) == ("2030年11月6日", "2020-11", "neighbours")


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ("2020年12月4日", (None, "2020-12-04", None)),
        ("2020年11月4日", ("2020年12月4日", "2020-11-04", "neighbours")),
    ],
)
def test_neighbours_tell_whether_adoption_or_publication_is_wrong(
    later: str, expected: tuple[str | None, str, str | None], tmp_path: Path
) -> None:
    texts, archive = tmp_path / "texts", tmp_path / "archive"
    write(texts, 52, "2020年11月4日")
    write(texts, 53, "2020年12月4日", above="2020年11月10日")
    write(texts, 54, later)
    run_ingest(archive, texts)
    assert dated(archive, 53) == expected
    is_sound = expected[0] is None
    assert ("published_before_adoption" in problems(archive, 53)) == is_sound
    assert ("date_doubted" in problems(archive, 53)) != is_sound


def test_order_follows_what_is_derived(tmp_path: Path) -> None:
    texts, archive = tmp_path / "texts", tmp_path / "archive"
    for number, day in (
        (1, "2020年10月5日"),
        (2, "2029年10月6日"),
        (3, "2020年10月20日"),
        (4, "2020年11月20日"),
    ):
        write(texts, number, day)
    run_ingest(archive, texts)
    release = current_release(archive)
    assert release
    with read_session(release.database) as session:
        assert [one.number for one in newest(session, 9)] == ["75/4", "75/3", "75/2", "75/1"]
        assert set(session.exec(select(Document.year))) == {2020}
