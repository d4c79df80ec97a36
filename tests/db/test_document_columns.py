"""Lists and facets count what a look at each document counts."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, SQLModel, create_engine

from app.db.models import Document, KeywordRow
from app.db.queries import facets, listing
from app.db.queries.listing import Choice

GOALS = ("16", "16.9", "1", "1.2", "17")


def made(key: int, of: Sequence[int]) -> Document:
    """A document whose facts are picked by numbers."""
    facts: dict[str, object] = {
        "kind": ("resolution", "decision")[of[0] % 2],
        "body": ("GA", "HRC")[of[1] % 2],
        "session": ("7", "8", None)[of[2] % 3],
        "year": (2001, 2002, None)[of[3] % 3],
        "agenda_item": ("3", "4", None)[of[4] % 3],
        "agenda_item_title": ("题甲", "题乙", None)[of[5] % 3],
        "committee": ("第三委员会", None)[of[6] % 2],
        "ordered_on": (date(2001, 1, 1), date(2002, 2, 2), None)[of[7] % 3],
        "sort_key": f"GA {of[8] % 3}",
    }
    address = {"address": f"A/{key}", "address_key": f"a/{key}"}
    return Document(id=key, outcome="adopted", method="unknown", **address, **facts)  # type: ignore[arg-type]


def item(document: Document) -> str | None:
    return document.agenda_item_title or document.agenda_item


FACTS: dict[str, Callable[[Document], object]] = {
    "body": lambda one: one.body,
    "session": lambda one: one.session,
    "year": lambda one: one.year,
    "kind": lambda one: one.kind,
    "committee": lambda one: one.committee,
    "item": item,
}
CHOICES = st.builds(
    Choice,
    bodies=st.sampled_from([(), ("GA",), ("GA", "HRC"), ("SC",)]),
    sessions=st.sampled_from([(), ("7",)]),
    years=st.sampled_from([(), (2001,), (2001, 1999)]),
    year_from=st.sampled_from([None, 2001, 2002]),
    year_to=st.sampled_from([None, 2001]),
    items=st.sampled_from([(), ("题甲",), ("3", "题乙")]),
    committees=st.sampled_from([(), ("第三委员会",)]),
    goals=st.sampled_from([(), ("16",), ("1",), ("16.9", "17"), ("-",)]),
    subjects=st.sampled_from([(), ("PEACE",)]),
)
DOCUMENTS = st.lists(
    st.tuples(
        st.lists(st.integers(0, 5), min_size=9, max_size=9), st.sets(st.sampled_from(GOALS)), st.booleans()
    ),
    max_size=8,
)


def is_chosen(one: Document, goals: set[str], subjects: set[str], choice: Choice) -> bool:
    values = (
        (one.body, choice.bodies),
        (one.session, choice.sessions),
        (one.year, choice.years),
        (item(one), choice.items),
        (one.committee, choice.committees),
    )
    is_of_goals = any(goal == own or own.startswith(f"{goal}.") for goal in choice.goals for own in goals)
    is_in_years = one.year is not None and (choice.year_from or 0) <= one.year <= (choice.year_to or 9999)
    return (
        all(value in wanted for value, wanted in values if wanted)
        and (is_of_goals or not choice.goals)
        and (bool(subjects.intersection(choice.subjects)) or not choice.subjects)
        and (is_in_years or (choice.year_from is None and choice.year_to is None))
    )


@pytest.fixture(scope="module")
def rows() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        yield session


@given(DOCUMENTS, CHOICES)
def test_lists_and_facets_are_those_of_a_look_at_each_document(
    rows: Session, given_documents: list[tuple[list[int], set[str], bool]], choice: Choice
) -> None:
    rows.rollback()
    held = [
        (made(key, of), goals, {"PEACE"} if peace else set())
        for key, (of, goals, peace) in enumerate(given_documents, 1)
    ]
    for one, goals, subjects in held:
        rows.add(one)
        rows.flush()
        for scheme, values in (("sdg", goals), ("unbis", subjects)):
            rows.add_all(
                KeywordRow(document_id=one.id or 0, scheme=scheme, value=value, uri=None) for value in values
            )
    rows.flush()
    chosen = [(one, goals) for one, goals, subjects in held if is_chosen(one, goals, subjects, choice)]
    assert listing.count(rows, choice) == len(chosen)
    in_order = sorted((one for one, _ in chosen), key=lambda one: (one.sort_key, one.id))
    newest = sorted(in_order, key=lambda one: one.ordered_on or date.min, reverse=True)
    for order, is_newest_first in ((in_order, False), (newest, True)):
        found = listing.documents(rows, choice, offset=1, limit=3, is_newest_first=is_newest_first)
        assert [one.id for one in found] == [one.id for one in order[1:4]]
    for facet, fact in FACTS.items():
        counted = Counter(str(fact(one)) for one, _ in chosen if fact(one) is not None)
        found_values = facets.counts(rows, facet, choice)
        assert [(one.value, one.count) for one in found_values] == sorted(counted.items())
    for value in facets.counts(rows, "item", choice):
        numbers = {one.agenda_item for one, _ in chosen if item(one) == value.value} - {None}
        assert list(value.numbers) == sorted(map(str, numbers))
    by_goal = Counter(goal for _, goals in chosen for goal in {own.split(".")[0] for own in goals})
    assert {one.value: one.count for one in facets.counts(rows, "goal", choice)} == by_goal
