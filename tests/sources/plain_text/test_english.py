"""English plain texts as the United Nations prints them: cover, paragraphs, points, footnotes, closing lines, votes."""

from datetime import date

import pytest

from app.domain.organs import Names
from app.domain.resolution import Problem, Resolution
from app.sources import plain_text
from app.sources.plain_text.english import ENGLISH

ASSEMBLY = """United Nations
A/RES/77/999
General Assembly
Distr.: General
5 January 2023
Original: English
Seventy-seventh session
Agenda item 68 (b)
Promotion and protection of mountain pastures: questions of pastures, including
alternative approaches
Resolution adopted by the General Assembly on 15 December 2022
[on the report of the Third Committee (A/77/463/Add.2, para. 34)]
77/999. Enhancement of the conservation of mountain pastures
The General Assembly,
Recalling its resolution 70/1 of 25 September 2015,¹
Gravely concerned at the state of the pastures,
Having considered the report of the Secretary-General,²
1. Calls upon Member States to conserve the pastures;
2. Also requests the Secretary-General:
(a) To report on the pastures;
(b) To convene:
(i) A meeting of herders; and
(ii) A meeting of States;
3. Decides to continue its consideration of the question at its seventy-ninth session.
54th plenary meeting
15 December 2022
Annex
Principles on mountain pastures
1. Pastures are open.
¹ Resolution 70/1.
² A/77/212.
"""

COUNCIL = """A/HRC/RES/50/99
Human Rights Council
Fiftieth session
13 June–8 July 2022
Agenda item 3
Resolution adopted by the Human Rights Council on 7 July 2022
50/99. Rights of herders
The Human Rights Council,
Guided by the Charter of the United Nations,
Takes note of the report on herders.
39th meeting
7 July 2022
[Adopted by a recorded vote of 2 to 1, with 1 abstention. The voting was as follows:
In favour:
Bolivia (Plurinational State of), China
Against:
Japan
Abstaining:
Mexico]
"""

SECURITY = """United Nations
S/RES/2999 (2023)
Security Council
Distr.: General
30 January 2023
Resolution 2999 (2023)
Adopted by the Security Council at its 9252nd meeting, on 30 January 2023
The Security Council,
Recalling all its resolutions on pastures,
Acting under Chapter VII of the Charter of the United Nations,
1. Decides to extend the mandate until 31 January 2024;
2. Decides to remain seized of the matter.
"""

DECISION = """A/DEC/78/599
General Assembly
Seventy-eighth session
78/599. Observer status for the Alliance of Mountain States
At its 45th plenary meeting, on 7 December 2023, the General Assembly, on the recommendation of the Sixth Committee, decided to defer a decision.
"""


def read(text: str, names: Names) -> Resolution:
    readings = plain_text.read(text.encode(), "text", names)
    assert not isinstance(readings, Problem), readings
    (reading,) = readings
    return reading.resolution


def places(resolution: Resolution) -> list[str]:
    return [unit.anchor for unit in resolution.paragraphs]


def test_the_cover_of_the_general_assembly(names: Names) -> None:
    text = read(ASSEMBLY, names)
    head = text.head
    assert text.language == "en"
    assert (head.symbol, head.number, head.session) == ("A/RES/77/999", "77/999", "77")
    assert head.title == "Enhancement of the conservation of mountain pastures"
    assert (head.agenda_item, head.committee) == ("68(b)", "第三委员会")
    assert head.agenda_item_title == (
        "Promotion and protection of mountain pastures: questions of pastures, including alternative approaches"
    )
    assert (head.adopted_on, head.published_on) == (date(2022, 12, 15), date(2023, 1, 5))
    assert (head.meeting, head.originating) == ("第54次全体会议", "A/77/463/Add.2")
    assert head.formula == "The General Assembly,"
    assert not text.problems


def test_paragraphs_points_annex_and_footnotes(names: Names) -> None:
    text = read(ASSEMBLY, names)
    assert places(text) == [
        *("pp/1", "pp/2", "pp/3", "op/1", "op/2", "op/2/a", "op/2/b", "op/2/b/i", "op/2/b/ii", "op/3"),
        *("annex/1/h/1", "annex/1/h/2", "annex/1/op/1"),
    ]
    assert [unit.verb for unit in text.paragraphs[:5]] == [
        *("Recalling", "Concerned", "Having considered"),
        *("Calls upon", "Requests"),
    ]
    marks = {unit.anchor: [mark.number for mark in unit.notes] for unit in text.paragraphs if unit.notes}
    assert marks == {"pp/1": ["1"], "pp/3": ["2"]}
    assert [(note.anchor, note.text) for note in text.footnotes] == [
        ("fn/1", "Resolution 70/1."),
        ("fn/2", "A/77/212."),
    ]


