"""`行动1. 我们将……。` between numbered paragraphs is a heading; in a list it is a point."""

import pytest

from app.domain.organs import Names
from app.domain.resolution import Resolution
from app.sources import akn, plain_text
from tests.conftest import only
from tests.sources.akn.text import document, paragraph, statement

THEMES = (
    "行动1. 我们将养护山地牧场，不落下任何一处。",
    "行动2. 我们将查明海底缆线。",
)


def pact(*between: str) -> Resolution:
    """A text in markup with these paragraphs without a number behind paragraph 1."""
    heading = '<paragraph><content><p><span class="bold">山地与海洋</span></p></content></paragraph>'
    body = "".join(
        (
            heading,
            paragraph("1.", "我们重申决心。"),
            *(paragraph("", one) for one in between),
            paragraph("2.", "我们认识到困难。"),
            heading.replace("山地与海洋", "后续行动"),
            paragraph("3.", "我们决定继续。"),
        )
    )
    return only(akn.read(document(statement(body)), "text", NAMES[0])).resolution


NAMES: list[Names] = []


@pytest.fixture(autouse=True)
def _known(names: Names) -> None:
    NAMES[:] = [names]


def places(text: Resolution) -> dict[str, str]:
    return {unit.anchor: unit.text for unit in text.paragraphs if unit.kind == "heading"}


@pytest.mark.parametrize(
    "theme",
    [
        *THEMES,
        "目标3：教授手语课程。",
        "优先领域一：修缮古代渡槽。",
    ],
)
def test_a_numbered_sentence_before_a_number_is_a_heading(theme: str) -> None:
    assert places(pact(theme)) == {"h/1": "山地与海洋", "h/1/1": theme, "h/2": "后续行动"}


def test_one_without_a_full_stop_is_numbered_among_the_headings_as_before() -> None:
    title = "承诺12. 登记漂流浮标"
    assert places(pact(title)) == {"h/1": "山地与海洋", "h/2": title, "h/3": "后续行动"}


@pytest.mark.parametrize(
    "words",
    [
        "行动1. 我们将养护牧场；",
        "行动1. 我们将养护牧场。我们还将查明缆线。",
        "项目1. 社会发展。",
        "行动起来。",
        "行动1. " + "我们将养护牧场，" * 30 + "不落下一处。",
    ],
)
def test_what_is_a_sentence_among_others_is_none(words: str) -> None:
    assert words not in places(pact(words)).values()


def test_a_list_of_them_is_none() -> None:
    assert set(places(pact(*THEMES)).values()) == {"山地与海洋", "后续行动"}


def test_other_places_stay_what_they_are() -> None:
    with_theme, without = pact(THEMES[0]), pact()
    kept = {unit.anchor: unit.text for unit in with_theme.paragraphs}
    assert {unit.anchor: unit.text for unit in without.paragraphs}.items() <= kept.items()


def test_plain_text_is_read_alike(names: Names) -> None:
    text = (
        "79/1. 约定\n\n大会，\n\n通过以下约定：\n\n1. 重申决心，养护全部山地牧场。\n\n"
        f"{THEMES[0]}\n\n2. 认识到困难，决定查明海底缆线。\n\n{THEMES[1]}\n\n3. 决定继续审议此事。\n"
    )
    found = only(plain_text.read(text.encode(), "text", names)).resolution
    assert tuple(places(found).values()) == THEMES
