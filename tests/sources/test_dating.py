"""A date of adoption that cannot be stays as printed, and another one takes its place."""

from datetime import date

import pytest

from app.domain.organs import Names
from app.domain.resolution import Head, Resolution
from app.sources import akn, plain_text
from app.sources.dating import settled
from app.sources.reading import Reading
from app.sources.sidecar import apply_sidecar
from tests.conftest import only
from tests.sources.akn.text import document, paragraph, statement

TODAY = date(2026, 7, 1)


def council(closing: str = "", cover: str = "", session: str = "56", above: str = "") -> str:
    """A resolution of the Human Rights Council with these lines."""
    return (
        f"{above}\n\n{cover}\n\n{session}/6. 山地牧场\n\n人权理事会，\n\n1. 请各国养护牧场；\n\n"
        f"2. 决定继续审议此事。\n\n{closing}\n"
    )


def read(text: str, names: Names, sidecar: str = "") -> Resolution:
    readings = plain_text.read(text.encode(), "text", names)
    assert isinstance(readings, tuple), readings
    if sidecar:
        readings = only_tuple(apply_sidecar(readings, sidecar.encode(), names))
    return settled(only(readings), names, TODAY).resolution


def only_tuple(readings: object) -> tuple[Reading, ...]:
    assert isinstance(readings, tuple), readings
    return readings


def dated(head: Head) -> tuple[str | None, str, str | None]:
    return head.adopted_as_printed, head.known_date, head.dated_by


def codes(resolution: Resolution) -> list[str]:
    return [problem.code for problem in resolution.problems]


RIGHT, WRONG = "2024年7月10日", "2014年7月10日"
COVER = "人权理事会2024年7月10日通过的决议"


@pytest.mark.parametrize(
    ("closing", "cover", "expected"),
    [
        (RIGHT, "", (None, "2024-07-10", None)),
        (RIGHT, COVER, (None, "2024-07-10", None)),
        (RIGHT, COVER.replace("2024", "2014"), (None, "2024-07-10", None)),
        (WRONG, COVER, (WRONG, "2024-07-10", "cover")),
        (WRONG, COVER.replace("2024", "2014"), (WRONG, "2024", "session")),
        (WRONG, "", (WRONG, "2024", "session")),
        ("2024年2月30日", COVER, ("2024年2月30日", "2024-07-10", "cover")),
        ("2024年13月1日", "", ("2024年13月1日", "2024", "session")),
        ("2204年7月10日", COVER, ("2204年7月10日", "2024-07-10", "cover")),
    ],
)
def test_a_date_that_cannot_be_is_kept_as_printed_and_one_that_can_be_is_taken(
    closing: str, cover: str, expected: tuple[str | None, str, str | None], names: Names
) -> None:
    resolution = read(council(f"{closing}\n第35次会议", cover), names)
    assert dated(resolution.head) == expected
    assert ("date_doubted" in codes(resolution)) == (expected[0] is not None)
    assert resolution.head.year == int(expected[1][:4])


def test_the_doubt_is_said_once_with_its_reason(names: Names) -> None:
    resolution = read(council(f"{WRONG}\n第35次会议", COVER), names)
    assert [(problem.code, problem.message) for problem in resolution.problems] == [
        ("date_doubted", "文末印作“2014年7月10日”，不在第56届会议（2024年）之内")
    ]


def test_a_date_outside_the_days_that_the_cover_prints_cannot_be(names: Names) -> None:
    above = "第五十六届会议\n2024年6月18日至7月12日"
    assert dated(read(council("2024年10月10日\n第35次会议", COVER, above=above), names).head) == (
        "2024年10月10日",
        "2024-07-10",
        "cover",
    )


def test_a_date_after_today_cannot_be(names: Names) -> None:
    late = council("2026年12月10日\n第35次会议", session="63")
    assert read(late, names).head.adopted_as_printed == "2026年12月10日"
    assert "晚于收录的日期" in read(late, names).problems[-1].message


def test_a_session_yet_to_come_is_no_reason_to_doubt_a_date(names: Names) -> None:
    assert dated(read(council(f"{WRONG}\n第35次会议", session="99"), names).head) == (
        None,
        "2014-07-10",
        None,
    )


@pytest.mark.parametrize(
    ("closing", "sidecar", "expected"),
    [
        ("", "adopted_on = 2024-07-10", (None, "2024-07-10", None)),
        ("", "adopted_on = 2014-07-10", ("2014-07-10", "2024", "session")),
        (WRONG, "adopted_on = 2024-07-10", (WRONG, "2024-07-10", "sidecar")),
        (WRONG, "adopted_on = 2013-07-10", (WRONG, "2024", "session")),
        (RIGHT, "adopted_on = 2024-07-11", (None, "2024-07-10", None)),
    ],
)
def test_a_sidecar_is_judged_as_a_text_is(
    closing: str, sidecar: str, expected: tuple[str | None, str, str | None], names: Names
) -> None:
    resolution = read(council(f"{closing}\n第35次会议" if closing else ""), names, sidecar)
    assert dated(resolution.head) == expected
    assert ("sidecar_differs" in codes(resolution)) == (sidecar == "adopted_on = 2024-07-11")


@pytest.mark.parametrize(("twice", "printed"), [(False, "2024年7月10日"), (True, None)])
def test_a_date_after_publication_cannot_be_unless_it_stands_twice(
    *, twice: bool, printed: str | None, names: Names
) -> None:
    text = council(f"{RIGHT}\n第35次会议", COVER if twice else "", above="2024年7月2日")
    resolution = read(text, names)
    assert resolution.head.published_on == date(2024, 7, 2)
    assert resolution.head.adopted_as_printed == printed
    assert ("published_before_adoption" in codes(resolution)) == twice


def test_markup_is_judged_alike(names: Names) -> None:
    def read_statement(content: str) -> Resolution:
        return settled(only(akn.read(document(content), "text", names)), names, TODAY).resolution

    words = paragraph("1.", '<span class="bold">请</span>继续。')
    sound = statement(words)
    assert dated(read_statement(sound).head) == (None, "2022-12-15", None)
    closing = sound.replace('refersTo="#adoptionDate">2022年', 'refersTo="#adoptionDate">2012年')
    found = read_statement(closing)
    assert dated(found.head) == ("2012年12月15日", "2022-12-15", "cover")
    assert "date_differs" not in codes(found)
    block_alone = closing.replace("<docTitle>2022年", "<docTitle>2012年")
    assert dated(read_statement(block_alone).head) == ("2012年12月15日", "2022-12-15", "metadata")
    impossible = sound.replace("2022年12月15日", "2022年2月30日").replace(
        'date="2022-12-15"', 'date="0001-01-01"'
    )
    assert dated(read_statement(impossible).head) == ("2022年2月30日", "", "session")
