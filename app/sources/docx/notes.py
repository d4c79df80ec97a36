"""Footnotes and endnotes: the number of each by the order of its marks (ECMA-376, part 1, 17.11)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from lxml import etree

from app.sources.docx.markup import W, child, value
from app.sources.docx.number_formats import formatted
from app.sources.safe_xml import name

_KINDS = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_UNREAD = frozenset({f"{W}del", f"{W}moveFrom"})
_DEFAULT_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}
_MOST_BEHIND = 4
"""How many elements behind a reference may hold its mark."""
_LONGEST_NUMBER = 6
"""In digits."""
_LONGEST_MARK = 10
"""In characters; what is longer behind a mark of its own is text."""

NoteKey = tuple[str, str]
"""`footnote` or `endnote`, and the identifier of the note."""


@dataclass(frozen=True)
class NoteNumbers:
    """The number of each note that is marked in the text, in the order of their marks.

    `custom` are those whose mark is typed behind the reference; `restarts_on_pages`: their true numbers depend on
    pages, which no Word file has.
    """

    numbers: Mapping[NoteKey, str]
    custom: frozenset[NoteKey]
    restarts_on_pages: bool

    @cached_property
    def told(self) -> frozenset[str]:
        """The numbers that a raised number may repeat."""
        return frozenset(self.numbers.values())


def note_numbers(document: etree._Element, settings: etree._Element | None) -> NoteNumbers:
    """Number the notes of a document as Word does."""
    sections = [_Section(one, settings) for one in document.iter(f"{W}sectPr")] or [_Section(None, settings)]
    found: dict[NoteKey, str] = {}
    custom: set[NoteKey] = set()
    counters: dict[str, int] = {}
    for section, element in _references(document):
        own = sections[min(section, len(sections) - 1)]
        kind = _KINDS[name(element)]
        key = (kind, value(element, "id") or "")
        if key in found or _is_unread(element):
            continue
        if typed := _typed_mark(element):
            custom.add(key)
            found[key] = typed
            continue
        scope = f"{kind} {section}" if own.told(kind, "numRestart") == "eachSect" else kind
        counters[scope] = counters.get(scope, own.start(kind) - 1) + 1
        found[key] = formatted(counters[scope], own.shape(kind)) or str(counters[scope])
    by_page = any(one.told(kind, "numRestart") == "eachPage" for one in sections for kind, _ in found)
    return NoteNumbers(found, frozenset(custom), by_page)


class _Section:
    """How notes count in a section."""

    def __init__(self, section: etree._Element | None, settings: etree._Element | None) -> None:
        self._sources = (section, settings)

    def told(self, kind: str, property_: str) -> str | None:
        """A property by the section, else by the settings of the document."""
        found = (value(child(source, f"{kind}Pr/{property_}")) for source in self._sources)
        return next((one for one in found if one), None)

    def start(self, kind: str) -> int:
        told = self.told(kind, "numStart") or ""
        return int(told) if told.isascii() and told.isdigit() and len(told) < _LONGEST_NUMBER else 1

    def shape(self, kind: str) -> str:
        return self.told(kind, "numFmt") or _DEFAULT_FORMATS[kind]


def _references(document: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """The marks of notes in order, each with the index of its section."""
    section, ends = 0, False
    for element in document.iter(f"{W}p", f"{W}footnoteReference", f"{W}endnoteReference", f"{W}sectPr"):
        if element.tag == f"{W}sectPr":
            # A section ends with the paragraph that holds its properties, before its words.
            ends = True
        elif element.tag == f"{W}p":
            section, ends = section + ends, False
        else:
            yield section, element


def _is_unread(element: etree._Element) -> bool:
    """Whether a mark was deleted, or stands in the second form of an alternate content."""
    return any(one.tag in _UNREAD or name(one) == "Fallback" for one in element.iterancestors())


def _typed_mark(reference: etree._Element) -> str | None:
    """The mark that is typed behind a reference: in its run, else the whole next run."""
    if value(reference, "customMarkFollows") not in ("1", "true", "on"):
        return None
    typed = "".join(_words_of(islice(reference.itersiblings(), _MOST_BEHIND)))
    run = reference.getparent()
    if not typed.strip() and run is not None:
        following = run.getnext()
        typed = "".join(_words_of(islice(following, _MOST_BEHIND))) if following is not None else ""
    return typed.strip()[:_LONGEST_MARK] or None


def _words_of(elements: Iterable[etree._Element]) -> Iterator[str]:
    for one in elements:
        if one.tag == f"{W}t":
            yield one.text or ""
        elif one.tag == f"{W}sym":
            yield "*"
