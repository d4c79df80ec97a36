"""The lines of an English cover: each kind has a rule, which fills the field that it gives."""

import re
from collections.abc import Sequence
from datetime import date

from app.domain.editions.english_numerals import ENGLISH_NUMERAL, from_english
from app.domain.organs import Names
from app.domain.resolution import NoteMark
from app.domain.symbols import Symbol
from app.sources.dates import english_date
from app.sources.packs import ENGLISH as PACK
from app.sources.plain_text.cover import Cover
from app.sources.plain_text.english.closing import ends_text
from app.sources.plain_text.english.lines import DAY, MONTHS, organ_named
from app.sources.plain_text.english.numbers import number_line
from app.sources.plain_text.line_patterns import PART_LETTER, mark_number

_SYMBOL = re.compile(r"[AEST]/[A-Za-z0-9./() -]{1,100}")
_DRAFT_SYMBOL = re.compile(r"/L\.\d|/WP\.\d")
_SESSION = re.compile(
    rf"(?:(?:Resumed )?(?P<ordinal>(?i:{ENGLISH_NUMERAL}))\s+(?:resumed\s+)?(?P<special>emergency special|special)?\s*(?:regular )?session|(?P<year>[0-9]{{4}}) session)(?:\s+\(?resumed\)?)?",
    re.IGNORECASE,
)
_DATES = re.compile(
    rf"(?P<first>[0-9]{{1,2}})(?:\s+(?P<month>{MONTHS}))?(?:\s+(?P<year>[0-9]{{4}}))?\s*(?:[-–—]|to)\s*(?P<last>{DAY})"
)
_AGENDA_ITEM = re.compile(r"(?:Provisional )?[Aa]genda items?\s+(?P<items>[0-9(][0-9A-Za-z(), ]*)")
_ADOPTED = re.compile(
    rf"(?P<kind>Resolution|Decision)s?\s+adopted\s+by\s+the\s+(?P<organ>[A-Z][A-Za-z ]+?)(?:\s+at\s+its\s+.{{1,60}}?)?,?\s+on\s+(?P<day>{DAY})(?P<mark>[*⁰¹²³⁴⁵⁶⁷⁸⁹]*)"
)
_AT_MEETING = re.compile(
    rf"Adopted\s+by\s+the\s+(?P<organ>[A-Z][A-Za-z ]+?)\s+at\s+its\s+(?P<meeting>[0-9]+(?:st|nd|rd|th)\s+(?:plenary\s+)?meeting(?:\s+\(resumed\))?),?\s+on\s+(?P<day>{DAY})\.?"
)
_REFERRAL = re.compile(
    r"[\[(](?:on\s+the|on\s+a|without\s+reference|adopted)\b.*[\])]?\.?", re.IGNORECASE | re.DOTALL
)
_COMMITTEES = {
    "First Committee": "第一委员会",
    "Second Committee": "第二委员会",
    "Third Committee": "第三委员会",
    "Fourth Committee": "特别政治和非殖民化委员会(第四委员会)",
    "Fifth Committee": "第五委员会",
    "Sixth Committee": "第六委员会",
}
_SOURCE = re.compile(r"\(\s*(?P<symbol>[A-Z]+(?:/[A-Za-z0-9.]+)+)")
_KIND = re.compile(
    r"United Nations|(?:Draft\s+)?(?:resolution|decision)s?|Other decisions?|Plenary|Adopted|Resolutions? and decisions?",
    re.IGNORECASE,
)
_COMMITTEE_ALONE = re.compile(
    r"(?P<name>(?:First|Second|Third|Fifth|Sixth) Committee)|Special Political and Decolonization Committee(?: \(Fourth Committee\))?"
)


def rule_for(text: str, cover: Cover, names: Names) -> str | None:
    """The field that a line fills by the first rule that knows it, or None; a line may hold two, one behind the other."""
    if field := _by_rule(text, cover, names):
        return field
    for shape in _TWO:
        found = shape.fullmatch(text)
        if found and _by_rule(found[1], Cover(), names):
            _by_rule(found[1], cover, names)
            return _by_rule(found[2], cover, names) or _titled_item(found[2], cover)
    return None


