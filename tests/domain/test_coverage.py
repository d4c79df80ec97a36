"""How much of an organ's texts is held is told from numbers, and never more than they tell."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.coverage import Coverage, HeldText, SessionCoverage, coverage
from app.domain.organs import Names
from app.domain.resolution import DocumentKind
from app.settings import shipped_names


def held(
    symbol: str | None, body: str = "GA", session: str | None = "77", year: int | None = 2022
) -> HeldText:
    """A held text; its kind is that of its symbol."""
    kind: DocumentKind = (
        "decision"
        if symbol and "/DEC/" in symbol
        else "draft"
        if symbol and "/RES/" not in symbol
        else "resolution"
    )
    day = date(year, 10, 7) if year else None
    return HeldText(symbol, kind, body, session, year, "zh", day, date(2026, 1, 2))


def only_session(found: Coverage) -> SessionCoverage:
    """The one session of the one organ."""
    (organ,) = found.organs
    (session,) = organ.sessions
    return session


def test_the_highest_number_held_or_cited_tells_how_many_there_are(names: Names) -> None:
    texts = [held("A/RES/77/1"), held("A/RES/77/256 A"), held("A/RES/77/256 B")]
    resolutions = only_session(coverage(texts, [], names)).resolutions
    assert (resolutions.documents, resolutions.numbers, resolutions.least) == (3, 2, 256)
    assert resolutions.by == "A/RES/77/256 A"
    resolutions = only_session(coverage(texts, ["A/RES/77/338", "A/RES/77/4"], names)).resolutions
    assert (resolutions.numbers, resolutions.least, resolutions.by) == (2, 338, "A/RES/77/338")
    assert not resolutions.is_whole


def test_a_number_that_cannot_be_is_not_believed(names: Names) -> None:
    resolutions = only_session(coverage([held("A/RES/77/1")], ["A/RES/77/999"], names)).resolutions
    assert resolutions.least == 1
    assert resolutions.is_whole


@pytest.mark.parametrize(
    ("cited", "least"),
    [
        (["A/DEC/77/402"], 2),
        (["A/DEC/77/402", "A/DEC/77/575"], 77),
        (["A/DEC/77/500", "A/DEC/77/501"], 101),
    ],
)
def test_decisions_are_counted_by_the_hundred(names: Names, cited: list[str], least: int) -> None:
    decisions = only_session(coverage([held("A/RES/77/1")], cited, names)).decisions
    assert (decisions.documents, decisions.numbers, decisions.least) == (0, 0, least)


def test_numbers_that_run_on_are_counted_by_the_year(names: Names) -> None:
    texts = [held("S/RES/2722 (2024)", "SC", None, 2024), held("S/2024/239", "SC", None, 2024)]
    year = only_session(coverage(texts, ["S/RES/2767 (2024)"], names))
    assert year.session == "2024"
    assert year.drafts == 1
    # The table of the Council's numbers tells it.
    assert (year.resolutions.numbers, year.resolutions.least, year.resolutions.by) == (1, 46, None)


def test_a_year_after_the_table_begins_behind_it(names: Names) -> None:
    last = next(organ for organ in names.organs if organ.code == "SC").serials[-1]
    year, number = int(last[2]) + 1, last[1] + 5
    found = coverage([held(f"S/RES/{number} ({year})", "SC", None, year)], [], names)
    assert only_session(found).resolutions.least == 5


def test_old_sessions_count_between_their_numbers(names: Names) -> None:
    texts = [held("A/RES/217 A (III)", session="III", year=1948)]
    resolutions = only_session(coverage(texts, ["A/RES/260 (III)"], names)).resolutions
    assert resolutions.documents == 1
    assert resolutions.least is not None
    assert resolutions.least >= 44
    assert resolutions.least < 217


def test_special_sessions_stand_last_and_by_themselves(names: Names) -> None:
    texts = [held("A/RES/ES-11/1", session="ES-11"), held("A/RES/77/1"), held("A/RES/9/1", session="9")]
    (organ,) = coverage(texts, [], names).organs
    assert [session.session for session in organ.sessions] == ["9", "77", "ES-11"]


def test_what_is_only_cited_is_counted_apart(names: Names) -> None:
    found = coverage([held("A/RES/77/1")], ["A/RES/60/1", "A/RES/60/2", "E/CN.4/RES/2005/1", "A/77/1"], names)
    assert [organ.unheld for organ in found.organs] == [2]
    assert found.unheld == (("CHR", 1),)


def test_texts_without_symbol_or_session_are_counted(names: Names) -> None:
    found = coverage([held(None, session=None, year=None), held(None)], [], names)
    assert found.documents == 2
    assert [session.session for session in found.organs[0].sessions] == ["", "77"]
    assert found.organs[0].since == 2022


def test_a_year_is_as_whole_as_the_sessions_that_reach_into_it(names: Names) -> None:
    texts = [held(f"A/RES/{session}/1", session=str(session), year=session + 1945) for session in (76, 77)]
    found = coverage(texts, ["A/RES/77/5"], names)
    # Session 75 reaches into 2021, and 77 lacks numbers.
    assert found.years["GA", 2021].state == "partly"
    assert found.years["GA", 2022].state == "gaps"
    assert coverage(texts, [], names).years["GA", 2022].state == "whole"
    assert ("GA", 2023) not in found.years


def test_a_year_of_several_organs_is_as_whole_as_the_least_of_them(names: Names) -> None:
    found = coverage(
        [
            held("E/RES/2021/1", "ECOSOC", "2021", 2021),
            held("E/RES/2022/1", "ECOSOC", "2022", 2022),
            held("S/RES/2618 (2022)", "SC", None, 2022),
        ],
        [],
        names,
    )
    assert found.state_of(2022, ["ECOSOC"]) == "whole"
    assert found.state_of(2022, ["SC"]) == "gaps"
    assert found.state_of(2022, ["ECOSOC", "SC"]) == "gaps"
    assert found.state_of(2021, ["ECOSOC", "SC"]) == "partly"
    assert found.state_of(2020, ["ECOSOC", "SC"]) is None


_NAMES = shipped_names()
_SYMBOLS = st.builds(
    "A/{}/{}/{}".format, st.sampled_from(["RES", "DEC"]), st.integers(70, 80), st.integers(0, 700)
) | st.builds("S/RES/{} ({})".format, st.integers(1, 3000), st.integers(1946, 2030))


@given(st.lists(_SYMBOLS, unique=True, max_size=30), st.lists(_SYMBOLS, max_size=30))
def test_no_more_numbers_are_held_than_there_are_at_least(here: list[str], cited: list[str]) -> None:
    texts = [
        held(symbol, "SC", None, int(symbol[-5:-1]))
        if symbol.startswith("S")
        else held(symbol, session=symbol.split("/")[2])
        for symbol in here
    ]
    found = coverage(texts, [*cited, *here], _NAMES)
    assert found.documents == len(texts)
    for organ in found.organs:
        for session in organ.sessions:
            for extent in (session.resolutions, session.decisions):
                assert extent.numbers <= extent.documents
                assert extent.numbers <= (extent.least or 0)
