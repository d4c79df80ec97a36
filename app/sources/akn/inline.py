"""The text of an element on one line, with the offsets of footnotes, links and bold words."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from app.domain.characters import with_common_characters
from app.domain.resolution import Link, NoteMark
from app.domain.text import Span
from app.sources.akn.parsing import name, words
from app.sources.blocks import Note, RichText
from app.sources.packs import LanguagePack

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_BLANKS = re.compile(r"\s+")
_LATIN = re.compile(r"[0-9A-Za-z]")
_RAISED = re.compile(r"\s*(?P<first>\d+|[a-z])(?:\s*(?:(?P<range>[-–])|[、,，])\s*(?P<last>\d+))?\s*")
_LONGEST_RANGE = 50
UNMARKED = "unmarked"
"""The class of a footnote that no mark leads to, in our files."""
_CLOSES = ",.;:)]”’"
"""Punctuation that no blank stands before."""


@dataclass(slots=True)
class RawText:
    """The text of an element as in the source, including blanks; offsets in characters.

    `bold` are the words in the type that sets verbs off.
    `legend` is the superscript number or letter at the beginning of the text, which makes it a footnote.
    """

    pack: LanguagePack
    text: str = ""
    marks: list[tuple[int, str]] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    bold: list[Span] = field(default_factory=list)
    emphasised: list[Span] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    legend: str | None = None

    @property
    def indent(self) -> int:
        """The number of tabs before the text."""
        return len(self.text) - len(self.text.lstrip("\t"))

    @property
    def is_emphasised(self) -> bool:
        """Whether the whole text is bold or italic."""
        rest = "".join(self.text[start:end] for start, end in _between(self.emphasised, len(self.text)))
        return bool(self.text.strip()) and not rest.strip("\t\n\r ，,")

    def behind(self, prefix: str) -> "RawText":
        """The text after a number that is not a known label, without links and bold words."""
        marks = [(at + len(prefix), number) for at, number in self.marks]
        return RawText(self.pack, prefix + self.text.lstrip(), marks, notes=self.notes)

    def cleaned(self, start: int = 0) -> RichText:
        """The text from an offset on, on one line, without the blanks that merely break lines."""
        kept = [
            (first, last, " " if blank else self.text[first:last]) for first, last, blank in self._kept(start)
        ]
        text = with_common_characters("".join(piece for _, _, piece in kept))
        places = _OffsetMap(kept)
        return RichText(
            text,
            tuple(NoteMark(number, places.of(offset)) for offset, number in self.marks),
            tuple(
                Link(places.of(first), places.of(last), href)
                for first, last, href in _joined(self.links)
                if places.of(first) < places.of(last)
            ),
            tuple(_merged((places.of(first), places.of(last)) for first, last in self.bold)),
        )

    def _kept(self, start: int) -> Iterator[tuple[int, int, bool]]:
        """The stretches of text that are kept, and the blanks between them that are kept as one."""
        if self.pack.keeps_blanks:
            if start < len(self.text):
                yield start, len(self.text), False
            return
        done = start
        marked = {offset for offset, _ in self.marks}
        for blank in (*_BLANKS.finditer(self.text, start), None):
            first, last = blank.span() if blank else (len(self.text), len(self.text))
            if done < first:
                yield from self._visible(done, first)
            if blank and first > start and last < len(self.text) and self._separates(first, last, marked):
                yield first, last, True
            done = last

    def _visible(self, first: int, last: int) -> Iterator[tuple[int, int, bool]]:
        for hidden in (*_INVISIBLE.finditer(self.text, first, last), None):
            end = hidden.start() if hidden else last
            if first < end:
                yield first, end, False
            first = hidden.end() if hidden else last

    def _separates(self, first: int, last: int, marked: set[int]) -> bool:
        """Whether a blank belongs to the text: not between Chinese characters, at a line end, or beside a
        footnote mark."""
        before, after = self.text[first - 1], self.text[last]
        has_mark = any(offset in marked for offset in range(first, last + 1))
        if self.pack.unspaced is None:
            return not (has_mark and after in _CLOSES)
        unspaced = self.pack.unspaced.match
        is_latin = bool(_LATIN.match(before) and _LATIN.match(after))
        if "\n" in self.text[first:last] or has_mark:
            return is_latin or not (unspaced(before) or unspaced(after))
        return not (unspaced(before) and unspaced(after))


class _OffsetMap:
    """Map from offsets in the source to offsets in the clean text."""

    def __init__(self, kept: list[tuple[int, int, str]]) -> None:
        self._starts = [first for first, _, _ in kept]
        self._kept = kept
        self._at = [0]
        for _, _, piece in kept:
            self._at.append(self._at[-1] + len(piece))

    def of(self, offset: int) -> int:
        """The offset in the clean text; for a removed character, that of the next one."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return 0
        first, _, piece = self._kept[index]
        return self._at[index] + min(offset - first, len(piece))


