"""English texts, read by the same reader."""

from datetime import date

import pytest

from app.domain.english_verbs import find_english_verb
from app.domain.organs import Names
from app.domain.resolution import Problem, Resolution
from app.sources.akn import read
from tests.sources.akn import text as chinese
from tests.sources.akn.english import BODY, PREAMBLE, paragraph, statement
from tests.sources.akn.text import document


def read_one(content: str, names: Names) -> Resolution:
    readings = read(document(content), "text", names)
    assert not isinstance(readings, Problem), readings
    (reading,) = readings
    return reading.resolution


def test_an_english_text_is_read_with_verbs_date_and_meeting(names: Names) -> None:
    resolution = read_one(statement(), names)
    head = resolution.head
    assert resolution.language == "en"
    assert (resolution.id, head.title) == ("A/RES/77/213", "Enhancement of international cooperation")
    assert (head.adopted_on, head.meeting) == (date(2022, 12, 15), "第54次全体会议(续会)")
    assert head.agenda_item == "68(b)和70"
    assert [
        (one.anchor, one.verb, one.text[one.verb_start : one.verb_end]) for one in resolution.paragraphs
    ] == [
        ("pp/1", "Recalling", "Recalling also"),
        ("op/1", "Welcomes", "Welcomes"),
        ("op/2", "Notes", "Also notes with appreciation"),
        ("op/3", "Calls upon", "Calls upon"),
    ]
    assert not resolution.problems


def test_blanks_between_english_words_stay(names: Names) -> None:
    resolution = read_one(statement(), names)
    assert resolution.paragraphs[2].text.endswith("the work of the “Group of Friends” “for all”:")


def test_a_blank_around_a_mark_stays_before_a_word_and_goes_before_a_comma(names: Names) -> None:
    note = chinese.note("1", "See A/77/1, paragraph 3.")
    body = paragraph("1", "Recalls", f"the report {note} of the Council {note}, and decides otherwise;")
    (_, one) = read_one(statement(body), names).paragraphs
    assert one.text == "Recalls the report of the Council, and decides otherwise;"


def test_annexes_and_roman_sections_have_the_places_of_the_chinese_text(names: Names) -> None:
    sections = "".join(
        f'<section><num>{numeral}.</num><heading><span class="bold">Part of it</span></heading>'
        f"{paragraph('1', 'Decides', 'so;')}</section>"
        for numeral in ("I", "II")
    )
    annexed = chinese.annex(
        '<p><span class="bold">Annex</span></p>' + chinese.paragraph("1.", "The rules apply.")
    )
    resolution = read_one(statement(sections, attachments=f"{annexed}"), names)
    assert [one.anchor for one in resolution.paragraphs if one.kind != "heading"] == [
        "pp/1",
        "sec/1/op/1",
        "sec/2/op/1",
        "annex/1/op/1",
    ]


def test_a_printed_roll_call_gives_the_states(names: Names) -> None:
    vote = (
        "<p><vote>[Adopted by a recorded vote of 2 to 0, with 1 abstention. The voting was as follows:"
        '<outcome refersTo="#inFavour">In favour: <organization>Chad, Viet Nam</organization></outcome>'
        '<outcome refersTo="#against">Against: <organization>None</organization></outcome>'
        '<outcome refersTo="#abstaining">Abstaining: <organization>Mali]</organization></outcome></vote></p>'
    )
    voting = (
        '<voting outcome="adoptedRecordedVote"><count refersTo="#inFavour" value="2"><organization>Chad</organization>'
        '<organization>Viet Nam</organization></count><count refersTo="#against" value="0"/>'
        '<count refersTo="#abstaining" value="1"><organization>Mali</organization></count></voting>'
    )
    adoption = read_one(statement(voting=voting, vote=vote), names).adoption
    assert (adoption.method, adoption.in_favour, adoption.against, adoption.abstaining) == (
        "recorded_vote",
        2,
        0,
        1,
    )
    assert [(one.state, one.vote) for one in adoption.votes] == [
        ("TCD", "in_favour"),
        ("VNM", "in_favour"),
        ("MLI", "abstaining"),
    ]
    assert adoption.text == "Adopted by a recorded vote of 2 to 0, with 1 abstention"


def test_a_chinese_text_with_a_long_list_of_english_names_is_chinese(names: Names) -> None:
    names_listed = "".join(
        chinese.paragraph("", f"The Association of the Friends of the Sea {number}") for number in range(90)
    )
    resolution = read_one(
        chinese.statement(chinese.paragraph("1.", "请各国继续工作。") + names_listed), names
    )
    assert resolution.language == "zh"


def test_other_languages_are_refused_by_name(names: Names) -> None:
    french = BODY.replace(
        "the report of the Secretary-General", "le rapport du Secrétaire général sur les droits de la"
    )
    french = french.replace(
        "all States to continue their cooperation", "tous les États dans la mise en œuvre des buts"
    )
    problem = read(
        document(
            statement(
                french, preamble=PREAMBLE.replace("the Universal Declaration of Human", "la dans les des")
            )
        ),
        "text",
        names,
    )
    assert isinstance(problem, Problem)
    assert problem.message == "正文是法文；XML 只读中文和英文"


@pytest.mark.parametrize(
    ("printed", "base"),
    [
        ("Strongly condemns", "Condemns"),
        ("Notes with deep concern", "Notes"),
        ("Once again calls upon", "Calls upon"),
        ("Takes note", "Takes note"),
        ("Encourages", "Encourages"),
        ("Urges further", "Urges"),
    ],
)
def test_the_base_verb_is_without_what_qualifies_it(printed: str, base: str) -> None:
    text = f"{printed} all that is to be said;"
    assert find_english_verb(text, [(0, len(printed))]) == (base, 0, len(printed))


def test_without_italics_a_known_verb_opens_the_text() -> None:
    assert find_english_verb("Also requests the Secretary-General to report;") == ("Requests", 0, 13)
    assert find_english_verb("The rules of procedure apply.") == (None, 0, 0)
