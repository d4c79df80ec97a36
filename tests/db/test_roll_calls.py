"""Roll calls as an array; those whose lists contradict their tally count in no figure."""

from pathlib import Path

from sqlmodel import Session

from app.db.queries.roll_calls import roll_calls, roll_calls_since
from app.db.release import current_release
from app.db.session import read_engine, read_session
from app.domain.vote_measures import ABSTAINING, AGAINST, IN_FAVOUR, UNLISTED
from tests.conftest import run_ingest
from tests.counting import sqlite_steps
from tests.web.archives import recorded, text


def test_roll_calls_are_read_and_doubtful_ones_left_out(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    sound = recorded({"inFavour": ["CHN", "CUB"], "against": ["USA"], "abstaining": ["TUR"]})
    twice = recorded({"inFavour": ["CHN", "CUB"], "against": ["CHN"]})
    short = recorded({"inFavour": ["CHN", "CUB"]}).replace('value="2"', 'value="3"')
    for number, day, voting in (
        ("77/2", "2022-12-16", sound),
        ("77/1", "2022-12-15", sound),
        ("77/3", "2022-12-17", twice),
        ("77/4", "2022-12-18", short),
    ):
        (texts / f"{number.replace('/', '-')}.xml").write_bytes(text(number, day=day, voting=voting))
    run_ingest(tmp_path / "archive", texts)
    release = current_release(tmp_path / "archive")
    assert release
    engine = read_engine(release.database)
    with Session(engine) as session:
        found = roll_calls(session)
    engine.dispose()
    assert [day.isoformat() for day in found.days if day] == ["2022-12-15", "2022-12-16"]
    assert found.bodies == ("GA", "GA")
    assert found.years.tolist() == [2022, 2022]
    assert found.states == ("CHN", "CUB", "TUR", "USA")
    assert found.votes.tolist() == [[IN_FAVOUR, IN_FAVOUR, ABSTAINING, AGAINST]] * 2
    assert UNLISTED not in found.votes
    assert len(found.excluded) == 2
    assert sorted(found.excluded.values())[0].startswith(("中国列入不止一处", "赞成票数"))
    assert found.column("USA") == 3
    assert found.column("FRA") is None


def test_roll_calls_of_late_years_are_read_without_those_before(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    voting = recorded({"inFavour": ["CHN", "CUB"], "against": ["USA"], "abstaining": ["TUR"]})
    for series, number in ((77, 12), (78, 1)):
        for place in range(1, number + 1):
            made = text(f"{series}/{place}", day=f"{1945 + series}-12-15", voting=voting)
            (texts / f"{series}-{place}.xml").write_bytes(made)
    run_ingest(tmp_path / "archive", texts)
    release = current_release(tmp_path / "archive")
    assert release
    with read_session(release.database) as session:
        with sqlite_steps() as every:
            assert len(roll_calls_since(session, 2022).keys) == 13
        with sqlite_steps() as last:
            assert len(roll_calls_since(session, 2023).keys) == 1
    assert last.all * 3 < every.all
