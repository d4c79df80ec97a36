"""Every document of the large collection as Akoma Ntoso: valid, read again as the same text, and with the words of the
United Nations' file in their order.

Compared with what the archive holds are head, paragraphs, footnotes, adoption, sponsors, steps, subjects and the `eId`
of the source. Left out are what no file of one text can say: `dated_by` (which other line, or which neighbours, dated a
text whose own date cannot be), problems, and references, which are read from the words each time.

Compared with the file it came from are the words of preamble, body and annexes without footnotes, and the words of all
footnotes. Left out are what the archive does not keep: the signs of labels (`㈡`, `(二)`, `—`), raised numbers (they are
marks), blanks and characters without width, rules and asterisks, and closing lines among the paragraphs.
"""

import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path

from lxml import etree
from sqlmodel import Session, col, select

from app.db.models import Document, Source
from app.db.queries.whole_documents import all_keys, whole_documents
from app.domain.characters import with_common_characters
from app.domain.exported import ExportedDocument
from app.domain.organs import Names
from app.settings import shipped_names
from app.sources.akn.identity import identify
from app.sources.akn.language import pack_of
from app.sources.akn.lettered_parts import parts_of
from app.sources.akn.parsing import parse
from app.writers.akn import akn
from tests.writers.read_again import differences, faults, read_again

_DATED_OTHERWISE = {"A/RES/75/255", "A/HRC/RES/56/6"}
"""The documents whose own date cannot be."""


@cache
def _names() -> Names:
    return shipped_names()


def _in_rounds(session: Session, size: int) -> Iterator[list[ExportedDocument]]:
    found = whole_documents(session, all_keys(session))
    while some := list(islice(found, size)):
        yield some


def test_every_document_is_valid_and_read_again_as_the_same(session: Session) -> None:
    with ProcessPoolExecutor() as pool:
        wrong = [told for told in pool.map(_wrong, _in_rounds(session, 40)) if told]
    assert wrong == []


def _wrong(documents: list[ExportedDocument]) -> list[str]:
    return [told for document in documents for told in _wrong_with(document)]


def _wrong_with(document: ExportedDocument) -> Iterator[str]:
    text, data = document.text, akn(document, _names())
    if told := faults(data):
        yield f"{text.id} is not valid: {told}"
    again = read_again(data, text, _names())
    if text.id in _DATED_OTHERWISE:
        again = replace(again, head=replace(again.head, dated_by=text.head.dated_by))
    yield from (f"{text.id}: {told}" for told in differences(text, again))


_LABEL = (
    r"[(（]?(?:[a-z]{1,4}|[0-9]{1,3}(?:\.[0-9]{1,2})*|[A-Z]|[一二三四五六七八九十]{1,3}|[甲乙丙丁戊己庚辛壬癸子丑寅卯])[)）.．、]{0,2}"
    r"|[(（]?[㈠-㈩][)）]?|[•·*＊_＿—–-]+"
)
_NOTHING_LOST = re.compile(
    rf"(?:{_LABEL})?(?:第[0-9]+次全体会议|[0-9]{{4}}年[0-9]{{1,2}}月[0-9]{{1,2}}日){{0,2}}"
)
"""What may stand in the file between the words that the archive keeps: labels, marks, rules, closing lines."""


def test_the_words_are_those_of_the_file_in_its_order(session: Session, corpus: Path) -> None:
    rows = session.exec(
        select(Source.location, Document.id)
        .join(Document)
        .where(col(Source.is_shown), Source.format == "akn", col(Source.location).startswith(str(corpus)))
    )
    files = {key: location for location, key in rows if key}
    assert len(files) > 2700
    wrong = [
        f"{document.text.id}: {told!r}"
        for document in whole_documents(session, files)
        for told in _lost(document, Path(files[document.key]))
    ]
    assert wrong == []


def _lost(document: ExportedDocument, file: Path) -> Iterator[str]:
    root = parse(file.read_bytes())
    parts = parts_of(root, pack_of(root))
    ours = etree.fromstring(akn(document, _names()))
    part = next(one for one in parts if len(parts) == 1 or _is_it(one, document))
    statement = ours[-1]
    theirs, place = "".join(_words(part.statement, part.statement)), 0
    notes = sorted((_plain(note.text) for note in document.text.footnotes), key=len, reverse=True)
    for words in _lines(statement):
        found = theirs.find(words, place)
        if found < 0:
            yield f"not in its place: {words[:60]}"
            continue
        if lost := _without_notes(theirs[place:found], notes):
            yield f"left out: {lost[:60]}"
        place = found + len(words)
    if lost := _without_notes(theirs[place:], notes):
        yield f"left out at the end: {lost[:60]}"


def _without_notes(between: str, notes: list[str]) -> str:
    """What of the words between two lines is lost: the legends of tables are footnotes."""
    if _NOTHING_LOST.fullmatch(between):
        return ""
    for note in notes:
        between = between.replace(note, "")
    return "" if _NOTHING_LOST.fullmatch(between) else between


def _is_it(part: object, document: ExportedDocument) -> bool:
    symbol = identify(part, _names()).symbol  # type: ignore[arg-type]
    return symbol is not None and symbol.url == document.text.id


_ASIDE = {"meta", "coverPage", "preface", "conclusions", "authorialNote", "noteRef"}
_LINES = {"p", "heading", "subheading", "listIntroduction"}
_RAISED = re.compile(r"\s*(?:[0-9]+|[a-z])(?:\s*[-–、,，]\s*[0-9]+)?\s*")


def _kind(element: etree._Element) -> str:
    return etree.QName(element).localname


def _words(element: etree._Element, statement: etree._Element | None = None) -> Iterator[str]:
    """The words in an element, without blanks, in the common characters; without what stands in another place."""
    if not isinstance(element.tag, str) or _is_aside(element, statement):
        return
    yield _plain(element.text)
    for child in element:
        yield from _words(child, statement)
        yield _plain(child.tail)


def _is_aside(element: etree._Element, statement: etree._Element | None) -> bool:
    kind, above = _kind(element), element.getparent()
    if kind == "formula":  # that of a draft in a resolution is one of its lines
        return above is None or statement is None or above.getparent() is statement
    is_number = kind == "num" or (kind == "inline" and element.get("name") == "num")
    if is_number and _NOTHING_LOST.fullmatch(_plain(element.text)) is None:
        return False  # it begins a name, as `S.D.` does
    is_mark = kind == "sup" and _RAISED.fullmatch(element.text or "") is not None
    return kind in _ASIDE or is_number or is_mark


def _plain(text: str | None) -> str:
    return with_common_characters(re.sub("[\\s\u200b-\u200f\u2060\ufeff\u00ad]+", "", text or ""))


def _lines(element: etree._Element) -> Iterator[str]:
    for child in element:
        if _kind(child) in _LINES:
            yield "".join(_words(child))
        elif not _is_aside(child, None):
            yield from _lines(child)
