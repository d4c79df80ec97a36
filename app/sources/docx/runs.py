"""Reads the runs of a paragraph: words, marks, links; text boxes and breaks that stand in it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from app.sources.docx.fields import Fields
from app.sources.docx.findings import Findings
from app.sources.docx.markup import M, R, W, child, children, value
from app.sources.docx.notes import NoteNumbers
from app.sources.docx.styles import RunLook, Styles
from app.sources.docx.words import Words
from app.sources.safe_xml import name

_TO_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARK = re.compile(r"\d{1,3}|[*†‡]{1,3}|[a-z]")
_BETWEEN_MARKS = re.compile(r"[\s、,，]+")
_NUMBER_IN_PARTS, _LONGEST_NUMBER = re.compile(r"[0-9][./][0-9]{1,4}$"), 8
"""`3.3`, `70/1`: what is raised behind a number in parts is no exponent."""
_LETTER = re.compile(r"[0-9A-Za-z]")
_PLAIN = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011"}
"""Elements that stand for one character."""
_LARGE = 2_000_000
"""Width in English Metric Units (55 mm) from which a picture may hold words; emblems and bar codes are smaller."""
_PRIVATE = 0xF000
_SYMBOLS = {0xB7: "•", 0x2D: "-", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xA3: "≤", 0xB3: "≥"}
"""Characters of the font Symbol that have a common one, by code."""


@dataclass(slots=True)
class Source:
    """What the whole document shares while it is read."""

    styles: Styles
    notes: NoteNumbers
    findings: Findings = field(default_factory=Findings)
    fields: Fields = field(default_factory=Fields)


@dataclass(slots=True)
class Runs:
    """The content of a paragraph, and what else it holds: text boxes, page breaks before its words and in them."""

    words: Words = field(default_factory=Words)
    boxes: list[etree._Element] = field(default_factory=list)
    breaks_before: bool = False
    breaks_after: bool = False


def read_runs(paragraph: etree._Element, source: Source, hrefs: Mapping[str, str], place: str) -> Runs:
    """The content of a paragraph. `hrefs`: the addresses of its part's links, by relationship; `place`: where it
    stands, for messages."""
    reader = _Reader(source, hrefs, place)
    reader.read(paragraph, source.styles.run_of_paragraph(child(paragraph, "pPr")), None)
    return reader.runs


class _Reader:
    def __init__(self, source: Source, hrefs: Mapping[str, str], place: str) -> None:
        self._source, self._hrefs, self._place = source, hrefs, place
        self._skips_mark, self._typed_mark = False, ""
        self.runs = Runs()

    def read(self, parent: etree._Element, look: RunLook, href: str | None) -> None:
        """Read what a paragraph or a link holds."""
        fields = self._source.fields
        for kind, one in children(parent):
            if kind == "r":
                self._run(one, self._source.styles.run(child(one, "rPr"), look), href)
            elif kind == "hyperlink":
                self.read(one, look, self._hrefs.get(one.get(f"{R}id", "")) or href)
            elif kind == "fldSimple":
                fields.begin(value(one, "instr") or "")
                fields.separate()
                self.read(one, look, href)
                fields.end()
            elif kind in ("oMath", "oMathPara"):
                self._source.findings.add("formula", self._place)
                self._add("".join(piece.text or "" for piece in one.iter(f"{M}t")), look, href)

    def _run(self, run: etree._Element, look: RunLook, href: str | None) -> None:
        for kind, one in children(run):
            if kind == "ruby":
                for base in one.iterfind(f"{W}rubyBase/{W}r"):
                    self._run(base, self._source.styles.run(child(base, "rPr"), look), href)
            elif kind in ("footnoteReference", "endnoteReference"):
                self._reference(kind.removesuffix("Reference"), value(one, "id") or "")
            elif kind in ("fldChar", "instrText"):
                self._field(kind, one)
            elif kind in ("drawing", "pict", "object"):
                self._picture(one)
            elif kind == "br" and value(one, "type") in ("page", "column"):
                self._break()
            else:
                self._add(_character(kind, one), look, href)

    def _add(self, text: str, look: RunLook, href: str | None) -> None:
        if not text or not self._source.fields.is_printed:
            return
        if look.is_hidden:
            self._source.findings.counts["hidden"] += bool(text.strip())
            return
        typed, self._typed_mark = self._typed_mark, ""
        if self._skips_mark and text.strip():
            self._skips_mark, self._typed_mark = False, text.strip()
            return
        if len(typed) > 1 and text == typed:
            # LibreOffice saves a typed mark of several figures twice.
            return
        if look.is_raised or self._source.fields.within("NOTEREF"):
            if self._are_marks(text):
                for told in _MARK.findall(text):
                    self.runs.words.mark(told)
                return
            text = text.translate(_TO_RAISED)
        self.runs.words.add(text, look, self._source.fields.href or href)

    def _are_marks(self, text: str) -> bool:
        """Whether raised text refers to notes, as `7` or `7、8` does, or stands between marks; an exponent does not."""
        words = self.runs.words
        told = [one for one in _BETWEEN_MARKS.split(text) if one]
        is_behind_mark = bool(words.marks) and words.marks[-1].offset == len(words.text)
        if is_behind_mark and not told:
            return True
        is_exponent = _LETTER.match(words.text[-1:]) and not _NUMBER_IN_PARTS.search(
            words.text[-_LONGEST_NUMBER:]
        )
        if not told or (is_exponent and not is_behind_mark):
            return False
        return all(_MARK.fullmatch(one) and one in self._source.notes.told for one in told)

    def _reference(self, kind: str, identifier: str) -> None:
        key = (kind, identifier)
        found = self._source.notes.numbers.get(key)
        if found is None or not self._source.fields.is_printed:
            return
        self.runs.words.mark(found)
        self._skips_mark = key in self._source.notes.custom

    def _field(self, kind: str, one: etree._Element) -> None:
        fields = self._source.fields
        if kind == "instrText":
            fields.instruct(one.text or "")
            return
        step = value(one, "fldCharType")
        if step == "begin":
            fields.begin()
        elif step == "separate":
            fields.separate()
        elif step == "end" and (unread := fields.end()):
            self._source.findings.add("field", self._place, unread)

    def _break(self) -> None:
        if self.runs.words.is_empty:
            self.runs.breaks_before = True
        else:
            self.runs.words.text += "\n"
            self.runs.breaks_after = True

    def _picture(self, one: etree._Element) -> None:
        boxes = list(_outer_boxes(one))
        self.runs.boxes += boxes
        if not boxes and _is_large(one):
            self._source.findings.add("picture", self._place)
        self._source.findings.counts["picture"] += not boxes


def _character(kind: str, one: etree._Element) -> str:
    """What an element of a run prints; soft hyphens and what is not known print nothing."""
    if kind == "t":
        return one.text or ""
    if kind == "br":
        return "\n"
    return _symbol(one) if kind == "sym" else _PLAIN.get(kind, "")


def _symbol(one: etree._Element) -> str:
    """A character of a symbol font; one without a common form stays private, which is reported as unreadable."""
    told = value(one, "char") or ""
    code = int(told, 16) if re.fullmatch("[0-9A-Fa-f]{1,5}", told) else 0
    if value(one, "font") == "Symbol" and (known := _SYMBOLS.get(code % _PRIVATE)):
        return known
    return chr(code) if code >= ord(" ") and not 0xD800 <= code < 0xE000 else ""


def _outer_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The contents of text boxes that are in no other text box, each once though given in two ways."""
    for one in element:
        if one.tag == f"{W}txbxContent":
            yield one
        elif name(one) == "AlternateContent":
            first = next((form for form in one if name(form) == "Choice"), one)
            yield from _outer_boxes(first)
        else:
            yield from _outer_boxes(one)


def _is_large(element: etree._Element) -> bool:
    extents = (one for one in element.iter() if name(one) == "extent")
    widths = [one.get("cx", "") for one in extents]
    return any(width.isdigit() and int(width[:12]) >= _LARGE for width in widths)
