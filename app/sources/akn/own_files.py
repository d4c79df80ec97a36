"""Files that this archive wrote: their markup says what each line is, so nothing is guessed from its looks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from app.sources.labels import Label
from app.sources.packs import LanguagePack

_OPERATIVE = re.compile(r"(?:annex/[^/]+/)?(?:sec/.+/)?op/[0-9]+")
_PROSE, _ACT = re.compile(r"para/"), re.compile(r"(?:sec/.+/)?(?:pp|op)/")
_NEVER = re.compile(r"(?!)")
_NUMBER = re.compile(r"(?P<text>[^().、]+)[.、]")
_POINT = re.compile(r"\((?P<bracketed>[^()]+)\)|(?P<bare>.+)")


def without_guesses(pack: LanguagePack) -> LanguagePack:
    """What is known of a language, without what tells lines by their looks: labels stand in `num`, headings in
    `heading`, annexes in `attachment`, closing lines in `conclusions`, and each blank belongs to the words."""
    return replace(
        pack,
        keeps_blanks=True,
        headings=replace(pack.headings, longest=0, annex=_NEVER, article=_NEVER, before_bare=()),
        labels=replace(pack.labels, standalone=_label, leading=_no_label, of_heading=_no_label),
        closing=replace(pack.closing, lines=_NEVER),
    )


def is_operative(element: etree._Element) -> bool:
    """Whether the place that our files tell of a unit is that of an operative paragraph."""
    told = _places((element, *element.iterancestors()))
    return bool(_OPERATIVE.fullmatch(next(told, "")))


def is_prose(statement: etree._Element) -> bool:
    """Whether the places that our files tell are those of paragraphs of neither a preamble nor an operative part, as in a
    draft decision."""
    told = [*_places(statement.iter())]
    return any(map(_PROSE.match, told)) and not any(map(_ACT.match, told))


def _places(elements: Iterable[etree._Element]) -> Iterator[str]:
    attributes = (pair for one in elements for pair in one.attrib.items())
    return (str(value) for key, value in attributes if str(key).endswith("}place"))


def _label(text: str) -> Label | None:
    """`5.`, `一、` are numbers of paragraphs; `(a)`, `1.2` labels of points."""
    if found := _NUMBER.fullmatch(text):
        return Label("number", found["text"], found.end())
    point = _POINT.fullmatch(text)
    return Label("point", point["bracketed"] or point["bare"], point.end()) if point else None


def _no_label(text: str) -> Label | None:  # noqa: ARG001  a reader of labels
    return None
