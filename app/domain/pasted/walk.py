"""What a text says of a document, read from left to right: organ, date, session, title, kind, place, punctuation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.domain.numerals import from_roman
from app.domain.organs import Names
from app.domain.pasted.mentions import Mention
from app.domain.pasted.worded_places import WordedPlace, worded_places
from app.domain.resolution import DocumentKind

MARKS = " ,，.。、:：;；!！?？()[]{}<>《》〈〉〔〕【】「」『』“”‘’\"'`*#_-/\\…·~^|"
"""Punctuation that says nothing of a document."""
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_DAY = re.compile(
    r"(?<=\()(?:19|20)[0-9]{2}(?=\))"
    r"|(?P<year>[0-9]{4})\s?年\s?(?:(?P<month>[0-9]{1,2})\s?月\s?(?:(?P<day>[0-9]{1,2})\s?日)?)?"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}"
    rf"|(?:of\s|on\s)?(?:[0-9]{{1,2}}\s)?(?:{_MONTHS})\.?\s(?:[0-9]{{1,2}},?\s)?[0-9]{{4}}",
    re.IGNORECASE,
)
_TOPIC = re.compile(r"(?:关于|有关)[^，；。0-9]{1,60}的(?=第|[0-9]{4}年|$)")
TITLE = re.compile(
    r"《(?P<book>(?:[^《》]|《[^《》]*》){1,200})》|“(?P<curly>(?:[^“”]|“[^“”]*”){1,200})”"
    r"|\"(?P<plain>[^\"]{1,200})\"|「(?P<corner>[^「」]{1,200})」|『(?P<white>[^『』]{1,200})』"
)
_ENTRY = re.compile(
    r"[^:：]{1,160}[:：]\s?(?=[A-Z]{1,4}/[^\[\]\s]{2,40}(?:\s\([0-9]{4}\))?\s?\[(?:EB|DB|R|Z)(?:/OL)?\])"
)
"""The title of an entry in a list of references (GB/T 7714), before a symbol and its kind: `[EB/OL]`."""
_ENGLISH_ENTRY = re.compile(
    r"(?:the\s)?(?:u\.?\s?n\.?|united\snations)[\s,]+(?:general\sassembly|security\scouncil|human\srights\scouncil|economic\sand\ssocial\scouncil)"
    r"(?:\s\([^()]{1,40}\))?\s?[,.:]\s[^?]{2,220}[,.:;]\s(?:u\.?\s?n\.?\sdoc\.?\s)?",
    re.IGNORECASE,
)
"""The beginning of a reference by author, title and date: `UN General Assembly, Title, 15 December 2022, A/RES/77/213`."""
_DRAFT_NUMBER = re.compile(
    r"(?:D\.?\s?R\.?|draft resolution|决议草案)\s?(?P<roman>[IVXL]+|[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?![A-Za-z0-9/])",
    re.IGNORECASE,
)
_SAID = (
    r"(?:EB|DB|R|Z)(?:/OL)?(?=\])|[中英]文本?|(?<=\.)(?:pdf|docx?|html?|xml|txt)$|(?:zh|en|ch)(?![a-z])|(?:GA|SC|ESC)OR(?![a-z])|[0-9]{1,3}(?:st|nd|rd|th)\ssess(?:ion|\.)?|联合国|文件|文号|编号|全文|第[0-9一二三四五六七八九十]+届(?:紧急)?(?:特别)?(?:会议|联大)?(?:续会)?(?:上|期间)?"
    r"|(?:未经表决|协商一致|经(?:记录)?表决)?通过的?|题为|关于|的|中(?=第|序|附|脚)|在|于|其|号|决议草案|草案|决议|决定|载于|所载"
    r"|u\.?\s?n\.?(?![a-z])|doc(?:ument)?s?(?![a-z])|adopted(?![a-z])|by(?![a-z])|on(?![a-z])|of(?![a-z])|the(?![a-z])|in(?![a-z])|at(?![a-z])|its(?![a-z])"
    r"|contained(?![a-z])|entitled(?![a-z])|without(?:\sa)?\svote(?![a-z])|resolutions?(?![a-z])|decisions?(?![a-z])|res(?![a-z])|general\sassembly(?![a-z])|security\scouncil(?![a-z])|human\srights\scouncil(?![a-z])|unga(?![a-z])|unsc(?![a-z])|symbol(?![a-z])"
)
_LEADING_UP = re.compile(
    r"参见|参看|参阅|详见|另见|见于|见|引自|请?看(?:这个|一下)?|请?查(?:阅|找|看)?|(?:please\s)?see(?:\salso)?(?![a-z])|cf(?![a-z])",
    re.IGNORECASE,
)
"""What leads up to a reference, and says nothing behind one."""
_KINDS: dict[str, DocumentKind] = {
    "决议草案": "draft",
    "草案": "draft",
    "决定": "decision",
    "决议": "resolution",
}


@dataclass(slots=True)
class Walk:
    """The way through a text: what was read, and where the next is to be read."""

    at: int = 0
    seen: int = 0
    title: str = ""
    body: str = ""
    kind: DocumentKind | None = None
    on: date | None = None
    draft: int = 0
    places: tuple[WordedPlace, ...] = ()


def walk_through(text: str, walk: Walk, named: Sequence[Mention], names: Names) -> bool:
    """Read as far as is understood; whether all of the mentions were come upon."""
    while walk.at < len(text):
        if not _step(text, walk, named, names):
            break
    return walk.seen == len(named)


def _step(text: str, walk: Walk, named: Sequence[Mention], names: Names) -> bool:
    begin = walk.at
    # Of a number in brackets the `第` stands before what is cited.
    if walk.seen < len(named) and text[begin : named[walk.seen].start] in ("", "第"):
        walk.at = max(begin, named[walk.seen].end)
        walk.seen += 1
        return True
    limit = named[walk.seen].start if walk.seen < len(named) else len(text)
    return any(reader(text, walk, limit, names) for reader in (_mark, _draft, _place, _title, _said))


def _mark(text: str, walk: Walk, limit: int, _: Names) -> bool:
    if text[walk.at] not in MARKS or TITLE.match(text, walk.at, limit):
        return False
    # A sign of a place is no punctuation: `(a)`, `#op-5`.
    if walk.seen and not walk.places and text[walk.at] in "#(" and worded_places(text[:limit], walk.at)[0]:
        return False
    walk.at += 1
    return True


def _draft(text: str, walk: Walk, limit: int, _: Names) -> bool:
    found = _DRAFT_NUMBER.match(text, walk.at, limit) if walk.seen else None
    if found is None:
        return False
    printed = found["roman"]
    with_value = worded_places(f"第{printed}段")[0] if not printed.isalpha() or not printed.isascii() else ()
    walk.draft = int(with_value[0].paths[0].split("/")[1]) if with_value else from_roman(printed.upper())
    walk.at = found.end()
    return True


def _place(text: str, walk: Walk, limit: int, _: Names) -> bool:
    if walk.places:
        return False
    places, end = worded_places(text[:limit], walk.at)
    if not places or not _ends_a_word(text, end):
        return False
    walk.places, walk.at = places, end
    return True


def _ends_a_word(text: str, end: int) -> bool:
    return not (
        text[end - 1].isascii()
        and text[end - 1].isalnum()
        and text[end : end + 1].isascii()
        and text[end : end + 1].isalnum()
    )


def _title(text: str, walk: Walk, limit: int, _: Names) -> bool:
    found = TITLE.match(text, walk.at, limit)
    if found is None:
        return False
    walk.title = walk.title or next(filter(None, found.groups()))
    walk.at = found.end()
    return True


def _said(text: str, walk: Walk, limit: int, names: Names) -> bool:
    if day := _DAY.match(text, walk.at, limit):
        walk.on = walk.on or _date(day)
        walk.at = day.end()
        return True
    if not walk.seen and (led := _LEADING_UP.match(text, walk.at, limit)):
        walk.at = led.end()
        return True
    if not walk.seen and (topic := _TOPIC.match(text, walk.at, limit)):
        walk.at = topic.end()
        return True
    entry = _ENGLISH_ENTRY.fullmatch(text, walk.at, limit) or _ENTRY.match(text, walk.at)
    if not walk.seen and entry and entry.end() == limit < len(text):
        walk.at = limit
        return True
    found = _describing(names).match(text, walk.at, limit)
    if found is None:
        return False
    if found["organ"]:
        organ = names.organ(found["organ"].removeprefix("联合国"))
        walk.body = walk.body or (organ.code if organ else "")
    walk.kind = walk.kind or _KINDS.get(found[0])
    walk.at = found.end()
    return True


def _date(found: re.Match[str]) -> date | None:
    try:
        return date(*(int(found[part]) for part in ("year", "month", "day")))
    except (TypeError, ValueError):
        return None


@lru_cache
def _describing(names: Names) -> re.Pattern[str]:
    """What is said of a document beside its number, with the names of all organs."""
    organs = sorted({name for organ in names.organs for name in organ.names}, key=len, reverse=True)
    return re.compile(rf"(?P<organ>{'|'.join(map(re.escape, organs))})|(?:{_SAID})", re.IGNORECASE)
