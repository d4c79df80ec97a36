"""Changed votes and searches by votes, counted a second time straight from the XML files."""

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from lxml import etree
from sqlalchemy import text
from sqlmodel import Session

from app.domain.organs import Names
from app.main import create_app
from app.settings import Settings

CHOICES = {"inFavour": "in_favour", "against": "against", "abstaining": "abstaining"}


@dataclass
class Ballot:
    """What a file says of a vote: its numbers, and the English names of those that voted."""

    numbers: dict[str, int] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def is_sound(self) -> bool:
        """Whether the lists have as many names as the numbers say, and no name twice."""
        listed = [name for names in self.names.values() for name in names]
        counts = {choice: len(self.names[choice]) for choice in CHOICES.values()}
        told = {choice: self.numbers.get(choice, 0) for choice in CHOICES.values()}
        return counts == told and len(listed) == len(set(listed))


def local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def ballot_in(path: Path) -> Ballot:
    """What a Chinese file records of a vote."""
    root = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    found = Ballot()
    for count in (one for one in root.iter() if local(one) == "count"):
        if choice := CHOICES.get(count.get("refersTo", "").lstrip("#")):
            found.numbers[choice] = int(count.get("value") or 0)
            found.names[choice] += [
                " ".join("".join(map(str, one.itertext())).split())
                for one in count.iter()
                if local(one) == "organization"
            ]
    return found


@dataclass(frozen=True)
class Counted:
    """What the files say, by the keys of documents: the votes of states by code, and which text continues which."""

    addresses: Mapping[int, str]
    organs: Mapping[int, str]
    ballots: Mapping[int, Ballot]
    votes: Mapping[int, Mapping[str, str]]
    continued: Mapping[int, int]

    def former(self, key: int) -> int | None:
        """The nearest text before one, as texts continue each other, with a sound vote by name in the same organ."""
        before = self.continued.get(key)
        while before is not None:
            if before in self.votes and self.organs[before] == self.organs[key]:
                return before
            before = self.continued.get(before)
        return None


@pytest.fixture(scope="module")
def counted(session: Session, corpus: Path, names: Names) -> Counted:
    """Of the archive only which file is which document, and which text continues which."""
    shown = text("select document_id, path from source where is_shown and path like '%.xml'")
    read = {key: ballot_in(corpus / path) for key, path in session.execute(shown)}
    ballots = {key: ballot for key, ballot in read.items() if ballot.numbers}
    links = session.execute(text("select document_id, earlier_id from continuation where kind = 'continues'"))
    rows = [*session.execute(text("select id, address, body from document"))]
    votes = {}
    for key, ballot in ballots.items():
        if any(ballot.names.values()) and ballot.is_sound:
            states = (
                (names.state_in_english(name), choice)
                for choice in ballot.names
                for name in ballot.names[choice]
            )
            votes[key] = {state.code: choice for state, choice in states if state}
    return Counted(
        {key: address for key, address, _ in rows},
        {key: body for key, _, body in rows},
        ballots,
        votes,
        dict(map(tuple, links)),
    )


@pytest.fixture(scope="module")
def client(whole: Path) -> Iterator[TestClient]:
    """The site of the whole collection, on the engine that it was indexed with."""
    engine = json.loads((whole / "current" / "release.json").read_text("utf-8"))["engine"]
    with TestClient(create_app(Settings(archive=whole, search_engine=engine))) as client:
        yield client


Change = tuple[str, str, str, str, str]
"""State, earlier text, later text, vote before, vote after."""


@pytest.fixture(scope="module")
def changed(counted: Counted) -> set[Change]:
    """Every changed vote of the collection."""
    found = set()
    for key, votes in counted.votes.items():
        former = counted.former(key)
        before = counted.votes[former] if former is not None else {}
        found |= {
            (state, counted.addresses[former], counted.addresses[key], before[state], after)
            for state, after in votes.items()
            if former is not None and before.get(state, after) != after
        }
    return found


def listed_changes(client: TestClient, state: str) -> Iterator[Change]:
    """The changed votes of a state, as JSON tells them."""
    url: str | None = f"/api/v1/states/{state}/changes?size=100"
    while url:
        answer = client.get(url).json()
        for item in answer["items"]:
            yield state, item["former"]["id"], item["document"]["id"], item["before"], item["after"]
        url = answer["next"]


def test_the_changed_votes_of_every_state_are_those_of_the_files(
    client: TestClient, changed: set[Change]
) -> None:
    states = sorted({state for state, *_ in changed})
    assert len(states) > 150
    assert len(changed) > 2000
    told = {change for state in states for change in listed_changes(client, state)}
    assert told == changed


def test_series_show_a_hundred_changed_votes(client: TestClient, changed: set[Change]) -> None:
    chance = random.Random(25)  # noqa: S311  the same ones every time
    answers: dict[str, dict[str, Any]] = {}
    for state, earlier, later, before, after in chance.sample(sorted(changed), 100):
        answer = answers.setdefault(later, {})
        if not answer:
            answer |= client.get(f"/api/v1/documents/{later}/series/votes").json()
        places = {one["id"]: place for place, one in enumerate(answer["texts"])}
        row = next(one for one in answer["states"] if one["state"] == state)
        assert answer["texts"][places[later]]["compared_with"] == earlier
        assert (row["votes"][places[earlier]], row["votes"][places[later]]) == (before, after)
        assert later in row["moved"]


def documents_found(client: TestClient, typed: str) -> int:
    answer = client.get("/api/v1/search", params={"q": typed, "size": 1}).json()
    assert answer["notices"] == []
    return int(answer["total_documents"])


@pytest.mark.parametrize(
    ("typed", "choice", "numbers"),
    [
        ("反对票:>10", "against", range(11, 999)),
        ("反对票:0", "against", range(1)),
        ("赞成票:100..150", "in_favour", range(100, 151)),
        ("赞成票:<15", "in_favour", range(15)),
        ("弃权票:0", "abstaining", range(1)),
        ("弃权票:50..", "abstaining", range(50, 999)),
    ],
)
def test_a_search_by_numbers_finds_what_the_files_say(
    client: TestClient, counted: Counted, typed: str, choice: str, numbers: range
) -> None:
    expected = sum(ballot.numbers.get(choice, 0) in numbers for ballot in counted.ballots.values())
    assert documents_found(client, typed) == expected > 0


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("赞成:CHN", {"China": "in_favour"}),
        ("反对:美国", {"United States": "against"}),
        ("弃权:IND", {"India": "abstaining"}),
        ("赞成:中国、俄罗斯", {"China": "in_favour", "Russian Federation": "in_favour"}),
        ("反对:USA 赞成:FRA", {"United States": "against", "France": "in_favour"}),
    ],
)
def test_a_search_by_states_finds_what_the_files_say(
    client: TestClient, counted: Counted, typed: str, wanted: dict[str, str]
) -> None:
    printed = [
        {(name.casefold(), choice) for choice in ballot.names for name in ballot.names[choice]}
        for ballot in counted.ballots.values()
    ]
    # A state that a roll call lists twice is found by both.
    expected = sum(
        all((name.casefold(), choice) in votes for name, choice in wanted.items()) for votes in printed
    )
    assert documents_found(client, typed) == expected > 0
