"""The line that tells date, meeting and vote in one sentence, above or below a text, and heads of lists of votes."""

import re
from dataclasses import dataclass

from app.domain.adoption import Choice
from app.domain.characters import simplified
from app.domain.numerals import CHINESE_NUMERAL, from_chinese
from app.sources.dates import DATE
from app.sources.plain_text.line_patterns import RAISED, RINGED, mark_number

ONE_MEETING = rf"第\s*(?:\d+|{CHINESE_NUMERAL}+)\s*次(?:全体|公开|非公开)?会议(?:\s*[（(]续会[)）])?"
_ORGAN = "(?:联合国)?(?:安全理事会|安理会|大会|人权理事会|人权委员会|托管理事会|经济及社会理事会|经社理事会)"
_DAY = DATE.pattern
_SENTENCE = re.compile(
    rf"[(（\[［【〔]?\s*(?:第\s?\S{{1,16}}号(?:决议|决定)\s*[，,]\s*|(?:该|本)?(?:决议|决定)(?:草案)?\s*(?=[经未以]))?(?P<before>(?P<day>{_DAY})?\s*[，,]?\s*(?:[由经]\s*)?(?:{_ORGAN})?\s*[于在]?\s*(?P<day_too>{_DAY})?\s*(?:{_ORGAN})?(?:第\S{{1,8}}?届\S{{0,4}}?(?:会议|常会|联大|会))?)\s*"
    rf"(?P<meeting>第?\s*(?:\d+|{CHINESE_NUMERAL}+)\s*次(?:全体|公开|非公开)?会议)?\s*上?\s*[，,。]?\s*"
    r"(?P<how>(?:一致|全体一致|协商一致|(?:未|不|无)经表决|(?:逐段|分段|逐项|逐条|唱名|举手)表决|赞成\s*\d[^。；：]{1,200}?|(?:(?:[经未以]|(?:表决|投票)(?:结果|情况)?[:：])[^。；：]{1,160}?))?)\s*[，,]?\s*"
    r"(?:因[^。；，]{1,40}[，,]\s*)?(?:该?决议草案\s*)?而?(?P<result>(?:未获|未能获得|未能|没有|未|否决|获得|获)?通过)(?:了?\s*第\s?[^号，。]{1,16}号(?:决议|决定))?"
    rf"(?:\s*[(（\[［〔]\s*(?P<meeting_behind>{ONE_MEETING})\s*[)）\]］〕])?(?P<rest>\s*(?:[，,。.;；]?\s*(?:(?:无|没有)(?:国家|人)?(?:弃权|反对)|(?:\d{{1,3}}|[零〇○一二三四五六七八九十百]{{1,5}})\s*票\s*弃权|弃权|反对|赞成)[^。]{{0,200}}|[，,]?\s*(?:表决|投票)(?:情况|结果)?如下\s*[:：]|[，,]\s*(?:表决|投票)(?:情况|结果)\s*[:：][^。]{{1,160}}|[。，,]\s*(?:见|根据|(?:决议)?草案(?:整案|全文|整体))[^。]{{1,80}}|[(（][^。]{{0,200}}[)）])?)\s*[。.]?\s*"
    rf"(?P<mark>[{RAISED}]+|\d{{1,3}}/?|[\[［〔]\d{{1,3}}[\]］〕]|[{RINGED}]|\*{{1,3}})?\s*[。.]?\s*[)）\]］】〕]?"
)
_LONGEST = 400
"""In characters."""
_COUNT = r"(?P<{0}>\d{{1,3}}|[零〇○一二三四五六七八九十百]{{1,5}})"
_NAMES = r"(?:\s*[（(][^)）]*[)）])?"
_IN_FAVOUR, _AGAINST, _ABSTAINING = (_COUNT.format(name) for name in ("in_favour", "against", "abstaining"))
_TALLIES = tuple(
    re.compile(shape)
    for shape in (
        rf"{_IN_FAVOUR}\s*票(?:赞成)?\s*[、，,对比]\s*{_AGAINST}(?:\s*票(?:反对)?{_NAMES}\s*[、，,；]?|{_NAMES}\s*[、，,；])\s*{_ABSTAINING}\s*票?\s*弃权",
        rf"{_IN_FAVOUR}\s*票(?:赞成)?\s*[、，,对比]\s*{_AGAINST}\s*票?(?:反对)?{_NAMES}.{{0,20}}?弃权者?\s*[:：]?\s*{_ABSTAINING}",
        rf"赞成\s*[:：]?\s*{_IN_FAVOUR}\s*票?\s*[、，,；|]?\s*反对\s*[:：]?\s*{_AGAINST}\s*票?{_NAMES}\s*[、，,；|]?\s*弃权\s*[:：]?\s*{_ABSTAINING}",
        rf"{_IN_FAVOUR}\s*票?\s*赞成\s*[、，,；]?\s*{_AGAINST}\s*票?\s*反对\s*[、，,；]?\s*{_ABSTAINING}\s*票?\s*弃权",
        rf"{_IN_FAVOUR}\s*票(?:赞成)?\s*[、，,]\s*{_ABSTAINING}\s*票\s*弃权\s*[、，,]\s*{_AGAINST}\s*票\s*反对",
        rf"{_IN_FAVOUR}\s*票(?:赞成)?\s*[、，,对比]\s*{_AGAINST}\s*票(?!\s*弃权)(?:反对)?",
        rf"{_IN_FAVOUR}\s*票(?:赞成)?\s*对\s*{_AGAINST}(?=[，,、]|(?:获得?)?通过)",
        rf"{_IN_FAVOUR}\s*票\s*赞成",
        rf"(?:表决|投票)\S{{0,4}}(?:[:：]|\s)\s*{_IN_FAVOUR}\s*[-–—]\s*{_AGAINST}\s*[-–—]\s*{_ABSTAINING}(?!\d)",
    )
)
_ABSTAINED_BEHIND = re.compile(rf"通过[，,、；]\s*{_ABSTAINING}\s*票\s*弃权")
"""`以十票对零票通过，一票弃权`."""
_NOBODY_ABSTAINED = re.compile(r"[、，,]\s*(?:无|没有)(?:国家|人)?弃权")


