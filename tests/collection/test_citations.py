"""References of the large collection against the links that its files carry."""

from app.domain.organs import Names
from app.domain.symbols import is_deliberation
from app.ingest.reading import FileRead
from app.web.html.labels import PROBLEM
from tests.citations.measure import pairs_of

EVERY = 4
"""Of so many files one is compared."""


def test_references_are_found_and_mean_what_the_links_mean(reads: list[FileRead], names: Names) -> None:
    texts = [one for read in reads[::EVERY] for one in read.resolutions if names.organ_by_code(one.head.body)]
    every = [pairs_of(one, one, names) for one in texts]
    with_links = [one for one in every if one.linked]
    assert len(with_links) > 550
    linked = {(one.document, target) for one in with_links for target in one.linked}
    found = {(one.document, target) for one in with_links for target in one.found}
    # The sources link no decision at all.
    beside = {
        (one.document, target)
        for one in with_links
        for target in one.beside
        if not (is_deliberation(target) and "/DEC/" in target)
    }
    assert len(linked & found) / len(linked) > 0.985
    assert len(linked & beside) / len(beside) > 0.97
    assert sum(one.agreeing for one in every) / sum(one.spoken for one in every) > 0.985


def test_every_problem_that_is_reported_has_a_name(reads: list[FileRead]) -> None:
    codes = {problem.code for read in reads for one in read.resolutions for problem in one.problems}
    assert codes - PROBLEM.keys() == set()
    assert "link_differs" in codes
