"""A document as its printed paragraphs, before they are set on pages.

The mark of a footnote is one character of the private use area, so that it can be set in any style when its
page is known.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from app.domain.organs import Names, Organ
from app.domain.resolution import CELL_SIGN, ROW_SIGN, Footnote, NoteMark, Paragraph, Resolution
from tests.rendering import printed_english
from tests.rendering.shape import Shape

_FIRST_MARK = 0xE000
_RINGS = {label: chr(0x3220 + index) for index, label in enumerate("一二三四五六七八九十")}
_CHOICES = {"in_favour": "赞成", "against": "反对", "abstaining": "弃权", "not_voting": "未参加表决"}

_SPONSORS = "中国、古巴、多民族玻利维亚国和俄罗斯联邦"

Place = Literal["head", "title", "formula", "paragraph", "heading", "numbered", "row", "closing"]


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed paragraph, marks and all.

    For a format that sets more than lines: `unit` is what it prints, `label` how much of `text` is its label, in
    characters, `cells` the cells of a row with their marks.
    """

    place: Place
    text: str
    unit: Paragraph | None = None
    label: int = 0
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedText:
    """All that a text prints: its paragraphs, its footnotes, symbol and title for running heads."""

    paragraphs: tuple[Printed, ...]
    footnotes: tuple[Footnote, ...]
    symbol: str
    title: str


def sentinel(index: int) -> str:
    """What stands for the mark of the footnote of that index."""
    return chr(_FIRST_MARK + index)


def notes_in(text: str) -> list[int]:
    """The indices of the footnotes whose marks stand in a text."""
    return [ord(char) - _FIRST_MARK for char in text if 0xE000 <= ord(char) < 0xF8FF]


def printed(parts: Sequence[Resolution], shape: Shape, names: Names) -> PrintedText:
    """What a document prints, or several that are the lettered parts of one text."""
    first = parts[0]
    organ = names.organ_by_code(first.head.body)
    assert organ
    is_english = first.language == "en"
    if is_english:
        printed_english.with_names(names)
        shape = printed_english.in_english(shape)
    marks = _Marks(tuple(note for part in parts for note in part.footnotes))
    paragraphs = [Printed("head", line) for line in _covers(first)(first, organ, shape) if line]
    if len(parts) == 1:
        titles = printed_english.title(first, organ, marks.put) if is_english else _title(first, organ, marks)
        paragraphs += [Printed("title", line) for line in titles]
        paragraphs += _one(first, organ, marks, shape)
    else:
        number, _, _ = (first.head.number or "").rpartition(" ")
        paragraphs.append(Printed("title", f"{number}. {first.head.title}"))
        for part in parts:
            paragraphs.append(Printed("title", (part.head.number or "")[-1]))
            if part.head.title != first.head.title:
                paragraphs.append(Printed("title", part.head.title or ""))
            paragraphs += _one(part, organ, marks, shape)
    symbol = first.head.symbol or ""
    return PrintedText(tuple(paragraphs), marks.footnotes, symbol, first.head.title or "")


def _one(part: Resolution, organ: Organ, marks: "_Marks", shape: Shape) -> Iterator[Printed]:
    """The text of one document; its closing lines stand before its annexes or behind them.

    An annex whose heading the XML lacks is told by the closing lines alone, which always stand before it in print.
    """
    if part.head.kind != "decision":
        is_english = part.language == "en"
        yield Printed("formula", printed_english.formula(organ) if is_english else f"{organ.name}，")
    lines = printed_english.closing if part.language == "en" else _closing
    closing = [Printed("closing", line) for line in lines(part, organ, shape)]
    annexed = [unit for unit in part.paragraphs if unit.annex]
    is_headed = not annexed or annexed[0].text.startswith(("附件", "Annex"))
    if is_headed and not shape.closing_first:
        yield from _body(part.paragraphs, marks, shape)
        yield from closing
        return
    yield from _body([unit for unit in part.paragraphs if not unit.annex], marks, shape)
    yield from closing
    yield from _body(annexed, marks, shape)


class _Marks:
    """Hands out the footnotes of one number in their order."""

    def __init__(self, footnotes: tuple[Footnote, ...]) -> None:
        self.footnotes = footnotes
        self._left: dict[str, list[int]] = {}
        for index, note in enumerate(footnotes):
            self._left.setdefault(note.number, []).append(index)

    def take(self, number: str) -> str:
        """What stands for a mark of that number; the last footnote of it may be marked again."""
        left = self._left.get(number, [])
        if not left:
            return ""
        return sentinel(left.pop(0) if len(left) > 1 else left[0])

    def put(self, text: str, notes: tuple[NoteMark, ...]) -> str:
        """The text with its marks."""
        done, result = 0, ""
        for mark in notes:
            result += text[done : mark.offset] + self.take(mark.number)
            done = mark.offset
        return result + text[done:]


def _covers(resolution: Resolution) -> Callable[[Resolution, Organ, Shape], Iterator[str]]:
    return printed_english.cover if resolution.language == "en" else _cover