def _by_rule(text: str, cover: Cover, names: Names) -> str | None:
    return next((field for rule in _RULES if (field := rule(text, cover, names))), None)


def _titled_item(text: str, cover: Cover) -> str | None:
    if not cover.agenda_item:
        return None
    cover.agenda_item_title = text
    return "agenda_item_title"


_TWO = (
    re.compile(r"((?:Resolution|Decision)s? adopted .*?\d{4})\s*(\[.*)", re.DOTALL),
    re.compile(
        r"((?:Provisional )?[Aa]genda items? [0-9][0-9a-z(), ]*?(?: and [0-9][0-9a-z() ]*?)?)\s+([A-Z“].*)"
    ),
)
"""Two fields on one line: sentence and bracket, agenda item and its title."""


def ends_title(text: str, names: Names) -> bool:
    """Whether a line below a title is not the rest of it."""
    return not text[:1].islower() and any(rule(text, Cover(), names) for rule in _RULES[1:])


def is_open(group: Sequence[str]) -> bool:
    """Whether a bracket or a sentence on adoption that opens a group of lines goes on below."""
    text = " ".join(group)
    if text.startswith(("[", "(on ", "(without ")):
        return not re.search(r"[\])]\]?\.?$", text) or text.count("[") > text.count("]")
    is_adopted = re.match(r"(?:(?:Resolution|Decision)s?\s+adopted|Adopted)\s+by\s+the\b", text)
    return bool(is_adopted) and not re.search(DAY, text)


def _title(text: str, cover: Cover, _names: Names) -> str | None:
    """77/214. Title · Resolution 2674 (2023) · 77/214."""
    found = number_line(text)
    if found is None or (cover.number not in (None, found.number) and not found.is_sure):
        return None
    session = found.number.partition("/")[0]
    if not found.is_sure and session != cover.session and not re.fullmatch("(?:19|20)[0-9]{2}", session):
        return None
    cover.number = found.number
    if found.kind == "Decision":
        cover.kind = "decision"
    cover.title = found.title or None
    return "title" if found.title else "number"


def _symbol(text: str, cover: Cover, _names: Names) -> str | None:
    """A/RES/77/213 · A/C.3/77/L.25."""
    bare = text.rstrip("* ")
    if not _SYMBOL.fullmatch(bare) or not (symbol := Symbol.read(bare)):
        return None
    cover.printed_symbol = symbol
    cover.marks |= {text[len(bare) :].strip()} - {""}
    cover.kind = "draft" if _DRAFT_SYMBOL.search(symbol.canonical) else cover.kind
    return "symbol"


def _facts(text: str, cover: Cover, _names: Names) -> str | None:
    """Distr.: General · Original: English · English."""
    if found := re.fullmatch(r"(?i:Distr)\.?(?:\s*:?\s*(\S.*))?", text):
        cover.distribution = found[1] or cover.distribution
        return "distribution"
    if text.upper() in ("GENERAL", "LIMITED", "RESTRICTED"):
        cover.distribution = cover.distribution or text.capitalize()
        return "distribution"
    if found := re.fullmatch(r"(?i:Original)\s*:\s*(\S.*)", text):
        cover.original_language = found[1]
        return "original_language"
    if text.upper() == "ENGLISH":
        cover.language = text
        return "language"
    return None


def _day(text: str, cover: Cover, _names: Names) -> str | None:
    """15 July 2022."""
    day = english_date(" ".join(text.split())) if re.fullmatch(DAY, text) else None
    if day is None:
        return None
    if cover.is_under_number:
        cover.dates = cover.dates or PACK.closing.given_dates("cover", [text])
        return "adopted_on"
    cover.published_on, cover.day_line = day, text
    return "published_on"


