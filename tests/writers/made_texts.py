"""Makes small texts for tests of writers, and looks at the Akoma Ntoso that they become."""

from dataclasses import replace
from typing import Any

from lxml import etree

from app.domain.exported import ExportedDocument
from app.domain.organs import Names
from app.domain.resolution import Head, Paragraph, Resolution
from app.writers.akn import akn
from tests.writers.read_again import differences, faults, read_again

AKN = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
PLACE = "{tag:jueyi.invalid,2026:akn}place"
HEAD = Head("A/RES/77/213", "resolution", "adopted", "GA", "77/213", "增进国际合作", "77", formula="大会，")


def written(text: Resolution, names: Names, places: list[str] | None = None) -> etree._Element:
    """A text as it goes out."""
    return etree.fromstring(akn(ExportedDocument(1, text), names, text.language, places))


def returns(text: Resolution, names: Names) -> None:
    """Whether a text is written into a valid file that is read as the same text."""
    data = akn(ExportedDocument(1, text), names, text.language)
    assert faults(data) == []
    assert list(differences(text, read_again(data, text, names))) == []


def resolution(*units: Paragraph, head: Head = HEAD, **others: object) -> Resolution:
    """A resolution of these paragraphs."""
    parts: dict[str, object] = {"footnotes": (), **others}
    return replace(Resolution("A/RES/77/213", head, units), **parts)  # type: ignore[arg-type]


def unit(anchor: str, words: str, number: str | None = None, depth: int = 0, **others: object) -> Paragraph:
    """A paragraph; of the kind that its place tells."""
    kinds = {"pp": "preambular", "op": "operative", "h": "heading", "table": "table"}
    found = next((kinds[step] for step in anchor.split("/") if step in kinds), "paragraph")
    annex = anchor.split("/")[1] if anchor.startswith("annex/") else None
    kind = "paragraph" if annex and found == "operative" else found
    return replace(Paragraph(anchor, kind, words, number, depth, annex), **others)  # type: ignore[arg-type]


def verb(base: str, end: int = 2) -> dict[str, Any]:
    """The verb that a paragraph begins with."""
    return {"verb": base, "verb_start": 0, "verb_end": end}


def shown(element: etree._Element, path: str) -> list[str]:
    """The words of the elements at a path."""
    return ["".join(map(str, found.itertext())) for found in element.findall(path, AKN)]
