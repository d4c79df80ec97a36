"""Footnotes are paired by the units that mark them and by their words, whatever their numbers."""

from dataclasses import replace

from app.domain.editions.model import DOUBTFUL
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


def test_what_stands_for_a_work_named_before_is_paired_by_its_volume() -> None:
    zh, en = chinese(), english()
    zh[0] = replace(zh[0], notes=(NoteMark("1", 5), NoteMark("2", 9), NoteMark("3", 12)))
    en[0] = replace(en[0], notes=(NoteMark("1", 5), NoteMark("2", 9), NoteMark("3", 12)))
    zh_notes = [
        Footnote("fn/1", "1", "联合国，《条约汇编》，第1342卷，第22495号。"),
        Footnote("fn/2", "2", "同上，第2048卷，第22495号。"),
        Footnote("fn/3", "3", "同上，第2399卷，第22495号。"),
    ]
    en_notes = [
        Footnote("fn/1", "1", "United Nations, Treaty Series, vol. 2048, No. 22495."),
        Footnote("fn/2", "2", "Ibid., vol. 2399, No. 22495."),
        Footnote("fn/3", "3", "Ibid., vol. 1342, No. 22495."),
    ]
    lexicon = shipped_lexicon()
    found = paired_notes((zh, zh_notes), (en, en_notes), paired(zh, en, lexicon), lexicon)
    assert [(one.chinese, one.english) for one in found] == [((0,), (2,)), ((1,), (0,)), ((2,), (1,))]


def test_notes_left_over_with_one_number_are_one() -> None:
    zh, en = chinese(), english()
    zh[0] = replace(zh[0], notes=(NoteMark("1", 5),))
    en[0] = replace(en[0], notes=(NoteMark("1", 5),))
    zh_notes = [Footnote("fn/1", "1", "A/74/7Add.1、A/74/7Add.2、A/74/7Add.3。")]
    en_notes = [Footnote("fn/1", "1", "A/74/7/Add.1, A/74/7/Add.2 and A/74/7/Add.3.")]
    lexicon = shipped_lexicon()
    found = paired_notes((zh, zh_notes), (en, en_notes), paired(zh, en, lexicon), lexicon)
    assert [(one.chinese, one.english) for one in found] == [((0,), (0,))]
    assert 0 <= found[0].confidence < DOUBTFUL


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
