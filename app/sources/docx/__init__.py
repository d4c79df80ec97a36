"""Reader of Word files (.docx, .docm, .dotx, .dotm): what Word prints, without what a typist only sees.

The state in which all changes are accepted is read; comments and hidden text are left out; both are said.
"""

import re
from collections.abc import Iterator

from lxml import etree

from app.domain.organs import Names
from app.domain.resolution import Problem
from app.sources import laid_out
from app.sources.docx.body import BodyReader
from app.sources.docx.markup import R, W, child, value
from app.sources.docx.notes import NoteKey, note_numbers
from app.sources.docx.numbering import Numbering
from app.sources.docx.package import Package, opened
from app.sources.docx.runs import Source
from app.sources.docx.styles import Styles
from app.sources.laid_out import LaidOutFurniture, LaidOutNote, LaidOutText
from app.sources.reading import Reading
from app.sources.rich_text import joined, part

FORMAT = "docx"

_CHANGES = {"del": "deleted", "ins": "inserted", "moveFrom": "moved"}
_PROPERTIES = frozenset({f"{W}rPr", f"{W}trPr", f"{W}numPr"})
"""Elements in which a change is one of properties, not of words."""


def read(data: bytes, stem: str, names: Names) -> tuple[Reading, ...] | Problem:
    """Read a Word file; `stem` is its file name without extension. One that is damaged, encrypted, too large or no
    resolution yields a Problem."""
    try:
        text = layout_of(data)
    except ValueError as error:
        return Problem("unreadable", str(error))
    return laid_out.read(text, stem, names)


def layout_of(data: bytes) -> LaidOutText:
    """All that a Word file prints; raises ValueError, with a reason in Chinese, if it cannot be read."""
    return _Document(opened(data)).laid_out()


class _Document:
    def __init__(self, package: Package) -> None:
        self._package = package
        root = package.part(package.main)
        body = child(root, "body")
        if root is None or body is None:
            raise ValueError("Word 文件里没有正文")
        self._root, self._body = root, body
        self._settings = self._related("settings")
        self._source = Source(Styles(self._related("styles")), note_numbers(root, self._settings))

    def laid_out(self) -> LaidOutText:
        """Read the main part, the notes, then running heads and feet."""
        reader = self._reader(self._package.main, Numbering(self._related("numbering")))
        reader.read(self._body)
        notes = tuple(self._notes())
        furniture = list(self._furniture())
        self._count_changes()
        findings = self._source.findings
        if not reader.paragraphs and findings.counts["picture"]:
            raise ValueError("文件里只有图片，没有文字，看来是扫描件：请先做文字识别（OCR）")
        return LaidOutText(
            tuple(reader.told_apart()),
            notes,
            (*reader.furniture, *furniture),
            tuple(one.text for one in furniture if one.why == _HEAD),
            tuple(findings.problems()),
        )

    def _related(self, kind: str) -> etree._Element | None:
        name = self._package.related(self._package.main, kind)
        return self._package.part(name) if name else None

    def _reader(self, name: str, numbering: Numbering) -> BodyReader:
        relations = self._package.relations(name)
        hrefs = {
            key: one.target for key, one in relations.items() if one.is_outside and one.kind == "hyperlink"
        }
        return BodyReader(self._source, numbering, hrefs)

    def _notes(self) -> Iterator[LaidOutNote]:
        """The notes that are marked, in the order of their marks."""
        found: dict[NoteKey, etree._Element] = {}
        readers: dict[str, BodyReader] = {}
        numbering = Numbering(self._related("numbering"))
        for kind in ("footnote", "endnote"):
            name = self._package.related(self._package.main, f"{kind}s")
            root = self._package.part(name) if name else None
            if name and root is not None:
                readers[kind] = self._reader(name, numbering)
                found |= {(kind, value(one, "id") or ""): one for one in root.findall(f"{W}{kind}")}
        for key, told in self._source.notes.numbers.items():
            place = f"脚注{told}"
            if key in found:
                yield self._note(readers[key[0]], found[key], told, place)
            else:
                self._source.findings.add("missing_note", place)
        if self._source.notes.restarts_on_pages:
            self._source.findings.add("page_numbered_notes", "全文")

    def _note(self, reader: BodyReader, element: etree._Element, told: str, place: str) -> LaidOutNote:
        reader.paragraphs.clear()
        reader.read(element)
        content = joined(("\n" if index else "", one.content) for index, one in enumerate(reader.paragraphs))
        start = _end_of_mark(content.text, told)
        return LaidOutNote(told, part(content, start, len(content.text)), place)

    def _furniture(self) -> Iterator[LaidOutFurniture]:
        used = self._used()
        for key, relation in self._package.relations(self._package.main).items():
            if relation.kind not in ("header", "footer") or key not in used:
                continue
            root = self._package.part(relation.target)
            if root is None:
                continue
            why = _HEAD if relation.kind == "header" else "页脚"
            reader = self._reader(relation.target, Numbering(None))
            reader.read(root)
            for one in reader.paragraphs:
                yield LaidOutFurniture(" ".join(one.content.text.split()), why, why)

    def _used(self) -> frozenset[str]:
        """The relationships of heads and feet that a section uses."""
        kinds = (f"{W}headerReference", f"{W}footerReference")
        return frozenset(one.get(f"{R}id", "") for one in self._root.iter(*kinds))

    def _count_changes(self) -> None:
        counts = self._source.findings.counts
        for tag, kind in _CHANGES.items():
            for one in self._root.iter(f"{W}{tag}"):
                parent = one.getparent()
                counts[kind] += parent is not None and parent.tag not in _PROPERTIES
        comments = self._related("comments")
        counts["comment"] = len(comments) if comments is not None else 0


_HEAD = "页眉"


def _end_of_mark(text: str, told: str) -> int:
    """Where the words of a note begin: behind its mark, if that is typed, once or, as LibreOffice does, twice."""
    found = _FIRST_WORD.match(text)
    if found is None or found[1].translate(_FROM_RAISED) not in (told, told * 2):
        return 0
    return found.end(1)


_FIRST_WORD = re.compile(r"\s*(\S{1,20})(?=\s)")
_FROM_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
