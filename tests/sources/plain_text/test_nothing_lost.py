"""Every character of every source lands somewhere: in a value, or in a named kind of page furniture."""

import re
from itertools import groupby
from pathlib import Path

import pytest

from app.domain.organs import Names
from app.domain.resolution import Resolution
from app.sources.plain_text import read
from app.sources.reading import Claim, Reading
from tests.conftest import TEXTS, only

FURNITURE = {"furniture.rule", "furniture.page_number", "furniture.link_list", "furniture.running_head"}
# What a head line prints around the value of its field.
AROUND = {
    "head.distribution": "Distr.:",
    "head.original_language": "Original:",
    "head.agenda_item": "议程项目",
    "head.adopted_on": "人权理事会年月日通过的决议",
    "head.session": "第届会议",
    "head.title": ".",
    "head.sponsors": "、和：决议草案",
    "votes": "赞成反对弃权：、]",
    "adoption": "[]",
}


@pytest.fixture(params=TEXTS, ids=lambda path: path.stem)
def source(request: pytest.FixtureRequest, names: Names) -> tuple[str, Reading]:
    path: Path = request.param
    reading = only(read(path.read_bytes(), path.stem, names))
    return path.read_text("utf-8"), reading


def test_every_line_is_claimed_once(source: tuple[str, Reading]) -> None:
    text, reading = source
    rest, done = "", 0
    for claim in reading.claims:
        assert claim.line.start >= done
        rest += text[done : claim.line.start]
        done = claim.line.end
        assert claim.line.text == text[claim.line.start : claim.line.end].strip()
    assert (rest + text[done:]).strip() == ""


def test_every_character_lands(source: tuple[str, Reading]) -> None:
    _, reading = source
    for (role, anchor), claims in groupby(
        sorted(reading.claims, key=_place), key=lambda claim: (claim.role, claim.anchor)
    ):
        printed = _bare("".join(claim.line.text for claim in claims))
        if role in FURNITURE:
            continue
        if role in ("unit", "note"):
            assert printed == _bare(_unit(reading.resolution, anchor or ""))
        else:
            group = "votes" if role.startswith("votes") else role
            left = _without(printed, [*_values(reading.resolution, role), *AROUND.get(group, "")])
            assert left == "", f"{role}: {left}"


def _place(claim: Claim) -> tuple[str, str, int]:
    return claim.role, claim.anchor or "", claim.line.start


def _bare(text: str) -> str:
    """Without blanks and bold marks, raised digits as plain ones."""
    return re.sub(r"\s|\*\*", "", text).translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))


def _unit(resolution: Resolution, anchor: str) -> str:
    for note in resolution.footnotes:
        if note.anchor == anchor:
            return note.number + note.text
    (paragraph,) = (paragraph for paragraph in resolution.paragraphs if paragraph.anchor == anchor)
    text = paragraph.text
    for mark in reversed(paragraph.notes):
        text = text[: mark.offset] + mark.number + text[mark.offset :]
    return f"{paragraph.number}.{text}" if paragraph.number else text


def _without(printed: str, values: list[str]) -> str:
    for value in sorted((_bare(value) for value in values), key=len, reverse=True):
        printed = printed.replace(value, "")
    return printed


def _values(resolution: Resolution, role: str) -> list[str]:
    head = resolution.head
    adopted = [str(part) for part in (head.adopted_on.timetuple()[:3] if head.adopted_on else ())]
    published = head.published_on.strftime("%d %B %Y").lstrip("0") if head.published_on else ""
    values: dict[str, list[str | None]] = {
        "formula": [head.formula],
        "head.body": ["人权理事会" if head.body == "HRC" else "大会"],
        "head.session": [_chinese(head.session)],
        "head.title": [head.number, head.title],
        "head.adopted_on": [*adopted],
        "head.published_on": [published],
        "head.sponsors": [value for s in resolution.sponsors for value in (s.name, s.mark)],
        "closing.date": [f"{adopted[0]}年{adopted[1]}月{adopted[2]}日"] if adopted else [],
        "closing.meeting": [head.meeting],
        "adoption": [resolution.adoption.text],
    }
    if role.startswith("votes"):
        return [vote.name for vote in resolution.adoption.votes]
    if role not in values:
        values[role] = [getattr(head, role.removeprefix("head."))]
    return [value for value in values[role] if value]


def _chinese(session: str | None) -> str:
    return {"32": "三十二", "50": "五十", "56": "五十六", "75": "七十五"}.get(session or "", "")
