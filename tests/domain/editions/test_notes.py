"""Footnotes are paired by the units that mark them and by their words, whatever their numbers."""

from dataclasses import replace

from app.domain.editions.notes import paired_notes
from app.domain.editions.pairing import paired
from app.domain.resolution import Footnote, NoteMark
from app.settings import shipped_lexicon
from tests.domain.editions.texts import chinese, english


def test_notes_in_another_order_of_words_are_paired_by_what_they_say() -> None:
    zh, en = chinese(), english()
    zh[0] = replace(zh[0], notes=(NoteMark("1", 5), NoteMark("2", 9)))
    en[0] = replace(en[0], notes=(NoteMark("1", 5), NoteMark("2", 9)))
    zh_notes = [Footnote("fn/1", "1", "第217 A(III)号决议。"), Footnote("fn/2", "2", "见A/77/463，第20段。")]
    en_notes = [
        Footnote("fn/1", "1", "See A/77/463, para. 20."),
        Footnote("fn/2", "2", "Resolution 217 A (III)."),
    ]
    lexicon = shipped_lexicon()
    found = paired_notes((zh, zh_notes), (en, en_notes), paired(zh, en, lexicon), lexicon)
    assert [(one.chinese, one.english, one.how) for one in found] == [
        ((0,), (1,), "words"),
        ((1,), (0,), "words"),
    ]


def test_a_note_that_one_text_lacks_stands_alone() -> None:
    zh, en = chinese(), english()
    zh[0] = replace(zh[0], notes=(NoteMark("1", 5),))
    notes = [Footnote("fn/1", "1", "第217 A(III)号决议。")]
    lexicon = shipped_lexicon()
    pairings = paired(zh, en, lexicon)
    assert [(one.chinese, one.english) for one in paired_notes((zh, notes), (en, []), pairings, lexicon)] == [
        ((0,), ())
    ]
    assert [(one.chinese, one.english) for one in paired_notes((zh, []), (en, notes), pairings, lexicon)] == [
        ((), (0,))
    ]
