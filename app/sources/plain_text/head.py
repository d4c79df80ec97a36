"""The lines before the opening formula: cover, number and title, sponsors."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.numerals import from_chinese
from app.domain.organs import Names, Organ
from app.domain.resolution import Kind, Problem, Sponsor
from app.domain.symbols import Symbol
from app.sources.dates import DATE, english_date, parse_date
from app.sources.plain_text.lines import join
from app.sources.plain_text.shapes import FROM_RAISED, RAISED
from app.sources.reading import Claim, Line
from app.sources.sponsors import SPONSORS, printed_sponsors

_SESSION = re.compile(
    r"第(?P<number>\S+?)(?P<special>紧急特别|特别)?届(?P<special_too>紧急特别|特别)?会议(?:[（(]?续会[)）]?)?"
)
_COVER = re.compile(r"(?P<organ>\S*?)\s*\d{4}\s*年.*日\s*通过的\s*(?P<kind>决议|决定)")
_ADOPTED = re.compile(
    rf"{DATE.pattern}\s*(?:大会(?:决议|决定)|安全理事会(?P<meeting>第\s*[0-9]+\s*次会议)(?:上)?通过)"
)
_REFERRAL = re.compile(
    r"[\[［]?(?:(?P<none>未经发交主要委员会而通过)|根据(?P<committee>第[一二三四五六]委员会)的报告).*[\]］]?"
)
_NUMBER = re.compile(r"(?P<number>(?:S-|ES-)?\d+/\d+(?:\s*[A-Z])?)\s*[.．]\s*(?P<title>\S.*)")
_SERIAL = re.compile(r"第\s*(?P<number>\d+\s*[(（]\d{4}[)）])\s*号决议")
_SYMBOL_LINE = re.compile(r"[AES]/[A-Za-z0-9./() -]{1,100}")
_DATED = re.compile(rf"{DATE.pattern}\s*(?:至|-|—|–)\s*(?:\d{{4}}\s*年)?(?:\s*\d+\s*月)?\s*\d+\s*日")


@dataclass(slots=True)
class Cover:
    """What the head says, as it is being read."""

    organ: Organ | None = None
    number: str | None = None
    title: str | None = None
    printed_symbol: Symbol | None = None
    session: str | None = None
    session_dates: str | None = None
    agenda_item: str | None = None
    agenda_item_title: str | None = None
    committee: str | None = None
    distribution: str | None = None
    published_on: date | None = None
    language: str | None = None
    original_language: str | None = None
    cover_date: date | None = None
    meeting: str | None = None
    kind: Kind = "resolution"
    sponsors: tuple[Sponsor, ...] = ()
    title_marks: tuple[str, ...] = ()


_LONGEST = 1000
"""How long a line of the cover may be, in characters; a longer one is no fact but a text."""

_Rule = Callable[[str, Cover, Names], str | None]


def _facts(text: str, cover: Cover, names: Names) -> str | None:
    """Distr.: General · 15 July 2022 · Chinese · Original: English."""
    if found := re.fullmatch(r"Distr\.\s*[:：]\s*(\S.*)", text):
        cover.distribution = found[1]
        return "distribution"
    if found := re.fullmatch(r"(?:Original|原文)\s*[:：]\s*(\S.*)", text):
        cover.original_language = found[1]
        return "original_language"
    if text in ("Chinese", "中文"):
        cover.language = text
        return "language"
    if day := english_date(text) or (DATE.fullmatch(text) and parse_date(text)):
        cover.published_on = day
        return "published_on"
    return None


def _meeting(text: str, cover: Cover, names: Names) -> str | None:
    """人权理事会 · 第五十届会议 · 2022年6月13日至7月8日 · 议程项目3 · 第三委员会."""
    if organ := names.organ(text):
        cover.organ = organ
        return "body"
    if (found := _SESSION.fullmatch(text)) and (session := _session(found)):
        cover.session = session
        return "session"
    if _DATED.fullmatch(text):
        cover.session_dates = re.sub(r"\s+", "", text)
        return "session_dates"
    if found := re.fullmatch(r"(?:临时)?议程项目\s*(\d+\s*(?:[(（]\S+[)）])*)", text):
        cover.agenda_item = re.sub(r"\s+", "", found[1])
        return "agenda_item"
    if re.fullmatch(r"第[一二三四五六]委员会|特别政治和非殖民化委员会(?:[（(]第四委员会[)）])?", text):
        cover.committee = text
        return "committee"
    return None


def _adopted(text: str, cover: Cover, names: Names) -> str | None:
    """人权理事会…通过的决议 · 2022年7月28日大会决议 · [根据第三委员会的报告(…)通过]."""
    if found := _COVER.fullmatch(text):
        cover.organ = names.organ(found["organ"]) or cover.organ
        cover.cover_date = parse_date(text)
        cover.kind = "decision" if found["kind"] == "决定" else "resolution"
        return "adopted_on"
    if found := _ADOPTED.fullmatch(text):
        cover.cover_date = parse_date(text)
        cover.meeting = re.sub(r"\s+", "", found["meeting"]) if found["meeting"] else cover.meeting
        return "adopted_on"
    if found := _REFERRAL.fullmatch(text):
        cover.committee = found["committee"] or found["none"]
        return "committee"
    return None


def _text_itself(text: str, cover: Cover, names: Names) -> str | None:
    """50/4. 题目 · 第2722(2024)号决议 · 中国、古巴* ：决议草案 · A/RES/77/213."""
    if found := _NUMBER.fullmatch(text):
        cover.number, cover.title = re.sub(r"\s+", "", found["number"]), found["title"]
        return "title"
    if found := _SERIAL.fullmatch(text):
        cover.number = re.sub(r"\s+", "", found["number"])
        return "number"
    if found := SPONSORS.fullmatch(text):
        cover.sponsors = tuple(printed_sponsors(found["names"], names))
        cover.kind = "draft"
        return "sponsors"
    if _SYMBOL_LINE.fullmatch(text) and (symbol := Symbol.read(text)):
        cover.printed_symbol = symbol
        return "symbol"
    return None


_RULES: tuple[_Rule, ...] = (_facts, _meeting, _adopted, _text_itself)


def read_head(lines: list[Line], names: Names) -> tuple[Cover, list[Claim], list[Problem]]:
    """Read the lines before the opening formula. Every line is claimed, by a field or as `unclaimed`."""
    cover, claims, problems = Cover(), [], []
    previous = ""
    for group in _with_whole_sponsors(lines, names):
        text = join([line.text for line in group])
        rules = _RULES if len(text) <= _LONGEST else ()
        field = next((field for rule in rules if (field := rule(text, cover, names))), None)
        field = field or _continued(text, cover, previous)
        if not field:
            problems.append(Problem("unclaimed_line", f"封面上有一行不知其义：{text[:40]}"))
        claims += [Claim(line, f"head.{field}" if field else "unclaimed") for line in group]
        previous = field or previous
    if cover.title:
        marks = re.findall(f"[{RAISED}]+", cover.title)
        cover.title_marks = tuple(mark.translate(FROM_RAISED) for mark in marks)
        cover.title = re.sub(f"[{RAISED}]+", "", cover.title)
    return cover, claims, problems


def _with_whole_sponsors(lines: list[Line], names: Names) -> Iterator[list[Line]]:
    """The lines one by one; those over which the names of sponsors run, together."""
    group: list[Line] = []
    for line in lines:
        goes_on = line.text.endswith("、") and all(
            names.state(name.strip("* ")) for name in line.text.rstrip("、").split("、")
        )
        group.append(line)
        if not goes_on:
            yield group
            group = []
    yield from ([line] for line in group)


def _continued(text: str, cover: Cover, previous: str) -> str | None:
    """A title, of the agenda item or of the text, may run over several lines."""
    if previous in ("agenda_item", "agenda_item_title"):
        cover.agenda_item_title = join([cover.agenda_item_title or "", text])
        return "agenda_item_title"
    if previous in ("sponsors", "number", "title"):
        cover.title = join([cover.title or "", text])
        return "title"
    return None


def _session(found: re.Match[str]) -> str | None:
    try:
        number = from_chinese(found["number"])
    except ValueError:
        return None
    special = found["special"] or found["special_too"]
    return {"紧急特别": f"ES-{number}", "特别": f"S-{number}"}.get(special, str(number))