def _meeting(text: str, cover: Cover, names: Names) -> str | None:
    """Human Rights Council · Fifty-sixth session · 18 June–12 July 2024 · Agenda item 3 · Third Committee."""
    if organ := organ_named(text, names):
        cover.organ = organ
        return "body"
    if found := _SESSION.fullmatch(text):
        cover.session = _session(found)
        return "session"
    if found := _DATES.fullmatch(text):
        cover.session_dates = _session_dates(found)
        return "session_dates"
    if found := _AGENDA_ITEM.fullmatch(text):
        cover.agenda_item = PACK.cover.agenda_item(f"Agenda item {found['items']}".strip())
        return "agenda_item"
    if found := _COMMITTEE_ALONE.fullmatch(text):
        cover.committee = _COMMITTEES[found["name"] or "Fourth Committee"]
        return "committee"
    return None


def _session(found: re.Match[str]) -> str | None:
    if found["year"]:
        return found["year"]
    number = from_english(found["ordinal"])
    prefix = {"emergency special": "ES-", "special": "S-"}.get((found["special"] or "").lower(), "")
    return f"{prefix}{number}" if number else None


def _session_dates(found: re.Match[str]) -> str:
    last = english_date(" ".join(found["last"].split()))
    month = found["month"] or found["last"].split()[1]
    year = found["year"] or found["last"].split()[2]
    first = english_date(f"{found['first']} {month} {year}")
    return "至".join(
        f"{day.year}年{day.month}月{day.day}日" for day in (first, last) if isinstance(day, date)
    )


def _adopted(text: str, cover: Cover, names: Names) -> str | None:
    """Resolution adopted by the General Assembly on 15 December 2022 · Adopted by the Security Council at its …."""
    found = _ADOPTED.fullmatch(text) or _AT_MEETING.fullmatch(text)
    if found is None:
        return "meeting" if ends_text(text) and _take_meeting(text, cover) else None
    groups = found.groupdict()
    cover.organ = organ_named(found["organ"], names) or cover.organ
    cover.dates = PACK.closing.given_dates("cover", [found["day"]])
    cover.kind = "decision" if groups.get("kind") == "Decision" else cover.kind
    cover.meeting = PACK.closing.meeting(groups.get("meeting") or text) or cover.meeting
    if groups.get("mark"):
        cover.marks |= {mark_number(groups["mark"] or "")}
    return "adopted_on"


def _take_meeting(text: str, cover: Cover) -> bool:
    cover.meeting = PACK.closing.meeting(text) or cover.meeting
    return "meeting" in text


def _source(text: str, cover: Cover, _names: Names) -> str | None:
    """[on the report of the Third Committee (A/77/463/Add.2, para. 34)] · Draft resolution."""
    if _REFERRAL.fullmatch(text):
        named = next((name for name in _COMMITTEES if name in text), None)
        if "without reference to a Main Committee" in text:
            cover.committee = "未经发交主要委员会而通过"
        elif "plenary meeting" in text:
            cover.committee = "全体会议"
        elif named:
            cover.committee = _COMMITTEES[named]
        elif found := PACK.cover.committee.search(text):
            cover.committee = found["committee"]
        if source := _SOURCE.search(text):
            cover.originating = source["symbol"]
        return "committee"
    if _KIND.fullmatch(text):
        plain = text.lower()
        cover.kind = "draft" if "draft" in plain else "decision" if "decision" in plain else cover.kind
        return "kind"
    return None


def _text_itself(text: str, cover: Cover, names: Names) -> str | None:
    """Brazil, China* and Cuba: draft resolution · A."""
    if sponsors := PACK.cover.sponsors(text, names):
        cover.sponsors, cover.kind = sponsors, "draft"
        return "sponsors"
    if cover.number and (found := PART_LETTER.fullmatch(text)):
        cover.letter = found["letter"]
        if found["mark"]:
            mark = NoteMark(mark_number(found["mark"]), len(cover.title or ""))
            cover.title_notes = (*cover.title_notes, mark)
        return "letter"
    return None


_RULES = (_title, _symbol, _facts, _day, _meeting, _adopted, _source, _text_itself)
