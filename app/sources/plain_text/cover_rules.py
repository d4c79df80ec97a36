"""The lines of a cover: each kind has a rule, which fills the field that it gives."""

import re

from app.domain.characters import simplified
from app.domain.organs import Names
from app.domain.resolution import Problem
from app.domain.symbols import Symbol, is_deliberation
from app.sources.dates import DATE, GivenDate, english_date, given_dates, parse_date
from app.sources.plain_text.adoption_lines import INTRODUCES, ONE_MEETING, adoption_line, is_vote_line
from app.sources.plain_text.cover import Cover, Rule
from app.sources.plain_text.cover_names import (
    distribution_facts,
    introduced,
    letter_of_part,
    printed_beside,
    session_of,
    told_by_encyclopedia,
    told_by_library,
)
from app.sources.plain_text.named_fields import (
    FIELD_IN_ENGLISH,
    WHOLE_TEXT,
    named_title,
    told_in,
    unwrapped,
    with_dates_in_words,
)
from app.sources.plain_text.number_lines import (
    DATED_TITLE,
    PROCLAIMED,
    STATEMENT,
    in_narrow_figures,
    is_number_again,
    number_inside,
    number_line,
    spellings,
    sure_number_line,
)
from app.sources.sponsors import SPONSORS, printed_sponsors

_COVER = re.compile(
    rf"(?:联合国)?(?P<organ>\S*?)\s*[于在]?\s*(?:{DATE.pattern}|\d{{4}}\s*年.*日)\s*(?:第\s*\d+\s*次(?:全体)?会议)?\s*通过的?\s*(?P<kind>决议|决定)案?"
)
_ADOPTED = re.compile(
    rf"{DATE.pattern}\s*(?:通过[之的])?(?P<organ>大会|经济及社会理事会|人权理事会|人权委员会)?\s*(?P<kind>决议|决定)案?(?:\s*[(（][^()（）]{{1,40}}[)）])?"
)
_ORGAN_AND_DAY = re.compile(rf"(?:联合国)?(?P<organ>[\u3400-\u9fff]{{2,10}})\s*{DATE.pattern}")
"""`联合国大会 1985年12月13日` above a number."""
_ORGAN_ALONE = re.compile("(?:联合国)?(?:大会|安全理事会|经济及社会理事会|人权理事会)")
_COMMITTEE = "第[一二三四五六]委员会|特别政治和非殖民化委员会"
_COMMITTEE_BESIDE = re.compile(r"\s+[(（]?(?P<committee>第[一二三四五六]委员会)[)）]?$")
_REFERRAL = re.compile(
    rf"[\[［〔【(（]?(?:(?P<none>未经发交主要委员会(?:\s*[(（][^)）]{{1,30}}[)）]\s*)?而通过)|根据(?P<committee>{_COMMITTEE})?.*(?:报告|建议|提案|决议草案)"
    rf"|(?P<reported>{_COMMITTEE}).*报告.*通过).*"
)
_DRAFT_OF = re.compile(r".{2,40}(?:提出|提交|编写|拟订|建议|推荐|提议)的(?:订正)?(?:决议|决定)草案")
OPENING_BRACKETS, CLOSING_BRACKETS = "[［〔【", "]］〕】"
_SOURCE = re.compile(r"[(（]\s*(?P<symbol>[A-Z]+(?:/[A-Za-z0-9.]+)+.*?)\s*[)）]")
_DRAFT_ALONE = re.compile(r"[\[［〔【(（]\s*(?P<symbol>[A-Z]+(?:/[A-Za-z0-9.]+)+)(?:号文件)?\s*[\]］〕】)）]")
_DRAFT_SYMBOL = re.compile(r"/L\.\d|/WP\.\d")
_SYMBOL_LINE = re.compile(r"[AEST]/[A-Za-z0-9./() -]{1,100}")
_SYMBOL_AND_TITLE = re.compile(
    r"(?P<symbol>[AEST]/(?:[A-Z0-9.]+/)*RES/[0-9A-Z/-]+(?:\s?\([0-9XVILC-]+\))?)(?:\s+|(?:号(?:决议|决定))?\s*[:：]\s*|\s*[—–-]{1,2}\s*)(?P<title>[\u3400-\u9fff“《].*)"
)
_MONTHS = r"(?:\d{4}\s*年)?(?:\s*\d+\s*月)?"
_DATED = re.compile(
    rf"{DATE.pattern}\s*(?:至|-|—|–)\s*{_MONTHS}\s*\d+\s*日|\d+\s+\S*月(?:\s+\d{{4}})?\s*[-–—至]?\s*\d+\s+\S*月\s+\d{{4}}"
)
_SERIAL = re.compile(r"第\d{1,4}号决议")
"""The number of the text again, without its year, in a box beside an encyclopedia's article."""
_KIND_ALONE = re.compile(
    r"决议|决定|其他决定|联合国|通过|由|主席的?声明|(?:订正)?(?:决议|决定)草案[一二三四五六七八九十]{0,3}|全体会议|全会|(?:联合国)?(?:大会|托管理事会|安全理事会)(?:决议案?|决定)|(?:投票|表决)(?:表决|摘要|结果|情况)?|(?:决议)?(?:原文|正文|内容)|(?:结果|投票结果|表决结果)\s*[:：]?\s*(?:获得?)?通过"
)


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


