"""Stage 3: the lines before the text proper: cover, number and title, sponsors."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.characters import simplified
from app.domain.numerals import from_chinese
from app.domain.organs import Names, Organ
from app.domain.resolution import DocumentKind, NoteMark, Problem, Sponsor
from app.domain.symbols import Symbol
from app.sources.dates import DATE, GivenDate, english_date, given_dates, parse_date
from app.sources.plain_text.line_patterns import (
    BRACKETED_MARK,
    NUMBER_AND_TITLE,
    NUMBER_OF_ORGAN,
    PART_LETTER,
    RAISED_MARK,
    SERIAL,
    mark_number,
)
from app.sources.plain_text.lines import join
from app.sources.reading import Claim, Line
from app.sources.sponsors import SPONSORS, printed_sponsors

_SESSION = re.compile(
    r"(?:\S{0,8})第(?P<number>[^第\s]+?)(?P<special>紧急特别|特别)?届(?P<special_too>紧急特别|特别)?(?:会议|常会)?(?:\s*[（(]?续会[)）]?)?"
)
_YEAR_SESSION = re.compile(r"(?P<number>\d{4})\s*年(?:届会|会议|实质性会议|组织会议).*")
_COVER = re.compile(r"(?P<organ>\S*?)\s*\d{4}\s*年.*日\s*通过的\s*(?P<kind>决议|决定)")
_ADOPTED = re.compile(
    rf"{DATE.pattern}\s*(?P<organ>大会|经济及社会理事会|人权理事会|人权委员会)?\s*(?P<kind>决议|决定)"
)
_ADOPTED_AT = re.compile(
    rf"(?:安全理事会)?\s*于?\s*{DATE.pattern}\s*(?:安全理事会)?\s*(?P<meeting>第?\s*[0-9]+\s*次会议)?\s*(?:上)?通过"
)
_REFERRAL = re.compile(
    r"[\[［]?(?:(?P<none>未经发交主要委员会而通过)|根据(?P<committee>第[一二三四五六]委员会|特别政治和非殖民化委员会)?.*(?:报告|建议|提案|决议草案)).*[\]］]?"
)
_SYMBOL_LINE = re.compile(r"[AES]/[A-Za-z0-9./() -]{1,100}")
_MONTHS = r"(?:\d{4}\s*年)?(?:\s*\d+\s*月)?"
_DATED = re.compile(
    rf"{DATE.pattern}\s*(?:至|-|—|–)\s*{_MONTHS}\s*\d+\s*日|\d+\s+\S*月(?:\s+\d{{4}})?\s*[-–—至]?\s*\d+\s+\S*月\s+\d{{4}}"
)
_KIND_ALONE = re.compile(r"决议|决定|其他决定|联合国|决议草案|决定草案|全体会议|全会")
_MARKS = re.compile(rf"{RAISED_MARK.pattern}|{BRACKETED_MARK.pattern}|\*+$")
_PLAIN_MARK = re.compile(r"(?<=[\u3400-\u9fff》”）)])\d$")


@dataclass(slots=True)
class Cover:
    """The contents of the head, filled in while it is read."""

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
    dates: tuple[GivenDate, ...] = ()
    meeting: str | None = None
    kind: DocumentKind = "resolution"
    sponsors: tuple[Sponsor, ...] = ()
    title_notes: tuple[NoteMark, ...] = ()
    letter: str | None = None

    problems: list[Problem] = field(default_factory=list)


_LONGEST = 1000
"""Maximum length of a line of the cover, in characters; a longer one is text, not a field."""

_Rule = Callable[[str, str, Cover, Names], str | None]
"""A line as printed, the line in simplified characters, the cover so far, known names -> the field that it
fills, or None."""


def _facts(text: str, plain: str, cover: Cover, _names: Names) -> str | None:
    """Distr.: General · 15 July 2022 · Chinese · Original: English."""
    if found := re.fullmatch(r"(?:Distr\.|分发)\s*[:：]\s*(\S.*)", plain):
        cover.distribution = found[1]
        return "distribution"
    if found := re.fullmatch(r"(?:Original|原文)\s*[:：]\s*(\S.*)", plain):
        cover.original_language = found[1]
        return "original_language"
    if plain in ("Chinese", "中文"):
        cover.language = text
        return "language"
    if day := english_date(plain) or (DATE.fullmatch(plain) and parse_date(plain)):
        cover.published_on = day
        return "published_on"
    return None


def _meeting(text: str, plain: str, cover: Cover, names: Names) -> str | None:
    """人权理事会 · 第五十届会议 · 2022年6月13日至7月8日 · 议程项目3 · 第三委员会."""
    if organ := names.organ(text):
        cover.organ = organ
        return "body"
    found = _YEAR_SESSION.fullmatch(plain) or _SESSION.fullmatch(plain)
    if found and (session := _session(found)):
        cover.session = session
        return "session"
    if _DATED.fullmatch(plain):
        cover.session_dates = re.sub(r"\s+", "", text)
        return "session_dates"
    if found := re.fullmatch(
        r"(?:临时)?议程项目\s*(\d+\s*(?:[(（]\S+?[)）]\s*)*(?:[和、至]\s*\d+\s*(?:[(（]\S+?[)）])*)*)", plain
    ):
        cover.agenda_item = re.sub(r"\s+", "", found[1])
        return "agenda_item"
    if re.fullmatch(r"第[一二三四五六]委员会|特别政治和非殖民化委员会(?:[（(]第四委员会[)）])?", plain):
        cover.committee = text
        return "committee"
    return None


def _adopted(text: str, plain: str, cover: Cover, names: Names) -> str | None:
    """人权理事会…通过的决议 · 2022年7月28日大会决议 · [根据第三委员会的报告(…)通过]."""
    if found := _COVER.fullmatch(plain) or _ADOPTED.fullmatch(plain):
        cover.organ = names.organ(found["organ"] or "") or cover.organ
        cover.dates = given_dates("cover", [plain])
        cover.kind = "decision" if found["kind"] == "决定" else cover.kind
        return "adopted_on"
    if found := _ADOPTED_AT.fullmatch(plain):
        cover.dates = given_dates("cover", [plain])
        if found["meeting"]:
            meeting = re.sub(r"\s+", "", text[slice(*found.span("meeting"))])
            cover.meeting = meeting if meeting.startswith("第") else f"第{meeting}"
        return "adopted_on"
    if found := _REFERRAL.fullmatch(plain):
        cover.committee = found["committee"] or found["none"] or cover.committee
        return "committee"
    if _KIND_ALONE.fullmatch(plain):
        cover.kind = "decision" if "决定" in plain else cover.kind
        return "kind"
    return None


def _title(text: str, plain: str, cover: Cover, names: Names) -> str | None:
    """50/4. 题目 · 第2722(2024)号决议 · 人权委员会第2005/81号决议."""
    if found := NUMBER_AND_TITLE.fullmatch(text):
        cover.number, cover.title = re.sub(r"\s+", "", found["number"]), found["title"]
        return "title"
    if found := SERIAL.fullmatch(plain):
        cover.number = re.sub(r"\s+", "", found["number"]).replace("（", "(").replace("）", ")")
        return "number"
    if found := NUMBER_OF_ORGAN.fullmatch(plain):
        cover.number = re.sub(r"\s+", "", found["number"] or found["number_too"])
        cover.organ = names.organ(found["organ"] or "") or cover.organ
        cover.kind = "decision" if (found["kind"] or found["kind_too"]) == "决定" else cover.kind
        cover.title = text[slice(*found.span("title"))] or None
        return "title" if cover.title else "number"
    return None


def _text_itself(text: str, plain: str, cover: Cover, names: Names) -> str | None:
    """中国、古巴* ：决议草案 · A/RES/77/213 · A."""
    if found := SPONSORS.fullmatch(plain):
        cover.sponsors = tuple(printed_sponsors(text[slice(*found.span("names"))], names))
        cover.kind = "draft"
        return "sponsors"
    if _SYMBOL_LINE.fullmatch(text) and (symbol := Symbol.read(text)):
        cover.printed_symbol = symbol
        return "symbol"
    if cover.number and (found := PART_LETTER.fullmatch(text)):
        cover.letter = found["letter"]
        if found["mark"]:
            mark = NoteMark(mark_number(found["mark"]), len(cover.title or ""))
            cover.title_notes = (*cover.title_notes, mark)
        return "letter"
    return None


_RULES: tuple[_Rule, ...] = (_title, _text_itself, _facts, _meeting, _adopted)
_WHY = {
    "distribution": "发行类别",
    "original_language": "原文语种",
    "language": "语种",
    "published_on": "印发日期",
    "body": "机构名称",
    "session": "届次",
    "session_dates": "会期",
    "agenda_item": "议程项目",
    "agenda_item_title": "议程项目之后的标题",
    "committee": "委员会",
    "adopted_on": "通过日期",
    "kind": "文件种类",
    "title": "编号后的标题",
    "number": "编号",
    "sponsors": "提案国",
    "symbol": "文号",
    "letter": "分件字母",
}


def read_head(lines: Sequence[Line], names: Names) -> tuple[Cover, list[Claim]]:
    """Read the lines before the text proper. Every line is claimed, by a field or as `unclaimed`."""
    cover, claims = Cover(), []
    previous = ""
    for group in _with_whole_sponsors(lines, names):
        text = join(line.text for line in group).replace("**", "")
        rules = _RULES if len(text) <= _LONGEST else ()
        plain = simplified(text)
        title_goes_on = previous == "title" and not PART_LETTER.fullmatch(text) and not _ends_title(plain)
        field = None if title_goes_on else _by_rule(rules, text, plain, cover, names)
        field = field or _continued(text, cover, previous)
        if not field:
            cover.problems.append(Problem("unclaimed_line", f"封面上有一行不知其义：{text[:40]}"))
        why = _WHY[field] if field else "没有一条规则认得"
        claims += [Claim(line, f"head.{field}" if field else "unclaimed", why=why) for line in group]
        previous = field or previous
    _lift_title_marks(cover)
    return cover, claims


def _by_rule(rules: Sequence[_Rule], text: str, plain: str, cover: Cover, names: Names) -> str | None:
    return next((field for rule in rules if (field := rule(text, plain, cover, names))), None)


def _ends_title(plain: str) -> bool:
    """Whether a line after a title tells how the text was adopted, so that it is not part of the title."""
    return bool(
        plain[:1] in "[［"
        or _COVER.fullmatch(plain)
        or _ADOPTED.fullmatch(plain)
        or _ADOPTED_AT.fullmatch(plain)
    )


def _lift_title_marks(cover: Cover) -> None:
    """Remove the footnote marks (superscript, bracketed or asterisk) at the end of a title and record
    them."""
    if not cover.title:
        return
    notes: list[NoteMark] = []
    kept, done = "", 0
    for found in _MARKS.finditer(cover.title):
        kept += cover.title[done : found.start()].rstrip()
        notes.append(NoteMark(mark_number(found[0]), len(kept)))
        done = found.end()
    cover.title, cover.title_notes = (kept + cover.title[done:]).strip(), (*notes, *cover.title_notes)


def lift_plain_title_mark(cover: Cover, printed: frozenset[str]) -> None:
    """Remove a footnote mark that is a plain digit at the end of a title; `printed` are the numbers of
    unmarked footnotes."""
    found = _PLAIN_MARK.search(cover.title or "")
    if cover.title and found and found[0] in printed:
        cover.title = cover.title[: found.start()]
        cover.title_notes = (NoteMark(found[0], len(cover.title)), *cover.title_notes)


def _with_whole_sponsors(lines: Sequence[Line], names: Names) -> Iterator[list[Line]]:
    """The lines in groups: a list of sponsors that runs over several lines is one group, other lines are
    single."""
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
    """Fill the field that a line continues: the title of the agenda item or of the text. None if there is
    none."""
    if previous in ("agenda_item", "agenda_item_title"):
        cover.agenda_item_title = join([cover.agenda_item_title or "", text])
        return "agenda_item_title"
    if previous == "letter":
        cover.title = text
        return "title"
    if previous in ("sponsors", "number", "title") or (previous == "kind" and cover.kind == "draft"):
        cover.title = join([cover.title or "", text])
        return "title"
    return None


def _session(found: re.Match[str]) -> str | None:
    try:
        number = from_chinese(found["number"])
    except ValueError:
        return None
    groups = found.groupdict()
    special = groups.get("special") or groups.get("special_too")
    return {"紧急特别": f"ES-{number}", "特别": f"S-{number}"}.get(special or "", str(number))
