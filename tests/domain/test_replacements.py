"""Which rewordings are frequent enough to say that one wording replaced another."""

from collections.abc import Collection

from app.domain.replacements import Place, Replacement, Wordings
from app.domain.replacements import replacements as counted_replacements
from app.domain.rewordings import Rewording

Around = tuple[tuple[str, ...], tuple[str, ...]]
CONTEXTS: list[Around] = [
    ((), ()),
    (("一切",), ()),
    ((), ("措施",)),
    (("制止",), ("行为",)),
    (("一些",), ("行为",)),
]


def places(
    old: str,
    new: str,
    *,
    documents: int = 3,
    series: int = 2,
    contexts: list[Around] = CONTEXTS,
    start: int = 0,
    inside: int = 0,
) -> list[Place]:
    """One place in each of so many documents, their surroundings in turn; `inside`: characters unchanged at each end."""
    return [
        Place(
            Rewording(old, new, inside, inside, *contexts[n % len(contexts)]),
            start + n,
            start + n,
            start + n % series,
        )
        for n in range(documents)
    ]


def replacements(found: list[Place]) -> list[Replacement]:
    """Those of all these places."""
    groups: dict[Wordings, list[Place]] = {}
    for place in found:
        groups.setdefault((place.rewording.old, place.rewording.new), []).append(place)
    counted = {pair: len(places) for pair, places in groups.items()}
    return counted_replacements(counted, lambda wanted: {pair: groups[pair] for pair in wanted})


def pairs(found: list[Replacement]) -> list[tuple[str, str]]:
    return [(one.old, one.new) for one in found]


def test_counts_are_exact() -> None:
    (one,) = replacements(
        [*places("胁迫性", "强制性", documents=5), *places("胁迫性", "强制性", documents=1)]
    )
    assert (one.documents, one.series, one.units) == (5, 2, [0, 1, 2, 3, 4])


def test_too_few_are_none() -> None:
    assert replacements(places("胁迫性", "强制性", documents=2, series=1)) == []
    assert replacements(places("胁迫性", "强制性", documents=1)) == []


def test_one_sentence_again_and_again_is_no_wording() -> None:
    assert replacements(places("胁迫性", "强制性", documents=50, series=50, contexts=CONTEXTS[:1])) == []


def test_what_shares_no_character_needs_more() -> None:
    assert replacements(places("复原力", "韧性", series=1)) == []
    assert replacements(places("复原力", "韧性", contexts=CONTEXTS[:2])) == []
    assert pairs(replacements(places("复原力", "韧性"))) == [("复原力", "韧性")]
    assert pairs(replacements(places("复原力", "韧性", documents=5, series=1))) == [("复原力", "韧性")]


def test_what_was_put_in_needs_more() -> None:
    assert replacements(places("两国方案", "两国解决方案", series=1, inside=2)) == []
    assert pairs(replacements(places("两国方案", "两国解决方案", inside=2))) == [("两国方案", "两国解决方案")]


def test_what_goes_both_ways_is_none() -> None:
    there, back = places("适足", "充足", documents=8), places("充足", "适足", documents=3, start=100)
    assert replacements([*there, *back]) == []
    assert pairs(replacements([*there, *back[:2]])) == [("适足", "充足")]


def test_words_that_always_stand_around_it_belong_to_it() -> None:
    always: list[Around] = [
        (("制止", "单方面"), ("措施", "影响")),
        (("某国", "单方面"), ("措施",)),
        (("单方面",), ("手段",)),
    ]
    (one,) = replacements(places("胁迫性", "强制性", contexts=always))
    assert (one.old, one.new) == ("单方面胁迫性", "单方面强制性")
    assert one.core == ("胁迫性", "强制性")


def test_a_longer_wording_counts_for_the_shorter() -> None:
    short, long = places("因特网", "互联网"), places("因特网治理", "互联网治理", start=50)
    (one,) = replacements([*short, *long])
    assert (one.old, one.new, one.documents) == ("因特网", "互联网", 6)


def test_a_wording_once_is_asked_for_only_where_it_counts_for_a_shorter_one() -> None:
    groups = {
        ("因特网", "互联网"): places("因特网", "互联网"),
        ("因特网治理", "互联网治理"): places("因特网治理", "互联网治理", documents=1, start=50),
        ("复原力", "韧性"): places("复原力", "韧性", documents=1, start=60),
    }
    asked: list[Wordings] = []

    def places_of(wanted: Collection[Wordings]) -> dict[Wordings, list[Place]]:
        asked.extend(wanted)
        return {pair: groups[pair] for pair in wanted}

    (one,) = counted_replacements({pair: len(found) for pair, found in groups.items()}, places_of)
    assert one.documents == 4
    assert sorted(asked) == [("因特网", "互联网"), ("因特网治理", "互联网治理")]


def test_the_most_frequent_comes_first() -> None:
    found = replacements([*places("女孩", "女童"), *places("贫穷", "贫困", documents=4, start=50)])
    assert pairs(found) == [("贫穷", "贫困"), ("女孩", "女童")]
