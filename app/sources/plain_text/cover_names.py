"""Names on a cover that tell nothing of the text, or that it is another organization's; lines of libraries and news."""

import re

from app.domain.numerals import from_chinese
from app.domain.organs import Names
from app.domain.resolution import NoteMark, Problem
from app.sources.dates import DATE, given_dates
from app.sources.plain_text.adoption_lines import INTRODUCES, ONE_MEETING
from app.sources.plain_text.cover import Cover
from app.sources.plain_text.line_patterns import PART_LETTER, PART_TITLED, mark_number, part_letter
from app.sources.plain_text.number_lines import number_inside

_ORGAN_LETTER = re.compile(r"(?:联\s*合\s*国\s+)?[AEST]")
"""The large letter at the head of covers of the 1990s."""
_ENGLISH_COVER = re.compile(
    r"United Nations|General Assembly|Security Council|Economic and Social Council|Human Rights Council|[A-Z][a-z]+(?:-[a-z]+)? session"
)
"""What a cover prints in English above a text in Chinese."""
_OTHER_ORGANIZATION = re.compile(
    r"(?:联合国环境规划署|联合国人类住区规划署)?(?:联合国)?(?:粮食及农业组织|粮农组织|教育[、,，]?科学及文化组织|教科文组织|世界卫生组织|世卫组织|世界卫生大会|国际劳工组织|国际劳工大会"
    r"|国际原子能机构|国际民用航空组织|国际海事组织|国际电信联盟|万国邮政联盟|世界气象组织|世界知识产权组织|工业发展组织|世界旅游组织"
    r"|环境大会|人居大会)(?:大会)?"
)
_OF_DRAFT = re.compile(r"(?:(?:决议)?草案\s*(?:文号)?|报告)\s*[:：]\s*(?P<symbol>[AES]/[A-Z0-9./-]+)")
_RECORD = re.compile(r"会议(?:记录)?\s*[:：]\s*[AES]/[A-Z0-9./-]*(?:PV|SR)\.\d{1,5}")
"""Fields of a library's record: the draft, and the record of the meeting."""
_COUNT = r"\d{1,3}\s*票"
_NAMED = r"(?:\s*[(（][^)）]{1,120}[)）])?"
_VOTE_IN_NEWS = re.compile(
    rf".{{0,120}}(?:以|结果[为是])?\s*{_COUNT}赞成\s*[、，,]\s*{_COUNT}反对{_NAMED}\s*[、，,]\s*{_COUNT}弃权{_NAMED}.{{0,60}}通过.{{0,80}}"
)
"""`（记者某某）联合国大会27日以100票赞成、11票反对、58票弃权通过决议。决议全文如下：`."""


def printed_beside(text: str, plain: str, cover: Cover, _names: Names) -> str | None:
    """联合国 A · United Nations · 粮食及农业组织, whose conference is called 大会 as well."""
    if _ENGLISH_COVER.fullmatch(plain):
        return "session" if plain.endswith("session") else "body"
    if not cover.number and _ORGAN_LETTER.fullmatch(plain):
        return "body"
    if _OTHER_ORGANIZATION.fullmatch(plain):
        cover.other_organization = text
        return "body"
    return None


def told_by_library(text: str, plain: str, cover: Cover, _names: Names) -> str | None:
    """草案：A/43/L.1 · 会议记录：A/43/PV.75 · 联合国大会27日以100票赞成、11票反对、58票弃权通过决议."""
    if found := _OF_DRAFT.fullmatch(plain):
        cover.originating = found["symbol"]
        return "originating"
    if _RECORD.fullmatch(plain):
        return "meeting"
    if _VOTE_IN_NEWS.fullmatch(plain) and not cover.adoption:
        cover.adoption = text
        cover.dates = cover.dates or given_dates("cover", [text])
        cover.is_adopted &= _REJECTED.search(plain) is None
        if met := re.search(ONE_MEETING, plain):
            cover.meeting = cover.meeting or re.sub(r"\s+", "", met[0])
        if not cover.title and (titled := _TITLED.search(text)):
            cover.title = titled["title"]
            cover.problems.append(Problem("title_guessed", f"标题取自一行新闻：{cover.title[:40]}"))
        if not cover.number and (named := number_inside(text)):
            cover.number = named.number
            cover.problems.append(Problem("number_guessed", f"编号{named.number}取自一行标题：{text[:40]}"))
        return "adopted_on"
    return None


