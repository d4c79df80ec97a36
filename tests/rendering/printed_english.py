"""What an English document prints around its paragraphs: cover, title, formula, closing lines and votes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from app.domain.adoption import Choice
from app.domain.organs import Names, Organ
from app.domain.resolution import NoteMark, Resolution
from tests.rendering.shape import Shape

_CHOICES: dict[Choice, str] = {
    "in_favour": "In favour",
    "against": "Against",
    "abstaining": "Abstaining",
    "not_voting": "Not voting",
}
_COMMITTEES = {
    "第一委员会": "First Committee",
    "第二委员会": "Second Committee",
    "第三委员会": "Third Committee",
    "第五委员会": "Fifth Committee",
    "第六委员会": "Sixth Committee",
    "特别政治和非殖民化委员会(第四委员会)": "Special Political and Decolonization Committee (Fourth Committee)",
}
_GAPS = (" ", "\t", "\u00a0\u00a0")
_ONES = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth".split()
_ONES += "fifteenth sixteenth seventeenth eighteenth nineteenth".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()

Put = Callable[[str, tuple[NoteMark, ...]], str]
"""Sets the marks of footnotes into a text."""


def in_english(shape: Shape) -> Shape:
    """The shape without what only Chinese texts have."""
    return replace(
        shape,
        rings=False,
        full_width=False,
        spaced_digits=False,
        traditional=False,
        label_gap=shape.label_gap if shape.label_gap in _GAPS else " ",
    )


def formula(organ: Organ) -> str:
    """`The General Assembly,`."""
    return f"The {organ.english[0]},"


def cover(resolution: Resolution, organ: Organ, shape: Shape) -> Iterator[str]:
    """The lines of the cover."""
    head = resolution.head
    if shape.cover == "bare":
        return
    yield "United Nations"
    yield head.symbol or ""
    if organ.code == "HRC":
        yield "General Assembly"
    if shape.heads_as_english:
        yield "Distr.: General"
        if head.published_on:
            yield _day(head.published_on)
        yield f"Original: {head.original_language or 'English'}"
    yield organ.english[0]
    if organ.code != "SC":
        yield from _occasion(resolution, organ)


def _occasion(resolution: Resolution, organ: Organ) -> Iterator[str]:
    """Session, agenda item, and when and on whose report the text was adopted."""
    head, day = resolution.head, resolution.head.adopted_on
    if head.session and organ.code in ("GA", "HRC") and head.session.isdigit():
        yield f"{ordinal(int(head.session)).capitalize()} session"
        if organ.code == "HRC" and day:
            yield f"{(day - timedelta(30)).day} {day - timedelta(30):%B}–{_day(day)}"
    if head.agenda_item:
        yield f"Agenda item {head.agenda_item.replace('(', ' (', 1).replace('和', ' and ')}"
        yield head.agenda_item_title or ""
    if day and head.kind == "resolution":
        yield f"Resolution adopted by the {organ.english[0]} on {_day(day)}"
        committee = _COMMITTEES.get(head.committee or "")
        if committee:
            yield f"[on the report of the {committee} ({head.originating or 'A/1/1'}, para. 34)]"
        elif head.committee == "未经发交主要委员会而通过":
            yield f"[without reference to a Main Committee ({head.originating or 'A/1/L.1'} and {head.originating or 'A/1/L.1'}/Add.1)]"


def title(resolution: Resolution, organ: Organ, put: Put) -> Iterator[str]:
    """The lines of number and title."""
    head = resolution.head
    words = put(head.title or "", head.title_notes)
    if head.kind == "draft" and organ.numbering != "serial":
        yield "Brazil, China, Cuba and Russian Federation: draft resolution"
        yield words
    elif organ.numbering == "serial":
        yield f"Resolution {(head.number or '').replace('(', ' (')}" if head.number else "Draft resolution"
        if head.adopted_on:
            yield f"Adopted by the Security Council at its {_nth(_number_of(head.meeting) or 9000)} meeting, on {_day(head.adopted_on)}"
    elif head.number:
        yield f"{head.number}. {words}"


def closing(resolution: Resolution, organ: Organ, shape: Shape) -> Iterator[str]:
    """Date, meeting, method and votes."""
    head, adoption = resolution.head, resolution.adoption
    if organ.numbering == "serial" or not head.adopted_on:
        return
    plenary = "plenary " if organ.code in ("GA", "ECOSOC") else ""
    meeting = [f"{_nth(_number_of(head.meeting) or 1)} {plenary}meeting"] if head.meeting else []
    lines = [_day(head.adopted_on), *meeting]
    yield from lines if shape.meeting_first else reversed(lines)
    if organ.code != "HRC" or not adoption.text:
        return
    if not adoption.votes:
        yield f"[{adoption.text}.]"
        return
    yield f"[{adoption.text}. The voting was as follows:"
    choices = [choice for choice in _CHOICES if any(vote.vote == choice for vote in adoption.votes)]
    for choice in choices:
        end = "]" if choice == choices[-1] else ""
        listed = ", ".join(_english(vote.name) for vote in adoption.votes if vote.vote == choice)
        if shape.lists_inline:
            yield f"{_CHOICES[choice]}: {listed}{end}"
        else:
            yield f"{_CHOICES[choice]}:"
            yield f"{listed}{end}"


_NAMES: dict[str, str] = {}


def with_names(names: Names) -> None:
    """Take the names of states, which documents have in Chinese."""
    _NAMES.update({state.name: state.en for state in names.states})


def _english(name: str) -> str:
    return _NAMES.get(name, name)


def _number_of(meeting: str | None) -> int | None:
    digits = "".join(char for char in (meeting or "").split("、")[0] if char.isdigit())
    return int(digits) if digits else None


def _nth(number: int) -> str:
    ends = {1: "st", 2: "nd", 3: "rd"}
    return f"{number}{'th' if 10 < number % 100 < 20 else ends.get(number % 10, 'th')}"


def ordinal(number: int) -> str:
    """An ordinal up to 99 in words."""
    if number < 20:
        return _ONES[number - 1]
    tens, ones = divmod(number, 10)
    word = _TENS[tens - 2]
    return f"{word}-{_ONES[ones - 1]}" if ones else f"{word[:-1]}ieth"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year}"