def _named_field(text: str, _plain: str, cover: Cover, names: Names) -> str | None:
    """通过日期：2016年12月23日 · 文号：A/RES/71/256 · （2000. 9. 8 大会第55/2号决议）."""
    told = with_dates_in_words(unwrapped(told_in(text)))
    if told == text or not (field := by_rules(told, cover, names)):
        return None
    if field == "published_on" and _ADOPTED_ON.match(text) and not cover.dates:
        printed = (GivenDate("cover", told, cover.published_on),)
        cover.dates, cover.published_on = given_dates("cover", [told]) or printed, None
        return "adopted_on"
    return field


_ADOPTED_ON = re.compile("[【［\\[]?(?:通过|决议日期|批准日期|颁布日期)|(?i:date)\\s*[:：]")


def by_rules(text: str, cover: Cover, names: Names) -> str | None:
    """The field that a line fills by the first rule that knows it, or None."""
    plain = simplified(text)
    return next((field for rule in RULES[:-1] if (field := rule(text, plain, cover, names))), None)


def _meeting(text: str, plain: str, cover: Cover, names: Names) -> str | None:
    """人权理事会 · 第五十届会议 · 2022年6月13日至7月8日 · 议程项目3 · 第三委员会."""
    if organ := names.organ(text):
        cover.organ = organ
        return "body"
    if session := session_of(plain):
        cover.session = session
        return "session"
    if _DATED.fullmatch(plain):
        cover.session_dates = re.sub(r"\s+", "", text)
        return "session_dates"
    if found := re.fullmatch(
        r"(?:(?:临时)?议程项目|Agenda items?)\s*[:：]?\s*(\d+\s*(?:[(（]\S+?[)）]\s*)*(?:[和、至]\s*\d+\s*(?:[(（]\S+?[)）])*)*)",
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
        if met := re.search(ONE_MEETING, plain):
            cover.meeting = cover.meeting or re.sub(r"\s+", "", met[0])
        return "adopted_on"
    if (found := _ORGAN_AND_DAY.fullmatch(plain)) and (organ := names.organ(found["organ"])):
        cover.organ, cover.dates = organ, given_dates("cover", [plain])
        return "adopted_on"
    if told := adoption_line(text):
        cover.dates = given_dates("cover", [text]) or cover.dates
        cover.meeting = told.meeting or cover.meeting
        cover.adoption = told.text if told.tells_how else cover.adoption
        cover.is_adopted &= told.is_adopted
        cover.marks |= {told.mark} - {""}
        if not cover.number and (named := number_inside(text)):
            cover.number, cover.organ = named.number, names.organ(named.organ) or cover.organ
            cover.problems.append(Problem("number_guessed", f"编号{named.number}取自一句话：{text[:40]}"))
        return "adopted_on"
    if is_vote_line(text):
        cover.adoption = cover.adoption or text
        return "adopted_on"
    if re.fullmatch(ONE_MEETING, plain):
        cover.meeting = re.sub(r"\s+", "", text)
        return "meeting"
    return None


def _source(text: str, plain: str, cover: Cover, _names: Names) -> str | None:
    """[S/368] · [根据第三委员会的报告(…)通过] · 决议草案."""
    if found := _DRAFT_ALONE.fullmatch(in_narrow_figures(plain)):
        cover.originating = found["symbol"]
        return "originating"
    if found := _REFERRAL.fullmatch(plain):
        cover.committee = found["committee"] or found["reported"] or found["none"] or cover.committee
        if source := _SOURCE.search(text):
            cover.originating = source["symbol"]
        return "committee"
    if cover.number and _SERIAL.fullmatch(plain) and plain[1:-3] == cover.number.partition("(")[0]:
        return "number"
    if _KIND_ALONE.fullmatch(plain) or _DRAFT_OF.fullmatch(plain):
        cover.kind = "draft" if "草案" in plain else "decision" if "决定" in plain else cover.kind
        return "kind"
    return None


def _title(text: str, _plain: str, cover: Cover, names: Names) -> str | None:
    """50/4. 题目 · 第2722(2024)号决议 · 人权委员会第2005/81号决议."""
    if cover.title is None and (named := named_title(text)):
        cover.title = named
        return "title"
    if statement := STATEMENT.fullmatch(text):
        cover.title = cover.title or statement["title"]
        return "title"
    found = number_line(text)
    if found is None or (found.is_bare and not _is_of_session(found.number, cover)):
        return None
    if cover.number not in (None, *spellings(found.number)) and not sure_number_line(text):
        return None
    cover.number, cover.letter = found.number or None, found.letter or cover.letter
    cover.organ = names.organ(found.organ) or cover.organ
    cover.kind = found.kind_over(cover.kind)
    title = _behind_number(text[slice(*found.title)].strip(), cover)
    if found.day or DATED_TITLE.fullmatch(simplified(title)):
        cover.dates = given_dates("cover", [text]) or cover.dates
        title = "" if DATED_TITLE.fullmatch(simplified(title)) else title
    if found.kind and PROCLAIMED.fullmatch(simplified(title)):
        cover.dates = given_dates("cover", [text]) or cover.dates
        title = ""
    if title and not re.search(r"[\u3400-\u9fff]", title):
        cover.problems.append(Problem("unclaimed_line", f"编号之后的文字不是中文，未作为标题：{title[:40]}"))
        title = ""
    if adoption_line(title) and _adopted(title, simplified(title), cover, names):
        title = ""
    cover.title = title or cover.title
    return "title" if title else "number"


def _behind_number(title: str, cover: Cover) -> str:
    """The title behind a number, without a committee beside it and without brackets."""
    if beside := _COMMITTEE_BESIDE.search(title):
        cover.committee, title = beside["committee"], title[: beside.start()]
    if (bare := unwrapped(title)) != title:
        # What a site sets in brackets behind a number.
        title = "" if WHOLE_TEXT.fullmatch(simplified(bare)) else bare
        told = [Problem("title_guessed", f"编号之后括号内的字样作为标题：{title[:40]}")] if title else []
        cover.problems += told if not DATED_TITLE.fullmatch(simplified(title)) else []
    return "" if WHOLE_TEXT.fullmatch(simplified(title)) else title


def _is_of_session(number: str, cover: Cover) -> bool:
    """Whether figures alone on a line are the number: of a year, or of the session that the cover prints."""
    session = number.partition("/")[0]
    return cover.number is None and (
        bool(re.fullmatch(r"19\d\d|20\d\d", session)) or session == cover.session
    )


def _text_itself(text: str, plain: str, cover: Cover, names: Names) -> str | None:
    """中国、古巴* ：决议草案 · A/RES/77/213 · A."""
    if cover.title and text == cover.title:
        return "title"
    if found := SPONSORS.fullmatch(plain):
        cover.sponsors = tuple(printed_sponsors(text[slice(*found.span("names"))], names))
        cover.kind = "draft"
        return "sponsors"
    bare = in_narrow_figures(text.rstrip("* "))
    if _SYMBOL_LINE.fullmatch(bare) and (symbol := Symbol.read(bare)):
        if not (cover.printed_symbol and is_deliberation(cover.printed_symbol.canonical)):
            cover.printed_symbol = symbol
        cover.marks |= {text[len(bare) :].strip()} - {""}
        cover.kind = "draft" if _DRAFT_SYMBOL.search(symbol.canonical) else cover.kind
        return "symbol"
    found = _SYMBOL_AND_TITLE.fullmatch(text)
    is_title = found and not (cover.number or cover.title or number_line(found["title"]))
    if found and is_title and (symbol := Symbol.read(found["symbol"])):
        cover.printed_symbol, cover.title = symbol, found["title"]
        return "title"
    return letter_of_part(text, cover) if cover.number else None


RULES: tuple[Rule, ...] = (
    _title,
    _text_itself,
    distribution_facts,
    _day,
    _meeting,
    _adopted,
    introduced,
    _source,
    printed_beside,
    told_by_library,
    told_by_encyclopedia,
    _named_field,
)


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
        or INTRODUCES.fullmatch(plain)
        or _ORGAN_ALONE.fullmatch(plain)
        or is_number_again(plain)
        or session_of(plain)
        or told_in(text) != text
        or FIELD_IN_ENGLISH.match(plain)
        or (_SYMBOL_LINE.fullmatch(text) and Symbol.read(text))
    )
