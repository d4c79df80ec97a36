"""The main part of a Word file: cover, text, votes, notes, running heads."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from random import Random

from app.domain.organs import Names
from app.domain.resolution import Link, Resolution
from app.domain.text import Span
from tests.rendering.docx.markup import Element, box, paragraph, run, w
from tests.rendering.docx.numbers import LEVEL_OF_STYLE, RINGS, Numberer
from tests.rendering.docx.package import Package, styles
from tests.rendering.docx.running_heads import heads_and_feet
from tests.rendering.docx.runs import RunSetter, Words
from tests.rendering.docx.shape import WordShape
from tests.rendering.docx.tables import grid, set_closing, table
from tests.rendering.pages import spaced_digits
from tests.rendering.printed import Printed, PrintedText, notes_in, printed

_STYLES = {
    "head": "Normal",
    "title": "Title1",
    "formula": "Single",
    "paragraph": "Single",
    "numbered": "Single",
    "heading": "Section",
    "closing": "Closing",
}
_SHORT = 30


def set_document(parts: Sequence[Resolution], shape: WordShape, names: Names) -> bytes:
    """A Word file of a document, or of several that are the lettered parts of one text."""
    return _Setter(printed(parts, shape.words, names), shape).bytes()


class _Setter:
    def __init__(self, text: PrintedText, shape: WordShape) -> None:
        self._text, self._shape = text, shape
        self._package, self._numbers = Package(), Numberer()
        self._random = Random(f"{shape.seed} document")  # noqa: S311  nothing is secret here
        self._kind = "endnote" if shape.endnotes else "footnote"
        self._counted = _first_number(text)
        self._marked: list[int] = []
        self._runs = RunSetter(shape, self._mark, self._package.link)
        self._notes = RunSetter(shape, self._mark, lambda _: "")
        self._labels: dict[int, str] = {}

    def bytes(self) -> bytes:
        """The bytes of the file."""
        body = w("body", *self._cover())
        if self._shape.columns > 1:
            body.append(w("p", w("pPr", self._section())))
        body.extend(self._paragraphs())
        left = [index for index in range(len(self._text.footnotes)) if index not in self._marked]
        body.extend(paragraph("Single", self._mark(index)) for index in left)
        level = LEVEL_OF_STYLE if self._shape.level_in_style else None
        self._package.add("styles.xml", "styles", styles(level_in_style=level))
        self._package.add("numbering.xml", "numbering", self._numbers.part())
        self._package.add(f"{self._kind}s.xml", f"{self._kind}s", self._note_part())
        self._package.add("settings.xml", "settings", self._settings())
        body.append(self._section() if self._shape.columns == 1 else self._columns())
        return self._package.written(w("document", body))

    def _cover(self) -> Iterator[Element]:
        lines = [one.text for one in self._text.paragraphs if one.place == "head"]
        if self._shape.boxes:
            yield paragraph("Normal", box("Please recycle" if "United Nations" in lines else "请回收", 1))
        named = next((one for one in ("联合国", "United Nations") if one in lines), None)
        if self._shape.cover == "lines" or named is None:
            yield from (paragraph("Normal", *self._plain(line)) for line in lines)
            return
        place = next((index for index, line in enumerate(lines) if "Original" in line), 1) + 1
        symbol, facts = lines[1], lines[2:place]
        organ, rest = lines[place], lines[place + 1 :]
        rows: list[list[list[str]]] = [] if self._shape.cover == "header" else [[[named], [symbol]]]
        rows.append([[organ], facts or [""]])
        yield table(rows, "Organ", is_ruled=self._shape.ruled)
        yield from (paragraph("Normal", *self._plain(line)) for line in rest)

    def _plain(self, text: str) -> list[Element]:
        return self._runs.runs(Words(text))

    def _paragraphs(self) -> Iterator[Element]:
        body = [one for one in self._text.paragraphs if one.place != "head"]
        # The rows of a table come together; so do the closing lines, which hold the votes.
        for (place, _), group in groupby(
            body, key=lambda one: (one.place, id(one.unit) if one.place == "row" else 0)
        ):
            some = list(group)
            if place == "row":
                yield self._rows(some)
            elif place == "closing":
                yield from self._closing(some)
            else:
                for one in some:
                    yield from self._in_control(self._paragraph(one))
        if self._shape.rule_at_end:
            yield paragraph("Centred", run("_______________"))

    def _in_control(self, element: Element) -> Iterator[Element]:
        if self._shape.controls and self._random.random() < 0.2:
            tag = w("sdtPr", w("alias", val="段落"), w("id", val=self._random.randint(1, 10**6)))
            yield w("sdt", tag, w("sdtContent", element))
        else:
            yield element

    def _paragraph(self, one: Printed) -> Element:
        style, unit = _STYLES[one.place], one.unit
        label = one.text[: one.label]
        listed = self._listed(one, label)
        start = one.label if listed is not None else 0
        bold: Span = (0, 0)
        links: tuple[Link, ...] = ()
        if unit is not None:
            moved = _with_marks(one.text, one.label, start)
            bold = moved(unit.verb_start, unit.verb_end) if unit.verb else bold
            links = tuple(
                Link(*moved(link.start, link.end), link.href)
                for link in unit.links
                if link.href.startswith("http")
            )
        text = one.text[start:]
        if self._shape.words.spaced_digits and not links:
            text, bold = spaced_digits(text), bold if text == spaced_digits(text) else (0, 0)
        runs = self._runs.runs(Words(text, bold, links))
        if listed is not None and listed.tag.endswith("}pStyle"):
            return w("p", w("pPr", listed), *runs)
        return paragraph(style, *runs, **({"list": listed} if listed is not None else {}))

    def _listed(self, one: Printed, label: str) -> Element | None:
        """The list that prints the label of a paragraph; None where the label is typed."""
        unit, bare = one.unit, label.strip()
        if unit is None or not bare:
            return None
        how = self._shape.points if unit.depth else self._shape.numbers
        is_typed = how == "typed" or (how == "mixed" and self._random.random() < 0.3)
        if is_typed or (bare[0] in RINGS and not self._shape.ring_lists):
            return None
        before, self._labels[unit.depth] = self._labels.get(unit.depth), bare
        is_operative = not unit.depth and unit.kind == "operative"
        if self._shape.level_in_style and is_operative and bare == f"{self._numbers.next_of_style}.":
            self._numbers.next_of_style += 1
            return w("pStyle", val="Operative")
        return self._numbers.take(bare, unit.depth, before)

    def _rows(self, rows: list[Printed]) -> Element:
        made = []
        for row in rows:
            cells = row.unit.rows[rows.index(row)] if row.unit else ()
            made.append(
                w(
                    "tr",
                    *(
                        w(
                            "tc",
                            w("tcPr", w("gridSpan", val=cell.columns)) if cell.columns > 1 else None,
                            paragraph("Normal", *self._plain(text)),
                        )
                        for cell, text in zip(cells, row.cells, strict=True)
                    ),
                )
            )
        columns = max(
            sum(cell.columns for cell in row) for row in (rows[0].unit.rows if rows[0].unit else ())
        )
        return w("tbl", w("tblPr", w("tblStyle", val="TableGrid")), grid(columns), *made)

    def _closing(self, lines: list[Printed]) -> Iterator[Element]:
        """Date, meeting, adoption and votes."""
        for line in set_closing([line.text for line in lines], self._shape.votes):
            if isinstance(line, str):
                style = "Closing" if len(line) < _SHORT else "Single"
                yield paragraph(style, *self._plain(line))
            else:
                yield table(line, is_ruled=self._shape.ruled)

    def _mark(self, index: int) -> Element:
        raised = w("rStyle", val="FootnoteReference")
        if index in self._marked:
            return run(self._text.footnotes[index].number, w("vertAlign", val="superscript"))
        self._marked.append(index)
        tag, number = f"{self._kind}Reference", index + 2
        if self._counted is not None:
            return w("r", w("rPr", raised), w(tag, id=number))
        label = self._text.footnotes[index].number
        return w("r", w("rPr", raised), w(tag, customMarkFollows=1, id=number), w("t", label))

    def _note_part(self) -> Element:
        separators = [
            w(self._kind, w("p", w("r", w(tag))), type=tag, id=number)
            for number, tag in ((0, "separator"), (1, "continuationSeparator"))
        ]
        notes = []
        for index, note in enumerate(self._text.footnotes):
            raised = w("rStyle", val="FootnoteReference")
            own = (
                w("r", w("rPr", raised), w(f"{self._kind}Ref"))
                if self._counted is not None
                else run(note.number, w("vertAlign", val="superscript"))
            )
            words = self._notes.runs(Words(note.text))
            notes.append(w(self._kind, paragraph("FootnoteText", own, run("\t"), *words), id=index + 2))
        return w(f"{self._kind}s", *separators, *notes)

    def _settings(self) -> Element:
        return w("settings", w("evenAndOddHeaders") if self._shape.odd_and_even else None)

    def _section(self) -> Element:
        heads = heads_and_feet(self._package, self._text, self._shape)
        return w("sectPr", *heads, self._counting(), *_page(), w("titlePg"))

    def _columns(self) -> Element:
        """The section below the cover, with the running heads of the one before."""
        columns = w("cols", num=self._shape.columns, space=360)
        return w("sectPr", self._counting(), w("type", val="continuous"), *_page(), columns)

    def _counting(self) -> Element:
        return w(f"{self._kind}Pr", w("numFmt", val="decimal"), w("numStart", val=self._counted or 1))


def _page() -> tuple[Element, Element]:
    margins = {"top": 1440, "right": 1742, "bottom": 1440, "left": 1742, "header": 720, "footer": 720}
    return w("pgSz", w=12240, h=15840), w("pgMar", **margins, gutter=0)


def _with_marks(text: str, label: int, start: int) -> Callable[[int, int], Span]:
    """From a span in the words of a unit to the one in its printed text from `start` on, with label and marks; it
    ends before a mark."""
    places = [index for index, char in enumerate(text) if not "\ue000" <= char <= "\uf8ff"][label:]

    def moved(first: int, last: int) -> Span:
        return places[first] - start, places[last - 1] + 1 - start

    return moved


def _first_number(text: PrintedText) -> int | None:
    """The first number of footnotes that count without a gap in the order of their marks, else None."""
    printed_marks = notes_in("".join("".join(one.cells) or one.text for one in text.paragraphs))
    marked = list(dict.fromkeys(printed_marks))
    order = marked + [index for index in range(len(text.footnotes)) if index not in marked]
    numbers = [text.footnotes[index].number for index in order]
    first = int(numbers[0]) if numbers and numbers[0].isdigit() else 1
    counted = [str(first + index) for index in range(len(numbers))]
    return first if numbers == counted and order == sorted(order) else None
