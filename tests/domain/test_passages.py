"""A pasted text is cut where its writer began a new paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.passages import paragraphs

LONG = (
    "重申《联合国宪章》的宗旨和原则并回顾大会第70/1号决议和人权理事会A/HRC/RES/50/4号决议所载各项承诺"
    "以及各国为促进发展权而开展的国际合作"
)


@pytest.mark.parametrize(
    "lines",
    [
        ["促进国际合作", "加强对话", "尽职调查"],
        ["强调指出互联网在促进人权方面的重要性并鼓励会员国推动脆弱者获得技术", "重申承诺", "回顾以往决议"],
        ["一个标题", LONG + LONG, "另一段话没有标点", LONG],
    ],
)
def test_a_line_that_had_room_left_is_a_paragraph(lines: list[str]) -> None:
    found = paragraphs("\n".join(lines))
    assert [(one.text, one.is_joined) for one in found] == [(line, False) for line in lines]


@pytest.mark.parametrize("room", [16, 20, 30, 38, 45])
@pytest.mark.parametrize("indent", ["", "\u3000\u3000"])
def test_hard_line_ends_are_no_paragraphs(room: int, indent: str) -> None:
    first, second = f"{LONG}；", f"{LONG}。"
    wrapped = "\n".join(line for text in (first, second) for line in _wrapped(indent + text, room))
    found = paragraphs(wrapped)
    assert [one.text for one in found] == [first, second]
    assert all(one.is_joined for one in found)


def _wrapped(text: str, room: int) -> list[str]:
    """Lines of that many Chinese characters; words of Latin letters and digits do not break."""
    lines, line, width = [], "", 0.0
    for piece in _pieces(text):
        wide = sum(1 if ord(char) > 0x2E7F else 0.5 for char in piece)
        if line and width + wide > room:
            lines.append(line)
            line, width = "", 0.0
        line, width = line + piece, width + wide
    return [*lines, line]


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for char in text:
        is_narrow = char.isascii()
        if is_narrow and pieces and pieces[-1].isascii():
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


@given(st.lists(st.text(alphabet="决定甲乙1a，。 \u3000\n", max_size=30), max_size=8))
def test_nothing_is_lost(lines: list[str]) -> None:
    pasted = "\n".join(lines)
    found = "".join(one.text for one in paragraphs(pasted))
    kept = "".join(line.strip() for line in pasted.splitlines())
    # Labels (`1.`, `(a)`) stand beside the words; this alphabet cannot write one.
    assert found == kept
