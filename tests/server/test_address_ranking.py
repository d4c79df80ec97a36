"""Which address has most connections waiting."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app.server.address_ranking import AddressRanking


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.booleans()), max_size=60))
def test_the_first_is_one_that_has_most(steps: list[tuple[str, bool]]) -> None:
    ranking, counts = AddressRanking(), Counter[str]()
    for address, comes in steps:
        if not comes and not counts[address]:
            continue
        ranking.add(address, 1 if comes else -1)
        counts[address] += 1 if comes else -1
        most = max(counts.values())
        assert ranking.most == most
        assert (
            ranking.first() in {name for name in counts if counts[name] == most}
            if most
            else not ranking.first()
        )
        assert all(ranking.count(name) == counts[name] for name in "abcde")
