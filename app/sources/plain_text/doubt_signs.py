"""What in a Chinese text shows that something may have been misread."""

import re

from app.domain.characters import simplified
from app.sources.plain_text.line_patterns import COUNTERS
from app.sources.plain_text.text_pack import DoubtSigns

_ODD_TITLE = re.compile(
    r"^[（(【].*[)）】]$|^(?:[，。；：、）》”’)的及]|(?:联合国|大会|决议|决定)$|议程项目|.$)|[，；、：的和与及第《“（(]$"
    r"|\d{4}年\d{1,2}月\d{1,2}日(?:第.{1,10}次)?.{0,12}(?:通过|会议)|https?:|第.{1,8}(?:次全体会议|[号届])$|(?:大会|理事会|委员会)[^，]{0,16}第[^第]{1,16}号(?:决议|决定)案?$|Distr|网站|下载|[\u3400-\u9fff]\d{1,2}$"
)
_ODD_HEADING = re.compile(
    r"第.{1,8}届会?议?(?:所?通过之?)?决议|[—–―-]{2}.{0,20}\s\d{1,3}$|(?:[并和与及或的在对为第]|并.{1,4})$|^[^一二三四五六七八九十A-Z“《]{3,}表示.{2,4}，"
)
_MARK_BEHIND = r"(?=[，。；、和及与的中所]|$)"
_MARK_LEFT = re.compile(
    rf"(?<=[号年](?:决议|决定|文件))\d{{1,2}}{_MARK_BEHIND}|(?<=报告)\d{{1,2}}{_MARK_BEHIND}|(?<=[》”])\d{{1,2}}{_MARK_BEHIND}"
    r"|(?<=[\u3400-\u9fff][，。；])\d{1,2}$"
)
_FIGURE_BETWEEN = re.compile(
    rf"(?<=[\u3400-\u9fff》”)])(?<!目标)(?<![上下]午)(?<!决定)(?<!全球)(?<![兑第约近至从到为达和年月共有于在的前后由每逾超过项目例表图附件仅一二三四五六七八九十百千万、])\d{{1,2}}(?=[\u3400-\u9fff])(?![{COUNTERS}个位名国种次人例点分倍票小天周家所组级场座部本方类块票岁])"
)
"""A figure between words, before no measure word."""
_VOTE_INSIDE = re.compile(
    r"\d{1,3}\s*票(?:赞成|对|反对|弃权|、)|(?:赞成|反对|弃权)\s*[:：]|表决(?:结果|情况)|(?:获得?|一致|表决)通过[。.]?$|[\[［【〔](?:未经|经).{0,20}表决"
)
_SITE_WORDS = re.compile(
    r"版权所有|责任编辑|上一篇|下一篇|本页面|维基|百度|点击|浏览次数|打印本页|来源[:：]|分享到"
)
_LEAST_FOREIGN = 30
"""In characters."""


def _is_foreign(text: str) -> bool:
    letters = sum(sign.isascii() and sign.isalpha() for sign in text)
    return len(text) > _LEAST_FOREIGN and letters > len(text) / 2


CHINESE_DOUBTS = DoubtSigns(
    odd_title=lambda title: bool(_ODD_TITLE.search(simplified(title))),
    longest_title=120,
    odd_heading=lambda text: bool(_ODD_HEADING.search(simplified(text))),
    mark_left=_MARK_LEFT,
    figure_between=_FIGURE_BETWEEN,
    vote_inside=_VOTE_INSIDE,
    site_words=_SITE_WORDS,
    foreign_text=_is_foreign,
    point_ends=("或", "和", "及", "与"),
    counted_votes=re.compile(r"[0-9〇○零一二三四五六七八九十]\s*票"),
    vote_words=("赞成", "反对", "弃权"),
)