def test_a_recorded_vote_of_the_human_rights_council(names: Names) -> None:
    text = read(COUNCIL, names)
    adoption = text.adoption
    assert places(text) == ["pp/1", "op/1"]
    assert (adoption.method, adoption.in_favour, adoption.against, adoption.abstaining) == (
        *("recorded_vote", 2, 1),
        1,
    )
    assert [(vote.state, vote.vote) for vote in adoption.votes] == [
        ("BOL", "in_favour"),
        ("CHN", "in_favour"),
        ("JPN", "against"),
        ("MEX", "abstaining"),
    ]
    assert adoption.text == "Adopted by a recorded vote of 2 to 1, with 1 abstention"
    assert (text.head.session_dates, text.head.meeting) == ("2022年6月13日至2022年7月8日", "第39次会议")


def test_the_cover_of_the_security_council(names: Names) -> None:
    head = read(SECURITY, names).head
    assert (head.symbol, head.number, head.meeting) == ("S/RES/2999 (2023)", "2999(2023)", "第9252次会议")
    assert head.adopted_on == date(2023, 1, 30)


def test_a_decision_in_prose(names: Names) -> None:
    text = read(DECISION, names)
    assert (text.head.kind, text.head.symbol, text.head.adopted_on) == (
        "decision",
        "A/DEC/78/599",
        date(2023, 12, 7),
    )
    assert places(text) == ["para/1"]


def test_lines_cut_at_a_width_are_joined_with_blanks_and_plain_marks_found(names: Names) -> None:
    text = read(
        """77/999. Enhancement of the conservation of mountain pastures

    The General Assembly,

    Recalling its resolution 70/1 of 25 September 2015,1 and noting the long-
term work of the herders of all the mountain pastures of the whole world,

    Reaffirming the report of the Secretary-General on the mountain pastures,

    1. Calls upon all Member States of the United Nations to conserve the
pastures and to report on them to the Secretary-General every third year;

    2. Decides to continue its consideration of the question of the mountain
pastures at its seventy-ninth session.
__________________

    1 Resolution 70/1.
""",
        names,
    )
    assert places(text) == ["pp/1", "pp/2", "op/1", "op/2"]
    assert text.paragraphs[0].text == (
        "Recalling its resolution 70/1 of 25 September 2015, and noting the long-term work of the herders of all"
        " the mountain pastures of the whole world,"
    )
    assert [mark.number for mark in text.paragraphs[0].notes] == ["1"]


@pytest.mark.parametrize(
    ("line", "code"),
    [("Kept at the library of herders", "unclaimed_line"), ("Fifty-sixth session", "session_differs")],
)
def test_what_the_cover_leaves_in_doubt_is_told(names: Names, line: str, code: str) -> None:
    lines = ASSEMBLY.splitlines()
    found = read("\n".join([*lines[:6], line, *lines[7:]]), names)
    assert code in {problem.code for problem in found.problems}


def test_a_correction_is_refused_as_one(names: Names) -> None:
    refused = plain_text.read(
        b"A/RES/77/999/Corr.1\nGeneral Assembly\nCorrigendum\nIn the third line of the text, for all the herders read all the shepherds of the mountains.\n",
        "text",
        names,
    )
    assert isinstance(refused, Problem)
    assert refused.code == "corrigendum"


def test_an_english_letter_is_refused_as_no_resolution(names: Names) -> None:
    refused = plain_text.read(
        b"Dear members of the Assembly, in this letter we say that the pastures of the mountains are open to all.\n",
        "text",
        names,
    )
    assert isinstance(refused, Problem)
    assert refused.code == "no_formula"


def test_a_hyphen_or_slash_at_the_end_of_a_line_joins_what_it_parts() -> None:
    join = ENGLISH.lines.separator
    assert [join("training and up-", "to-date knowledge"), join("Hatred and/", "or Violence")] == ["", ""]
    assert join("age-", "and gender-sensitive") == " "
