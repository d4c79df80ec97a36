"""References in English texts: what is cited, by whose number, at which place."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.citations import CitingContext
from app.domain.citations.english_references import find_english
from app.domain.organs import Names


def context(names: Names, organ: str = "GA", session: str = "77") -> CitingContext:
    return CitingContext(names.require_organ(organ), names, session=session, on=date(2022, 12, 15))


@pytest.mark.parametrize(
    ("organ", "session", "text", "targets"),
    [
        ("GA", "77", "Recalling its resolution 70/1 of 25 September 2015,", ["A/RES/70/1"]),
        ("GA", "77", "resolutions 46/182 and 47/168", ["A/RES/46/182", "A/RES/47/168"]),
        ("GA", "77", "recalls its decision 60/251", ["A/DEC/60/251"]),
        ("GA", "77", "resolution 217 A (III) of 10 December 1948", ["A/RES/217 (III)"]),
        ("GA", "77", "General Assembly resolution S-26/2", ["A/RES/S-26/2"]),
        ("GA", "77", "its resolutions 57/130 A and B", ["A/RES/57/130 A", "A/RES/57/130 B"]),
        (
            "GA",
            "77",
            "Security Council resolutions 1820 (2008), 1888 (2009) and 1960 (2010)",
            ["S/RES/1820 (2008)", "S/RES/1888 (2009)", "S/RES/1960 (2010)"],
        ),
        (
            "SC",
            "2022",
            "its resolutions 1754 (2007) on 30 April 2007, 1783 (2007) on 31 October 2007, and 1813 (2008)",
            ["S/RES/1754 (2007)", "S/RES/1783 (2007)", "S/RES/1813 (2008)"],
        ),
        (
            "GA",
            "77",
            "resolutions 70/1 of 25 September 2015, entitled “Transforming our world”, 69/313 of 27 July 2015 on "
            "the Addis Ababa Action Agenda and 71/256 of 23 December 2016",
            ["A/RES/70/1", "A/RES/69/313", "A/RES/71/256"],
        ),
        ("HRC", "50", "Human Rights Council resolution 32/6 of 30 June 2016", ["A/HRC/RES/32/6"]),
        ("HRC", "50", "the Council’s resolution 5/1", ["A/HRC/RES/5/1"]),
        (
            "HRC",
            "50",
            "General Assembly resolution 60/251 and its resolutions 5/1 and 5/2",
            ["A/RES/60/251", "A/HRC/RES/5/1", "A/HRC/RES/5/2"],
        ),
        ("GA", "77", "resolution 32/6 of the Human Rights Council", ["A/HRC/RES/32/6"]),
        ("GA", "77", "Economic and Social Council resolution 2021/2", ["E/RES/2021/2"]),
        ("GA", "77", "See A/RES/70/1 and resolution 70/1.", ["A/RES/70/1", "A/RES/70/1"]),
        ("GA", "77", "decision 1/CP.21 of the Conference of the Parties", ["FCCC/DEC/1/CP.21"]),
        ("GA", "77", "resolution WHA65.3; resolution 5 of the dispute; 24/7; a decision on 3 May 2020", []),
        ("GA", "77", "World Health Assembly resolution 70/11", []),
        ("GA", "77", "Supplement No. 4 (E/2013/24), chap. I, sect. Z, decision 44/114.", ["E/2013/24"]),
        ("GA", "77", "World Trade Organization Conference decision 44/114.", []),
    ],
)
def test_what_is_cited(names: Names, organ: str, session: str, text: str, targets: list[str]) -> None:
    found = [one.target for one in find_english(text, context(names, organ, session))]
    if targets == ["E/2013/24"]:
        # The report's own body is meant, never the Assembly.
        assert found[0] == "E/2013/24"
        assert "A/DEC/44/114" not in found
    else:
        assert found == targets


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("paragraph 5 of resolution 77/214", ("op/5",)),
        ("paragraphs 5 (a) and 7 of its resolution 70/1", ("op/5/a", "op/7")),
        ("paragraphs 2 to 4 of General Assembly resolution 70/1", ("op/2", "op/3", "op/4")),
        ("resolution 46/182, annex, paragraph 12", ("annex/1/op/12",)),
        ("resolution 46/182 of 19 December 1991, section III, paragraph 3", ("sec/3/op/3",)),
        ("the annex to resolution 46/182", ("annex/1",)),
        ("paragraph 3 of the present resolution and resolution 70/1", ()),
    ],
)
def test_the_places_that_are_meant(names: Names, text: str, places: tuple[str, ...]) -> None:
    (found,) = find_english(text, context(names))
    assert found.places == places


def test_a_reference_is_the_words_that_it_spans(names: Names) -> None:
    text = "Recalling Security Council resolutions 1820 (2008) and 1888\xa0(2009), among others"
    found = find_english(text, context(names))
    assert [one.text for one in found] == ["resolutions 1820 (2008)", "1888\xa0(2009)"]
    assert all(text[one.start : one.end] == one.text for one in found)


def test_a_text_does_not_cite_itself(names: Names) -> None:
    own = replace(context(names), symbol="A/RES/77/213")
    assert [one.target for one in find_english("resolutions 77/213 and 77/214", own)] == ["A/RES/77/214"]
