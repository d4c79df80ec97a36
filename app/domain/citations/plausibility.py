"""Implausible references: reported, never corrected."""

import re
from collections.abc import Iterator

from app.domain.citations.context import CitingContext
from app.domain.citations.link_evidence import differences
from app.domain.dating import days_of_symbol
from app.domain.organs import Names
from app.domain.resolution import Citation, Problem, Resolution
from app.domain.symbols import Symbol

CODES = frozenset({"cites_later", "link_alone", "link_differs", "no_such_number"})
"""Codes of problems with references. They cast no doubt on the printed text."""


def problems_of(resolution: Resolution, context: CitingContext) -> Iterator[Problem]:
    """The problems of a document's references, in the order of the text."""
    for unit in resolution.units:
        findings = [
            *differences(unit.text, unit.citations, unit.links, context.symbol),
            *(found for citation in unit.citations for found in _wrong(citation, context)),
        ]
        for code, message in dict.fromkeys(findings):
            yield Problem(code, message, unit.anchor)


def _wrong(citation: Citation, context: CitingContext) -> Iterator[tuple[str, str]]:
    if citation.target is None and not citation.candidates and citation.pinpoint is None:
        yield "no_such_number", f"没有哪个机构会有“{citation.text}”这样的编号"
    if citation.target is None or citation.target == context.symbol:
        return
    days = days_of_symbol(citation.target, context.names)
    if context.on and days and days.first > context.on:
        yield "cites_later", f"所引 {citation.target} 晚于本文件"
    if known := other_bracket(citation.target, context.names):
        yield "no_such_number", f"所引 {citation.target} 的编号与年份或届次不合，应是 {known}"


def first_year(symbol: str, names: Names) -> int | None:
    """The earliest year of a resolution or decision of that symbol, or None if unknown."""
    if bracket := re.search(r" \(((?:19|20)\d\d)\)$", symbol):
        return int(bracket[1])
    organ = names.organ_of(Symbol(symbol))
    number = re.search(r"/(?:RES|DEC)/(\d+)/\d+", symbol)
    if organ is None or number is None:
        return None
    session = int(number[1])
    if organ.numbering == "year":
        return session
    years = organ.years_of(session)
    return years.start if years else None


def other_bracket(symbol: str, names: Names) -> str | None:
    """The symbol with the year or session that its number is known to have, if that differs, else None."""
    found = re.fullmatch(r"(?P<head>.*/RES/)(?P<serial>\d+) \((?P<bracket>[^)]+)\)", symbol)
    organ = names.organ_of(Symbol(symbol)) if found else None
    if found is None or organ is None:
        return None
    known = organ.with_bracket(int(found["serial"]))
    is_other = "(" in known and known != f"{found['serial']}({found['bracket']})"
    return organ.symbol(known).canonical if is_other else None
