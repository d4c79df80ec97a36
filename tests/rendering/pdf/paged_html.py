"""Sets printed paragraphs as pages in HTML and CSS, in the layout of the United Nations' documents."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from app.domain.resolution import Footnote
from tests.rendering.pdf.look import Look
from tests.rendering.printed import Printed, PrintedText, notes_in, sentinel
from tests.rendering.shape import Shape

SHAPE = Shape(bold=True, cell_sign="\x1f", marks_in_tables=True)
"""What is printed: verbs are marked, cells are apart."""

_LABEL = re.compile(r"(?P<label>\d{1,3}\.|\([^()]{1,4}\)|[㈠-㈩]|–) ?")
_RIGHT = re.compile(r"Distr\..*|\d{1,2} [A-Z][a-z]+ \d{4}|Chinese|English|Original:.*")
_CENTRED = re.compile(
    r"\d{4}年.*决议|\[根据.*|.*通过的决议|安全理事会.*通过|Resolution adopted by.*|\[(?:on|without) .*|Adopted by the Security.*"
)
_TITLE = re.compile(
    r"(?:E?S-)?\d+/\d+(?: [A-Z])?\.|第\d+\(\d+\)号|.*决议草案|.*(?:决议|决定)\d|Resolution \d+ \(|.*draft resolution$"
)
_JOB = "22-28954"


class PagedHtml:
    """Makes one page of HTML. `has_floats`: the program sets footnotes at the foot of pages; else they end the text."""

    def __init__(self, text: PrintedText, look: Look, *, has_floats: bool) -> None:
        self._text, self._look, self._has_floats = text, look, has_floats
        self._shown: set[int] = set()

    def whole(self) -> str:
        """The whole page."""
        body = "".join(self._body())
        left = [index for index in range(len(self._text.footnotes)) if index not in self._shown]
        body += (
            "".join(f"<p>{self._float(index)}</p>" for index in left)
            if self._has_floats
            else self._end_notes()
        )
        style = f"<style>{self._style()}</style>"
        return f'<!doctype html><html lang="zh-CN"><meta charset="utf-8">{style}<body>{body}</body></html>'

    def _body(self) -> Iterator[str]:
        heads = [one for one in self._text.paragraphs if one.place == "head"]
        first = next(
            (index for index, one in enumerate(heads) if _TITLE.match(one.text)),
            len(heads),
        )
        yield from self._cover([one.text for one in heads[:first]])
        yield f'<div class="text {"columns" if self._look.columns > 1 else ""}">'
        rest = [*heads[first:], *self._text.paragraphs[len(heads) :]]
        if any(one.place == "head" for one in self._text.paragraphs[len(heads) :]):
            rest = list(self._text.paragraphs[first:])
        for is_row, some in groupby(rest, key=lambda one: one.place == "row"):
            group = list(some)
            yield from self._table(group) if is_row else map(self._paragraph, group)
        yield "</div>"

    def _cover(self, lines: Sequence[str]) -> Iterator[str]:
        if not self._look.cells_on_cover:
            yield "".join(f'<p class="cover">{escape(line)}</p>' for line in lines)
            return
        centred = [line for line in lines if _CENTRED.fullmatch(line)]
        right = [line for line in lines if _RIGHT.fullmatch(line)]
        left = [line for line in lines if line not in right and line not in centred]
        if left[:1] in (["联合国"], ["United Nations"]) and left[1:2] == [self._text.symbol]:
            yield f'<table class="cover top"><tr><td>{left[0]}</td><td class="symbol">{escape(left[1])}</td></tr></table>'
            left = left[2:]
        cells = ["".join(f"<p>{escape(line)}</p>" for line in some) for some in (left, right)]
        yield f'<table class="cover"><tr><td class="left">{cells[0]}</td><td>{cells[1]}</td></tr></table>'
        yield "".join(f'<p class="centred">{escape(line)}</p>' for line in centred)

    def _table(self, rows: Sequence[Printed]) -> Iterator[str]:
        yield '<table class="ruled">'
        for row in rows:
            cells = "".join(f"<td>{self._words(cell)}</td>" for cell in row.cells)
            yield f"<tr>{cells}</tr>"
        yield "</table>"

    def _paragraph(self, one: Printed) -> str:
        if one.place in ("head", "title", "heading"):
            opens = ' style="break-before: page"' if one.text.startswith(("附件", "Annex")) else ""
            return f'<p class="heading"{opens}>{self._words(one.text)}</p>'
        found = _LABEL.match(one.text) if one.place != "closing" else None
        if found is None:
            return f'<p class="{one.place}">{self._words(one.text)}</p>'
        label = escape(found["label"])
        is_point = not found["label"][0].isdigit()
        name = f"{'point' if is_point else 'numbered'}{' hang' if self._look.hanging else ''}"
        return (
            f'<p class="{name}"><span class="label">{label}</span>{self._words(one.text[found.end() :])}</p>'
        )

    def _words(self, text: str) -> str:
        tag = {"bold": "b", "own_font": "i", "plain": "span"}[self._look.verbs]
        words = re.sub(r"\*\*([\u3400-\u9fff]{1,20}[：，]?)\*\*", rf"<{tag}>\1</{tag}>", escape(text))
        words = re.sub(r"\*\*([A-Z][^*<>]{1,90})\*\*", r"<em>\1</em>", words)
        for index in notes_in(words):
            words = words.replace(sentinel(index), self._mark(index))
        return words

    def _mark(self, index: int) -> str:
        is_first = index not in self._shown
        self._shown.add(index)
        number = escape(self._text.footnotes[index].number)
        return self._float(index) if is_first and self._has_floats else f"<sup>{number}</sup>"

    def _float(self, index: int) -> str:
        note = self._text.footnotes[index]
        return f'<span class="note" data-n="{escape(note.number)}">{escape(note.text)}</span>'

    def _end_notes(self) -> str:
        def item(note: Footnote) -> str:
            return f'<p class="endnote"><sup>{escape(note.number)}</sup> {escape(note.text)}</p>'

        notes = "".join(map(item, self._text.footnotes))
        return f'<hr class="notes">{notes}' if notes else ""

    def _style(self) -> str:
        look = self._look
        family = "'Noto Sans CJK SC'" if look.sans else "'Noto Serif CJK SC'"
        other = "'Noto Serif CJK SC'" if look.sans else "'Noto Sans CJK SC'"
        page = {
            "job": f'"{_JOB} " counter(page) "/" counter(pages)',
            "of_pages": 'counter(page) "/" counter(pages)',
            "alone": "counter(page)",
            "dashes": '"- " counter(page) " -"',
        }[look.foot]
        symbol, title = (_css(one) for one in (self._text.symbol, self._text.title))
        rule = "border-bottom: 0.5pt solid; " if look.head_rule else ""
        small = f"font: {look.size - 1}pt {family}"
        centre = look.foot in ("alone", "dashes")
        sides = (
            f"@page {{ size: {look.page}; margin: {look.margin}pt; "
            + (f"@bottom-center {{ content: {page}; {small} }}" if centre else "")
            + "@footnote { border-top: 0.5pt solid; margin-top: 8pt; padding-top: 3pt } } "
        )
        for side, (first, second), corner in (
            ("right", (title, symbol), "right"),
            ("left", (symbol, title), "left"),
        ):
            foot = "" if centre else f"@bottom-{corner} {{ content: {page}; {small} }}"
            sides += (
                f"@page :{side} {{ @top-left {{ content: {first}; {rule}{small}; text-align: left; width: {'75%' if side == 'right' else '25%'} }}"
                f"@top-right {{ content: {second}; {rule}{small}; text-align: right; width: {'25%' if side == 'right' else '75%'} }} {foot} }}"
            )
        sides += "@page :first { @top-left { content: none } @top-right { content: none } }"
        indent = "2em" if look.indent else "0"
        return sides + (
            f"body {{ font: {look.size}pt/{look.leading} {family}; text-align: {'justify' if look.justify else 'left'}; margin: 0 }}"
            f"p {{ margin: 0 0 {look.gap}pt; text-indent: {indent} }}"
            f".cover, .cover p {{ text-indent: 0; margin: 0; text-align: left }} table.cover {{ width: 100%; border-collapse: collapse; margin-bottom: 10pt }}"
            f"table.top td {{ border-bottom: 1pt solid; font-size: {look.size + 3}pt }}"
            f".symbol {{ text-align: right }} .left {{ width: 62% }} td {{ vertical-align: top; padding: 0 }}"
            f".ruled {{ border-collapse: collapse; margin: 6pt 0 }} .ruled td {{ border: 0.5pt solid; padding: 2pt 4pt; text-align: left }}"
            f".centred, .heading {{ text-align: center; text-indent: 0; margin: 10pt 0 10pt }} .heading {{ font-weight: bold; break-after: avoid }}"
            f".label {{ display: inline-block; min-width: 2.2em; text-indent: 0 }} .hang {{ text-indent: -2.2em; padding-left: 2.2em }}"
            f".point {{ margin-left: 2em }} .columns {{ columns: {look.columns}; column-gap: 18pt }}"
            f"i {{ font-style: normal; font-family: {other} }}"
            f".closing {{ text-align: left; text-indent: 0 }}"
            f".note {{ float: footnote; font-size: {look.note_size}pt; line-height: 1.4; font-weight: normal; text-align: left; text-indent: 0; font-style: normal }}"
            ".note::footnote-call { content: attr(data-n); font-size: 65%; vertical-align: super; line-height: 0 }"
            ".note::footnote-marker { content: attr(data-n) ' '; font-size: 65%; vertical-align: super; line-height: 0 }"
            "sup { font-size: 65%; line-height: 0; font-weight: normal }"
            f".endnote {{ font-size: {look.note_size}pt; line-height: 1.4; text-indent: 0; text-align: left; margin-bottom: 2pt }}"
            "hr.notes { width: 30%; margin: 12pt auto 4pt 0; border: 0; border-top: 0.5pt solid }"
        )


def _css(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