VOTE_LISTS: dict[str, Choice] = {
    "赞成": "in_favour",
    "反对": "against",
    "弃权": "abstaining",
    "未参加表决": "not_voting",
    "未参加": "not_voting",
}
VOTE_LIST_HEAD = re.compile(
    rf"({'|'.join(VOTE_LISTS)})(?:国|者)?\s*(?:[（(]\d+[)）])?(?:\s*[:：]\s*|\t\s*|\s{{2,}})(.*)"
)


ROW_OF_VOTE = re.compile(
    rf"(?P<name>[\u3400-\u9fff（）()]{{2,30}}?)\s*(?:\t|\s{{2,}}|\|)\s*(?P<vote>{'|'.join(VOTE_LISTS)})(?:票)?"
)
"""A row of a table that gives each state its vote, `古巴	赞成`."""


@dataclass(frozen=True, slots=True)
class AdoptionLine:
    """What such a sentence tells: the day and meeting as printed, the text without its footnote mark, whether the
    text was adopted, and the mark's number."""

    day: str
    meeting: str
    text: str
    tells_how: bool
    is_adopted: bool
    mark: str


def adoption_line(text: str) -> AdoptionLine | None:
    """What a line tells as such a sentence; None for any other line."""
    if len(text) > _LONGEST or "通" not in text:
        return None
    plain = simplified(text)
    found = _SENTENCE.fullmatch(plain)
    if found is None or not (
        found["meeting"]
        or found["meeting_behind"]
        or found["day"]
        or found["day_too"]
        or _tells_vote(found["how"])
    ):
        return None
    end = found.start("mark") if found["mark"] else len(text)
    group = "meeting" if found["meeting"] else "meeting_behind"
    meeting = re.sub(r"\s+", "", text[slice(*found.span(group))]) if found[group] else ""
    return AdoptionLine(
        found["day"] or found["day_too"] or "",
        meeting if not meeting or meeting.startswith("第") else f"第{meeting}",
        text[:end].strip("()（）[]［］【】〔〕 "),
        bool(found["how"] or found["rest"].strip()) or found["result"] not in ("通过", "获得通过", "获通过"),
        found["result"] in ("通过", "获得通过", "获通过"),
        mark_number(found["mark"]) if found["mark"] else "",
    )