_REJECTED = re.compile("未(?:获|能|能获得|获得)?通过|被否决|遭否决")
_TITLED = re.compile("(?:题为|題為|名为)[“《「](?P<title>[^”》」]{2,80})[”》」]")
_ARTICLE = re.compile(
    rf"(?:联合国)?(?P<named>(?:安全理事会|安理会|大会|人权理事会)?第[^第，。]{{1,14}}号决议)[^。]{{0,60}}?[是为于在]\s*[^。]{{0,60}}?{DATE.pattern}"
    r"[^。]{0,60}?(?P<how>(?:[，,]?\s*(?:一致|全票|协商一致|未经表决|以[^。]{3,60}?))?)\s*通过[^。]{0,60}。?"
)
"""`联合国安全理事会第243号决议，是安理会于1967年11月29日第1384次会议上一致通过的一项决议。`, as an article begins."""


def told_by_encyclopedia(text: str, plain: str, cover: Cover, _names: Names) -> str | None:
    """The first sentence of an encyclopedia's article on the text."""
    found = _ARTICLE.fullmatch(plain) if len(plain) <= _LONGEST_SENTENCE else None
    if found is None:
        return None
    cover.dates = cover.dates or given_dates("cover", [plain])
    if met := re.search(ONE_MEETING, plain):
        cover.meeting = cover.meeting or re.sub(r"\s+", "", met[0])
    if found["how"]:
        cover.adoption = cover.adoption or f"{text[slice(*found.span('how'))].strip('，, ')}通过"
    return "adopted_on"


_LONGEST_SENTENCE = 300
"""In characters."""


def introduced(text: str, plain: str, cover: Cover, names: Names) -> str | None:
    """2011年6月17日，人权理事会第34次会议决定通过案文如下：."""
    found = INTRODUCES.fullmatch(plain)
    if found is None:
        return None
    cover.organ = names.organ(found["organ"] or "") or cover.organ
    cover.dates = given_dates("cover", [found["day"]]) or cover.dates
    cover.meeting = re.sub(r"\s+", "", text[slice(*found.span("meeting"))])
    if _DECIDED.search(plain) and cover.kind == "resolution":
        cover.kind = "decision"
    return "adopted_on"


_DECIDED = re.compile(r"决定(?!草案)")


_SESSION = re.compile(
    r"(?:\S{0,8})第(?P<number>[^第\s]+?)(?P<special>紧急特别|特别)?届(?P<special_too>紧急特别|特别)?(?:会议|常会|会)?(?:所?通过[之的]?)?(?:决议案?)?(?:\s*[（(]?续会[)）]?)?"
)
_YEAR_SESSION = re.compile(r"(?P<number>\d{4})\s*年(?:届会|会议|实质性会议|组织会议).*")


def session_of(plain: str) -> str | None:
    """The session that a line of a cover names, `第五十届会议` or `第十届紧急特别会议`; or None."""
    found = _YEAR_SESSION.fullmatch(plain) or _SESSION.fullmatch(plain)
    if found is None:
        return None
    try:
        number = from_chinese(found["number"])
    except ValueError:
        return None
    groups = found.groupdict()
    special = groups.get("special") or groups.get("special_too")
    return {"紧急特别": f"ES-{number}", "特别": f"S-{number}"}.get(special or "", str(number))


def letter_of_part(text: str, cover: Cover) -> str | None:
    """A · A 2 · A. 双边核武器谈判."""
    if titled := PART_TITLED.fullmatch(text):
        cover.letter, cover.title = part_letter(titled["letter"]), titled["title"]
        return "title"
    found = PART_LETTER.fullmatch(text)
    if found is None:
        return None
    cover.letter = part_letter(found["letter"])
    if found["mark"]:
        mark = NoteMark(mark_number(found["mark"]), len(cover.title or ""))
        cover.title_notes = (*cover.title_notes, mark)
    return "letter"


def distribution_facts(text: str, plain: str, cover: Cover, _names: Names) -> str | None:
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
    if plain.strip("[]") in ("Chinese", "CHINESE", "中文"):
        cover.language = text.strip("[]")
        return "language"
    return None
