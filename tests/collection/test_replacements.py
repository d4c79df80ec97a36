"""Wordings that took each other's place in the large collection, beside those that a person judged.

`tests/golden/replacements.tsv`: verdict, old and new wording. `right`: both say the same; `other`: the new one
says something else; `part`: what is shown is cut out of a longer wording.
"""

import pytest
from sqlmodel import Session

from app.db.queries import integrity
from app.db.queries.replacements import evidence, other_wordings, replaced_wording, replaced_wordings
from app.settings import ROOT, shipped_segmenter

KNOWN = [
    ("单方面胁迫性措施", "单方面强制性措施"),
    ("人道主义法", "人道法"),
    ("因特网", "互联网"),
    ("女孩", "女童"),
    ("贫穷", "贫困"),
]


def judged() -> dict[tuple[str, str], str]:
    """The verdicts, by wording."""
    lines = (ROOT / "tests" / "golden" / "replacements.tsv").read_text("utf-8").splitlines()
    return {(old, new): verdict for verdict, old, new in (line.split("\t") for line in lines)}


@pytest.mark.parametrize(("old", "new"), KNOWN)
def test_known_replacements_are_found_from_either_side(session: Session, old: str, new: str) -> None:
    found = replaced_wording(session, old, new)
    assert found
    for typed, other in ((old, new), (new, old)):
        assert other in [one.wording for one in other_wordings(session, [typed], shipped_segmenter())]
    shown = evidence(session, found, skip=0, limit=found.places)
    assert len(shown) == found.places
    assert len({one.later.id for one in shown}) == found.documents
    assert all(one.earlier.id != one.later.id for one in shown)


def test_what_was_judged_right_is_found_and_little_else(session: Session) -> None:
    verdicts = judged()
    found = {(one.old, one.new) for one in replaced_wordings(session)}
    right = {pair for pair, verdict in verdicts.items() if verdict == "right"}
    assert right - found == set()
    # A reading that changes a text may add or take away a few; then these are to be judged too.
    assert len(found - set(verdicts)) <= 0.1 * len(found), sorted(found - set(verdicts))
    assert len(found & right) >= 0.9 * len(found & set(verdicts))


def test_every_place_has_both_wordings(session: Session) -> None:
    assert integrity.replacements_beyond_their_text(session) == 0
