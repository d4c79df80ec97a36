"""English notes of sources on sponsors, proposers and meetings, in Chinese."""

import pytest

from app.domain.organs import Names
from app.domain.resolution import Head, Resolution, Sponsor, Step, StepKind
from app.domain.step_notes import (
    elected,
    history_of,
    named_sponsors,
    sponsors_in_brief,
    told_steps,
    withdrawn,
)

MEMBERS = "on behalf of the States Members of the United Nations that are members of the"


def sponsors(note: str, names: Names) -> list[tuple[str, str | None]]:
    found, left = named_sponsors(Step("draft", by=note), names)
    assert left == ""
    return [(one.name, one.on_behalf_of) for one in found]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Cuba", [("古巴", None)]),
        (f"Cuba ({MEMBERS} Movement of Non-Aligned Countries)", [("古巴", "不结盟国家运动")]),
        ("Uganda, on behalf of the Group of 77 and China", [("乌干达", "77国集团和中国")]),
        (
            f"China, Cuba ({MEMBERS} Movement of Non-Aligned Countries) and El Salvador",
            [("中国", None), ("古巴", "不结盟国家运动"), ("萨尔瓦多", None)],
        ),
        (f"Senegal ({MEMBERS}  members of the Group  of African States)", [("塞内加尔", "非洲国家组")]),
        (
            f"China, Cuba and Russian Federation ({MEMBERS} Movement of Non-Aligned Countries)",
            [("中国", None), ("古巴", "不结盟国家运动"), ("俄罗斯联邦", None)],
        ),
        ("Peru (on behalf of the Band of Friends)", [("秘鲁", "the Band of Friends")]),
    ],
)
def test_who_sponsors_for_a_group_has_its_name(
    note: str, expected: list[tuple[str, str | None]], names: Names
) -> None:
    assert sponsors(note, names) == expected


def test_what_is_no_state_is_left_over(names: Names) -> None:
    assert named_sponsors(Step("draft", by="Cuba, Nowhere"), names)[1] == "nowhere"


@pytest.mark.parametrize(
    "note",
    [
        "submitted by the Vice-Chair of the Committee, Ahmed Magdy (Egypt)",
        "UN. ECE. Secretariat",
        "UN. ESCWA",
    ],
)
def test_a_proposer_is_no_sponsor(note: str, names: Names) -> None:
    assert named_sponsors(Step("draft", by=note), names) == ([], "")


@pytest.mark.parametrize(
    ("note", "left", "stay"),
    [
        (
            "Thailand and Togo. - Philippines was removed from the list of sponsors of the draft resolution",
            ("菲律宾",),
            ["泰国", "多哥"],
        ),
        ("Togo. - Removes Czechia from the list of sponsors of the draft resolution", ("捷克",), ["多哥"]),
        ("Thailand and Togo", (), ["泰国", "多哥"]),
    ],
)
def test_who_left_the_list_is_no_sponsor(
    note: str, left: tuple[str, ...], stay: list[str], names: Names
) -> None:
    assert withdrawn([Step("additional_sponsors", by=note)], names) == left
    assert [name for name, _ in sponsors(note, names)] == stay


def test_a_capacity_is_no_unknown_state_and_stays_in_words(names: Names) -> None:
    note = "Egypt (in its capacity as Chair of the Committee on the Peaceful Uses of Outer Space)"
    assert sponsors(note, names) == [("埃及", None)]
    (one,) = told_steps([Step("draft", "A/C.4/77/L.1", by=note)], names)
    assert (one.text, one.is_english) == (note, True)


