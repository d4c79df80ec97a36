"""Clients take turns; a long line does not shut the others out."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app.web.http.fair_queue import FairQueue

CLIENTS = st.sampled_from("abcd")


def test_clients_take_turns() -> None:
    queue: FairQueue[str] = FairQueue(10)
    for entry in ("a1", "a2", "a3", "b1", "c1", "c2"):
        assert queue.add(entry[0], entry) is None
    assert [queue.take() for _ in range(7)] == ["a1", "b1", "c1", "a2", "c2", "a3", None]


def test_a_newcomer_takes_the_last_place_of_the_longest_line() -> None:
    queue: FairQueue[str] = FairQueue(3)
    for entry in ("a1", "a2", "a3"):
        queue.add("a", entry)
    assert queue.add("b", "b1") == "a3"
    assert [queue.take() for _ in range(3)] == ["a1", "b1", "a2"]


def test_who_has_the_longest_line_is_refused() -> None:
    queue: FairQueue[str] = FairQueue(3)
    for entry in ("a1", "a2", "b1"):
        queue.add(entry[0], entry)
    assert queue.add("a", "a3") == "a3"
    assert queue.add("b", "b2") == "b2"


@given(st.lists(st.tuples(st.sampled_from(["add", "take", "remove"]), CLIENTS, st.integers(0, 9))))
def test_no_entry_is_lost_or_served_twice(steps: list[tuple[str, str, int]]) -> None:
    queue: FairQueue[tuple[str, int]] = FairQueue(5)
    held: Counter[tuple[str, int]] = Counter()
    for step, client, number in steps:
        entry = (client, number)
        if step == "add":
            held[entry] += 1
            if (refused := queue.add(client, entry)) is not None:
                held[refused] -= 1
        elif step == "remove":
            queue.remove(client, entry)
            held[entry] -= held[entry] > 0
        elif (taken := queue.take()) is not None:
            held[taken] -= 1
        assert len(queue) == held.total() <= 5
        assert min(held.values(), default=0) >= 0
    while (taken := queue.take()) is not None:
        held[taken] -= 1
    assert set(held.values()) <= {0}
