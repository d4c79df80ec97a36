"""A document as the bytes of a page, in its frame."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from tests.rendering.html.english import in_english, is_english
from tests.rendering.html.frames import modern_frame, old_frame
from tests.rendering.html.shape import PageShape
from tests.rendering.html.words import WordSetter
from tests.rendering.printed import Printed, PrintedText

_LISTS = ("赞成", "反对", "弃权", "未参加", "In favour", "Against", "Abstaining", "Not voting")


def set_page(text: PrintedText, shape: PageShape) -> bytes:
    """The page."""
    words = WordSetter(shape, text.footnotes)
    if shape.frame == "modern":
        body = "\n".join(_modern(text.paragraphs, words, shape)) + words.notes()
        page = modern_frame(text, body, shape)
    else:
        body = "".join(_old(text.paragraphs, words, shape)) + words.notes()
        page = old_frame(text, body, shape)
    if is_english(text):
        page = in_english(page)
    return page.encode(shape.encoding, "xmlcharrefreplace")


def _modern(paragraphs: Sequence[Printed], words: WordSetter, shape: PageShape) -> Iterator[str]:
    for kind, some in groupby(paragraphs, key=lambda one: _kind(one, shape)):
        group = list(some)
        if kind == "row":
            yield _table(group, words, '<table class="table">')
        elif kind == "list":
            yield from _list(group, words)
        elif kind == "votes" and shape.votes == "table":
            yield from _votes(group, words)
        else:
            yield from (_modern_line(one, words) for one in group)


def _kind(one: Printed, shape: PageShape) -> str:
    if one.place == "row":
        return "row"
    if one.place == "closing" and one.text.startswith(_LISTS) and shape.words.lists_inline:
        return "votes"
    is_point = one.unit is not None and one.unit.depth == 1 and (one.unit.number or "").isalpha()
    is_listed = one.place == "numbered" or (
        is_point and (one.unit.number or "").isascii() if one.unit else False
    )
    return "list" if shape.numbered_lists and is_listed and one.unit is not None else one.place


def _modern_line(one: Printed, words: WordSetter) -> str:
    text = words.paragraph(one)
    match one.place:
        case "heading":
            return f"<h3>{text}</h3>"
        case "title":
            return f"<h1>{text}</h1>"
        case "formula":
            return f"<p><em>{text}</em></p>"
        case "head":
            return f'<p style="text-align:center">{text}</p>'
        case _:
            return f"<p>{text}</p>"


def _list(group: Sequence[Printed], words: WordSetter) -> Iterator[str]:
    """Numbered paragraphs and their points as lists that the browser numbers, each begun where it must."""
    is_open = {"ol": False, "points": False}
    last, last_point = 0, ""
    for one in group:
        assert one.unit
        number = one.unit.number or ""
        if one.place == "numbered":
            if is_open["points"]:
                yield "</ol>"
                is_open["points"] = False
            if is_open["ol"] and int(number) != last + 1:
                yield "</li></ol>"
                is_open["ol"] = False
            yield "</li>" if is_open["ol"] else f'<ol start="{number}">'
            is_open["ol"], last = True, int(number)
            yield f"<li><p>{words.without_label(one)}</p>"
        elif (
            is_open["ol"]
            and len(number) == 1
            and (number == "a" if not is_open["points"] else ord(number) == ord(last_point) + 1)
        ):
            if not is_open["points"]:
                yield '<ol type="a">'
                is_open["points"] = True
            yield f"<li>{words.without_label(one)}</li>"
            last_point = number
        else:
            yield from ["</ol>"] if is_open["points"] else []
            yield from ["</li></ol>"] if is_open["ol"] else []
            is_open = {"ol": False, "points": False}
            yield f"<p>{words.paragraph(one)}</p>"
    yield from ["</ol>"] if is_open["points"] else []
    yield from ["</li></ol>"] if is_open["ol"] else []


def _votes(group: Sequence[Printed], words: WordSetter) -> Iterator[str]:
    yield '<table class="votes"><tbody>'
    for one in group:
        head, sign, names = one.text.partition("：" if "：" in one.text else ":")
        yield f"<tr><td>{words.words(head + sign)}</td><td>{words.words(names)}</td></tr>"
    yield "</tbody></table>"


def _table(group: Sequence[Printed], words: WordSetter, opening: str) -> str:
    rows = []
    for one in group:
        assert one.unit
        row = one.unit.rows[[id(other) for other in group if other.unit is one.unit].index(id(one))]
        cells = []
        for cell, text in zip(row, one.cells, strict=True):
            spans = (f' colspan="{cell.columns}"' if cell.columns > 1 else "") + (
                f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
            )
            tag = "th" if cell.is_head else "td"
            cells.append(f"<{tag}{spans}>{words.words(text)}</{tag}>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"{opening}{''.join(rows)}</table>"


def _old(paragraphs: Sequence[Printed], words: WordSetter, shape: PageShape) -> Iterator[str]:
    for is_row, some in groupby(paragraphs, key=lambda one: one.place == "row"):
        group = list(some)
        if is_row:
            yield _table(group, words, '<TABLE border=1 cellspacing=0 width="100%">')
        else:
            yield from (_old_line(one, words, shape) for one in group)


def _old_line(one: Printed, words: WordSetter, shape: PageShape) -> str:
    text = words.paragraph(one)
    if one.place in ("title", "heading"):
        text = f"<B>{text}</B>"
    if one.place in ("head", "title", "closing"):
        is_centred = one.place != "closing"
        opening = "<P>" if shape.breaks == "unclosed_p" else ""
        return f"<CENTER>{text}</CENTER>\n" if is_centred else f"{opening}{text}<BR>\n"
    indent = "&nbsp;&nbsp;&nbsp;&nbsp;" if one.place != "heading" else ""
    font = f'<FONT face="宋体" size="3">{indent}{text}</FONT>'
    return {
        "br": f"{font}<BR>\n",
        "br_br": f"{font}<BR><BR>\n",
        "p": f"<P>{font}</P>\n",
        "unclosed_p": f"<P>{font}\n",
    }[shape.breaks]