@pytest.mark.parametrize(
    ("kind", "note", "told"),
    [
        (
            "draft",
            "submitted by the Chair of the Committee following informal consultations",
            "委员会主席在非正式协商后提交",
        ),
        ("draft", "submitted by the President of the General Assembly", "大会主席提交"),
        (
            "draft",
            "submitted by the Vice-Chair of the Committee, Ahmed Magdy (Egypt) and on the basis of informal"
            " consultations on draft resolution",
            "委员会副主席(埃及)根据非正式协商提交",
        ),
        (
            "draft",
            "submitted by the Chair on the recommendation of the Economic and Social Council (resolution )",
            "主席根据经济及社会理事会的建议提交",
        ),
        ("draft", "submitted by the Committee on Information", "新闻委员会提交"),
        (
            "draft",
            "introduced in the Committee by the representative of Austria on behalf of the Bureau",
            "奥地利代表代表主席团在委员会介绍",
        ),
        (
            "draft",
            "on the basis of the report of the Credentials Committee (A/78/605)",
            "根据全权证书委员会的报告",
        ),
        ("draft", "Cuba and Peru", ""),
        ("report", "UN. Commission for Social Development", "社会发展委员会"),
        ("meeting", "Adopted 13-0-2, 9082nd meeting", "第9082次会议"),
        ("meeting", "Adopted without vote, 51st plenary meeting", "第51次全体会议"),
        ("meeting", "99th", "第99次会议"),
        ("meeting", "第45次", "第45次会议"),
        ("meeting", "Adopted through silence procedure", ""),
        (
            "veto",
            "The draft resolution was not adopted due to the negative vote of 2 permanent members of the Security"
            " Council (China and Russian Federation)",
            "因常任理事国中国、俄罗斯联邦投反对票而未获通过",
        ),
        (
            "meeting",
            "The draft resolution was not adopted having failed to obtain the required number of votes",
            "未获得所需票数，未获通过",
        ),
    ],
)
def test_notes_are_told_in_chinese(kind: StepKind, note: str, told: str, names: Names) -> None:
    (one,) = told_steps([Step(kind, symbol="A/77/1", by=note)], names)
    assert (one.text, one.is_english) == (told, False)


@pytest.mark.parametrize("note", ["submitted by a friend", "introduced by the wind", "report of somebody"])
def test_what_is_not_understood_stays_english_and_is_called_so(note: str, names: Names) -> None:
    (one,) = told_steps([Step("draft", symbol="A/77/1", by=note)], names)
    assert (one.text, one.is_english) == (note, True)


def test_a_chapter_of_the_charter_and_a_paragraph_of_a_report_are_chinese(names: Names) -> None:
    steps = [Step("meeting", "S/PV.1", detail="Chapter VII"), Step("report", "A/77/463", detail="87")]
    assert [one.text for one in told_steps(steps, names)] == ["《联合国宪章》第七章", "第87段"]


def test_members_elected_are_listed_once_though_told_in_three_languages(names: Names) -> None:
    organs = ("Human Rights Council", "Conseil des droits de l’homme", "人权理事会")
    steps = [Step("composition", by=organ, detail="中国") for organ in organs]
    assert {organ: [one.detail for one in members] for organ, members in elected(steps, names).items()} == {
        "人权理事会": ["中国"]
    }


@pytest.mark.parametrize(
    ("listed", "brief"),
    [
        ([], ""),
        ([("古巴", None)], "1国"),
        ([("古巴", "不结盟国家运动")], "古巴(代表不结盟国家运动)"),
        ([("古巴", "不结盟国家运动"), ("中国", None), ("秘鲁", None)], "古巴(代表不结盟国家运动)及2国"),
        ([("古巴", "甲"), ("瑞典", "欧洲联盟"), ("古巴", None)], "古巴(代表甲)、瑞典(代表欧洲联盟)"),
    ],
)
def test_sponsors_are_counted_beside_those_who_speak_for_groups(
    listed: list[tuple[str, str | None]], brief: str
) -> None:
    assert sponsors_in_brief(Sponsor(None, name, on_behalf_of=group) for name, group in listed) == brief


def test_a_list_of_sponsors_says_why_it_may_lack_some(names: Names) -> None:
    def gaps(*steps: Step) -> tuple[str, ...]:
        found = tuple(one for step in steps for one in named_sponsors(step, names)[0])
        return history_of(
            Resolution("A", Head(None, "resolution", "adopted", "GA"), (), sponsors=found, steps=steps), names
        ).gaps

    more = Step("additional_sponsors", by="Peru")
    assert gaps() == ()
    assert gaps(Step("draft", by="Cuba"), more) == ()
    assert gaps(Step("draft", by="Cuba")) == ("草案印发后新增的提案国没有载明。",)
    assert gaps(Step("draft", by="Cuba (on behalf of the European Union)"), more) == (
        "所代表的集团的成员没有逐一列出。",
    )
    assert gaps(Step("draft", by="Cuba, Nowhere"), more) == ("来源所写的名称没有全部辨认出来。",)
