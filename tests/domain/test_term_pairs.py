"""Candidates for what a phrase is called in the other language."""

from app.domain.term_pairs import (
    Candidate,
    association,
    candidates,
    clauses,
    english_clauses,
    goes_on,
    is_chinese_term,
    is_english_term,
)

TEXTS = (
    [["开展", "人权", "尽职", "调查"], ["并", "报告"]],
    [["尽职", "调查", "的", "结果"]],
    [["企业", "的", "尽职", "调查"]],
)


def test_of_runs_that_stand_in_the_same_texts_the_longer_is_told() -> None:
    found = candidates(TEXTS, "", is_chinese_term, 10)
    assert found[0] == Candidate("尽职调查", 3)
    assert not {"尽职", "调查", "尽职调查的", "的尽职调查"} & {one.text for one in found}


def test_no_run_reaches_over_a_clause_or_ends_in_a_particle() -> None:
    assert list(clauses("请各国（会员国）合作，并报告；")) == ["请各国", "会员国", "合作", "并报告"]
    assert list(english_clauses("States, the Fund and (all) others; paras. 3 and 4")) == [
        "States",
        " the Fund and",
        "all",
        " others",
        " paras",
        " 3 and 4",
    ]
    assert not is_chinese_term(("的", "报告"))
    assert not is_chinese_term(("covid-19",))
    assert is_chinese_term(("汞",))
    assert is_english_term(("rule", "of", "law"))
    assert not is_english_term(("of", "law"))


def test_few_texts_need_not_agree() -> None:
    assert candidates([[["汞"]]], "", is_chinese_term, 10) == [Candidate("汞", 1)]
    assert candidates([], "", is_chinese_term, 10) == []


def test_association_falls_with_what_stands_elsewhere_and_what_is_missing() -> None:
    assert association(100, 100, 100) == 1
    assert 1 > association(100, 100, 200) > association(50, 100, 50) > association(50, 100, 500) > 0
    assert association(0, 100, 100) == 0


def test_a_term_cut_short_goes_on_but_does_not_take_in_another() -> None:
    assert goes_on("禁运", "军火禁运", may_join=False)
    assert not goes_on("强迫婚姻", "早婚和强迫婚姻", may_join=False)
    assert goes_on("小武器", "小武器和轻武器", may_join=True)
    assert not goes_on("禁运", "禁运", may_join=True)
