"""Figures about votes, counted a second time straight from the XML files by other code."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from lxml import etree
from sqlmodel import Session

from app.db.queries.agreement import neighbours, pair, parted
from app.db.queries.group_votes import group_figures
from app.db.queries.roll_call_choice import CallChoice, counted_calls
from app.db.queries.vote_map import vote_maps
from app.settings import shipped_groups

Votes = Mapping[str, str]
_NAMED_OTHERWISE = {
    "BOLIVIA": "BOL",
    "UNITED KINGDOM OF GREAT BRITAIN AND NORTHERN IRELAND": "GBR",
    "UNITED STATES OF AMERICA.": "USA",
}
"""Names that files have and the table of names has not."""


@dataclass(frozen=True, slots=True)
class Roll:
    """A roll call as a file has it; `parts` are the lettered resolutions that it is of."""

    work: str
    year: str
    day: str
    votes: Votes
    is_sound: bool
    parts: int


@pytest.fixture(scope="module")
def codes(corpus: Path) -> dict[str, str]:
    """The codes of states by the names that lists of votes have."""
    table = corpus.parent / "reference" / "vote_names_en_zh.tsv"
    if not table.is_file():
        pytest.skip(f"the table of names is not at {table}")
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {row["vote_name"].upper(): row["iso3"] for row in rows} | _NAMED_OTHERWISE


@pytest.fixture(scope="module")
def rolls(corpus: Path, codes: dict[str, str]) -> list[Roll]:
    """The roll calls of all files, each once: some texts lie in two folders."""
    found = (roll for path in sorted(corpus.rglob("*.xml")) for roll in read(path, codes))
    return list({roll.work: roll for roll in found}.values())


def read(path: Path, codes: Mapping[str, str]) -> Iterator[Roll]:
    root = etree.parse(path).getroot()
    lists = root.find(".//{*}voting")
    if lists is None or lists.find(".//{*}organization") is None:
        return
    work = root.find(".//{*}FRBRWork")
    assert work is not None
    name, day = (work.find(f"{{*}}{tag}") for tag in ("FRBRuri", "FRBRdate"))
    assert name is not None
    assert day is not None
    uri, on = name.get("value", ""), day.get("date", "")
    if on < "1900":
        # Two files have no date of their work: the vote is in a step.
        on = max(step.get("date", "") for step in root.findall(".//{*}workflow/{*}step[@outcome='adopted']"))
    listed = [
        (codes[(one.text or "").strip().upper()], count.get("refersTo", "").strip("#"))
        for count in lists.findall("{*}count")
        for one in count.iter("{*}organization")
    ]
    tallied = {
        count.get("refersTo", "").strip("#"): int(count.get("value", 0))
        for count in lists.findall("{*}count")
    }
    tallied.pop("notVoting", None)
    counted = Counter(choice for _, choice in listed if choice != "notVoting")
    letters = re.search(r"-[0-9]+([A-Z])-([A-Z])/$", uri)
    yield Roll(
        *(uri, on[:4], on, dict(listed)),
        is_sound=len(dict(listed)) == len(listed) and {**dict.fromkeys(tallied, 0), **counted} == tallied,
        parts=ord(letters[2]) - ord(letters[1]) + 1 if letters else 1,
    )


def cast(roll: Roll, state: str) -> str:
    """The vote that a state cast, empty for none."""
    vote = roll.votes.get(state, "")
    return "" if vote == "notVoting" else vote


def counted(rolls: Sequence[Roll], first: str, second: str) -> tuple[int, int, int]:
    """Common votes, those alike, those in which one abstained."""
    together = alike = half = 0
    for roll in rolls:
        votes = {cast(roll, first), cast(roll, second)}
        if "" not in votes:
            together += roll.parts
            alike += roll.parts * (len(votes) == 1)
            half += roll.parts * (len(votes) == 2 and "abstaining" in votes)
    return together, alike, half


def sound(rolls: Sequence[Roll]) -> list[Roll]:
    return [roll for roll in rolls if roll.is_sound]


def test_all_roll_calls_are_there_and_doubtful_ones_are_left_out(session: Session, rolls: list[Roll]) -> None:
    calls = counted_calls(session).calls
    assert len(calls.keys) == sum(roll.parts for roll in sound(rolls)) > 900
    assert len(calls.excluded) == sum(roll.parts for roll in rolls if not roll.is_sound) > 0
    assert sorted(f"{day}" for day in calls.days) == sorted(
        roll.day for roll in sound(rolls) for _ in range(roll.parts)
    )


def test_fifty_pairs_agree_as_much_as_the_files_say(session: Session, rolls: list[Roll]) -> None:
    states = sorted({state for roll in rolls for state in roll.votes})
    pairs = Random(25).sample([*combinations(states, 2)], 48)  # noqa: S311  the same pairs each time
    for first, second in [*pairs, ("CHN", "RUS"), ("GBR", "USA")]:
        found = pair(session, first, second, CallChoice())
        whole = found.whole
        assert (whole.together, whole.alike, whole.half) == counted(sound(rolls), first, second)
        by_year = {
            one.value: (one.agreement.together, one.agreement.alike, one.agreement.half)
            for one in found.by["year"]
        }
        for year in {roll.year for roll in sound(rolls)}:
            of_year = [roll for roll in sound(rolls) if roll.year == year]
            assert by_year.get(year, (0, 0, 0)) == counted(of_year, first, second)
        apart = parted(session, first, second, CallChoice(), offset=0, limit=10_000)
        assert len(apart) == whole.together - whole.alike == found.apart


@pytest.mark.parametrize("least", [10, 25])
def test_divided_roll_calls_are_those_of_the_files(session: Session, rolls: list[Roll], least: int) -> None:
    divided = []
    for roll in sound(rolls):
        camps = Counter(vote for vote in roll.votes.values() if vote != "notVoting")
        if 100 * (camps.total() - max(camps.values())) >= least * camps.total():
            divided.append(roll)
    found = pair(session, "CHN", "USA", CallChoice(least)).whole
    assert (found.together, found.alike, found.half) == counted(divided, "CHN", "USA")


def test_who_is_near_is_as_the_files_say(session: Session, rolls: list[Roll]) -> None:
    states = sorted({state for roll in rolls for state in roll.votes})
    for year in ("2020", "2024"):
        of_year = [roll for roll in sound(rolls) if roll.year == year]
        expected = {}
        for state in states:
            together, alike, half = counted(of_year, "BRA", state)
            if together >= 10 and state != "BRA":
                expected[state] = round((alike + half / 2) / together, 9)
        found = neighbours(session, "BRA", CallChoice(0, {"year": (year,)}))
        assert {one.state: round(one.agreement.weighted or 0, 9) for one in found.found} == expected
        indices = [one.agreement.weighted or 0 for one in found.found]
        assert indices == sorted(indices, reverse=True)


def test_the_nearest_in_a_picture_are_those_of_the_files(session: Session, rolls: list[Roll]) -> None:
    found = next(one for one in vote_maps(session) if one.year == 2024)
    of_year = [roll for roll in sound(rolls) if roll.year == "2024"]
    assert found.calls == sum(roll.parts for roll in of_year)
    states = [one.state for one in found.states]
    voted = {state for roll in of_year for state in roll.votes if cast(roll, state)}
    assert len(voted) == len(states) + found.left_out
    for one in Random(2024).sample(found.states, 15):  # noqa: S311  the same states each time
        likeness = {}
        for other in states:
            together, alike, half = counted(of_year, one.state, other)
            assert together >= 10
            if other == one.state:
                assert one.votes == together
            else:
                likeness[other] = (alike + half / 2) / together
        assert one.likeness == pytest.approx(max(likeness.values()), abs=1e-4)
        assert likeness[one.nearest] == max(likeness.values())


def test_groups_cohere_and_split_as_the_files_say(session: Session, rolls: list[Roll], corpus: Path) -> None:
    with (corpus.parent / "reference" / "groups.tsv").open(encoding="utf-8", newline="") as file:
        memberships = list(csv.DictReader(file, delimiter="\t"))
    for group in shipped_groups():
        of_group = [row for row in memberships if row["code"] == group.code]
        assert of_group, group.code
        found = group_figures(session, group, CallChoice())
        indices: defaultdict[str, list[float]] = defaultdict(list)
        splits: Counter[str] = Counter()
        broke: Counter[str] = Counter()
        for roll in sound(rolls):
            votes = {
                row["state"]: cast(roll, row["state"])
                for row in of_group
                if row["from"] <= roll.day <= (row["to"] or "9999") and cast(roll, row["state"])
            }
            if len(votes) < 2:
                continue
            camps = Counter(votes.values()).most_common()
            most = camps[0][1]
            indices[roll.year] += [(most - (len(votes) - most) / 2) / len(votes)] * roll.parts
            splits[roll.year] += roll.parts * (len(camps) > 1)
            if len(camps) == 1 or most > camps[1][1]:
                broke.update(
                    state for state, vote in votes.items() if vote != camps[0][0] for _ in range(roll.parts)
                )
        assert set(found.years) == set(indices)
        for year, values in indices.items():
            one = found.by[year, ""]
            assert (one.calls, one.split) == (len(values), splits[year])
            assert one.mean == pytest.approx(sum(values) / len(values))
        assert {one.state: one.broke for one in found.breakers if one.broke} == broke
        assert found.whole.split == splits.total()
