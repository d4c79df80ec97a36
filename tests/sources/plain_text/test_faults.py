"""Small texts, each in a shape that was once misread (`tests/golden/faults`): what each must be read as."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from app.domain.organs import Names
from app.domain.resolution import Problem, Resolution
from app.settings import ROOT
from app.sources.plain_text import read
from tests.conftest import only

FAULTS = ROOT / "tests" / "golden" / "faults"
DAY = date(1989, 3, 4)
MEETING = "第12次全体会议"

# What each text is: fields of its head and of its adoption; `pp`, `op`, `notes` how many there are of each; `problems`
# the codes of all doubts. Beside what is told there must be nothing else in the text.
TABLE: dict[str, dict[str, Any]] = {
    "00-control-modern": {
        "symbol": "A/RES/99/7",
        "adopted_on": date(2019, 3, 4),
        "meeting": MEETING,
        "agenda_item": "3",
    },
    "01-han-date-closing": {
        "symbol": "A/RES/99/7",
        "adopted_on": DAY,
        "meeting": "第十二次全体会议",
    },
    "02-closing-with-signs": {"symbol": "A/RES/99/7", "adopted_on": DAY, "meeting": MEETING},
    "03-han-number-with-session": {
        "symbol": "A/RES/2999 (XXVII)",
        "title": "养护山地牧场",
        "session": "27",
        "adopted_on": date(1972, 3, 4),
        "meeting": MEETING,
        "op": 1,
    },
    "04-arabic-number-roman-session": {
        "symbol": "A/RES/2999 (XXVII)",
        "title": "养护山地牧场",
        "adopted_on": date(1972, 3, 4),
        "meeting": MEETING,
        "op": 1,
    },
    "06-sc-vote-sentence": {
        "symbol": "S/RES/299 (1971)",
        "meeting": "第1567次会议",
        "method": "recorded_vote",
        "in_favour": 13,
        "against": 0,
        "abstaining": 2,
    },
    "07-sc-vote-sentence-with-note": {
        "symbol": "S/RES/299 (1971)",
        "meeting": "第1567次会议",
        "method": "recorded_vote",
        "in_favour": 13,
        "against": 0,
        "abstaining": 0,
        "notes": ("两个理事国没有参加表决。",),
    },
    "08-date-above-sc-number": {
        "symbol": "S/RES/799 (1991)",
        "adopted_on": date(1991, 3, 4),
        "published_on": None,
    },
    "11-all-on-one-line": {
        "symbol": "A/RES/99/7",
        "title": "养护山地牧场",
        "pp": 2,
        "adopted_on": date(2019, 3, 4),
        "meeting": MEETING,
        "problems": ("beginning_guessed",) * 4,
    },
    "12-preamble-in-one-line": {
        "symbol": "S/RES/2999 (2031)",
        "pp": 4,
        "problems": ("beginning_guessed",) * 3,
    },
    "13-letter-spaced": {"title": "养护山地牧场宣言", "pp": 2, "problems": ("unclaimed_line",)},
    "14-number-title-without-dot": {
        "symbol": "A/HRC/RES/44/99",
        "title": "山地牧民的人权",
        "agenda_item": "3",
        "adopted_on": date(2020, 7, 16),
    },
    "15-dahui-jueyi-under-agenda-item": {
        "symbol": "A/RES/55/399",
        "agenda_item": "94(a)",
        "committee": "第二委员会",
        "originating": "A/55/582",
        "op": 1,
    },
    "16-referral-over-two-lines": {
        "symbol": "A/RES/50/399",
        "title": "养护山地牧场",
        "agenda_item_title": None,
        "committee": "第二委员会",
        "originating": "A/50/605",
        "op": 1,
    },
    "18-slash-notes": {
        "symbol": "A/RES/52/399",
        "pp": 2,
        "op": 1,
        "notes": ("A/52/999。", "联合国，《条约汇编》，第999卷，第1号。"),
        "marks": {"pp/1": ("1",), "pp/2": ("2",)},
    },
    "19-verb-with-blank": {
        "symbol": "A/RES/50/398",
        "pp": 3,
        "op": 1,
        "verbs": ("回顾", "回顾", "强调", "请"),
    },
    "20-draft-without-sponsors": {
        "symbol": "A/ES-99/L.1",
        "kind": "draft",
        "outcome": "pending",
        "title": "养护山地牧场",
        "op": 1,
        "sponsors": 0,
    },
    "23-latin-points-with-dunhao": {
        "symbol": "S/RES/2999 (2031)",
        "places": ("pp/1", "op/1", "op/1/a", "op/1/b", "op/2"),
    },
    "24-asterism": {"symbol": "S/RES/799 (1991)", "pp": 2},
    "25-cover-two-columns-in-one-line": {
        "symbol": "S/RES/2999 (2031)",
        "distribution": "General",
        "published_on": date(2031, 12, 19),
        "adopted_on": date(2031, 12, 19),
        "meeting": "第8141次会议",
    },
    "27-bracket-marks-without-notes": {
        "symbol": "A/RES/65/399",
        "marks": {"pp/1": ("1",), "op/1": ("2",)},
        "problems": ("mark_without_note",) * 2,
    },
    "29-decides-in-formula": {
        "body": "GA",
        "kind": "decision",
        "title": "山地牧场",
        "places": ("para/1", "para/1/1", "para/1/2"),
        "problems": ("unclaimed_line",),
    },
    "33-wordy-old-verbs": {
        "symbol": "A/RES/99/8",
        "pp": 4,
        "op": 1,
        "verbs": ("复按", "备悉", "听取", "体察", "请"),
    },
    "b-citation-forms": {"symbol": "A/RES/77/920", "pp": 49, "op": 1, "problems": ("unknown_verb",) * 0},
    "b-citation-add-range": {"symbol": "A/RES/77/890", "pp": 6, "op": 1},
    "b-draft-vetoed": {"symbol": "S/2023/999", "kind": "draft", "outcome": "pending", "pp": 2},
    "b-feed-late-old": {"symbol": "A/RES/48/999", "adopted_on": date(1993, 12, 20), "op": 1},
    "b-fn-caret": {"op": 1, "notes": ("见A/77/100号文件。",), "marks": {"pp/1": ("1",)}},
    "b-fn-circled": {"op": 1, "notes": ("见A/77/100号文件。",), "marks": {"pp/1": ("1",)}},
    "b-fullwidth-numbers": {"places": ("pp/1", "op/1", "op/2", "op/3", "op/4")},
    "b-hyphens": {"pp": 9, "op": 1},
    "b-old-style": {
        "symbol": "A/RES/2758 (XXVI)",
        "title": "恢复中华人民共和国在联合国的合法权利",
        "adopted_on": date(1971, 10, 25),
        "meeting": "第一九七六次全体会议",
        "pp": 3,
        "op": 1,
    },
    "b-page-pdftotext-real": {"symbol": "A/RES/77/850", "places": ("pp/1", "op/1", "op/2", "op/3")},
    "b-radicals-supplement": {"title": "安全与长期发展", "pp": 2, "op": 1},
    "b-zwsp-citation": {"pp": 2, "op": 1},
}
REFUSED = {"b-corr": "corrigendum"}


def test_every_text_is_in_the_table() -> None:
    assert {path.stem for path in FAULTS.glob("*.txt")} >= {*TABLE, *REFUSED}


@pytest.mark.parametrize("name", TABLE)
def test_what_was_misread_is_read_as_what_it_is(name: str, names: Names) -> None:
    resolution = only(read((FAULTS / f"{name}.txt").read_bytes(), name, names)).resolution
    assert told(resolution, TABLE[name]) == TABLE[name]
    counts = Counter(unit.kind for unit in resolution.paragraphs if not unit.depth)
    if "places" not in TABLE[name]:
        assert counts == {"preambular": TABLE[name].get("pp", 1), "operative": TABLE[name].get("op", 2)}
    assert tuple(problem.code for problem in resolution.problems) == TABLE[name].get("problems", ())
    assert len(resolution.footnotes) == len(TABLE[name].get("notes", ()))


def told(resolution: Resolution, wanted: dict[str, Any]) -> dict[str, Any]:
    """What a reading says of each field that is wanted."""
    counts = Counter(unit.kind for unit in resolution.paragraphs if not unit.depth)
    found = {
        "pp": counts["preambular"],
        "op": counts["operative"],
        "notes": tuple(note.text for note in resolution.footnotes),
        "marks": {
            unit.anchor: tuple(mark.number for mark in unit.notes)
            for unit in resolution.paragraphs
            if unit.notes
        },
        "verbs": tuple(unit.verb for unit in resolution.paragraphs),
        "places": tuple(unit.anchor for unit in resolution.paragraphs),
        "problems": tuple(problem.code for problem in resolution.problems),
        "sponsors": len(resolution.sponsors),
    }
    return {
        name: found[name]
        if name in found
        else getattr(resolution.head if hasattr(resolution.head, name) else resolution.adoption, name)
        for name in wanted
    }


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_resolution_is_refused_for_its_true_reason(name: str, names: Names) -> None:
    problem = read((FAULTS / f"{name}.txt").read_bytes(), name, names)
    assert isinstance(problem, Problem)
    assert problem.code == REFUSED[name]


def test_a_correction_names_what_it_corrects(names: Names) -> None:
    problem = read((FAULTS / "b-corr.txt").read_bytes(), "b-corr", names)
    assert isinstance(problem, Problem)
    assert "A/RES/77/213的更正" in problem.message