_PROSE = re.compile(
    rf"(?:{_ORGAN}|小组委员会|委员会|理事会)?\s*[于在]?\s*(?P<day>{_DAY})\s*[，,]?\s*[^，。；：\d]{{0,25}}?(?P<meeting>{ONE_MEETING})(?!\s*[和、])"
)


def decided_at(text: str) -> tuple[str, str] | None:
    """The day and meeting as printed at the head of a decision in prose, `1999年12月22日，大会第87次全体会议…`; None
    where there is none, or several."""
    found = _PROSE.match(simplified(text[:_BEGINNING]))
    if found is None:
        return None
    return text[slice(*found.span("day"))], re.sub(r"\s+", "", text[slice(*found.span("meeting"))])


_DECIDED_HOW = re.compile(
    r"(?:未|不)经表决|(?:经|通过|进行)?(?:(?:记录|唱名|无记名)(?:表决|投票))?\s*[，,]?\s*"
    rf"以[^，。；]{{0,4}}?{_COUNT.format('first')}\s*票[^，。；]{{0,24}}?"
    r"(?:[，、,]\s*[^，。；、]{0,8}(?:票(?:弃权|反对|赞成)?|弃权者?|反对)[^，。；、决通]{0,8}){0,3}(?=决定|通过|决议|[，,。；]|$)"
)


_ACT = re.compile("决定|任命|选出|选举|核准|核可")


def decided_how(text: str) -> str:
    """The words on the vote in a decision in prose, `以一百零二票对零票，二十九票弃权，决定…`; empty where there are none."""
    plain = simplified(text[:_LONGEST])
    found, act = _DECIDED_HOW.search(plain), _ACT.search(plain)
    # Behind the act a decision may speak of other votes.
    if (
        found is None
        or (act and found.start() > act.end() + 1)
        or (found["first"] and "against" not in tally_in(found[0]))
    ):
        return ""
    return text[slice(*found.span())].strip("，, ")


_BEGINNING = 120
"""How much of a decision, in characters, is read for its day."""


INTRODUCES = re.compile(
    rf"(?:在\s*)?(?P<day>{_DAY})\s*[，,]?\s*(?P<organ>[\u3400-\u9fff]{{2,10}}?)?\s*[在于]?\s*(?P<meeting>{ONE_MEETING})上?\s*[，,]?"
    r".{0,60}(?:通过|决定|宣读|发表).{0,40}[：:]"
)
"""What stands above a text adopted at a meeting: `2011年6月17日，人权理事会第34次会议决定通过案文如下：`."""


def is_vote_line(text: str) -> bool:
    """Whether a line tells the votes and nothing else: `（146票赞成，1票反对，8票弃权）`, `表决结果：161-0-8`."""
    return (
        len(text) <= _LONGEST
        and bool(_VOTES.fullmatch(_NAMES_BEHIND.sub("", plain := simplified(text))))
        and "against" in tally_in(plain)
    )


_NAMES_BEHIND = re.compile(r"(?<=[票对权])\s*[（(][^()（）]{1,200}[)）]")
_VOTES = re.compile(
    r"[(（\[［【〔]?(?:[经以唱名记录]*(?:表决|投票)(?:结果|情况|摘要)?\s*[:：]?)?"
    r"[\s\d零〇○一二三四五六七八九十百票赞成反对弃权无没有者国家未投总数缺席|、，,；;：:–—-]+[)）\]］】〕]?[。.]?"
)


def _tells_vote(how: str) -> bool:
    return "一致" in how or "against" in tally_in(how)


def tally_in(plain: str) -> dict[str, int]:
    """The votes that a text in simplified characters counts: `in_favour`, `against`, `abstaining`."""
    found = next((found for shape in _TALLIES if (found := shape.search(plain))), None)
    tally = {key: from_chinese(count) for key, count in found.groupdict().items()} if found else {}
    if (
        "abstaining" not in tally
        and tally
        and (behind := _ABSTAINED_BEHIND.search(plain, found.end() if found else 0))
    ):
        tally["abstaining"] = from_chinese(behind["abstaining"])
    if "abstaining" not in tally and tally and _NOBODY_ABSTAINED.search(plain):
        tally["abstaining"] = 0
    return tally


def begins_votes(text: str) -> bool:
    """Whether a line begins a list of those who voted one way."""
    return bool(VOTE_LIST_HEAD.fullmatch(simplified(text)))
