"""Whether an organ can have a resolution or decision of a number, and in which years it would fall."""

import re

from app.domain.citations.plausibility import other_bracket
from app.domain.numerals import from_roman
from app.domain.organs import Names, Organ
from app.domain.symbols import Symbol

_NUMBER = re.compile(
    r".*/(?P<kind>RES|DEC)/(?:(?P<special>E?S-)?(?P<session>\d+)/)?(?P<item>\d+)(?: [A-Z]{1,2}(?:-[A-Z])?)?(?: \((?P<bracket>[^)]+)\))?"
)
_KINDS = {"RES": "决议", "DEC": "决定"}
_MOST = {"GA": 400, "ECOSOC": 200}
"""Above these numbers a session has decisions only, so no resolution can have one of them."""
_OF_SESSION = re.compile(r"A/(?:[A-Z]+\.[0-9]+/)?(?P<session>\d{1,3})/")
_OF_YEAR = re.compile(r"[ES]/(?:[A-Z]+\.[0-9]+/)?(?P<year>(?:19|20)\d\d)/")


def years_of_document(symbol: Symbol, names: Names) -> range | None:
    """The years that a document of any kind can be of, by its number, session or year; None if unknown."""
    if years := years_of_number(symbol, names):
        return years
    if of_year := _OF_YEAR.match(symbol.canonical):
        return range(int(of_year["year"]), int(of_year["year"]) + 1)
    of_session, assembly = _OF_SESSION.match(symbol.canonical), names.organ_by_code("GA")
    return assembly.years_of(int(of_session["session"])) if of_session and assembly else None


def years_of_number(symbol: Symbol, names: Names) -> range | None:
    """The years in which a resolution or decision of that symbol can have been adopted; None if unknown."""
    found, organ = _NUMBER.fullmatch(symbol.canonical), names.organ_of(symbol)
    if found is None or organ is None or found["special"]:
        return None
    bracket = found["bracket"] or ""
    if re.fullmatch(r"\d{4}", bracket):
        return range(int(bracket), int(bracket) + 1)
    if re.fullmatch(r"[IVXLC]+", bracket) and organ.code == "GA":
        return organ.years_of(from_roman(bracket))
    if found["session"] is None:
        return None
    session = int(found["session"])
    return range(session, session + 1) if organ.numbering == "year" else organ.years_of(session)


def why_impossible(symbol: Symbol, names: Names, year: int) -> str | None:
    """Why there can be no resolution or decision of that symbol by a year, in Chinese; None if there can be one."""
    found, organ = _NUMBER.fullmatch(symbol.canonical), names.organ_of(symbol)
    if found is None or organ is None:
        return None
    if int(found["item"]) == 0:
        return "编号从1起，没有0号。"
    if known := other_bracket(symbol.canonical, names):
        return f"编号与括号里的年份或届次不合，应是 {known}。"
    years = years_of_number(symbol, names)
    if years and years.start > year:
        return f"{organ.name}到{year}年还没有这一{'年' if organ.numbering != 'session' else '届'}的文件。"
    if organ.ended < (years.start if years else 0):
        return f"{organ.name}到{organ.ended}年为止，此后没有文件。"
    return _beyond(found, organ)


def _beyond(found: re.Match[str], organ: Organ) -> str | None:
    """Why a number is beyond those that the organ uses."""
    kind, item, bracket = found["kind"], int(found["item"]), found["bracket"] or ""
    session = int(found["session"]) if found["session"] else None
    most = min(organ.most, _MOST.get(organ.code, organ.most))
    last = organ.serials[-1] if organ.numbering == "serial" else (0, 9999, "")
    reasons = (
        (
            session is not None and organ.numbering == "session" and session < organ.first_session,
            f"{organ.name}的“届次/编号”从第{organ.first_session}届起才用，此前的编号是连续的。",
        ),
        (
            session is not None and organ.numbering == "year" and session < organ.first_year_numbered,
            f"{organ.name}的“年份/编号”从{organ.first_year_numbered}年起才用。",
        ),
        (
            session is not None and organ.numbering == "serial",
            f"{organ.name}的决议连续编号，号后括号里是年份，没有“{session}/{item}”这样的编号。",
        ),
        (
            session is not None and kind == "RES" and item > most,
            f"{organ.name}一届的决议没有这么多，{most}号以后没有决议。",
        ),
        (
            session is not None and kind == "DEC" and 0 < item < organ.decisions_from,
            f"{organ.name}的决定从{organ.decisions_from}号起编。",
        ),
        (
            session is None and item > last[1] and bool(bracket) and bracket <= last[2],
            f"{organ.name}到{last[2]}年底只编到第{last[1]}号{_KINDS[kind]}。",
        ),
    )
    return next((told for is_so, told in reasons if is_so and not found["special"]), None)
