"""Files of each format with layout that are made to crash, fill or hang what reads them."""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence

_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="word/document.xml"/></Relationships>'
)
_W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(body: bytes, *others: tuple[str, bytes], prolog: bytes = b"") -> bytes:
    """A Word file with a body of markup and other parts."""
    file = io.BytesIO()
    document = prolog + b"<w:document " + _W + b"><w:body>" + body + b"</w:body></w:document>"
    parts = [("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELATIONS), ("word/document.xml", document)]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (*parts, *others):
            archive.writestr(name, data)
    return file.getvalue()


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of objects, numbered from 1; the first is the catalog."""
    made, offsets = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, trailer, len(made))
    )


def _stream(words: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(words), entries, words)


_CATALOG, _FONT = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
)


def _page(resources: bytes, content: int) -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << %s >> /Contents %d 0 R >>" % (
        resources,
        content,
    )


def _pages(numbers: Iterator[int] | range) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    return b"<< /Type /Pages /Count %d /Kids [%s] >>" % (kids.count(b"R"), kids)


def _loop_of_forms() -> bytes:
    form = _stream(
        b"/F Do /F Do",
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /F 5 0 R >> >>",
    )
    page = _page(b"/XObject << /F 5 0 R >>", 4)
    return pdf([_CATALOG, _pages(range(3, 4)), page, _stream(b"/F Do"), form])


def _tree_of_forms() -> bytes:
    """Each form draws the next one ten times: a billion at the end."""
    forms = []
    for number in range(5, 15):
        resources = b"/Resources << /XObject << /F %d 0 R >> /Font << /T 15 0 R >> >>" % (number + 1)
        words = b"/F Do " * 10 if number < 14 else b"BT /T 9 Tf (x) Tj ET"
        forms.append(_stream(words, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + resources))
    page = _page(b"/XObject << /F 5 0 R >>", 4)
    return pdf([_CATALOG, _pages(range(3, 4)), page, _stream(b"/F Do"), *forms, _FONT])


def _many_pages() -> bytes:
    count = 10_000
    pages = [_page(b"/Font << /T 4 0 R >>", 3) for _ in range(count)]
    words = _stream(b"BT /T 12 Tf 72 700 Td (The General Assembly) Tj ET")
    return pdf([_CATALOG, _pages(range(5, 5 + count)), words, _FONT, *pages])


def _pages_in_a_loop() -> bytes:
    return pdf([_CATALOG, b"<< /Type /Pages /Count 9999999 /Kids [2 0 R 2 0 R] >>"])


def _many_letters() -> bytes:
    words = (
        b"BT /T 1 Tf " + b"(xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx) Tj 0 0 Td " * 120_000 + b"ET"
    )
    page = _page(b"/Font << /T 5 0 R >>", 4)
    return pdf([_CATALOG, _pages(range(3, 4)), page, _stream(words), _FONT])


def _encrypted() -> bytes:
    encrypt = b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -1 /O <%s> /U <%s> >>" % (
        b"ab" * 32,
        b"cd" * 32,
    )
    page = _page(b"/Font << /T 5 0 R >>", 4)
    objects = [_CATALOG, _pages(range(3, 4)), page, _stream(b"BT ET"), _FONT, encrypt]
    return pdf(objects, b"/Encrypt 6 0 R /ID [<00> <00>]")


def _deep(opening: bytes, closing: bytes, depth: int = 200_000) -> bytes:
    return opening * depth + "大会，".encode() + closing * depth


def _zip_in_zip() -> bytes:
    inner = b"x" * 10_000_000
    for name in ("a.zip", "b.zip", "c.zip"):
        inner = word(b"", (name, inner))
    return word(b"<w:p/>", ("word/media/a.zip", inner))


_ENTITIES = (
    b'<!DOCTYPE d [<!ENTITY a "xxxxxxxxxx">'
    + b"".join(
        b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("k"))
    )
    + b"]>"
)

HOSTILE: dict[str, Callable[[], bytes]] = {
    "loop-of-forms.pdf": _loop_of_forms,
    "tree-of-forms.pdf": _tree_of_forms,
    "many-pages.pdf": _many_pages,
    "pages-in-a-loop.pdf": _pages_in_a_loop,
    "many-letters.pdf": _many_letters,
    "encrypted.pdf": _encrypted,
    "bomb.docx": lambda: word(b"<w:p><w:r><w:t>" + b"x" * 300_000_000 + b"</w:t></w:r></w:p>"),
    "bomb-beside.docx": lambda: word(b"<w:p/>", ("word/styles.xml", b" " * 300_000_000)),
    "zip-in-zip.docx": _zip_in_zip,
    "entities.docx": lambda: word(b"<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", prolog=_ENTITIES),
    "deep.docx": lambda: word(_deep(b"<w:sdt><w:sdtContent>", b"</w:sdtContent></w:sdt>")),
    "deep-tables.docx": lambda: word(_deep(b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>", 100_000)),
    "many-paragraphs.docx": lambda: word("<w:p><w:r><w:t>请各国合作；</w:t></w:r></w:p>".encode() * 400_000),
    "deep.html": lambda: _deep(b"<div>", b"</div>"),
    "deep-tables.html": lambda: _deep(b"<table><tr><td>", b"</td></tr></table>", 100_000),
    "unclosed.html": lambda: "大会，".encode() + b"<b><i><p>" * 300_000,
    "attributes.html": lambda: b"<p " + b" ".join(b"a%d=1" % number for number in range(600_000)) + b">",
    "bytes.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(range(256)) * 4000,
}  # fmt: skip