def raw_of(
    element: etree._Element, pack: LanguagePack, note_numbers: frozenset[str] = frozenset()
) -> RawText:
    """Read the text of an element; `note_numbers` are the footnotes that a superscript may refer to."""
    raw = RawText(pack)
    _read(element, raw, note_numbers, is_top=True)
    return raw


def note_of(element: etree._Element, pack: LanguagePack) -> Note:
    """A footnote, without the number that some repeat at its beginning."""
    number = element.get("marker", "").strip() or "*"
    content = raw_of(element, pack, frozenset({number})).cleaned()
    again = re.match(rf"{re.escape(number)}(?=[^0-9./])\s*", content.text)
    return Note(number, content.from_(again.end()) if again else content, element.get("eId"))


def note_numbers(root: etree._Element) -> frozenset[str]:
    """What a superscript in a file may refer to: its footnotes, and the legends of its tables."""
    markers = {note.get("marker", "") for note in root.iter("{*}authorialNote")}
    raised = {words(sup).strip() for sup in root.iter("{*}sup")}
    return frozenset(markers | {letter for letter in raised if re.fullmatch("[a-z]", letter)})


def plain_text(element: etree._Element | None, pack: LanguagePack) -> str:
    """The text of an element on one line, without footnotes; empty for None."""
    return raw_of(element, pack).cleaned().text if element is not None else ""


def _read(element: etree._Element, raw: RawText, numbers: frozenset[str], *, is_top: bool = False) -> None:
    kind, start = name(element), len(raw.text)
    if kind in ("authorialNote", "noteRef") and not is_top:
        _read_mark(element, raw)
        return
    if kind == "embeddedStructure":
        return
    if kind == "sup" and (raised := _raised(element, numbers)):
        if raw.text.strip():
            raw.marks += [(start, number) for number in raised]
        else:
            raw.legend = raised[0]
        return
    if kind == "eol" or (kind == "p" and raw.text):
        raw.text += "\n"
    raw.text += element.text or ""
    for child in element:
        _read(child, raw, numbers)
        raw.text += child.tail or ""
    end = len(raw.text)
    if kind == "a":
        raw.links.append((start, end, element.get("href", "")))
    if kind == "span" and raw.pack.paragraphs.set_off in element.get("class", ""):
        raw.bold.append((start, end))
    if kind == "span" and re.search("bold|italic", element.get("class", "")):
        raw.emphasised.append((start, end))


def _read_mark(element: etree._Element, raw: RawText) -> None:
    """A footnote where its mark stands; only our files have references to one, and footnotes that no mark leads to."""
    if element.get("class") != UNMARKED:
        raw.marks.append((len(raw.text), element.get("marker", "").strip() or "*"))
    if name(element) == "authorialNote":
        raw.notes.append(note_of(element, raw.pack))


def _raised(element: etree._Element, numbers: frozenset[str]) -> list[str]:
    """The footnotes that a superscript refers to: `4`, `7、8`, `1-17`; empty if it is not a mark."""
    found = _RAISED.fullmatch(words(element))
    if not found or found["first"] not in numbers:
        return []
    if not found["last"]:
        return [found["first"]]
    first, last = int(found["first"]), int(found["last"])
    if not found["range"]:
        return [str(first), str(last)]
    return [str(number) for number in range(first, min(last, first + _LONGEST_RANGE) + 1)]


def _joined(links: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """The links; adjacent links to one URL become one."""
    joined: list[tuple[int, int, str]] = []
    for start, end, href in links:
        if joined and joined[-1][1] == start and joined[-1][2] == href:
            joined[-1] = (joined[-1][0], end, href)
        else:
            joined.append((start, end, href))
    return joined


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans without empty ones; adjacent spans become one."""
    open_span: Span | None = None
    for start, end in spans:
        if open_span and open_span[1] == start:
            open_span = (open_span[0], end)
        elif start < end:
            if open_span:
                yield open_span
            open_span = (start, end)
    if open_span:
        yield open_span


def _between(spans: Iterable[Span], length: int) -> Iterator[Span]:
    """The stretches of a text of that length that are outside the spans."""
    done = 0
    for start, end in sorted(spans):
        if done < start:
            yield done, start
        done = max(done, end)
    if done < length:
        yield done, length