def _cover(resolution: Resolution, organ: Organ, shape: Shape) -> Iterator[str]:
    head = resolution.head
    if shape.cover == "bare":
        return
    if organ.code != "HRC":
        yield "联合国"
        yield head.symbol or ""
    if shape.heads_as_english:
        yield "Distr.: General"
        if head.published_on:
            yield f"{head.published_on.day} {head.published_on:%B %Y}"
        yield "Chinese"
        yield f"Original: {head.original_language or 'English'}"
    yield organ.name
    if organ.code != "SC":
        yield from _occasion(resolution, organ)


def _occasion(resolution: Resolution, organ: Organ) -> Iterator[str]:
    """Session, agenda item, and when and on whose report the text was adopted."""
    head, day = resolution.head, resolution.head.adopted_on
    if head.session and organ.code in ("GA", "HRC") and head.session.isdigit():
        yield f"第{han(int(head.session))}届会议"
    if head.session_dates and re.fullmatch(r"[0-9年月日至]+", head.session_dates):
        yield head.session_dates
    if head.agenda_item:
        yield f"议程项目{head.agenda_item}"
        yield head.agenda_item_title or ""
    if day and organ.code == "HRC":
        yield f"{organ.name}{_day(day)}通过的决议"
    elif day and head.kind == "resolution":
        yield f"{_day(day)}{organ.name}决议"
        if head.committee and "委员会" in head.committee:
            yield f"[根据{head.committee}的报告({head.originating or 'A/1/1'})通过]"


def _title(resolution: Resolution, organ: Organ, marks: _Marks) -> Iterator[str]:
    head = resolution.head
    title = marks.put(head.title or "", head.title_notes)
    if head.kind == "draft" and organ.numbering != "serial":
        yield f"{_SPONSORS}：决议草案"
        yield title
    elif organ.numbering == "serial":
        yield f"第{head.number}号决议" if head.number else "决议草案"
        if head.adopted_on:
            yield f"{_day(head.adopted_on)}安全理事会{head.meeting or '第9000次会议'}通过"
    elif head.number:
        yield f"{head.number}. {title}"


def _body(units: Sequence[Paragraph], marks: _Marks, shape: Shape) -> Iterator[Printed]:
    for unit in units:
        if unit.kind == "table":
            yield from _table(unit, marks, shape)
            continue
        text = marks.put(_with_bold(unit) if shape.bold else unit.text, _moved(unit, shape))
        label = _label(unit, shape)
        yield Printed(_place(unit), f"{label}{text}", unit, len(label))


def _table(unit: Paragraph, marks: _Marks, shape: Shape) -> Iterator[Printed]:
    whole = marks.put(unit.text, unit.notes) if shape.marks_in_tables else unit.text
    for row, line in zip(unit.rows, whole.split(ROW_SIGN), strict=True):
        yield Printed(
            "row", shape.cell_sign.join(cell.text for cell in row), unit, cells=tuple(line.split(CELL_SIGN))
        )


def _with_bold(unit: Paragraph) -> str:
    if not unit.verb:
        return unit.text
    start, end = unit.verb_start, unit.verb_end
    return f"{unit.text[:start]}**{unit.text[start:end]}**{unit.text[end:]}"


def _moved(unit: Paragraph, shape: Shape) -> tuple[NoteMark, ...]:
    """The marks, moved behind the signs of bold type."""
    if not shape.bold or not unit.verb:
        return unit.notes
    return tuple(
        NoteMark(
            mark.number,
            mark.offset + 2 * (mark.offset > unit.verb_start) + 2 * (mark.offset >= unit.verb_end),
        )
        for mark in unit.notes
    )


def _place(unit: Paragraph) -> Place:
    if unit.kind == "heading":
        return "heading"
    return "numbered" if unit.number and not unit.depth else "paragraph"


def _label(unit: Paragraph, shape: Shape) -> str:
    number, gap = unit.number, shape.label_gap
    if number is None:
        return f"–{gap or ' '}" if unit.depth and "/end" not in unit.anchor else ""
    if unit.kind == "heading":
        return f"{number}.{gap or ' '}"
    if not unit.depth:
        return f"{number}.{gap}"
    if shape.rings and number in _RINGS:
        return f"{_RINGS[number]}{gap}"
    return f"（{number}）{gap}" if shape.full_width else f"({number}){gap}"


def _closing(resolution: Resolution, organ: Organ, shape: Shape) -> Iterator[str]:
    head, adoption = resolution.head, resolution.adoption
    if organ.numbering == "serial" or not head.adopted_on:
        return
    lines = [_day(head.adopted_on), *([head.meeting] if head.meeting else [])]
    yield from reversed(lines) if shape.meeting_first else lines
    if organ.code != "HRC" or not adoption.text:
        return
    if not adoption.votes:
        yield f"[{adoption.text}。]"
        return
    tally = {"yes": adoption.in_favour, "no": adoption.against, "none": adoption.abstaining}
    yield shape.vote_words.format(**tally)
    choices = [choice for choice in _CHOICES if any(vote.vote == choice for vote in adoption.votes)]
    for choice in choices:
        end = "]" if choice == choices[-1] else ""
        listed = "、".join(vote.name for vote in adoption.votes if vote.vote == choice)
        if shape.lists_inline:
            yield f"{_CHOICES[choice]}：{listed}{end}"
        else:
            yield f"{_CHOICES[choice]}："
            yield f"{listed}{end}"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def han(number: int) -> str:
    """A number up to 99 in Chinese."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{digits[tens]}十"
    return head + (digits[ones] if ones or not tens else "")
