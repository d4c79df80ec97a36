"""Sets printed paragraphs in lines and on pages, with footnotes, running heads and the rest of page furniture."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from opencc import OpenCC

from app.domain.resolution import Footnote
from tests.rendering.printed import Printed, PrintedText, notes_in, sentinel
from tests.rendering.shape import Shape

_TO_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SHORTEST_CUT = 40
_NOT_FIRST = "，。；：、！？）》”’」』〉)]％%,.;:"
_UNBROKEN = re.compile(r"[0-9A-Za-z/().\-]+[\ue000-\uf8ff]?|.[\ue000-\uf8ff]?", re.DOTALL)
_HAN, _WORDS = re.compile(r"[\u3400-\u9fff]"), re.compile(r"\S+|\s+")
_DIGITS_IN_CHINESE = re.compile(r"(?<=[\u3400-\u9fff])(?=[0-9])|(?<=[0-9])(?=[\u3400-\u9fff])")


def set_text(text: PrintedText, shape: Shape) -> str:
    """The whole text."""
    paragraphs = list(text.paragraphs)
    if shape.spaced_digits:
        paragraphs = [Printed(one.place, spaced_digits(one.text)) for one in paragraphs]
    pages = list(_pages(paragraphs, shape))
    out: list[str] = []
    shown: set[int] = set()
    for number, page in enumerate(pages, start=1):
        if number > 1:
            out += ["\f" if shape.form_feed else "", "", *_head(text, shape)]
        notes = [note for note in dict.fromkeys(notes_in("\n".join(page))) if note not in shown]
        shown |= set(notes)
        out += page
        out += _foot(notes, text.footnotes, shape)
        out += _page_number(shape, number, len(pages))
    left = [note for note in range(len(text.footnotes)) if note not in shown]
    out += _foot(left, text.footnotes, shape)
    whole = "\n".join(out) + "\n"
    for index, note in enumerate(text.footnotes):
        mark = _mark(note.number, shape)
        whole = whole.replace(sentinel(index), f"\n{mark}\n" if _is_apart(mark, shape) else mark)
    return _traditional().convert(whole) if shape.traditional else whole


def spaced_digits(text: str) -> str:
    """The text with blanks beside digits."""
    return _DIGITS_IN_CHINESE.sub(" ", text)


def _is_apart(mark: str, shape: Shape) -> bool:
    """Whether a mark is set on a line of its own, as some programs take it out of its line."""
    return shape.mark_on_own_line and shape.width is not None and mark[0] in "⁰¹²³⁴⁵⁶⁷⁸⁹"


@lru_cache(maxsize=1)
def _traditional() -> OpenCC:
    return OpenCC("s2t")


def _pages(paragraphs: list[Printed], shape: Shape) -> Iterator[list[str]]:
    """The lines of each page; one that is full breaks off in the middle of a paragraph."""
    page: list[str] = []
    room = shape.page
    for paragraph, following in zip(paragraphs, [*paragraphs[1:], None], strict=True):
        for whole in _lines(paragraph, shape):
            line = whole
            if room is not None and not shape.width and columns(line) > room and len(line) > _SHORTEST_CUT:
                cut = _cut(line, room, shape)
                yield [*page, line[:cut]]
                page, room, line = [], shape.page or 0, line[cut:]
            page += [line, ""] if shape.double_spaced else [line]
            if room is not None:
                room -= columns(line)
                if room <= 0:
                    yield page
                    page, room = [], shape.page
        if _blank_after(paragraph, following, shape):
            page.append("")
    yield page


def _cut(line: str, room: int, shape: Shape) -> int:
    """Where a page breaks off in a line: never before a sign that cannot stand first, or inside a word."""
    done = 0
    for token in _tokens(line):
        is_behind_sign = line[:done].rstrip()[-1:] in tuple("，；。：、")
        is_place = done >= 20 and (shape.cut_behind_signs or not is_behind_sign)
        if is_place and columns(line[: done + len(token)]) > room:
            break
        done += len(token)
    return done


def _blank_after(paragraph: Printed, following: Printed | None, shape: Shape) -> bool:
    if shape.double_spaced or not shape.blank_between:
        return False
    is_row = paragraph.place == "row" and following is not None and following.place == "row"
    is_run = (
        shape.run_together and following is not None and {paragraph.place, following.place} == {"numbered"}
    )
    return not is_row and not is_run


def _lines(paragraph: Printed, shape: Shape) -> Iterator[str]:
    indented = paragraph.place in ("paragraph", "numbered", "formula")
    text = (shape.indent if indented else "") + paragraph.text
    if shape.width is None or paragraph.place == "row":
        yield text
        return
    line = ""
    for token in _tokens(text):
        if line and columns(line) + columns(token) > shape.width and token[0] not in _NOT_FIRST:
            yield line.rstrip(" ")
            line = token.lstrip(" ")
        else:
            line += token
    yield line.rstrip(" ")


def _tokens(text: str) -> list[str]:
    """What a line is not broken in: a character of Chinese or a word, with its footnote's mark."""
    return _UNBROKEN.findall(text) if _HAN.search(text) else _WORDS.findall(text)


def columns(text: str) -> int:
    """The width of a text; marks of footnotes have none."""
    return sum(
        0 if "\ue000" <= char <= "\uf8ff" else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def _mark(number: str, shape: Shape) -> str:
    if not number.isdigit() or shape.marks == "plain":
        return number
    return number.translate(_TO_RAISED) if shape.marks == "raised" else f"[{number}]"


def _head(text: PrintedText, shape: Shape) -> list[str]:
    symbol, title = text.symbol, text.title
    lines = {
        "none": [],
        "symbol_title": [f"{symbol}    {title}".strip()],
        "title_symbol": [f"{title} {symbol}".strip()],
        "symbol": [symbol],
    }[shape.running_head]
    return [*lines, *([""] if lines else [])]


def _foot(notes: list[int], footnotes: Sequence[Footnote], shape: Shape) -> list[str]:
    if not notes:
        return []
    gap = [] if shape.blank_between is False and not shape.double_spaced else [""]
    lines = ["", *(["__________________", *gap] if shape.rule else [])]
    for note in notes:
        footnote = footnotes[note]
        words = f"{_mark(footnote.number, shape)} {footnote.text}"
        if shape.spaced_digits:
            words = spaced_digits(words)
        for line in _lines(Printed("paragraph", words), shape):
            lines += [line, *([""] if shape.double_spaced else [])]
        lines += [] if shape.double_spaced else gap
    if shape.addresses:
        links = [link.href for note in notes for link in footnotes[note].links]
        lines += [*dict.fromkeys(links), ""]
    return lines


def _page_number(shape: Shape, number: int, pages: int) -> list[str]:
    lines = {
        "none": "",
        "job": f"22-28954 {number}/{pages}",
        "job_behind": f"{number}/{pages} 22-28954",
        "alone": str(number),
        "dashes": f"- {number} -",
        "of_pages": f"{number}/{pages}",
        "chinese": f"第 {number} 页，共 {pages} 页",
    }
    return ["", lines[shape.page_number], ""] if lines[shape.page_number] else [""]
