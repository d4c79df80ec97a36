"""The package of a Word file: its parts, their types and relationships."""

import io
import zipfile
from copy import deepcopy

from lxml import etree

from tests.rendering.docx.markup import Element, R, w

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FOLDER = "word/"


class Package:
    """Collects parts, then writes them."""

    def __init__(self) -> None:
        self._parts: dict[str, Element] = {}
        self._kinds: dict[str, str] = {}
        self._relations: list[tuple[str, str, str, bool]] = []

    def add(self, name: str, kind: str, root: Element) -> str:
        """Add a part of `word/` that the document refers to; returns the identifier of the relationship."""
        self._parts[name], self._kinds[name] = root, kind
        return self._relate(kind, name, is_outside=False)

    def link(self, href: str) -> str:
        """The relationship of a link."""
        return self._relate("hyperlink", href, is_outside=True)

    def _relate(self, kind: str, target: str, *, is_outside: bool) -> str:
        self._relations.append((f"rId{len(self._relations) + 1}", kind, target, is_outside))
        return self._relations[-1][0]

    def written(self, document: Element) -> bytes:
        """The bytes of the file."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", _bytes(self._content_types()))
            package.writestr("_rels/.rels", _bytes(_main_relation()))
            package.writestr(f"{_FOLDER}document.xml", _bytes(document))
            package.writestr(f"{_FOLDER}_rels/document.xml.rels", _bytes(self._relationships()))
            for name, root in self._parts.items():
                package.writestr(f"{_FOLDER}{name}", _bytes(root))
        return out.getvalue()

    def _content_types(self) -> Element:
        root = etree.fromstring(f'<Types xmlns="{_TYPES}"/>')
        rels = "application/vnd.openxmlformats-package.relationships+xml"
        etree.SubElement(root, f"{{{_TYPES}}}Default", Extension="rels", ContentType=rels)
        etree.SubElement(root, f"{{{_TYPES}}}Default", Extension="xml", ContentType="application/xml")
        kinds = {"document.xml": "document.main", **self._kinds}
        for name, kind in kinds.items():
            part = f"/{_FOLDER}{name}"
            etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=part, ContentType=f"{_MAIN}.{kind}+xml")
        return root

    def _relationships(self) -> Element:
        root = etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
        for number, kind, target, is_outside in self._relations:
            made = etree.SubElement(
                root, f"{{{_RELATIONS}}}Relationship", Id=number, Type=f"{R}/{kind}", Target=target
            )
            if is_outside:
                made.set("TargetMode", "External")
        return root


def _main_relation() -> Element:
    root = etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
    etree.SubElement(
        root,
        f"{{{_RELATIONS}}}Relationship",
        Id="rId1",
        Type=f"{R}/officeDocument",
        Target="word/document.xml",
    )
    return root


def _bytes(root: Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


_PARAGRAPHS: dict[str, tuple[str | None, list[Element]]] = {
    "Normal": (None, []),
    "Single": ("Normal", [w("pPr", w("spacing", after=120), w("ind", firstLine=420))]),
    "Operative": ("Single", []),
    "Title1": ("Normal", [w("pPr", w("spacing", before=240, after=240)), w("rPr", w("b"), w("sz", val=28))]),
    "Centred": ("Normal", [w("pPr", w("jc", val="center"))]),
    "Section": (
        "Normal",
        [
            w("pPr", w("keepNext"), w("spacing", before=240, after=120), w("outlineLvl", val=1)),
            w("rPr", w("b")),
        ],
    ),
    "Closing": ("Normal", [w("pPr", w("jc", val="right"))]),
    "FootnoteText": ("Normal", [w("rPr", w("sz", val=17))]),
    "Header": ("Normal", [w("pPr", w("tabs", w("tab", val="right", pos=8756)))]),
    "Footer": ("Normal", [w("pPr", w("tabs", w("tab", val="right", pos=8756)))]),
    "Organ": ("Normal", [w("rPr", w("b"), w("sz", val=40))]),
}
"""Name of a style of paragraphs -> the style that it is based on, and its properties."""


def styles(*, level_in_style: str | None) -> Element:
    """The part `styles.xml`; `level_in_style` is the list of operative paragraphs."""
    made = [
        w(
            "docDefaults",
            w("rPrDefault", w("rPr", w("rFonts", ascii="Times New Roman", eastAsia="宋体"), w("sz", val=21))),
        )
    ]
    for name, (base, properties) in _PARAGRAPHS.items():
        style = w("style", w("name", val=name.lower()), type="paragraph", styleId=name)
        if base:
            style.append(w("basedOn", val=base))
        else:
            style.set(f"{{{style.nsmap['w']}}}default", "1")
        if name == "Operative" and level_in_style:
            style.append(w("pPr", w("numPr", w("numId", val=level_in_style))))
        for one in properties:
            style.append(_copied(one))
        made.append(style)
    raised = w("rPr", w("vertAlign", val="superscript"))
    for name, look in (("FootnoteReference", raised), ("Strong", w("rPr", w("b")))):
        made.append(w("style", w("name", val=name.lower()), look, type="character", styleId=name))
    made.append(
        w("style", w("name", val="verb"), w("basedOn", val="Strong"), type="character", styleId="Verb")
    )
    lines = w(
        "tblBorders", *(w(side, val="single", sz=4) for side in ("top", "bottom", "insideH", "insideV"))
    )
    made.append(w("style", w("name", val="table grid"), w("tblPr", lines), type="table", styleId="TableGrid"))
    return w("styles", *made)


def _copied(element: Element) -> Element:
    return deepcopy(element)
