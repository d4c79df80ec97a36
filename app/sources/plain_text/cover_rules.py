"""The lines of a cover: each kind has a rule, which fills the field that it gives."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from app.domain.characters import simplified
from app.domain.numerals import from_chinese
from app.domain.organs import Names, Organ
from app.domain.resolution import DocumentKind, NoteMark, Problem, Sponsor
from app.domain.symbols import Symbol
from app.sources.dates import DATE, GivenDate, english_date, given_dates, parse_date
from app.sources.plain_text.adoption_lines import ONE_MEETING, adoption_line
from app.sources.plain_text.line_patterns import (
    PART_LETTER,
    mark_number,
    part_letter,
)
from app.sources.plain_text.number_lines import number_line, sure_number_line
from app.sources.sponsors import SPONSORS, printed_sponsors

_SESSION = re.compile(
    r"(?:\S{0,8})第(?P<number>[^第\s]+?)(?P<special>紧急特别|特别)?届(?P<special_too>紧急特别|特别)?(?:会议|常会)?(?:\s*[（(]?续会[)）]?)?"
)
_YEAR_SESSION = re.compile(r"(?P<number>\d{4})\s*年(?:届会|会议|实质性会议|组织会议).*")
_COVER = re.compile(
    rf"(?:联合国)?(?P<organ>\S*?)\s*[于在]?\s*(?:{DATE.pattern}|\d{{4}}\s*年.*日)\s*(?:第\s*\d+\s*次(?:全体)?会议)?\s*通过的?\s*(?P<kind>决议|决定)案?"
)
_ADOPTED = re.compile(
    rf"{DATE.pattern}\s*(?P<organ>大会|经济及社会理事会|人权理事会|人权委员会)?\s*(?P<kind>决议|决定)案?"
)
_COMMITTEE = "第[一二三四五六]委员会|特别政治和非殖民化委员会"
_REFERRAL = re.compile(
    rf"[\[［〔【(（]?(?:(?P<none>未经发交主要委员会而通过)|根据(?P<committee>{_COMMITTEE})?.*(?:报告|建议|提案|决议草案)"
    rf"|(?P<reported>{_COMMITTEE}).*报告.*通过).*"
)
_DRAFT_OF = re.compile(r".{2,40}(?:提出|提交|编写|拟订|建议|推荐|提议)的(?:订正)?(?:决议|决定)草案")
OPENING_BRACKETS, CLOSING_BRACKETS = "[［〔【", "]］〕】"
_SOURCE = re.compile(r"[(（]\s*(?P<symbol>[A-Z]+(?:/[A-Za-z0-9.]+)+.*?)\s*[)）]")
_DRAFT_ALONE = re.compile(r"[\[［]\s*(?P<symbol>[A-Z]+(?:/[A-Za-z0-9.]+)+)(?:号文件)?\s*[\]］]")
_DRAFT_SYMBOL = re.compile(r"/L\.\d|/WP\.\d")
_SYMBOL_LINE = re.compile(r"[AES]/[A-Za-z0-9./() -]{1,100}")
_SYMBOL_AND_TITLE = re.compile(
    r"(?P<symbol>[AES]/(?:[A-Z0-9.]+/)*RES/[0-9A-Z/-]+(?:\s?\([0-9XVILC-]+\))?)\s+(?P<title>[\u3400-\u9fff“《].*)"
)
_MONTHS = r"(?:\d{4}\s*年)?(?:\s*\d+\s*月)?"
_DATED = re.compile(
    rf"{DATE.pattern}\s*(?:至|-|—|–)\s*{_MONTHS}\s*\d+\s*日|\d+\s+\S*月(?:\s+\d{{4}})?\s*[-–—至]?\s*\d+\s+\S*月\s+\d{{4}}"
)
_KIND_ALONE = re.compile(
    r"决议|决定|其他决定|联合国|(?:订正)?(?:决议|决定)草案|全体会议|全会|大会决议|大会决定"
)


@dataclass(slots=True)
class Cover:
    """The contents of the head, filled in while it is read.

    `adoption` is the sentence with the vote, if it stands here. `day_line` is a date alone, which is that of adoption
    beside the number and else that of publication; `is_under_number`: the line above has the number.
    """

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
    originating: str | None = None
    adoption: str = ""
    is_adopted: bool = True
    day_line: str = ""
    is_under_number: bool = False

    problems: list[Problem] = field(default_factory=list)


Rule = Callable[[str, str, Cover, Names], str | None]
"""A line as printed, the line in simplified characters, the cover so far, known names -> the field that it
fills, or None."""


def _facts(text: str, plain: str, cover: Cover, _names: Names) -> str | None:
    """Distr.: General · Chinese · Original: English."""
    if found := re.fullmatch(r"(?i:Distr)\.?(?:\s*[:：]?\s*(\S.*))?|分发\s*[:：]\s*(\S.*)", plain):
        cover.distribution = found[1] or found[2] or cover.distribution
        return "distribution"
    if plain in ("GENERAL", "LIMITED", "RESTRICTED", "普遍", "限制", "普通", "有限"):
        cover.distribution = cover.distribution or text
        return "distribution"
    if found := re.fullmatch(r"(?i:Original)\s*[:：]\s*(\S.*)|原文\s*[:：]\s*(\S.*)", plain):
        cover.original_language = found[1] or found[2]
        return "original_language"
    if plain in ("Chinese", "CHINESE", "中文"):
        cover.language = text
        return "language"
    return None


def _day(text: str, plain: str, cover: Cover, _names: Names) -> str | None:
    """2022年7月15日 · 15 July 2022."""
    if DATE.fullmatch(plain):
        cover.day_line = text
        if cover.is_under_number and (dates := given_dates("cover", [text])):
            cover.dates = cover.dates or dates
            return "adopted_on"
        cover.published_on = parse_date(plain) or cover.published_on
        return "published_on"
    if day := english_date(plain):
        cover.published_on, cover.day_line = day, ""
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
        r"(?:临时)?议程项目\s*[:：]?\s*(\d+\s*(?:[(（]\S+?[)）]\s*)*(?:[和、至]\s*\d+\s*(?:[(（]\S+?[)）])*)*)",
        plain,
    ):
        cover.agenda_item = re.sub(r"\s+", "", found[1])
        return "agenda_item"
    if re.fullmatch(r"第[一二三四五六]委员会|特别政治和非殖民化委员会(?:[（(]第四委员会[)）])?", plain):
        cover.committee = text
        return "committee"
    return None


def _adopted(text: str, plain: str, cover: Cover, names: Names) -> str | None:
    """人权理事会…通过的决议 · 2022年7月28日大会决议 · 2023年6月2日安全理事会第9335次会议通过 · 第54次全体会议."""
    if found := _COVER.fullmatch(plain) or _ADOPTED.fullmatch(plain):
        cover.organ = names.organ(found["organ"] or "") or cover.organ
        cover.dates = given_dates("cover", [plain])
        cover.kind = "decision" if found["kind"] == "决定" else cover.kind
        return "adopted_on"
    if told := adoption_line(text):
        cover.dates = given_dates("cover", [text]) or cover.dates
        cover.meeting = told.meeting or cover.meeting
        cover.adoption = told.text if told.tells_how else cover.adoption
        cover.is_adopted &= told.is_adopted
        return "adopted_on"
    if re.fullmatch(ONE_MEETING, plain):
        cover.meeting = re.sub(r"\s+", "", text)
        return "meeting"
    return None


def _source(text: str, plain: str, cover: Cover, _names: Names) -> str | None:
    """[S/368] · [根据第三委员会的报告(…)通过] · 决议草案."""
    if found := _DRAFT_ALONE.fullmatch(plain):
        cover.originating = found["symbol"]
        return "originating"
    if found := _REFERRAL.fullmatch(plain):
        cover.committee = found["committee"] or found["reported"] or found["none"] or cover.committee
        if source := _SOURCE.search(text):
            cover.originating = source["symbol"]
        return "committee"
    if _KIND_ALONE.fullmatch(plain) or _DRAFT_OF.fullmatch(plain):
        cover.kind = "draft" if "草案" in plain else "decision" if "决定" in plain else cover.kind
        return "kind"
    return None


def _title(text: str, _plain: str, cover: Cover, names: Names) -> str | None:
    """50/4. 题目 · 第2722(2024)号决议 · 人权委员会第2005/81号决议."""
    found = number_line(text)
    if found is None or (found.is_bare and not _is_of_session(found.number, cover)):
        return None
    if cover.number and not sure_number_line(text):
        return None
    cover.number, cover.letter = found.number or None, found.letter or cover.letter
    cover.organ = names.organ(found.organ) or cover.organ
    cover.kind = "draft" if found.is_draft else "decision" if found.kind == "决定" else cover.kind
    title = text[slice(*found.title)].strip()
    if found.day or _DATED_TITLE.fullmatch(simplified(title)):
        cover.dates = given_dates("cover", [text]) or cover.dates
        title = "" if _DATED_TITLE.fullmatch(simplified(title)) else title
    if adoption_line(title) and _adopted(title, simplified(title), cover, names):
        title = ""
    cover.title = title or None
    return "title" if title else "number"


_DATED_TITLE = re.compile(rf"{DATE.pattern}\s*(?:通过)?的?(?:决议|决定)案?")
"""`一九四七年六月四日决议案` behind the number of a text without a title."""


def _is_of_session(number: str, cover: Cover) -> bool:
    """Whether figures alone on a line are the number: of a year, or of the session that the cover prints."""
    session = number.partition("/")[0]
    return cover.number is None and (
        bool(re.fullmatch(r"19\d\d|20\d\d", session)) or session == cover.session
    )


def _text_itself(text: str, plain: str, cover: Cover, names: Names) -> str | None:
    """中国、古巴* ：决议草案 · A/RES/77/213 · A."""
    if found := SPONSORS.fullmatch(plain):
        cover.sponsors = tuple(printed_sponsors(text[slice(*found.span("names"))], names))
        cover.kind = "draft"
        return "sponsors"
    if _SYMBOL_LINE.fullmatch(text) and (symbol := Symbol.read(text)):
        cover.printed_symbol = symbol
        cover.kind = "draft" if _DRAFT_SYMBOL.search(symbol.canonical) else cover.kind
        return "symbol"
    found = _SYMBOL_AND_TITLE.fullmatch(text)
    is_title = found and not (cover.number or cover.title or number_line(found["title"]))
    if found and is_title and (symbol := Symbol.read(found["symbol"])):
        cover.printed_symbol, cover.title = symbol, found["title"]
        return "title"
    if cover.number and (found := PART_LETTER.fullmatch(text)):
        cover.letter = part_letter(found["letter"])
        if found["mark"]:
            mark = NoteMark(mark_number(found["mark"]), len(cover.title or ""))
            cover.title_notes = (*cover.title_notes, mark)
        return "letter"
    return None


RULES: tuple[Rule, ...] = (_title, _text_itself, _facts, _day, _meeting, _adopted, _source)
WHY = {
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
    "meeting": "会议",
    "originating": "来源文件",
}


def _session(found: re.Match[str]) -> str | None:
    try:
        number = from_chinese(found["number"])
    except ValueError:
        return None
    groups = found.groupdict()
    special = groups.get("special") or groups.get("special_too")
    return {"紧急特别": f"ES-{number}", "特别": f"S-{number}"}.get(special or "", str(number))


def ends_title(text: str, plain: str) -> bool:
    """Whether a line after a title tells how the text was adopted, so that it is not part of the title."""
    return bool(
        plain[:1] in OPENING_BRACKETS
        or _COVER.fullmatch(plain)
        or _ADOPTED.fullmatch(plain)
        or DATE.fullmatch(plain)
        or re.fullmatch(ONE_MEETING, plain)
        or adoption_line(text)
        or _KIND_ALONE.fullmatch(plain)
        or (_SYMBOL_LINE.fullmatch(text) and Symbol.read(text))
    )
