"""Writes documents as Akoma Ntoso 3.0, in the shape of the United Nations' own files (AKN4UN).

A file is valid by the OASIS schema. It has the United Nations' addresses (FRBR) and the identifiers that a source gave
its elements; others are made by the AKN Naming Convention. Each unit tells its place in this archive
(`jueyi:place="op/5/a"`). `app/sources/akn` reads such a file as the same text.
"""

from collections.abc import Sequence

from lxml import etree

from app.domain.exported import ExportedDocument
from app.domain.organs import Names
from app.domain.resolution import Language
from app.writers.akn.portion import portion
from app.writers.akn.statement import statement
from app.writers.akn.vocabulary import NO_DATE

__all__ = ["akn", "akn_element"]


def akn(
    document: ExportedDocument,
    names: Names,
    language: Language = "zh",
    places: Sequence[str] | None = None,
) -> bytes:
    """A document in a language as a file of Akoma Ntoso; or with `places` (`op/5`, `op/5-7`, `annex/1`, `fn/3`, `vote`,
    `title`: places of the text in that language) a portion of it, with the points and footnotes of these places.

    Raises LookupError if the archive does not hold the language, or the text has no such place.
    """
    root = akn_element(document, names, language, places)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def akn_element(
    document: ExportedDocument,
    names: Names,
    language: Language = "zh",
    places: Sequence[str] | None = None,
) -> etree._Element:
    """As `akn`, as an element that may stand in other XML."""
    text = document.in_language(language)
    if text is None:
        raise LookupError(language)
    marked_on = str(document.changed_at.date()) if document.changed_at else NO_DATE
    return statement(text, names, marked_on) if places is None else portion(text, names, marked_on, places)
