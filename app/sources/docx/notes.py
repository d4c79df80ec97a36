"""Footnotes and endnotes: the number of each by the order of its marks (ECMA-376, part 1, 17.11)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from app.sources.docx.markup import W, child, number, value
from app.sources.docx.number_formats import formatted
from app.sources.safe_xml import name

_KINDS = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_UNREAD = frozenset({f"{W}del", f"{W}moveFrom"})
_DEFAULT_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}
_LONGEST_MARK = 10
"""In characters; what is longer behind a mark of its own is text."""

NoteKey = tuple[str, str]
"""`footnote` or `endnote`, and the identifier of the note."""


@dataclass(frozen=True, slots=True)
class NoteNumbers:
    """The number of each note that is marked in the text, in the order of their marks.

    `custom` are those whose mark is typed behind the reference; `restarts_on_pages`: their true numbers depend on
    pages, which no Word file has.
    """

    numbers: Mapping[NoteKey, str]
    custom: frozenset[NoteKey]
    restarts_on_pages: bool

    def __contains__(self, number: object) -> bool:
        return number in self.numbers.values()


@dataclass(frozen=True, slots=True)
class _Counting:
    """How notes of a kind count."""

    shape: str
    start: int
    restart: str


def note_numbers(document: etree._Element, settings: etree._Element | None) -> NoteNumbers:
    """Number the notes of a document as Word does."""
    sections = list(document.iter(f"{W}sectPr"))
    found: dict[NoteKey, str] = {}
    custom: set[NoteKey] = set()
    counters: dict[str, int] = {}
    restarts = False
    section = 0
    for element in document.iter(f"{W}footnoteReference", f"{W}endnoteReference", f"{W}sectPr"):
        kind = _KINDS.get(name(element))
        if kind is None:
            section += 1
            counters = {
                one: count
                for one, count in counters.items()
                if _counting(one, sections, section, settings).restart != "eachSect"
            }
            continue
        key = (kind, value(element, "id") or "")
        if key in found or _is_unread(element):
            continue
        counting = _counting(kind, sections, section, settings)
        restarts = restarts or counting.restart == "eachPage"
        typed = _typed_mark(element)
        if typed:
            custom.add(key)
            found[key] = typed
            continue
        counters[kind] = counters.get(kind, counting.start - 1) + 1
        found[key] = formatted(counters[kind], counting.shape) or str(counters[kind])
    return NoteNumbers(found, frozenset(custom), restarts)


def _counting(
    kind: str, sections: Sequence[etree._Element], section: int, settings: etree._Element | None
) -> _Counting:
    own = child(sections[section], f"{kind}Pr") if section < len(sections) else None
    common = child(settings, f"{kind}Pr")

    def told(name_: str) -> etree._Element | None:
        found = child(own, name_)
        return found if found is not None else child(common, name_)

    start = number(told("numStart"))
    return _Counting(
        value(told("numFmt")) or _DEFAULT_FORMATS[kind],
        1 if start is None else start,
        value(told("numRestart")) or "continuous",
    )


def _is_unread(element: etree._Element) -> bool:
    """Whether a mark was deleted, or stands in the second form of an alternate content."""
    return any(one.tag in _UNREAD or name(one) == "Fallback" for one in element.iterancestors())


def _typed_mark(reference: etree._Element) -> str | None:
    """The mark that is typed behind a reference: in its run, else the whole next run."""
    if value(reference, "customMarkFollows") not in ("1", "true", "on"):
        return None
    typed = "".join(_words_of(reference.itersiblings()))
    run = reference.getparent()
    if not typed.strip() and run is not None:
        following = run.getnext()
        typed = "".join(_words_of(following)) if following is not None else ""
    return typed.strip()[:_LONGEST_MARK] or None


def _words_of(elements: Iterator[etree._Element] | etree._Element) -> Iterator[str]:
    for one in elements:
        if one.tag == f"{W}t":
            yield one.text or ""
        elif one.tag == f"{W}sym":
            yield "*"
