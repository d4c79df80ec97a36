"""Chinese, as the United Nations sets it."""

import re

from app.domain.adoption import Choice, Vote
from app.domain.numerals import CHINESE_NUMERAL
from app.domain.organs import Names
from app.domain.places import plain_label
from app.domain.resolution import Sponsor
from app.domain.verbs import find_verb
from app.sources.dates import DATE, given_dates, parse_date
from app.sources.labels import leading_heading_label, leading_label, standalone_label
from app.sources.packs.pack import Closing, Cover, Headings, Labels, LanguagePack, Paragraphs
from app.sources.sponsors import SPONSORS, printed_sponsors

_MEETING = re.compile(
    r"第?\s*(?P<number>[0-9]+)\s*次\s*(?P<plenary>全体)?会议\s*(?P<resumed>[(（]续会[)）])?"
)


def _meeting(text: str) -> str | None:
    found = _MEETING.search(text)
    return "第" + re.sub(r"^第|\s+", "", found[0]) if found else None


def _vote(names: Names, printed: str, choice: Choice) -> Vote:
    state = names.state(printed)
    return Vote(state.code if state else None, printed, choice)


def _sponsors(line: str, names: Names) -> tuple[Sponsor, ...]:
    found = SPONSORS.search(line)
    return tuple(printed_sponsors(found["names"], names)) if found else ()


CHINESE = LanguagePack(
    language="zh",
    unspaced=re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…〇]"),
    headings=Headings(
        longest=70,
        unfinished="，；。：、;,",
        annex=re.compile(r"\S{0,3}附件\s*[一二三四五六七八九十A-Z0-9]{0,3}(?=\s|$)"),
        article=re.compile(
            r"第[一二三四五六七八九十百〇0-9]{1,4}(?:部分|[章节条编])(?=\s|$)|[一二三四五六七八九十]{1,3}|[A-Z]\s*节?"
        ),
        section=re.compile(
            rf"第(?P<ordinal>{CHINESE_NUMERAL}{{1,4}}|[0-9]{{1,3}})(?P<unit>部分|[章节条编款])"
            rf"|(?P<han>{CHINESE_NUMERAL}{{1,3}})|(?P<capital>[A-Z])\s*节?"
        ),
        ordinal=plain_label,
        theme=re.compile(
            r"(?:行动|(?:总体|具体|战略)?目标|承诺|支柱|优先(?:领域|事项|行动)|专题(?:领域)?|主题|原则|建议|措施|任务)"
            r"\s?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})\s?[.．。:：、]\s*(?P<words>\S.*)"
        ),
        longest_theme=160,
        full_stop="。",
        before_bare=("。", "；", "，", "："),
    ),
    labels=Labels(standalone_label, leading_label, leading_heading_label),
    paragraphs=Paragraphs(
        set_off="bold",
        find_verb=find_verb,
        longest_adverb=8,
        ends="；。：;.:",
        preamble_ends="；。：;.:，,",
        introduces="：",
    ),
    closing=Closing(
        lines=re.compile(rf"(?:\s*(?:第[0-9]+次(?:全体)?会议(?:\s*[(（]续会[)）])?|{DATE.pattern})){{1,2}}"),
        first_date=parse_date,
        given_dates=given_dates,
        meeting=_meeting,
        methods={
            "silence_procedure": "默许程序",
            "written_vote": "书面表决",
            "without_vote": "未经表决",
            "recorded_vote": "表决",
        },
        lists=re.compile(r"(?:表决(?:结果|情况)如下)?[：:]?\s*赞成[：:]"),
        names=re.compile("[、，]"),
        nobody="无",
        vote=_vote,
    ),
    cover=Cover(
        agenda_item=lambda printed: re.sub(r"\s+|^.*?议程项目", "", printed),
        committee=re.compile(r"根据(?P<committee>\S+?)的(?:报告|建议)"),
        sponsors=_sponsors,
    ),
)
